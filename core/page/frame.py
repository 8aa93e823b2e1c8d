"""The values of a painted page; lengths in pt, places from the sheet's upper left corner, y downwards."""

from __future__ import annotations

from collections.abc import Iterator

from ..document import Picture
from ..fonts.faces import FaceFile
from ..layout.standard import BLACK, PAGE_HEIGHT, PAGE_WIDTH
from ..layout.styles import Role
from ..values import dataclass


@dataclass(frozen=True, slots=True)
class Tag:
    """What a text or a picture belongs to.

    :param role: of its paragraph.
    :param element: a number for its paragraph (or table, or picture); pieces of one paragraph on several pages share it.
    :param row: of its cell in a table, from 0, its head's first one, on; −1: it stands in no table. ``column`` likewise.
    :param head: its cell is one of the table's head.
    """

    role: Role
    element: int
    row: int = -1
    column: int = -1
    head: bool = False


@dataclass(frozen=True, slots=True)
class Text:
    """Characters of one font on one line.

    :param font: the file that has them all (:attr:`hongtou.fonts.FaceFile.index`: which font of the file).
    :param x: the left end of the first one; ``baseline`` is the y that they stand on.
    :param tracking: added after every character, before ``scale``.
    :param scale: their width in per cent (长扁字).
    :param color: ``#rrggbb``.
    :param rotated: the line runs up the sheet (clause 8): ``x`` is where its baseline is, ``baseline`` the y of its lower end.
    """

    text: str
    font: FaceFile
    size: float
    x: float
    baseline: float
    tag: Tag
    tracking: float = 0.0
    scale: float = 100.0
    color: str = BLACK
    rotated: bool = False

    def advances(self) -> Iterator[float]:
        """How far it is from the left end of each character to that of the next."""
        advances, size, tracking, scale = self.font.advances, self.size, self.tracking, self.scale / 100
        return ((advances[char] * size + tracking) * scale for char in self.text)

    @property
    def width(self) -> float:
        """How far it is from its left end to where the next text begins."""
        advances = self.font.advances
        return (sum([advances[char] for char in self.text]) * self.size + self.tracking * len(self.text)) * self.scale / 100


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled rectangle: a rule."""

    x: float
    y: float
    width: float
    height: float
    color: str = BLACK


@dataclass(frozen=True, slots=True)
class Polygon:
    """A filled polygon: the star."""

    points: tuple[tuple[float, float], ...]
    color: str


@dataclass(frozen=True, slots=True)
class Image:
    """A picture in its box; ``rotated`` as text is, the box being that on the sheet."""

    picture: Picture
    x: float
    y: float
    width: float
    height: float
    tag: Tag
    rotated: bool = False


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place that readers jump to: a title or a heading.

    :param level: 1 for titles, 2 for headings below them, and so on.
    :param y: the upper edge of its first line; ``x`` the left edge of the type area.
    """

    text: str
    level: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Frame:
    """One page as it is painted: pictures first, then fills and polygons, then texts in the order in which they are read.

    :param number: of the page, from 1.
    :param folio: its printed number's texts: no part of what the document says.
    """

    number: int
    images: tuple[Image, ...] = ()
    fills: tuple[Fill, ...] = ()
    polygons: tuple[Polygon, ...] = ()
    texts: tuple[Text, ...] = ()
    folio: tuple[Text, ...] = ()
    bookmarks: tuple[Bookmark, ...] = ()
    width: float = PAGE_WIDTH
    height: float = PAGE_HEIGHT

    @property
    def is_black(self) -> bool:
        """Whether nothing on it can have a colour: pictures may, whatever they show."""
        painted: tuple[Text | Fill | Polygon, ...] = (*self.fills, *self.polygons, *self.texts, *self.folio)
        return not self.images and all(one.color == BLACK for one in painted)
