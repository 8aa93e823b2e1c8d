"""What people fill in for packets, as tables: workbooks, and CSV as other programs write it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from ..intake.text.decoding import plain_text
from ..intake.text.separated import separated
from ..intake.workbook.reader import Workbook
from ..pattern import pattern
from ..plugin import CellFault, PacketRow, PacketSheet

# A long number, such as an identity number, as a program wrote it that took it for a quantity.
_SCIENTIFIC: Final = pattern(r"[+-]?\d(?:\.\d+)?[Ee]\+\d{2}")
_LOST: Final = CellFault("长数字写成了科学计数法，后面几位已经丢了。在原来的表里把这一列的格式设为“文本”，重新导出")


class _Rows:
    """The rows of a workbook's sheet, read when they are gone through."""

    def __init__(self, book: Workbook, sheet: str) -> None:
        self._book = book
        self._sheet = sheet

    def __iter__(self) -> Iterator[PacketRow]:
        return (PacketRow(row.number, row.cells) for row in self._book.rows(self._sheet))


def workbook(path: Path, content: bytes) -> Sequence[PacketSheet]:
    """The sheets of a workbook.

    :raises InputError: it cannot be read, or should not be.
    """
    book = Workbook(path, content)
    return [PacketSheet(name, _Rows(book, name)) for name in book.sheets]


def csv(path: Path, content: bytes) -> Sequence[PacketSheet]:
    """A text with separated cells: one table that is called as its file; rows are counted as a spreadsheet shows them.

    :raises InputError: it is no text, or its quotes do not pair.
    """
    rows = enumerate(separated(path, plain_text(path, content)), 1)
    return [PacketSheet(path.stem, [PacketRow(number, tuple(map(_cell, row))) for number, row in rows])]


def _cell(text: str) -> str | CellFault:
    return _LOST if _SCIENTIFIC.fullmatch(text.strip()) else text
