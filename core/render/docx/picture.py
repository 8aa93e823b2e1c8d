"""Pictures of a page plan as Word drawings: in a line of text, or behind it."""

from __future__ import annotations

from ...document import Picture
from ...layout.plan import Anchored
from ...layout.standard import mm
from ...ooxml.elements import NAMESPACES, element, emu, w


def graphic(picture: Picture, relation: str) -> str:
    """The drawing itself, for an inline or an anchored frame.

    :param relation: the id by which the document knows the picture's file.
    """
    size = element("a", "ext", cx=emu(mm(picture.width)), cy=emu(mm(picture.height)))
    frame = element("a", "xfrm", element("a", "off", x=0, y=0), size)
    names = element("pic", "cNvPr", id=0, name=picture.name)
    drawing = element(
        "pic",
        "pic",
        element("pic", "nvPicPr", names, element("pic", "cNvPicPr")),
        element("pic", "blipFill", _blip(relation), element("a", "stretch", element("a", "fillRect"))),
        element("pic", "spPr", frame, element("a", "prstGeom", element("a", "avLst"), prst="rect")),
    )
    return _declared(element("a", "graphic", element("a", "graphicData", drawing, uri=NAMESPACES["pic"])), "a", "pic", "r")


def inline(picture: Picture, relation: str) -> str:
    """A run with a picture that stands in the line like a character."""
    return _framed("inline", picture, relation)


def behind(anchored: Anchored, relation: str) -> str:
    """A run with a picture behind the text, which moves with the run's paragraph (a seal); it takes no room.

    Its place counts from the type area's left edge and the paragraph's upper one.
    """
    place = (
        element("wp", "simplePos", x=0, y=0),
        element("wp", "positionH", element("wp", "posOffset", str(emu(anchored.x))), relativeFrom="margin"),
        element("wp", "positionV", element("wp", "posOffset", str(emu(anchored.y))), relativeFrom="paragraph"),
    )
    flags = {"simplePos": 0, "relativeHeight": 1, "behindDoc": 1, "locked": 0, "layoutInCell": 1, "allowOverlap": 1}
    return _framed("anchor", anchored.picture, relation, "".join(place), element("wp", "wrapNone"), **flags)


def _framed(kind: str, picture: Picture, relation: str, place: str = "", wrap: str = "", **flags: int) -> str:
    """A run with a picture in a frame of this kind; drawings get their numbers when the body is whole."""
    frame = element(
        "wp",
        kind,
        place,
        element("wp", "extent", cx=emu(mm(picture.width)), cy=emu(mm(picture.height))),
        wrap,
        element("wp", "docPr", id=0, name=picture.name, descr=picture.name),
        element("wp", "cNvGraphicFramePr"),
        graphic(picture, relation),
        distT=0,
        distB=0,
        distL=0,
        distR=0,
        **flags,
    )
    return w("r", w("drawing", _declared(frame, "wp")))


def _blip(relation: str) -> str:
    return element("a", "blip").replace("/>", f' r:embed="{relation}"/>')


def _declared(text: str, *prefixes: str) -> str:
    """An element that says itself what its prefixes mean: an office's template may not."""
    start = min(place for place in (text.find(" "), text.find(">")) if place > 0)
    return text[:start] + "".join(f' xmlns:{prefix}="{NAMESPACES[prefix]}"' for prefix in prefixes) + text[start:]
