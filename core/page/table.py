"""A table on its page: where its cells' lines and its rules are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import accumulate, pairwise
from typing import Final

from ..layout.plan import Grid, GridRow, Run, Slice
from ..layout.standard import TABLE_PADDING_MM, TABLE_RULE, mm
from ..layout.styles import Face, Role
from ..model import Align
from .fitted import BASELINE, Fitter
from .frame import Fill, Tag, Text

_PADDING: Final = mm(TABLE_PADDING_MM)
# How much of a line's spare room is at its left.
_SHARES: Final = {Align.LEFT: 0.0, Align.CENTER: 0.5, Align.RIGHT: 1.0}


def _rows(grid: Grid, piece: Slice) -> Iterator[tuple[int, GridRow, float]]:
    """The rows of a slice from its head (0) on: number, row, the y of its upper edge's middle."""
    y = piece.y + TABLE_RULE / 2
    for number, row in ((0, grid.head), *enumerate(grid.rows[piece.start : piece.stop], piece.start + 1)):
        yield number, row, y
        y += row.height


def _edges(grid: Grid, row: GridRow, left: float) -> list[float]:
    edges = [left + edge for edge in accumulate(grid.widths, initial=0.0)]
    return [edges[0], edges[-1]] if row.band else edges


def cells(grid: Grid, piece: Slice, fitter: Fitter, left: float) -> Iterator[Text]:
    """The texts of a table's cells.

    :param left: the left edge of the type area, pt.
    """
    for number, row, top in _rows(grid, piece):
        for column, (cell, (begin, end)) in enumerate(zip(row.cells, pairwise(_edges(grid, row, left)), strict=True)):
            tag, face = Tag(Role.TABLE, piece.element, number, column), Face.HEI if cell.marked else Face.BODY
            first = top + (row.height - (len(cell.lines) - 1) * grid.pitch) / 2 + BASELINE * grid.size
            for place, line in enumerate(cell.lines):
                baseline = first + place * grid.pitch
                texts = list(fitter.fit((Run(line, face),), grid.size, begin + _PADDING, baseline, tag))
                room = end - begin - 2 * _PADDING - sum(sum(text.advances()) for text in texts)
                shift = _SHARES[cell.align] * room
                yield from (replace(text, x=text.x + shift) for text in texts)


def rules(grid: Grid, piece: Slice, left: float) -> Iterator[Fill]:
    """A table's rules.

    :param left: the left edge of the type area, pt.
    """
    half = TABLE_RULE / 2
    rows = list(_rows(grid, piece))
    begin, end = left - half, left + sum(grid.widths) + half
    bottom = rows[-1][2] + rows[-1][1].height
    for top in (*(top for _, _, top in rows), bottom):
        yield Fill(begin, top - half, end - begin, TABLE_RULE)
    for edge, tops in _uprights(grid, rows, left):
        for top, foot in tops:
            yield Fill(edge - half, top, TABLE_RULE, foot - top)


def _uprights(
    grid: Grid, rows: list[tuple[int, GridRow, float]], left: float
) -> Iterator[tuple[float, list[tuple[float, float]]]]:
    """The upright rules: for each edge of a column the stretches where rows have it, as long as they go."""
    for edge in accumulate(grid.widths, initial=left):
        stretches: list[tuple[float, float]] = []
        for _, row, top in rows:
            if edge not in _edges(grid, row, left):
                continue
            if stretches and abs(stretches[-1][1] - top) < 1e-6:
                stretches[-1] = stretches[-1][0], top + row.height
            else:
                stretches.append((top, top + row.height))
        yield edge, stretches
