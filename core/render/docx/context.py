"""What fills the Word template: a page plan's paragraphs as plain dicts, lists and strings.

A paragraph's own geometry goes with its text as a ``w:pPr`` of its own, which :func:`hongtou.ooxml.tree.settle` merges into the
sample's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import pairwise
from typing import Any, Final, NamedTuple

from ...document import Picture
from ...layout.page_setup import STANDARD, PageSetup
from ...layout.plan import Element, ImprintPlan, IssuerMarkPlan, PagePlan, page_end
from ...layout.standard import CELL, twips
from ...layout.styles import STYLES, Role
from ...ooxml.elements import PPR, held_run, indents, ordered, paragraph, run, spacing, text, w
from ...ooxml.libreoffice import carried, parted
from ...values import dataclass
from .landscape import ends
from .picture import behind, inline
from .styles import CARRIER, CARRIER_HEIGHT, FACE_STYLES
from .table import table
from .tightening import pieces

Item = dict[str, Any]
_ALONE: Final = (Role.SIGNATURE, Role.DATE)


class Shape(NamedTuple):
    """The lengths of a paragraph, pt."""

    before: float
    left: float
    right: float
    first: float

    @classmethod
    def of(cls, element: Element) -> Shape:
        """That of an element; what stands by its left end alone must not be broken, however an engine counts."""
        alone = element.role in _ALONE and len(element.lines) == 1 and not element.right
        return cls(element.before, element.left, -CELL if alone else element.right, element.first)

    @classmethod
    def of_style(cls, role: Role, setup: PageSetup = STANDARD) -> Shape:
        """That of a role's style in the template, or in a document of this setup."""
        style = setup.styles[role]
        return cls(0.0, style.left, style.right, style.first)


@dataclass(frozen=True)
class Setter:
    """Turns elements into what the template shows.

    :param shapes: for each role the lengths that its style has in this document.
    :param ids: the template's style ids by style name.
    :param setup: the rules of the page.
    :param embed: puts a picture's file into the document; gives the id of the relation to it.
    """

    shapes: Mapping[Role, Shape]
    ids: Mapping[str, str]
    setup: PageSetup = STANDARD
    embed: Callable[[Picture], str] = str

    def content(self, element: Element) -> str:
        """An element's own properties, where its style does not serve, and its runs."""
        drawn = self._drawn(element.picture) if element.picture else self._runs(element)
        # Word and LibreOffice count a drawing's place from the paragraph in which its run stands.
        anchored = "".join(behind(one, self.embed(one.picture)) for one in element.anchored)
        return self._properties(element) + anchored + drawn

    def _drawn(self, picture: Picture) -> str:
        return inline(picture, self.embed(picture))

    def _properties(self, element: Element) -> str:
        own, usual = Shape.of(element), self.shapes[element.role]
        parts = [
            w("pageBreakBefore") if element.new_page else "",
            spacing(before=own.before) if own.before != usual.before else "",
            spacing(line=element.pitch, rule="atLeast") if element.picture else "",
            indents(own.left, own.right, own.first) if own[1:] != usual[1:] else "",
            w("keepNext") if element.keep else "",
            w("keepLines") if element.whole and len(element.lines) > 1 else "",
            _tabs(element),
        ]
        return w("pPr", ordered(parts, PPR)) if any(parts) else ""

    def _runs(self, element: Element) -> str:
        """Text; what has another face than the role's style gets a character style, a line that is too full its own tracking."""
        face, before, written = STYLES[element.role].face, "", []
        lines, place = [line.text for line in element.lines], 0
        spans = carried(lines) if element.text == "".join(lines) else []
        for piece, less in pieces(element, self.setup):
            style = "" if piece.face is face else self.ids.get(FACE_STYLES[piece.face], "")
            tracking = self.setup.tracking_of(element.role) - less if less else None
            for part, is_held in parted(piece.text, spans, place):
                written.append((held_run if is_held else run)(part, style, before, tracking))
                before = part[-1:]
            place += len(piece.text)
        return "".join(written)

    def item(self, element: Element, end: str = "") -> Item:
        """An element as the template's loop takes it.

        :param end: the ``w:sectPr`` of a section that ends with it.
        """
        if element.grid is not None:
            behind = paragraph(self.ids.get(CARRIER, ""), properties=[end]) if end else ""
            return {"style": element.role.value, "table": table(element.grid, self.ids, keep=element.keep) + behind}
        properties = w("pPr", end) if end else ""
        return {"style": element.role.value, "text": properties + self.content(element)}


