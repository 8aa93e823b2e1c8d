"""The page plan: where every line of a document stands. Plain values; lengths in pt, places from the page's upper left corner.

Two views of one document. The **galley** is the sequence of its paragraphs with their geometry, which a flowing output
(DOCX) writes one by one. The **pages** hold the same paragraphs broken into placed lines, which a fixed output (PDF) draws.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from ..document import Picture
from ..values import dataclass
from .grid import Grid
from .line import Run, SetLine
from .page_setup import STANDARD, PageSetup
from .standard import PITCH, mm
from .styles import Role


@dataclass(frozen=True, slots=True)
class Anchored:
    """A picture over a paragraph, which it moves with (a seal, a stamp).

    :param x: its left edge from that of the type area; ``y`` its top from that of the paragraph's first line.
    """

    picture: Picture
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Element:
    """A paragraph (or a table) of the galley.

    :param runs: its whole text; ``\\n`` is a forced line break.
    :param lines: the same text, broken; a paragraph may go over several pages; a blank line has one without runs.
    :param pitch: from one of its lines to the next.
    :param before: space above it.
    :param left, right, first: its indents; ``first`` is added to ``left`` on the first line.
    :param new_page: it begins a page.
    :param keep: its last line stays on one page with the next element's first.
    :param whole: its own lines stay on one page.
    :param centers: from the left edge of the type area, where what stands behind each of its tabs is centred.
    :param anchored: what is printed over it.
    :param landscape: it stands on a landscape page (clause 8).
    :param grid: for :attr:`Role.TABLE`.
    :param picture: for :attr:`Role.FIGURE`, scaled to its room: it stands at the foot of the element's one line.
    """

    role: Role
    runs: tuple[Run, ...] = ()
    lines: tuple[SetLine, ...] = ()
    pitch: float = PITCH
    before: float = 0.0
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    new_page: bool = False
    keep: bool = False
    whole: bool = False
    centers: tuple[float, ...] = ()
    anchored: tuple[Anchored, ...] = ()
    landscape: bool = False
    grid: Grid | None = None
    picture: Picture | None = None

    @property
    def text(self) -> str:
        """Its whole text."""
        return "".join(run.text for run in self.runs)

    @property
    def short_end(self) -> bool:
        """Whether it is a line of text that goes along with the signature: “妥否，请批示。” does not stand alone above it."""
        return self.keep and not self.whole and self.role is Role.TEXT and len(self.lines) == 1

    @property
    def reach(self) -> float:
        """How far what is anchored to it reaches below the top of its first line."""
        return max((one.y + mm(one.picture.height) for one in self.anchored), default=0.0)


@dataclass(frozen=True, slots=True)
class IssuerMarkPlan:
    """发文机关标志 set: its lines, each with the baseline that it stands on.

    :param lines: names as printed; a suffix (``文件``) on the same line, or a line of its own beside several names.
    :param baselines: the y of each line's baseline.
    :param size: of its characters; ``scale`` their width in per cent.
    :param top: of its ink; ``bottom`` likewise.
    """

    lines: tuple[SetLine, ...]
    baselines: tuple[float, ...]
    size: float
    scale: float
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class PlacedRule:
    """A rule: the left end and the middle of its weight, from the page's corner; ``red`` or black."""

    x: float
    y: float
    width: float
    weight: float
    red: bool = False


@dataclass(frozen=True, slots=True)
class PlacedStar:
    """A red star of five points: the middle of the box that holds it, from the page's corner, and the box's width."""

    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class PlacedPicture:
    """A picture on a page (from 1), its upper left corner from the page's; ``element`` of the galley is what it belongs to.

    :param over: it is printed over the text (a seal), not in a room of its own.
    """

    picture: Picture
    page: int
    x: float
    y: float
    width: float
    height: float
    element: int
    over: bool = True


@dataclass(frozen=True, slots=True)
class Slice:
    """Consecutive lines of one element on one page (or rows ``start`` to ``stop`` of its table); ``y`` is the top of the first.

    :param element: its place in the galley.
    """

    element: int
    start: int
    stop: int
    y: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page: what stands on it in the flow.

    :param number: from 1.
    :param folio: whether its number is printed.
    :param landscape: its table is rotated by a quarter to the left (clause 8); places on it are those of the rotated sheet,
        297 mm wide and 210 mm high.
    """

    number: int
    slices: tuple[Slice, ...] = ()
    folio: bool = True
    landscape: bool = False


@dataclass(frozen=True, slots=True)
class ImprintPlan:
    """版记 set: its elements from top to bottom, the page (from 1) at whose foot it stands, and its height, rules included.

    :param top: of its first rule.
    :param places: for each element the y of the top of its first line.
    :param even: it belongs on an even page.
    """

    elements: tuple[Element, ...]
    page: int
    height: float
    top: float
    rules: tuple[PlacedRule, ...]
    places: tuple[float, ...]
    even: bool = True


@dataclass(frozen=True, slots=True)
class MastheadPlan:
    """版头 set: the mark, the rules and the star of the first page; its other elements stand in the galley."""

    issuer_mark: IssuerMarkPlan
    rules: tuple[PlacedRule, ...]
    star: PlacedStar | None = None


class PlacedLine(NamedTuple):
    """A line where it stands.

    :param element: the paragraph that it is of.
    :param y: its top, pt from the page's upper edge.
    """

    element: Element
    line: SetLine
    y: float


@dataclass(frozen=True, slots=True)
class PagePlan:
    """A whole document, set.

    :param pictures: seals and figures.
    :param setup: the rules of its page.
    :param notes: what was done to make it fit, in Chinese.
    """

    galley: tuple[Element, ...]
    pages: tuple[Page, ...]
    masthead: MastheadPlan | None = None
    imprint: ImprintPlan | None = None
    pictures: tuple[PlacedPicture, ...] = ()
    setup: PageSetup = STANDARD
    notes: tuple[str, ...] = ()

    def lines(self, page: Page) -> Iterator[PlacedLine]:
        """The lines of a page's paragraphs, in order."""
        for piece in page.slices:
            element = self.galley[piece.element]
            for line, y in placed(element, piece.start, piece.stop, piece.y):
                yield PlacedLine(element, line, y)


def placed(element: Element, start: int, stop: int, y: float) -> Iterator[tuple[SetLine, float]]:
    """An element's lines ``start`` to ``stop``, the first at ``y``, each with the y of its top."""
    for line in element.lines[start:stop]:
        y -= element.pitch if line.beside else 0.0
        yield line, y
        y += element.pitch


def height_of(element: Element, start: int, stop: int) -> float:
    """The height of an element's lines ``start`` to ``stop``, or of such rows of its table under their head."""
    if element.grid is None:
        return sum(not line.beside for line in element.lines[start:stop]) * element.pitch
    return element.grid.opening + sum(row.height for row in element.grid.rows[start:stop])


def page_end(plan: PagePlan, page: Page) -> float:
    """Where the last line of a page ends; the page is not a blank one."""
    piece = page.slices[-1]
    return piece.y + height_of(plan.galley[piece.element], piece.start, piece.stop)
