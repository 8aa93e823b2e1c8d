"""Which results of formulas may be wrong once cells are changed: too many rather than too few, for nothing is counted here."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import Final

from ...pattern import pattern
from ...values import dataclass
from .merged import Area
from .scan import column_number

_TEXT: Final = pattern(r'"(?:[^"]|"")*"')
_REFERENCE: Final = pattern(
    r"(?:(?P<sheet>'(?:[^']|'')+'|[^\W\d][\w.]*)!)?"
    r"(?P<from>\$?[A-Z]{1,3}\$?\d{1,7})(?::(?P<to>\$?[A-Z]{1,3}\$?\d{1,7}))?(?![\w(!])",
    re.IGNORECASE,
)
_SPOT: Final = pattern(r"(\$?)([A-Z]+)(\$?)(\d+)", re.IGNORECASE)
_FUNCTION: Final = pattern(r"[^\W\d][\w.]*\(")
# These look at cells that they do not name.
_ANYWHERE: Final = pattern(r"\b(?:INDIRECT|OFFSET|CELL|GETPIVOTDATA)\(", re.IGNORECASE)
# A name, a table's column, whole rows and columns, another workbook.
_UNKNOWN: Final = pattern(r"[^\W\d]|[:\[\]#]")


@dataclass(frozen=True, slots=True)
class CellOf:
    """A cell of a workbook; row and column are from 0."""

    sheet: str
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Formula:
    """A formula.

    :param cell: where it stands.
    :param text: what it says, without ``=``.
    :param down: how many rows below the cell that it was written for it stands; ``right`` the same for columns.
    """

    cell: CellOf
    text: str
    down: int = 0
    right: int = 0


def stale(formulas: Iterable[Formula], changed: Iterable[CellOf]) -> set[CellOf]:
    """The cells of the formulas that may count with cells that were changed, directly or through others."""
    found = set[CellOf]()
    left = {formula.cell: _areas(formula) for formula in formulas}
    wrong = set(changed)
    while wrong:
        wrong = {cell for cell, areas in left.items() if _counts_with(areas, wrong)}
        left = {cell: areas for cell, areas in left.items() if cell not in wrong}
        found |= wrong
    return found


_Areas = list[tuple[str, Area]]


def _counts_with(areas: _Areas | None, cells: Collection[CellOf]) -> bool:
    if areas is None:
        return True
    return any(
        sheet == cell.sheet.casefold() and area.top <= cell.row <= area.bottom and area.left <= cell.column <= area.right
        for sheet, area in areas
        for cell in cells
    )


def _areas(formula: Formula) -> _Areas | None:
    """The cells that a formula counts with; None: nobody can tell."""
    text = _TEXT.sub("", formula.text)
    rest = _FUNCTION.sub("(", _REFERENCE.sub("", text)).replace("TRUE", "").replace("FALSE", "")
    if _ANYWHERE.search(text) or _UNKNOWN.search(rest):
        return None
    return list(_named(formula, text))


def _named(formula: Formula, text: str) -> Iterator[tuple[str, Area]]:
    for match in _REFERENCE.finditer(text):
        sheet = (match["sheet"] or formula.cell.sheet).strip("'").replace("''", "'")
        rows, columns = zip(*(_spot(one, formula) for one in (match["from"], match["to"] or match["from"])), strict=True)
        yield sheet.casefold(), Area(min(rows), max(rows), min(columns), max(columns))


def _spot(name: str, formula: Formula) -> tuple[int, int]:
    """Row and column of a reference as the formula means it."""
    match = _SPOT.fullmatch(name)
    assert match  # noqa: S101 - it is what the pattern of references found
    fixed_column, letters, fixed_row, digits = match.groups()
    column = column_number(letters.upper(), name) + (0 if fixed_column else formula.right)
    return int(digits) - 1 + (0 if fixed_row else formula.down), column
