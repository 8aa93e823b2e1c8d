"""Landscape pages (clause 8) in a DOCX: sections of landscape pages, with the page's number where portrait pages have it.

Word turns a landscape page for printing so that its upper edge is the paper's left one: the head of a table then lies at the
left, at the binding of odd pages and at the cut of even ones. Its footer would turn with it; so the number stands in a box whose
text runs downwards.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Final

from ...layout.plan import PagePlan
from ...layout.standard import FOLIO_Y_MM, LEFT, PAGE_HEIGHT, SIZE_4, TYPE_WIDTH, mm
from ...ooxml.elements import paragraph, qualified, w
from ...ooxml.package import WordFile
from ...ooxml.tree import markup, parent, parsed, remove, select
from .drawing import anchored, text_box
from .template import FOLIO_DROP

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_NAME: Final = "横排页码"
_FIRST_NUMBER: Final = 100_000
_SECTIONS = select("w:p/w:pPr/w:sectPr")
_REFERENCES = select("w:footerReference")
_SIZE, _MARGINS, _GRID = (qualified(f"w:{name}") for name in ("pgSz", "pgMar", "docGrid"))
_ORIENT, _WIDTH, _HEIGHT, _FOOTER, _ID = (qualified(name) for name in ("w:orient", "w:w", "w:h", "w:footer", "r:id"))
# Where the sides of a portrait page lie when it is rotated for reading.
_LANDSCAPE: Final = {"left": "top", "top": "right", "right": "bottom", "bottom": "left"}


def ends(plan: PagePlan) -> dict[int, str]:
    """Which elements of the galley end a section because what follows lies another way: their places and its end."""
    galley = plan.galley
    places = [number for number in range(len(galley) - 1) if galley[number].landscape is not galley[number + 1].landscape]
    if galley and galley[-1].landscape:
        places.append(len(galley) - 1)
    return {place: _section_end(landscape=galley[place].landscape) for place in places}


def ends_landscape(plan: PagePlan) -> bool:
    """Whether the last text stands on a landscape page."""
    return bool(plan.galley) and plan.galley[-1].landscape


def _section_end(*, landscape: bool) -> str:
    """Where a section ends, before it is known what its pages are like."""
    return w("sectPr", w("pgSz", orient="landscape" if landscape else "portrait"))


def _is_section_end(section: Element) -> bool:
    size = section.find(_SIZE)
    return len(section) == 1 and size is not None and size.get(_WIDTH) is None


def turn_sections(body: Element, word: WordFile, style: str) -> None:
    """Make sections of the places where the pages turn: portrait ones like the template's, landscape ones rotated.

    :param word: the file, which gets the footers of landscape pages.
    :param style: the id of the style of a paragraph that only carries a drawing.
    """
    found = _SECTIONS(body)
    section_ends = [section for section in found if _is_section_end(section)]
    if not section_ends:
        return
    sample = next((section for section in reversed(found) if not _is_section_end(section)), body[-1])
    landscape = _landscape(sample, word, style)
    for end in section_ends:
        is_landscape = end[0].get(_ORIENT) == "landscape"
        parent(end).replace(end, deepcopy(landscape if is_landscape else sample))


def settle_end(body: Element, plan: PagePlan, *, numbered: bool) -> None:
    """The end of a document whose last text stands on a landscape page.

    The template's own section end follows that of the landscape pages, and has no pages of its own.

    :param numbered: pages that follow bear numbers.
    """
    sections = _SECTIONS(body)
    own = sections[-1]
    holder = parent(parent(own))
    if plan.imprint is None:
        body.replace(body[-1], sections[-2])
    elif numbered:
        body.replace(body[-1], own)
    remove(holder)


def _landscape(sample: Element, word: WordFile, style: str) -> Element:
    """A section's properties for landscape pages."""
    section = deepcopy(sample)
    for size in section.iterfind(_SIZE):
        width, height = size.get(_WIDTH, ""), size.get(_HEIGHT, "")
        size.set(_WIDTH, height)
        size.set(_HEIGHT, width)
        size.set(_ORIENT, "landscape")
    for margins in section.iterfind(_MARGINS):
        sides = {landscape: margins.get(qualified(f"w:{side}"), "0") for side, landscape in _LANDSCAPE.items()}
        for side, length in sides.items():
            margins.set(qualified(f"w:{side}"), length)
        # The box is not in the footer's own room; LibreOffice would take what it needs there from the text.
        margins.set(_FOOTER, "0")
    # LibreOffice keeps whole lines of the grid from edge to edge, and so would waste room of the tables.
    for grid in section.iterfind(_GRID):
        section.remove(grid)
    for reference in _REFERENCES(section):
        own = word.related(reference.get(_ID, ""))
        reference.set(_ID, _footer(own, word, style))
    return section


def _footer(portrait: Element, word: WordFile, style: str) -> str:
    """A footer whose text stands where that of a portrait page does; gives the id of the relation to it."""
    footer, relation = word.add_story("footer")
    # Down the landscape page's left side: what is the lower edge of the portrait one.
    size = SIZE_4, TYPE_WIDTH
    left = PAGE_HEIGHT - mm(FOLIO_Y_MM) - FOLIO_DROP
    # Numbers of drawings are to be unique in the whole file; those of the body count from 1.
    number = _FIRST_NUMBER + len(word)
    drawing = anchored(_NAME, number, size, text_box(size, [_content(portrait)], rotated=True), y=LEFT, left=left)
    footer[:] = parsed(paragraph(style, w("r", drawing)))
    return relation


def _content(footer: Element) -> str:
    return "".join(markup(child) for child in footer)
