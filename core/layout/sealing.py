"""Seals over signature and date (7.3.5.1): one organ's, or those of several, in rows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from math import ceil
from typing import NamedTuple

from ..document import Picture, Signature, chinese_date, spans
from ..errors import LayoutError
from ..values import dataclass
from .compositor import Compositor
from .line import Run, SetLine
from .lines import natural_width
from .plan import Anchored, Element, Page, PlacedPicture, height_of
from .standard import (
    DATE_RIGHT,
    GAP_ONE_LINE_MM,
    LEFT,
    SEAL_APART_MM,
    SEAL_CLEAR_MM,
    SEAL_DOWN_MM,
    SEAL_DOWN_RANGE_MM,
    SEAL_GAP_MM,
    SEALS_IN_ROW,
    TYPE_WIDTH,
    mm,
    snap,
)
from .styles import Role
from .title import evenly

_APART = mm(SEAL_APART_MM)
# Into how many lines names may be broken, tried in this order.
_LINES = (1, 2, 3, 1000)


@dataclass(frozen=True, slots=True)
class _Organ:
    """An issuer, its name broken into lines, and its seal.

    :param width: of its name, pt.
    :param under: that of what stands below it: the date, below the last issuer.
    """

    lines: tuple[str, ...]
    seal: Picture
    width: float
    under: float = 0.0

    @property
    def across(self) -> float:
        """The width of its seal."""
        return mm(self.seal.width)

    @property
    def half(self) -> float:
        """How far the widest of it reaches to either side."""
        return max(self.width, self.across, self.under) / 2


@dataclass(frozen=True, slots=True)
class _Row:
    """Issuers beside each other, and where the middle of each stands, from the left edge of the type area."""

    organs: tuple[_Organ, ...]
    centers: tuple[float, ...]

    @property
    def depth(self) -> int:
        """How many lines their names take."""
        return max(len(organ.lines) for organ in self.organs)

    @property
    def height(self) -> float:
        """That of its highest seal."""
        return max(mm(organ.seal.height) for organ in self.organs)


def sealed(signature: Signature, compositor: Compositor, *, clear: bool = False) -> Iterator[Element]:
    """Blank lines, the issuers and the date, with a seal anchored to each issuer.

    :param clear: the seals of the last row end above the characters of the line below the date.
    :raises LayoutError: a seal is wider than the type area.
    """
    date = chinese_date(signature.date)
    for one in signature.seals:
        if mm(one.width) > TYPE_WIDTH:
            raise LayoutError(f"印章“{one.name}”宽 {one.width:g} 毫米，比版心还宽。请写上“直径”，一般为 38 至 50 毫米")
    if len(signature.issuers) == 1:
        row = _single(signature, compositor, _width(Role.DATE, date, compositor))
        yield from _Closing(compositor, [row], date, clear=clear).elements()
        return
    counts = range(min(SEALS_IN_ROW, len(signature.issuers)), 0, -1)
    # Rather fewer in a row than a broken name, rather broken once than often, as long as a page holds all of them.
    found = [(lines, rows) for lines in _LINES for count in counts if (rows := _rows(signature, compositor, count, lines))]
    choices = [_Closing(compositor, rows, date, clear=clear) for lines, rows in found if lines > 1 or len(rows[0].organs) > 1]
    yield from next((choice for choice in choices if choice.fits), choices[-1]).elements()


def depth(elements: Iterable[Element]) -> float:
    """How far elements, one below the other, reach with what is anchored to them, pt."""
    y = reach = 0.0
    for element in elements:
        y += element.before
        reach = max(reach, y + element.reach)
        y += height_of(element, 0, len(element.lines))
    return max(y, reach)


class Room(NamedTuple):
    """How a seal lies between the text above and the lines that it presses.

    :param blanks: blank lines below the text; ``before``: the space above them, pt.
    :param down: how far the middle of the pressed lines is below the seal's.
    """

    blanks: int
    before: float
    down: float


def room_above(height: float, pitch: float, leading: float, lines: int = 2, lowest: float = 0.0) -> Room:
    """The room for a seal, which begins below the text, one line at the most.

    :param height: of the seal; all lengths in pt.
    :param leading: from the top of a line to that of its characters.
    :param lines: how many lines it presses: an issuer and the date.
    :param lowest: how far the middle of these must be below the seal's, at the least.
    """
    count = max(0, round((mm(SEAL_GAP_MM + SEAL_DOWN_MM) + height / 2) / pitch - lines / 2))
    rest = (count + lines / 2) * pitch - height / 2
    # The text's characters end a leading above its line's lower edge.
    before = snap(max(0.0, lowest + mm(SEAL_CLEAR_MM) - leading - rest)) if lowest else 0.0
    rest += before
    least, most = map(mm, SEAL_DOWN_RANGE_MM)
    down = max(min(max(rest - mm(SEAL_GAP_MM), least), most), lowest)
    return Room(count, before, max(down, rest - mm(GAP_ONE_LINE_MM) + leading))


class _Closing:
    """Sets rows of sealed issuers with the date under the last one."""

    def __init__(self, compositor: Compositor, rows: Sequence[_Row], date: str, *, clear: bool) -> None:
        self.compositor = compositor
        self.rows = rows
        self.date = date
        self.pitch = compositor.setup.pitch
        leading, last = compositor.setup.leading, len(rows) - 1
        lowest = rows[last].height / 2 - self._pressed(last) * self.pitch / 2 - leading if clear else 0.0
        self.room = room_above(rows[0].height, self.pitch, leading, self._pressed(0), max(0.0, lowest))

    @property
    def fits(self) -> bool:
        """Whether a page holds all of it between a line of text and a note."""
        return depth(self.elements()) + 2 * self.pitch <= self.compositor.setup.height

    def elements(self) -> Iterator[Element]:
        """Everything from the first blank line to the date."""
        for number, row in enumerate(self.rows):
            blanks = [self.compositor.blank] * (self._between(number) if number else self.room.blanks)
            above = [*blanks, self._row(number, row)]
            yield replace(above[0], before=0.0 if number else self.room.before)
            yield from above[1:]
        center = self.rows[-1].centers[-1]
        width = _width(Role.DATE, self.date, self.compositor)
        yield self.compositor.paragraph(Role.DATE, spans(self.date), left=max(0.0, center - width / 2))

    def _pressed(self, number: int) -> int:
        """The lines that a row's seals press: the date is one for the last row."""
        return self.rows[number].depth + (number == len(self.rows) - 1)

    def _between(self, number: int) -> int:
        """The blank lines above a row, so that its seals stay clear of those above."""
        middles = (self._pressed(number - 1) + self._pressed(number)) / 2
        heights = (self.rows[number - 1].height + self.rows[number].height) / 2
        return max(0, ceil((heights + _APART) / self.pitch - middles))

    def _row(self, number: int, row: _Row) -> Element:
        middle = self._pressed(number) * self.pitch / 2 - self.room.down
        anchored = tuple(
            Anchored(organ.seal, center - organ.across / 2, middle - mm(organ.seal.height) / 2)
            for organ, center in zip(row.organs, row.centers, strict=True)
        )
        if len(row.organs) == 1 and row.depth == 1:
            organ, center = row.organs[0], row.centers[0]
            own = self.compositor.paragraph(Role.SIGNATURE, spans(organ.lines[0]), left=max(0.0, center - organ.width / 2))
            return Element(own.role, own.runs, own.lines, own.pitch, left=own.left, anchored=anchored)
        style = self.compositor.setup.styles[Role.SIGNATURE]
        texts = [[_line(organ, place - row.depth) for organ in row.organs] for place in range(row.depth)]
        lines = tuple(line for text in texts for line in self._lines(text, row.centers))
        written = "\n".join("".join(f"\t{part}" for part in text) for text in texts)
        return Element(Role.SIGNATURE, (Run(written, style.face),), lines, style.pitch, centers=row.centers, anchored=anchored)

    def _lines(self, texts: Sequence[str], centers: Sequence[float]) -> Iterator[SetLine]:
        """One line of several names side by side."""
        style, tracking = self.compositor.setup.styles[Role.SIGNATURE], self.compositor.setup.natural_tracking(Role.SIGNATURE)
        beside = False
        for text, center in zip(texts, centers, strict=True):
            if text:
                width = _width(Role.SIGNATURE, text, self.compositor)
                yield SetLine((Run(text, style.face),), center - width / 2, width, tracking, beside)
                beside = True


