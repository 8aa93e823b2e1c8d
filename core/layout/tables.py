"""Tables in the text: the widths of the columns, the size of the type, the lines in the cells."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise

from ..errors import LayoutError
from ..model import Cell, Column, Row, Table
from .lines import compose, natural_width
from .metrics import Metrics
from .plan import Grid, GridRow, Run
from .standard import TABLE_LEADING, TABLE_PADDING_MM, TABLE_SIZES, TYPE_WIDTH, mm, snap
from .styles import Face

_PADDING = snap(mm(TABLE_PADDING_MM))


def set_table(table: Table, metrics: Metrics, measure: float = TYPE_WIDTH) -> Grid:
    """Set a table as wide as its page, in the largest type that lets every column have what it asks for.

    :param measure: how wide that is, pt.
    :returns: the grid; its lengths are whole twips, pt.
    :raises LayoutError: it has more columns than the page has room for, a character each.
    """
    size = next((size for size in TABLE_SIZES if _asked(table.columns, size) <= measure), TABLE_SIZES[-1])
    if len(table.columns) * _narrowest(size) > measure:
        turn = "" if table.landscape else "设为横排，"
        raise LayoutError(
            f"{_name(table)}有{len(table.columns)}栏，每栏一个字也比版心宽，排不下。请{turn}减少栏数，或者分成几个表"
        )
    widths = _widths(table.columns, size, measure)
    setter = _Setter(metrics, widths, size)
    return Grid(
        widths=widths,
        aligns=tuple(column.align for column in table.columns),
        head=setter.row(Row(tuple(Cell(column.title, marked=True) for column in table.columns))),
        rows=tuple(setter.row(row) for row in table.rows),
        size=size,
        pitch=setter.pitch,
    )


def _asked(columns: Sequence[Column], size: float) -> float:
    return sum(column.width * size + 2 * _PADDING for column in columns)


def _name(table: Table) -> str:
    first = table.columns[0].title if table.columns else ""
    return f"表格“{table.title}”" if table.title else f"表格（第一栏“{first}”）"


def _narrowest(size: float) -> float:
    """The width of a column with room for one character."""
    return size + 2 * _PADDING


def _widths(columns: Sequence[Column], size: float, measure: float) -> tuple[float, ...]:
    """The columns' widths in whole twips; what is left over or wanting is shared out by what each asks for."""
    least = _narrowest(size)
    narrow: set[int] = set()
    while True:
        others = [column.width for place, column in enumerate(columns) if place not in narrow]
        spare = measure - least * len(narrow) - 2 * _PADDING * len(others)
        total = sum(others) or 1.0
        shares = [
            least if place in narrow else spare * column.width / total + 2 * _PADDING for place, column in enumerate(columns)
        ]
        too_narrow = {place for place, share in enumerate(shares) if share < least - 1e-6} - narrow
        if not too_narrow:
            break
        narrow |= too_narrow
    edges = [snap(edge) for edge in accumulate(shares, initial=0.0)]
    return tuple(snap(right - left) for left, right in pairwise(edges))


class _Setter:
    """Sets rows in columns of given widths."""

    def __init__(self, metrics: Metrics, widths: Sequence[float], size: float) -> None:
        self.metrics = metrics
        self.widths = widths
        self.size = size
        self.pitch = snap(size * TABLE_LEADING)

    def row(self, row: Row) -> GridRow:
        widths = [sum(self.widths)] if row.band else self.widths
        cells = tuple(self._cell(cell, width) for cell, width in zip(row.cells, widths, strict=True))
        height = snap(max(map(len, cells)) * self.pitch + 2 * _PADDING)
        return GridRow(cells, tuple(cell.marked or row.band for cell in row.cells), height, row.band)

    def _cell(self, cell: Cell, width: float) -> tuple[str, ...]:
        """A cell's lines; one that is only a little too wide is not broken, its type may touch the padding."""
        face = Face.HEI if cell.marked else Face.BODY
        room = width - 2 * _PADDING
        if natural_width([Run(cell.text, face)], self.metrics, self.size, 0.0) <= room + 0.5:
            return (cell.text,)
        lines = compose([Run(cell.text, face)], self.metrics, width=room, size=self.size, tracking=0.0, flush=False)
        return tuple(line.text for line in lines)
