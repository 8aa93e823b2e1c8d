"""What the readers of workbooks do not tell of an XLSX: formulas that failed or were never counted out, and percentages."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path
from posixpath import join, normpath
from typing import TYPE_CHECKING, Final
from xml.parsers.expat import ExpatError

from ...errors import InputError
from .appearance import Paint, read_paint, read_styles
from .file import damaged
from .scan import CellFlag, ScanError, Spot, scan

if TYPE_CHECKING:
    from lxml.etree import _Element

_WORKBOOK: Final = "xl/workbook.xml"
_RELATIONS: Final = "xl/_rels/workbook.xml.rels"
_STYLES: Final = "xl/styles.xml"
# The numbers of the formats 0% and 0.00%, which need no definition.
_PERCENT: Final = frozenset({"9", "10"})


class FlaggedCells:
    """The flagged cells of an XLSX, sheet by sheet.

    :param content: a sound ZIP of a size that was looked at before.
    :raises InputError: its parts are no XML.
    """

    def __init__(self, path: Path, content: bytes) -> None:
        from lxml.etree import LxmlError

        self._path = path
        self._content = content
        try:
            with self._archive() as archive:
                self._parts = parts(archive)
                self._styles = read_styles(archive)
                self._percents = _percents(archive)
        except (LxmlError, OSError) as error:
            raise damaged(path) from error

    def _archive(self) -> zipfile.ZipFile:
        return zipfile.ZipFile(io.BytesIO(self._content))

    def flags(self, sheet: str) -> dict[Spot, CellFlag]:
        """A sheet's flagged cells by row and column, both from 0; what must not be led to a reader is refused.

        :raises InputError: the sheet is damaged, or a cell stands too far away; names the cell.
        """
        if sheet not in self._parts:
            raise damaged(self._path)
        try:
            with self._archive() as archive, archive.open(self._parts[sheet]) as stream:
                return scan(stream, self._percents)
        except ScanError as error:
            raise InputError(f"{self._path}：{'!'.join(filter(None, [sheet, error.cell]))} {error}") from error
        except (ExpatError, LookupError, ValueError, OSError) as error:  # among them encodings that nobody knows
            raise damaged(self._path) from error

    def paint(self, sheet: str) -> Paint:
        """What a sheet says of its looks; one whose flagged cells were asked for before.

        :raises InputError: it is damaged.
        """
        try:
            with self._archive() as archive, archive.open(self._parts[sheet]) as stream:
                return read_paint(stream, self._styles)
        except (ExpatError, OSError, ValueError, KeyError) as error:
            raise damaged(self._path) from error


def parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part that holds each sheet."""
    targets = {str(one.get("Id")): one.get("Target", "") for one in _elements(archive, _RELATIONS, "Relationship")}
    names = {name.casefold(): name for name in archive.namelist()}
    found = {}
    for sheet in _elements(archive, _WORKBOOK, "sheet"):
        key = next((str(value) for name, value in sheet.attrib.items() if str(name).endswith("}id")), "")
        target = str(targets.get(key, ""))
        part = target.lstrip("/") if target.startswith(("/", "xl/")) else normpath(join("xl", target))
        if part.casefold() in names:
            found[str(sheet.get("name"))] = names[part.casefold()]
    return found


def _percents(archive: zipfile.ZipFile) -> frozenset[str]:
    """The styles of cells that show their number as a percentage."""
    formats = {one.get("numFmtId") for one in _elements(archive, _STYLES, "numFmt") if "%" in str(one.get("formatCode"))}
    cells = [one for one in _elements(archive, _STYLES, "xf") if _parent(one) == "cellXfs"]
    return frozenset(str(place) for place, one in enumerate(cells) if one.get("numFmtId") in formats | _PERCENT)


def _parent(element: _Element) -> str:
    parent = element.getparent()
    return "" if parent is None else str(parent.tag).rpartition("}")[2]


def _elements(archive: zipfile.ZipFile, part: str, name: str) -> list[_Element]:
    from lxml import etree

    if part not in archive.namelist():
        return []
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    return list(etree.fromstring(archive.read(part), parser).iter(f"{{*}}{name}"))
