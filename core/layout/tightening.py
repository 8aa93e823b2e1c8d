"""Tighter type (5.2.3, 7.3.5.5): less tracking, then less pitch, then both, all through a document and as little as serves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from ..document import Gongwen
from .page_setup import House
from .plan import Element, PagePlan
from .standard import TYPE_WIDTH
from .styles import HEADINGS, Role

# The bounds, pt: less than the house has it, and never below. With 26 pt a page has 24 lines instead of 22.
TRACKING_LESS: Final = 0.3
TRACKING_MIN: Final = -0.55
PITCH_LESS: Final = 2.95
PITCH_MIN: Final = 26.0
# Longer documents are not made tighter all through for the sake of their last page.
PAGES_MAX: Final = 12
# Steps that Word can hold, pt.
_STEP: Final = 0.05
_TEXT: Final = frozenset({Role.TEXT, *HEADINGS, Role.TABLE_TITLE})

Attempt = Callable[[Gongwen, House], PagePlan]
Serves = Callable[[PagePlan], bool]


@dataclass(frozen=True)
class Tightener:
    """Sets a document in tighter type.

    :param house: the page as the office has it.
    :param attempt: sets a document as it is.
    """

    gongwen: Gongwen
    house: House
    attempt: Attempt

    def least(self, plan: PagePlan, serves: Serves) -> PagePlan | None:
        """The document as little tightened as serves; None: no tightening serves.

        :param plan: the document as it is.
        """
        if len(plan.pages) > PAGES_MAX:
            return None
        found = (self._halved(houses, serves) for houses in self._ladders(plan))
        return next(filter(None, found), None)

    def _ladders(self, plan: PagePlan) -> Iterator[tuple[House, ...]]:
        """Ever tighter houses, each ladder tighter than the one before."""
        tracking = _steps(min(TRACKING_LESS, self.house.tracking - TRACKING_MIN))
        pitch = _steps(min(PITCH_LESS, self.house.pitch - PITCH_MIN))
        shorter = any(_shorter(element, plan.house.tracking, TRACKING_LESS) for element in plan.galley if element.role in _TEXT)
        narrow = tuple(replace(self.house, tracking=_less(self.house.tracking, step)) for step in tracking if shorter)
        yield narrow
        yield tuple(replace(self.house, pitch=_less(self.house.pitch, step)) for step in pitch)
        if narrow:
            yield tuple(replace(narrow[-1], pitch=_less(self.house.pitch, step)) for step in pitch)

    def _halved(self, houses: tuple[House, ...], serves: Serves) -> PagePlan | None:
        """The plan of the first house that serves, found by halving; None: not even the last one does."""
        found = self.attempt(self.gongwen, houses[-1]) if houses else None
        if found is None or not serves(found):
            return None
        low, high = -1, len(houses) - 1
        while high - low > 1:
            middle = (low + high) // 2
            plan = self.attempt(self.gongwen, houses[middle])
            if serves(plan):
                high, found = middle, plan
            else:
                low = middle
        return found


def _steps(limit: float) -> range:
    return range(1, round(limit / _STEP) + 1)


def _less(length: float, steps: int) -> float:
    return round(length - steps * _STEP, 2)


def _shorter(element: Element, tracking: float, less: float) -> bool:
    """Whether a paragraph might do with a line less, were characters so much narrower."""
    if len(element.lines) < 2:
        return False
    natural = sum(line.natural + (len(line.text.rstrip()) - 1) * tracking for line in element.lines)
    room = (len(element.lines) - 1) * (TYPE_WIDTH - element.left - element.right) - element.first
    return natural - less * sum(len(line.text) for line in element.lines) <= room


def told(usual: House, tight: House) -> str:
    """What was made tighter."""
    changed = []
    if tight.tracking != usual.tracking:
        changed.append(f"字距由{usual.tracking:g}磅调为{tight.tracking:g}磅")
    if tight.pitch != usual.pitch:
        changed.append(f"行距由{usual.pitch:g}磅调为{tight.pitch:g}磅")
    return f"全文{'，'.join(changed)}"
