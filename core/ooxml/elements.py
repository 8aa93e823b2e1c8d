"""WordprocessingML in small: elements as text, in the order that the schema asks for. Lengths are in pt."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Final

from ..layout.standard import twips
from .libreoffice import HINT, held, parts, wants_hint

NAMESPACES: Final = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
}
# The children of w:pPr, w:rPr and w:sectPr in the order of the schema (ISO/IEC 29500-1, CT_PPr, CT_RPr, CT_SectPr).
_PPR = """
pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs
suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd snapToGrid
spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment textboxTightWrap outlineLvl
divId cnfStyle rPr sectPr pPrChange
"""
_RPR = """
rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden
color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout
specVanish oMath
"""
_SECTPR = """
headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders lnNumType pgNumType cols formProt
vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid printerSettings sectPrChange
"""
PPR, RPR, SECTPR = (order.split() for order in (_PPR, _RPR, _SECTPR))
EMU_PER_PT: Final = 12700
# A parser would read blanks of other kinds as spaces.
_IN_ATTRIBUTES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "\n": "&#10;", "\r": "&#13;", "\t": "&#9;"}

Value = str | int


def element(prefix: str, name: str, /, *children: str, **attributes: Value | None) -> str:
    """An element as text; an attribute of None is left out.

    :param prefix: of the element, and of its attributes where it is ``w``.
    """
    own = "w:" if prefix == "w" else ""
    listed = "".join(f" {own}{key}={quoted(str(value))}" for key, value in attributes.items() if value is not None)
    inner = "".join(children)
    return f"<{prefix}:{name}{listed}>{inner}</{prefix}:{name}>" if inner else f"<{prefix}:{name}{listed}/>"


def escape(content: str) -> str:
    """A text as it stands in an element. (That of ``xml.sax`` would import all that asks networks.)"""
    return content.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def quoted(value: str) -> str:
    """An attribute's value with its quotes."""
    for char, name in _IN_ATTRIBUTES.items():
        value = value.replace(char, name)
    return f'"{value}"'


w = partial(element, "w")


def qualified(name: str) -> str:
    """``w:p`` → the name that lxml uses."""
    prefix, local = name.split(":")
    return f"{{{NAMESPACES[prefix]}}}{local}"


def ordered(parts: Iterable[str], order: list[str]) -> str:
    """Properties (elements of the prefix w) in the order of the schema."""
    return "".join(sorted(filter(None, parts), key=lambda part: order.index(_local(part))))


def _local(part: str) -> str:
    return part[3:].split(" ", 1)[0].split("/", 1)[0].split(">", 1)[0]


def text(content: str, before: str = "") -> str:
    """The text of a run; ``\\n`` becomes a line break, ``\\t`` a tab.

    :param before: the character before it.
    """
    pieces = [HINT] if wants_hint(before, content[:1]) else []
    for number, line in enumerate(content.split("\n")):
        pieces += [w("br")] if number else []
        for place, piece in enumerate(line.split("\t")):
            pieces += [w("tab")] if place else []
            pieces += [_text(piece)] if piece else []
    return "".join(pieces)


def _text(piece: str) -> str:
    return _hinted(parts(piece))


def _hinted(pieces: Iterable[tuple[str, str]]) -> str:
    return "".join(f'{hint}<w:t xml:space="preserve">{escape(part)}</w:t>' for hint, part in pieces)


def run(content: str, style: str = "", before: str = "", tracking: float | None = None) -> str:
    """A run; ``style`` is the id of a character style, ``before`` the character before it, ``tracking`` its own, pt."""
    parts = _look(style, tracking)
    return w("r", w("rPr", *parts) if any(parts) else "", text(content, before))


def held_run(content: str, style: str = "", before: str = "", tracking: float | None = None) -> str:
    """The same, which LibreOffice does not break (see :mod:`.libreoffice`)."""
    own_style, own_tracking = _look(style, tracking)
    properties = own_style, w("noProof"), own_tracking, w("lang", eastAsia="en-US")
    return w("r", w("rPr", *properties), HINT if wants_hint(before, content[:1]) else "", _hinted(held(content)))


def _look(style: str, tracking: float | None) -> tuple[str, str]:
    return w("rStyle", val=style) if style else "", "" if tracking is None else w("spacing", val=twips(tracking))


def paragraph(style: str, *content: str, properties: Iterable[str] = ()) -> str:
    """A paragraph; ``style`` is the id of its style."""
    return w("p", w("pPr", ordered([w("pStyle", val=style), *properties], PPR)), *content)


def spacing(before: float | None = None, line: float | None = None, rule: str = "exact") -> str:
    """Space above a paragraph, and the distance of its lines: exact, or ``atLeast`` where a picture may stand in one."""
    return w(
        "spacing",
        before=None if before is None else twips(before),
        line=None if line is None else twips(line),
        lineRule=None if line is None else rule,
    )


def indents(left: float, right: float, first: float) -> str:
    """The indents of a paragraph; ``first`` is added to ``left`` on the first line, a negative one hangs."""
    offset = twips(first)
    return w(
        "ind",
        left=twips(left),
        right=twips(right),
        firstLine=max(offset, 0) if offset >= 0 else None,
        hanging=-offset if offset < 0 else None,
    )


def fonts(name: str) -> str:
    """One face for all characters; no theme can come in between."""
    return w("rFonts", ascii=name, hAnsi=name, eastAsia=name, cs=name)


def half_points(size: float) -> int:
    """Points → the unit of w:sz."""
    return round(size * 2)


def emu(length: float) -> int:
    """Points → the unit of drawings."""
    return round(length * EMU_PER_PT)
