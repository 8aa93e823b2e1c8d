"""Checking: whether a draft, a Word file or a PDF holds to the rules, and what a secretary would ask about a document."""

__all__ = ["checker", "finding", "hints", "mending", "pages", "sarif", "selection", "telling", "word"]
