"""What the columns of a table need, by what stands in their cells. Lengths are in 字: they hold for every size of type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import ceil
from typing import Final

from ..document import Cell, Table
from .cell_pieces import CELL, HEAD, hard
from .column_widths import Content, Demand
from .line import Run
from .lines import Pieces, Text
from .metrics import Metrics
from .styles import Face

# What a column of longer texts should have at the least, and one of long texts in most rows; what one needs that is still to be
# filled in by hand.
_DECENT: Final = 4.0
_LONG_DECENT: Final = 6.0
_BY_HAND: Final = Content((1.0, 1.0, 1.0))
# What is left of a name that must be broken.
_PAIR: Final = 2.0
# Longer than any number: words of foreign letters are broken before numbers are.
_LONG: Final = 10.0
# A long table's columns are weighed by so many of its rows.
_WEIGHED: Final = 80
_NOTHING: Final = Content(())


class Needs:
    """What the columns of a table need."""

    def __init__(self, table: Table, metrics: Metrics) -> None:
        self._metrics = metrics
        self._known: dict[tuple[Cell, Face, Sequence[Pieces]], Content] = {}
        self._wishes = [column.width for column in table.columns]
        self._head, self._rows = table.head_rows, [row for row in table.rows if not row.band]
        self._bodies = [
            self._filled([self._content(row.cells[place], CELL) for row in self._rows]) for place in range(len(table.columns))
        ]
        self._hard = self._least((hard,), (hard,))
        self._whole = self._least(HEAD, CELL)

    @property
    def decent(self) -> list[float]:
        """What they should have."""
        widths = [sorted(content.width for content in column) or [0.0] for column in self._bodies]
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

    def demands(self, least: Sequence[float]) -> list[Demand]:
        """What the columns ask for when each must have so much."""
        every = max(1, ceil(len(self._rows) / _WEIGHED))
        found = []
        for place, (bodies, own, wish) in enumerate(zip(self._bodies, least, self._wishes, strict=True)):
            heads = [self._content(row.cells[place], HEAD) for row in self._head]
            most = max(content.width for content in (*heads, *bodies))
            found.append(Demand([*heads, *bodies[::every]], own, most, wish))
        return found

    def _least(self, head: Sequence[Pieces], body: Sequence[Pieces]) -> list[float]:
        """The widths of the longest pieces; what a merged cell needs more is shared by the columns that it covers."""
        rows = [*((row, head) for row in self._head), *((row, body) for row in self._rows)]
        least = [max(self._content(row.cells[place], also).widest for row, also in rows) for place in range(len(self._wishes))]
        for row, also in rows:
            for place, cell in enumerate(row.cells):
                if cell.across > 1:
                    covered = slice(place, place + cell.across)
                    more = max(0.0, self._measured(cell, also).widest - sum(least[covered])) / cell.across
                    least[covered] = [own + more for own in least[covered]]
        return least

    @staticmethod
    def _filled(contents: list[Content]) -> list[Content]:
        """A column's cells; where nothing stands in any, someone will write there."""
        return [_BY_HAND, *contents[1:]] if contents and not any(content.width for content in contents) else contents

    def _content(self, cell: Cell, also: Sequence[Pieces]) -> Content:
        """What a cell asks of its column; merged ones are no one column's."""
        return self._measured(cell, also) if cell.across == 1 else _NOTHING

    def _measured(self, cell: Cell, also: Sequence[Pieces]) -> Content:
        face = Face.HEI if cell.strong or also is HEAD else Face.BODY
        key = (cell, face, also)
        found = self._known.get(key)
        if found is None:
            text = Text((Run(cell.text, face),), self._metrics, 1.0, 0.0)
            atoms = [text.visible_width(start, stop) for start, stop in text.atoms(also)]
            found = self._known[key] = Content(atoms, cell.down)
        return found
