"""The rules of the page: from a document to its page plan. Pure Python; no font engine, no renderer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ..model import Gongwen
    from .house import House
    from .metrics import Metrics
    from .plan import PagePlan


def lay_out(gongwen: Gongwen, metrics: Metrics, house: House | None = None) -> PagePlan:
    """Set a document by GB/T 9704-2012.

    :param metrics: the faces' widths; both outputs must use the same ones.
    :param house: the rules of the page; None: the standard's.
    :returns: its paragraphs with their geometry, and its pages with the place of every line, in pt.
    :raises LayoutError: something in it fits on no page.
    """
    from .figures import place_figures
    from .galley import Galley
    from .house import STANDARD
    from .imprint import set_imprint
    from .masthead import MastheadSetter
    from .pages import paginate
    from .plan import PagePlan
    from .sealing import place_seals

    house = house or STANDARD
    setter = Galley(metrics, house)
    elements = list(setter.document(gongwen))
    head = MastheadSetter(gongwen.masthead, setter) if gongwen.masthead else None
    if head:
        elements[0] = replace(elements[0], before=head.title_gap)
        elements[:0] = head.elements
    imprint = set_imprint(gongwen.imprint, setter) if gongwen.imprint else None
    pages, imprint = paginate(elements, imprint, house)
    pictures = (*place_figures(elements, pages), *place_seals(elements, pages))
    return PagePlan(tuple(elements), pages, head.plan if head else None, imprint, pictures, house)
