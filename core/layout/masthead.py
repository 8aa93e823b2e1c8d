"""版头 (7.2): the organ's mark, the elements above the red rule, and where the title begins below it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import floor

from ..model import IssuerMark, Masthead, spans
from .galley import Galley
from .metrics import Metrics
from .plan import Element, Line, Mark, MastheadPlan, PlacedRule, Run
from .standard import (
    GAP_TWO_LINES_MM,
    LEFT,
    MARK_SCALE_MIN,
    MARK_SIZE_GOOD,
    MARK_SIZE_MAX,
    MARK_SPACED_MM,
    MARK_TOP_MM,
    MARK_WIDTH_MM,
    RULE_GAP_MM,
    SIZE_2,
    TITLE_PITCH,
    TYPE_WIDTH,
    mm,
    snap,
)
from .styles import STYLES, Role

# From the top of a title's line to that of its characters.
_LEADING_2 = (TITLE_PITCH - SIZE_2) / 2


class MastheadSetter:
    """Sets a document's 版头.

    :param masthead: what it says.
    :param galley: sets its lines.
    """

    def __init__(self, masthead: Masthead, galley: Galley) -> None:
        self.mark = set_mark(masthead.issuer_mark, galley.metrics)
        house = galley.house
        corner = list(_corner(masthead, galley))
        below_corner = house.top + len(corner) * house.pitch
        # 7.2.5: two lines below the mark; measured from ink to character, so the line's own leading is taken off.
        number_top = self.mark.bottom + mm(GAP_TWO_LINES_MM) - house.leading
        before = snap(number_top - below_corner)
        number = galley.centered(Role.DOCUMENT_NUMBER, [str(masthead.document_number or "")])
        self.elements = (*corner, replace(number, before=before))
        self._bottom = below_corner + before + house.pitch
        self.rule = self._bottom - house.leading + mm(RULE_GAP_MM) + house.rule_weight / 2
        self._weight = house.rule_weight
        self._rule_bottom = self.rule + house.rule_weight / 2

    @property
    def plan(self) -> MastheadPlan:
        """The mark and the red rule."""
        return MastheadPlan(self.mark, (PlacedRule(LEFT, self.rule, TYPE_WIDTH, self._weight, red=True),))

    @property
    def title_gap(self) -> float:
        """The space above the title's first line: its characters begin two lines below the rule (7.3.1)."""
        return snap(self._rule_bottom + mm(GAP_TWO_LINES_MM) - _LEADING_2 - self._bottom)


def _corner(masthead: Masthead, galley: Galley) -> Iterator[Element]:
    """份号, 密级和保密期限, 紧急程度, from the first line of the type area on (7.2.1–7.2.3); an absent one leaves no gap."""
    if masthead.copy_number:
        yield galley.paragraph(Role.COPY_NUMBER, spans(masthead.copy_number))
    if masthead.classification:
        period = f"★{masthead.secrecy_period}" if masthead.secrecy_period else ""
        yield galley.paragraph(Role.CLASSIFICATION, spans(masthead.classification + period))
    if masthead.urgency:
        yield galley.paragraph(Role.URGENCY, spans(masthead.urgency))


def set_mark(mark: IssuerMark, metrics: Metrics) -> Mark:
    """Set 发文机关标志 (7.2.4): as large as fits, its ink's upper edge 35 mm below that of the type area.

    :returns: the mark; its size is a whole half point and its scale a whole per cent, as Word holds them.
    """
    text = "、".join(mark.names) + mark.suffix
    face = STYLES[Role.ISSUER_MARK].face
    ems = sum(metrics.advance(face, char) for char in text) or 1.0
    size, scale = _size(ems, mm(MARK_WIDTH_MM))
    width = ems * size * scale / 100
    gaps = max(1, len(text) - 1)
    tracking = snap(min(max(0.0, mm(MARK_SPACED_MM) - width) / gaps, size / 2))
    width += tracking * gaps
    ink = metrics.ink(face, text)
    baseline = mm(MARK_TOP_MM) + ink.top * size
    line = Line((Run(text, face),), (TYPE_WIDTH - width) / 2, width, tracking)
    return Mark((line,), (baseline,), size, scale, mm(MARK_TOP_MM), baseline - ink.bottom * size)


def _size(ems: float, room: float) -> tuple[float, float]:
    """Size (pt) and scale (per cent) for a text of so many em in so much room: smaller, then narrower, then smaller still."""
    natural = room / ems
    if natural >= MARK_SIZE_GOOD:
        return min(MARK_SIZE_MAX, floor(natural * 2) / 2), 100
    scale = max(MARK_SCALE_MIN, floor(100 * natural / MARK_SIZE_GOOD))
    return min(MARK_SIZE_GOOD, floor(natural * 100 / scale * 2) / 2), scale
