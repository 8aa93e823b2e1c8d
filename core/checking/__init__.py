"""Checking: whether a draft, a Word file or a PDF holds to the rules, and what a secretary would ask about a document."""

__all__ = ["checker", "face_names", "finding", "hints", "mending", "pages", "paper", "sarif", "selection", "telling", "word"]
