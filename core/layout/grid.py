"""A table as it was set; lengths in pt."""

from __future__ import annotations

from itertools import accumulate

from ..document import Align
from ..values import dataclass
from .standard import TABLE_RULE


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell of a set table.

    :param lines: its text, broken.
    :param strong: whether it stands out.
    :param forced: a program that breaks the text by itself would not find these lines.
    :param column: the first one that it covers, of so many ``across``; ``down``: how many rows it covers.
    """

    lines: tuple[str, ...]
    strong: bool
    align: Align
    forced: bool = False
    column: int = 0
    across: int = 1
    down: int = 1

    @property
    def text(self) -> str:
        """Its whole text."""
        return "".join(self.lines)


@dataclass(frozen=True, slots=True)
class GridRow:
    """A row of a set table.

    :param cells: those that begin in it, from left to right.
    :param height: with paddings.
    :param above: cells that began in a row before and go on in this one.
    :param keep: it stays on one page with the next row.
    :param least: what its height is at least, whatever its lines need.
    """

    cells: tuple[GridCell, ...]
    height: float
    above: tuple[GridCell, ...] = ()
    keep: bool = False
    least: float = 0.0


@dataclass(frozen=True, slots=True)
class Grid:
    """A table, set: ``widths`` of its columns fill the type area; ``size`` of its text; ``pitch`` of its lines.

    :param head: the rows that stand on every page of it.
    :param note: what was done to make it fit, in Chinese; empty: nothing.
    """

    widths: tuple[float, ...]
    head: tuple[GridRow, ...]
    rows: tuple[GridRow, ...]
    size: float
    pitch: float
    note: str = ""

    @property
    def opening(self) -> float:
        """What the table takes on every page besides its rows: its head, and half a rule above it and below the last row."""
        return sum(row.height for row in self.head) + TABLE_RULE

    @property
    def edges(self) -> tuple[float, ...]:
        """Where its columns begin and end, from its left end."""
        return tuple(accumulate(self.widths, initial=0.0))