def _width(role: Role, text: str, compositor: Compositor) -> float:
    """The width of a line as it is printed."""
    style = compositor.setup.styles[role]
    return natural_width([Run(text, style.face)], compositor.metrics, style.size, compositor.setup.natural_tracking(role))


def _line(organ: _Organ, place: int) -> str:
    """A line of a name, counted from its last (-1); names stand on the row's last line."""
    return organ.lines[place] if -place <= len(organ.lines) else ""


def _single(signature: Signature, compositor: Compositor, date: float) -> _Row:
    """One organ: the date four 字 in from the right, the issuer centred over it; a long one moves both to the left."""
    organ = _organ(signature.issuers[0], signature.seals[0], compositor, TYPE_WIDTH)
    half = max(organ.width, organ.across) / 2
    center = min(TYPE_WIDTH - DATE_RIGHT * compositor.setup.cell - date / 2, TYPE_WIDTH - half)
    return _Row((organ,), (max(half, center),))


def _organ(name: str, seal: Picture, compositor: Compositor, limit: float) -> _Organ:
    """An organ, its name broken where it is wider than ``limit``."""
    count = 1
    lines: tuple[str, ...] = (name,)
    while (width := max(_width(Role.SIGNATURE, line, compositor) for line in lines)) > limit and count < len(name):
        count += 1
        lines = evenly(name, count)
    return _Organ(lines, seal, width)


