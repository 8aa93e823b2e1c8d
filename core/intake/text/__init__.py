"""Texts: decoding, front matter, and running text with its headings, emphasis and tables."""

__all__ = ["body", "decoding", "headings", "markdown", "markdown_marks", "ordinals", "separated", "tables"]
