"""Every unit's documents, gathered from workbooks, drafts and constants."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import Final

from ..errors import DraftError, HongtouError, InputError, Place, Problem
from ..files.guard import room
from ..intake.workbook.reader import Row
from ..office import Office
from ..plugin.manager import Plugins
from ..register.entry import Series
from ..values import dataclass
from ..workers.worker import kind, of_memory
from .basis import Consulted
from .opened import FileApart, FileHere, OpenedFile, reader_of
from .packet_file import FileOf, PacketFile
from .source import Source
from .table import Table
from .task import Document
from .units import NAMELESS, Unit, UnitIndex, read_units, unit_sheet, unit_told

_SHOWN: Final = 20


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a unit handed in.

    :param documents: empty where it handed in nothing, or something is wrong.
    :param lacking: the documents that it should have handed in and did not.
    """

    unit: Unit
    documents: tuple[Document, ...]
    lacking: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Collected:
    """All that was gathered.

    :param unmatched: rows that belong to no unit, by the name that stands in them; empty: none stands there, or none that is like
        a unit's.
    :param notes: what is odd and stops nothing.
    :param files: those that were looked for, as :class:`~hongtou.packet.basis.Basis` keeps them.
    """

    units: tuple[Unit, ...]
    unmatched: Mapping[str, tuple[Problem, ...]]
    notes: tuple[Problem, ...]
    files: Mapping[str, str]


