"""The page plan → painted pages: lines, rules and pictures get their places on the sheet, characters the font that has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ..fonts.faces import Fonts
from ..layout.line import Run
from ..layout.plan import Element, ImprintPlan, MastheadPlan, Page, PagePlan, PlacedPicture, PlacedRule, PlacedStar, Slice, placed
from ..layout.standard import BLACK, FOLIO_Y_MM, LEFT, PAGE_WIDTH, RED, SIZE_4, STAR_HEIGHT, TYPE_WIDTH, mm
from ..layout.styles import Role
from .fitted import BASELINE, Fitter
from .frame import Bookmark, Fill, Frame, Image, Polygon, Tag, Text
from .table import cells, rules

# The element's number of what stands in no galley.
_ISSUER_MARK: Final = -1
_FOLIO: Final = -2
# A star of five points in a box one wide: from its upper point clockwise.
_STAR: Final = (
    (0.5, 0.0), (0.6183, 0.3633), (1.0, 0.3633), (0.6909, 0.5878), (0.8091, 0.9511),
    (0.5, 0.7266), (0.1909, 0.9511), (0.3091, 0.5878), (0.0, 0.3633), (0.3822, 0.3633),
)  # fmt: skip


def frames(plan: PagePlan, fonts: Fonts) -> Iterator[Frame]:
    """Paint the pages of a plan, one after the other; whoever wants one page alone takes :func:`frame`.

    :raises FontError: a face has no file, or nothing has one of the characters.
    """
    painter = _Painter(plan, fonts)
    return map(painter.frame, plan.pages)


def frame(plan: PagePlan, fonts: Fonts, number: int) -> Frame:
    """Paint one page of a plan, from 1.

    :raises FontError: as :func:`frames`.
    """
    return _Painter(plan, fonts).frame(plan.pages[number - 1])


class _Painter:
    def __init__(self, plan: PagePlan, fonts: Fonts) -> None:
        self.plan = plan
        self.setup = plan.setup
        self.fitter = Fitter(fonts)
        self.folio_baseline = _folio_baseline(plan, fonts)

    def frame(self, page: Page) -> Frame:
        """One page."""
        head = self.plan.masthead if page.number == 1 and not self.setup.preprinted else None
        imprint = self.plan.imprint if self.plan.imprint and self.plan.imprint.page == page.number else None
        left = self._left(page)
        flow = [text for piece in page.slices for text in self._slice(page, piece, left)]
        issuer_mark = list(self._issuer_mark(head, left)) if head else []
        fills = [self._rule(rule, left) for rule in (*(head.rules if head else ()), *(imprint.rules if imprint else ()))]
        return Frame(
            page.number,
            images=tuple(self._image(one, left) for one in self.plan.pictures if one.page == page.number),
            fills=(*fills, *(rule for piece in page.slices for rule in self._table_rules(page, piece, left))),
            polygons=(_star(head.star, left),) if head and head.star else (),
            texts=(*_in_order(issuer_mark, flow), *(self._imprint(imprint, left) if imprint else ())),
            folio=tuple(self._folio(page, left)) if page.folio else (),
            bookmarks=tuple(self._bookmarks(page, left)),
        )

    def _left(self, page: Page) -> float:
        """The left edge of the type area."""
        return PAGE_WIDTH - LEFT - TYPE_WIDTH if self.setup.mirrored and page.number % 2 == 0 else LEFT

    def _slice(self, page: Page, piece: Slice, left: float) -> Iterator[Text]:
        element = self.plan.galley[piece.element]
        texts = cells(element.grid, piece, self.fitter, left) if element.grid else self._lines(element, piece, left)
        return (self._landscape(text, left) for text in texts) if page.landscape else iter(texts)

    def _lines(self, element: Element, piece: Slice, left: float) -> Iterator[Text]:
        style = self.setup.styles[element.role]
        color = RED if style.red else BLACK
        tag = Tag(element.role, piece.element)
        for line, y in placed(element, piece.start, piece.stop, piece.y):
            baseline = y + style.pitch / 2 + BASELINE * style.size
            yield from self.fitter.fit_line(line, style.size, left + line.x, baseline, tag, color=color)

    def _bookmarks(self, page: Page, left: float) -> Iterator[Bookmark]:
        for piece in page.slices:
            element = self.plan.galley[piece.element]
            level = (
                1
                if element.role is Role.TITLE
                else self.setup.styles[element.role].outline and self.setup.styles[element.role].outline + 1
            )
            if level and piece.start == 0:
                yield Bookmark(element.text.replace("\n", ""), level, left, piece.y)

    def _landscape(self, text: Text, left: float) -> Text:
        """On a landscape page, whose places are those of the sheet rotated for reading, its upper edge the paper's left one."""
        return replace(text, x=left + text.baseline - LEFT, baseline=self.setup.bottom - (text.x - left), rotated=True)

    def _table_rules(self, page: Page, piece: Slice, left: float) -> Iterator[Fill]:
        grid = self.plan.galley[piece.element].grid
        for rule in rules(grid, piece, left) if grid else ():
            if page.landscape:
                x, y = left + rule.y - LEFT, self.setup.bottom - (rule.x - left) - rule.width
                yield Fill(x, y, rule.height, rule.width, rule.color)
            else:
                yield rule

    def _issuer_mark(self, head: MastheadPlan, left: float) -> Iterator[Text]:
        issuer_mark, face = head.issuer_mark, self.setup.styles[Role.ISSUER_MARK].face
        for line, baseline in zip(issuer_mark.lines, issuer_mark.baselines, strict=True):
            yield from self.fitter.fit(
                (Run(line.text, face),), issuer_mark.size, left + line.x, baseline, Tag(Role.ISSUER_MARK, _ISSUER_MARK),
                tracking=line.tracking * 100 / issuer_mark.scale, scale=issuer_mark.scale, color=RED,
            )  # fmt: skip

    def _imprint(self, imprint: ImprintPlan, left: float) -> Iterator[Text]:
        for number, (element, top) in enumerate(zip(imprint.elements, imprint.places, strict=True), len(self.plan.galley)):
            style, tag = self.setup.styles[element.role], Tag(element.role, number)
            for line, y in placed(element, 0, len(element.lines), top):
                baseline = y + style.pitch / 2 + BASELINE * style.size
                yield from self.fitter.fit_line(line, style.size, left + line.x, baseline, tag)

    def _folio(self, page: Page, left: float) -> Iterator[Text]:
        style = self.setup.styles[Role.FOLIO]
        run = Run(f"{self.setup.folio[0]}{page.number}{self.setup.folio[1]}", style.face)
        tag = Tag(Role.FOLIO, _FOLIO)
        texts = list(self.fitter.fit((run,), style.size, left + SIZE_4, self.folio_baseline, tag))
        if page.number % 2 == 0:
            return iter(texts)
        shift = TYPE_WIDTH - 2 * SIZE_4 - sum(text.width for text in texts)
        return (replace(text, x=text.x + shift) for text in texts)

    def _image(self, picture: PlacedPicture, left: float) -> Image:
        element = self.plan.galley[picture.element]
        tag = Tag(element.role, picture.element)
        return Image(picture.picture, left + picture.x - LEFT, picture.y, picture.width, picture.height, tag)

    def _rule(self, rule: PlacedRule, left: float) -> Fill:
        y = rule.y - rule.weight / 2
        return Fill(left + rule.x - LEFT, y, rule.width, rule.weight, RED if rule.red else BLACK)


def _in_order(issuer_mark: Sequence[Text], flow: Sequence[Text]) -> Iterator[Text]:
    """The mark among the paragraphs: behind what stands above it (份号, 密级, 紧急程度)."""
    if not issuer_mark:
        return iter(flow)
    place = next((number for number, text in enumerate(flow) if text.baseline > issuer_mark[0].baseline), len(flow))
    return iter((*flow[:place], *issuer_mark, *flow[place:]))


def _star(star: PlacedStar, left: float) -> Polygon:
    x, y = left + star.x - LEFT - star.width / 2, star.y - star.width * STAR_HEIGHT / 2
    return Polygon(tuple((x + across * star.width, y + down * star.width) for across, down in _STAR), RED)


def _folio_baseline(plan: PagePlan, fonts: Fonts) -> float:
    """Where a page's number stands: the middle of its dashes is where 7.5 asks."""
    style = plan.setup.styles[Role.FOLIO]
    ink = fonts.ink(style.face, "—")
    return mm(FOLIO_Y_MM) + (ink.top + ink.bottom) / 2 * style.size
