"""Workbooks that people fill in: XLSX, XLS, and the ET files that WPS writes as XLS; nothing in them is run.

Every cell comes out as text, as a day, or as a fault that says what is wrong with it.
"""

from __future__ import annotations

import datetime
import io
import math
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

from ...draft import CellFault
from ...errors import InputError, Place
from ...values import dataclass
from .appearance import SheetLook, appearance
from .cell_text import clean, is_unfit
from .file import OLD, damaged, locked, look_at, read_workbook
from .merged import Area, Merged
from .old import OldBook
from .scan import CellFlag, Spot
from .xml import FlaggedCells

if TYPE_CHECKING:
    from python_calamine import CalamineSheet

ROWS_MAX: Final = 200_000
# A workbook keeps fifteen digits of a number. One of fifteen is an old identity number, or what is left of a new one.
_LONG: Final = 1e14


Value = str | datetime.date | CellFault


@dataclass(frozen=True, slots=True)
class Row:
    """A row that is not empty.

    :param number: as the workbook shows it.
    :param label: what people call it where rows have no numbers that anybody sees, as in a database; empty: its number.
    """

    number: int
    cells: tuple[Value, ...]
    label: str = ""


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


class Book(Protocol):
    """What can be asked of a workbook, whoever reads it."""

    @property
    def path(self) -> Path:
        """Its file."""

    @property
    def sheets(self) -> list[str]:
        """The names of its sheets, in their order, hidden ones last."""

    def rows(self, sheet: str) -> Iterator[Row]:
        """The rows of a sheet that are not empty."""

    def appearance(self, sheet: str) -> SheetLook:
        """How a sheet looks."""


class Workbook:
    """A workbook.

    :param content: the bytes of its file; None: they are read from it.
    :raises InputError: it cannot be read, or should not be; says why and what to do.
    """

    def __init__(self, path: Path, content: bytes | None = None) -> None:
        self.path = path
        content = read_workbook(path) if content is None else content
        self._book: _Book | OldBook
        self._flagged: FlaggedCells | OldBook
        if look_at(path, content) == OLD:
            # Python all through: a damaged one may end the process of the other reader.
            self._book = self._flagged = OldBook(path, content)
        else:
            self._book = _Book(path, content)
            self._flagged = FlaggedCells(path, content)

    @property
    def sheets(self) -> list[str]:
        """The names of its sheets, in their order, hidden ones last."""
        return self._book.sheets

    def rows(self, sheet: str) -> Iterator[Row]:
        """The rows of a sheet that are not empty; a merged cell's value stands in all the cells that it covers.

        :raises InputError: there are too many.
        """
        flags = self._flagged.flags(sheet)
        merged: Merged[Value] = Merged(self._book.merged(sheet), f"{self.path}：{sheet}")
        flagged_rows = {row for row, _ in flags}
        count = 0
        for number, cells in enumerate(_reaching(self._book.raw(sheet), flags)):
            if number not in flagged_rows and not merged.is_open and not any(cell != "" for cell in cells):
                continue
            values = merged.spread(number, tuple(_values(cells, number, flags)))
            if any(value != "" for value in values):
                count += 1
                yield Row(number + 1, tuple(values))
            if count > ROWS_MAX:
                raise InputError(f"{self.path}：{sheet} 超过 {ROWS_MAX} 行。分成几个工作簿")

    def appearance(self, sheet: str) -> SheetLook:
        """How a sheet looks; one whose rows were read before.

        :raises InputError: it is damaged.
        """
        return appearance(self._flagged.paint(sheet), self._book.raw(sheet), self._book.merged(sheet))


def _reaching(rows: Iterator[Sequence[object]], flags: Collection[Spot]) -> Iterator[Sequence[object]]:
    """Rows that reach as far as the flagged cells: readers stop at the last value, and a fault may stand behind it."""
    ends: dict[int, int] = {}
    for row, column in flags:
        ends[row] = max(ends.get(row, 0), column + 1)
    number = 0
    for number, cells in enumerate(rows, 1):
        missing = ends.pop(number - 1, 0) - len(cells)
        yield [*cells, *[""] * missing] if missing > 0 else cells
    for row in range(number, max(ends, default=-1) + 1):
        yield [""] * ends.get(row, 0)


class _Book:
    """The reader of an XLSX."""

    def __init__(self, path: Path, content: bytes) -> None:
        import python_calamine

        self._path = path
        self._damage = python_calamine.CalamineError
        try:
            self._book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(content))
        except python_calamine.PasswordError as error:
            raise locked(path) from error
        except (self._damage, OSError) as error:
            raise damaged(path) from error

    @property
    def sheets(self) -> list[str]:
        from python_calamine import SheetTypeEnum, SheetVisibleEnum

        sheets = [sheet for sheet in self._book.sheets_metadata if sheet.typ == SheetTypeEnum.WorkSheet]
        return [sheet.name for sheet in sorted(sheets, key=lambda sheet: sheet.visible != SheetVisibleEnum.Visible)]

    def raw(self, sheet: str) -> Iterator[Sequence[object]]:
        """The rows from the first on, empty ones too."""
        found = self._sheet(sheet)
        # Rows come from the sheet's first on, but each from the first column in which anything stands.
        left = [""] * found.start[1] if found.start else []
        for row in found.iter_rows() if found.start else ():
            yield [*left, *row] if left else row

    def merged(self, sheet: str) -> list[Area]:
        """The merged areas."""
        ranges = self._sheet(sheet).merged_cell_ranges or ()
        return [Area(top, bottom, left, right) for (top, left), (bottom, right) in ranges]

    def _sheet(self, name: str) -> CalamineSheet:
        try:
            return self._book.get_sheet_by_name(name)
        except self._damage as error:
            raise damaged(self._path) from error


_FAULTS: Final = {
    CellFlag.ERROR: CellFault("公式出错，没有得数。改好公式，或者直接填上数"),
    CellFlag.UNCOUNTED: CellFault("公式还没有算出得数。用 Excel 或 WPS 打开工作簿，保存一次再来，或者直接填上数"),
}
UNFIT: Final = CellFault("有乱码、看不见的控制字符，或者拼不成一个字的附加符号（如 x̄）。删去，重新填写")


def _values(cells: Sequence[object], row: int, flags: Mapping[Spot, CellFlag]) -> Iterator[Value]:
    for column, raw in enumerate(cells):
        yield _value(raw, flags.get((row, column)) if flags else None)


def _value(raw: object, flag: CellFlag | None) -> Value:
    """A cell as text, a day or a fault."""
    if flag in _FAULTS:
        return _FAULTS[flag]
    match raw:
        case str():
            text = clean(raw)
            return UNFIT if is_unfit(text) else text
        case bool():
            return "是" if raw else "否"
        case datetime.datetime():
            return raw.date()
        case datetime.date():
            return raw
        case int() | float():
            return _number(raw, flag)
    return "" if raw is None else str(raw)


def _number(raw: float, flag: CellFlag | None) -> Value:
    if not math.isfinite(raw):
        return CellFault("不是一个数。这一格坏了，重新填写")
    if abs(raw) >= _LONG:
        return CellFault("是 15 位以上的数字，Excel 已经丢了后面几位。把这一列的格式设为“文本”，重新填写")
    if flag is CellFlag.PERCENT:
        return f"{raw * 100:.12g}%"
    return str(int(raw)) if raw == int(raw) else f"{raw:.15g}"
