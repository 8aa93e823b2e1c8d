"""文件格式 (7.2): mark, 发文字号 with 签发人 beside it, red rule."""

from __future__ import annotations

from ...document import Gongwen, Masthead
from ..approvers import Approvers
from ..compositor import Compositor
from ..issuer_mark import set_issuer_mark
from ..masthead import Descent, Head, corner, red_rule
from ..plan import Element, MastheadPlan
from ..standard import GAP_TWO_LINES_MM, MARK_TOP_MM, RULE_GAP_MM, SIZE_3, mm
from ..styles import Role
from .rules import FormatRules


def head(_gongwen: Gongwen, masthead: Masthead, compositor: Compositor, below: float) -> Head:
    """The 版头; joint names get smaller until the first page shows text."""
    setup = compositor.setup
    rows = _number_rows(masthead, compositor)
    fixed = mm(2 * GAP_TWO_LINES_MM + RULE_GAP_MM) + setup.rule_weight + (len(rows) - 1) * setup.pitch + SIZE_3
    issuer_mark = set_issuer_mark(masthead.issuer_mark, compositor.metrics, height=setup.bottom - below - fixed - mm(MARK_TOP_MM))
    descent = Descent(setup)
    for element in corner(masthead, compositor):
        descent.add(element)
    # 7.2.5: two lines below the mark, from ink to character.
    for number, row in enumerate(rows):
        descent.add(row, None if number else issuer_mark.bottom + mm(GAP_TWO_LINES_MM))
    rules, star = red_rule(descent.foot + mm(RULE_GAP_MM), setup)
    return descent.head(MastheadPlan(issuer_mark, rules, star), rules[0].y + setup.rule_weight / 2 + mm(GAP_TWO_LINES_MM))


def _number_rows(masthead: Masthead, compositor: Compositor) -> list[Element]:
    """发文字号 in the middle; of a document to a superior, at the left on the row of the last 签发人."""
    number = str(masthead.document_number or "")
    if masthead.approvers:
        return Approvers(masthead.approvers, number, compositor).rows()
    return [compositor.centered(Role.DOCUMENT_NUMBER, [number])]


RULES = FormatRules(head)
