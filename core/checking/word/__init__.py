"""Word files as evidence: what they say, and how Word would show it."""

from .annotating import annotated
from .reader import read_docx

__all__ = ["annotated", "read_docx"]
