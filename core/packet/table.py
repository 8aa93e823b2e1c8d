"""A sheet of a workbook, row by row, by the titles of its columns."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from ..draft import CellFault, FieldPath, Rules
from ..draft.nearest import nearest
from ..errors import InputError, Place, Problem
from ..intake.workbook.reader import CellPlace, Row, Value, address, letters
from ..intake.workbook.titles import TITLES_WITHIN, plain, title_row
from ..pattern import pattern
from .columns import SILENT, UNIT_TITLES, SheetOf, known, plain_unit
from .opened import OpenedFile

# What blank workbooks put into the row that shows how to fill in.
EXAMPLE: Final = "（示例，填报时不用删）"
# So many columns that nobody knows are named.
_NOTED: Final = 20
_SUMS: Final = frozenset({"合计", "总计", "小计", "共计"})
_SEVERAL: Final = pattern(r"[;；\n]")
_PERCENT: Final = pattern(r"([+-]?[\d.]+)[%％]")


@dataclass(frozen=True, slots=True)
class Record:
    """A row of a unit.

    :param values: field → text, or a list of texts, as a draft would hold them.
    :param places: field → its cell.
    """

    place: Place
    values: Mapping[str, str | list[str]]
    places: Mapping[str, Place]
    problems: tuple[Problem, ...]

    def placed(self, path: FieldPath) -> dict[FieldPath, Place]:
        """The places of its values, which stand at ``path`` in a draft."""
        return {path: self.place} | {(*path, name): place for name, place in self.places.items()}


@dataclass
class Table:
    """A sheet's rows by their units.

    :param titles: of its columns, as the sheet writes them.
    :param names: units as the sheet writes them, by the form in which they are compared.
    :param owner: the column of the units; -1: there is none.
    :param unmatched: what is wrong with rows that belong to no unit; ``nobodys`` are these rows.
    :param notes: what is odd and stops nothing.
    """

    file: Path
    sheet: str
    columns: Mapping[int, str]
    rules: Mapping[str, Rules]
    titles: Mapping[int, str] = field(default_factory=dict)
    owner: int = -1
    rows: dict[str, list[Row]] = field(default_factory=dict)
    names: dict[str, str] = field(default_factory=dict)
    unmatched: list[Problem] = field(default_factory=list)
    nobodys: list[Row] = field(default_factory=list)
    notes: list[Problem] = field(default_factory=list)

    def lines(self, unit: str) -> list[Record]:
        """A unit's rows, in their order.

        :param unit: as :func:`plain_unit` gives it.
        """
        return [self._line(row) for row in self.rows.get(unit, ())]

    def place(self, row: Row, column: int = -1) -> Place:
        """Where a cell, or a row, is."""
        return cell_place(str(self.file), self.sheet, row, column, self.titles.get(column, ""))

    def _line(self, row: Row) -> Record:
        values: dict[str, str | list[str]] = {}
        places: dict[str, Place] = {}
        problems = []
        for column, name in self.columns.items():
            value = row.cells[column] if column < len(row.cells) else ""
            if isinstance(value, CellFault):
                problems.append(Problem(self.place(row, column), name, value.message))
            elif value != "":
                values[name] = _typed(self.rules[name], value)
                places[name] = self.place(row, column)
        return Record(self.place(row), values, places, tuple(problems))


def cell_place(file: str, sheet: str, row: Row, column: int = -1, title: str = "") -> CellPlace:
    """Where a cell is, or a row (-1); in a row with a name of its own, the cell is known by its column's title."""
    if row.label:
        cell = f"{sheet} {row.label}" + (f"“{title or letters(column)}”" if column >= 0 else "")
    else:
        cell = address(sheet, row.number, column) if column >= 0 else f"{sheet}!第{row.number}行"
    return CellPlace(file, row.number, max(column, 0) + 1, cell)


def read_table(book: OpenedFile, sheet: str, spec: SheetOf, unit: str = "") -> Table:
    """Read a sheet.

    :param unit: the unit whose workbook it is; empty: a column names the units.
    :raises InputError: it has no titles, lacks a column, or has two of one title.
    """
    rows = list(book.rows(sheet))
    titles = spec.titles()
    head = _head(rows, titles, spec, unit, f"{book.path} {sheet}")
    columns, owner, notes = _columns(head, titles, spec, unit, book.path, sheet)
    named = {column: title for column, cell in enumerate(head.cells) if (title := _text(cell))}
    table = Table(book.path, sheet, columns, spec.columns, named, owner, notes=notes)
    for row in rows[rows.index(head) + 1 :]:
        _sort_in(table, row, unit)
    return table


def _sort_in(table: Table, row: Row, unit: str) -> None:
    """Put a row with its unit's."""
    owner = table.owner
    cell = row.cells[owner] if 0 <= owner < len(row.cells) else unit
    filled = [column for column in table.columns if column < len(row.cells) and row.cells[column] != ""]
    if not filled or cell == EXAMPLE or (isinstance(cell, str) and plain(cell) in _SUMS):
        return
    if isinstance(cell, CellFault) or not cell:
        message = cell.message if isinstance(cell, CellFault) else "这一行没有写单位，没有用"
        table.unmatched.append(Problem(table.place(row, max(owner, 0)), "单位", message))
        table.nobodys.append(row)
        return
    name = str(cell)
    key = plain_unit(name)
    if unit and key != plain_unit(unit):
        table.unmatched.append(Problem(table.place(row, owner), "单位", f"这是“{unit}”的工作簿，这一行却写着别的单位，没有用"))
        table.nobodys.append(row)
        return
    table.names.setdefault(key, name)
    table.rows.setdefault(key, []).append(row)


