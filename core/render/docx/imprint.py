"""版记 in the Word file: at the foot of the last even page (GB/T 33476.2 7.3.1) by Word's own means, wherever later edits let the
text end.

Its box ends at the foot of the page, and what it holds at its own foot: so the last rule stays on the lower edge of the type area
(7.4.1) whether an engine needs a line more or less than the plan. What finds the page:

* **Where the text ends on an even page with room for it**, an empty row of a table, as high as the 版记 and a blank line, keeps
  that room below the text, and so goes over to the next page when the text has grown. The row lies in the right margin, where
  nothing is printed; and on odd pages a shape without ink, which belongs to their header, takes that margin up from edge to
  edge. Text wraps around it, so the row finds no place before the next even page; the 版记 goes with it.
* **Where it stands on a page of its own**, that page is a section which begins on an even page, and Word puts a blank page before
  it where one is wanted. LibreOffice leaves such blank pages out of its PDF; so another such row, kept off even pages, makes
  the blank page a real one for it.
* In the format 信函 (10.1) 抄送 stands on the last page, be it odd: the first row alone does that.
"""

from __future__ import annotations

from copy import deepcopy
from typing import TYPE_CHECKING, Final

from ...layout.page_setup import PageSetup
from ...layout.plan import ImprintPlan, PagePlan, page_end
from ...layout.standard import IMPRINT_PITCH, LEFT, PAGE_HEIGHT, PAGE_WIDTH, RIGHT, TYPE_WIDTH, mm, twips
from ...ooxml.elements import element, emu, paragraph, qualified, spacing, w
from ...ooxml.package import WordFile
from ...ooxml.tree import P_PR, SECT_PR, TBL, P, merge, parent, parse, parsed, remove, select
from .anchor import drawn, resize
from .context import trailing, unnumbered
from .drawing import anchored, blank_shape
from .landscape import ends_landscape
from .styles import CARRIER_HEIGHT
from .template import IMPRINT

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

# The name of the shape that keeps rows off a page.
FENCE: Final = "版记避让"
# The row in the margin, and the shape that covers it, from the page's edge to hard by the text.
_ROW_LEFT, _ROW_WIDTH, _FENCE_LEFT = RIGHT + mm(6), mm(18), RIGHT + mm(2)
# Room in the box for what an office adds: two lines.
_SPARE: Final = 2 * IMPRINT_PITCH
# What the row of a 版记 takes less than the plan keeps for it, so that rounding does not drive it off its page.
_SLACK: Final = 3.0
# What a page must have left for a row that only tells odd pages from even ones.
_LEAST: Final = 2.4
_FIRST_NUMBER: Final = 200_000

_BORDERS = select(".//w:tblBorders/*")
_ROWS, _CELLS, _PARAGRAPHS = select(".//w:tr"), select("w:tc"), select("w:tc/w:p")
_DOWN, _WRAPS = select(".//wp:positionV"), select(".//wp:wrapTopAndBottom")
_BOXES, _FITTINGS = select(".//wps:bodyPr"), select(".//wps:bodyPr/*")
_DRAWN = select("w:p/w:r[.//wp:docPr/@name=$name]")
_VAL, _TYPE, _ID = (qualified(name) for name in ("w:val", "w:type", "r:id"))
_HEADER, _KIND, _EVEN_AND_ODD = (qualified(f"w:{name}") for name in ("headerReference", "type", "evenAndOddHeaders"))


def place_imprint(body: Element, plan: PagePlan) -> None:
    """Align the box of the 版记 to the foot of the type area; one that an office has taken out of its template is left out."""
    for run in drawn(body, IMPRINT):
        if plan.imprint:
            _align(run, plan.imprint, plan.setup)
            _join_rows(_ROWS(run), plan.imprint)


def _align(run: Element, imprint: ImprintPlan, setup: PageSetup) -> None:
    # LibreOffice counts the foot of the type area from the page's footer: so the box goes down to the page's edge.
    below = PAGE_HEIGHT - setup.edge
    resize(run, TYPE_WIDTH, imprint.height + _SPARE + below)
    for wrap in _WRAPS(run):
        # The row keeps the room.
        wrap.tag = qualified("wp:wrapNone")
    for position in _DOWN(run):
        (aligned,) = parsed(element("wp", "positionV", "<wp:align>bottom</wp:align>", relativeFrom="page"))
        parent(position).replace(position, aligned)
    for box in _BOXES(run):
        box.set("anchor", "b")
        box.set("bIns", str(emu(below - CARRIER_HEIGHT)))
    for fitting in _FITTINGS(run):
        # LibreOffice puts a box that fits its text 2 mm too high now and then.
        fitting.tag = qualified("a:noAutofit")
    for border in _BORDERS(run) if not imprint.rules else ():
        border.set(_VAL, "nil")


def _join_rows(rows: list[Element], imprint: ImprintPlan) -> None:
    """What no rule parts (主送机关 and 抄送机关) stands in one row of the table."""
    parted = {round(rule.y, 2) for rule in imprint.rules}
    for number in range(min(len(rows), len(imprint.places)) - 1, 0, -1):
        if parted and round(imprint.places[number], 2) not in parted:
            _CELLS(rows[number - 1])[0].extend(_PARAGRAPHS(rows[number]))
            remove(rows[number])


# --- the page that it stands on -------------------------------------------------------------------------------------------------


def apart(plan: PagePlan) -> bool:
    """Whether the 版记 has a section of its own, which begins on an even page."""
    return plan.imprint is not None and plan.imprint.even and trailing(plan) > 0


