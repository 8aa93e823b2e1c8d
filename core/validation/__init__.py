"""Validation of drafts: text as typed in, checked values out, all problems at once and in Chinese."""

from .schema import Schema

__all__ = ["Schema", "reading"]
