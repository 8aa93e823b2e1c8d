"""One pass over a sheet of an XLSX, before a reader builds it: its flagged cells, and those that no reader should be led to.

A reader makes a rectangle of all cells up to the last ones: one cell far away takes all memory there is, or ends the process.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import Enum
from typing import IO, Final
from xml.parsers import expat

from ...draft import short

# The last row and column of any workbook, and how many cells the rectangle from A1 to the last ones may have.
ROWS_MAX: Final = 1_048_576
COLUMNS_MAX: Final = 16_384
AREA_MAX: Final = 8_000_000
MERGED_MAX: Final = 100_000
DIGITS: Final = "0123456789"
_LETTERS: Final = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


class CellFlag(Enum):
    """What a reader must know of a cell besides its value."""

    ERROR = "error"
    UNCOUNTED = "uncounted"
    PERCENT = "percent"


# Row and column, both from 0.
Spot = tuple[int, int]


class ScanError(ValueError):
    """A sheet must not be read; says why and what to do, in Chinese.

    :param cell: which cell is to blame, ``B7``; empty: none.
    """

    def __init__(self, cell: str, message: str) -> None:
        self.cell = cell
        super().__init__(message)


def scan(stream: IO[bytes], percents: Collection[str]) -> dict[Spot, CellFlag]:
    """The flagged cells of a sheet.

    :param stream: its XML; it is read in pieces and never held as a whole.
    :param percents: the styles that show a number as a percentage.
    :raises ScanError: a cell stands too far away, or nowhere.
    :raises expat.ExpatError: it is no XML, or declares a document type.
    """
    sheet = _Sheet(percents)
    sheet.parser.ParseFile(stream)
    sheet.close()
    return sheet.flags


class _Sheet:
    """Goes through the elements of a sheet. Whatever a cell holds comes before the next cell begins, so no ends are looked at."""

    def __init__(self, percents: Collection[str]) -> None:
        self.flags: dict[Spot, CellFlag] = {}
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self.parser.StartDoctypeDeclHandler = _refuse_doctype
        self._percents = percents
        self._kinds: dict[str, str] = {}  # elements without their prefixes
        self._cell: Mapping[str, str] = {}
        self._filled = self._formula = False
        self._row = 0
        self._column = -1
        self._merged = 0
        # The columns and the row that were looked at, and the last of both with a cell in them.
        self._columns: set[str] = set()
        self._digits = ""
        self._lowest, self._rightmost = (0, "A1"), (0, "A1")

    def close(self) -> None:
        """The sheet ends."""
        self._settle()
        rows, columns = self._lowest[0], self._rightmost[0] + 1
        if rows * columns > AREA_MAX:
            cells = "、".join(dict.fromkeys([self._lowest[1], self._rightmost[1]]))
            raise ScanError(
                cells,
                f"离别的内容太远，整张表要有 {rows} 行、{columns} 列，没有读。多半是误填的一个字或者空格：删去它所在的行和列，"
                "保存再来；确实有这么多的，分成几个工作簿",
            )

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        kind = self._kinds.get(name) or self._kinds.setdefault(name, name.rpartition(":")[2])
        if kind == "c":
            if self._formula:
                self._settle()
            self._cell = attributes
            self._filled = False
            self._column += 1
            if attributes.get("t") == "e":
                self.flags[self._spot()] = CellFlag.ERROR
        elif kind in {"v", "is"}:
            self._value(kind)
        elif kind == "f":
            self._formula = not self._filled
        elif kind == "row":
            self._begin_row(attributes)
        elif kind == "mergeCell":
            self._merged += 1
            if self._merged > MERGED_MAX:
                raise ScanError("", f"合并的单元格超过 {MERGED_MAX} 处，没有读。取消合并，或者分成几个工作簿")

    def _value(self, kind: str) -> None:
        """A cell holds something."""
        cell = self._cell.get("r", "")
        letters = cell.rstrip(DIGITS)
        if not cell or letters not in self._columns or cell[len(letters) :] != self._digits:
            self._spot()
        if self._cell.get("s") in self._percents and self._cell.get("t") != "e":
            self.flags[self._spot()] = CellFlag.PERCENT
        if self._formula and kind == "v":  # whether there is a result
            self.parser.CharacterDataHandler = self._characters
        else:
            self._filled, self._formula = True, False

    def _characters(self, text: str) -> None:
        if text.strip():
            self._filled, self._formula = True, False
            self.parser.CharacterDataHandler = None

    def _settle(self) -> None:
        """The cell before ends; its formula may have had no result. That of a text may be empty."""
        self.parser.CharacterDataHandler = None
        if self._formula and self._cell.get("t") not in {"str", "e"}:
            self.flags[self._spot()] = CellFlag.UNCOUNTED
        self._formula = False

    def _begin_row(self, attributes: Mapping[str, str]) -> None:
        self._settle()
        self._row = _number(attributes["r"], attributes["r"]) if "r" in attributes else self._row + 1
        self._column = -1

    def _spot(self) -> Spot:
        """Where the cell stands; the last row and the last column are kept."""
        cell = self._cell.get("r", "")
        row, column = self._row, self._column
        if cell:
            letters = cell.rstrip(DIGITS)
            self._digits = cell[len(letters) :]
            row, column = _number(self._digits, cell), column_number(letters, cell)
            self._columns.add(letters)
            self._column = column
        if row > self._lowest[0]:
            self._lowest = row, cell or f"第{row}行"
        if column > self._rightmost[0]:
            self._rightmost = column, cell or f"第{row}行"
        return row - 1, column


def _refuse_doctype(*_: object) -> None:
    raise expat.ExpatError("document type declared")


def _number(digits: str, cell: str) -> int:
    if digits.isascii() and digits.isdigit() and len(digits) <= len(str(ROWS_MAX)) and 1 <= int(digits) <= ROWS_MAX:
        return int(digits)
    raise _nowhere(cell)


def column_number(letters: str, cell: str) -> int:
    """The number of a column, from 0.

    :param cell: which cell to blame.
    :raises ScanError: there is no such column.
    """
    column = 0
    if 1 <= len(letters) <= 3 and _LETTERS.issuperset(letters.upper()):
        for letter in letters.upper():
            column = 26 * column + ord(letter) - ord("A") + 1
        if column <= COLUMNS_MAX:
            return column - 1
    raise _nowhere(cell)


def _nowhere(cell: str) -> ScanError:
    return ScanError(short(cell), "没有这样的一格，工作簿也许坏了。用 Excel 或 WPS 打开，另存为 .xlsx 再来")
