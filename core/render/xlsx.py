"""XLSX: a document's text on one sheet, each of its tables on a sheet of its own, for those who go on with the figures."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final

from ..document import Align, Block, Cell, Content, Gongwen, Heading, Paragraph, Row, Table, plain
from ..ooxml.row_heights import LINE, row_height
from ..ooxml.workbook import Workbook, Worksheet, print_on_a4, writing
from ..pattern import pattern
from ..plugin import Drawing, Renderer, hookimpl
from ..text_width import CELLS_PER_ZI, cell_width

TEXT: Final = "正文"
# Whole numbers of a few digits; what is longer, or begins with a zero, is a code.
_NUMBER: Final = pattern(r"-?(?:0|[1-9]\d{0,10})")
_PERCENT: Final = pattern(r"(-?\d{1,4}(?:\.\d{1,6})?)%")
_UNFIT: Final = pattern(r"[\[\]:*?/\\']")
_NAME_MAX: Final = 31
# A workbook counts a column's width in half-width characters.
_WIDEST: Final = 60.0
# What a column of long texts has; they go over lines.
_LONGEST: Final = 30
_TEXT_WIDTH: Final = 100.0
_TITLE_SIZE: Final = 16
# What a landscape page has room for in type of full size.
_PAGE: Final = 90.0


@hookimpl
def hongtou_register_renderers(register: Callable[[Renderer], None]) -> None:
    """Bring the XLSX renderer."""
    register(Renderer("xlsx", "工作簿，正文一张、每个表格一张，便于接着统计", render))


def render(drawing: Drawing) -> bytes:
    """Write a document's text and tables as a workbook; all text is text, none becomes a formula."""
    target = io.BytesIO()
    with writing(target, drawing.gongwen.title) as book:
        _Writer(book).write(drawing.gongwen)
    return target.getvalue()


