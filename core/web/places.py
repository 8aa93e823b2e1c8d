"""Where the lines of a draft stand on its pages, for clicks on a page and for the cursor."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator, Mapping
from typing import Final

from ..evidence import Evidence, Role
from ..layout.plan import Element, Page, PagePlan, placed
from ..layout.standard import PAGE_HEIGHT
from ..values import dataclass

# So many characters tell a paragraph from others.
_KNOWN: Final = 24


@dataclass(frozen=True, slots=True)
class Place:
    """A line of print.

    :param page: from 1.
    :param top: its upper edge, from that of the page, as a part of the page's height; ``bottom`` likewise.
    :param line: of the draft, from 1.
    """

    page: int
    top: float
    bottom: float
    line: int

    def as_data(self) -> Mapping[str, float | int]:
        """As the browser reads it."""
        return {"page": self.page, "top": round(self.top, 4), "bottom": round(self.bottom, 4), "line": self.line}


def places(plan: PagePlan, evidence: Evidence, file: str) -> Iterator[Place]:
    """The lines of print whose place in the draft is known, page by page.

    :param evidence: what the draft says, with its lines.
    :param file: the draft's, as the evidence names it.
    """
    known = _lines(plan, evidence, file)
    for page in plan.pages:
        if not page.landscape:  # it is shown rotated
            yield from _on(plan, page, known)


def _on(plan: PagePlan, page: Page, known: Mapping[int, int]) -> Iterator[Place]:
    for piece in page.slices:
        line = known.get(piece.element, 0)
        element = plan.galley[piece.element]
        if not line or element.grid is not None:
            continue
        for _, y in placed(element, piece.start, piece.stop, piece.y):
            yield Place(page.number, y / PAGE_HEIGHT, (y + element.pitch) / PAGE_HEIGHT, line)


def _lines(plan: PagePlan, evidence: Evidence, file: str) -> dict[int, int]:
    """For elements, by their places in the galley, the draft's lines: by their text, or by being the one of their role."""
    texts: dict[str, deque[int]] = defaultdict(deque)
    roles: dict[Role, int] = {}
    for item in evidence.items:
        if item.where.line and item.where.file == file:
            texts[_bare(item.text)].append(item.where.line)
            if item.role:
                roles.setdefault(item.role, item.where.line)
    found: dict[int, int] = {}
    for place, element in enumerate(plan.galley):
        text = _text(element)
        if not text:
            continue
        if lines := texts.get(_bare(text)):
            found[place] = lines.popleft() if len(lines) > 1 else lines[0]
        elif element.role in roles and element.role is not Role.TEXT:
            found[place] = roles[element.role]
    return found


def _text(element: Element) -> str:
    return "".join(run.text for run in element.runs)


def _bare(text: str) -> str:
    return "".join(text.split())[:_KNOWN]
