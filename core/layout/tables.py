"""Tables in the text: the size of their type, the widths of their columns."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Final

from ..document import Align, Table
from ..errors import LayoutError
from .cell_pieces import CELL, HEAD
from .column_widths import share
from .grid import Grid
from .metrics import Metrics
from .standard import TABLE_LEADING, TABLE_SIZES, TYPE_WIDTH, snap
from .table_needs import Needs
from .table_rows import SIDES, Setter, least_height, stacked

_SIZE_NAMES: Final = {10.5: "五号", 9.0: "小五"}
# By so much columns are widened at a time, in 字.
_STEP: Final = 0.5


def set_table(table: Table, metrics: Metrics, measure: float = TYPE_WIDTH) -> Grid:
    """Set a table as wide as its page, in the largest type in which its columns have room for what is not to be broken.

    :param measure: how wide that is, pt.
    :returns: the grid; its lengths are whole twips, pt.
    :raises LayoutError: it has more columns than the page has room for, a character each.
    """
    columns, needs = len(table.columns), Needs(table, metrics)
    size, least = _fitting(needs, columns, measure)
    room = _room(columns, size, measure)
    if sum(least) > room:
        turn = "" if table.landscape else "设为横排，"
        raise LayoutError(f"{_name(table)}有{columns}栏，每栏一个字也比版心宽，排不下。请{turn}减少栏数，或者分成几个表")
    widths = _snapped(share(needs.demands(least), room, _STEP), size)
    setter, pitch = Setter(metrics, widths, size), snap(size * TABLE_LEADING)
    head = setter.cells(table.head_rows, HEAD, (Align.CENTER,) * columns, head=True)
    rows = setter.cells(table.rows, CELL, [column.align for column in table.columns])
    heads = stacked(list(head), columns, pitch, [0.0] * len(table.head_rows))
    below = stacked(list(rows), columns, pitch, [least_height(row) for row in table.rows])
    return Grid(widths, heads, below, size, pitch, _note(table, size))


def _name(table: Table) -> str:
    first = table.columns[0].title if table.columns else ""
    return f"表格“{table.title}”" if table.title else f"表格（第一栏“{first}”）"


def _note(table: Table, size: float) -> str:
    if size not in _SIZE_NAMES:
        return ""
    turn = "" if table.landscape else "设为横排，或者"
    return f"{_name(table)}栏多，用小四号字排不下，用了{_SIZE_NAMES[size]}字。要字大些，可以{turn}减少栏数"


def _fitting(needs: Needs, columns: int, measure: float) -> tuple[float, Sequence[float]]:
    """The size of the type, and what each column must have in it, in 字; in the smallest type words are broken, then all else."""
    tries = [*((size, needs.decent) for size in TABLE_SIZES), *((TABLE_SIZES[-1], poorer) for poorer in needs.poorer)]
    return next((found for found in tries if sum(found[1]) <= _room(columns, found[0], measure)), tries[-1])


def _room(columns: int, size: float, measure: float) -> float:
    """What a page has for text beside the paddings, in 字."""
    return (measure - SIDES * columns) / size


def _snapped(widths: Sequence[float], size: float) -> tuple[float, ...]:
    """Columns' widths in 字 as whole twips, paddings included."""
    edges = [snap(edge) for edge in accumulate((width * size + SIDES for width in widths), initial=0.0)]
    return tuple(snap(right - left) for left, right in pairwise(edges))
