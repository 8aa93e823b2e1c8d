"""A sheet of a workbook as a table of a document: its first row is the head, rows of one merged cell are titles and groups."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from ..errors import InputError
from ..model import Cell, Column, Row, Table, chinese_date
from .tables import align_of
from .workbook import SUFFIXES, Book, Fault, address
from .workbook import Row as SheetRow
from .workbook_apart import WorkbookApart

ROWS_MAX: Final = 5_000
COLUMNS_MAX: Final = 60


def is_workbook(path: Path) -> bool:
    """Whether a file's name is that of a workbook."""
    return path.suffix.lower() in SUFFIXES


def read_sheet_table(path: Path, sheet: str = "", *, landscape: bool = False) -> Table:
    """A sheet as a table.

    :param sheet: its name; empty: the first one that holds something.
    :param landscape: it stands on turned pages.
    :raises InputError: the workbook cannot be read, has no such sheet, or the sheet is no table; names the cell.
    """
    return sheet_table(WorkbookApart(path), sheet, landscape=landscape)


def sheet_table(book: Book, sheet: str = "", *, landscape: bool = False) -> Table:
    """As :func:`read_sheet_table`, of a workbook that is open."""
    path = book.path
    name, rows = _found(book, sheet)
    if len(rows) > ROWS_MAX:
        raise InputError(f"{path} {name}：超过 {ROWS_MAX} 行，不能作为附件。分成几个工作表")
    texts = [_texts(path, name, row) for row in rows]
    width = max(_used(row) for row in texts)
    if width > COLUMNS_MAX:
        raise InputError(f"{path} {name}：超过 {COLUMNS_MAX} 栏，一页排不下。删去用不着的栏")
    return _table([[*row, *[""] * width][:width] for row in texts], f"{path} {name}", landscape=landscape)


def _found(book: Book, sheet: str) -> tuple[str, list[SheetRow]]:
    names = book.sheets
    if sheet and sheet not in names:
        raise InputError(f"{book.path}：没有工作表“{sheet}”。有：{'、'.join(f'“{name}”' for name in names)}")
    for name in [sheet] if sheet else names:
        if rows := list(book.rows(name)):
            return name, rows
    raise InputError(f"{book.path}：{f'工作表“{sheet}”' if sheet else '工作簿'}里没有内容")


def _texts(path: Path, sheet: str, row: SheetRow) -> list[str]:
    return [_text(path, address(sheet, row.number, column), value) for column, value in enumerate(row.cells)]


def _text(path: Path, place: str, value: str | datetime.date | Fault) -> str:
    if isinstance(value, Fault):
        raise InputError(f"{path}：{place} {value.message}")
    return chinese_date(value) if isinstance(value, datetime.date) else " ".join(value.split())


def _used(row: Sequence[str]) -> int:
    """How many cells a row has up to its last one with text."""
    return max((number for number, text in enumerate(row, 1) if text), default=0)


def _table(rows: Sequence[Sequence[str]], place: str, *, landscape: bool) -> Table:
    """A table; rows above the head that hold one text in all their cells are its title."""
    head = next((number for number, row in enumerate(rows) if not _is_band(row)), None)
    if head is None or head == len(rows) - 1:
        raise InputError(f"{place}：只有表头或者标题，没有内容。第一行写表头，下面写各行")
    body = rows[head + 1 :]
    singles = [row for row in body if not _is_band(row)]
    columns = tuple(_column(title, [row[number] for row in singles]) for number, title in enumerate(rows[head]))
    return Table(columns, tuple(_rows(body)), "".join(row[0] for row in rows[:head]), landscape)


def _is_band(row: Sequence[str]) -> bool:
    """One merged cell: its text stands in all the cells that it covers."""
    return len(row) > 1 and len(set(row)) == 1


def _rows(rows: Sequence[Sequence[str]]) -> Iterator[Row]:
    for row in rows:
        yield Row((Cell(row[0]),), band=True) if _is_band(row) else Row(tuple(Cell(text) for text in row))


def _column(title: str, texts: Sequence[str]) -> Column:
    return Column(title, align=align_of(texts))
