"""The units of a packet: a sheet that lists them all, with what else is to be said of each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from ..draft import CellFault
from ..draft.nearest import nearest
from ..errors import DraftError, HongtouError, InputError, Place, Problem
from ..intake.workbook.reader import CellPlace, Row
from ..intake.workbook.titles import TITLES_WITHIN, plain, title_row
from ..personal.scrubbing import scrubbed
from ..values import dataclass
from .columns import UNIT_TITLES, known, plain_unit
from .opened import OpenedFile
from .packet_file import MANIFEST, REPORT, PacketFile
from .patterns import filled
from .table import EXAMPLE, cell_place

_ORDER: Final = "序号"
# What rows are told under that name no unit, or none that is like one of the packet.
NAMELESS: Final = "（不知道是哪个单位的行）"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit.

    :param key: its name as names are compared.
    :param facts: what its row says, by the titles of the columns; 单位, 年度 and 序号 are always there.
    :param folder: where its files go.
    """

    name: str
    key: str
    facts: Mapping[str, str]
    place: Place
    folder: str

    @property
    def keys(self) -> tuple[str, ...]:
        """The names that its rows may stand under: its own, and 简称 where the sheet has that column."""
        return tuple(dict.fromkeys(filter(None, [self.key, plain_unit(self.facts.get("简称", ""))])))


@dataclass(frozen=True, slots=True)
class UnitSheet:
    """The sheet that lists the units.

    :param owner: the column of their names.
    :param titles: of its columns.
    :param rows: those below the titles.
    """

    file: Path
    name: str
    owner: int
    titles: Mapping[int, str]
    rows: Sequence[Row]

    def place(self, row: Row, column: int) -> Place:
        """Where a cell is."""
        return cell_place(str(self.file), self.name, row, column, self.titles.get(column, ""))

    def row(self, unit: Unit) -> Row:
        """The row of a unit of it."""
        return next(row for row in self.rows if self.place(row, self.owner) == unit.place)


def unit_sheet(packet: PacketFile, book: OpenedFile) -> UnitSheet:
    """The sheet that lists the units.

    :param book: the workbook that has it.
    :raises InputError: the workbook cannot be read.
    :raises DraftError: it has no such sheet.
    """
    sheet = _sheet(packet, book)
    rows = list(book.rows(sheet))
    head, owner = _head(packet, rows, f"{book.path} {sheet}")
    titles = {column: _text(cell) for column, cell in enumerate(head.cells) if _text(cell)}
    return UnitSheet(book.path, sheet, owner, titles, rows[rows.index(head) + 1 :])


def read_units(packet: PacketFile, sheet: UnitSheet) -> list[Unit]:
    """All units, in the order of the sheet.

    :raises InputError: it lists none.
    :raises DraftError: a unit stands twice, or two are to use one folder; all of them are told.
    """
    reader = _Reader(packet, sheet)
    units = [unit for row in sheet.rows if (unit := reader.unit(row))]
    if not units and not reader.problems:
        raise InputError(f"{sheet.file} {sheet.name}：只有题目，没有单位")
    problems = [*reader.problems, *_twins(units)]
    if problems:
        raise DraftError(problems)
    return units


def _sheet(packet: PacketFile, book: OpenedFile) -> str:
    name = packet.units_sheet
    if not name:
        return book.sheets[0]
    if name not in book.sheets:
        message = f"“{book.path}”里没有“{name}”这张工作表，有：{known(book.sheets)}"
        raise DraftError([packet.draft.problem(("单位", "工作表"), message)])
    return name


def _head(packet: PacketFile, rows: list[Row], where: str) -> tuple[Row, int]:
    """The row of titles, and the column of the units' names."""
    wanted = [plain(title) for title in ([packet.units_column] if packet.units_column else UNIT_TITLES)]
    place = title_row(rows, lambda row: row.cells, lambda cells: any(title in cells for title in wanted))
    if place >= 0:
        titles = [plain(_text(cell)) for cell in rows[place].cells]
        return rows[place], next(titles.index(title) for title in wanted if title in titles)
    raise InputError(f"{where}：前 {TITLES_WITHIN} 行里没有“{packet.units_column or UNIT_TITLES[0]}”这一列")


