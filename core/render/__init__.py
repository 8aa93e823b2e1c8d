"""Renderers: each draws a page plan in one file format."""

__all__ = ["html_print", "png", "templates", "word_template"]
