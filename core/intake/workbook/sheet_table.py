"""A sheet of a workbook as a table of a document, as its reader saw it: what cells show of numbers, merged cells, bold text.

Its first row is the head, with more rows where merged cells say so; rows of one merged cell are titles and groups.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from ...document import Cell, Column, Row, Table, chinese_date
from ...draft import CellFault
from ...errors import InputError
from ...pattern import pattern
from ...text_width import CELLS_PER_ZI
from ..text.tables import align_of
from .apart import WorkbookApart
from .appearance import SheetLook
from .reader import Book, address, letters
from .reader import Row as SheetRow
from .sheet_merged import Cells, filled, merged

ROWS_MAX: Final = 5_000
COLUMNS_MAX: Final = 60
# What is no group's name, though it stands in a cell as wide as the table.
_NOTE: Final = pattern(r"[（(]?(?:备?注|(?:填[报表])?说明)[\d:：.、]")
# What stands above a head and is no title: what the figures are counted in.
_UNIT: Final = pattern(r"[（(]?(?:金额|计量|货币)?单位[:：]")


def read_sheet_table(path: Path, sheet: str = "", *, content: bytes | None = None, landscape: bool = False) -> Table:
    """A sheet as a table.

    :param content: the bytes of the workbook's file; None: they are read from it.
    :param sheet: its name; empty: the first one that holds something.
    :param landscape: it stands on landscape pages.
    :raises InputError: the workbook cannot be read, has no such sheet, or the sheet is no table; names the cell.
    """
    return sheet_table(WorkbookApart(path, content), sheet, landscape=landscape)


def sheet_table(book: Book, sheet: str = "", *, landscape: bool = False) -> Table:
    """As :func:`read_sheet_table`, of a workbook that is open."""
    path = book.path
    name, rows = _found(book, sheet)
    if len(rows) > ROWS_MAX:
        raise InputError(f"{path} {name}：超过 {ROWS_MAX} 行，不能作为附件。分成几个工作表")
    look = book.appearance(name)
    _refuse_hidden(f"{path} {name}", rows, look)
    cells = [_cells(path, name, row, look) for row in rows]
    table = merged(cells, [row.number - 1 for row in rows], look.merged)
    if len(table[0]) > COLUMNS_MAX:
        raise InputError(f"{path} {name}：超过 {COLUMNS_MAX} 栏，一页排不下。删去用不着的栏")
    return _table(table, look.paint.widths, f"{path} {name}", landscape=landscape)


def _found(book: Book, sheet: str) -> tuple[str, list[SheetRow]]:
    names = book.sheets
    if sheet and sheet not in names:
        raise InputError(f"{book.path}：没有工作表“{sheet}”。有：{'、'.join(f'“{name}”' for name in names)}")
    for name in [sheet] if sheet else names:
        if rows := list(book.rows(name)):
            return name, rows
    raise InputError(f"{book.path}：{f'工作表“{sheet}”' if sheet else '工作簿'}里没有内容")


def _refuse_hidden(place: str, rows: Sequence[SheetRow], look: SheetLook) -> None:
    """What somebody hid in the sheet may be meant for nobody's eyes, or may have been forgotten: that is not ours to say."""
    hidden = look.paint.hidden_columns
    columns = sorted({column for row in rows for column, value in enumerate(row.cells) if value != "" and column in hidden})
    numbers = [row.number for row in rows if row.number - 1 in look.paint.hidden_rows]
    if columns or numbers:
        found = [*(f"{letters(column)}栏" for column in columns[:5]), *(f"第{number}行" for number in numbers[:5])]
        more = "等" if len(columns) + len(numbers) > len(found) else ""
        raise InputError(f"{place}：{'、'.join(found)}{more}是隐藏的，有内容。要印的，取消隐藏；不要印的，删去再来")


def _cells(path: Path, sheet: str, row: SheetRow, look: SheetLook) -> list[Cell]:
    """A row's cells; what merged ones cover has their text, too."""
    found = []
    for column, value in enumerate(row.cells):
        if isinstance(value, CellFault):
            raise InputError(f"{path}：{address(sheet, row.number, column)} {value.message}")
        spot = (row.number - 1, column)
        found.append(Cell(look.shown.get(spot, _text(value)), look.is_bold(spot)))
    return found


def _text(value: str | datetime.date) -> str:
    return chinese_date(value) if isinstance(value, datetime.date) else " ".join(value.split())


def _table(cells: Cells, widths: Mapping[int, float], place: str, *, landscape: bool) -> Table:
    """A table; rows above the head that hold but one text are its title.

    :param widths: of columns, as somebody set them.
    """
    width = len(cells[0])
    start = next((number for number, row in enumerate(cells) if len(filled(row)) > 1 or width == 1), len(cells))
    stop = start + _depth(cells[start:])
    if stop >= len(cells):
        raise InputError(f"{place}：只有表头或者标题，没有内容。第一行写表头，下面写各行")
    head, body = cells[start:stop], _plain(cells[stop:])
    rows = tuple(_rows(body))
    single = [row for row in rows if not row.band]
    columns = tuple(
        Column(_title(head, number), widths.get(number, 0.0) / CELLS_PER_ZI, align_of(row.cells[number].text for row in single))
        for number in range(width)
    )
    above = [cell.text for row in cells[:start] for cell in filled(row)]
    title = "".join(text for text in above if not _UNIT.match(text))
    caption = "，".join(text.strip("（）()") for text in above if _UNIT.match(text))
    own = tuple(Row(tuple(row)) for row in head) if len(head) > 1 or any(cell.across > 1 for cell in head[0]) else ()
    return Table(columns, rows, title, landscape, own, f"（{caption}）" if caption else "")


def _depth(cells: Cells) -> int:
    """How many rows the head has: as deep as its merged cells go, and one more where only those merged across have some below."""
    depth = 1
    for number, row in enumerate(cells):
        if number >= depth:
            break
        depth = max(depth, *(number + cell.down for cell in row))
        under = {column for place, cell in enumerate(row) if cell.across > 1 for column in range(place, place + cell.across)}
        below = cells[number + 1] if number + 1 < len(cells) else []
        if (
            under
            and len(under) < len(row)
            and filled(below)
            and not any(cell.text for column, cell in enumerate(below) if column not in under)
        ):
            depth = max(depth, number + 2)
    return depth


def _title(head: Cells, column: int) -> str:
    """What a column is called: the lowest text of the head above it."""
    return next((row[column].text for row in reversed(head) if row[column].text), "")


def _plain(cells: Cells) -> Cells:
    """Cells of which none stands out where all do."""
    if all(cell.strong for row in cells for cell in filled(row)):
        return [[replace(cell, strong=False) for cell in row] for row in cells]
    return cells


def _rows(cells: Cells) -> Iterator[Row]:
    """The rows below the head; one merged cell as wide as the table names a group, or holds a note."""
    covered = 0
    for row in cells:
        if covered:
            covered -= 1
        elif len(row) > 1 and row[0].across == len(row):
            covered = row[0].down - 1
            whole = replace(row[0], down=1)
            yield Row((whole, *row[1:])) if _NOTE.match(whole.text) else Row((replace(whole, across=1),), band=True)
        else:
            yield Row(tuple(row))