class _Writer:
    """Writes one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._names: set[str] = set()
        # Sheet, row and column of merged cells.
        self._merged: set[tuple[str, int, int]] = set()
        edge = {"border": 1, "valign": "vcenter", "text_wrap": True}
        self._title = book.add_format({"bold": True, "font_size": _TITLE_SIZE, "text_wrap": True})
        self._text = book.add_format({"text_wrap": True, "valign": "top"})
        self._head = book.add_format({**edge, "bold": True, "align": "center", "bg_color": "#F2F2F2"})
        self._band = book.add_format({**edge, "bold": True})
        self._cells = {
            (align, strong, number_format): book.add_format(
                {**edge, "align": align.value, "bold": strong, **({"num_format": number_format} if number_format else {})}
            )
            for align in Align
            for strong in (False, True)
            for number_format in ("", "0.0%")
        }

    def write(self, gongwen: Gongwen) -> None:
        """Write the text first, then the tables in their order."""
        contents = list(_contents(gongwen))
        sheet = self._sheet(TEXT)
        sheet.set_column(0, 0, _TEXT_WIDTH)
        _print(sheet, _TEXT_WIDTH)
        row = 0
        for content in contents:
            title = content.title.replace("\n", "")
            sheet.set_row(row, row_height([(title, _TEXT_WIDTH * 11 / _TITLE_SIZE)], 1.4 * _TITLE_SIZE))
            sheet.write_string(row, 0, title, self._title)
            row += 1
            for line in _lines(content.blocks):
                sheet.set_row(row, row_height([(line, _TEXT_WIDTH)]))
                sheet.write_string(row, 0, line, self._text)
                row += 1
        for content in contents:
            for name, table in _tables(content):
                self._table(name, table)

    def _sheet(self, name: str) -> Worksheet:
        base = _UNFIT.sub("", name)[:_NAME_MAX].strip() or "表"
        unique, number = base, 2
        while unique.casefold() in self._names:
            unique = f"{base[: _NAME_MAX - 4]}{number}"
            number += 1
        self._names.add(unique.casefold())
        return self._book.add_worksheet(unique)

    def _table(self, name: str, table: Table) -> None:
        sheet, heads = self._sheet(name), len(table.head_rows)
        widths = [_column_width(table, number) for number in range(len(table.columns))]
        for column, width in enumerate(widths):
            sheet.set_column(column, column, width)
        for number, row in enumerate((*table.head_rows, *table.rows)):
            if number >= heads:
                texts = [cell.text for cell in row.cells]
                sheet.set_row(number, LINE if row.band else row_height(zip(texts, widths, strict=False)))
            self._row(sheet, number, row, table, head=number < heads)
        _print(sheet, sum(widths))
        sheet.freeze_panes(heads, 0)
        sheet.repeat_rows(0, heads - 1)
        sheet.autofilter(heads - 1, 0, heads - 1 + len(table.rows), len(table.columns) - 1)

    def _row(self, sheet: Worksheet, number: int, row: Row, table: Table, *, head: bool) -> None:
        last = len(table.columns) - 1
        if row.band:
            self._merge(sheet, (number, 0, number, last), self._band)
            sheet.write_string(number, 0, row.cells[0].text, self._band)
            return
        for column, (cell, one) in enumerate(zip(row.cells, table.columns, strict=False)):
            kind = self._head if head else self._cells[one.align, cell.strong, ""]
            if cell.across > 1 or cell.down > 1:
                self._merge(sheet, (number, column, number + cell.down - 1, column + cell.across - 1), kind)
            elif (sheet.name, number, column) in self._merged:
                continue
            if head:
                sheet.write_string(number, column, cell.text, kind)
            else:
                self._cell(sheet, number, column, cell, one.align)

    def _merge(self, sheet: Worksheet, area: tuple[int, int, int, int], kind: Any) -> None:  # noqa: ANN401 - likewise
        """Merge cells; what is written to the first one then stands in all of them."""
        top, left, bottom, right = area
        if (top, left) != (bottom, right):
            sheet.merge_range(*area, "", kind)
        self._merged |= {(sheet.name, row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}

    def _cell(self, sheet: Worksheet, row: int, column: int, cell: Cell, align: Align) -> None:
        if _NUMBER.fullmatch(cell.text):
            sheet.write_number(row, column, int(cell.text), self._cells[align, cell.strong, ""])
        elif match := _PERCENT.fullmatch(cell.text):
            sheet.write_number(row, column, float(match[1]) / 100, self._cells[align, cell.strong, "0.0%"])
        else:
            sheet.write_string(row, column, cell.text, self._cells[align, cell.strong, ""])


def _column_width(table: Table, number: int) -> float:
    """How wide a column is, in half-width characters: as wished for, or else as its longest cell needs."""
    column = table.columns[number]
    longest = max((cell_width(row.cells[number].text) for row in table.rows if not row.band), default=0)
    need = CELLS_PER_ZI * column.width if column.width else min(longest, _LONGEST)
    return min(_WIDEST, max(need, 2.2 * len(column.title)) + 2)


def _print(sheet: Worksheet, width: float) -> None:
    """On A4, all columns side by side, landscape where they are many."""
    print_on_a4(sheet, landscape=width > _PAGE)


def _contents(gongwen: Gongwen) -> Iterator[Content]:
    """All texts of a document: its own, those that it issues, those that are bound with it."""
    yield gongwen.main
    for content in (gongwen.main, *gongwen.enclosed):
        if content is not gongwen.main:
            yield content
        yield from (attachment.content for attachment in content.attachments if attachment.content)


def _lines(blocks: Sequence[Block]) -> Iterator[str]:
    for block in blocks:
        if isinstance(block, Paragraph):
            yield plain(block.spans)
        elif isinstance(block, Heading):
            yield plain(block.spans) + plain(block.run_in)


def _tables(content: Content) -> Iterator[tuple[str, Table]]:
    """The tables, each with its title, or the heading that it stands under."""
    name = ""
    for block in content.blocks:
        if isinstance(block, Heading):
            name = re.sub(r"^[（(]?[一二三四五六七八九十\d]+[）).、．]", "", plain(block.spans)).rstrip("。")
        elif isinstance(block, Table):
            yield block.title or name or "表", block
