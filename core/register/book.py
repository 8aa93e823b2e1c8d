"""The book 发文登记簿 as a workbook: the same entries give the same bytes, and no text in it becomes a formula."""

from __future__ import annotations

import io
from collections.abc import Sequence
from typing import Final

from ..ooxml.workbook import CellFormat, Workbook, Worksheet, print_on_a4, writing
from .columns import BOOK, Column, row
from .entry import Entry

_POINTS_OF_A_CHARACTER: Final = 2.1  # a 字 in the units of a workbook's columns
_HEAD: Final = 2  # rows above the entries


def workbook(entries: Sequence[Entry], title: str) -> bytes:
    """The book as XLSX; columns in which nothing stands are left narrow, none is left out.

    :param title: what stands over it, such as ``云州市医学会2026年发文登记簿``.
    """
    target = io.BytesIO()
    with writing(target, title) as made:
        _fill(made, made.add_worksheet("登记簿"), entries, title)
    return target.getvalue()


def _fill(made: Workbook, sheet: Worksheet, entries: Sequence[Entry], title: str) -> None:
    plain = {"font_name": "宋体", "font_size": 10, "border": 1, "valign": "vcenter", "text_wrap": True, "num_format": "@"}
    cell = made.add_format(plain)
    head = made.add_format({**plain, "font_name": "黑体", "align": "center"})
    over = made.add_format({"font_name": "黑体", "font_size": 16, "align": "center", "valign": "vcenter"})
    sheet.merge_range(0, 0, 0, len(BOOK) - 1, title, over)
    for place, column in enumerate(BOOK):
        sheet.set_column(place, place, column.width * _POINTS_OF_A_CHARACTER)
        sheet.write_string(1, place, column.title, head)
    for line, entry in enumerate(entries, _HEAD):
        for place, (column, text) in enumerate(zip(BOOK, row(entry).values(), strict=True)):
            _write(sheet, line, place, column, text, cell)
    _set_up_print(sheet, len(entries))


def _write(sheet: Worksheet, line: int, place: int, column: Column, text: str, cell: CellFormat) -> None:
    if column.field == "serial":
        sheet.write_number(line, place, int(text), cell)
    else:
        sheet.write_string(line, place, text, cell)


def _set_up_print(sheet: Worksheet, count: int) -> None:
    sheet.freeze_panes(_HEAD, 2)
    sheet.autofilter(1, 0, 1 + max(count, 1), len(BOOK) - 1)
    print_on_a4(sheet)
    sheet.repeat_rows(0, 1)
    sheet.set_footer("&C第 &P 页，共 &N 页")
