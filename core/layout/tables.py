"""Tables in the text: the size of the type, the widths of the columns, the lines in the cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Final

from ..errors import LayoutError
from ..model import Align, Cell, Row, Table
from .cell_pieces import hard, names, pairs
from .column_widths import Content, Demand, share
from .lines import Pieces, Text, compose
from .metrics import Metrics
from .plan import Grid, GridCell, GridRow, Run
from .standard import TABLE_LEADING, TABLE_PADDING_MM, TABLE_SIZES, TYPE_WIDTH, mm, snap
from .styles import Face

_PADDING = snap(mm(TABLE_PADDING_MM))
_SIZE_NAMES: Final = {10.5: "五号", 9.0: "小五"}
# What a column of longer texts should have at the least, and one of long texts in most rows; what one needs that is still to be
# filled in by hand; all in 字.
_DECENT: Final = 4.0
_LONG_DECENT: Final = 6.0
_BY_HAND: Final = Content((1.0, 1.0, 1.0))
# What is left of a name that must be broken, 字.
_PAIR: Final = 2.0
# Longer than any number, 字: words of foreign letters are broken before numbers are.
_LONG: Final = 10.0
# A long table's columns are weighed by so many of its rows, and widened by so much at a time, in 字.
_WEIGHED: Final = 80
_STEP: Final = 0.5
# The pieces of cells and of heads that are not broken.
_CELL: Final[Sequence[Pieces]] = (hard, names)
_HEAD: Final[Sequence[Pieces]] = (hard, pairs)


def set_table(table: Table, metrics: Metrics, measure: float = TYPE_WIDTH) -> Grid:
    """Set a table as wide as its page, in the largest type in which its columns have room for what is not to be broken.

    :param measure: how wide that is, pt.
    :returns: the grid; its lengths are whole twips, pt.
    :raises LayoutError: it has more columns than the page has room for, a character each.
    """
    needs = _Needs(table, metrics)
    size, least = _fitting(needs, measure)
    if sum(least) > needs.room(size, measure):
        turn = "" if table.landscape else "设为横排，"
        raise LayoutError(
            f"{_name(table)}有{len(table.columns)}栏，每栏一个字也比版心宽，排不下。请{turn}减少栏数，或者分成几个表"
        )
    widths = share(needs.demands(least), needs.room(size, measure), _STEP)
    setter = _Setter(metrics, _snapped(widths, size), size)
    return Grid(
        widths=setter.widths,
        head=setter.row(_head(table), _HEAD, (Align.CENTER,) * len(widths)),
        rows=tuple(setter.row(row, _CELL, [column.align for column in table.columns]) for row in table.rows),
        size=size,
        pitch=setter.pitch,
        note=_note(table, size),
    )


def _name(table: Table) -> str:
    first = table.columns[0].title if table.columns else ""
    return f"表格“{table.title}”" if table.title else f"表格（第一栏“{first}”）"


def _note(table: Table, size: float) -> str:
    if size not in _SIZE_NAMES:
        return ""
    turn = "" if table.landscape else "设为横排，或者"
    return f"{_name(table)}栏多，用小四号字排不下，用了{_SIZE_NAMES[size]}字。要字大些，可以{turn}减少栏数"


def _head(table: Table) -> Row:
    return Row(tuple(Cell(column.title, marked=True) for column in table.columns))


def _fitting(needs: _Needs, measure: float) -> tuple[float, Sequence[float]]:
    """The size of the type, and what each column must have in it, in 字; in the smallest type words are broken, then all else."""
    tries = [*((size, needs.decent) for size in TABLE_SIZES), *((TABLE_SIZES[-1], poorer) for poorer in needs.poorer)]
    return next((found for found in tries if sum(found[1]) <= needs.room(found[0], measure)), tries[-1])


class _Needs:
    """What the columns of a table need, in 字."""

    def __init__(self, table: Table, metrics: Metrics) -> None:
        self._metrics = metrics
        self._known: dict[tuple[str, Face, Sequence[Pieces]], Content] = {}
        self._wishes = [column.width for column in table.columns]
        head, rows = _head(table), [row for row in table.rows if not row.band]
        self._contents = [
            [self._content(head.cells[place], _HEAD), *self._filled([self._content(row.cells[place], _CELL) for row in rows])]
            for place in range(len(table.columns))
        ]
        self._hard = [
            max(self._content(row.cells[place], (hard,)).widest for row in (head, *rows)) for place in range(len(table.columns))
        ]
        self._whole = [max(content.widest for content in column) for column in self._contents]

    @property
    def decent(self) -> list[float]:
        """What they should have."""
        widths = [sorted(content.width for content in column[1:]) or [0.0] for column in self._contents]
        typical = [own[len(own) * 3 // 4] for own in widths]
        floors = [max(min(_DECENT, own[-1]), min(_LONG_DECENT, usual / 2)) for own, usual in zip(widths, typical, strict=True)]
        return list(map(max, self._whole, floors))

    @property
    def poorer(self) -> Iterator[list[float]]:
        """What they can do with: names are broken, then words of foreign letters, at last numbers."""
        yield self._whole
        yield [max(own, min(_PAIR, whole)) for own, whole in zip(self._hard, self._whole, strict=True)]
        yield self._hard
        yield [min(_LONG, own) for own in self._hard]
        yield [min(1.0, own) for own in self._hard]

    def room(self, size: float, measure: float) -> float:
        """What a page has for text, beside the paddings."""
        return (measure - 2 * _PADDING * len(self._wishes)) / size

    def demands(self, least: Sequence[float]) -> list[Demand]:
        """What the columns ask for when each must have so much."""
        every = -(-len(self._contents[0]) // _WEIGHED) if self._contents else 1
        return [
            Demand(contents[::every], own, max(content.width for content in contents), wish)
            for contents, own, wish in zip(self._contents, least, self._wishes, strict=True)
        ]

    @staticmethod
    def _filled(contents: list[Content]) -> list[Content]:
        """A column's cells; where nothing stands in any, someone will write there."""
        return [_BY_HAND, *contents[1:]] if contents and not any(content.width for content in contents) else contents

    def _content(self, cell: Cell, also: Sequence[Pieces]) -> Content:
        face = Face.HEI if cell.marked else Face.BODY
        key = (cell.text, face, also)
        found = self._known.get(key)
        if found is None:
            text = Text((Run(cell.text, face),), self._metrics, 1.0, 0.0)
            found = self._known[key] = Content([text.visible_width(start, stop) for start, stop in text.atoms(also)])
        return found


