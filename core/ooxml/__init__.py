"""Office Open XML: WordprocessingML as text and as a tree, and what its readers need to be told."""

__all__ = ["elements", "libreoffice", "row_heights", "tree"]