def _tabs(element: Element) -> str:
    """Where the parts of a row stand: those of 签发人 from their left ends on, the right one of two up to its right end, names
    under seals around their middles.
    """
    if element.centers:
        return w("tabs", *(w("tab", val="center", pos=twips(center)) for center in element.centers))
    if element.role is Role.SIDES:
        right = element.lines[-1]
        return w("tabs", w("tab", val="right", pos=twips(right.x + right.width)))
    if element.role is Role.APPROVERS and len(element.lines) > 1:
        return w("tabs", *(w("tab", val="left", pos=twips(line.x)) for line in element.lines[1:]))
    return ""


def shapes(plan: PagePlan) -> dict[Role, Shape]:
    """The lengths of each role's style in this document: those of its first paragraph."""
    found = {role: Shape.of_style(role, plan.setup) for role in STYLES}
    flowing = flow(plan)
    # What follows a table has space above it that others of its role have not.
    usual = [*flowing[:1], *(below for above, below in pairwise(flowing) if above.grid is None)]
    elements = (*usual, *(plan.imprint.elements if plan.imprint else ()))
    # On 公文正文 all other styles are based: it stays as it is.
    found.update({element.role: Shape.of(element) for element in reversed(elements) if element.role is not Role.TEXT})
    return found


def flow(plan: PagePlan) -> tuple[Element, ...]:
    """The galley with room for the paragraph that carries the mark and the red rule."""
    if plan.masthead is None:
        return plan.galley
    place = corner(plan)
    below = plan.galley[place]
    return (*plan.galley[:place], replace(below, before=below.before - CARRIER_HEIGHT), *plan.galley[place + 1 :])


def corner(plan: PagePlan) -> int:
    """How many elements stand above the paragraph that carries the mark: all before the first one with room above it."""
    return next((number for number, element in enumerate(plan.galley) if element.before >= CARRIER_HEIGHT), 0)


def context(plan: PagePlan, setter: Setter) -> dict[str, Any]:
    """All that the template's tags may name."""
    breaks, flowing = ends(plan), set(_flowing(plan))
    items = []
    for number, element in enumerate(flow(plan)):
        # A section's end turns the page before what follows it.
        begins = element.new_page and number - 1 not in breaks
        own = replace(element, new_page=begins, keep=element.keep and number not in flowing)
        items.append(setter.item(own, breaks.get(number, "")))
    if plan.masthead:
        items.insert(corner(plan), {"style": Role.ISSUER_MARK.value, "lines": _issuer_mark_lines(plan.masthead.issuer_mark)})
    return {"items": items, "imprint": _imprint(plan.imprint, setter) if plan.imprint else None}


def _flowing(plan: PagePlan) -> Iterator[int]:
    """Paragraphs that go over to the page of what they are kept with by themselves, since theirs is full: LibreOffice would take
    the whole paragraph there, and not its last lines.
    """
    for page in plan.pages:
        for piece in page.slices[-1:]:
            element = plan.galley[piece.element]
            if piece.stop < len(element.lines) and page_end(plan, page) + element.pitch > plan.setup.bottom:
                yield piece.element


def _issuer_mark_lines(issuer_mark: IssuerMarkPlan) -> list[str]:
    """The runs of a mark's lines; names below each other have each its own tracking, so that all are equally wide."""
    joint = len(issuer_mark.lines) > 1
    lines = []
    for line in issuer_mark.lines:
        own = w("rPr", w("spacing", val=twips(line.tracking))) if joint else ""
        lines.append(w("r", own, text(line.text)))
    return lines


def trailing(plan: PagePlan) -> int:
    """How many pages follow the last one with text."""
    last = max((page.number for page in plan.pages if page.slices), default=1)
    return plan.imprint.page - last if plan.imprint else 0


def unnumbered(plan: PagePlan) -> bool:
    """Whether the pages after the text bear no number."""
    return trailing(plan) > 0 and not plan.pages[-1].folio


def _imprint(imprint: ImprintPlan, setter: Setter) -> Item:
    """版记. Templates that offices made from older ones ask for blank pages, too; sections make them now."""
    copies = [setter.content(element) for element in imprint.elements if element.role is not Role.PRINTED]
    printed = [setter.content(element) for element in imprint.elements if element.role is Role.PRINTED]
    return {"blanks": (), "place": "", "copies": copies, "printed": printed}
