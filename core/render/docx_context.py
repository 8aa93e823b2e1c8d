"""What fills the Word template: a page plan's paragraphs as plain dicts, lists and strings.

A paragraph's own geometry goes with its text as a ``w:pPr`` of its own, which :mod:`.docx_fill` merges into the sample's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final, NamedTuple

from markupsafe import Markup

from ..layout.plan import Element, ImprintPlan, PagePlan, Run
from ..layout.styles import STYLES, Role
from ..model import Picture
from .docx_picture import inline
from .docx_styles import CARRIER_HEIGHT, FACE_STYLES
from .docx_table import table
from .ooxml import PPR, indents, ordered, run, spacing, w

Item = dict[str, Any]
# The elements in the upper left corner, above the mark.
_CORNER: Final = (Role.COPY_NUMBER, Role.CLASSIFICATION, Role.URGENCY)


class Shape(NamedTuple):
    """The lengths of a paragraph, pt."""

    before: float
    left: float
    right: float
    first: float

    @classmethod
    def of(cls, element: Element) -> Shape:
        """That of an element."""
        return cls(element.before, element.left, element.right, element.first)

    @classmethod
    def of_style(cls, role: Role) -> Shape:
        """That of a role's style in the template."""
        style = STYLES[role]
        return cls(0.0, style.left, style.right, style.first)


@dataclass(frozen=True)
class Setter:
    """Turns elements into what the template shows.

    :param shapes: for each role the lengths that its style has in this document.
    :param ids: the template's style ids by style name.
    :param embed: puts a picture's file into the document; gives the id of the relation to it.
    """

    shapes: Mapping[Role, Shape]
    ids: Mapping[str, str]
    embed: Callable[[Picture], str] = str

    def content(self, element: Element) -> Markup:
        """An element's own properties, where its style does not serve, and its runs."""
        drawn = self._drawn(element.picture) if element.picture else self.runs(element.runs, element.role)
        return self._properties(element) + drawn

    def _drawn(self, picture: Picture) -> Markup:
        return Markup(inline(picture, self.embed(picture)))  # noqa: S704 - element() escapes

    def _properties(self, element: Element) -> Markup:
        own, usual = Shape.of(element), self.shapes[element.role]
        parts = [
            w("pageBreakBefore") if element.new_page else "",
            spacing(before=own.before) if own.before != usual.before else "",
            spacing(line=element.pitch, rule="atLeast") if element.picture else "",
            indents(own.left, own.right, own.first) if own[1:] != usual[1:] else "",
            w("keepNext") if element.keep else "",
        ]
        return Markup(w("pPr", ordered(parts, PPR)) if any(parts) else "")  # noqa: S704 - numbers only

    def runs(self, runs: Iterable[Run], role: Role) -> Markup:
        """Text; what has another face than the role's style gets a character style."""
        face, before, pieces = STYLES[role].face, "", []
        for piece in runs:
            style = "" if piece.face is face else self.ids.get(FACE_STYLES[piece.face], "")
            pieces.append(run(piece.text, style, before))
            before = piece.text[-1:]
        return Markup("".join(pieces))  # noqa: S704 - run() escapes

    def item(self, element: Element) -> Item:
        """An element as the template's loop takes it."""
        if element.grid is not None:
            return {"style": element.role.value, "table": Markup(table(element.grid, self.ids))}  # noqa: S704 - run() escapes
        return {"style": element.role.value, "text": self.content(element)}


def shapes(plan: PagePlan) -> dict[Role, Shape]:
    """The lengths of each role's style in this document: those of its first paragraph."""
    found = {role: Shape.of_style(role) for role in STYLES}
    elements = (*flow(plan), *(plan.imprint.elements if plan.imprint else ()))
    found.update({element.role: Shape.of(element) for element in reversed(elements)})
    return found


def flow(plan: PagePlan) -> tuple[Element, ...]:
    """The galley with room for the paragraph that carries the mark and the red rule."""
    if plan.masthead is None:
        return plan.galley
    place = corner(plan)
    below = plan.galley[place]
    return (*plan.galley[:place], replace(below, before=below.before - CARRIER_HEIGHT), *plan.galley[place + 1 :])


def corner(plan: PagePlan) -> int:
    """How many elements stand above the mark."""
    return next(number for number, element in enumerate(plan.galley) if element.role not in _CORNER)


def context(plan: PagePlan, setter: Setter) -> dict[str, Any]:
    """All that the template's tags may name."""
    items = [setter.item(element) for element in flow(plan)]
    if plan.masthead:
        lines = [setter.runs(line.runs, Role.ISSUER_MARK) for line in plan.masthead.mark.lines]
        items.insert(corner(plan), {"style": Role.ISSUER_MARK.value, "lines": lines})
    return {"items": items, "imprint": _imprint(plan, plan.imprint, setter) if plan.imprint else None}


def trailing(plan: PagePlan) -> int:
    """How many pages follow the last one with text."""
    last = max((page.number for page in plan.pages if page.slices), default=1)
    return plan.imprint.page - last if plan.imprint else 0


def unnumbered(plan: PagePlan) -> bool:
    """Whether the pages after the text bear no number."""
    return trailing(plan) > 0 and not plan.pages[-1].folio


def _imprint(plan: PagePlan, imprint: ImprintPlan, setter: Setter) -> Item:
    """版记; blank pages come before it as the plan has them."""
    pages = trailing(plan)
    turn = Markup(w("pPr", w("pageBreakBefore")))  # noqa: S704 - constant
    # The section's end turns the first page where numbers end; a break of the paragraph turns it elsewhere.
    first = Markup("") if unnumbered(plan) else turn
    turns: Sequence[Markup] = [first, *[turn] * (pages - 1)] if pages else [Markup("")]
    copies = [setter.content(element) for element in imprint.elements if element.role is not Role.PRINTED]
    printed = [setter.content(element) for element in imprint.elements if element.role is Role.PRINTED]
    return {"blanks": turns[:-1], "place": turns[-1], "copies": copies, "printed": Markup("").join(printed)}
