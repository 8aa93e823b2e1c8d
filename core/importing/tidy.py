"""What a text got on its way and is not part of what it says: page numbers and running heads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Final

from ..pattern import pattern
from . import signs
from .source import Left, Line, Part, characters

FOLIO: Final = pattern(
    r"[—–\-－─·•]{1,2}\s*\d{1,4}\s*[—–\-－─·•]{1,2}|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}"
)
# A running head is no longer, in 字.
_HEAD_MAX: Final = 60


def without_furniture(parts: Sequence[Part]) -> tuple[list[Part], list[Left]]:
    """The parts without page numbers, and without the running heads beside these."""
    folios = [place for place, part in enumerate(parts) if isinstance(part, Line) and FOLIO.fullmatch(part.plain)]
    texts = Counter(characters(part.text) for part in parts if isinstance(part, Line))
    left = dict.fromkeys(folios, "页码")
    for head in filter(None, (_below(parts, place) for place in folios)):
        # A title, or another head: a page begins with it anew.
        if texts[characters(_line(parts, head).text)] > 1:
            left[head] = "书眉"
    told = [Left(_line(parts, place).plain, reason, _line(parts, place).number) for place, reason in sorted(left.items())]
    return [part for place, part in enumerate(parts) if place not in left], told


def _line(parts: Sequence[Part], place: int) -> Line:
    part = parts[place]
    assert isinstance(part, Line)  # noqa: S101 - only lines are looked at
    return part


def _below(parts: Sequence[Part], place: int) -> int | None:
    """Where the first line with text below a place stands, if it may be a running head."""
    for below in range(place + 1, len(parts)):
        part = parts[below]
        if not isinstance(part, Line):
            return None
        if part.plain:
            is_head = len(part.plain) <= _HEAD_MAX and not FOLIO.fullmatch(part.plain)
            return below if is_head and not _is_dated(parts, below) else None
    return None


def _is_dated(parts: Sequence[Part], place: int) -> bool:
    """Whether a date stands below a line: that signs, and heads no page."""
    below = next((part for part in parts[place + 1 : place + 4] if not isinstance(part, Line) or part.plain), None)
    return isinstance(below, Line) and bool(signs.DATE_LINE.fullmatch(below.plain))
