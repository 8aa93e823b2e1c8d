"""A table on its page: where its cells' lines and its rules are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final, NamedTuple

from ..document import Align
from ..layout.grid import Grid, GridRow
from ..layout.line import Run
from ..layout.plan import Slice
from ..layout.standard import TABLE_PADDING_MM, TABLE_RULE, mm
from ..layout.styles import Face, Role
from .fitted import BASELINE, Fitter
from .frame import Fill, Tag, Text

_PADDING: Final = mm(TABLE_PADDING_MM)
# What sums of lengths may err by, pt.
_CRUMB: Final = 1e-6
# How much of a line's spare room is at its left.
_SHARES: Final = {Align.LEFT: 0.0, Align.CENTER: 0.5, Align.RIGHT: 1.0}


class _Row(NamedTuple):
    """A row on a page: its number in the table, its head's rows included; the y of its upper edge's middle."""

    number: int
    row: GridRow
    top: float


def _rows(grid: Grid, piece: Slice) -> Iterator[_Row]:
    """The rows of a slice, those of the head first."""
    heads, y = len(grid.head), piece.y + TABLE_RULE / 2
    for number, row in (*enumerate(grid.head), *enumerate(grid.rows[piece.start : piece.stop], piece.start + heads)):
        yield _Row(number, row, y)
        y += row.height


def cells(grid: Grid, piece: Slice, fitter: Fitter, left: float) -> Iterator[Text]:
    """The texts of a table's cells.

    :param left: the left edge of the type area, pt.
    """
    rows, edges = list(_rows(grid, piece)), [left + edge for edge in grid.edges]
    for place, (number, row, top) in enumerate(rows):
        for cell in row.cells:
            tag = Tag(Role.TABLE, piece.element, number, cell.column, head=place < len(grid.head))
            height = sum(below.row.height for below in rows[place : place + cell.down])
            first = top + (height - (len(cell.lines) - 1) * grid.pitch) / 2 + BASELINE * grid.size
            begin, end = edges[cell.column], edges[cell.column + cell.across]
            for line_number, line in enumerate(cell.lines):
                baseline = first + line_number * grid.pitch
                run = Run(line, Face.HEI if cell.strong else Face.BODY)
                texts = list(fitter.fit((run,), grid.size, begin + _PADDING, baseline, tag))
                room = end - begin - 2 * _PADDING - sum(text.width for text in texts)
                shift = _SHARES[cell.align] * room
                yield from (replace(text, x=text.x + shift) for text in texts)


def rules(grid: Grid, piece: Slice, left: float) -> Iterator[Fill]:
    """A table's rules.

    :param left: the left edge of the type area, pt.
    """
    half, edges = TABLE_RULE / 2, grid.edges
    pairs = list(pairwise(edges))
    rows = list(_rows(grid, piece))
    bottom = rows[-1].top + rows[-1].row.height
    # Below the head all begins anew, even where a page ends within a merged cell.
    whole = {0, len(grid.head)}
    tops = [(row.top, () if place in whole else row.row.above) for place, row in enumerate(rows)]
    for top, above in (*tops, (bottom, ())):
        under = {column for cell in above for column in range(cell.column, cell.column + cell.across)}
        for begin, end in _stretches(pairs[column] for column in range(len(pairs)) if column not in under):
            yield Fill(left + begin - half, top - half, end - begin + TABLE_RULE, TABLE_RULE)
    for column, edge in enumerate(edges):
        for top, foot in _stretches((row.top, row.top + row.row.height) for row in rows if column in _ends(row.row)):
            yield Fill(left + edge - half, top, TABLE_RULE, foot - top)


def _ends(row: GridRow) -> set[int]:
    """The edges of columns that part the cells of a row."""
    return {edge for cell in (*row.cells, *row.above) for edge in (cell.column, cell.column + cell.across)}


def _stretches(parts: Iterable[tuple[float, float]]) -> list[tuple[float, float]]:
    """Parts of a line, those that touch joined."""
    found: list[tuple[float, float]] = []
    for begin, end in parts:
        if found and abs(found[-1][1] - begin) < _CRUMB:
            found[-1] = found[-1][0], end
        else:
            found.append((begin, end))
    return found
