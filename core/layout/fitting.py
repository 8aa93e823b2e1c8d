"""Fitting (7.3.2, 7.3.3, 7.3.5.5): what is done where a document does not come out well as it is, and said in its notes.

1. The first page shows text: where a long 主送 leaves no room for it, 主送机关 move to the 版记.
2. Signature and date stand on the page where the text ends. Where they go over alone, the text's last line goes along; but where
   slightly tighter type keeps all on the page before and so saves paper, that is better. First the characters are tightened, then
   the lines, by no more than :data:`TRACKING_LESS` and :data:`PITCH_LESS`, as little as serves, all through the document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import pairwise
from math import ceil
from typing import Final

from ..errors import LayoutError
from ..model import Gongwen, Heading, Paragraph
from .house import House
from .plan import Element, Page, PagePlan, Slice, height_of, page_end
from .standard import TYPE_WIDTH
from .styles import HEADINGS, Role

# The bounds, pt: less than the house has it, and never below. With 27 pt a page has 23 lines instead of 22.
TRACKING_LESS: Final = 0.3
TRACKING_MIN: Final = -0.55
PITCH_LESS: Final = 1.95
PITCH_MIN: Final = 26.0
# Longer documents are not made tighter all through for the sake of their last page.
PAGES_MAX: Final = 12
# Steps that Word can hold, pt.
_STEP: Final = 0.05
_TEXT: Final = frozenset({Role.TEXT, *HEADINGS, Role.TABLE_TITLE, Role.TABLE, Role.FIGURE})
_CLOSING: Final = frozenset({Role.SIGNATURE, Role.DATE})

Attempt = Callable[[Gongwen, House], PagePlan]


def fit(gongwen: Gongwen, house: House, attempt: Attempt) -> PagePlan:
    """Set a document so that it comes out well.

    :param attempt: sets it as it is.
    :raises LayoutError: its first page shows no text, whatever is done.
    """
    plan, notes = attempt(gongwen, house), []
    if not _shows_text(gongwen, plan) and gongwen.addressees and gongwen.imprint:
        imprint = replace(gongwen.imprint, addressees=gongwen.addressees)
        moved = replace(gongwen, addressees=(), imprint=imprint)
        attempted = attempt(moved, house)
        if _shows_text(moved, attempted) or not _has_room(plan):
            gongwen, plan = moved, attempted
            notes.append("首页排不下正文，主送机关已移到版记（7.3.2）")
    if _parted(plan):
        tightened = _tightened(gongwen, house, attempt, plan)
        if tightened and _shows_text(gongwen, tightened):
            plan = tightened
            notes.append(_told(house, plan.house))
    if not _shows_text(gongwen, plan):
        _check_first_page(gongwen, plan)
        notes.append("正文太短，同署名、成文日期排在一页，首页没有正文（7.3.3）。可以充实正文，或者减少联合行文的机关")
    if _alone(plan):
        notes.append("横排表格后面只有署名、成文日期，单独排在一页（7.3.5.5）。可以在表格后面写一段正文，或者把表格改作附件")
    return replace(plan, notes=(*plan.notes, *notes))


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
    return page_end(plan, plan.pages[0]) + plan.house.pitch <= plan.house.bottom


def _alone(plan: PagePlan) -> bool:
    """Whether signature and date follow a turned table, which lets nothing of the text stand on their page."""
    galley = plan.galley
    return any(before.turned and element.role in _CLOSING for before, element in pairwise(_shown(galley)))


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
    ready = element.role not in _CLOSING and not element.new_page and page.turned is before.turned
    # It would have fitted there, had it not been for what it is kept with.
    return ready and page_end(plan, before) + element.pitch <= plan.house.bottom


def _closing(plan: PagePlan) -> tuple[Page, Slice] | tuple[None, None]:
    """Where signature and date begin, and on which page; nowhere: there are none."""
    pieces = ((page, piece) for page in plan.pages for piece in page.slices)
    return next((found for found in pieces if plan.galley[found[1].element].role in _CLOSING), (None, None))


def _tightened(gongwen: Gongwen, house: House, attempt: Attempt, plan: PagePlan) -> PagePlan | None:
    """The document on fewer pages than this plan, as little tightened as serves; None: no tightening serves."""
    pages = len(plan.pages)
    if pages > PAGES_MAX:
        return None
    tracking = min(TRACKING_LESS, house.tracking - TRACKING_MIN)
    found = None
    if _saved_at_most(plan, tracking) >= _wanting(plan):
        found = _least(lambda steps: attempt(gongwen, replace(house, tracking=_less(house.tracking, steps))), tracking, pages)
    pitch = min(PITCH_LESS, house.pitch - PITCH_MIN)
    return found or _least(lambda steps: attempt(gongwen, replace(house, pitch=_less(house.pitch, steps))), pitch, pages)


def _less(length: float, steps: int) -> float:
    return round(length - steps * _STEP, 2)


def _wanting(plan: PagePlan) -> int:
    """How many lines must be saved, at the least, for the signature to stand on the page before."""
    page, last = _closing(plan)
    if page is None or last is None:
        return 0
    before = plan.pages[page.number - 2]
    needed = last.y + height_of(plan.galley[last.element], last.start, last.stop) - page.slices[0].y
    return ceil((needed - (plan.house.bottom - page_end(plan, before))) / plan.house.pitch)


def _saved_at_most(plan: PagePlan, less: float) -> int:
    """How many paragraphs might do with a line less, were characters so much narrower."""
    return sum(_shorter(element, plan.house.tracking, less) for element in plan.galley if element.role in _TEXT)


def _shorter(element: Element, tracking: float, less: float) -> bool:
    if len(element.lines) < 2:
        return False
    natural = sum(line.natural + (len(line.text.rstrip()) - 1) * tracking for line in element.lines)
    room = (len(element.lines) - 1) * (TYPE_WIDTH - element.left - element.right) - element.first
    return natural - less * sum(len(line.text) for line in element.lines) <= room


def _least(attempt: Callable[[int], PagePlan], limit: float, pages: int) -> PagePlan | None:
    """The plan of the fewest steps (to ``limit``, pt) that takes fewer pages than these; None: not even the last one does."""
    most = round(limit / _STEP)
    if most < 1:
        return None
    found = attempt(most)
    if len(found.pages) >= pages:
        return None
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        plan = attempt(middle)
        if len(plan.pages) < pages:
            high, found = middle, plan
        else:
            low = middle
    return found


def _told(usual: House, tight: House) -> str:
    changed = []
    if tight.tracking != usual.tracking:
        changed.append(f"字距由{usual.tracking:g}磅调为{tight.tracking:g}磅")
    if tight.pitch != usual.pitch:
        changed.append(f"行距由{usual.pitch:g}磅调为{tight.pitch:g}磅")
    return f"为使署名、成文日期和正文排在同一页，全文{'，'.join(changed)}（7.3.5.5）"
