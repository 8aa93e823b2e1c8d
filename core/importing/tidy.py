"""What a text got on its way and is not part of what it says: page numbers, running heads, lines broken by hand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from ..intake.text.ordinals import ordinal
from .source import Left, Line, Part, characters

_FOLIO: Final = re.compile(
    r"[—–\-－─·•]{1,2}\s*\d{1,4}\s*[—–\-－─·•]{1,2}|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}"
)
# Lines that were broken by hand are about as long as each other; shorter ones end a paragraph.
_BROKEN_MIN, _BROKEN_MAX = 18, 60
_SHARE: Final = 0.5
_LINES_MIN: Final = 6
_SLACK: Final = 2.5
_ENDS: Final = "。！？；：…”）》"


def without_furniture(parts: Sequence[Part]) -> tuple[list[Part], list[Left]]:
    """The parts without page numbers, and without the running heads beside these."""
    folios = [place for place, part in enumerate(parts) if isinstance(part, Line) and _FOLIO.fullmatch(part.plain)]
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
            return below if len(part.plain) <= _BROKEN_MAX and not _FOLIO.fullmatch(part.plain) else None
    return None


def joined(parts: Sequence[Part]) -> list[Part]:
    """The parts with the pieces of paragraphs that were broken by hand put together again."""
    width = _width(parts)
    if not width:
        return list(parts)
    pieces: list[list[Part]] = []
    going_on = False
    for part in parts:
        if going_on and isinstance(part, Line) and _goes_on(part):
            pieces[-1].append(part)
        else:
            pieces.append([part])
        going_on = isinstance(part, Line) and bool(part.plain) and _measure(part.text) >= width - _SLACK
    return [_together(some) for some in pieces]


def _together(pieces: Sequence[Part]) -> Part:
    """The pieces of one paragraph as its line."""
    first, *others = pieces
    if not others or not isinstance(first, Line):
        return first
    return first.with_text(first.text.rstrip() + "".join(one.plain for one in others if isinstance(one, Line)))


def _width(parts: Sequence[Part]) -> float:
    """How long lines were before they were broken, in 字; 0: nobody broke them."""
    lengths = [round(_measure(part.text)) for part in parts if isinstance(part, Line) and part.plain]
    long = [length for length in lengths if length >= _BROKEN_MIN]
    if len(long) < _LINES_MIN or max(long) > _BROKEN_MAX:
        return 0.0
    width, _ = max(Counter(long).items(), key=lambda item: (item[1], item[0]))
    near = sum(width - _SLACK <= length <= width + _SLACK for length in long)
    return float(width) if near >= _SHARE * len(long) and max(long) <= width + _SLACK else 0.0


def _goes_on(line: Line) -> bool:
    """Whether a line goes on with the paragraph above: it is not indented and begins nothing."""
    return not line.text.startswith(("　　", "    ", "\t")) and ordinal(line.plain) is None and bool(line.plain)


def _measure(text: str) -> float:
    """The width of a line in 字: narrow characters are half."""
    return sum(0.5 if char.isascii() else 1.0 for char in text.rstrip())
