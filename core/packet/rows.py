"""A unit's rows in its workbooks, cell by cell, with what is wrong with each: for people who correct them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from ..cluster.faces import known
from ..declared import plugins_of
from ..draft import CellFault
from ..errors import DraftError, HongtouError, Place, Problem
from ..intake.workbook.correcting import is_correctable
from ..intake.workbook.reader import CellPlace, Row, Value
from ..office import Office
from ..personal.scrubbing import scrubbed
from ..values import dataclass
from .gather import Gatherer
from .packet import unit_task
from .packet_file import FileOf, PacketFile, read_packet_file
from .table import Table
from .task import UnitTask
from .units import Unit, unit_told

Check = Callable[[UnitTask], None]
_UNIT: Final = "单位"
_LIST: Final = "单位名单"
# Kinds of fields whose texts may have several lines.
_LONG: Final = frozenset({"text", "names"})


@dataclass(frozen=True, slots=True)
class Asked:
    """Whose rows are asked for.

    :param path: the packet's file.
    :param key: of the unit's name.
    """

    path: Path
    office: Office
    key: str


@dataclass(frozen=True, slots=True)
class CellShown:
    """A cell.

    :param column: from 0.
    :param title: of its column, as the sheet writes it.
    :param text: as it is typed; empty where ``messages`` say that nothing can be read.
    :param long: there may be several lines.
    """

    column: int
    title: str
    text: str
    help: str = ""
    long: bool = False
    messages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RowShown:
    """A row.

    :param document: what it is for.
    :param book: the workbook, from the packet's folder.
    :param number: as the workbook shows it; ``label`` is what people call it where it has none that anybody sees.
    :param state: of what stands in it: another one, and somebody changed it since. ``digest``: of the whole workbook's bytes.
    :param correctable: it is in a workbook that cells can be written into.
    """

    document: str
    book: str
    sheet: str
    number: int
    label: str
    state: str
    digest: str
    correctable: bool
    cells: tuple[CellShown, ...]
    messages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitShown:
    """A unit's rows.

    :param name: the unit's; or what rows of no unit are told under. Empty: there is no such unit.
    :param problems: what is wrong elsewhere.
    """

    name: str
    rows: tuple[RowShown, ...]
    problems: tuple[str, ...]

    @property
    def is_sound(self) -> bool:
        """Whether nothing is wrong with them."""
        return not self.problems and not any(row.messages or any(cell.messages for cell in row.cells) for row in self.rows)


def key_of(name: str) -> str:
    """What addresses know a unit by."""
    return hashlib.sha256(name.encode()).hexdigest()[:16]


def unit_rows(asked: Asked, check: Check) -> UnitShown:
    """A unit's rows, as they are now.

    :param check: sees that a unit's documents can be made.
    :raises HongtouError: the packet's file is wrong, or a file that all units share cannot be read.
    """
    packet, gatherer, office = _gathered(asked)
    name = next((one for one in gatherer.names() if key_of(one) == asked.key), "")
    unit = next((one for one in gatherer.units if one.name == name), None)
    told = _Told(_of_unit(packet, gatherer, unit, office, check) if unit else _of_nobody(gatherer, name), packet.home)
    rows = [_row(packet, gatherer, told, *found) for found in _apart(gatherer.rows(name))]
    own = _listed(packet, gatherer, told, unit) if unit else None
    return UnitShown(name, (*rows, *([own] if own and own.cells else [])), told.elsewhere())


def task_of(asked: Asked) -> UnitTask | None:
    """What a unit's files are made of, as it is now; None: there is no such unit, or what it handed in cannot be read.

    :raises HongtouError: as :func:`unit_rows`.
    """
    packet, gatherer, office = _gathered(asked)
    unit = next((one for one in gatherer.units if key_of(one.name) == asked.key), None)
    found = gatherer.unit(unit) if unit else None
    return unit_task(packet, found, replace(office, folder=None)) if found and found.documents else None


def _gathered(asked: Asked) -> tuple[PacketFile, Gatherer, Office]:
    packet, office = read_packet_file(asked.path), known(asked.office)
    return packet, Gatherer(packet, office, plugins_of(office)), office


def _of_unit(packet: PacketFile, gatherer: Gatherer, unit: Unit, office: Office, check: Check) -> Sequence[Problem]:
    """What is wrong with a unit: what it handed in cannot be read, or not made."""
    gathered = gatherer.unit(unit)
    if gathered.problems or not gathered.documents:
        return gathered.problems
    try:
        check(unit_task(packet, gathered, replace(office, folder=None)))
    except DraftError as error:
        return error.problems
    except HongtouError as error:
        return [Problem(unit.place, "", str(error))]
    return ()


def _of_nobody(gatherer: Gatherer, name: str) -> Sequence[Problem]:
    """What is wrong with rows of a name that no unit has."""
    unmatched = gatherer.found.unmatched
    return [problem for known, problems in unmatched.items() if unit_told(known) == name for problem in problems]


def _apart(found: Iterator[tuple[FileOf, Table, Row]]) -> Iterator[tuple[FileOf, Table, Row]]:
    """Rows of which each is told once, though several documents may be filled from it."""
    seen: set[tuple[Path, str, int]] = set()
    for file, table, row in found:
        key = (table.file, table.sheet, row.number)
        if key not in seen:
            seen.add(key)
            yield file, table, row


class _Told:
    """What is wrong, by the cells where it is; each is told once.

    :param home: the packet's folder, which nobody is told.
    """

    def __init__(self, problems: Sequence[Problem], home: Path) -> None:
        self._left = list(problems)
        self._home = f"{home}/"

    def at(self, file: Path, cell: str) -> tuple[str, ...]:
        """The messages of a cell, or of a row, by its name."""
        here = [one for one in self._left if one.place.file == str(file) and _cell_at(one.place) == cell]
        self._left = [one for one in self._left if one not in here]
        return tuple(self._told(one.message) for one in here)

    def elsewhere(self) -> tuple[str, ...]:
        """The messages that no cell and no row took."""
        return tuple(self._told(str(one)) for one in self._left)

    def _told(self, message: str) -> str:
        return scrubbed(message.replace(self._home, ""))


def _row(packet: PacketFile, gatherer: Gatherer, told: _Told, file: FileOf, table: Table, row: Row) -> RowShown:
    columns = sorted({*table.columns, *([table.owner] if table.owner >= 0 else [])})
    cells = tuple(_cell(told, table, row, column) for column in columns)
    messages = told.at(table.file, _cell_at(table.place(row)))
    correctable = is_correctable(table.file) and not row.label
    known = (_state(row), gatherer.digest(table.file), correctable)
    return RowShown(file.name, _from(packet, table.file), table.sheet, row.number, row.label, *known, cells, messages)


def _cell(told: _Told, table: Table, row: Row, column: int) -> CellShown:
    value = row.cells[column] if column < len(row.cells) else ""
    rules: Mapping[str, object] = table.rules[table.columns[column]] if column in table.columns else {}
    meta = rules.get("meta")
    help = str(meta.get("help", "")) if isinstance(meta, Mapping) else ""
    messages = told.at(table.file, _cell_at(table.place(row, column)))
    text = _text(value)
    title = table.titles.get(column, _UNIT)
    return CellShown(column, title, text, help, rules.get("type") in _LONG or "\n" in text, messages)


def _text(value: Value) -> str:
    return "" if isinstance(value, CellFault) else str(value)


def _listed(packet: PacketFile, gatherer: Gatherer, told: _Told, unit: Unit) -> RowShown:
    """A unit's row in the sheet that lists them all, without its name: another name is another unit."""
    sheet = gatherer.sheet
    row = sheet.row(unit)
    cells = []
    for column, title in sheet.titles.items():
        if column != sheet.owner:
            text = _text(row.cells[column] if column < len(row.cells) else "")
            messages = told.at(sheet.file, _cell_at(sheet.place(row, column)))
            cells.append(CellShown(column, title, text, "", "\n" in text, messages))
    known = (_state(row), gatherer.digest(sheet.file), is_correctable(sheet.file) and not row.label)
    return RowShown(_LIST, _from(packet, sheet.file), sheet.name, row.number, row.label, *known, tuple(cells))


def _from(packet: PacketFile, file: Path) -> str:
    """A file, from the packet's folder."""
    return str(file.relative_to(packet.home) if file.is_relative_to(packet.home) else file)


def _cell_at(place: Place) -> str:
    return place.cell if isinstance(place, CellPlace) else ""


def _state(row: Row) -> str:
    return hashlib.sha256(repr(row.cells).encode()).hexdigest()[:20]
