"""信函格式 (10.1): the mark near the page's edge, two red double rules, 发文字号 at the right, no number on the first page."""

from __future__ import annotations

from collections.abc import Iterator

from ...document import Gongwen, IssuerMark, Masthead
from ..compositor import Compositor
from ..imprint import set_copies
from ..issuer_mark import set_issuer_mark
from ..line import Run
from ..masthead import Descent, Head, corner, sides
from ..plan import MastheadPlan, PlacedRule
from ..standard import (
    GAP_TWO_LINES_MM,
    LETTER_GAP_MM,
    LETTER_MARK_TOP_MM,
    LETTER_RULE_BETWEEN,
    LETTER_RULE_BOTTOM_MM,
    LETTER_RULE_GAP_MM,
    LETTER_RULE_MM,
    LETTER_RULE_THICK,
    LETTER_RULE_THIN,
    PAGE_WIDTH,
    mm,
)
from ..styles import Face
from .rules import FormatRules

_DOUBLE = LETTER_RULE_THICK + LETTER_RULE_BETWEEN + LETTER_RULE_THIN


def head(_gongwen: Gongwen, masthead: Masthead, compositor: Compositor, _below: float) -> Head:
    """The head: the leading organ's mark alone, and what stands below the first rule."""
    issuer_mark = set_issuer_mark(IssuerMark(masthead.issuer_mark.names[:1], ""), compositor.metrics, top=mm(LETTER_MARK_TOP_MM))
    top = issuer_mark.bottom + mm(LETTER_RULE_GAP_MM)
    rules = (*_double(top, thick_first=True), *_double(mm(LETTER_RULE_BOTTOM_MM) - _DOUBLE, thick_first=False))
    descent = Descent(compositor.setup)
    rows = list(corner(masthead, compositor))
    number = Run(str(masthead.document_number or ""), Face.BODY)
    # 发文字号 stands on the first row below the rule, whatever stands at its left.
    descent.add(sides(rows[0].runs if rows else (), number, compositor), top + _DOUBLE + mm(LETTER_GAP_MM))
    for element in rows[1:]:
        descent.add(element)
    return descent.head(MastheadPlan(issuer_mark, rules), descent.foot + mm(GAP_TWO_LINES_MM))


def _double(top: float, *, thick_first: bool) -> Iterator[PlacedRule]:
    """A double rule in the middle of the page, its upper edge at ``top``."""
    weights = (LETTER_RULE_THICK, LETTER_RULE_THIN) if thick_first else (LETTER_RULE_THIN, LETTER_RULE_THICK)
    for weight in weights:
        yield PlacedRule((PAGE_WIDTH - mm(LETTER_RULE_MM)) / 2, top + weight / 2, mm(LETTER_RULE_MM), weight, red=True)
        top += weight + LETTER_RULE_BETWEEN


RULES = FormatRules(head, imprint=set_copies, even=False, first_folio=False)
