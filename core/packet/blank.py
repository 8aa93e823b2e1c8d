"""Blank workbooks: what a unit fills in for a document type, with lists to choose from, notes and a row that shows how."""

from __future__ import annotations

import io
from collections.abc import Mapping, Sequence
from typing import Final

from ..draft import Rules, typed
from ..errors import HongtouError
from ..ooxml.row_heights import row_height
from ..ooxml.workbook import Workbook, Worksheet, writing
from ..plugin import DocumentType
from ..plugin.manager import Plugins
from .columns import UNIT_TITLES, SheetOf, sheets
from .table import EXAMPLE

NOTES: Final = "填报说明"
_CHOICES: Final = "选项"
# How many rows get lists to choose from.
_ROWS: Final = 2000
# Excel lets a note be this long.
_NOTE_MAX: Final = 250
# Of the columns that say how to fill in: 工作表, 列, 必填, 说明, 写法举例.
_NOTE_WIDTHS: Final = (18, 18, 8, 50, 50)
_WIDTHS: Final = {"text": 40, "names": 24, "title": 30, "integer": 12, "number": 12, "date": 14, "month": 12, "boolean": 10}
# By their numbers in every workbook: 文本, 0, 常规.
_TEXT: Final = 49
_FORMATS: Final = {"integer": 1, "number": 0}
_HOW: Final = (
    "一行一条；同一个单位有几条的，写几行，每行都写单位名称。",
    "列的次序可以换，题目不要改；用不着的列可以删去，打星号的必填。",
    "身份证号、电话、编码等各列已经设为“文本”，不要改成数字。",
    "“示例”那一行给人看的，程序不读，删不删都行。",
)

Fill = Mapping[str, Sequence[Mapping[str, object]]]


def blank_workbook(type: DocumentType, plugins: Plugins, filled: Fill | None = None) -> bytes:
    """A workbook that holds a document type's data, sheet by sheet; the same every time.

    :param filled: sheet → rows to put in, each the unit's name and field → value; None: a blank one with an example.
    :raises HongtouError: the type has nothing that fits into a table.
    """
    specs = [spec for spec in sheets(type, plugins.fields(type)) if spec.written]
    if not specs:
        raise HongtouError(f"文种“{type.name}”没有可以填在表里的字段，用草稿来写")
    target = io.BytesIO()
    with writing(target, type.name) as book:
        _Writer(book).write(type, specs, filled)
    return target.getvalue()


