"""Hints 提示: what a secretary would ask about before a document goes out."""

__all__ = ["hints"]
