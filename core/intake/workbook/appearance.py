"""How a sheet of a workbook looks: what its cells show of their numbers, what is bold, merged, set wide or hidden.

Whoever takes data from a sheet wants values (:mod:`.reader`); whoever prints one wants what its reader saw.
"""

from __future__ import annotations

import datetime
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Final
from xml.parsers import expat

from .merged import Area
from .number_format import BUILT_IN, show_day, show_number
from .scan import COLUMNS_MAX, DIGITS, Spot, column_number

_STYLES: Final = "xl/styles.xml"
_TRUE: Final = frozenset({"1", "true"})


@dataclass(frozen=True, slots=True)
class Style:
    """How cells of one style look; ``code`` is their number format."""

    code: str = ""
    bold: bool = False


@dataclass(slots=True)
class Paint:
    """What a sheet says of its looks; rows and columns from 0.

    :param styles: of the cells that hold something.
    :param widths: of columns that somebody set, in half-width characters.
    """

    styles: dict[Spot, Style] = field(default_factory=dict)
    widths: dict[int, float] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


@dataclass(frozen=True, slots=True)
class SheetLook:
    """How a sheet looks.

    :param shown: what cells show, where that is not simply their value.
    """

    paint: Paint
    shown: Mapping[Spot, str]
    merged: Sequence[Area]

    def is_bold(self, spot: Spot) -> bool:
        """Whether a cell's text is bold."""
        style = self.paint.styles.get(spot)
        return style is not None and style.bold


def appearance(paint: Paint, rows: Iterable[Sequence[object]], merged: Sequence[Area]) -> SheetLook:
    """How a sheet looks.

    :param rows: its values, from the first row on.
    """
    return SheetLook(paint, dict(_shown(paint, rows)), merged)


def _shown(paint: Paint, rows: Iterable[Sequence[object]]) -> Iterator[tuple[Spot, str]]:
    for number, row in enumerate(rows):
        for column, raw in enumerate(row):
            style = paint.styles.get((number, column))
            text = _text(raw, style.code) if style and style.code else None
            if text is not None:
                yield (number, column), text


def _text(raw: object, code: str) -> str | None:
    """What a cell shows of a value; whole days are written as the standard has them, whatever their format."""
    match raw:
        case bool() | str():
            return None
        case int() | float():
            return show_number(raw, code)
        case datetime.datetime() | datetime.date() | datetime.time():
            return None if set("ymd") <= set(code.lower()) and "h" not in code.lower() else show_day(raw, code)
    return None


def read_styles(archive: zipfile.ZipFile) -> list[Style]:
    """The styles of an XLSX, by their numbers.

    :raises lxml.etree.LxmlError: it is no XML.
    """
    from lxml import etree

    if _STYLES not in archive.namelist():
        return []
    root = etree.fromstring(archive.read(_STYLES), etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False))
    codes = {str(number): code for number, code in BUILT_IN.items()}
    codes |= {str(one.get("numFmtId")): str(one.get("formatCode", "")) for one in root.iterfind("{*}numFmts/{*}numFmt")}
    bold = {str(number): _is_bold(one.find("{*}b")) for number, one in enumerate(root.iterfind("{*}fonts/{*}font"))}
    return [
        Style(codes.get(str(one.get("numFmtId")), ""), bold.get(str(one.get("fontId")), False))
        for one in root.iterfind("{*}cellXfs/{*}xf")
    ]


def _is_bold(element: object) -> bool:
    value = getattr(element, "get", lambda *_: "0")("val", "1")
    return value in _TRUE


def read_paint(stream: IO[bytes], styles: Sequence[Style]) -> Paint:
    """What a sheet of an XLSX says of its looks.

    :param stream: its XML; one that was scanned before (:func:`~hongtou.intake.workbook.scan.scan`).
    """
    sheet = _Sheet(styles)
    sheet.parser.ParseFile(stream)
    return sheet.paint


class _Sheet:
    """Goes through the elements of a sheet."""

    def __init__(self, styles: Sequence[Style]) -> None:
        self.paint = Paint()
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self._start
        self._styles = {str(number): style for number, style in enumerate(styles) if style != Style()}
        self._row = self._column = -1
        self._style = ""

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        match name.rpartition(":")[2]:
            case "c":
                cell = attributes.get("r", "")
                self._column = column_number(cell.rstrip(DIGITS), cell) if cell else self._column + 1
                self._style = attributes.get("s", "")
            case "v" | "is":
                if style := self._styles.get(self._style):
                    self.paint.styles[self._row, self._column] = style
            case "row":
                self._row = int(attributes["r"]) - 1 if "r" in attributes else self._row + 1
                self._column = -1
                if attributes.get("hidden") in _TRUE:
                    self.paint.hidden_rows.add(self._row)
            case "col":
                self._columns(attributes)

    def _columns(self, attributes: Mapping[str, str]) -> None:
        first, last = int(attributes["min"]) - 1, min(int(attributes["max"]), COLUMNS_MAX)
        if attributes.get("customWidth") in _TRUE:
            self.paint.widths |= dict.fromkeys(range(first, last), float(attributes["width"]))
        if attributes.get("hidden") in _TRUE:
            self.paint.hidden_columns |= set(range(first, last))
