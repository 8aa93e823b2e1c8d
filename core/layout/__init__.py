"""The rules of the page: from a document to its page plan. Pure Python; no font engine, no renderer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..document import Gongwen
    from .compositor import Galley
    from .formats.form import Form
    from .masthead import Head
    from .metrics import Metrics
    from .page_setup import House
    from .plan import Element, Line, PagePlan


def lay_out(gongwen: Gongwen, metrics: Metrics, house: House | None = None) -> PagePlan:
    """Set a document by GB/T 9704-2012.

    :param metrics: the faces' widths; both outputs must use the same ones.
    :param house: the rules of the page; None: the standard's.
    :returns: its paragraphs with their geometry, and its pages with the place of every line, in pt.
    :raises LayoutError: something in it fits on no page.
    """
    from .fitting import fit
    from .page_setup import STANDARD

    known: dict[object, tuple[Line, ...]] = {}
    return fit(gongwen, house or STANDARD, lambda gongwen, house: _set(gongwen, metrics, house, known))


def _set(gongwen: Gongwen, metrics: Metrics, house: House, known: dict[object, tuple[Line, ...]]) -> PagePlan:
    """Set a document as it is.

    :param known: paragraphs that were broken before, in another attempt.
    """
    from .compositor import Galley
    from .figures import place_figures
    from .formats import FORMS
    from .pages import paginate
    from .plan import PagePlan
    from .sealing import place_seals
    from .table_spill import without_spills

    form = FORMS[gongwen.format]
    setter = Galley(metrics, house, known=known)
    elements, head = _headed(gongwen, form, setter)
    imprint = form.imprint(gongwen.imprint, setter) if gongwen.imprint else None
    elements = without_spills(elements, lambda elements: paginate(elements, None, house)[0])
    pages, imprint = paginate(elements, imprint, house, even=form.even)
    if head and not form.first_folio:
        pages = (replace(pages[0], folio=False), *pages[1:])
    pictures = (*place_figures(elements, pages), *place_seals(elements, pages))
    notes = tuple(element.grid.note for element in elements if element.grid and element.grid.note)
    return PagePlan(tuple(elements), pages, head.plan if head else None, imprint, pictures, house, notes)


def _headed(gongwen: Gongwen, form: Form, setter: Galley) -> tuple[Sequence[Element], Head | None]:
    """The galley with the 版头 above the text.

    :raises LayoutError: the head leaves no room for text on the first page.
    """
    from .masthead import check_room, opening_height

    if gongwen.masthead is None:
        return list(setter.document(gongwen)), None
    text = list(setter.document(form.body(gongwen)))
    head = form.head(gongwen, gongwen.masthead, setter, opening_height(text))
    check_room(gongwen, head, text, setter.house)
    return head.above(text, setter.house), head
