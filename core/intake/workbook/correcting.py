"""Cells of an XLSX corrected: all else in the file stays as it is, and the reader is asked whether it does.

A cell keeps its look. A number stays a number and a day a day where they are read back as they were typed; whatever is not
becomes text. Results of formulas that count with a corrected cell are taken out: no wrong one is ever read.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from ...draft import CellFault
from ...draft.dates import read_date
from ...draft.values import ValueReadError
from ...errors import InputError
from ...values import dataclass
from .cell_text import clean, is_unfit
from .formulas import CellOf, stale
from .package import Package
from .reader import UNFIT, Value, Workbook, address

# A cell holds no more, counted as Excel counts.
CHARS_MOST: Final = 32_767


@dataclass(frozen=True, slots=True)
class Correction:
    """What is to be corrected in a workbook.

    :param content: the bytes of its file.
    :param texts: row, as the workbook shows it, and column, from 0 → what is to stand there, as people type it.
    """

    path: Path
    content: bytes
    sheet: str
    texts: Mapping[tuple[int, int], str]


@dataclass(frozen=True, slots=True)
class Corrected:
    """A workbook that was corrected.

    :param uncounted: the cells, by their names, whose formulas must be counted out again, by Excel or WPS.
    """

    content: bytes
    uncounted: tuple[str, ...]


def is_correctable(path: Path) -> bool:
    """Whether workbooks of this kind can be."""
    return path.suffix.lower() == ".xlsx"


def correct(task: Correction) -> Corrected:
    """Correct cells of a workbook.

    :raises InputError: it cannot be read; a cell is merged, holds a formula for others as well, or what is typed fits into none.
    """
    if not is_correctable(task.path):
        raise InputError(f"{task.path}：只有 .xlsx 能在这里改。用 Excel 或 WPS 另存为 .xlsx，或者在那里改")
    before = _Read(task, task.content)
    wanted = {}
    for (row, column), typed in task.texts.items():
        cell = CellOf(task.sheet, row - 1, column)
        text = _typed(task, row, column, typed, before[cell])
        if text != _text(before[cell]):
            wanted[cell] = text
    package = Package(task.path, task.content)
    wrong = stale(package.formulas(), wanted) - wanted.keys()
    for cell, text in wanted.items():
        package.put(cell, text, before[cell])
    package.forget(wrong)
    content = package.save()
    after = _Read(task, content)
    if otherwise := [cell for cell, text in wanted.items() if _text(after[cell]) != text]:
        for cell in otherwise:
            package.put_text(cell, wanted[cell])
        content = package.save()
        after = _Read(task, content)
    _prove(task, before, after, wanted, wrong)
    names = sorted((cell.sheet, cell.row, cell.column) for cell in wrong)
    return Corrected(content, tuple(address(sheet, row + 1, column) for sheet, row, column in names))


class _Read:
    """What a reader finds in a workbook: the rows of all sheets, by sheet and number, from 0."""

    def __init__(self, task: Correction, content: bytes) -> None:
        book = Workbook(task.path, content)
        self.rows = {(sheet, row.number - 1): row.cells for sheet in book.sheets for row in book.rows(sheet)}

    def __getitem__(self, cell: CellOf) -> Value:
        row = self.rows.get((cell.sheet, cell.row), ())
        return row[cell.column] if cell.column < len(row) else ""


def _typed(task: Correction, row: int, column: int, text: str, before: Value) -> str:
    """What is typed, as it is to be read; a day in place of a day is one, however it is typed."""
    typed = clean(text)
    if isinstance(before, datetime.date):
        with suppress(ValueReadError):
            typed = read_date(typed).isoformat()
    told = UNFIT.message if is_unfit(typed) else ""
    if len(typed.encode("utf-16-le")) // 2 > CHARS_MOST:
        told = f"太长了：一格最多 {CHARS_MOST} 个字"
    if told:
        raise InputError(f"{task.path}：{address(task.sheet, row, column)} {told}")
    return typed


def _text(value: Value) -> str:
    """A cell as it is typed; a fault is like nothing that anybody types."""
    return "\0" if isinstance(value, CellFault) else str(value)


def _prove(task: Correction, before: _Read, after: _Read, wanted: Mapping[CellOf, str], wrong: set[CellOf]) -> None:
    """See that what was wanted is read, and all else as before.

    :raises InputError: it is not; nothing was written yet.
    """
    for cell in {*_different(before, after), *wanted} - wrong:
        right = wanted.get(cell, _text(before[cell]))
        if _text(after[cell]) != right:
            name = address(cell.sheet, cell.row + 1, cell.column)
            raise InputError(f"{task.path}：改了以后读一遍，{name} 不对，没有写。用 Excel 或 WPS 打开工作簿，在那里改")


def _different(before: _Read, after: _Read) -> Iterator[CellOf]:
    """The cells of the rows that are not the same any more."""
    for sheet, row in before.rows.keys() | after.rows.keys():
        old, new = before.rows.get((sheet, row), ()), after.rows.get((sheet, row), ())
        if old != new:
            yield from (CellOf(sheet, row, column) for column in range(max(len(old), len(new))))
