"""One kind of document of a packet: its sheets, its drafts and its constants, unit by unit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..draft import Draft, FieldPath, Rules
from ..errors import DraftError, HongtouError, InputError, Place, Problem
from ..intake.workbook.file import is_there
from ..intake.workbook.reader import Row
from ..plugin import DocumentType
from ..plugin.manager import Plugins
from ..sources import collect
from .basis import Consulted
from .columns import SheetOf, known, sheets
from .formats import formats
from .opened import OpenedFile
from .packet_file import FileOf, PacketFile
from .patterns import filled, filled_all, has_places
from .table import Record, Table, read_table
from .task import Document
from .units import Unit, UnitIndex


@dataclass
class Source:
    """Where the documents of one kind come from.

    :param book: opens a workbook that all units share, once.
    :param own_book: opens one that a single unit handed in.
    :param opening: is told of each file that a single unit handed in before it is opened.
    :param consulted: notes every file that is looked for.
    :param root: the folder that drafts may name drafts in.
    :raises InputError: a workbook that all units share cannot be read.
    :raises DraftError: the packet's file asks for what is not there.
    """

    packet: PacketFile
    file: FileOf
    plugins: Plugins
    book: Callable[[Path], OpenedFile]
    own_book: Callable[[Path], OpenedFile]
    opening: Callable[[Path], object]
    consulted: Consulted
    root: Path
    type: DocumentType = field(init=False)
    fields: Mapping[str, Rules] = field(init=False)
    formats: tuple[str, ...] = field(init=False)
    specs: tuple[SheetOf, ...] = field(init=False)
    tables: list[tuple[SheetOf, Table]] = field(init=False, default_factory=list)
    all_tables: list[Table] = field(init=False, default_factory=list)

    def __post_init__(self) -> None:
        try:
            type = self.plugins.document_type(self.file.type)
            self.formats = formats(type, self.plugins, self.packet.left_out, is_bound=self.packet.output.merged)
        except HongtouError as error:
            raise self._wrong(("文种",), str(error)) from error
        self.type, self.fields = type, self.plugins.fields(type)
        self.specs = tuple(sheets(type, self.fields))
        for name in [*self.file.sheets, *self.file.same]:
            if name not in {spec.name for spec in self.specs}:
                lists = known([spec.name for spec in self.specs])
                raise self._wrong(("工作表",), f"“{self.file.type}”没有“{name}”这一组数据，有：{lists}")
        shared = [path for path in self.file.workbooks if not has_places(path)]
        self.tables = self._read([self.packet.home / path for path in shared], "") if shared else []
        self.all_tables = [table for _, table in self.tables]

    @property
    def is_handed_in(self) -> bool:
        """Whether a unit hands such documents in, and not the office's constants make them."""
        return bool(self.file.workbooks or self.file.draft)

    def document(self, unit: Unit) -> Document | None:
        """A unit's document; None: it handed nothing in.

        :raises HongtouError: something is wrong with it.
        """
        values, places = self._given(unit)
        lines = self._lines(unit)
        draft = self._draft(unit)
        if self.is_handed_in and not draft and not any(lines.values()):
            return None
        problems = [problem for found in lines.values() for line in found for problem in line.problems]
        for spec in self.specs:
            problems += self._put(spec, lines.get(spec.name, ()), values, places)
        if problems:
            raise DraftError(problems)
        if draft:
            self._overlay(draft, values, places)
        source = Draft(draft.path if draft else self.packet.draft.path, values, places)
        bundle = collect(source, self.plugins, self.root)
        self.consulted.read(bundle)
        if bundle.refused:
            raise DraftError(bundle.refused)
        told = str(draft.path) if draft else f"{unit.name}的“{self.file.name}”"
        name = filled(self.file.name, unit.facts, path=True)
        return Document(name, self.type.name, values, places, draft=told, bundle=bundle, formats=self.formats)

    def rows(self, unit: Unit) -> Iterator[tuple[Table, Row]]:
        """A unit's rows, whatever is wrong with them; those of a workbook of its own that cannot be read are left out."""
        try:
            own = self._own_tables(unit, strictly=False)
        except HongtouError:
            own = []
        for _, table in self.tables + own:
            yield from ((table, row) for key in unit.keys for row in table.rows.get(key, ()))
        for _, table in own:
            yield from ((table, row) for row in table.nobodys)

    def doubles(self, index: UnitIndex) -> Iterator[Problem]:
        """People who stand in several units' lists."""
        for name, by in self.file.same.items():
            first: dict[tuple[str, ...], tuple[Unit, Record]] = {}
            for spec, table in self.tables:
                if spec.field != name:
                    continue
                for key in table.rows:
                    unit = index.find(key)
                    for line in table.lines(key) if unit else ():
                        who = tuple("".join(str(line.values.get(one, "")).split()).upper() for one in by)
                        if not all(who) or unit is None:
                            continue
                        other, before = first.setdefault(who, (unit, line))
                        if other is not unit:
                            message = (
                                f"“{unit.name}”的这一条和“{other.name}”的（{before.place}）是同一个人（{'、'.join(by)}相同）"
                            )
                            yield Problem(line.place, name, message)

    def _given(self, unit: Unit) -> tuple[dict[str, Any], dict[FieldPath, Place]]:
        """What a document has before anything is read: the constants, and what the packet fills in."""
        given = self.type.packet_fields
        known_of = {"文种": self.type.name, given.unit: unit.name, given.year: str(self.packet.year)}
        values: dict[str, Any] = {name: value for name, value in known_of.items() if name}
        try:
            values |= filled_all(self.file.constants, unit.facts)
        except HongtouError as error:
            raise self._wrong(("常量",), str(error)) from error
        place = self.packet.draft.place((*self.file.path, "常量"))
        return values, {(): unit.place} | {(name,): place for name in self.file.constants}

    def _lines(self, unit: Unit) -> dict[str, list[Record]]:
        """The unit's rows, by the sheets' usual names."""
        tables = self.tables + self._own_tables(unit)
        found: dict[str, list[Record]] = {}
        for spec, table in tables:
            found.setdefault(spec.name, []).extend(line for key in unit.keys for line in table.lines(key))
        return found

    def _own_tables(self, unit: Unit, *, strictly: bool = True) -> list[tuple[SheetOf, Table]]:
        """The sheets of the workbooks that only this unit filled in.

        :param strictly: rows of others in them are refused.
        """
        paths = [self.packet.home / filled(path, unit.facts, path=True) for path in self.file.workbooks if has_places(path)]
        there = [path for path in paths if self._is_there(path)]
        found = self._read(there, unit.name) if there else []
        problems = [problem for _, table in found for problem in table.unmatched]
        if problems and strictly:
            raise DraftError(problems)
        return found

    def _read(self, paths: Sequence[Path], unit: str) -> list[tuple[SheetOf, Table]]:
        """The sheets of this document in workbooks.

        :raises DraftError: a sheet that must be there is not.
        :raises InputError: a workbook cannot be read.
        """
        books = [self.own_book(path) if unit else self.book(path) for path in paths]
        found = [(spec, read_table(book, sheet, spec, unit)) for spec in self.specs for book, sheet in self._sheets(spec, books)]
        there = {spec.name for spec, _ in found}
        for spec in self.specs:
            asked = spec.name in self.file.sheets
            if spec.name not in there and (asked or self.type.schema.get(spec.field, {}).get("required")):
                raise self._no_sheet(spec, books, unit)
        if not found:
            raise self._no_sheet(self.specs[0], books, unit)
        return found

    def _sheets(self, spec: SheetOf, books: Sequence[OpenedFile]) -> Iterator[tuple[OpenedFile, str]]:
        name = self.file.sheets.get(spec.name, spec.name)
        grouped = [one for one in self.specs if one.field]
        for book in books:
            # A workbook with a single sheet for a type with a single list needs no names.
            alone = len(book.sheets) == 1 and len(books) == 1 and grouped == [spec] and spec.name not in self.file.sheets
            if name in book.sheets or alone:
                yield book, name if name in book.sheets else book.sheets[0]

    def _no_sheet(self, spec: SheetOf, books: Sequence[OpenedFile], unit: str) -> HongtouError:
        wanted = self.file.sheets.get(spec.name, spec.name)
        there = "；".join(f"“{book.path.name}”有{known(book.sheets)}" for book in books)
        message = f"没有“{wanted}”这张工作表。{there}。改工作表的名字，或者在“工作表”里写明“{spec.name}”在哪一张"
        return InputError(f"{books[0].path}：{message}") if unit else self._wrong(("数据",), message)

    def _put(
        self, spec: SheetOf, lines: Sequence[Record], values: dict[str, Any], places: dict[FieldPath, Place]
    ) -> Iterator[Problem]:
        """Put a sheet's rows where they stand in a draft; what is wrong with them."""
        if spec.many and lines:
            values[spec.field] = [dict(line.values) for line in lines]
            places[spec.field,] = lines[0].place
            for number, line in enumerate(lines):
                places |= line.placed((spec.field, number))
        elif lines:
            path = (spec.field,) if spec.field else ()
            group = values.setdefault(spec.field, {}) if spec.field else values
            group.update(lines[0].values)
            places |= lines[0].placed(path)
            for line in lines[1:]:
                yield Problem(line.place, "单位", f"这个单位前面已经填过一行（{lines[0].place}）。留一行")

    def _draft(self, unit: Unit) -> Draft | None:
        """The unit's own draft; None: there is none."""
        from ..intake import read_draft

        if not self.file.draft:
            return None
        try:
            path = self.packet.home / filled(self.file.draft, unit.facts, path=True)
        except HongtouError as error:
            raise self._wrong(("草稿",), str(error)) from error
        if not self._is_there(path):
            return None
        self.opening(path)
        return read_draft(path)

    def _is_there(self, path: Path) -> bool:
        if is_there(path):
            return True
        self.consulted.looked_for(path)
        return False

    def _overlay(self, draft: Draft, values: dict[str, Any], places: dict[FieldPath, Place]) -> None:
        """What a draft says wins."""
        genre = str(draft.values.get("文种", self.file.type)).strip()
        if genre != self.file.type:
            raise DraftError([draft.problem(("文种",), f"这里应是“{self.file.type}”，草稿却写着“{genre}”")])
        values.update(draft.values)
        places.update(draft.places)

    def _wrong(self, path: tuple[str, ...], message: str) -> DraftError:
        return DraftError([self.packet.draft.problem((*self.file.path, *path), message)])
