"""What a text got on its way and is not part of what it says: page numbers, running heads, lines broken by hand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from ..intake.ordinals import ordinal
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
    folios = {place for place, part in enumerate(parts) if isinstance(part, Line) and _FOLIO.fullmatch(part.plain)}
    left = dict.fromkeys(folios, "页码")
    heads = Counter(characters(head.text) for place in folios if (head := _below(parts, place)) is not None)
    for place in folios:
        below = _below(parts, place)
        if below is not None and (heads[characters(below.text)] > 1 or _is_repeated(below, parts)):
            left[parts.index(below)] = "书眉"
    kept = [part for place, part in enumerate(parts) if place not in left]
    return kept, [
        Left(part.plain, reason, part.number) for place, reason in sorted(left.items()) if isinstance(part := parts[place], Line)
    ]


def _below(parts: Sequence[Part], place: int) -> Line | None:
    """The first line with text below a place."""
    below = (part for part in parts[place + 1 :] if not isinstance(part, Line) or part.plain)
    found = next(below, None)
    return found if isinstance(found, Line) and len(found.plain) <= _BROKEN_MAX else None


def _is_repeated(head: Line, parts: Sequence[Part]) -> bool:
    """Whether the line stood above already, as a title: what a page begins with anew."""
    text = characters(head.text)
    return sum(isinstance(part, Line) and characters(part.text) == text for part in parts) > 1


def joined(parts: Sequence[Part]) -> list[Part]:
    """The parts with the pieces of paragraphs that were broken by hand put together again."""
    width = _width(parts)
    if not width:
        return list(parts)
    result: list[Part] = []
    going_on = False
    for part in parts:
        if not isinstance(part, Line):
            result.append(part)
            going_on = False
            continue
        last = result[-1] if result else None
        if going_on and isinstance(last, Line) and _goes_on(part):
            result[-1] = last.with_text(last.text.rstrip() + part.plain)
        else:
            result.append(part)
        going_on = bool(part.plain) and _measure(part.text) >= width - _SLACK
    return result


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
