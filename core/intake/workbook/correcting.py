"""Cells of an XLSX corrected: all else in the file stays as it is, and the reader is asked whether it does.

A cell keeps its look. A number stays a number and a day a day where they are read back as they were typed; whatever is not
becomes text. Results of formulas that count with a corrected cell are taken out: no wrong one is ever read.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from ...draft import CellFault
from ...draft.dates import read_date
from ...draft.values import ValueReadError
from ...errors import InputError
from .cell_text import clean, is_unfit
from .formulas import CellOf, stale
from .package import Package
from .reader import UNFIT, Row, Value, Workbook, address

# A cell holds no more, counted as Excel counts.
CHARS_MOST: Final = 32_767
_Cells = dict[CellOf, Value]


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
    before = _cells(Workbook(task.path, task.content))
    wanted = {}
    for (row, column), typed in task.texts.items():
        cell = CellOf(task.sheet, row - 1, column)
        text = _typed(task, row, column, typed, before.get(cell, ""))
        if text != _text(before.get(cell, "")):
            wanted[cell] = text
    package = Package(task.path, task.content)
    wrong = stale(package.formulas(), wanted) - wanted.keys()
    for cell, text in wanted.items():
        package.put(cell, text, before.get(cell, ""))
    package.forget(wrong)
    after = _cells(Workbook(task.path, package.save()))
    for cell, text in wanted.items():
        if _text(after.get(cell, "")) != text:
            package.put_text(cell, text)
    content = package.save()
    _prove(task, before, _cells(Workbook(task.path, content)), wanted, wrong)
    names = sorted((cell.sheet, cell.row, cell.column) for cell in wrong)
    return Corrected(content, tuple(address(sheet, row + 1, column) for sheet, row, column in names))


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


def _cells(book: Workbook) -> _Cells:
    """All cells that hold something, as they are read."""
    return {cell: value for sheet in book.sheets for row in book.rows(sheet) for cell, value in _of(sheet, row)}


def _of(sheet: str, row: Row) -> Iterable[tuple[CellOf, Value]]:
    return ((CellOf(sheet, row.number - 1, column), value) for column, value in enumerate(row.cells) if value != "")


def _text(value: Value) -> str:
    """A cell as it is typed; a fault is like nothing that anybody types."""
    return "\0" if isinstance(value, CellFault) else str(value)


def _prove(task: Correction, before: _Cells, after: _Cells, wanted: Mapping[CellOf, str], wrong: set[CellOf]) -> None:
    """See that what was wanted is read, and all else as before.

    :raises InputError: it is not; nothing was written yet.
    """
    for cell in before.keys() | after.keys() | wanted.keys():
        if cell in wrong:
            continue
        right = wanted.get(cell, _text(before.get(cell, "")))
        if _text(after.get(cell, "")) != right:
            name = address(cell.sheet, cell.row + 1, cell.column)
            raise InputError(f"{task.path}：改了以后读一遍，{name} 不对，没有写。用 Excel 或 WPS 打开工作簿，在那里改")
