"""Word documents: paragraphs with the numbers that Word makes itself, tables, text boxes; what is hidden or beside is told.

Nothing of the file is run or fetched. A document with tracked changes is refused until somebody says what holds.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..errors import InputError
from ..intake.text.decoding import clean
from .numbering import Numbering
from .source import Grid, Left, Line, Part, Source

if TYPE_CHECKING:
    from lxml.etree import _Element

CHANGES: Final = ("refuse", "accept", "reject")
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_BYTES_MAX: Final = 24 * 1024 * 1024
_DEPTH_MAX: Final = 60
_BREAKS: Final = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-", f"{_W}softHyphen": ""}
_TEXTS: Final = (f"{_W}t", f"{_W}delText")
# What is in a paragraph and is none of its text; text boxes are read by themselves.
_NO_TEXT: Final = frozenset({f"{_W}pPr", f"{_W}rPr", f"{_W}instrText", f"{_W}delInstrText", f"{_W}txbxContent", f"{_MC}Fallback"})
_PARTS: Final = {"header": "页眉", "footer": "页脚", "footnotes": "脚注", "endnotes": "尾注", "comments": "批注"}


def read_word(path: Path, changes: str = "refuse") -> Source:
    """Read a Word document.

    :param changes: of tracked changes: ``refuse`` the document, ``accept`` or ``reject`` them all.
    :raises InputError: it is damaged, too large, or has tracked changes and nobody said what holds.
    """
    reader = _Reader(path, changes)
    reader.read()
    return Source(path, tuple(reader.parts), tuple(reader.left), tuple(dict.fromkeys(reader.doubts)))


class _Reader:
    def __init__(self, path: Path, changes: str) -> None:
        self._path = path
        self._changes = changes
        self._number = 0
        self.parts: list[Part] = []
        self.left: list[Left] = []
        self.doubts: list[str] = []

    def read(self) -> None:
        members = self._members()
        body = self._tree(members, "word/document.xml").find(f"{_W}body")
        if body is None:
            raise self._damaged()
        self._refuse_changes(body)
        numbering = members.get("word/numbering.xml")
        styles = members.get("word/styles.xml")
        self._numbering = Numbering(self._parsed(numbering) if numbering else None, self._parsed(styles) if styles else None)
        self._blocks(body, 0)
        for name, content in sorted(members.items()):
            kind = next((label for part, label in _PARTS.items() if name.startswith(f"word/{part}")), "")
            if kind and name.endswith(".xml"):
                self._beside(self._parsed(content), kind)

    def _members(self) -> dict[str, bytes]:
        try:
            with zipfile.ZipFile(self._path) as archive:
                infos = [one for one in archive.infolist() if one.filename.startswith("word/") and one.filename.endswith(".xml")]
                if any("vbaProject" in name for name in archive.namelist()):
                    self.doubts.append("文件里有宏，没有运行，也没有带进来")
                too_large = sum(info.file_size for info in infos) > _BYTES_MAX
                members = {} if too_large else {info.filename: archive.read(info) for info in infos}
        except FileNotFoundError as error:
            raise InputError(f"{self._path}：找不到这个文件") from error
        except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
            raise self._damaged() from error
        if too_large:
            raise InputError(f"{self._path}：展开以后太大（超过 {_BYTES_MAX // 1024**2} MB），没有读。分成几份再来")
        return members

    def _damaged(self) -> InputError:
        return InputError(f"{self._path}：不是完好的 Word 文档（DOCX）。用 Word 或 WPS 打开，另存为 .docx 再来")

    def _tree(self, members: dict[str, bytes], name: str) -> _Element:
        if name not in members:
            raise self._damaged()
        return self._parsed(members[name])

    def _parsed(self, content: bytes) -> _Element:
        from lxml import etree

        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise self._damaged() from error

    def _refuse_changes(self, body: _Element) -> None:
        if self._changes != "refuse":
            return
        found = [element for kind in ("ins", "del", "moveFrom", "moveTo") for element in body.iter(f"{_W}{kind}")]
        texts = ["".join(part.text or "" for part in element.iter(*_TEXTS)).strip() for element in found]
        if shown := [text for text in texts if text]:
            raise InputError(
                f"{self._path}：文件里有 {len(shown)} 处修订，例如“{shown[0][:20]}”。"
                "在 Word 里接受或者拒绝以后再来，或者写 --changes accept（全部接受）、--changes reject（全部拒绝）"
            )

    def _blocks(self, parent: _Element, depth: int) -> None:
        if depth > _DEPTH_MAX:
            raise InputError(f"{self._path}：表格或者内容控件一层套一层，超过了 {_DEPTH_MAX} 层")
        for child in parent:
            match child.tag:
                case tag if tag == f"{_W}p":
                    self._paragraph(child)
                case tag if tag == f"{_W}tbl":
                    self._table(child)
                case tag if tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins", f"{_W}moveTo"}:
                    self._blocks(child, depth + 1)

    def _paragraph(self, paragraph: _Element) -> None:
        self._number += 1
        text = self._numbering.label(paragraph) + self._text(paragraph, self._number)
        for piece in text.split("\n"):
            self.parts.append(Line(self._clean(piece, self._number), self._number))
        for box in paragraph.iter(f"{_W}txbxContent"):
            if not any(above.tag == f"{_MC}Fallback" for above in box.iterancestors()):
                for inner in box.iter(f"{_W}p"):
                    self.parts.append(Line(self._clean(self._text(inner, self._number), self._number), self._number, boxed=True))

    def _table(self, table: _Element) -> None:
        self._number += 1
        if any(True for cell in table.iter(f"{_W}tc") for _ in cell.iter(f"{_W}tbl")):
            self.doubts.append(f"第 {self._number} 段的表格里还有表格，里面的文字并在格子里")
        own = (row for row in table.iter(f"{_W}tr") if next(row.iterancestors(f"{_W}tbl")) is table)
        rows = [tuple(self._cells(row)) for row in own]
        width = max(map(len, rows), default=0)
        self.parts.append(Grid(tuple((*row, *[""] * (width - len(row))) for row in rows), self._number))

    def _cells(self, row: _Element) -> Iterator[str]:
        for cell in row.iter(f"{_W}tc"):
            if next(cell.iterancestors(f"{_W}tr")) is not row:
                continue
            texts = [self._text(paragraph, self._number) for paragraph in cell.iter(f"{_W}p")]
            yield self._clean(" ".join(filter(None, (" ".join(text.split()) for text in texts))), self._number)
            span = cell.find(f"{_W}tcPr/{_W}gridSpan")
            for _ in range(min(int(span.get(f"{_W}val") or 1), 64) - 1 if span is not None else 0):
                yield ""

    def _text(self, paragraph: _Element, number: int) -> str:
        """The text of a paragraph; what is hidden, or left out by a tracked change, is told apart."""
        return "".join(self._pieces(paragraph, number))

    def _pieces(self, element: _Element, number: int) -> Iterator[str]:
        for child in element:
            if not isinstance(child.tag, str) or child.tag in _NO_TEXT:
                continue
            if reason := self._left_out(child):
                self._leave("".join(part.text or "" for part in child.iter(*_TEXTS)), reason, number)
            elif child.tag in _TEXTS:
                yield child.text or ""
            elif child.tag in _BREAKS:
                yield _BREAKS[child.tag]
            elif doubt := _not_taken(child):
                self.doubts.append(f"第 {number} 段有{doubt}，没有带进来")
            else:
                yield from self._pieces(child, number)

    def _left_out(self, element: _Element) -> str:
        """Why the text of a part of a paragraph does not count; empty: it does."""
        if element.tag in {f"{_W}del", f"{_W}moveFrom"} and self._changes != "reject":
            return "修订里删去的"
        if element.tag in {f"{_W}ins", f"{_W}moveTo"} and self._changes == "reject":
            return "修订里加上的，没有接受"
        return "隐藏的文字" if element.tag == f"{_W}r" and self._is_hidden(element) else ""

    def _is_hidden(self, run: _Element) -> bool:
        vanish = run.find(f"{_W}rPr/{_W}vanish")
        return vanish is not None and vanish.get(f"{_W}val") not in {"0", "false", "off"}

    def _leave(self, text: str, reason: str, number: int) -> None:
        if text.strip():
            self.left.append(Left(text.strip(), reason, number))

    def _clean(self, text: str, number: int) -> str:
        kept, dropped = clean(text)
        if dropped:
            self.left.append(Left(dropped, "看不见的字符", number))
        return kept

    def _beside(self, tree: _Element, kind: str) -> None:
        """What stands in another part of the file: heads and feet of pages, notes, comments."""
        for paragraph in tree.iter(f"{_W}p"):
            text = "".join(part.text or "" for part in paragraph.iter(f"{_W}t")).strip()
            if text:
                self.left.append(Left(text, kind, 0))
                if kind in {"脚注", "尾注"}:
                    self.doubts.append(f"有{kind}：“{text[:30]}”。公文里用不着的不管，用得着的写进正文")


def _not_taken(element: _Element) -> str:
    """What cannot be taken over as text; empty: it can."""
    if element.tag == f"{_W}sym":
        return "符号字体的字"
    is_drawn = element.tag in {f"{_W}drawing", f"{_W}pict", f"{_W}object"}
    return "图片或者对象" if is_drawn and next(element.iter(f"{_W}txbxContent"), None) is None else ""
