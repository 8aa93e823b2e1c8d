"""The neutral form of what is checked. Lengths of Word files are pt, places on paper mm from the page's upper left corner."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping
from dataclasses import field, replace
from enum import Enum, StrEnum
from pathlib import Path

from ..document import Format
from ..layout.styles import HEADINGS, Role
from ..values import dataclass
from .sheet import Box, Numbered, Stroke


class Kind(StrEnum):
    """What was read."""

    DRAFT = "草稿"
    WORD = "DOCX"
    PAPER = "PDF"

    @property
    def inside(self) -> str:
        """In such a file, for the middle of a sentence."""
        return f" {self.value} 里" if self.value.isascii() else f"{self.value}里"


class Sees(Enum):
    """What can be seen in evidence; a rule names what it needs, and does not guess where that is lacking. The value is what
    people are told is lacking.
    """

    WORDS = "文字"
    FIELDS = "草稿的字段"
    PRINT = "印出来的各要素"
    LOOKS = "字体、字号、颜色"
    SHAPE = "Word 的段落格式"
    SHEET = "纸张和页边距"
    PLACES = "印在纸上的位置"
    REGISTER = "登记簿"
    NUMBER = "登记簿里的号"


@dataclass(frozen=True, slots=True)
class Where:
    """Where something stands; 0: unknown or of no meaning there.

    :param page: of paper, from 1.
    :param paragraph: of a Word file, from 1, tables counted as one.
    :param line: of a draft or a page, from 1; ``column`` the character in it or in the paragraph, from 1.
    :param story: of a Word file: what it stands in beside the text (``页脚``).
    """

    file: str
    page: int = 0
    paragraph: int = 0
    line: int = 0
    column: int = 0
    story: str = ""

    @property
    def in_words(self) -> str:
        """The place in the file, as people say it: ``第3段第5字``; empty: it is of the whole file."""
        places = ((self.page, "页"), (self.paragraph, "段"), (self.line, "行"), (self.column, "字"))
        return self.story + "".join(f"第{number}{unit}" for number, unit in places if number)

    def __str__(self) -> str:
        if self.line and not self.page:
            return ":".join(str(part) for part in (self.file, self.line, self.column) if part)
        return f"{self.file}：{self.in_words}" if self.in_words else self.file


@dataclass(frozen=True, slots=True)
class Look:
    """How characters are shown; what nobody says is empty, 0 or None.

    :param face: the name of the font of Chinese characters; ``latin`` that of letters and figures.
    :param size: pt; ``spacing`` is what is added to each character, pt.
    :param colour: ``#rrggbb``; empty: the automatic one, which is black.
    """

    face: str = ""
    latin: str = ""
    size: float = 0.0
    colour: str = ""
    bold: bool = False
    italic: bool = False
    underline: bool = False
    spacing: float = 0.0

    @property
    def is_red(self) -> bool:
        """Whether it is the red of the red head (表 2.6: R ≥ 180, G and B ≤ 80)."""
        red, green, blue = _rgb(self.colour)
        return red >= 180 and green <= 80 and blue <= 80

    @property
    def is_black(self) -> bool:
        """Whether it is black."""
        return not self.colour or max(_rgb(self.colour)) <= 40


def _rgb(colour: str) -> tuple[int, int, int]:
    text = colour.lstrip("#")
    if len(text) != 6:
        return 0, 0, 0
    return int(text[:2], 16), int(text[2:4], 16), int(text[4:], 16)


@dataclass(frozen=True, slots=True)
class Piece:
    """Characters of one look."""

    text: str
    look: Look


@dataclass(frozen=True, slots=True)
class Shape:
    """How a paragraph of a Word file is set, pt, as Word shows it.

    :param align: ``both``, ``left``, ``center``, ``right``, ``distribute``.
    :param first: added to ``left`` on the first line.
    :param pitch: from one of its lines to the next; 0: what the font asks.
    :param exact: the pitch is a fixed one (固定值).
    :param by_characters: its indents are counted in characters, which programs do differently.
    """

    align: str = "left"
    left: float = 0.0
    right: float = 0.0
    first: float = 0.0
    before: float = 0.0
    after: float = 0.0
    pitch: float = 0.0
    exact: bool = False
    by_characters: bool = False
    new_page: bool = False
    style: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A line of characters on paper, mm.

    :param number: from the top of its page, from 1.
    :param top: of its characters' boxes.
    :param ink_top, ink_bottom: of what is printed of them; 0: not measured.
    """

    pieces: tuple[Piece, ...]
    page: int
    number: int
    left: float
    right: float
    top: float
    baseline: float
    ink_top: float = 0.0
    ink_bottom: float = 0.0

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(piece.text for piece in self.pieces)

    @property
    def middle(self) -> float:
        """Half-way between its ends."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Item:
    """A paragraph, or a field of a draft, by what it is in an official document.

    :param role: what it is; None: nobody can tell.
    :param text: as it stands there; forced line breaks are ``\\n``.
    :param part: 0: of the document's own text; others: of a text behind it, which it issues or which is attached.
    :param name: of a draft: its field; of the title of the text that it issues: 印发.
    :param boxed: it stands in a text box.
    """

    role: Role | None
    text: str
    where: Where
    pieces: tuple[Piece, ...] = ()
    shape: Shape | None = None
    rows: tuple[Row, ...] = ()
    part: int = 0
    name: str = ""
    boxed: bool = False

    def place(self, offset: int = 0) -> Where:
        """Where one of its characters stands."""
        for row in self.rows:
            if offset < len(row.text):
                return Where(self.where.file, page=row.page, line=row.number, column=offset + 1)
            offset -= len(row.text)
        return replace(self.where, column=max(self.where.column, 1) + offset)

    @property
    def is_prose(self) -> bool:
        """Whether it is running text or a heading in it."""
        return self.role in _PROSE


_PROSE = frozenset({Role.TEXT, *HEADINGS})


@dataclass(frozen=True, slots=True)
class TableSeen:
    """A table: its rows of cells.

    :param width: mm; 0: unknown.
    """

    rows: tuple[tuple[str, ...], ...]
    where: Where
    title: str = ""
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """The paper of a section or of a page and its margins, mm; margins of None are not known.

    :param folios: of a section of a Word file: its page numbers, those of odd and of even pages.
    """

    where: Where
    width: float
    height: float
    top: float | None = None
    bottom: float | None = None
    left: float | None = None
    right: float | None = None
    folios: tuple[Numbered, ...] = ()


@dataclass(frozen=True, slots=True)
class Page:
    """A page of paper, as measured.

    :param pictures: the places of its pictures, seals among them.
    :param rotated: how many runs of characters are read from the bottom to the top, less those from the top to the bottom.
    """

    number: int
    width: float
    height: float
    rows: tuple[Row, ...]
    strokes: tuple[Stroke, ...] = ()
    folio: Row | None = None
    pictures: tuple[Box, ...] = ()
    rotated: int = 0


@dataclass(frozen=True, slots=True)
class Registered:
    """What the office's book says of a document's number.

    :param number: as the document has it.
    :param item: where it stands.
    :param today: the day on which the book was asked.
    :param state: how the number stands, as people call it; empty: it is not in the book.
    :param is_living: it is kept for a document, or was given to one.
    :param is_issued: the document was issued.
    :param title: of the document that has it, where that is known.
    """

    number: str
    item: Item
    today: datetime.date
    state: str = ""
    is_living: bool = False
    is_issued: bool = False
    title: str = ""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a document.

    :param genre: its 文种; empty: it cannot be told.
    :param format: its format; None: it cannot be told.
    :param fields: of a draft: what was typed.
    :param sees: what can be seen in it.
    :param fonts_outside: of paper: fonts that are not in the file.
    :param properties: what the file says of itself (标题, 作者 and so on, as Word names them).
    :param registered: what the office's book says of its number; None: it was not asked, or keeps no such numbers.
    """

    file: Path
    kind: Kind
    items: tuple[Item, ...]
    sees: frozenset[Sees]
    tables: tuple[TableSeen, ...] = ()
    sheets: tuple[Sheet, ...] = ()
    pages: tuple[Page, ...] = ()
    genre: str = ""
    format: Format | None = None
    fields: Mapping[str, object] = field(default_factory=dict)
    fonts_outside: tuple[str, ...] = ()
    properties: Mapping[str, str] = field(default_factory=dict)
    registered: Registered | None = None

    def of(self, *roles: Role) -> Iterator[Item]:
        """The items of the document's own text with one of these roles, in order."""
        return (item for item in self.items if item.role in roles and not item.part)

    def first(self, role: Role) -> Item | None:
        """The first item of a role in the document's own text."""
        return next(self.of(role), None)

    def like(self, item: Item) -> Item | None:
        """The first item that is in the same role and says the same; None: there is none."""
        said = item.text.split()
        alike = (one for one in self.items if item.role and one.role is item.role)
        return next((one for one in alike if "".join(one.text.split()) == "".join(said)), None)

    def text(self, role: Role) -> str:
        """The text of all items of a role in the document's own text, joined."""
        return "".join(item.text for item in self.of(role))

    @property
    def prose(self) -> Iterator[Item]:
        """Running text and headings, of all its texts."""
        return (item for item in self.items if item.is_prose)
