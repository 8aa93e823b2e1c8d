"""Gongwen 公文: what an official document says, by the names of GB/T 9704-2012; no fonts and no millimetres.

Everything here is immutable. A document type's ``compose`` makes a :class:`Gongwen`; the layout and the renderers read it.
"""

from __future__ import annotations

import datetime
from dataclasses import field
from enum import Enum, StrEnum

from ..values import dataclass
from .number import DocumentNumber


class Format(StrEnum):
    """The formats of the standard: 文件格式, and the special ones of clause 10; 普通 is an inner document without a red head."""

    DOCUMENT = "文件"
    LETTER = "信函"
    ORDER = "命令"
    MINUTES = "纪要"
    PLAIN = "普通"


class Emphasis(Enum):
    """How a span stands out; the standard knows no bold, so emphasis changes the face: strong 黑体, mild 楷体."""

    NONE = "none"
    STRONG = "strong"
    MILD = "mild"


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text within a paragraph; never holds a line break or another control character."""

    text: str
    emphasis: Emphasis = Emphasis.NONE


Spans = tuple[Span, ...]


def spans(text: str) -> Spans:
    """Plain text as spans; the empty text has none."""
    return (Span(text),) if text else ()


def plain(content: Spans) -> str:
    """The text of spans."""
    return "".join(span.text for span in content)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of running text (7.3.3: 左空二字，回行顶格)."""

    spans: Spans


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading with its 层次序数 (7.3.3).

    :param level: 1 ``一、`` (黑体), 2 ``（一）`` (楷体), 3 ``1.``, 4 ``（1）`` (both 仿宋).
    :param spans: the ordinal and the heading, as written.
    :param run_in: the text that runs on after the heading in the same paragraph, in body type; may be empty.
    """

    level: int
    spans: Spans
    run_in: Spans = ()


class Align(StrEnum):
    """How a table's column is set."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table.

    :param title: its head.
    :param width: a wish, in 字: so wide it should be where what stands in the columns leaves room; 0: as its content needs.
    """

    title: str
    width: float = 0.0
    align: Align = Align.CENTER


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell's text.

    :param strong: it stands out (黑体), as an indicator that fell short does.
    :param across: how many columns it covers; the cells to its right that it covers are empty. ``down``: how many rows, likewise.
    """

    text: str
    strong: bool = False
    across: int = 1
    down: int = 1


@dataclass(frozen=True, slots=True)
class Row:
    """A row: a cell for each column, or, with ``band``, a single cell across the whole table (a group's name).

    :param height: mm, at least; 0: as its text needs, and where there is none, as a pen does.
    """

    cells: tuple[Cell, ...]
    band: bool = False
    height: float = 0.0


@dataclass(frozen=True, slots=True)
class Table:
    """A table in the text; its head is repeated on every page and no row is cut.

    :param title: a line above it; may be empty.
    :param caption: a line below the title, such as ``（单位：万元）``; with its brackets; may be empty.
    :param landscape: a wide one, landscape on pages of its own (clause 8: 横排表格).
    :param head: the rows of its head, where that is more than the columns' titles.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    title: str = ""
    landscape: bool = False
    head: tuple[Row, ...] = ()
    caption: str = ""

    @property
    def head_rows(self) -> tuple[Row, ...]:
        """The rows of its head, whether it has its own or only the columns' titles."""
        return self.head or (Row(tuple(Cell(column.title) for column in self.columns)),)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture and the size at which it is printed.

    :param name: what messages and the DOCX call it.
    :param data: a PNG's bytes.
    :param width: mm; ``height`` likewise.
    """

    name: str
    data: bytes = field(repr=False)
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture in the text, centred, with a line below it; no wider than the type area's 156 mm."""

    picture: Picture
    title: str = ""


Block = Paragraph | Heading | Table | Figure


@dataclass(frozen=True, slots=True)
class Content:
    """A text with its own title: the main text, an issued text (印发), or an attachment's.

    :param title: 标题; ``\\n`` forces a line break, otherwise the layout breaks it by sense.
    :param caption: 题注 under the title, such as ``（2026年1月5日）``; with its brackets; may be empty.
    :param attachments: what stands in its 附件说明, in order.
    """

    title: str
    blocks: tuple[Block, ...]
    caption: str = ""
    attachments: tuple[Attachment, ...] = ()


