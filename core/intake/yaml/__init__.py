"""YAML with every value as the text that was typed, and what is wrong with it in plain words."""

__all__ = ["errors", "extents", "reader"]