class Gatherer:
    """Gathers the documents of a packet's units.

    :param opening: is told of each file, for people, before it is opened.
    :raises InputError: a workbook that all units share cannot be read.
    :raises DraftError: the packet's file asks for what is not there.
    """

    def __init__(
        self, packet: PacketFile, office: Office, plugins: Plugins, opening: Callable[[str], None] = lambda _: None
    ) -> None:
        self._packet = packet
        self._office = office
        self._plugins = plugins
        self._opening = opening
        self._consulted = Consulted(packet.home)
        self._books: dict[Path, OpenedFile] = {}
        self._at = Place("")  # the file of the unit whose turn it is
        self.sheet = unit_sheet(packet, self.book(packet.home / packet.units))
        self.units = read_units(packet, self.sheet)
        self._index = UnitIndex(self.units)
        root = room(packet.home, office.folder)
        self._sources = [
            Source(packet, one, plugins, self.book, self._own_book, self._open_own, self._consulted, root) for one in packet.files
        ]
        self._code = packet.code or office.code
        if any(one.numbered for one in packet.files) and not self._code:
            message = "没有机关代字，编不了号。在材料包里写“机关代字”，或者写在 hongtou.yaml 里"
            raise DraftError([packet.draft.problem(("机关代字",), message)])

    @property
    def found(self) -> Collected:
        """What is to be said of the sheets as a whole; asked when every unit was gathered."""
        unmatched: dict[str, list[Problem]] = defaultdict(list)
        tables = [table for source in self._sources for table in source.all_tables]
        for table in tables:
            for problem in table.unmatched:
                unmatched[""].append(problem)
            for key, rows in table.rows.items():
                if not self._index.find(key):
                    name = table.names[key]
                    unmatched[self._known(name)].append(Problem(table.place(rows[0]), "单位", self._index.unknown(name)))
        notes = [note for table in tables for note in table.notes]
        notes += [note for source in self._sources for note in source.doubles(self._index)]
        nobodys = {name: tuple(told[:_SHOWN]) for name, told in unmatched.items()}
        return Collected(tuple(self.units), nobodys, tuple(notes), self._consulted.files)

    def each(self) -> Iterator[Gathered]:
        """The units, in their order."""
        for unit in self.units:
            yield self.unit(unit)

    def rows(self, name: str) -> Iterator[tuple[FileOf, Table, Row]]:
        """The rows of a unit, whatever is wrong with them, each with the document that they are for.

        :param name: the unit's; or one that no unit has, as :func:`unit_told` tells it.
        """
        unit = next((one for one in self.units if one.name == name), None)
        for source in self._sources:
            for table, row in source.rows(unit) if unit else self._nobodys(source, name):
                yield source.file, table, row

    def names(self) -> list[str]:
        """All units, and what rows of no unit are told under."""
        tables = [table for source in self._sources for table in source.all_tables]
        strange = [table.names[key] for table in tables for key in table.rows if not self._index.find(key)]
        nobodys = [unit_told(self._known(name)) for name in strange]
        nameless = [NAMELESS for table in tables if table.nobodys]
        return list(dict.fromkeys([*(unit.name for unit in self.units), *nobodys, *nameless]))

    def digest(self, path: Path) -> str:
        """SHA-256, hexadecimal, of a file that was opened, as it was."""
        return self._consulted.digest(path)

    def _nobodys(self, source: Source, told: str) -> Iterator[tuple[Table, Row]]:
        for table in source.all_tables:
            for key, rows in table.rows.items():
                if not self._index.find(key) and unit_told(self._known(table.names[key])) == told:
                    yield from ((table, row) for row in rows)
            if told == NAMELESS:
                yield from ((table, row) for row in table.nobodys)

    def _known(self, name: str) -> str:
        """A name that no unit has, if it is like one; else nothing."""
        return name if self._index.meant(name) else ""

    def book(self, path: Path) -> OpenedFile:
        """A file that all units share, opened once.

        :raises InputError: it cannot be read.
        """
        if path not in self._books:
            reader = reader_of(path, self._plugins)
            self._open(path, reader.place(path))
            self._books[path] = FileHere(path, reader)
        return self._books[path]

    def _own_book(self, path: Path) -> OpenedFile:
        self._open_own(path)
        return FileApart(path, reader_of(path, self._plugins))

    def _open(self, path: Path, told: str) -> None:
        self._opening(told)
        self._consulted.looked_for(path)

    def _open_own(self, path: Path) -> None:
        """A unit's own file is about to be opened."""
        self._at = Place(str(path))
        self._open(path, str(path))

    def unit(self, unit: Unit) -> Gathered:
        """What a unit handed in."""
        documents: list[Document] = []
        problems: list[Problem] = []
        lacking: list[str] = []
        handed = False
        for source in self._sources:
            self._at = unit.place
            try:
                document = source.document(unit)
                document = document and self._numbered(document, source.file, unit)
            except DraftError as error:
                problems += error.problems
                continue
            except HongtouError as error:
                problems.append(_told(error, unit, source.file))
                continue
            except Exception as error:  # a bug that one unit's data wakes must not stop the others
                problems.append(Problem(self._at, source.file.name, _bug(error)))
                continue
            handed = handed or (document is not None and source.is_handed_in)
            if document:
                documents.append(document)
            elif not source.file.optional:
                lacking.append(source.file.name)
        return Gathered(unit, tuple(documents) if handed and not problems else (), tuple(lacking), tuple(problems))

    def _numbered(self, document: Document, file: FileOf, unit: Unit) -> Document:
        if not file.numbered:
            return document
        issuers = document.values.get("发文机关") or ()
        organs = [issuers] if isinstance(issuers, str) else [str(one) for one in issuers]
        if not (self._packet.code or self._office.is_issuer(organs)):
            raise HongtouError(
                f"发文机关“{organs[0]}”不是 hongtou.yaml 里的“{self._office.name}”，不能用它的代字“{self._code}”编号。"
                "在材料包里写上“机关代字”"
            )
        year = document.day.year if document.day else self._packet.year
        kind = document.type if document.type in self._office.numbered_apart else ""
        identity = str(document.values.get("标识") or f"{self._identity}/{unit.name}/{file.name}")
        return replace(document, identity=identity, series=Series(self._code, year, kind))

    @cached_property
    def _identity(self) -> str:
        """What the packet is known by: its own word, or its path from the office's folder."""
        if self._packet.identity:
            return self._packet.identity
        path = self._packet.draft.path.resolve()
        folder = self._office.folder.resolve() if self._office.folder else path.parent
        return path.relative_to(folder).as_posix() if path.is_relative_to(folder) else path.name


def _bug(error: Exception) -> str:
    return "读它用的内存超过了限度" if of_memory(error) else f"程序出错，没有读成：{kind(error)}"


def _told(error: HongtouError, unit: Unit, file: FileOf) -> Problem:
    """An error that has no places; one of a file that cannot be read begins with that file."""
    where, _, message = str(error).partition("：")
    if isinstance(error, InputError) and message:
        return Problem(Place(where), file.name, message)
    return Problem(unit.place, file.name, str(error))