@dataclass(frozen=True, slots=True)
class Attachment:
    """附件: its name, and its content when it is bound with the document (7.3.7); None: it is handed out apart."""

    title: str
    content: Content | None = None


@dataclass(frozen=True, slots=True)
class IssuerMark:
    """发文机关标志 (7.2.4).

    :param names: the organs, the leading one first (联合行文).
    :param suffix: ``文件``, or empty where the name stands alone.
    """

    names: tuple[str, ...]
    suffix: str = "文件"


@dataclass(frozen=True, slots=True)
class Masthead:
    """版头 (7.2). What is absent is empty or None.

    :param label: what stands in the number's place of an order (令号, ``第12号``) or of minutes (期号, ``第3期``).
    """

    issuer_mark: IssuerMark
    document_number: DocumentNumber | None = None
    copy_number: str = ""
    classification: str = ""
    secrecy_period: str = ""
    urgency: str = ""
    approvers: tuple[str, ...] = ()
    label: str = ""


@dataclass(frozen=True, slots=True)
class Stamp:
    """签名章 (7.3.5.3): the signatory's office in full and the picture of the signature."""

    title: str
    picture: Picture


@dataclass(frozen=True, slots=True)
class Signature:
    """发文机关署名 and 成文日期 (7.3.5); a date of None prints as ``　　年　月　日``, to be filled in.

    :param seals: 印章, one for each issuer in their order; empty: unsealed.
    :param stamps: 签名章, one a line; they stand instead of issuers.
    """

    issuers: tuple[str, ...]
    date: datetime.date | None
    seals: tuple[Picture, ...] = ()
    stamps: tuple[Stamp, ...] = ()


@dataclass(frozen=True, slots=True)
class Imprint:
    """版记 (7.4): 抄送机关, 印发机关 and 印发日期; a date of None prints as a blank to be filled in.

    :param reprinted_by: 翻印机关 and ``reprinted_on`` 翻印日期, where the document was printed again.
    :param addressees: 主送机关 that the first page has no room for (7.3.2); the layout moves them here.
    """

    copies_to: tuple[str, ...]
    printed_by: str
    printed_on: datetime.date | None
    reprinted_by: str = ""
    reprinted_on: datetime.date | None = None
    addressees: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Attendance:
    """A list of minutes (10.3): ``出席``, ``请假`` or ``列席``, and who."""

    label: str
    people: str


@dataclass(frozen=True, slots=True)
class Detached:
    """What stands on the first line of an attachment that is not bound with its document (7.3.7).

    :param number: the document's 发文字号.
    :param ordinal: the attachment's; 0: there is but one.
    """

    number: DocumentNumber
    ordinal: int = 0


@dataclass(frozen=True, slots=True)
class Gongwen:
    """An official document.

    :param genre: 文种 as the user named it, such as ``通知``.
    :param masthead: 版头; None: without a red head (普通).
    :param main: the document's own text with title and attachments.
    :param addressees: 主送机关, one string for each group, joined by ``，`` when printed; may be empty.
    :param signature: None: neither signed nor dated.
    :param note: 附注 without its brackets; may be empty.
    :param enclosed: the texts that it issues (印发), each on a new page.
    :param imprint: 版记; None: it has none.
    :param attendance: the lists of minutes, in order.
    :param detached: this is an attachment that is handed out apart.
    :param tighten: 紧缩: whether its type is set tighter to save a sheet of paper (5.2.3); None: where two lines are wanting.
    """

    genre: str
    main: Content
    format: Format = Format.DOCUMENT
    masthead: Masthead | None = None
    addressees: tuple[str, ...] = ()
    signature: Signature | None = None
    note: str = ""
    enclosed: tuple[Content, ...] = ()
    imprint: Imprint | None = None
    attendance: tuple[Attendance, ...] = ()
    detached: Detached | None = None
    tighten: bool | None = None

    @property
    def title(self) -> str:
        """Its title on one line."""
        return self.main.title.replace("\n", "")

    @property
    def author(self) -> str:
        """The organs that it is from, as a file's properties tell them: those that sign it, else those of its mark."""
        signed = self.signature.issuers if self.signature else ()
        issuer = self.masthead.issuer_mark.names if self.masthead else ()
        return "、".join(signed or issuer)
