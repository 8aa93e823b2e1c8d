"""Renderers: each draws a page plan in one file format."""

__all__ = ["html_print", "templates", "word_template"]
