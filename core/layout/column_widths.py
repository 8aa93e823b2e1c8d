"""The widths of a table's columns: as wide as their content needs; where the page has not room for that, so that rows are low.

The rules of CSS for tables of automatic layout, with one of our own. A column is never narrower than its longest unbreakable
piece; where all content fits without a break, what is left is shared out by what was wished for, or by what columns hold. Between
the two, room is given out bit by bit, each time to the column where a bit saves most lines, and never taken back: in a wider
table no column is narrower.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate
from math import ceil
from typing import Final

# How much a line less in one cell counts, when it does not make its row lower by itself.
_ALONE: Final = 0.25
# What sums of widths may err by.
_CRUMB: Final = 1e-6


class Content:
    """What stands in one cell.

    :param atoms: the widths of its parts that are not broken.
    :param down: how many rows it goes over.
    """

    def __init__(self, atoms: Sequence[float], down: int = 1) -> None:
        self._down = down
        self._upto = list(accumulate(atoms, initial=0.0))
        self.widest = max(atoms, default=0.0)

    @property
    def width(self) -> float:
        """Of all of it, side by side."""
        return self._upto[-1]

    def lines(self, room: float) -> int:
        """How many lines it takes of each of its rows, in a column with so much room."""
        count, place, end = 0, 0, len(self._upto) - 1
        while place < end:
            place = max(place + 1, bisect_right(self._upto, self._upto[place] + room + _CRUMB) - 1)
            count += 1
        return max(ceil(count / self._down), 1)


class Demand:
    """What a column asks for; all in one unit, as is what is given.

    :param cells: what stands in it, row by row; of a long table some rows.
    :param least: what it must have.
    :param most: what it needs for all its cells to stand on one line.
    :param wish: how wide somebody wished it to be; 0: nobody did.
    """

    def __init__(self, cells: Sequence[Content], least: float, most: float, wish: float = 0.0) -> None:
        self.least = least
        self.most = max(least, most)
        self.wish = wish
        self._cells = cells
        self._known: dict[float, list[int]] = {}

    def lines(self, room: float) -> list[int]:
        """How many lines each row takes here."""
        found = self._known.get(room)
        if found is None:
            found = self._known[room] = [cell.lines(room) for cell in self._cells]
        return found


def share(demands: Sequence[Demand], room: float, step: float) -> list[float]:
    """The widths of columns; together they are ``room`` wide.

    :param room: at least as much as what all must have.
    :param step: the bits in which it is given out.
    """
    widths = [demand.least for demand in demands]
    left = room - sum(widths)
    for place, target in _gifts(demands, step):
        given = min(target - widths[place], left)
        widths[place] += given
        left -= given
        if left <= _CRUMB:
            return widths
    return _stretched(demands, room)


def _gifts(demands: Sequence[Demand], step: float) -> Iterator[tuple[int, float]]:
    """Which column is given room next, and how wide it becomes; all of them end with what they would like at the most.

    Nothing here depends on how much room there is.
    """
    widths = [demand.least for demand in demands]
    open_ = {place for place, demand in enumerate(demands) if demand.most > demand.least + _CRUMB}
    while open_:
        lines = [demand.lines(width) for demand, width in zip(demands, widths, strict=True)]
        _, place, target = max(
            (_worth(lines, place, demands[place], widths[place], target), -place, target)
            for place in open_
            for target in _targets(demands[place], widths[place], step)
        )
        place = -place
        widths[place] = target
        if target >= demands[place].most:
            open_.remove(place)
        yield place, target


def _targets(demand: Demand, width: float, step: float) -> Iterator[float]:
    """Widths that may make a difference: with twice as much room and a piece more, every cell that is broken has a line less."""
    end = min(demand.most, 2 * width + demand.least)
    count = int(width / step) + 1
    while count * step < end:
        yield count * step
        count += 1
    yield end


def _worth(lines: Sequence[Sequence[int]], place: int, demand: Demand, width: float, target: float) -> float:
    """How many lines a column's width saves for what it takes more."""
    others = [max(row) for row in zip(*(own for number, own in enumerate(lines) if number != place), strict=True)]
    before, after = lines[place], demand.lines(target)
    heights = sum(map(max, others, before)) - sum(map(max, others, after)) if others else 0
    return (heights + _ALONE * (sum(before) - sum(after))) / (target - width)


def _stretched(demands: Sequence[Demand], room: float) -> list[float]:
    """What is left when all content has room is shared out by what was wished for, or by how much each column holds."""
    wishes = [max(demand.most, demand.wish, _CRUMB) for demand in demands]
    # Those that have more than their share already.
    full: set[int] = set()
    while True:
        rest = room - sum(demands[place].most for place in full)
        scale = rest / sum(wish for place, wish in enumerate(wishes) if place not in full)
        widths = [demand.most if place in full else scale * wishes[place] for place, demand in enumerate(demands)]
        found = {place for place, demand in enumerate(demands) if widths[place] < demand.most - _CRUMB} - full
        if not found:
            return widths
        full |= found
