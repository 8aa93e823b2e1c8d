"""Word files as evidence: what they say, and how Word would show it."""

from .reader import read_docx

__all__ = ["read_docx"]