def _head(rows: Sequence[Row], titles: Mapping[str, str], spec: SheetOf, unit: str, where: str) -> Row:
    """The row of titles: of the first rows the one with most titles that are known."""

    def known_of(cells: Sequence[str]) -> int:
        return sum(cell in titles for cell in cells)

    place = title_row(rows, _cells, lambda cells: known_of(cells) if unit or _owner(cells, spec) >= 0 else 0)
    if place >= 0:
        return rows[place]
    if title_row(rows, _cells, known_of) >= 0:
        raise InputError(f"{where}：没有单位这一列。加上一列，题为“{UNIT_TITLES[0]}”")
    wanted = known([*(() if unit else (UNIT_TITLES[0],)), *spec.required()] or list(spec.columns)[:5])
    raise InputError(f"{where}：前 {TITLES_WITHIN} 行里没有找到各列的题目。应有一行写着{wanted}等")


def _cells(row: Row) -> Sequence[Value]:
    return row.cells


def _owner(titles: Sequence[str], spec: SheetOf) -> int:
    """The column of the units among titles as they are compared; -1: there is none."""
    return next((titles.index(title) for title in spec.unit_titles() if title in titles), -1)


def _columns(
    head: Row, titles: Mapping[str, str], spec: SheetOf, unit: str, file: Path, sheet: str
) -> tuple[dict[int, str], int, list[Problem]]:
    """Which field each column holds, and the column of the units.

    :raises InputError: a field has two columns, or a required one has none.
    """
    owner = _owner([plain(_text(cell)) for cell in head.cells], spec)
    columns: dict[int, str] = {}
    unknown: list[int] = []
    for column, cell in enumerate(head.cells):
        name = titles.get(plain(_text(cell)))
        if column == owner or not _text(cell):
            continue
        if name is None:
            unknown.append(column)
        elif name in columns.values():
            first = next(place for place, other in columns.items() if other == name)
            raise InputError(f"{file} {sheet}：{letters(first)} 列和 {letters(column)} 列都是“{name}”，不知道用哪一列。改掉一列")
        else:
            columns[column] = name
    notes = [_unknown(head, column, columns, spec, file, sheet) for column in unknown if _speaks(head.cells[column])]
    notes = [*notes[:_NOTED], *_rest(notes[_NOTED:])]
    if lacking := [name for name in spec.required() if name not in columns.values()]:
        raise InputError(f"{file} {sheet}：没有{known([spec.title(name) for name in lacking])}这一列。加上它，题目写成这样")
    return columns, -1 if unit and owner < 0 else owner, notes


def _unknown(head: Row, column: int, columns: Mapping[int, str], spec: SheetOf, file: Path, sheet: str) -> Problem:
    """What to say of a column whose title nobody knows.

    :raises InputError: it is surely meant to be another.
    """
    title = _text(head.cells[column])
    free = [spec.title(name) for name in spec.columns if name not in columns.values()]
    meant = nearest(title, free)
    where = cell_place(str(file), sheet, head, column, title)
    if meant:
        raise InputError(f"{where}：不认识“{title}”这一列，是不是“{meant}”？改成这个题目；不用的列删去")
    return Problem(where, "", f"不认识“{title}”这一列，没有用")


def _rest(notes: Sequence[Problem]) -> list[Problem]:
    """What to say of all further columns whose titles nobody knows."""
    return [Problem(notes[0].place, "", f"从这里起，还有 {len(notes)} 列也不认识，没有用")] if notes else []


def _speaks(cell: Value) -> bool:
    return bool(plain(_text(cell))) and plain(_text(cell)) not in SILENT


def _text(cell: Value) -> str:
    return cell if isinstance(cell, str) else ""


def _typed(rules: Rules, value: str | datetime.date) -> str | list[str]:
    """A cell as a draft would have it."""
    kind = rules["type"]
    if isinstance(value, datetime.date):
        return f"{value:%Y-%m}" if kind == "month" else value.isoformat()
    if kind == "names":
        parts = [part.strip() for part in _SEVERAL.split(value) if part.strip()]
        return parts if len(parts) > 1 else value
    if kind == "number" and (match := _PERCENT.fullmatch(value)):
        return match[1]
    if kind == "month":
        return _month(value)
    return " ".join(value.split()) if kind in {"string", "date", "boolean"} else value


def _month(text: str) -> str:
    """A month, as it is typed; of a day typed as text only its month counts, as of a day that a workbook knows as one."""
    from ..draft.dates import read_date
    from ..draft.values import ValueReadError

    try:
        return f"{read_date(text):%Y-%m}"
    except ValueReadError:
        return " ".join(text.split())
