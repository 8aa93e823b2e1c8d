"""Tables by their rules: where level and vertical lines meet there are cells; what no line parts is one cell."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Final

from ..values import dataclass
from .pdf_lines import lines_of
from .pdf_page import Glyph, Rule

# In pt: lines that lie closer are one, or touch.
_NEAR: Final = 3.0
_CELLS_MAX: Final = 20_000
Cells = tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Ruled:
    """A table.

    :param top: its upper edge, in pt.
    :param first_on_page: nothing stands above it.
    """

    cells: Cells
    top: float
    first_on_page: bool = False

    @property
    def width(self) -> int:
        """How many columns it has."""
        return len(self.cells[0])

    def with_rows(self, rows: Cells) -> Ruled:
        """The same table with more rows below."""
        return replace(self, cells=(*self.cells, *rows))


def tables_of(rules: Sequence[Rule], glyphs: Sequence[Glyph]) -> tuple[list[Ruled], list[Glyph]]:
    """The tables of a page, and the characters that stand in none."""
    rest = list(glyphs)
    tables = []
    for group in _groups(rules):
        xs = _places(rule.place for rule in group if not rule.level)
        ys = _places(rule.place for rule in group if rule.level)
        if len(xs) < 2 or len(ys) < 2 or (len(xs), len(ys)) == (2, 2) or len(xs) * len(ys) > _CELLS_MAX:
            continue
        inside = [glyph for glyph in rest if _is_in(glyph, xs, ys)]
        if inside:
            rest = [glyph for glyph in rest if not _is_in(glyph, xs, ys)]
            tables.append(Ruled(_cells(group, xs, ys, inside), ys[-1]))
    highest = max((glyph.baseline for glyph in rest), default=0.0)
    top = max((table.top for table in tables), default=0.0)
    return [replace(one, first_on_page=one.top == top > highest) for one in tables], rest


def repeated_head(before: Ruled, table: Ruled) -> int | None:
    """How many rows of a table repeat the head of one on the page before, which it goes on with; None: it is another table."""
    if not table.first_on_page or table.width != before.width:
        return None
    pairs = zip(before.cells, table.cells, strict=False)
    return next((place for place, (one, other) in enumerate(pairs) if one != other), 0)


def _groups(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Rules that touch each other, directly or through others."""
    parent = list(range(len(rules)))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    level = sorted((rule.place, place) for place, rule in enumerate(rules) if rule.level)
    heights = [place for place, _ in level]
    for number, rule in enumerate(rules):
        if rule.level:
            continue
        for _, other in level[bisect_right(heights, rule.start - _NEAR) : bisect_right(heights, rule.end + _NEAR)]:
            if rules[other].start - _NEAR <= rule.place <= rules[other].end + _NEAR:
                parent[root(number)] = root(other)
    groups: dict[int, list[Rule]] = {}
    for number, rule in enumerate(rules):
        groups.setdefault(root(number), []).append(rule)
    return [group for group in groups.values() if len(group) > 3]


def _places(places: Iterable[float]) -> list[float]:
    """Places, those that lie near each other once."""
    kept: list[float] = []
    for place in sorted(places):
        if not kept or place - kept[-1] > _NEAR:
            kept.append(place)
    return kept


def _is_in(glyph: Glyph, xs: Sequence[float], ys: Sequence[float]) -> bool:
    middle = (glyph.left + glyph.right) / 2
    return xs[0] <= middle <= xs[-1] and ys[0] <= glyph.baseline + 0.3 * glyph.size <= ys[-1]


def _cells(rules: Sequence[Rule], xs: Sequence[float], ys: Sequence[float], glyphs: Sequence[Glyph]) -> Cells:
    """The texts of the cells, from the upper left; a cell that no rule parts from its neighbours has its text once."""
    level = [rule for rule in rules if rule.level]
    vertical = [rule for rule in rules if not rule.level]
    columns, rows = len(xs) - 1, len(ys) - 1
    home: dict[tuple[int, int], tuple[int, int]] = {}
    for row in range(rows):  # from the top
        height = (ys[rows - row] + ys[rows - row - 1]) / 2
        for column in range(columns):
            middle = (xs[column] + xs[column + 1]) / 2
            home[row, column] = (row, column)
            if column and not _parted(vertical, xs[column], height):
                home[row, column] = home[row, column - 1]
            elif row and not _parted(level, ys[rows - row], middle):
                home[row, column] = home[row - 1, column]
    held: dict[tuple[int, int], list[Glyph]] = {}
    for glyph in glyphs:
        column = min(max(bisect_right(xs, (glyph.left + glyph.right) / 2) - 1, 0), columns - 1)
        row = rows - 1 - min(max(bisect_right(ys, glyph.baseline + 0.3 * glyph.size) - 1, 0), rows - 1)
        held.setdefault(home[row, column], []).append(glyph)
    return tuple(tuple(_text(held.get((row, column), ())) for column in range(columns)) for row in range(rows))


def _parted(rules: Sequence[Rule], place: float, across: float) -> bool:
    return any(abs(rule.place - place) <= _NEAR and rule.start <= across <= rule.end for rule in rules)


def _text(glyphs: Sequence[Glyph]) -> str:
    text = ""
    for line in lines_of(glyphs):
        blank = " " if text[-1:].isascii() and text[-1:].isalnum() and line.text[:1].isalpha() and line.text[:1].isascii() else ""
        text += blank + line.text.strip()
    return text.replace("\u3000", " ")
