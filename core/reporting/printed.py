"""A document as it is printed: pictures of its pages, and where its characters stand on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import sqrt
from typing import TYPE_CHECKING, Final

from ..render.png import packed_page
from ..values import dataclass

if TYPE_CHECKING:
    import pypdfium2 as pdfium

DPI: Final = 100.0
# Pages beyond these are not shown.
PAGES_MAX: Final = 40
_MM: Final = 25.4 / 72
# A page of a paper that nobody has is drawn smaller.
_PIXELS_MAX: Final = 4_000_000
# So many characters beside words tell them from the same words elsewhere where the paragraph is cut, as by the foot of a page.
_AROUND: Final = (24, 12, 6, 3)
# Characters whose lower edges differ by less, mm, stand on one line.
_SAME: Final = 1.5


@dataclass(frozen=True, slots=True)
class Box:
    """A place on a page (from 1), mm from its upper left corner."""

    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class _Char:
    text: str
    box: Box
    ink: Box


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page, mm, and its picture (PNG)."""

    number: int
    width: float
    height: float
    picture: bytes


class Printed:
    """The pages of a PDF.

    :param pdf: its bytes; it can be read, or it would not have been checked.
    """

    def __init__(self, pdf: bytes) -> None:
        import pypdfium2 as pdfium

        with pdfium.PdfDocument(pdf) as document:
            count = min(len(document), PAGES_MAX)
            self.more = len(document) - count
            self.sheets = [_sheet(document[place], place + 1) for place in range(count)]
            self._chars = [char for place in range(count) for char in _chars(document[place], place + 1)]
        self._text = "".join(char.text for char in self._chars)

    def places(self, text: str, at: int, words: str, page: int = 0, *, ink: bool = False) -> list[Box]:
        """Where words of a paragraph stand, a box for each line; none: they are not there as they are.

        :param at: where the words begin in the paragraph.
        :param page: where to look; 0: on all.
        :param ink: the boxes of what is printed, not of the type.
        """
        before, sought, behind = (_plain(one) for one in (text[:at], words, text[at:][len(words) :]))
        start = next((place for place, char in enumerate(self._chars) if char.box.page >= page), len(self._chars))
        found = self._find(before, sought, behind, start)
        if found < 0 or not sought:
            return []
        return [*_lines([char.ink if ink else char.box for char in self._chars[found : found + len(sought)]])]

    def _find(self, before: str, sought: str, behind: str, start: int) -> int:
        """Where words stand among the characters, with as much around them as stands there; -1: nowhere."""
        sides = [(before, behind)]
        sides += [
            pair for count in _AROUND for pair in ((before[-count:], behind[:count]), (before[-count:], ""), ("", behind[:count]))
        ]
        for left, right in sides:
            found = self._text.find(left + sought + right, start) if left or right or len(sought) > 1 else -1
            if found >= 0:
                return found + len(left)
        return self._text.find(sought, start) if len(sought) > 1 else -1


def _plain(text: str) -> str:
    return "".join(text.split())


def _lines(boxes: Sequence[Box]) -> Iterator[Box]:
    """Boxes that follow each other on one line as one."""
    held: Box | None = None
    for box in boxes:
        if held and held.page == box.page and abs(held.bottom - box.bottom) < _SAME and box.left >= held.left:
            edges = min(held.top, box.top), max(held.right, box.right), max(held.bottom, box.bottom)
            held = Box(box.page, held.left, *edges)
            continue
        if held:
            yield held
        held = box
    if held:
        yield held


def _sheet(page: pdfium.PdfPage, number: int) -> Sheet:
    width, height = page.get_size()
    scale = min(DPI / 72, sqrt(_PIXELS_MAX / max(width * height, 1.0)))
    picture = packed_page(page.render(scale=scale).to_pil(), scale * 72)
    return Sheet(number, width * _MM, height * _MM, picture)


def _chars(page: pdfium.PdfPage, number: int) -> Iterator[_Char]:
    import pypdfium2.raw as raw

    height = page.get_height()
    text = page.get_textpage()
    for index in range(text.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(text, index))
        if char.isspace() or raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        boxes = (_box(text.get_charbox(index, loose=loose), height, number) for loose in (True, False))
        yield _Char("-" if char == "\x02" else char, *boxes)


def _box(edges: tuple[float, float, float, float], height: float, page: int) -> Box:
    left, bottom, right, top = edges
    return Box(page, left * _MM, (height - top) * _MM, right * _MM, (height - bottom) * _MM)
