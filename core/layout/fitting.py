"""Fitting (7.3.2, 7.3.3, 7.3.5.5): what is done where a document does not come out well as it is, and said in its notes.

1. The first page shows text: where a long 主送 leaves no room for it, 主送机关 move to the 版记.
2. Signature and date stand on the page where the text ends. Where they go over alone, the text's last line goes along; but where
   slightly tighter type keeps all on the page before, and so saves a page or leaves no gap there, that is better.
3. No sheet is taken for the sake of a line or two, or of the 版记 alone (see :mod:`.paper`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from ..document import Gongwen, Heading, Paragraph
from ..errors import LayoutError
from .page_setup import PageSetup
from .paper import save_sheet
from .plan import Element, Page, PagePlan, Slice, page_end
from .styles import HEADINGS, Role
from .tightening import Attempt, Tightener, told

_TEXT = frozenset({Role.TEXT, *HEADINGS, Role.TABLE_TITLE, Role.TABLE, Role.FIGURE})
_CLOSING = frozenset({Role.SIGNATURE, Role.DATE})
# A gap of so many lines above the lower edge of a page is closed, even where that saves no page.
_GAP_LINES = 5


def fit(gongwen: Gongwen, setup: PageSetup, attempt: Attempt) -> PagePlan:
    """Set a document so that it comes out well.

    :param attempt: sets it as it is.
    :raises LayoutError: its first page shows no text, whatever is done.
    """
    plan, notes = attempt(gongwen, setup), []
    if not _shows_text(gongwen, plan) and gongwen.addressees and gongwen.imprint:
        imprint = replace(gongwen.imprint, addressees=gongwen.addressees)
        moved = replace(gongwen, addressees=(), imprint=imprint)
        attempted = attempt(moved, setup)
        if _shows_text(moved, attempted) or not _has_room(plan):
            gongwen, plan = moved, attempted
            notes.append("首页排不下正文，主送机关已移到版记（7.3.2）")
    plan, said = _tightened(gongwen, Tightener(gongwen, setup, attempt), plan)
    notes += said
    if not _shows_text(gongwen, plan):
        _check_first_page(gongwen, plan)
        notes.append("正文太短，同署名、成文日期排在一页，首页没有正文（7.3.3）。可以充实正文，或者减少联合行文的机关")
    if _alone(plan):
        notes.append("横排表格后面只有署名、成文日期，单独排在一页（7.3.5.5）。可以在表格后面写一段正文，或者把表格改作附件")
    return replace(plan, notes=(*plan.notes, *notes))


def _tightened(gongwen: Gongwen, tightener: Tightener, plan: PagePlan) -> tuple[PagePlan, list[str]]:
    """A plan with tighter type where that serves, and what is said of it."""
    if gongwen.tighten is False:
        return plan, []
    notes = []
    if _parted(plan):
        together = tightener.least(plan, lambda other: _joined(plan, other) and _shows_text(gongwen, other))
        if together:
            plan, notes = together, [f"为使署名、成文日期和正文排在同一页，{told(tightener.setup, together.setup)}（7.3.5.5）"]
    saved, hint = save_sheet(plan, tightener, lambda other: _shows_text(gongwen, other) and not _parted(other))
    return (saved, [hint]) if saved else (plan, [*notes, hint] if hint else notes)


def _joined(plan: PagePlan, other: PagePlan) -> bool:
    """Whether the signature stands a page earlier in another plan, and that is worth it."""
    if len(other.pages) < len(plan.pages):
        return True
    page, earlier = _closing(plan)[0], _closing(other)[0]
    if page is None or earlier is None or earlier.number >= page.number:
        return False
    gap = plan.setup.bottom - page_end(plan, plan.pages[page.number - 2])
    return gap >= _GAP_LINES * plan.setup.pitch


def _shows_text(gongwen: Gongwen, plan: PagePlan) -> bool:
    """Whether the first page shows the beginning of the text (7.3.3); a text may begin with a table that has pages of its own."""
    first = next(iter(gongwen.main.blocks), None)
    if not isinstance(first, Paragraph | Heading):
        return True
    return any(plan.galley[piece.element].role in _TEXT for piece in plan.pages[0].slices)


def _check_first_page(gongwen: Gongwen, plan: PagePlan) -> None:
    """What stands above the text must leave room for it."""
    if _has_room(plan):
        return
    title, addressees = len(gongwen.main.title.replace("\n", "")), sum(map(len, gongwen.addressees))
    found = f"“标题”有{title}字" if title >= addressees else f"“主送”有{addressees}字"
    raise LayoutError(f"首页排不下正文（7.3.3：公文首页必须显示正文）：{found}，太长了。请缩短")


def _has_room(plan: PagePlan) -> bool:
    """Whether a line more would fit on the first page."""
    return page_end(plan, plan.pages[0]) + plan.setup.pitch <= plan.setup.bottom


def _alone(plan: PagePlan) -> bool:
    """Whether signature and date go over from a landscape page, which lets nothing of the text stand on theirs."""
    return any(
        before.landscape and not element.landscape and element.role in _CLOSING
        for before, element in pairwise(_shown(plan.galley))
    )


def _shown(galley: Iterable[Element]) -> Iterator[Element]:
    return (element for element in galley if element.role is not Role.BLANK)


def _parted(plan: PagePlan) -> bool:
    """Whether signature and date went over to a page and took the text's last line along."""
    page, _ = _closing(plan)
    if page is None or page.number == 1:
        return False
    before = plan.pages[page.number - 2]
    first = page.slices[0]
    element = plan.galley[first.element]
    ready = element.role not in _CLOSING and not element.new_page and page.landscape is before.landscape
    # It would have fitted there, had it not been for what it is kept with.
    return ready and page_end(plan, before) + element.pitch <= plan.setup.bottom


def _closing(plan: PagePlan) -> tuple[Page, Slice] | tuple[None, None]:
    """Where signature and date begin, and on which page; nowhere: there are none."""
    pieces = ((page, piece) for page in plan.pages for piece in page.slices)
    return next((found for found in pieces if plan.galley[found[1].element].role in _CLOSING), (None, None))