def settle_page(body: Element, word: WordFile, plan: PagePlan, style: str) -> None:
    """Find the page of the 版记: by a row that keeps room for it, or by sections. The template's last section is the text's now.

    :param word: the file, which gets the header of the shape that keeps rows off pages.
    :param style: the id of the style of a paragraph that only carries something.
    """
    for run in _DRAWN(body, name=IMPRINT)[:1] if plan.imprint else ():
        carrier, margin = parent(run), _Margin(body, word, plan, style)
        if apart(plan):
            margin.set_apart(carrier)
        else:
            margin.keep_room(carrier)


class _Margin:
    """Puts rows into the margin, and shapes that keep them off pages."""

    def __init__(self, body: Element, word: WordFile, plan: PagePlan, style: str) -> None:
        self.body, self.word, self.plan, self.style = body, word, plan, style

    def keep_room(self, carrier: Element) -> None:
        """Keep room for the 版记 where the text ends; on an even page, if it belongs on one."""
        imprint = self.plan.imprint
        assert imprint is not None  # noqa: S101 - the caller looked
        self._row(carrier, imprint.height + self.plan.setup.pitch - _SLACK, keep=True)
        if imprint.even:
            self._fence(self.body[-1], "default")

    def set_apart(self, carrier: Element) -> None:
        """End the text before the page of the 版记, which is an even one."""
        end = self.body[-1]
        if unnumbered(self.plan):
            # The blank page, which bears no number either (7.5).
            blank = deepcopy(end)
            self._row(carrier, CARRIER_HEIGHT)
            self._end(carrier, blank)
            self._fence(blank, "even")
        elif not ends_landscape(self.plan):
            text = deepcopy(end)
            # Behind landscape pages LibreOffice drives a row off its page that it should leave there.
            if not any(page.landscape for page in self.plan.pages):
                self._make_room(carrier)
                self._row(carrier, CARRIER_HEIGHT)
                self._fence(text, "even")
            self._end(carrier, text)
        _begin_even(end)

    def _make_room(self, carrier: Element) -> None:
        """Win what a row needs on a full page from the lines of its last paragraph, a hair from each."""
        page = next(page for page in reversed(self.plan.pages) if page.slices)
        element, last = self.plan.galley[page.slices[-1].element], carrier.getprevious()
        wanting = _LEAST - (self.plan.setup.bottom - page_end(self.plan, page))
        if wanting > 0 and not element.grid and last is not None:
            merge(last[0], parse(w("pPr", spacing(line=element.pitch - wanting / len(element.lines)))))

    def _end(self, carrier: Element, section: Element) -> None:
        """End a section before the carrier: in the paragraph before it, or in one of its own."""
        before = carrier.getprevious()
        if before is None or before.tag != P or before.find(f"{P_PR}/{SECT_PR}") is not None:
            before = self._add(carrier, paragraph(self.style))
        before[0].append(section)

    def _row(self, carrier: Element, height: float, *, keep: bool = False) -> None:
        """Put a row into the margin before the carrier; it stands on the carrier's page, if that is asked."""
        before = carrier.getprevious()
        if before is not None and before.tag == TBL:
            # Word would join two tables that follow each other.
            self._add(carrier, paragraph(self.style))
        self._add(carrier, _table(height, paragraph(self.style, properties=[w("keepNext")] if keep else [])))

    def _add(self, carrier: Element, content: str) -> Element:
        (made,) = parsed(content)
        carrier.addprevious(made)
        return made

    def _fence(self, section: Element, kind: str) -> None:
        """Keep rows off a section's odd pages (``default``), or its ``even`` ones."""
        # Without two kinds of headers it would keep them off all pages.
        if self.word.settings.find(_EVEN_AND_ODD) is None:
            return
        number = _FIRST_NUMBER + len(self.word)
        (made,) = parsed(paragraph(self.style, w("r", _fence(number))))
        self._header(section, kind).append(made)
        # LibreOffice shows the one kind on all pages where there is no other.
        other = "even" if kind == "default" else "default"
        if not any(one.get(_TYPE) == other for one in self.body.iter(_HEADER)):
            self._header(section, other).extend(parsed(paragraph(self.style)))

    def _header(self, section: Element, kind: str) -> Element:
        """A section's header of a kind: the one that the office's template has, or a new one."""
        own = [one for one in section.iterfind(_HEADER) if one.get(_TYPE) == kind]
        if own:
            return self.word.related(own[0].get(_ID, ""))
        made, relation = self.word.add_story("header")
        reference = parse(w("headerReference", type=kind))
        reference.set(_ID, relation)
        section.insert(0, reference)
        return made


def _begin_even(section: Element) -> None:
    """Let a section begin on an even page."""
    for kind in section.iterfind(_KIND):
        kind.set(_VAL, "evenPage")


def _table(height: float, content: str) -> str:
    """A table of one empty row in the right margin."""
    width = twips(_ROW_WIDTH)
    margins = w("tblCellMar", *(w(side, w=0, type="dxa") for side in ("left", "right")))
    place = w("tblInd", w=twips(_ROW_LEFT - LEFT), type="dxa")
    properties = w("tblPr", w("tblW", w=width, type="dxa"), place, w("tblLayout", type="fixed"), margins)
    # LibreOffice lets a row of an exact height stand beside the shape.
    rules = w("trPr", w("cantSplit"), w("trHeight", val=twips(height), hRule="atLeast"))
    row = w("tr", rules, w("tc", w("tcPr", w("tcW", w=width, type="dxa")), content))
    return w("tbl", properties, w("tblGrid", w("gridCol", w=width)), row)


def _fence(number: int) -> str:
    """The shape that takes up the right margin of a page."""
    size = PAGE_WIDTH - _FENCE_LEFT, PAGE_HEIGHT
    return anchored(FENCE, number, size, blank_shape(size), y=0.0, wrap="wrapSquare", left=_FENCE_LEFT)
