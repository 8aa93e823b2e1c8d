"""What a source holds, as importers hand it over, and what counts of it."""

from __future__ import annotations

from ..plugin import Grid, Left, Line, Part, Source

__all__ = ["Grid", "Left", "Line", "Part", "Source", "characters"]


def characters(text: str) -> str:
    """What counts of a text: all but blanks."""
    return "".join(text.split())
