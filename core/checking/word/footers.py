"""The feet of a Word file's pages: which of them a section has, and how the page number in one lies on the sheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Final

from ...evidence import Numbered, Turn
from ...ooxml.received import ReceivedFile, W
from ...pattern import pattern
from .elements import MC, A, R, number, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_WPS: Final = "{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}"
_V: Final = "{urn:schemas-microsoft-com:vml}"
_PAGE: Final = pattern(r"\bPAGE\b")
_MM_PER_EMU: Final = 1 / 36000
# A quarter of a turn in DrawingML, and in VML.
_QUARTER, _QUARTER_VML = 5_400_000, 90
# How text runs in boxes and cells, in quarters to the right; other ways set characters upright below each other.
_QUARTERS: Final[Mapping[str, int]] = {"horz": 0, "vert": 1, "vert270": 3, "tbRl": 1, "btLr": 3, "lrTb": 0}
_TURNS: Final[Mapping[int, Turn]] = {0: Turn.UPRIGHT, 1: Turn.RIGHT, 3: Turn.LEFT}


class Footers:
    """The feet that the sections of a file name."""

    def __init__(self, package: ReceivedFile) -> None:
        relations = package.part("word/_rels/document.xml.rels")
        self._parts = {
            one.get("Id") or "": package.part(f"word/{(one.get('Target') or '').removeprefix('/word/')}")
            for one in (relations if relations is not None else ())
            if (one.get("Type") or "").endswith("/footer")
        }
        settings = package.part("word/settings.xml")
        even = settings.find(f"{W}evenAndOddHeaders") if settings is not None else None
        self._has_even = even is not None and value(settings, "evenAndOddHeaders") not in {"0", "false", "off"}
        self._now: dict[str, str] = {}

    def paragraphs(self, document: _Element) -> Iterator[tuple[str, _Element]]:
        """The paragraphs of all feet, each with the kind of page that has them."""
        used = {one.get(f"{R}id"): one.get(f"{W}type") or "default" for one in document.iter(f"{W}footerReference")}
        for ident, kind in used.items():
            footer = self._parts.get(ident or "")
            yield from ((kind, one) for one in footer.iter(f"{W}p")) if footer is not None else ()

    def of_next(self, section: _Element, width: float) -> Iterator[Numbered]:
        """How page numbers lie in the next section, which keeps the feet of the last one that it has none of its own for.

        :param width: of its sheet, mm.
        """
        for one in section.iterfind(f"{W}footerReference"):
            self._now[one.get(f"{W}type") or "default"] = one.get(f"{R}id") or ""
        first = section.find(f"{W}titlePg") is not None and value(section, "titlePg") not in {"0", "false", "off"}
        kinds = ("default", *(["even"] if self._has_even else []), *(["first"] if first else []))
        for kind in kinds:
            footer = self._parts.get(self._now.get(kind, ""))
            for paragraph in footer.iter(f"{W}p") if footer is not None else ():
                if counts(paragraph) and next(paragraph.iterancestors(f"{MC}Fallback"), None) is None:
                    yield from _lying(paragraph, width)


def counts(paragraph: _Element) -> bool:
    """Whether a paragraph holds a page number that counts itself; what stands in a box that it carries is not its own."""
    fields = (one for one in paragraph.iter(f"{W}instrText", f"{W}fldSimple") if next(one.iterancestors(f"{W}p")) is paragraph)
    return any(_PAGE.search(one.get(f"{W}instr") or one.text or "") for one in fields)


def _lying(paragraph: _Element, width: float) -> Iterator[Numbered]:
    """How a paragraph lies; nothing where that cannot be told."""
    quarters = 0
    for ways in (value(paragraph.find(f"{W}pPr"), "textDirection"), *_cells(paragraph)):
        quarters += _QUARTERS.get(ways, 2) if ways else 0
    shape = next(paragraph.iterancestors(f"{_WPS}wsp"), None)
    drawn = next(paragraph.iterancestors(f"{_V}shape", f"{_V}rect"), None)
    if shape is not None:
        quarters += _of_shape(shape)
    elif drawn is not None:
        quarters += _of_drawn(drawn)
    turn = _TURNS.get(quarters % 4)
    if turn is not None:
        yield Numbered(turn, _is_left(paragraph, width))


def _cells(paragraph: _Element) -> Iterator[str | None]:
    return (value(cell.find(f"{W}tcPr"), "textDirection") for cell in paragraph.iterancestors(f"{W}tc"))


def _of_shape(shape: _Element) -> int:
    """Quarters by which the text of a box is rotated; 2 where it is no quarter."""
    body, frame = shape.find(f"{_WPS}bodyPr"), shape.find(f"{_WPS}spPr/{A}xfrm")
    ways = body.get("vert") if body is not None else None
    rotated = number(frame.get("rot")) if frame is not None else None
    return _QUARTERS.get(ways or "horz", 2) + _whole(rotated or 0, _QUARTER)


def _of_drawn(shape: _Element) -> int:
    """The same of a box of older files."""
    box = shape.find(f"{_V}textbox")
    style = box.get("style") or "" if box is not None else ""
    ways = ("vert270" if "bottom-to-top" in style else "vert") if "layout-flow:vertical" in style else "horz"
    rotated = re.search(r"rotation:(-?\d+)(?!\d|fd)", shape.get("style") or "")
    return _QUARTERS[ways] + _whole(float(rotated[1]) if rotated else 0, _QUARTER_VML)


def _whole(rotated: float, quarter: int) -> int:
    return int(rotated // quarter) if rotated % quarter == 0 else 2


def _is_left(paragraph: _Element, width: float) -> bool | None:
    """Whether a box lies in the left half of its sheet; None: nobody can tell."""
    anchor = next(paragraph.iterancestors(f"{_WP}anchor"), None)
    place = anchor.find(f"{_WP}positionH") if anchor is not None else None
    if anchor is None or place is None:
        return None
    aligned, extent = place.findtext(f"{_WP}align"), anchor.find(f"{_WP}extent")
    if aligned:
        return {"left": True, "right": False}.get(aligned)
    offset, across = number(place.findtext(f"{_WP}posOffset")), number(extent.get("cx")) if extent is not None else None
    if place.get("relativeFrom") != "page" or offset is None or across is None:
        return None
    return (offset + across / 2) * _MM_PER_EMU < width / 2
