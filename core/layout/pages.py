"""Pages: the galley's lines filled into pages of 225 mm, and the page for the 版记."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ..errors import LayoutError
from .grid import Grid, GridRow
from .page_setup import PageSetup
from .plan import Element, ImprintPlan, Page, Slice
from .standard import LEFT, RIGHT, TYPE_WIDTH
from .styles import Role

# What a page must have left: LibreOffice loses some twips of its height, and of every line, when it converts lengths; more below
# a 版头, as measured.
_LEFT_OVER: Final = 0.4
_LEFT_OVER_HEADED: Final = 1.0
# … and for each table on the page.
_LEFT_OVER_TABLE: Final = 0.1
# A landscape page has no grid of lines (:mod:`hongtou.render.docx.landscape`).
_LEFT_OVER_LANDSCAPE: Final = 0.1
_NO_HEAD: Final = frozenset({Role.BLANK, Role.TITLE, Role.ATTACHMENT_MARK})
# Nobody prints or reads a document of more pages.
PAGES_MAX: Final = 2000


class _Filler:
    """Fills pages from top to bottom."""

    def __init__(self, galley: Sequence[Element], setup: PageSetup) -> None:
        self.galley = galley
        self.setup = setup
        self.pages: list[list[Slice]] = []
        # Whether each page is landscape (clause 8): its lines run up the page, its upper edge is the page's left one.
        self.landscape: list[bool] = []
        self.y = self.bottom = self.floor = 0.0

    def fill(self) -> None:
        """Place every element."""
        for number, element in enumerate(self.galley):
            if not self.pages or (self.pages[-1] and (element.new_page or element.landscape != self.landscape[-1])):
                self._turn(landscape=element.landscape)
            self.y += element.before
            if element.grid is None:
                self._lines(number, element)
            else:
                self._rows(number, element)

    def _turn(self, *, landscape: bool) -> None:
        if len(self.pages) == PAGES_MAX:
            raise LayoutError(f"排出来超过 {PAGES_MAX} 页，不像是一份公文。分成几份")
        self.pages.append([])
        self.landscape.append(landscape)
        self.y, self.bottom = (LEFT, RIGHT) if landscape else (self.setup.top, self.setup.bottom)
        # How far down what is anchored to the page's paragraphs reaches.
        self.floor = self.y

    def _fits(self, height: float) -> bool:
        headed = len(self.pages) == 1 and self.galley[0].role not in _NO_HEAD
        left_over = _LEFT_OVER_LANDSCAPE if self.landscape[-1] else _LEFT_OVER_HEADED if headed else _LEFT_OVER
        if not self.landscape[-1]:
            left_over += _LEFT_OVER_TABLE * sum(self.galley[piece.element].grid is not None for piece in self.pages[-1])
        return self.y + height <= self.bottom - left_over

    def _room(self, element: Element) -> float:
        """The height of a page for an element."""
        return TYPE_WIDTH if element.landscape else self.setup.height

    def _lines(self, number: int, element: Element) -> None:
        """A paragraph's lines; its last one (or all, where they stay together) waits for what must stay with it."""
        pitch, count = element.pitch, len(element.lines)
        tail = self._tail(number)
        together = _height(element) + tail if element.whole else 0.0
        if together > self._room(element):
            together = 0.0
        start, top = 0, self.y
        for line in range(count):
            if element.lines[line].beside:
                continue
            begun = self.pages[-1] or line > start
            needed = max(pitch + (tail if line == count - 1 else 0.0), max(element.reach, together) if line == 0 else 0.0)
            if begun and not self._fits(needed):
                self._add(number, start, line, top)
                self._turn(landscape=element.landscape)
                start, top = line, self.y
            if line == 0:
                self.floor = max(self.floor, top + element.reach)
            self.y += pitch
        self._add(number, start, count, top)

    def _add(self, number: int, start: int, stop: int, top: float) -> None:
        if stop > start:
            self.pages[-1].append(Slice(number, start, stop, top))

    def _rows(self, number: int, element: Element) -> None:
        """A table's rows; no row is cut, and the head stands again on every page."""
        grid, tail = element.grid, self._tail(number)
        assert grid is not None  # noqa: S101 - the caller looked
        _check_rows(grid, self._room(element))
        start, top, fresh = 0, self.y, bool(self.pages[-1])
        self.y += grid.opening
        for place, row in enumerate(grid.rows):
            last = place == len(grid.rows) - 1
            # A group's name stays with the group's first row.
            needed = (row.height if last else _group(grid, place, self._room(element))) + (tail if last else 0.0)
            if not self._fits(needed) and (self.pages[-1] or place > start or fresh):
                self._add(number, start, place, top)
                self._turn(landscape=element.landscape)
                start, top, fresh = place, self.y, False
                self.y += grid.opening
            self.y += row.height
        self._add(number, start, len(grid.rows), top)

    def _kept(self, number: int) -> bool:
        """Whether an element's last line stays with the next element; a short last line takes one of the text before it along."""
        element, follower = self.galley[number : number + 2]
        return element.keep or (element.role is Role.TEXT and follower.short_end)

    def _tail(self, number: int) -> float:
        """The height of what must follow an element on its page; nothing if that would not fit on any page."""
        height = reach = 0.0
        own = self.galley[number]
        room = self._room(own) - self.setup.pitch
        while number + 1 < len(self.galley) and self._kept(number) and self.galley[number + 1].landscape is own.landscape:
            number += 1
            follower = self.galley[number]
            reach = max(reach, height + follower.before + follower.reach)
            height += follower.before + _first(follower)
            if _divides(follower) or height > room:  # a chain may be as long as the document
                break
        height = max(height, reach)
        return height if height <= room else 0.0