def _snapped(widths: Sequence[float], size: float) -> tuple[float, ...]:
    """Columns' widths in 字 as whole twips, paddings included."""
    edges = [snap(edge) for edge in accumulate((width * size + 2 * _PADDING for width in widths), initial=0.0)]
    return tuple(snap(right - left) for left, right in pairwise(edges))


class _Setter:
    """Sets rows in columns of given widths."""

    def __init__(self, metrics: Metrics, widths: Sequence[float], size: float) -> None:
        self.metrics = metrics
        self.widths = tuple(widths)
        self.size = size
        self.pitch = snap(size * TABLE_LEADING)

    def row(self, row: Row, also: Sequence[Pieces], aligns: Sequence[Align]) -> GridRow:
        """A row, as high as its highest cell."""
        widths, aligns = ([sum(self.widths)], (Align.LEFT,)) if row.band else (self.widths, aligns)
        cells = tuple(
            self._cell(cell, width, also, align, marked=cell.marked or row.band)
            for cell, width, align in zip(row.cells, widths, aligns, strict=True)
        )
        height = snap(max(len(cell.lines) for cell in cells) * self.pitch + 2 * _PADDING)
        return GridRow(cells, height, row.band)

    def _cell(self, cell: Cell, width: float, also: Sequence[Pieces], align: Align, *, marked: bool) -> GridCell:
        runs = [Run(cell.text, Face.HEI if marked else Face.BODY)]
        lines = self._lines(runs, width, also)
        return GridCell(lines, marked, align, len(lines) > 1 and lines != self._lines(runs, width, ()))

    def _lines(self, runs: Sequence[Run], width: float, also: Sequence[Pieces]) -> tuple[str, ...]:
        """A cell's lines; what is only a little too wide may touch the padding."""
        room = width - 2 * _PADDING + 0.5
        lines = compose(runs, self.metrics, width=room, size=self.size, tracking=0.0, flush=False, also=also)
        return tuple(line.text for line in lines) or ("",)
