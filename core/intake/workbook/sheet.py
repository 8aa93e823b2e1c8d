"""A table that an office keeps: the first sheet of a workbook that holds something, or a CSV file; as rows of cells."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from ...draft import CellFault
from ...errors import InputError
from ..text.decoding import read_text
from ..text.separated import separated

Value = str | datetime.date
WORKBOOKS: Final = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".ods"})
TEXTS: Final = frozenset({".csv", ".tsv", ".txt"})
ROWS_MAX: Final = 100_000


def read_sheet(path: Path) -> list[tuple[int, list[Value]]]:
    """The rows that are not empty, each with its number in the file from 1; text is normalised, days are days.

    :raises InputError: the file cannot be read, or holds no table.
    """
    suffix = path.suffix.lower()
    if suffix in WORKBOOKS:
        found = list(_workbook(path))
    elif suffix in TEXTS:
        found = [(number, list(row)) for number, row in enumerate(_texts(path), 1) if any(row)]
    else:
        raise InputError(f"{path}：不认识的文件后缀“{suffix}”。应为 .xlsx 或者 .csv")
    if len(found) > ROWS_MAX:
        raise InputError(f"{path}：超过 {ROWS_MAX} 行，不像是一本登记簿。分成几个文件")
    if not found:
        raise InputError(f"{path}：文件里没有内容")
    return found


def _texts(path: Path) -> Iterator[list[Value]]:
    for row in separated(path, read_text(path)):
        yield [_clean(cell) for cell in row]


def _workbook(path: Path) -> Iterator[tuple[int, list[Value]]]:
    """The rows of the first sheet that holds something."""
    from .apart import WorkbookApart

    book = WorkbookApart(path)
    for sheet in book.sheets:
        rows = [
            (row.number, [_value(path, sheet, row.number, cell) for cell in enumerate(row.cells)]) for row in book.rows(sheet)
        ]
        if rows:
            return iter(rows)
    return iter(())


def _value(path: Path, sheet: str, row: int, cell: tuple[int, object]) -> Value:
    from .reader import address

    column, value = cell
    if isinstance(value, CellFault):
        raise InputError(f"{path}：{address(sheet, row, column)} {value.message}")
    return value if isinstance(value, datetime.date) else _clean(str(value))


def _clean(text: str) -> str:
    """Text without blanks around it and with one blank for a line break within."""
    return " ".join(unicodedata.normalize("NFC", text).split())
