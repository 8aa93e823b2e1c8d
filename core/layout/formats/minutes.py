"""纪要格式 (10.3): the mark, 期号, who issues the minutes and when, red rule; 出席, 请假 and 列席 stand behind the text."""

from __future__ import annotations

from dataclasses import replace

from ...document import Gongwen, Masthead, Signature, chinese_date
from ..compositor import Compositor
from ..issuer_mark import set_issuer_mark
from ..line import Run
from ..masthead import Descent, Head, corner, red_rule, sides
from ..plan import Element, MastheadPlan
from ..standard import GAP_TWO_LINES_MM, MARK_TOP_MM, RULE_GAP_MM, mm
from ..styles import Face, Role
from .rules import FormatRules


def head(gongwen: Gongwen, masthead: Masthead, compositor: Compositor, below: float) -> Head:
    """Mark, 期号 (or 发文字号), the row of issuer and date, red rule."""
    setup = compositor.setup
    rows = _rows(gongwen, masthead, compositor)
    room = setup.bottom - below - mm(MARK_TOP_MM + 2 * GAP_TWO_LINES_MM + RULE_GAP_MM) - len(rows) * setup.pitch
    issuer_mark = set_issuer_mark(masthead.issuer_mark, compositor.metrics, height=room)
    descent = Descent(setup)
    for element in corner(masthead, compositor):
        descent.add(element)
    for number, row in enumerate(rows):
        descent.add(row, None if number else issuer_mark.bottom + mm(GAP_TWO_LINES_MM))
    foot = descent.foot if rows else issuer_mark.bottom
    rules, star = red_rule(foot + mm(RULE_GAP_MM), setup)
    return descent.head(MastheadPlan(issuer_mark, rules, star), rules[0].y + setup.rule_weight / 2 + mm(GAP_TWO_LINES_MM))


def _rows(gongwen: Gongwen, masthead: Masthead, compositor: Compositor) -> list[Element]:
    label = masthead.label or str(masthead.document_number or "")
    rows = [compositor.centered(Role.DOCUMENT_NUMBER, [label])] if label else []
    if (signature := _unsealed(gongwen)) is not None:
        date = Run(chinese_date(signature.date), Face.BODY)
        rows.append(sides([Run("　".join(signature.issuers), Face.BODY)], date, compositor, compositor.setup.cell))
    return rows


def _unsealed(gongwen: Gongwen) -> Signature | None:
    """Who issues the minutes and when; a signature with a seal stands behind the text as in other documents."""
    signature = gongwen.signature
    return None if signature is None or signature.seals or signature.stamps else signature


def body(gongwen: Gongwen) -> Gongwen:
    """Without the signature that the head shows."""
    return replace(gongwen, signature=None) if _unsealed(gongwen) else gongwen


RULES = FormatRules(head, body)
