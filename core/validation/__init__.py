"""Validation of drafts: text as typed in, checked values out, all problems at once and in Chinese."""

from .nearest import nearest
from .schema import Schema

__all__ = ["Schema", "nearest"]