def _height(element: Element) -> float:
    return sum(not line.beside for line in element.lines) * element.pitch


def _check_rows(grid: Grid, room: float) -> None:
    """Make sure that every row fits on a page below the head.

    :raises LayoutError: one does not; says which.
    """
    if grid.opening + grid.pitch > room:
        raise LayoutError(f"表格的表头（“{_longest(grid.head[0])}……”）比一页还高，排不下。请缩短表头里的文字")
    for place, row in enumerate(grid.rows, 1):
        if grid.opening + row.height > room:
            raise LayoutError(f"表格第{place}行（“{_longest(row)}……”）比一页还高，排不下。请缩短单元格里的文字，或者分成几行")


def _longest(row: GridRow) -> str:
    """How the cell with most characters begins."""
    return max((cell.text for cell in row.cells), key=len)[:10]


def _divides(element: Element) -> bool:
    """Whether a page may end within an element."""
    return element.grid is not None or (not element.whole and _height(element) > element.pitch)


def _first(element: Element) -> float:
    """The height of what of an element stands on its first page, at the least."""
    if element.grid is not None:
        return element.grid.opening + (_group(element.grid, 0, TYPE_WIDTH) if element.grid.rows else 0.0)
    return element.pitch if _divides(element) else _height(element)


def _group(grid: Grid, place: int, room: float) -> float:
    """The height of a row and of those that it stays with: a group's first row with the group's name, rows with one merged cell.

    What has no room on one page does not stay together.
    """
    height = 0.0
    for row in grid.rows[place:]:
        height += row.height
        if not row.keep:
            break
    return height if grid.opening + height <= room else grid.rows[place].height


def paginate(
    galley: Sequence[Element], imprint: ImprintPlan | None, setup: PageSetup, *, even: bool = True
) -> tuple[tuple[Page, ...], ImprintPlan | None]:
    """Fill the pages and find the one for the 版记: the foot of the last even page (GB/T 33476.2 7.3.1).

    :raises LayoutError: there are far too many, or a table's row is higher than a page.

    :param even: False: it stands on the last page, be it odd.
    :returns: the pages, blank ones included, and the 版记 with its page. Pages after a blank one bear no number (7.5).
    """
    filler = _Filler(galley, setup)
    filler.fill()
    sheets = zip(filler.pages, filler.landscape, strict=True)
    pages = [Page(number, tuple(slices), landscape=landscape) for number, (slices, landscape) in enumerate(sheets, 1)]
    if imprint is None:
        return tuple(pages), None
    count = len(pages)
    room = not pages[-1].landscape and setup.edge - max(filler.y + setup.pitch, filler.floor) >= imprint.height + _LEFT_OVER
    if not even:
        pages += [] if room else [Page(count + 1)]
    elif count % 2:
        pages.append(Page(count + 1))
    elif not room:
        pages += [Page(count + 1, folio=False), Page(count + 2, folio=False)]
    return tuple(pages), replace(imprint, page=len(pages), even=even)
