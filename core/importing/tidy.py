"""What a text got on its way and is not part of what it says: page numbers, running heads, lines broken by hand."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Final

from ..intake.text.ordinals import ordinal
from ..text_width import zi_width
from . import signs
from .source import Left, Line, Part, characters

FOLIO: Final = re.compile(
    r"[—–\-－─·•]{1,2}\s*\d{1,4}\s*[—–\-－─·•]{1,2}|第\s*\d{1,4}\s*页(?:\s*[,，/]?\s*共\s*\d{1,4}\s*页)?|\d{1,4}\s*/\s*\d{1,4}"
)
# Lines that were broken by hand are about as long as each other; shorter ones end a paragraph.
_BROKEN_MIN, _BROKEN_MAX = 18, 60
_SHARE: Final = 0.5
# Of so many lines at the least, where first lines are indented, and where not.
_INDENTED_MIN, _LINES_MIN = 1, 6
_SLACK: Final = 2.5
_ENDS: Final = "。！？；：…”）》"


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
            is_head = len(part.plain) <= _BROKEN_MAX and not FOLIO.fullmatch(part.plain)
            return below if is_head and not _is_dated(parts, below) else None
    return None


def _is_dated(parts: Sequence[Part], place: int) -> bool:
    """Whether a date stands below a line: that signs, and heads no page."""
    below = next((part for part in parts[place + 1 : place + 4] if not isinstance(part, Line) or part.plain), None)
    return isinstance(below, Line) and bool(signs.DATE_LINE.fullmatch(below.plain))


def joined(parts: Sequence[Part]) -> list[Part]:
    """The parts with the pieces of paragraphs that were broken by hand put together again."""
    width = _full(parts)
    pieces: list[list[Part]] = []
    for part in parts:
        above = pieces[-1][-1] if pieces else None
        if isinstance(above, Line) and isinstance(part, Line) and _goes_on(above, part, width):
            pieces[-1].append(part)
        else:
            pieces.append([part])
    return [_together(some) for some in pieces]


def _together(pieces: Sequence[Part]) -> Part:
    """The pieces of one paragraph as its line."""
    first, *others = pieces
    if not others or not isinstance(first, Line):
        return first
    return first.with_text(first.text.rstrip() + "".join(one.plain for one in others if isinstance(one, Line)))


def _full(parts: Sequence[Part]) -> float:
    """How long lines were before they were broken, in 字; 0: nobody broke them.

    Lines that end without a stop are about as long as each other then, and no other is longer.
    """
    lines = [part for part in parts if isinstance(part, Line) and part.plain]
    long = [(round(_width_of(line)), line) for line in lines if _width_of(line) >= _BROKEN_MIN]
    cut = Counter(length for length, line in long if not line.plain.endswith(tuple(_ENDS)) and not _is_element(line))
    if not cut:
        return 0.0
    width, _ = max(cut.items(), key=lambda item: (item[1], item[0]))
    near = sum(count for length, count in cut.items() if abs(length - width) <= _SLACK)
    least = _INDENTED_MIN if any(_is_indented(line) and "。" in line.text for line in lines) else _LINES_MIN
    is_width = width <= _BROKEN_MAX and max(length for length, _ in long) <= width + _SLACK
    return float(width) if is_width and least <= near and near >= _SHARE * cut.total() else 0.0


def _goes_on(above: Line, line: Line, width: float) -> bool:
    """Whether a line goes on with the paragraph above: it is not indented and begins nothing."""
    if not above.plain or not line.plain:
        return False
    if signs.PRINTED.fullmatch(above.text.strip() + line.plain) and not signs.PRINTED.fullmatch(above.plain):
        return True
    if signs.COPIES.fullmatch(above.plain) and not above.plain.endswith("。") and line.plain.endswith("。"):
        return True
    full = bool(width) and _width_of(above) >= width - _SLACK
    begins = _is_indented(line) or ordinal(line.plain) or _is_element(line) or _is_apart(above, line, width)
    return full and not begins


def _is_apart(above: Line, line: Line, width: float) -> bool:
    """Whether a short line without a stop stands behind a whole sentence: no paragraph goes on so."""
    short = _width_of(line) < width - _SLACK and not line.plain.endswith(tuple(_ENDS))
    return above.plain.endswith("。") and short


def _width_of(line: Line) -> float:
    """How wide a line is, in 字; blanks at its end do not count."""
    return zi_width(line.text.rstrip())


def _is_indented(line: Line) -> bool:
    return line.text.startswith(("　　", "    ", "\t"))


def _is_element(line: Line) -> bool:
    """Whether a line is an element of its own, and no piece of a paragraph."""
    patterns = (signs.DATE_LINE, signs.ATTACHMENTS, signs.COPIES, signs.PRINTED, signs.NOTE, signs.NUMBER)
    number = signs.NUMBER.match(line.plain)
    if number and signs.APPROVER.fullmatch(line.plain[number.end() :].strip()):
        return True
    return signs.ends_title(line.plain) or any(pattern.fullmatch(line.plain) for pattern in patterns)
