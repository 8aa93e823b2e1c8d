"""Characters with their places as lines; lines, by their indents and right edges, as paragraphs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from statistics import median
from typing import TYPE_CHECKING, Final, TypeVar

from ..pattern import pattern
from ..values import dataclass
from . import signs
from .raised import raised

if TYPE_CHECKING:
    from .pdf_page import Glyph

# All in sizes of the type. Characters whose baselines lie closer are on one line.
_BASELINE: Final = 0.4
# A gap wider than others by this is a blank: between letters, between hanzi.
_NARROW_BLANK, _WIDE_BLANK = 0.2, 0.6
# A line that ends no further from the right edge is full, and one that begins no further from the left edge has no indent.
_FULL: Final = 1.3
_INDENT: Final = 0.6
# What so many lines have in common is no accident.
_SHARED: Final = 0.1
# Where no paragraph is indented, one goes on only behind a line that does not end so.
_ENDS: Final = "。：；！？"
# What is raised or lowered is so small.
_SMALL: Final = 0.75
# Behind it the lines below it begin: 附件：1.甲, 抄送：乙.
_HANGING: Final = pattern(r"\s*(?:(?:附件|抄送|主送|分送)\s*[：:])?\s*(?:\d{1,2}\s*[.．、])?")
_Table = TypeVar("_Table")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line.

    :param hanging: where the lines below it would begin if it were a list's; its left edge where it is none.
    """

    text: str
    left: float
    right: float
    top: float
    size: float
    hanging: float


def lines_of(glyphs: Iterable[Glyph]) -> list[TextLine]:
    """Characters as lines, from the top."""
    lines: list[list[Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: -one.baseline):
        if lines and lines[-1][0].baseline - glyph.baseline < _BASELINE * max(lines[-1][0].size, glyph.size):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    return [_line(sorted(line, key=lambda one: one.left)) for line in lines]


def _line(glyphs: Sequence[Glyph]) -> TextLine:
    once = [glyph for place, glyph in enumerate(glyphs) if not place or not _is_twice(glyphs[place - 1], glyph)]
    size = max(glyph.size for glyph in once)
    pieces = list(_pieces(once, size))
    text = "".join(piece for _, piece in pieces)
    bullet = _HANGING.match(text)
    behind, place = bullet.end() if bullet else 0, 0
    hanging = once[0].left
    for left, piece in pieces:
        if place >= behind:
            hanging = left
            break
        place += len(piece)
    return TextLine(text, once[0].left, max(glyph.right for glyph in once), once[0].baseline, size, hanging)


def _is_twice(before: Glyph, glyph: Glyph) -> bool:
    """Whether a character is printed twice to look bold."""
    return before.char == glyph.char and glyph.left - before.left < 0.2 * glyph.size


def _pieces(glyphs: Sequence[Glyph], size: float) -> Iterator[tuple[float, str]]:
    """Each character with its left edge; blanks where there are gaps."""
    base = Counter(round(glyph.baseline, 1) for glyph in glyphs if glyph.size >= _SMALL * size).most_common(1)[0][0]
    gaps = [after.left - before.right for before, after in pairwise(glyphs)]
    usual = max(median(gaps), 0.0) if len(gaps) > 2 else 0.0
    for place, glyph in enumerate(glyphs):
        if place:
            gap = (gaps[place - 1] - usual) / size
            narrow = glyph.char.isascii() and glyphs[place - 1].char.isascii()
            if gap > _WIDE_BLANK:
                yield glyphs[place - 1].right, "\u3000" * min(4, max(1, round(gap)))
            elif narrow and gap > _NARROW_BLANK:
                yield glyphs[place - 1].right, " "
        off = glyph.baseline - base
        small = glyph.size < _SMALL * size and abs(off) > 0.05 * size
        yield glyph.left, raised(glyph.char, "sup" if off > 0 else "sub") if small else glyph.char


def paragraphs(rows: Sequence[TextLine | _Table]) -> list[str | _Table]:
    """Lines put together as paragraphs; tables stay where they are. Indented paragraphs begin with two wide blanks."""
    lines = [row for row in rows if isinstance(row, TextLine)]
    usual = Counter(round(line.size) for line in lines for _ in line.text).most_common(1)
    body = [line for line in lines if usual and abs(line.size - usual[0][0]) <= 1]
    left = min((line.left for line in body), default=0.0)
    right = _right_edge(body)
    ends = "" if any(line.left > left + line.size for line in body) else _ENDS
    made: list[str | _Table] = []
    first: TextLine | None = None
    before: TextLine | None = None
    for row in rows:
        if not isinstance(row, TextLine):
            made.append(row)
            first = before = None
        elif first and before and not before.text.endswith(tuple(ends)) and _goes_on(row, first, before, left, right):
            made[-1] = _joined(str(made[-1]), row.text)
            before = row
        else:
            made.append(("\u3000\u3000" if row.left > left + row.size else "") + row.text)
            first = before = row
    return made


def _right_edge(lines: Sequence[TextLine]) -> float:
    """Where full lines end: the furthest place that many share; a stop may hang beyond it."""
    ends = Counter(round(line.right) for line in lines)
    shared = {end: sum(ends[near] for near in (end - 1, end, end + 1)) for end in ends}
    return float(max((end for end, count in shared.items() if count >= _SHARED * len(lines)), default=max(ends, default=0)))


def _goes_on(line: TextLine, first: TextLine, before: TextLine, left: float, right: float) -> bool:
    """Whether a line goes on with the paragraph of the line before."""
    if abs(line.size - before.size) > 0.15 * before.size or signs.DATE_LINE.fullmatch(before.text.strip()):
        return False
    is_hanging = first.hanging > first.left + 1 and abs(line.left - first.hanging) < _INDENT * line.size
    full = right - before.right <= (_FULL + 1.2 * is_hanging) * before.size
    return full and (is_hanging or abs(line.left - left) < _INDENT * line.size)


def _joined(text: str, more: str) -> str:
    narrow = text[-1:].isascii() and more[:1].isascii() and text[-1:].isalnum() and more[:1].isalpha()
    return f"{text} {more}" if narrow else text + more
