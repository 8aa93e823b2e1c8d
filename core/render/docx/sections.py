"""The ends of the sections, the numbers of the drawings, and the properties of the file."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING

from ...document import Gongwen
from ...files.edits import fingerprint
from ...layout.plan import PagePlan
from ...ooxml.elements import qualified, spacing, w
from ...ooxml.package import WordFile
from ...ooxml.tree import TBL, P, parent, parse, remove, select
from .context import unnumbered
from .imprint import settle_page
from .landscape import ends_landscape, settle_end
from .styles import CARRIER_HEIGHT
from .template import BLANK_FOOTER

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_ALL_SECTIONS = select(".//w:sectPr")
_HEADER = qualified("w:headerReference")
_NUMBERED = select(".//wp:docPr")
_SECTIONS = select("w:p/w:pPr/w:sectPr")
_NOBODY_KNOWS = datetime.date(2000, 1, 1)
# What Word keeps of a property.
_MOST = 255


def number_drawings(body: Element) -> None:
    """Give every drawing a number of its own."""
    for number, properties in enumerate(_NUMBERED(body), 1):
        properties.set("id", str(number))


def arrange_sections(body: Element, word: WordFile, plan: PagePlan, style: str) -> None:
    """End the numbered pages where the plan does. What would stand in a paragraph of its own goes into the text before it.

    :param word: the file.
    :param style: the id of the style of a paragraph that only carries something.
    """
    if ends_landscape(plan):
        settle_end(body, plan, numbered=not unnumbered(plan))
    for section in [] if ends_landscape(plan) else _SECTIONS(body)[-1:]:
        holder = parent(parent(section))
        if unnumbered(plan):
            _join(holder, section)
        else:
            body.replace(body[-1], section)
            body.remove(holder)
    settle_page(body, word, plan, style)
    if len(body) > 1 and body[-2].tag == TBL:
        body.insert(len(body) - 1, parse(w("p", w("pPr", spacing(line=CARRIER_HEIGHT)))))
    if not plan.pages[0].folio:
        _hide_first_folio(_ALL_SECTIONS(body)[0])


def _hide_first_folio(section: Element) -> None:
    """A first page without its number (10.1)."""
    footer = parse(w("footerReference", type="first"))
    footer.set(qualified("r:id"), BLANK_FOOTER)
    section.insert(len(section.findall(_HEADER)), footer)
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


def set_properties(word: WordFile, gongwen: Gongwen) -> None:
    """Title, genre, organ and the date of issue: the file tells no more than the paper does."""
    date = gongwen.signature.date if gongwen.signature and gongwen.signature.date else _NOBODY_KNOWS
    moment = f"{date.isoformat()}T00:00:00Z"
    word.set_properties(
        {
            "dc:title": gongwen.title[:_MOST],
            "dc:subject": gongwen.genre[:_MOST],
            "dc:creator": gongwen.author[:_MOST],
            "cp:lastModifiedBy": "",
            "dc:language": "zh-CN",
            "dcterms:created": moment,
            "dcterms:modified": moment,
            "dc:identifier": fingerprint(word.contents()),
        }
    )
