"""The rows of a table in columns of given widths: the lines in their cells, their heights, which of them stay together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate, product
from typing import Final

from ..document import Align, Cell, Row
from .grid import GridCell, GridRow
from .line import Run
from .lines import Pieces, cut_lines, joints
from .metrics import Metrics
from .standard import TABLE_PADDING_MM, mm, snap
from .styles import Face

PADDING: Final = snap(mm(TABLE_PADDING_MM))
# What is filled in by hand needs so much, mm.
_BY_HAND: Final = 10.0
# Rows with one merged cell stay on one page as long as they are no higher than this, pt.
_TOGETHER: Final = 200.0
# What sums of heights may err by, pt.
_CRUMB: Final = 1e-6
# What a cell's text has not of the cell's width, pt: the paddings, and what LibreOffice takes for the rules, with some to spare.
SIDES: Final = 2 * PADDING + 0.6
# By so much text may go into that, rather than be broken for what was lost by rounding, pt.
_TOUCH: Final = 0.1


class Setter:
    """Sets the cells of rows.

    :param widths: of the columns, paddings included, pt.
    :param size: of the type, pt.
    """

    def __init__(self, metrics: Metrics, widths: Sequence[float], size: float) -> None:
        self._metrics = metrics
        self._edges = list(accumulate(widths, initial=0.0))
        self._size = size
        # What was broken before: tables hold many equal cells.
        self._known: dict[tuple[Run, float, Sequence[Pieces]], tuple[str, ...]] = {}

    def cells(
        self, rows: Sequence[Row], also: Sequence[Pieces], aligns: Sequence[Align], *, head: bool = False
    ) -> Iterator[tuple[GridCell, ...]]:
        """The cells that begin in each row of a head, or of all a table has below it.

        :param also: finds what is not broken.
        :param aligns: of the columns.
        """
        covered = set(_covered(rows))
        for number, row in enumerate(rows):
            if row.band:
                band = replace(row.cells[0], strong=True, across=len(aligns))
                yield (self._cell(band, 0, also, Align.LEFT),)
                continue
            begun = ((place, cell) for place, cell in enumerate(row.cells) if (number, place) not in covered)
            yield tuple(
                self._cell(replace(cell, strong=cell.strong or head), place, also, _align(cell, place, aligns))
                for place, cell in begun
            )

    def _cell(self, cell: Cell, place: int, also: Sequence[Pieces], align: Align) -> GridCell:
        run = Run(cell.text, Face.HEI if cell.strong else Face.BODY)
        width = self._edges[place + cell.across] - self._edges[place]
        lines = self._lines(run, width - SIDES + _TOUCH, also)
        return GridCell(lines, cell.strong, align, self._forced(run, lines, width), place, cell.across, cell.down)

    def _forced(self, run: Run, lines: tuple[str, ...], width: float) -> bool:
        """Whether Word or LibreOffice would break a text elsewhere, with somewhat more room as well.

        Neither knows of pieces; and they break words behind hyphens, or anywhere else beside a character.
        """
        ends = set(accumulate(map(len, lines[:-1])))
        if not ends:
            return False
        rooms = (width - SIDES + _TOUCH, width - 2 * PADDING)
        return not ends.isdisjoint(joints(run.text)) or any(self._lines(run, room, ()) != lines for room in rooms)

    def _lines(self, run: Run, room: float, also: Sequence[Pieces]) -> tuple[str, ...]:
        found = self._known.get((run, room, also))
        if found is None:
            lines = cut_lines(run, self._metrics, width=room, size=self._size, tracking=0.0, also=also)
            found = self._known[run, room, also] = lines or ("",)
        return found


def stacked(cells: Sequence[tuple[GridCell, ...]], columns: int, pitch: float, least: Sequence[float]) -> tuple[GridRow, ...]:
    """Rows from the cells that begin in them.

    :param pitch: from one line to the next, pt.
    :param least: how high each row is at least, pt.
    """
    heights = [snap(height) for height in _heights(cells, pitch, least)]
    above: list[list[GridCell]] = [[] for _ in cells]
    kept = set()
    for number, row in enumerate(cells):
        if columns > 1 and row and row[0].across == columns and number + 1 < len(cells):
            kept.add(number)  # a group's name
        for cell in row:
            for place in range(number + 1, number + cell.down):
                above[place].append(cell)
            kept |= set(_together(number, cell, heights, pitch))
    return tuple(
        GridRow(row, height, tuple(sorted(over, key=lambda cell: cell.column)), number in kept, low)
        for number, (row, height, over, low) in enumerate(zip(cells, heights, above, least, strict=True))
    )


def _align(cell: Cell, place: int, aligns: Sequence[Align]) -> Align:
    """Merged cells are set in the middle; notes as wide as the table are not."""
    if cell.across == 1:
        return aligns[place]
    return Align.LEFT if cell.across == len(aligns) else Align.CENTER


def _covered(rows: Sequence[Row]) -> Iterator[tuple[int, int]]:
    """Row and column of the cells that merged ones cover."""
    for number, row in enumerate(rows):
        for place, cell in enumerate(row.cells):
            area = product(range(number, number + cell.down), range(place, place + cell.across))
            yield from (spot for spot in area if spot != (number, place))


def _height(cell: GridCell, pitch: float) -> float:
    return len(cell.lines) * pitch + 2 * PADDING


def least_height(row: Row) -> float:
    """How high a row must be at least, pt: as it says, or as a pen needs where nothing is printed in it."""
    is_blank = not any(cell.text.strip() for cell in row.cells)
    return mm(max(row.height, _BY_HAND if is_blank else 0.0))


def _heights(cells: Sequence[tuple[GridCell, ...]], pitch: float, least: Sequence[float]) -> list[float]:
    """The heights of rows; the last one that a merged cell covers gives the room that it lacks."""
    one = pitch + 2 * PADDING
    heights = [
        max(low, max((_height(cell, pitch) for cell in row if cell.down == 1), default=one))
        for row, low in zip(cells, least, strict=True)
    ]
    for number, row in enumerate(cells):
        for cell in row:
            last = number + cell.down - 1
            heights[last] += max(0.0, _height(cell, pitch) - sum(heights[number : last + 1]))
    return heights


def _together(number: int, cell: GridCell, heights: Sequence[float], pitch: float) -> Iterator[int]:
    """The rows that stay with their next one for a merged cell's sake: all of a few, else as many as its text needs."""
    held = heights[number : number + cell.down]
    needed = sum(held) if sum(held) <= _TOGETHER else _height(cell, pitch)
    for place, filled in enumerate(accumulate(held[:-1])):
        if filled < needed - _CRUMB:
            yield number + place
