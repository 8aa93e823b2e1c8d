"""A table that an office keeps: the first sheet of a workbook that holds something, or a CSV file; as rows of cells."""

from __future__ import annotations

import csv
import datetime
import io
import unicodedata
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from ..errors import InputError
from ..reasons import reason
from .text import read_text

Value = str | datetime.date
WORKBOOKS: Final = frozenset({".xlsx", ".xlsm", ".xls", ".et", ".ods"})
TEXTS: Final = frozenset({".csv", ".tsv", ".txt"})
ROWS_MAX: Final = 100_000
SIZE_MAX: Final = 50 * 1024 * 1024
UNPACKED_MAX: Final = 300 * 1024 * 1024
# A workbook keeps fifteen digits of a number; of a longer one the last are lost already.
_DIGITS_MAX: Final = 1e15


def read_sheet(path: Path) -> list[tuple[int, list[Value]]]:
    """The rows that are not empty, each with its number in the file from 1; text is normalised, days are days.

    :raises InputError: the file cannot be read, or holds no table.
    """
    suffix = path.suffix.lower()
    if suffix in WORKBOOKS:
        rows = _workbook(path)
    elif suffix in TEXTS:
        rows = [list(row) for row in _texts(path)]
    else:
        raise InputError(f"{path}：不认识的文件后缀“{suffix}”。应为 .xlsx 或者 .csv")
    if len(rows) > ROWS_MAX:
        raise InputError(f"{path}：超过 {ROWS_MAX} 行，不像是一本登记簿。分成几个文件")
    found = [(number, row) for number, row in enumerate(rows, 1) if any(cell != "" for cell in row)]
    if not found:
        raise InputError(f"{path}：文件里没有内容")
    return found


def _texts(path: Path) -> Iterator[list[Value]]:
    text = read_text(path)
    first = next(line for line in text.splitlines() if line.strip())
    mark = max("\t,;，", key=first.count)
    for row in csv.reader(io.StringIO(text), delimiter=mark):
        yield [_clean(cell) for cell in row]


def _workbook(path: Path) -> list[list[Value]]:
    import python_calamine

    _check_size(path)
    try:
        with python_calamine.CalamineWorkbook.from_path(path) as book:
            for name in book.sheet_names:
                rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
                if any(cell not in ("", None) for row in rows for cell in row):
                    return [_cells(path, name, number, row) for number, row in enumerate(rows, 1)]
    except python_calamine.PasswordError as error:
        raise InputError(f"{path}：工作簿有密码，打不开。去掉密码再试") from error
    except (python_calamine.CalamineError, OSError) as error:
        raise InputError(f"{path}：不是能读的工作簿（{error}）。用 Excel 或 WPS 另存为 .xlsx 再试") from error
    return []


def _check_size(path: Path) -> None:
    try:
        size = path.stat().st_size
    except OSError as error:
        raise InputError(f"{path}：读不了这个文件：{reason(error)}") from error
    if size > SIZE_MAX or _unpacked(path) > UNPACKED_MAX:
        raise InputError(f"{path}：工作簿太大，不像是一本登记簿。分成几个文件，或者去掉其中的图片")


def _unpacked(path: Path) -> int:
    """How big a zipped workbook says its parts are."""
    try:
        with zipfile.ZipFile(path) as archive:
            return sum(part.file_size for part in archive.infolist())
    except (zipfile.BadZipFile, OSError):
        return 0


def _cells(path: Path, sheet: str, number: int, row: Sequence[object]) -> list[Value]:
    return [_cell(path, f"{sheet}!{_letters(column)}{number}", value) for column, value in enumerate(row)]


def _cell(path: Path, address: str, value: object) -> Value:
    match value:
        case bool():
            return "是" if value else "否"
        case datetime.datetime():
            return value.date()
        case datetime.date():
            return value
        case int() | float():
            if abs(value) >= _DIGITS_MAX:
                raise InputError(f"{path}：{address} 是 15 位以上的数字，Excel 已经丢了后面几位。把这一列设为“文本”，重新填写")
            return str(int(value)) if value == int(value) else str(value)
        case None:
            return ""
    return _clean(str(value))


def _letters(column: int) -> str:
    """The name of a column of a workbook, from 0: A … Z, AA …"""
    before, letter = divmod(column, 26)
    return (_letters(before - 1) if before else "") + chr(ord("A") + letter)


def _clean(text: str) -> str:
    """Text without blanks around it and with one blank for a line break within."""
    return " ".join(unicodedata.normalize("NFC", text).split())
