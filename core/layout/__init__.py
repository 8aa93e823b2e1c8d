"""The rules of the page: from a document to its page plan. Pure Python; no font engine, no renderer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..document import Gongwen
    from .compositor import Compositor, Known
    from .formats.rules import FormatRules
    from .masthead import Head
    from .metrics import Metrics
    from .page_setup import PageSetup
    from .plan import Element, PagePlan

__all__ = [
    "grid",
    "issuer_mark",
    "lay_out",
    "line",
    "line_pieces",
    "lines",
    "metrics",
    "page_setup",
    "plan",
    "standard",
    "styles",
    "wording",
]


def lay_out(gongwen: Gongwen, metrics: Metrics, setup: PageSetup | None = None) -> PagePlan:
    """Set a document by GB/T 9704-2012.

    :param metrics: the faces' widths; both outputs must use the same ones.
    :param setup: the rules of the page; None: the standard's.
    :returns: its paragraphs with their geometry, and its pages with the place of every line, in pt.
    :raises LayoutError: something in it fits on no page.
    """
    from .compositor import Known
    from .fitting import fit
    from .page_setup import STANDARD

    known = Known()
    return fit(gongwen, setup or STANDARD, lambda gongwen, setup: _set(gongwen, metrics, setup, known))


def _set(gongwen: Gongwen, metrics: Metrics, setup: PageSetup, known: Known) -> PagePlan:
    """Set a document as it is.

    :param known: what was set before, in another attempt.
    """
    from .compositor import Compositor
    from .figures import place_figures
    from .formats import FORMAT_RULES
    from .pages import paginate
    from .plan import PagePlan
    from .sealing import place_seals
    from .table_spill import without_spills

    rules = FORMAT_RULES[gongwen.format]
    compositor = Compositor(metrics, setup, known=known)
    elements, head = _headed(gongwen, rules, compositor)
    imprint = rules.imprint(gongwen.imprint, compositor) if gongwen.imprint else None
    elements = without_spills(elements, lambda elements: paginate(elements, None, setup)[0])
    pages, imprint = paginate(elements, imprint, setup, even=rules.even)
    if head and not rules.first_folio:
        pages = (replace(pages[0], folio=False), *pages[1:])
    pictures = (*place_figures(elements, pages), *place_seals(elements, pages))
    notes = tuple(element.grid.note for element in elements if element.grid and element.grid.note)
    return PagePlan(tuple(elements), pages, head.plan if head else None, imprint, pictures, setup, notes)


def _headed(gongwen: Gongwen, rules: FormatRules, compositor: Compositor) -> tuple[Sequence[Element], Head | None]:
    """The galley with the 版头 above the text.

    :raises LayoutError: the head leaves no room for text on the first page.
    """
    from .galley import galley
    from .masthead import check_room, opening_height

    if gongwen.masthead is None:
        return list(galley(gongwen, compositor)), None
    text = list(galley(rules.body(gongwen), compositor))
    head = rules.head(gongwen, gongwen.masthead, compositor, opening_height(text))
    check_room(gongwen, head, text, compositor.setup)
    return head.above(text, compositor.setup), head
