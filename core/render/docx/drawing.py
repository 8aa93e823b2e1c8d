"""Drawings of WordprocessingML as text: anchored to the page, with a box of text or nothing in them. Lengths in pt."""

from __future__ import annotations

from collections.abc import Iterable

from ...ooxml.elements import NAMESPACES, element, emu, w


def anchored(
    name: str, ident: int, size: tuple[float, float], shape: str, y: float, wrap: str = "wrapNone", left: float | None = None
) -> str:
    """A drawing ``y`` below the page's upper edge, ``left`` from its left one; None: at the left edge of the type area."""
    graphic = element("a", "graphic", element("a", "graphicData", shape, uri=NAMESPACES["wps"]))
    flags = {"simplePos": 0, "behindDoc": 0, "locked": 0, "layoutInCell": 1, "allowOverlap": int(wrap == "wrapNone")}
    anchor = element(
        "wp",
        "anchor",
        element("wp", "simplePos", x=0, y=0),
        _position("H", "margin", 0.0) if left is None else _position("H", "page", left),
        _position("V", "page", y),
        element("wp", "extent", cx=emu(size[0]), cy=emu(size[1])),
        element("wp", "effectExtent", l=0, t=0, r=0, b=0),
        element("wp", wrap, wrapText="bothSides" if wrap == "wrapSquare" else None),
        element("wp", "docPr", id=ident, name=name),
        element("wp", "cNvGraphicFramePr"),
        graphic,
        distT=0,
        distB=0,
        distL=0,
        distR=0,
        relativeHeight=ident,
        **flags,
    )
    return element("mc", "AlternateContent", element("mc", "Choice", w("drawing", anchor), Requires="wps"))


def _position(axis: str, origin: str, offset: float) -> str:
    return element("wp", f"position{axis}", f"<wp:posOffset>{emu(offset)}</wp:posOffset>", relativeFrom=origin)


def geometry(preset: str, size: tuple[float, float], stroke: str) -> str:
    """The properties of a shape: its outline by its name in DrawingML (``rect``, ``line``), and its stroke."""
    frame = element("a", "xfrm", element("a", "off", x=0, y=0), element("a", "ext", cx=emu(size[0]), cy=emu(size[1])))
    outline = element("a", "prstGeom", element("a", "avLst"), prst=preset)
    fill = element("a", "noFill") if preset == "rect" else ""
    return element("wps", "spPr", frame, outline, fill, stroke)


def blank_shape(size: tuple[float, float]) -> str:
    """A rectangle that shows nothing."""
    nothing = element("a", "ln", element("a", "noFill"))
    return element("wps", "wsp", element("wps", "cNvSpPr"), geometry("rect", size, nothing), element("wps", "bodyPr"))


def text_box(size: tuple[float, float], content: Iterable[str], *, fit: bool = False, rotated: bool = False) -> str:
    """A box without a frame; in a rotated one text runs downwards."""
    nothing = element("a", "ln", element("a", "noFill"))
    insets = {"lIns": 0, "tIns": 0, "rIns": 0, "bIns": 0}
    fitting = element("a", "spAutoFit" if fit else "noAutofit")
    body = element("wps", "bodyPr", fitting, vert="vert" if rotated else None, wrap="square", anchor="t", **insets)
    box = element("wps", "txbx", w("txbxContent", *content))
    return element("wps", "wsp", element("wps", "cNvSpPr", txBox=1), geometry("rect", size, nothing), box, body)