def _rows(signature: Signature, compositor: Compositor, count: int, lines: int) -> list[_Row]:
    """The issuers in rows of ``count``, a rest centred; none where names of so many lines have no room side by side."""
    cell = compositor.setup.cell
    limit = TYPE_WIDTH / count - cell if lines > 1 else TYPE_WIDTH
    organs = [_organ(name, seal, compositor, limit) for name, seal in zip(signature.issuers, signature.seals, strict=True)]
    organs[-1] = replace(organs[-1], under=_width(Role.DATE, chinese_date(signature.date), compositor))
    if max(len(organ.lines) for organ in organs) > lines:
        return []
    rows = [organs[start : start + count] for start in range(0, len(organs), count)]
    whole = _centers(list(zip(*(row for row in rows if len(row) == count), strict=True)), TYPE_WIDTH, cell)
    rest = rows[-1] if len(rows[-1]) < count else []
    centered = _centers([(organ,) for organ in rest], TYPE_WIDTH * len(rest) / count, cell)
    if not whole or (rest and not centered):
        return []
    return [_Row(tuple(row), whole if len(row) == count else centered) for row in rows]


def _centers(columns: Sequence[Sequence[_Organ]], room: float, cell: float) -> tuple[float, ...]:
    """The middles of columns: even in a centred room, but for what names and seals need; none where they need too much.

    :param cell: what parts neighbouring names.
    """
    names = [max(organ.width for organ in column) for column in columns]
    seals = [max(organ.across for organ in column) for column in columns]
    halves = [max(organ.half for organ in column) for column in columns]
    gaps = [
        max(sum(names[place : place + 2]) / 2 + cell, sum(seals[place : place + 2]) / 2 + _APART)
        for place in range(len(columns) - 1)
    ]
    middles = [TYPE_WIDTH / 2 + room * ((place + 0.5) / len(columns) - 0.5) for place in range(len(columns))]
    for place, half in enumerate(halves):
        middles[place] = max(middles[place], half, middles[place - 1] + gaps[place - 1] if place else 0.0)
    for place in reversed(range(len(columns))):
        limit = middles[place + 1] - gaps[place] if place + 1 < len(columns) else TYPE_WIDTH
        middles[place] = min(middles[place], limit, TYPE_WIDTH - halves[place])
    return tuple(middles) if all(middle >= half - 0.01 for middle, half in zip(middles, halves, strict=True)) else ()


def place_seals(galley: Sequence[Element], pages: Sequence[Page]) -> Iterator[PlacedPicture]:
    """Where what is anchored to paragraphs stands on the pages."""
    for page in pages:
        for piece in page.slices:
            for one in galley[piece.element].anchored if piece.start == 0 else ():
                width, height = mm(one.picture.width), mm(one.picture.height)
                yield PlacedPicture(one.picture, page.number, LEFT + one.x, piece.y + one.y, width, height, piece.element)
