"""What stands in a fixed place: the drawings, the ends of the sections; and the properties of the file."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from ..layout.plan import ImprintPlan, PagePlan
from ..layout.standard import TYPE_WIDTH
from ..model import Gongwen
from .docx_anchor import drawn, place
from .docx_context import trailing, unnumbered
from .docx_masthead import place_masthead
from .docx_styles import CARRIER_HEIGHT
from .docx_template import BLANK_FOOTER, IMPRINT
from .docx_turned import ends_turned, settle_end
from .ooxml import qualified, spacing, w
from .ooxml_tree import TBL, P, parent, parse, remove, select

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_BORDERS = select(".//w:tblBorders/*")
_ROWS, _CELLS, _PARAGRAPHS = select(".//w:tr"), select("w:tc"), select("w:tc/w:p")
_ALL_SECTIONS = select(".//w:sectPr")
_VAL = qualified("w:val")
_DRAWN = select("w:p/w:r[.//wp:docPr/@name=$name]")
_NUMBERED = select(".//wp:docPr")
_SECTIONS = select("w:p/w:pPr/w:sectPr")
_NOBODY_KNOWS = datetime.date(2000, 1, 1)


def place_drawings(body: Element, plan: PagePlan) -> None:
    """Put mark, red rule and 版记 where the plan has them; a drawing that an office has taken out of its template is let be."""
    place_masthead(body, plan)
    for run in drawn(body, IMPRINT):
        if plan.imprint:
            _place_imprint(run, plan.imprint)


def _place_imprint(run: Element, imprint: ImprintPlan) -> None:
    # A table's rules add to its height; its last one has to lie on the edge of the type area (7.4.1).
    weights = sum(rule.weight for rule in imprint.rules)
    place(run, 0.0, imprint.top - weights, TYPE_WIDTH, imprint.height + weights + CARRIER_HEIGHT)
    for border in _BORDERS(run) if not imprint.rules else ():
        border.set(_VAL, "nil")
    _join_rows(_ROWS(run), imprint)


def _join_rows(rows: list[Element], imprint: ImprintPlan) -> None:
    """What no rule parts (主送机关 and 抄送机关) stands in one row of the table."""
    parted = {round(rule.y, 2) for rule in imprint.rules}
    for number in range(min(len(rows), len(imprint.places)) - 1, 0, -1):
        if parted and round(imprint.places[number], 2) not in parted:
            _CELLS(rows[number - 1])[0].extend(_PARAGRAPHS(rows[number]))
            remove(rows[number])


def number_drawings(body: Element) -> None:
    """Give every drawing a number of its own."""
    for number, properties in enumerate(_NUMBERED(body), 1):
        properties.set("id", str(number))


def arrange_sections(body: Element, plan: PagePlan) -> None:
    """End the numbered pages where the plan does. What would stand in a paragraph of its own goes into the text before it."""
    if ends_turned(plan):
        settle_end(body, plan, numbered=not unnumbered(plan))
    for section in [] if ends_turned(plan) else _SECTIONS(body)[-1:]:
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
    if not plan.pages[0].folio:
        _hide_first_folio(_ALL_SECTIONS(body)[0])


def _hide_first_folio(section: Element) -> None:
    """A first page without its number (10.1)."""
    footer = parse(w("footerReference", type="first"))
    footer.set(qualified("r:id"), BLANK_FOOTER)
    section.insert(0, footer)
    behind = section.find(qualified("w:docGrid"))
    page = parse(w("titlePg"))
    if behind is None:
        section.append(page)
    else:
        behind.addprevious(page)


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
    organs = (signature.issuers if signature else ()) or (masthead.issuer_mark.names if masthead else ())
    core.title = gongwen.main.title.replace("\n", "")[:255]
    core.subject = gongwen.genre[:255]
    core.author = "、".join(organs)[:255]
    core.last_modified_by = ""
    core.language = "zh-CN"
    core.created = core.modified = datetime.datetime.combine(date, datetime.time())
