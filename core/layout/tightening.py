"""Tighter type (5.2.3, 7.3.5.5): less tracking, then less pitch, then both, all through a document and as little as serves."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from ..document import Gongwen
from ..values import dataclass
from .page_setup import PageSetup
from .plan import Element, PagePlan
from .standard import TYPE_WIDTH
from .styles import HEADINGS, Role

# The bounds, pt: less than the setup has it, and never below. With 26 pt a page has 24 lines instead of 22.
TRACKING_LESS: Final = 0.3
TRACKING_MIN: Final = -0.55
PITCH_LESS: Final = 2.95
PITCH_MIN: Final = 26.0
# Longer documents are not made tighter all through for the sake of their last page.
PAGES_MAX: Final = 12
# Steps that Word can hold, pt.
_STEP: Final = 0.05
_TEXT: Final = frozenset({Role.TEXT, *HEADINGS, Role.TABLE_TITLE})

Attempt = Callable[[Gongwen, PageSetup], PagePlan]
Serves = Callable[[PagePlan], bool]


@dataclass(frozen=True)
class Tightener:
    """Sets a document in tighter type.

    :param setup: the page as the office has it.
    :param attempt: sets a document as it is.
    """

    gongwen: Gongwen
    setup: PageSetup
    attempt: Attempt

    def least(self, plan: PagePlan, serves: Serves) -> PagePlan | None:
        """The document as little tightened as serves; None: no tightening serves.

        :param plan: the document as it is.
        """
        if len(plan.pages) > PAGES_MAX:
            return None
        found = (self._halved(setups, serves) for setups in self._ladders(plan))
        return next(filter(None, found), None)

    def _ladders(self, plan: PagePlan) -> Iterator[tuple[PageSetup, ...]]:
        """Ever tighter page setups, each ladder tighter than the one before."""
        tracking = _steps(min(TRACKING_LESS, self.setup.tracking - TRACKING_MIN))
        pitch = _steps(min(PITCH_LESS, self.setup.pitch - PITCH_MIN))
        shorter = any(_shorter(element, plan.setup.tracking, TRACKING_LESS) for element in plan.galley if element.role in _TEXT)
        narrow = tuple(replace(self.setup, tracking=_less(self.setup.tracking, step)) for step in tracking if shorter)
        yield narrow
        yield tuple(replace(self.setup, pitch=_less(self.setup.pitch, step)) for step in pitch)
        if narrow:
            yield tuple(replace(narrow[-1], pitch=_less(self.setup.pitch, step)) for step in pitch)

    def _halved(self, setups: tuple[PageSetup, ...], serves: Serves) -> PagePlan | None:
        """The plan of the first setup that serves, found by halving; None: not even the last one does."""
        found = self.attempt(self.gongwen, setups[-1]) if setups else None
        if found is None or not serves(found):
            return None
        low, high = -1, len(setups) - 1
        while high - low > 1:
            middle = (low + high) // 2
            plan = self.attempt(self.gongwen, setups[middle])
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


def told(usual: PageSetup, tight: PageSetup) -> str:
    """What was made tighter."""
    changed = []
    if tight.tracking != usual.tracking:
        changed.append(f"字距由{usual.tracking:g}磅调为{tight.tracking:g}磅")
    if tight.pitch != usual.pitch:
        changed.append(f"行距由{usual.pitch:g}磅调为{tight.pitch:g}磅")
    return f"全文{'，'.join(changed)}"
