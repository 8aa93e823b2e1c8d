"""Sheets of paper: none is taken for the sake of a line or two, or of the 版记 alone, without a word.

Documents are printed on both sides (6.2), and the 版记 stands at the foot of an even page; so a line too many may cost a sheet.
22 lines of 28 characters may be adjusted (5.2.3): by default so far that two lines are won, further where the draft asks for it.
"""

from __future__ import annotations

from math import ceil
from typing import Final

from .plan import PagePlan, page_end
from .tightening import PAGES_MAX, Serves, Tightener, told

# So many lines are won without being asked for; where no more than so many are wanting, it is said what would help.
_WON: Final = 2
_TOLD: Final = 4


def save_sheet(plan: PagePlan, tightener: Tightener, well: Serves) -> tuple[PagePlan | None, str]:
    """Save the last sheet where little is wanting.

    :param well: whether another plan comes out well otherwise.
    :returns: the plan that takes a sheet less, and what is said of it; None: there is none, and a hint (empty: nothing helps).
    """
    wanting = _wanting(plan)
    asked = bool(tightener.gongwen.tighten)
    if wanting is None or len(plan.pages) > PAGES_MAX or (wanting > _TOLD and not asked):
        return None, ""
    saved = tightener.least(plan, lambda other: _sheets(other) < _sheets(plan) and well(other))
    if saved and (asked or wanting <= _WON):
        return saved, f"为少用一张纸，{told(tightener.setup, saved.setup)}（5.2.3）"
    if wanting > _TOLD:
        return None, ""
    ways = ("写上“紧缩: 是”，" if saved else "") + "缩短标题，或者删减正文"
    return None, f"{_cost(plan)}，少{wanting}行就省下一张纸。可以{ways}"


def _sheets(plan: PagePlan) -> int:
    return ceil(len(plan.pages) / 2)


def _wanting(plan: PagePlan) -> int | None:
    """By how many lines the text is too long for a sheet less; None: its last sheet is needed for more than the end of a text."""
    last = 2 * (_sheets(plan) - 1)
    over = [page for page in plan.pages[last:] if page.slices]
    before = plan.pages[last - 1] if last else None
    if before is None or before.landscape or not before.slices or len(over) > 1:
        return None
    spilt = 0.0
    if over:
        first = plan.galley[over[0].slices[0].element]
        if over[0].landscape or (first.new_page and over[0].slices[0].start == 0):
            return None
        spilt = page_end(plan, over[0]) - plan.setup.top
    imprint = plan.imprint.height + plan.setup.pitch if plan.imprint else 0.0
    lower = plan.setup.edge if plan.imprint else plan.setup.bottom
    return max(1, ceil((spilt + imprint - (lower - page_end(plan, before))) / plan.setup.pitch))


def _cost(plan: PagePlan) -> str:
    """What the last sheet is taken for."""
    over = [page for page in plan.pages[2 * (_sheets(plan) - 1) :] if page.slices]
    if not over:
        return f"第{len(plan.pages)}页只有版记"
    lines = round((page_end(plan, over[0]) - plan.setup.top) / plan.setup.pitch)
    return f"第{over[0].number}页只有{lines}行"
