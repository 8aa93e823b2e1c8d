"""What the readers of workbooks do not tell of an XLSX: formulas that failed or were never counted out, and percentages."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from enum import Enum
from posixpath import join, normpath
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

    from lxml.etree import _Element

_WORKBOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_STYLES: Final = "xl/styles.xml"
_CELL: Final = re.compile(rb"<(?:\w+:)?c\s([^>]*)>")
_REFERENCE: Final = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_STYLE: Final = re.compile(rb'\bs="(\d+)"')
_ERROR: Final = b't="e"'
_TEXT: Final = b't="str"'
# A formula without a result: programs that write workbooks and cannot count leave it out.
_UNCOUNTED: Final = re.compile(
    rb"<(?:\w+:)?c\s([^>/]*)>\s*<(?:\w+:)?f(?:\s[^>]*)?(?:/>|>[^<]*</(?:\w+:)?f>)\s*"
    rb"(?:<(?:\w+:)?v\s*/>|<(?:\w+:)?v>\s*</(?:\w+:)?v>)?\s*</(?:\w+:)?c>"
)
# The numbers of the formats 0% and 0.00%, which need no definition.
_PERCENT: Final = frozenset({"9", "10"})


class Odd(Enum):
    """What is odd about a cell."""

    ERROR = "error"
    UNCOUNTED = "uncounted"
    PERCENT = "percent"


Place = tuple[int, int]


class Oddities:
    """The odd cells of an XLSX, sheet by sheet.

    :param path: a sound ZIP of a size that was looked at before.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        with zipfile.ZipFile(path) as archive:
            self._parts = _parts(archive)
            self._percents = _percents(archive)

    def odd(self, sheet: str) -> dict[Place, Odd]:
        """A sheet's odd cells by row and column, both from 0."""
        if sheet not in self._parts:
            return {}
        with zipfile.ZipFile(self._path) as archive:
            content = archive.read(self._parts[sheet])
        found = dict(_odd(content, self._percents)) if self._percents or _ERROR in content else {}
        return found | dict(_uncounted(content))


def _odd(content: bytes, percents: frozenset[bytes]) -> Iterator[tuple[Place, Odd]]:
    for match in _CELL.finditer(content):
        attributes = match[1]
        reference = _REFERENCE.search(attributes)
        if not reference:
            continue
        style = _STYLE.search(attributes)
        if _ERROR in attributes:
            yield _place(reference), Odd.ERROR
        elif style and style[1] in percents:
            yield _place(reference), Odd.PERCENT


def _uncounted(content: bytes) -> Iterator[tuple[Place, Odd]]:
    """The formulas without a result; that of a text may be empty."""
    for match in _UNCOUNTED.finditer(content):
        reference = _REFERENCE.search(match[1])
        if reference and _TEXT not in match[1]:
            yield _place(reference), Odd.UNCOUNTED


def _place(reference: re.Match[bytes]) -> Place:
    column = 0
    for letter in reference[1]:
        column = 26 * column + letter - ord("A") + 1
    return int(reference[2]) - 1, column - 1


def _parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part that holds each sheet."""
    targets = {str(one.get("Id")): one.get("Target", "") for one in _elements(archive, _RELATIONS, "Relationship")}
    found = {}
    for sheet in _elements(archive, _WORKBOOK, "sheet"):
        key = next((str(value) for name, value in sheet.attrib.items() if str(name).endswith("}id")), "")
        target = str(targets.get(key, ""))
        part = target.lstrip("/") if target.startswith("/") else normpath(join("xl", target))
        if part in archive.namelist():
            found[str(sheet.get("name"))] = part
    return found


def _percents(archive: zipfile.ZipFile) -> frozenset[bytes]:
    """The styles of cells that show their number as a percentage."""
    formats = {one.get("numFmtId") for one in _elements(archive, _STYLES, "numFmt") if "%" in str(one.get("formatCode"))}
    cells = [one for one in _elements(archive, _STYLES, "xf") if _parent(one) == "cellXfs"]
    return frozenset(str(place).encode() for place, one in enumerate(cells) if one.get("numFmtId") in formats | _PERCENT)


def _parent(element: _Element) -> str:
    parent = element.getparent()
    return "" if parent is None else str(parent.tag).rpartition("}")[2]


def _elements(archive: zipfile.ZipFile, part: str, name: str) -> list[_Element]:
    from lxml import etree

    if part not in archive.namelist():
        return []
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return list(etree.fromstring(archive.read(part), parser).iter(f"{{*}}{name}"))
