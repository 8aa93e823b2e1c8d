"""The faces: their names for DOCX, their files for PDF, and how wide and high their characters are."""

__all__ = ["alignment", "choice", "faces", "file", "subset"]
