"""The styles of the Word template, made from the page's own table (:mod:`hongtou.layout.styles`)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...fonts.faces import NAMES
from ...layout.page_setup import STANDARD
from ...layout.standard import RED, TABLE_LEADING, TYPE_WIDTH, twips
from ...layout.styles import HEADINGS, STYLES, Face, Role, Style
from ...ooxml.elements import NAMESPACES, PPR, RPR, fonts, half_points, indents, ordered, spacing, w

# Character styles for text in another face than its paragraph's.
FACE_STYLES: Final = {face: f"{face.value.removesuffix('体')}体字" for face in Face}
# A paragraph that only carries a drawing or a section's end; 0.7 pt is the least that Word takes.
CARRIER: Final = "定位"
CARRIER_HEIGHT: Final = 0.7
# The template's own tags; no document keeps this style.
TAG: Final = "模板标记"
# LibreOffice gives an exact line 4/5 above the baseline.
ASCENT_OF_LINE: Final = 0.8
# The mark in the template, before a document's own size is known.
_MARK_SIZE: Final = 50.0


def style_id(role: Role) -> str:
    """The id that the template gives to a role's style; offices' Word may change it, so documents look it up by name."""
    return role.name.title().replace("_", "")


def face_style_id(face: Face) -> str:
    """The id of the character style of a face."""
    return f"Face{face.name.title()}"


def styles_xml() -> str:
    """The part ``word/styles.xml``."""
    return w(
        "styles",
        _defaults(),
        _normal(),
        _table_normal(),
        _text(),
        *(_paragraph(role) for role in STYLES if role is not Role.TEXT),
        _carrier(),
        _tag(),
        *(_character(face) for face in Face),
        _grid(),
    ).replace("<w:styles", f'<w:styles xmlns:w="{NAMESPACES["w"]}"', 1)


def _defaults() -> str:
    language = w("lang", val="en-US", eastAsia="zh-CN", bidi="ar-SA")
    return w("docDefaults", w("rPrDefault", w("rPr", fonts(NAMES[Face.BODY]), language)), w("pPrDefault", w("pPr")))


def _style(
    kind: str,
    ident: str,
    name: str,
    *properties: str,
    base: str = "",
    follow: str = "",
    default: bool = False,
    quick: bool = True,
) -> str:
    return w(
        "style",
        w("name", val=name),
        w("basedOn", val=base) if base else "",
        w("next", val=follow) if follow else "",
        w("qFormat") if quick else "",
        *properties,
        type=kind,
        default=1 if default else None,
        customStyle=None if default else 1,
        styleId=ident,
    )


def _ppr(*parts: str) -> str:
    return w("pPr", ordered(parts, PPR)) if any(parts) else ""


def _rpr(*parts: str) -> str:
    return w("rPr", ordered(parts, RPR)) if any(parts) else ""


def _normal() -> str:
    return _style("paragraph", "Normal", "Normal", _ppr(w("jc", val="both")), _rpr(*_size(16.0)), default=True)


def _table_normal() -> str:
    margins = w("tblCellMar", *(w(side, w=0, type="dxa") for side in ("top", "left", "bottom", "right")))
    properties = w("tblPr", w("tblInd", w=0, type="dxa"), margins)
    return _style("table", "TableNormal", "Normal Table", properties, default=True, quick=False)


def _grid() -> str:
    """The lines of a table."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    borders = w("tblBorders", *(w(side, val="single", sz=4, space=0, color="auto") for side in sides))
    return _style("table", "GridLines", "公文表格", w("tblPr", borders), base="TableNormal")


def _size(size: float) -> tuple[str, str]:
    return w("sz", val=half_points(size)), w("szCs", val=half_points(size))


def _text() -> str:
    """公文正文, on which all others are based: what all paragraphs have in common stands here once."""
    style = STYLES[Role.TEXT]
    return _style(
        "paragraph",
        style_id(Role.TEXT),
        Role.TEXT.value,
        _ppr(
            w("widowControl", val=0),
            w("kinsoku", val=1),
            # Without it LibreOffice hangs marks beyond the right edge.
            w("overflowPunct", val=1),
            w("autoSpaceDE", val=0),
            w("autoSpaceDN", val=0),
            w("adjustRightInd", val=0),
            w("snapToGrid", val=0),
            w("spacing", before=0, after=0, line=twips(style.pitch), lineRule="exact"),
            indents(style.left, style.right, style.first),
            w("jc", val=style.setting.value),
        ),
        _rpr(fonts(NAMES[style.face]), *_tracking(STANDARD.tracking_of(Role.TEXT)), w("kern", val=0), *_size(style.size)),
        base="Normal",
    )


def _tracking(tracking: float) -> tuple[str]:
    return (w("spacing", val=twips(tracking)),)


def _paragraph(role: Role) -> str:
    """A role's style: only what differs from 公文正文, so that an office that changes 公文正文 changes all."""
    ppr, rpr = _ppr(*_paragraph_differences(role)), _rpr(*_run_differences(role))
    follow = style_id(Role.TEXT) if role in HEADINGS else ""
    return _style("paragraph", style_id(role), role.value, ppr, rpr, base=style_id(Role.TEXT), follow=follow)


def _paragraph_differences(role: Role) -> Iterator[str]:
    style, base = STYLES[role], STYLES[Role.TEXT]
    pitch = _pitch(role, style)
    if role is Role.PRINTED:
        yield w("tabs", w("tab", val="right", pos=twips(TYPE_WIDTH - style.right)))
    if role is Role.FIGURE:
        yield spacing(line=pitch, rule="atLeast")
    elif pitch != base.pitch:
        yield spacing(line=pitch)
    if (style.left, style.right, style.first) != (base.left, base.right, base.first):
        yield indents(style.left, style.right, style.first)
    setting = "center" if role is Role.TABLE else style.setting.value
    if setting != base.setting.value:
        yield w("jc", val=setting)
    if style.outline:
        yield w("outlineLvl", val=style.outline - 1)


def _pitch(role: Role, style: Style) -> float:
    if role is Role.TABLE:
        return style.size * TABLE_LEADING
    return _MARK_SIZE / ASCENT_OF_LINE if role is Role.ISSUER_MARK else style.pitch


def _run_differences(role: Role) -> Iterator[str]:
    style, base = STYLES[role], STYLES[Role.TEXT]
    size = _MARK_SIZE if role is Role.ISSUER_MARK else style.size
    tracking = 0.0 if role is Role.ISSUER_MARK else STANDARD.tracking_of(role)
    if style.face is not base.face:
        yield fonts(NAMES[style.face])
    if style.red:
        yield w("color", val=RED.lstrip("#").upper())
    if tracking != STANDARD.tracking_of(Role.TEXT):
        yield from _tracking(tracking)
    if size != base.size:
        yield from _size(size)


def _carrier() -> str:
    properties = _ppr(spacing(line=CARRIER_HEIGHT), indents(0, 0, 0))
    return _style("paragraph", "Carrier", CARRIER, properties, _rpr(*_size(1.0)), base=style_id(Role.TEXT), quick=False)


def _tag() -> str:
    look = _rpr(w("color", val="808080"), *_tracking(0.0), *_size(9.0))
    properties = _ppr(spacing(line=12.0), indents(0, 0, 0), w("jc", val="left"))
    return _style("paragraph", "TemplateTag", TAG, properties, look, base=style_id(Role.TEXT))


def _character(face: Face) -> str:
    return _style("character", face_style_id(face), FACE_STYLES[face], _rpr(fonts(NAMES[face])))
