"""The merged cells of a sheet, once each: a reader has their text in all the cells that they cover."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import replace

from ...document import Cell
from .merged import Area

Cells = list[list[Cell]]
_EMPTY = Cell("")


def merged(rows: Sequence[Sequence[Cell]], numbers: Sequence[int], areas: Sequence[Area]) -> Cells:
    """Rows of equal length, as wide as their table.

    :param rows: their cells.
    :param numbers: where each row stands in the sheet, from 0; empty rows are left out.
    :param areas: that are merged; they do not overlap.
    """
    width = max(map(len, rows))
    cells = [[*row, *[_EMPTY] * (width - len(row))] for row in rows]
    for area in areas:
        first, stop = bisect_left(numbers, area.top), bisect_right(numbers, area.bottom)
        if first == stop or area.left >= width:
            continue
        own = replace(cells[first][area.left], across=min(area.right + 1, width) - area.left, down=stop - first)
        for row in cells[first:stop]:
            row[area.left : area.left + own.across] = [_EMPTY] * own.across
        cells[first][area.left] = own
    return _trimmed(cells)


def filled(row: Sequence[Cell]) -> list[Cell]:
    """The cells of a row that hold something."""
    return [cell for cell in row if cell.text]


def _trimmed(cells: Cells) -> Cells:
    """Without the columns behind the last one that holds something; titles may be wider than their table."""
    several = [row for row in cells if len(filled(row)) > 1] or cells
    width = max(place + cell.across for row in several for place, cell in enumerate(row) if cell.text)
    return [[replace(cell, across=min(cell.across, width - place)) for place, cell in enumerate(row[:width])] for row in cells]
