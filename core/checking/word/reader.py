"""A Word file as evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ...document import Format
from ...evidence import HEADINGS, Evidence, Item, Kind, Piece, Role, Sees, Sheet, TableSeen, Where
from ...importing.frames import GAP, is_frame
from ...importing.numbering import Numbering
from ...importing.source import Grid, Line, Part
from ...ooxml.received import ReceivedFile, W
from ..formats import format_of
from ..structure import genre, roles
from .elements import number, value
from .footers import Footers, counts
from .looks import Looks
from .walk import Block, blocks, runs, shown, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element

_SEES: Final = frozenset({Sees.WORDS, Sees.PRINT, Sees.LOOKS, Sees.SHAPE, Sees.SHEET})
_STYLES: Final = {role.value: role for role in Role}
_TWIPS_PER_MM: Final = 1440 / 25.4
# What our own files carry besides text: paragraphs that hold a drawing or a section's end.
_CARRIER: Final = "定位"


def read_docx(path: Path) -> Evidence:
    """What a Word file says, and how Word would show it.

    :raises InputError: it cannot be read.
    """
    return _Reader(path).read()


class _Reader:
    def __init__(self, path: Path) -> None:
        self._path = path
        self._package = ReceivedFile(path)
        self._looks = Looks(self._package)
        self._tables: list[TableSeen] = []

    def read(self) -> Evidence:
        document = self._package.part("word/document.xml")
        body = document.find(f"{W}body") if document is not None else None
        if document is None or body is None:
            raise self._package.damaged()
        self._numbering = Numbering(self._package.part("word/numbering.xml"), self._package.part("word/styles.xml"))
        items = [*self._read_blocks(body)]
        told = self._by_style(items) if any(item.role for item in items) else self._by_words(items)
        self._footers = Footers(self._package)
        told += self._folios(document)
        title = "".join(item.text for item in told if item.role is Role.TITLE and not item.part)
        return Evidence(
            self._path,
            Kind.WORD,
            tuple(told),
            _SEES,
            tables=tuple(self._tables),
            sheets=tuple(self._sheets(body)),
            genre=genre(title),
            format=self._format(told),
            properties=self._properties(),
        )

    def _properties(self) -> dict[str, str]:
        """What the file says of itself, by the names that PDFs use."""
        core = self._package.part("docProps/core.xml")
        told = {} if core is None else {str(one.tag).rpartition("}")[2]: (one.text or "").strip() for one in core}
        names = {"title": "Title", "creator": "Author", "subject": "Subject", "keywords": "Keywords", "description": "Comments"}
        return {names[name]: text for name, text in told.items() if name in names and text}

    def _format(self, items: list[Item]) -> Format | None:
        return format_of(items)

    def _read_blocks(self, body: _Element) -> Iterator[Item]:
        """The paragraphs of the text and of its boxes; tables are read on the way."""
        for block in blocks(body):
            if not block.is_table:
                yield self._item(block)
            elif is_frame([[" ".join(map(_words, cell)) for cell in row] for row in _rows(block)]):
                yield from self._framed(block)
            else:
                self._tables.append(self._table(block.element, block.number))

    def _framed(self, table: Block) -> Iterator[Item]:
        """What stands in a table that only sets out a head or a 版记: cells of a row together, paragraphs of a cell apart."""
        for row in _rows(table):
            cells = [[self._item(Block(one, table.number)) for one in cell if _words(one).strip()] for cell in row]
            filled = [cell for cell in cells if cell]
            if len(filled) == 1:
                yield from filled[0]
            elif filled:
                yield _together([item for cell in filled for item in cell])

    def _item(self, block: Block) -> Item:
        style = value(block.element.find(f"{W}pPr"), "pStyle") or ""
        label = self._numbering.label(block.element)
        pieces = tuple(self._pieces(block.element, style))
        if label:
            pieces = (Piece(label, pieces[0].look if pieces else self._looks.look(None, style)), *pieces)
        size = pieces[0].look.size if pieces else self._looks.look(None, style).size
        shape = self._looks.shape(block.element.find(f"{W}pPr"), style, size)
        role = _STYLES.get(shape.style.partition("（")[0])
        where = Where(str(self._path), paragraph=block.number)
        text = "".join(piece.text for piece in pieces)
        return Item(role, text, where, pieces, shape, boxed=block.boxed)

    def _pieces(self, paragraph: _Element, style: str) -> Iterator[Piece]:
        for run, text in shown(paragraph):
            yield Piece(text, self._looks.look(run.find(f"{W}rPr"), style))

    def _table(self, table: _Element, count: int) -> TableSeen:
        rows = tuple(tuple(_cells(row)) for row in table.iterfind(f"{W}tr"))
        widths = [number(column.get(f"{W}w")) or 0 for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
        where = Where(str(self._path), paragraph=count)
        return TableSeen(rows, where, width=sum(widths) / _TWIPS_PER_MM)

    def _by_style(self, items: list[Item]) -> list[Item]:
        """Our own file: its styles say what its paragraphs are."""
        told: list[Item] = []
        part, opened = 0, False
        for item in items:
            if item.shape and item.shape.style == _CARRIER:
                continue
            above = next((one.role for one in reversed(told) if one.role is not Role.BLANK), None)
            if item.role is Role.ATTACHMENT_MARK or (item.role is Role.TITLE and opened and above is not Role.ATTACHMENT_MARK):
                part, opened = part + 1, False
            opened = opened or item.role in {Role.TEXT, *HEADINGS}
            own = 0 if item.role in {Role.COPIES_TO, Role.PRINTED} else part
            told.append(replace(item, part=own))
        return told

    def _by_words(self, items: list[Item]) -> list[Item]:
        """A file from elsewhere: what its paragraphs are is recognised."""
        order: list[tuple[int, Part, Item | None]] = [
            (one.where.paragraph, Grid(one.rows, -place - 1), None) for place, one in enumerate(self._tables)
        ]
        order += [(item.where.paragraph, Line(item.text, place, item.boxed), item) for place, item in enumerate(items, 1)]
        order.sort(key=lambda one: one[0])
        found = roles([part for _, part, _ in order])
        return [
            replace(item, role=found.get(part.number, (None, 0))[0], part=found.get(part.number, (None, 0))[1])
            for _, part, item in order
            if item is not None
        ]

    def _sheets(self, body: _Element) -> Iterator[Sheet]:
        for section in body.iter(f"{W}sectPr"):
            sizes = {name: _mm(value(section, "pgSz", name)) for name in ("w", "h")}
            margins = {name: _mm(value(section, "pgMar", name)) for name in ("top", "bottom", "left", "right")}
            gutter = _mm(value(section, "pgMar", "gutter")) or 0.0
            if margins["left"] is not None:
                margins["left"] += gutter
            width, height = sizes["w"] or 0.0, sizes["h"] or 0.0
            folios = tuple(self._footers.of_next(section, width))
            yield Sheet(Where(str(self._path)), width, height, folios=folios, **margins)

    def _folios(self, document: _Element) -> Iterator[Item]:
        """What the feet of pages hold; the number itself is ``1`` there."""
        for kind, paragraph in self._footers.paragraphs(document):
            item = self._item(Block(paragraph, 0))
            if item.text.strip():
                where = replace(item.where, story="页脚")
                yield replace(item, role=Role.FOLIO, where=where, name=f"{kind}{'' if counts(paragraph) else ' 手写'}")


def _rows(table: Block) -> Iterator[list[list[_Element]]]:
    """The rows of a table: the paragraphs of each cell."""
    for row in table.element.iterfind(f"{W}tr"):
        yield [[*cell.iter(f"{W}p")] for cell in row.iterfind(f"{W}tc")]


def _words(paragraph: _Element) -> str:
    return "".join(map(text_of, runs(paragraph)))


def _together(items: Sequence[Item]) -> Item:
    """Items that stand side by side as one, blanks between."""
    pieces = list(items[0].pieces)
    for item in items[1:]:
        pieces += [Piece(GAP, item.pieces[0].look), *item.pieces]
    return replace(items[0], text="".join(piece.text for piece in pieces), pieces=tuple(pieces))


def _cells(row: _Element) -> Iterator[str]:
    for cell in row.iterfind(f"{W}tc"):
        yield "".join(map(_words, cell.iter(f"{W}p")))
        across = number(value(cell.find(f"{W}tcPr"), "gridSpan")) or 1
        for _ in range(min(int(across), 64) - 1):
            yield ""


def _mm(twips: str | None) -> float | None:
    length = number(twips)
    return None if length is None else length / _TWIPS_PER_MM
