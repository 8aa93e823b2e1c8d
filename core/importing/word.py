"""Word documents: paragraphs with the numbers that Word makes itself, tables, text boxes; what is hidden or beside is told.

Nothing of the file is run or fetched. A document with tracked changes is refused until somebody says what holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..errors import InputError
from ..ooxml.received import ReceivedFile, W
from ..plugin import TrackedChanges
from .formulas import FORMULAS
from .numbering import Numbering
from .source import Grid, Line, Part, Source
from .word_marks import FALLBACK, lines_of, refuse_changes, text_of
from .word_text import BOX, Texts

if TYPE_CHECKING:
    from lxml.etree import _Element

_DEPTH_MAX: Final = 60
_SPAN_MAX: Final = 64
_INSIDE: Final = frozenset({f"{W}{name}" for name in ("sdtContent", "customXml", "smartTag", "ins", "moveTo", "del", "moveFrom")})
_BESIDE: Final = {"header": "页眉", "footer": "页脚"}
_DRAWN: Final = {"word/charts/": "图表里的文字", "word/diagrams/data": "图形（SmartArt）里的文字"}
_A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


def read_word(path: Path, changes: TrackedChanges = TrackedChanges.REFUSE) -> Source:
    """Read a Word document.

    :param changes: of tracked changes: ``refuse`` the document, ``accept`` or ``reject`` them all.
    :raises InputError: it is damaged, too large, or has tracked changes and nobody said what holds.
    """
    package = ReceivedFile(path)
    body = package.body
    if changes is TrackedChanges.REFUSE:
        refuse_changes(package, body)
    reader = _Reader(package, changes)
    reader.read(body)
    texts = reader.texts
    doubts = tuple(dict.fromkeys(texts.doubts))
    return Source(path, tuple(reader.parts), tuple(texts.left), doubts, tuple(texts.comments), texts.added)


class _Reader:
    def __init__(self, package: ReceivedFile, changes: TrackedChanges) -> None:
        self._package = package
        self._changes = changes
        self._numbering = Numbering(package.part("word/numbering.xml"), package.part("word/styles.xml"))
        self._number = 0
        self._begun = ""
        self.parts: list[Part] = []
        self.texts = Texts(package, changes)

    def read(self, body: _Element) -> None:
        self._blocks(body, 0)
        self._end()
        self.texts.rest()
        for name, part in self._package.named(*(f"word/{start}" for start in _BESIDE)):
            kind = next(label for start, label in _BESIDE.items() if name.startswith(f"word/{start}"))
            for text in lines_of(part):
                self.texts.leave(text, kind, 0)
        for name, part in self._package.named(*_DRAWN):
            words = " ".join(one.text for one in part.iter(f"{_A}t") if one.text)
            if words.strip():
                what = next(label for start, label in _DRAWN.items() if name.startswith(start))
                self.texts.leave(words, what, 0)
                self.texts.doubts.append(f"有{what}“{words[:30]}”，没有带进来")
        if self._package.has_macros:
            self.texts.doubts.append("文件里有宏，没有运行，也没有带进来")

    def _blocks(self, parent: _Element, depth: int, boxed: bool = False) -> None:
        if depth > _DEPTH_MAX:
            raise InputError(f"{self._package.path}：表格或者内容控件一层套一层，超过了 {_DEPTH_MAX} 层")
        for child in parent:
            match child.tag:
                case tag if tag == f"{W}p":
                    self._paragraph(child, depth, boxed)
                case tag if tag in FORMULAS:
                    self._end()
                    self._number += 1
                    self._lines(self.texts.formula(child, self._number), boxed)
                case tag if tag == f"{W}tbl":
                    self._end()
                    self._table(child, depth)
                case tag if tag == f"{W}sdt":
                    self._control(child, depth, boxed)
                case tag if tag in _INSIDE:
                    self._blocks(child, depth + 1, boxed)
                case tag if tag == f"{W}altChunk":
                    self.texts.doubts.append(f"第 {self._number} 段后面嵌入了另一个文件，没有带进来：打开它，另存一份再来")

    def _control(self, control: _Element, depth: int, boxed: bool) -> None:
        if control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None:
            self.texts.leave(text_of(control), "内容控件里的提示", self._number)
        elif (content := control.find(f"{W}sdtContent")) is not None:
            self._blocks(content, depth + 1, boxed)

    def _paragraph(self, paragraph: _Element, depth: int, boxed: bool) -> None:
        self._number += 1
        text = self._begun + ("" if self._begun else self._numbering.label(paragraph)) + self.texts.text(paragraph, self._number)
        self._begun = ""
        if self.texts.is_dropped(paragraph.find(f"{W}pPr/{W}rPr")):  # its end was struck out: the next one goes on with it
            self._begun = text
        else:
            self._lines(text, boxed)
        for box in _boxes(paragraph):
            self._end()
            self._blocks(box, depth + 1, boxed=True)

    def _end(self) -> None:
        """End a paragraph that was to go on."""
        if self._begun:
            self._lines(self._begun, boxed=False)
            self._begun = ""

    def _lines(self, text: str, boxed: bool) -> None:
        self.parts += [Line(piece, self._number, boxed=boxed) for piece in text.split("\n")]

    def _table(self, table: _Element, depth: int) -> None:
        self._number += 1
        number = self._number
        if any(True for cell in table.iter(f"{W}tc") for _ in cell.iter(f"{W}tbl")):
            self.texts.doubts.append(f"第 {number} 段的表格里还有表格，里面的文字并在格子里")
        rows = []
        for row in (row for row in table.iter(f"{W}tr") if next(row.iterancestors(f"{W}tbl")) is table):
            if self.texts.is_dropped(row.find(f"{W}trPr")):
                why = "修订里加上的，没有接受" if self._changes is TrackedChanges.REJECT else "修订里删去的"
                self.texts.leave(text_of(row), why, number)
            else:
                rows.append(tuple(self._cells(row, number)))
        width = max(map(len, rows), default=0)
        if width:
            self.parts.append(Grid(tuple((*row, *[""] * (width - len(row))) for row in rows), number))
        for box in _boxes(table):
            self._blocks(box, depth + 1, boxed=True)

    def _cells(self, row: _Element, number: int) -> Iterator[str]:
        yield from [""] * _count(row, "trPr", "gridBefore", 0)
        for cell in row.iter(f"{W}tc"):
            if next(cell.iterancestors(f"{W}tr")) is not row:
                continue
            own = (one for one in cell.iter(f"{W}p", *FORMULAS) if _is_block(one) and not _is_boxed(one, cell))
            yield " ".join(filter(None, (self._in_cell(one, number) for one in own)))
            yield from [""] * (_count(cell, "tcPr", "gridSpan", 1) - 1)

    def _in_cell(self, block: _Element, number: int) -> str:
        """The text of a paragraph in a cell, or of a formula beside those."""
        if block.tag in FORMULAS:
            return self.texts.formula(block, number)
        return " ".join((self._numbering.label(block) + self.texts.text(block, number)).split())


def _is_block(element: _Element) -> bool:
    """Whether it is a paragraph, or a formula that stands in none."""
    above = next(element.iterancestors(f"{W}tc", f"{W}p", *FORMULAS))
    return element.tag == f"{W}p" or above.tag == f"{W}tc"


def _count(element: _Element, properties: str, name: str, least: int) -> int:
    found = element.find(f"{W}{properties}/{W}{name}")
    value = (found.get(f"{W}val") or "") if found is not None else ""
    return min(max(int(value), least), _SPAN_MAX) if value.isascii() and value.isdecimal() and len(value) < 6 else least


def _is_boxed(element: _Element, outer: _Element) -> bool:
    """Whether a part of an element stands in a text box there, or in what is there for old programs."""
    for above in element.iterancestors():
        if above is outer:
            return False
        if above.tag in {BOX, FALLBACK}:
            return True
    return False


def _boxes(element: _Element) -> Iterator[_Element]:
    """The text boxes of a paragraph or a table; what stands in them twice, for old programs, once."""
    return (box for box in element.iter(BOX) if not _is_boxed(box, element))
