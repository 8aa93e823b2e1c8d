"""Office Open XML: WordprocessingML as text and as a tree, the parts of a Word file, and what its readers need to be told."""

__all__ = ["comments", "elements", "libreoffice", "package", "received", "row_heights", "tree", "workbook"]