class _Writer:
    """Writes one workbook."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        head = {"bold": True, "align": "center", "valign": "vcenter", "border": 1, "text_wrap": True}
        self._must = book.add_format({**head, "bg_color": "#F4CCCC"})
        self._may = book.add_format({**head, "bg_color": "#F2F2F2"})
        self._shown = book.add_format({"italic": True, "font_color": "#7F7F7F", "num_format": _TEXT, "text_wrap": True})
        self._wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        self._kinds = {
            number_format: book.add_format({"num_format": number_format, "text_wrap": True})
            for number_format in (_TEXT, *_FORMATS.values())
        }
        self._choices: list[Sequence[str]] = []

    def write(self, type: DocumentType, specs: Sequence[SheetOf], filled: Fill | None) -> None:
        """Write all sheets: those to be filled in first, then the notes, the lists last and hidden."""
        for spec in specs:
            if filled is None or spec.name in filled:
                self._sheet(spec, None if filled is None else filled[spec.name])
        if filled is None:
            self._notes(type, specs)
        if self._choices:
            sheet = self._book.add_worksheet(_CHOICES)
            for column, choices in enumerate(self._choices):
                sheet.write_column(0, column, choices)
            sheet.hide()

    def _sheet(self, spec: SheetOf, rows: Sequence[Mapping[str, object]] | None) -> None:
        sheet = self._book.add_worksheet(spec.name)
        sheet.freeze_panes(1, 1)
        sheet.set_row(0, 32)
        used = [name for name in spec.written if rows is None or any(name in row for row in rows)]
        sheet.set_column(0, 0, 30, self._kinds[_TEXT])
        sheet.write_string(0, 0, f"{UNIT_TITLES[0]}*", self._must)
        for column, name in enumerate(used, 1):
            self._column(sheet, column, spec, name)
        if rows is None:
            sheet.write_string(1, 0, EXAMPLE, self._shown)
            for column, name in enumerate(used, 1):
                sheet.write_string(1, column, _example(spec.columns[name]), self._shown)
        for number, row in enumerate(rows or (), 1):
            sheet.write_string(number, 0, str(row[UNIT_TITLES[0]]), self._kinds[_TEXT])
            for column, name in enumerate(used, 1):
                if name in row:
                    self._value(sheet, number, column, spec.columns[name], row[name])

    def _column(self, sheet: Worksheet, column: int, spec: SheetOf, name: str) -> None:
        rules = spec.columns[name]
        kind, must = rules["type"], bool(rules.get("required"))
        cell_format = self._kinds[_FORMATS.get(kind, _TEXT)]
        sheet.set_column(column, column, _WIDTHS.get(kind, max(14, 2.4 * len(name))), cell_format)
        sheet.write_string(0, column, spec.title(name) + ("*" if must else ""), self._must if must else self._may)
        note = rules["meta"]["help"][:_NOTE_MAX]
        check: dict[str, object] = {"validate": "any", "input_title": name[:32], "input_message": note}
        choices = _choices(rules)
        if choices:
            check |= {"validate": "list", "source": self._list(choices)}
            # What has codes and synonyms, or may be several, is checked when it is read.
            check |= {"error_type": "stop" if rules.get("allowed") and kind == "string" else "information"}
        elif kind == "integer":
            check |= {"validate": "integer", "criteria": ">=", "value": rules.get("min", -(10**9))}
            check |= {"error_title": name[:32], "error_message": "这里填整数，只写数字，不写单位"}
        sheet.data_validation(1, column, _ROWS, column, check)

    def _list(self, choices: Sequence[str]) -> str:
        """A list to choose from, as a formula."""
        if choices not in self._choices:
            self._choices.append(choices)
        from ..intake.workbook.reader import letters

        column = letters(self._choices.index(choices))
        return f"={_CHOICES}!${column}$1:${column}${len(choices)}"

    def _value(self, sheet: Worksheet, row: int, column: int, rules: Rules, value: object) -> None:
        cell_format = self._kinds[_FORMATS.get(rules["type"], _TEXT)]
        if isinstance(value, int | float) and not isinstance(value, bool):
            sheet.write_number(row, column, value, cell_format)
        else:
            sheet.write_string(row, column, str(value), cell_format)

    def _notes(self, type: DocumentType, specs: Sequence[SheetOf]) -> None:
        sheet = self._book.add_worksheet(NOTES)
        for column, width in enumerate(_NOTE_WIDTHS):
            sheet.set_column(column, column, width)
        sheet.set_landscape()
        sheet.set_paper(9)  # A4
        sheet.fit_to_pages(1, 0)
        sheet.write_string(0, 0, f"{type.name}：{type.summary}")
        for number, line in enumerate(_HOW, 1):
            sheet.write_string(number, 0, line)
        row = len(_HOW) + 2
        for column, title in enumerate(("工作表", "列", "必填", "说明", "写法举例")):
            sheet.write_string(row, column, title, self._may)
        for spec in specs:
            for name in spec.written:
                row += 1
                rules = spec.columns[name]
                must = "是" if rules.get("required") else ""
                cells = (spec.name, spec.title(name), must, rules["meta"]["help"], _example(rules))
                sheet.set_row(row, row_height(zip(cells, _NOTE_WIDTHS, strict=True)))
                for column, text in enumerate(cells):
                    sheet.write_string(row, column, text, self._wrapped)


def _choices(rules: Rules) -> Sequence[str]:
    """What may be chosen, or is offered."""
    if rules["type"] == "boolean":
        return ("是", "否")
    return tuple(map(str, rules.get("allowed") or rules["meta"].get("choices", ())))


def _example(rules: Rules) -> str:
    value = rules["meta"]["example"]
    return value if isinstance(value, str) and not value.startswith("[") else typed(value).strip("[]")
