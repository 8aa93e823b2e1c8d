"""Tables that only set out a head or a 版记: what stands in them is elements (7.2, 7.4), and no table of the text.

One without a word holds a box, a picture or a line in its place; what the box says comes after it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from . import signs
from .source import Grid, Line, Part

# Between the cells of a row.
GAP: Final = "  "
_NUMBERS: Final = (signs.NUMBER, signs.BLANK_NUMBER, signs.APPROVER)
_HEAD: Final = (signs.COPY_NUMBER, signs.SECRECY, signs.URGENCY, signs.ISSUER_MARK, *_NUMBERS)
_IMPRINT: Final = (signs.COPIES, signs.PRINTED, signs.COUNT)


def unframed(parts: Sequence[Part]) -> list[Part]:
    """The parts, with the lines of such tables instead of these."""
    return [one for part in parts for one in (_lines(part) if isinstance(part, Grid) and _places(part.rows) else [part])]


def _places(rows: Sequence[Sequence[str]]) -> bool:
    """Whether a table only gives things their places."""
    return is_frame(rows) or not any(map(_filled, rows))


def is_frame(rows: Sequence[Sequence[str]]) -> bool:
    """Whether every row of a table is an element of a head or of a 版记; one is there at least."""
    told = [cells for row in rows if (cells := _filled(row))]
    return bool(told) and all(_is_head(cells) or all(_is_imprint(text) for text in _split(cells)) for cells in told)


def _filled(row: Sequence[str]) -> list[str]:
    """The cells of a row that hold something."""
    return [cell.strip() for cell in row if cell.strip()]


def _lines(grid: Grid) -> Iterator[Part]:
    for cells in map(_filled, grid.rows):
        yield from (Line(text, grid.number) for text in _split(cells))


def _split(cells: Sequence[str]) -> list[str]:
    """The lines of a row: 抄送, and who printed it, may stand in one cell."""
    return [text for text in signs.BEFORE_PRINTED.split(GAP.join(cells), maxsplit=1) if text]


def _is_head(cells: Sequence[str]) -> bool:
    return all(any(one.fullmatch(cell) for one in _HEAD) for cell in cells)


def _is_imprint(text: str) -> bool:
    return any(one.fullmatch(text) for one in _IMPRINT)
