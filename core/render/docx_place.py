"""What stands in a fixed place: the drawings, the ends of the sections; and the properties of the file."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from ..layout.plan import PagePlan
from ..layout.standard import TYPE_WIDTH
from ..model import Gongwen
from .docx_adjust import mark_line
from .docx_context import trailing, unnumbered
from .docx_styles import ASCENT_OF_LINE, CARRIER_HEIGHT
from .docx_template import IMPRINT, MARK, RULE
from .ooxml import emu, spacing, w
from .ooxml_tree import TBL, P, parent, parse, remove, select

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ANCHORS = select(".//wp:anchor[wp:docPr/@name=$name]")
_OFFSETS = select("wp:positionV/wp:posOffset")
_EXTENTS = select("wp:extent | .//a:xfrm/a:ext")
_DRAWN = select("w:p/w:r[.//wp:docPr/@name=$name]")
_NUMBERED = select(".//wp:docPr")
_SECTIONS = select("w:p/w:pPr/w:sectPr")
_NOBODY_KNOWS = datetime.date(2000, 1, 1)


def place_drawings(body: Element, plan: PagePlan) -> None:
    """Put mark, red rule and 版记 where the plan has them; a drawing that an office has taken out of its template is let be."""
    if plan.masthead:
        mark = plan.masthead.mark
        top = mark.baselines[0] - ASCENT_OF_LINE * mark_line(mark)
        _place(body, MARK, top, mark_line(mark) * len(mark.lines))
        _place(body, RULE, plan.masthead.rules[0].y, 0.0)
    if plan.imprint:
        # A table's rules add to its height; its last one has to lie on the edge of the type area (7.4.1).
        weights = sum(rule.weight for rule in plan.imprint.rules)
        _place(body, IMPRINT, plan.imprint.top - weights, plan.imprint.height + weights + CARRIER_HEIGHT)


def number_drawings(body: Element) -> None:
    """Give every drawing a number of its own."""
    for number, properties in enumerate(_NUMBERED(body), 1):
        properties.set("id", str(number))


def _place(body: Element, name: str, y: float, height: float) -> None:
    """Give a drawing its height, and its place from the page's upper edge."""
    for anchor in _ANCHORS(body, name=name):
        for offset in _OFFSETS(anchor):
            offset.text = str(emu(y))
        for extent in _EXTENTS(anchor):
            extent.set("cx", str(emu(TYPE_WIDTH)))
            extent.set("cy", str(emu(height)))


def arrange_sections(body: Element, plan: PagePlan) -> None:
    """End the numbered pages where the plan does. What would stand in a paragraph of its own goes into the text before it."""
    for section in _SECTIONS(body)[-1:]:
        holder = parent(parent(section))
        if unnumbered(plan):
            _join(holder, section)
        else:
            body.replace(body[-1], section)
            body.remove(holder)
    for drawing in _DRAWN(body, name=IMPRINT) if plan.imprint and not trailing(plan) else ():
        _join(parent(drawing), drawing)
    if len(body) > 1 and body[-2].tag == TBL:
        body.insert(len(body) - 1, parse(w("p", w("pPr", spacing(line=CARRIER_HEIGHT)))))


def _join(holder: Element, piece: Element) -> None:
    """Move a run or a section's end into the paragraph before its holder, which goes; behind a table the holder stays."""
    before = holder.getprevious()
    if before is None or before.tag != P:
        return
    (before if parent(piece) is holder else before[0]).append(piece)
    remove(holder)


def set_properties(core: Any, gongwen: Gongwen) -> None:  # noqa: ANN401 - python-docx gives it no name
    """Title, genre, organ and the date of issue: the file tells no more than the paper does."""
    signature, masthead = gongwen.signature, gongwen.masthead
    date = signature.date if signature and signature.date else _NOBODY_KNOWS
    organs = signature.issuers if signature else masthead.issuer_mark.names if masthead else ()
    core.title = gongwen.main.title.replace("\n", "")[:255]
    core.subject = gongwen.genre[:255]
    core.author = "、".join(organs)[:255]
    core.last_modified_by = ""
    core.language = "zh-CN"
    core.created = core.modified = datetime.datetime.combine(date, datetime.time())