class _Reader:
    """Reads units; keeps what is wrong with them."""

    def __init__(self, packet: PacketFile, sheet: UnitSheet) -> None:
        self._packet = packet
        self._sheet = sheet
        self._owner = sheet.owner
        self._titles = sheet.titles
        self._count = 0
        self.problems: list[Problem] = []

    def unit(self, row: Row) -> Unit | None:
        """The unit of a row; None: there is none, or it is not right."""
        cell = row.cells[self._owner] if self._owner < len(row.cells) else ""
        if cell == EXAMPLE:
            return None
        if isinstance(cell, CellFault) or not _text(cell):
            message = cell.message if isinstance(cell, CellFault) else "这一行没有写单位"
            self.problems.append(Problem(self._sheet.place(row, self._owner), "单位", message))
            return None
        self._count += 1
        name = " ".join(_text(cell).split())
        facts = self._facts(row, name)
        folder = self._folder(facts)
        return Unit(name, plain_unit(name), facts, self._sheet.place(row, self._owner), folder)

    def _folder(self, facts: Mapping[str, str]) -> str:
        try:
            parts = [part for part in filled(self._packet.folder, facts, path=True).split("/") if part]
        except HongtouError as error:
            raise DraftError([self._packet.draft.problem(("输出", "文件夹"), str(error))]) from error
        if not parts or {".", ".."} & set(parts):
            message = "应是输出文件夹里面的一个文件夹，例如“{序号}-{单位}”"
            raise DraftError([self._packet.draft.problem(("输出", "文件夹"), message)])
        if parts[0].casefold() in {MANIFEST.casefold(), REPORT.casefold()}:
            message = f"“{parts[0]}”是清单和报告的文件名，不能用作单位的文件夹。在“文件夹”里加上 {{序号}}"
            raise DraftError([self._packet.draft.problem(("输出", "文件夹"), message)])
        return "/".join(parts)

    def _facts(self, row: Row, name: str) -> dict[str, str]:
        facts = {_ORDER: f"{self._count:03}"}
        for column, title in self._titles.items():
            value = row.cells[column] if column < len(row.cells) else ""
            if isinstance(value, CellFault):
                self.problems.append(Problem(self._sheet.place(row, column), title, value.message))
            else:
                facts[title] = value if isinstance(value, str) else value.isoformat()
        facts[_ORDER] = (facts[_ORDER] or str(self._count)).zfill(3)
        return facts | {"单位": name, "年度": str(self._packet.year), "材料包": self._packet.title}


def _twins(units: list[Unit]) -> Iterator[Problem]:
    names: dict[str, Unit] = {}
    folders: dict[str, Unit] = {}
    for unit in units:
        others = [other for key in unit.keys if (other := names.setdefault(key, unit)) is not unit]
        if others:
            told = f"“{unit.name}”或者它的简称前面已经有了（{_cell(others[0])}）。留一行，或者改简称"
            yield Problem(unit.place, "单位", told)
            continue
        first = folders.setdefault(unit.folder.casefold(), unit)
        if first is not unit:
            message = f"“{unit.name}”和“{first.name}”的文件夹都是“{unit.folder}”。在“输出”的“文件夹”里加上 {{序号}}"
            yield Problem(unit.place, "单位", message)


def _cell(unit: Unit) -> str:
    return unit.place.cell if isinstance(unit.place, CellPlace) else str(unit.place)


def _text(cell: object) -> str:
    return cell if isinstance(cell, str) else ""


def unit_told(name: str) -> str:
    """What rows of a name that no unit has are told under.

    :param name: empty: none stands in them, or none that is like a unit's.
    """
    # Where columns were mixed up, a number of a person may stand in place of a unit.
    return scrubbed(name) or NAMELESS


class UnitIndex:
    """The units by all their names.

    :param units: all of them.
    """

    def __init__(self, units: list[Unit]) -> None:
        self._units = {key: unit for unit in units for key in unit.keys}

    def find(self, key: str) -> Unit | None:
        """The unit of a name as names are compared."""
        return self._units.get(key)

    def unknown(self, name: str) -> str:
        """What to say of a name that no unit has; one that is like none of them may be a person's, and is not told."""
        meant = self.meant(name)
        told = f"“{name}”，是不是“{meant}”？" if meant else "这一格里的单位。"
        return f"单位表里没有{told}改正名称，或者在单位表里加上它"

    def meant(self, name: str) -> str:
        """The unit whose name is much like one that no unit has; empty: there is none."""
        found = nearest(plain_unit(name), list(self._units))
        return self._units[found].name if found else ""
