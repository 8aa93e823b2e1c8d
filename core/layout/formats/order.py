"""命令（令）格式 (10.2): the mark, 令号 below it, and the text without a title."""

from __future__ import annotations

from dataclasses import replace

from ...document import Gongwen, Masthead
from ..compositor import Compositor
from ..issuer_mark import set_issuer_mark
from ..masthead import Descent, Head, corner, issuer_mark_width
from ..plan import MastheadPlan
from ..standard import GAP_TWO_LINES_MM, ORDER_MARK_TOP_MM, mm
from ..styles import Role
from .rules import FormatRules


def head(_gongwen: Gongwen, masthead: Masthead, compositor: Compositor, _below: float) -> Head:
    """Mark and 令号; the text begins two lines below it."""
    top, rows = mm(ORDER_MARK_TOP_MM), list(corner(masthead, compositor))
    # 20 mm hold two rows of the corner; beside a third one the mark is narrower.
    width = issuer_mark_width(rows, compositor.setup, top)
    issuer_mark = set_issuer_mark(masthead.issuer_mark, compositor.metrics, top=top, width=width)
    descent = Descent(compositor.setup)
    for element in rows:
        descent.add(element)
    if masthead.label:
        descent.add(compositor.centered(Role.DOCUMENT_NUMBER, [masthead.label]), issuer_mark.bottom + mm(GAP_TWO_LINES_MM))
    foot = descent.foot if masthead.label else issuer_mark.bottom
    return descent.head(MastheadPlan(issuer_mark, ()), foot + mm(GAP_TWO_LINES_MM))


def body(gongwen: Gongwen) -> Gongwen:
    """Without its title, which serves for lists and files alone."""
    return replace(gongwen, main=replace(gongwen.main, title=""))


RULES = FormatRules(head, body)
