"""An XLSX as its parts, into whose sheets single cells are written; other parts stay byte by byte as they are."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Collection, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ...draft import CellFault
from ...errors import InputError
from ...pattern import pattern
from .file import damaged
from .formulas import CellOf, Formula
from .merged import Area
from .reader import Value, address, letters
from .scan import DIGITS, column_number
from .xml import parts

if TYPE_CHECKING:
    from lxml.etree import _Element

_WORKBOOK: Final = "xl/workbook.xml"
_TYPES: Final = "[Content_Types].xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
# What counts in which order; the program makes it anew.
_CHAIN: Final = "xl/calcChain.xml"
_NUMBER: Final = pattern(r"-?(?:0|[1-9]\d{0,13})(?:\.\d*[1-9])?")
_PERCENT: Final = pattern(r"(-?\d{1,10}(?:\.\d{1,8})?)[%％]")
_SPACE: Final = "{http://www.w3.org/XML/1998/namespace}space"
# Day 0 of a workbook, and of one that counts from 1904.
_EPOCH: Final = datetime.date(1899, 12, 30)
_EPOCH_1904: Final = datetime.date(1904, 1, 1)
# Excel knows a day in 1900 that there was not: days before cannot be told apart.
_FIRST_DAY: Final = datetime.date(1904, 1, 2)
# What stands in a workbook's part before its settings for counting.
_BEFORE: Final = ("definedNames", "externalReferences", "functionGroups", "sheets")
_IN_EXCEL: Final = "用 Excel 或 WPS 打开工作簿，在那里改"


class Package:
    """A workbook's parts.

    :param content: the bytes of its file, which a reader has opened before.
    :raises InputError: its parts are no XML.
    """

    def __init__(self, path: Path, content: bytes) -> None:
        from lxml.etree import LxmlError

        self._path = path
        self._content = content
        self._trees: dict[str, _Element] = {}
        self._rows: dict[str, dict[int, _Element]] = {}
        self._gone: set[str] = set()
        try:
            with self._archive() as archive:
                self._parts = parts(archive)
                self._names = frozenset(archive.namelist())
        except (LxmlError, OSError) as error:
            raise damaged(path) from error

    def formulas(self) -> Iterator[Formula]:
        """All formulas of all sheets."""
        for sheet, part in self._parts.items():
            yield from _formulas(sheet, self._parsed(part))

    def put(self, cell: CellOf, text: str, before: Value) -> None:
        """Let a text stand in a cell: as a number or a day where there was one, and it is one.

        :param before: what was read there.
        :raises InputError: this cell is not for us to change.
        """
        element = self._cell(cell)
        number = self._number(text, before) if element.get("t", "n") == "n" else None
        self._clear(cell, element)
        if number is not None:
            _child(element, "v").text = number
        elif text:
            self._put_text(element, text)

    def put_text(self, cell: CellOf, text: str) -> None:
        """The same, as text whatever it is."""
        element = self._cell(cell)
        self._clear(cell, element)
        if text:
            self._put_text(element, text)

    def forget(self, cells: Collection[CellOf]) -> None:
        """Take out what formulas came to; programs count again when they open the file."""
        for cell in cells:
            element = self._cell(cell)
            for value in element.findall("{*}v"):
                element.remove(value)
            _without(element, "t")
        if cells:
            self._settings().set("fullCalcOnLoad", "1")

    def save(self) -> bytes:
        """The file's bytes."""
        from lxml import etree

        target = io.BytesIO()
        with self._archive() as old, zipfile.ZipFile(target, "w") as new:
            for info in old.infolist():
                if info.filename in self._gone:
                    continue
                tree = self._trees.get(info.filename)
                own = old.read(info) if tree is None else etree.tostring(tree, encoding="UTF-8", standalone=True)
                new.writestr(info, own, info.compress_type)
        return target.getvalue()

    def _archive(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(io.BytesIO(self._content))

    def _parsed(self, part: str) -> _Element:
        """A part's root, to look at."""
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
        try:
            with self._archive() as archive:
                return etree.fromstring(archive.read(part), parser)
        except (etree.XMLSyntaxError, KeyError) as error:
            raise damaged(self._path) from error

    def _tree(self, part: str) -> _Element:
        """A part's root; what is changed in it is written."""
        if part not in self._trees:
            self._trees[part] = self._parsed(part)
        return self._trees[part]

    def _sheet(self, name: str) -> _Element:
        """The root of a sheet that is written into."""
        if name not in self._parts:
            raise damaged(self._path)
        return self._tree(self._parts[name])

    def _row(self, cell: CellOf) -> _Element:
        """The row of a cell."""
        if cell.sheet not in self._rows:
            data = self._sheet(cell.sheet).find("{*}sheetData")
            self._rows[cell.sheet] = {} if data is None else dict(_rows(data))
        if cell.row not in self._rows[cell.sheet]:
            raise damaged(self._path)
        return self._rows[cell.sheet][cell.row]

    def _cell(self, cell: CellOf) -> _Element:
        """A cell's element, made where there is none."""
        row, place = self._row(cell), 0
        for column, element in _columns(row):
            if column == cell.column:
                return element
            place += column < cell.column
        made = row.makeelement(_like(row, "c"), {"r": f"{letters(cell.column)}{cell.row + 1}"})
        look = self._look(cell, row)
        if look:
            made.set("s", look)
        _without(row, "spans")  # a hint of how far it reaches
        row.insert(place, made)
        return made

    def _look(self, cell: CellOf, row: _Element) -> str:
        """The look of a cell that was not there: that of the one above it, or of its row."""
        above = row.getprevious()
        if row.get("customFormat") in {"1", "true"} or above is None:
            return row.get("s", "")
        return next((element.get("s", "") for column, element in _columns(above) if column == cell.column), "")

    def _clear(self, cell: CellOf, element: _Element) -> None:
        """Take out what a cell holds.

        :raises InputError: it is not for us to change.
        """
        name = address(cell.sheet, cell.row + 1, cell.column)
        if told := self._refusal(cell, element):
            raise InputError(f"{self._path}：{name} {told}。{_IN_EXCEL}")
        if element.find("{*}f") is not None:
            self._without_chain()
        for child in list(element):
            element.remove(child)
        _without(element, "t", "cm", "vm")

    def _refusal(self, cell: CellOf, element: _Element) -> str:
        root = self._sheet(cell.sheet)
        if any(_covers(one.get("ref", ""), cell) for one in root.findall("{*}mergeCells/{*}mergeCell")):
            return "和别的格合并着，改它会连别的行一起改"
        formula = element.find("{*}f")
        if formula is not None and formula.get("ref"):
            return "的公式也管着别的格"
        arrays = (one for one in root.iter("{*}f") if one.get("t") in {"array", "dataTable"})
        return "由别的格的公式算出来" if any(_covers(one.get("ref", ""), cell) for one in arrays) else ""

    def _put_text(self, element: _Element, text: str) -> None:
        element.set("t", "inlineStr")
        line = _child(_child(element, "is"), "t")
        line.text = text
        line.set(_SPACE, "preserve")

    def _number(self, text: str, before: Value) -> str | None:
        """What a cell of numbers is to hold for a text; None: it is no number."""
        if isinstance(before, datetime.date):
            return self._day(text)
        if isinstance(before, str) and before.endswith("%") and (match := _PERCENT.fullmatch(text)):
            return repr(float(match[1]) / 100)
        if before == "" or isinstance(before, CellFault) or _NUMBER.fullmatch(before):
            return text if _NUMBER.fullmatch(text) else None
        return None

    def _day(self, text: str) -> str | None:
        try:
            day = datetime.date.fromisoformat(text)
        except ValueError:
            return None
        settings = self._parsed(_WORKBOOK).find("{*}workbookPr")
        late = settings is not None and settings.get("date1904") in {"1", "true"}
        return str((day - (_EPOCH_1904 if late else _EPOCH)).days) if day >= _FIRST_DAY else None

    def _settings(self) -> _Element:
        """How the workbook is counted."""
        root = self._tree(_WORKBOOK)
        found = root.find("{*}calcPr")
        if found is None:
            found = root.makeelement(_like(root, "calcPr"), {})
            before = next((one for name in _BEFORE if (one := root.find(f"{{*}}{name}")) is not None), None)
            if before is None:
                raise damaged(self._path)
            before.addnext(found)
        return found

    def _without_chain(self) -> None:
        """Leave out the order of counting, which names a formula that is gone."""
        if _CHAIN not in self._names or _CHAIN in self._gone:
            return
        self._gone.add(_CHAIN)
        for part, attribute in ((_TYPES, "PartName"), (_RELATIONS, "Target")):
            root = self._tree(part)
            for one in [one for one in root if one.get(attribute, "").endswith("calcChain.xml")]:
                root.remove(one)


def _like(element: _Element, name: str) -> str:
    """A name in the space of names of another element."""
    return f"{str(element.tag).rpartition('}')[0]}}}{name}"


def _child(element: _Element, name: str) -> _Element:
    from lxml import etree

    return etree.SubElement(element, _like(element, name))


def _without(element: _Element, *attributes: str) -> None:
    for attribute in attributes:
        if attribute in element.attrib:
            del element.attrib[attribute]


def _rows(data: _Element) -> Iterator[tuple[int, _Element]]:
    """The rows of a sheet with their numbers, from 0."""
    number = -1
    for row in data.iterfind("{*}row"):
        number = int(row.get("r", "") or number + 2) - 1
        yield number, row


def _columns(row: _Element) -> Iterator[tuple[int, _Element]]:
    """The cells of a row with their columns, from 0."""
    column = -1
    for cell in row.iterfind("{*}c"):
        name = cell.get("r", "")
        column = column_number(name.rstrip(DIGITS), name) if name else column + 1
        yield column, cell


def _formulas(sheet: str, root: _Element) -> Iterator[Formula]:
    """The formulas of a sheet; those that one formula stands for are told one by one."""
    shared: dict[str | None, Formula] = {}
    if next(root.iter("{*}f"), None) is None:
        return
    data = root.find("{*}sheetData")
    cells = ((row, *one) for row, element in (_rows(data) if data is not None else ()) for one in _columns(element))
    for row, column, element in cells:
        found = element.find("{*}f")
        if found is None:
            continue
        one = Formula(CellOf(sheet, row, column), found.text or "")
        if found.get("t") == "shared":
            first = shared.setdefault(found.get("si"), one)
            one = Formula(one.cell, first.text, row - first.cell.row, column - first.cell.column)
        yield one


def _covers(reference: str, cell: CellOf) -> bool:
    """Whether a reference, ``A1:B2``, covers a cell."""
    first, _, last = reference.partition(":")
    ends = [(int(one.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ") or 0) - 1, one.rstrip(DIGITS)) for one in (first, last or first)]
    (top, left), (bottom, right) = ((row, column_number(column, reference)) for row, column in ends)
    area = Area(top, bottom, left, right)
    return area.top <= cell.row <= area.bottom and area.left <= cell.column <= area.right
