"""Workbooks that people fill in: XLSX, XLS, and the ET files that WPS writes as XLS; nothing in them is run.

Every cell comes out as text, as a day, or as a fault that says what is wrong with it.
"""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ..errors import InputError, Place
from .workbook_file import OLD, damaged, locked, look_at
from .workbook_old import OldBook
from .workbook_xml import Odd, Oddities
from .workbook_xml import Place as Spot

SUFFIXES: Final = frozenset({".xlsx", ".xls", ".et"})
ROWS_MAX: Final = 200_000
# A workbook keeps fifteen digits of a number. One of fifteen is an old identity number, or what is left of a new one.
_LONG: Final = 1e14
# In so many rows the two readers of old workbooks must agree.
_COMPARED: Final = 20

# Top, bottom, left and right of merged cells, from 0.
Area = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with a cell, and what to do."""

    message: str


Value = str | datetime.date | Fault


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not empty.

    :param number: as the workbook shows it.
    """

    number: int
    cells: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class CellPlace(Place):
    """Where a cell is.

    :param cell: its sheet and address, ``名单!B7``.
    """

    cell: str = ""

    def __str__(self) -> str:
        return f"{self.file} {self.cell}"


def address(sheet: str, row: int, column: int) -> str:
    """A cell's name, ``名单!B7``.

    :param row: from 1.
    :param column: from 0.
    """
    return f"{sheet}!{letters(column)}{row}"


def letters(column: int) -> str:
    """The name of a column, from 0: A … Z, AA …"""
    before, letter = divmod(column, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + letter)


class Workbook:
    """A workbook.

    :raises InputError: it cannot be read, or should not be; says why and what to do.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        if look_at(path) == OLD:
            self._book: _Book | OldBook = _old(path)
            self._oddities: Oddities | OldBook = self._book if isinstance(self._book, OldBook) else OldBook(path)
        else:
            self._book = _Book(path)
            self._oddities = _oddities(path)

    @property
    def sheets(self) -> list[str]:
        """The names of its sheets, in their order."""
        return self._book.sheets

    def rows(self, sheet: str) -> Iterator[Row]:
        """The rows of a sheet that are not empty; a merged cell's value stands in all the cells that it covers.

        :raises InputError: there are too many.
        """
        odd, merged = self._oddities.odd(sheet), _Merged(self._book.merged(sheet))
        odd_rows = {row for row, _ in odd}
        count = 0
        for number, cells in enumerate(self._book.raw(sheet)):
            if number not in odd_rows and number not in merged and not any(cell != "" for cell in cells):
                continue
            values = tuple(_values(merged.spread(number, cells), number, odd))
            if any(value != "" for value in values):
                count += 1
                yield Row(number + 1, values)
            if count > ROWS_MAX:
                raise InputError(f"{self.path} {sheet}：超过 {ROWS_MAX} 行。分成几个工作簿")


class _Book:
    """The first reader."""

    def __init__(self, path: Path) -> None:
        import python_calamine

        try:
            self._book = python_calamine.CalamineWorkbook.from_path(path)
        except python_calamine.PasswordError as error:
            raise locked(path) from error
        except (python_calamine.CalamineError, OSError) as error:
            raise damaged(path) from error

    @property
    def sheets(self) -> list[str]:
        return list(self._book.sheet_names)

    def raw(self, sheet: str) -> Iterator[Sequence[object]]:
        """The rows from the first on, empty ones too."""
        found = self._book.get_sheet_by_name(sheet)
        # Rows come from the sheet's first on, but each from the first column in which anything stands.
        left = [""] * found.start[1] if found.start else []
        for row in found.iter_rows() if found.start else ():
            yield [*left, *row] if left else row

    def merged(self, sheet: str) -> list[Area]:
        """The merged areas."""
        ranges = self._book.get_sheet_by_name(sheet).merged_cell_ranges or ()
        return [(top, bottom, left, right) for (top, left), (bottom, right) in ranges]


def _old(path: Path) -> _Book | OldBook:
    """The reader for an old workbook: the second, where the first fails or sees something else."""
    second = OldBook(path)
    try:
        first = _Book(path)
    except InputError:
        return second
    return first if first.sheets == second.sheets and all(_same(first, second, name) for name in first.sheets) else second


def _same(first: _Book, second: OldBook, sheet: str) -> bool:
    return _texts(first.raw(sheet)) == _texts(second.raw(sheet))


def _texts(rows: Iterator[Sequence[object]]) -> list[list[str]]:
    """The texts in the first rows that are not empty."""
    found: list[list[str]] = []
    for row in rows:
        if texts := [cell for cell in row if isinstance(cell, str) and cell]:
            found.append(texts)
        if len(found) == _COMPARED:
            break
    return found


def _oddities(path: Path) -> Oddities:
    from lxml.etree import LxmlError

    try:
        return Oddities(path)
    except (LxmlError, KeyError, OSError) as error:
        raise damaged(path) from error


class _Merged(dict[int, list[Area]]):
    """The merged areas by each row that they cover."""

    def __init__(self, areas: Sequence[Area]) -> None:
        super().__init__()
        self._values: dict[tuple[int, int], object] = {}
        for area in areas:
            for row in range(area[0], min(area[1], ROWS_MAX) + 1):
                self.setdefault(row, []).append(area)

    def spread(self, number: int, cells: Sequence[object]) -> Sequence[object]:
        """A row with the values of merged cells in every cell that they cover; rows must come in their order."""
        if number not in self:
            return cells
        row = list(cells)
        for top, _, left, edge in self[number]:
            right = min(edge, len(row) - 1)
            if number == top:
                self._values[top, left] = row[left] if left < len(row) else ""
            row[left : right + 1] = [self._values.get((top, left), "")] * (right + 1 - left)
        return row


def _values(cells: Sequence[object], row: int, odd: Mapping[Spot, Odd]) -> Iterator[Value]:
    for column, raw in enumerate(cells):
        yield _value(raw, odd.get((row, column)) if odd else None)


def _value(raw: object, odd: Odd | None) -> Value:
    """A cell as text, a day or a fault."""
    if odd is Odd.ERROR:
        return Fault("公式出错，没有得数。改好公式，或者直接填上数")
    match raw:
        case str():
            return unicodedata.normalize("NFC", raw.replace("\r\n", "\n").replace("\r", "\n")).strip()
        case bool():
            return "是" if raw else "否"
        case datetime.datetime():
            return raw.date()
        case datetime.date():
            return raw
        case int() | float():
            return _number(raw, odd)
    return "" if raw is None else str(raw)


def _number(raw: float, odd: Odd | None) -> Value:
    if abs(raw) >= _LONG:
        return Fault("是 15 位以上的数字，Excel 已经丢了后面几位。把这一列的格式设为“文本”，重新填写")
    if odd is Odd.PERCENT:
        return f"{raw * 100:.12g}%"
    return str(int(raw)) if raw == int(raw) else f"{raw:.15g}"
