"""What a DOCX of ours shows, whoever saved it: Word, WPS and LibreOffice keep the names of styles, by which all is known."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..document import Align
from ..errors import InputError
from ..importing.numbering import Numbering
from ..layout.line import Run
from ..layout.styles import HEADINGS, Face, Role
from ..ooxml.received import ReceivedFile
from ..plugin import TrackedChanges
from ..values import dataclass
from .looks import Looks
from .package import properties
from .record import Record, read_record
from .shown import Cell, Row, Shown, face_of, joined

if TYPE_CHECKING:
    from lxml.etree import _Element

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_WP: Final = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
_DEPTH_MAX: Final = 60
_HOLDERS: Final = {f"{_W}{name}" for name in ("sdt", "sdtContent", "customXml", "smartTag")}
_ADDED: Final = {f"{_W}ins", f"{_W}moveTo"}
_TAKEN: Final = {f"{_W}del", f"{_W}moveFrom"}
# The parts that are read.
_READ: Final = ("word/document.xml", "word/styles.xml", "word/numbering.xml", "word/comments.xml", "docProps/custom.xml")
_NO_TEXT: Final = {f"{_W}pPr", f"{_W}rPr", f"{_W}instrText", f"{_W}txbxContent", f"{_MC}Fallback"}
_SIGNS: Final = {f"{_W}tab": "\t", f"{_W}noBreakHyphen": "-", f"{_W}br": "\n", f"{_W}cr": "\n"}
# Where a line break of somebody's own begins another paragraph; elsewhere the layout makes them.
_FLOWING: Final = {None, Role.TEXT, *HEADINGS}
# What our DOCX puts between characters for LibreOffice, which saves it as characters.
_HINTS: Final = dict.fromkeys(map(ord, "\u200b\u2060"))
_ALIGNS: Final = {"left": Align.LEFT, "start": Align.LEFT, "both": Align.LEFT, "right": Align.RIGHT, "end": Align.RIGHT}
_OTHERS: Final = {
    "{http://schemas.openxmlformats.org/officeDocument/2006/math}oMath": "公式",
    f"{_W}sym": "符号字体的字",
    f"{_W}object": "嵌入的对象",
    f"{_W}footnoteReference": "脚注",
    f"{_W}endnoteReference": "尾注",
}
_ROLES: Final = {role.value: role for role in Role}


@dataclass(frozen=True, slots=True)
class Comment:
    """A comment in the margin: who wrote what, about which words of which paragraph."""

    author: str
    text: str
    about: str
    number: int


@dataclass(frozen=True, slots=True)
class Returned:
    """A DOCX as read.

    :param shown: its paragraphs and tables, text boxes where they are anchored.
    :param looks: what was changed of its look alone, in Chinese.
    :param tracked: how many tracked changes it has.
    :param record: what it says of the drafts that it was made from; None: nothing any more.
    """

    path: Path
    shown: tuple[Shown, ...]
    looks: tuple[str, ...]
    tracked: int
    comments: tuple[Comment, ...]
    record: Record | None


def read_docx(path: Path, changes: TrackedChanges = TrackedChanges.REFUSE) -> Returned:
    """Read a DOCX of ours.

    :param changes: what holds of tracked changes: ``refuse`` the document, ``accept`` or ``reject`` them.
    :raises InputError: it is damaged, too large, or has tracked changes and nobody said what holds.
    """
    file = ReceivedFile(path)
    trees = {name: tree for name in _READ if (tree := file.part(name)) is not None}
    if not {"word/document.xml", "word/styles.xml"} <= trees.keys():
        raise file.damaged()
    reader = _Reader(trees, rejecting=changes is TrackedChanges.REJECT)
    shown = reader.read()
    if reader.tracked and changes is TrackedChanges.REFUSE:
        raise InputError(
            f"{path}：文件里有 {reader.tracked} 处修订，还没有定下来。"
            "全部接受写 --changes accept，全部拒绝写 --changes reject，或者在 Word 里逐条处理以后再来"
        )
    record = read_record(properties(trees.get("docProps/custom.xml")))
    return Returned(path, tuple(shown), tuple(reader.looks.told), reader.tracked, tuple(reader.comments()), record)


class _Reader:
    """Goes through one document."""

    def __init__(self, trees: dict[str, _Element], *, rejecting: bool) -> None:
        styles = trees["word/styles.xml"]
        self._document = trees["word/document.xml"]
        self._comments = trees.get("word/comments.xml")
        self._numbering = Numbering(trees.get("word/numbering.xml"), styles)
        self._names = {one.get(f"{_W}styleId", ""): _value(one, "name") for one in styles.iter(f"{_W}style")}
        self._dropped, self._kept = (_ADDED, _TAKEN) if rejecting else (_TAKEN, _ADDED)
        self._number = 0
        self._pending: list[Run] = []
        self._open: dict[str, list[str]] = {}
        self._about: dict[str, tuple[str, int]] = {}
        self.tracked = 0
        self.looks = Looks(self._names)

    def read(self) -> list[Shown]:
        """What the body shows."""
        body = self._document.find(f"{_W}body")
        changes = {f"{_W}{name}" for name in ("ins", "del", "moveFrom", "moveTo")}
        self.tracked = sum(
            1 for one in self._document.iter(*changes) if not any(up.tag == f"{_MC}Fallback" for up in one.iterancestors())
        )
        found = list(self._blocks(body, 0)) if body is not None else []
        if any(run.text.strip() for run in self._pending):
            found.append(Shown(None, _trimmed(tuple(self._pending)), number=self._number))
        self._tell_others()
        return list(_without_rests(found))

    def _tell_others(self) -> None:
        """Tell what no draft can take from a DOCX."""
        for name, what in _OTHERS.items():
            count = sum(1 for _ in self._document.iter(name))
            if count:
                self.looks.told.append(f"有 {count} 处{what}，没有带回来")

    def comments(self) -> Iterator[Comment]:
        """Its comments, in their order."""
        for one in self._comments if self._comments is not None else ():
            text = " ".join(
                filter(None, ("".join(p.text or "" for p in part.iter(f"{_W}t")).strip() for part in one.iter(f"{_W}p")))
            )
            about, number = self._about.get(one.get(f"{_W}id", ""), ("", 0))
            if text:
                yield Comment(one.get(f"{_W}author", "").strip(), text, about.translate(_HINTS), number)

    def _blocks(self, holder: _Element, depth: int) -> Iterator[Shown]:
        if depth > _DEPTH_MAX:
            raise InputError(f"Word 文档里的表格或者内容控件一层套一层，超过了 {_DEPTH_MAX} 层")
        section: list[Shown] = []
        for child in holder:
            if child.tag == f"{_W}p":
                section += self._paragraph(child, depth)
                if (end := child.find(f"{_W}pPr/{_W}sectPr")) is not None:
                    yield from _landscape(section, end)
                    section = []
            elif child.tag == f"{_W}tbl":
                section += self._table(child, depth)
            elif child.tag in _HOLDERS | self._kept:
                section += self._blocks(child, depth + 1)
            elif child.tag == f"{_W}sectPr":
                section = list(_landscape(section, child))
        yield from section

    def _paragraph(self, paragraph: _Element, depth: int) -> Iterator[Shown]:
        self._number += 1
        number, name = self._number, self._style(paragraph)
        role = _ROLES.get(name)
        boxes = [box for box in paragraph.iter(f"{_W}txbxContent") if _is_own(box, paragraph)]
        for box in boxes:
            yield from self._blocks(box, depth + 1)
        label = self._numbering.label(paragraph)
        runs = joined([*self._pending, Run(label, face_of(role)), *self._runs(paragraph, role, number)])
        self.looks.paragraph(paragraph, role, "".join(run.text for run in runs), number)
        properties = paragraph.find(f"{_W}pPr/{_W}rPr")
        if properties is not None and any(one.tag in self._dropped for one in properties):
            self._pending = list(runs)  # its end goes: the next paragraph goes on with its text
            return
        self._pending = []
        if picture := next((one.get("name", "") for one in paragraph.iterfind(f".//{_WP}inline/{_WP}docPr")), ""):
            yield Shown(Role.FIGURE, picture=picture, number=number)
        for line in _lines(runs) if role in _FLOWING else [_unbroken(runs)]:
            if any(run.text.strip() for run in line):
                yield Shown(role, _trimmed(line), number=number)

    def _style(self, paragraph: _Element) -> str:
        style = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return self._names.get(style.get(f"{_W}val", ""), "") if style is not None else ""

    def _runs(self, element: _Element, role: Role | None, number: int) -> Iterator[Run]:
        for child in element:
            tag = child.tag
            if not isinstance(tag, str) or tag in _NO_TEXT or tag in self._dropped:
                continue
            if tag == f"{_W}r":
                yield from self._run(child, role, number)
            elif tag == f"{_W}commentRangeStart":
                self._open[child.get(f"{_W}id", "")] = []
            elif tag == f"{_W}commentRangeEnd":
                ident = child.get(f"{_W}id", "")
                self._about[ident] = "".join(self._open.pop(ident, [])), number
            else:
                yield from self._runs(child, role, number)

    def _run(self, run: _Element, role: Role | None, number: int) -> Iterator[Run]:
        ident = next((one.get(f"{_W}id", "") for one in run.iterfind(f"{_W}commentReference")), "")
        if ident:
            self._about.setdefault(ident, ("", number))
        text = "".join(self._characters(run)).translate(_HINTS)
        if not text or self.looks.hides(run, text, number):
            return
        face = self.looks.face(run, role, text, number)
        for words in self._open.values():
            words.append(text)
        yield Run(text, face)

    def _characters(self, element: _Element) -> Iterator[str]:
        for child in element:
            if child.tag == f"{_W}t" or (child.tag == f"{_W}delText" and f"{_W}del" in self._kept):
                yield child.text or ""
            elif child.tag in _SIGNS:
                yield _SIGNS[child.tag] if child.get(f"{_W}type", "textWrapping") == "textWrapping" else ""
            elif child.tag not in _NO_TEXT:
                yield from self._characters(child)

    def _table(self, table: _Element, depth: int) -> Iterator[Shown]:
        rows = [row for row in table.iter(f"{_W}tr") if _is_of(row, table) and not self._is_dropped(row)]
        styles = {_ROLES.get(self._style(one)) for row in rows for one in row.iter(f"{_W}p")}
        if Role.COPIES_TO in styles or Role.PRINTED in styles:
            for row in rows:
                for cell in _cells_of(row):
                    yield from self._blocks(cell, depth + 1)
            return
        self._number += 1
        number = self._number
        read = [tuple(self._cells(row, number)) for row in rows]
        head = sum(row.find(f"{_W}trPr/{_W}tblHeader") is not None for row in rows)
        if any(cell.text for row in read for cell in row):
            yield Shown(Role.TABLE, rows=tuple(_merged(read)), head=head, number=number)

    def _is_dropped(self, row: _Element) -> bool:
        properties = row.find(f"{_W}trPr")
        return properties is not None and any(one.tag in self._dropped for one in properties)

    def _cells(self, row: _Element, number: int) -> Iterator[Cell]:
        """A row's cells; one that goes on from the row above goes no row down."""
        for cell in _cells_of(row):
            runs = joined(run for one in cell.iter(f"{_W}p") for run in self._runs(one, Role.TABLE, number))
            across = _whole(cell.find(f"{_W}tcPr/{_W}gridSpan"))
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            going_on = merge is not None and merge.get(f"{_W}val", "continue") == "continue"
            side = next((one.get(f"{_W}val", "") for one in cell.iterfind(f"{_W}p/{_W}pPr/{_W}jc")), "")
            text = "".join(run.text for run in runs).replace("\n", "").replace("\t", " ").strip()
            strong = bool(runs) and all(run.face is Face.HEI for run in runs if run.text.strip())
            # How far down a cell goes is counted when all rows are known.
            yield Cell(text, strong, _ALIGNS.get(side, Align.CENTER), across, 0 if going_on else 1)


def _without_rests(found: Iterable[Shown]) -> Iterator[Shown]:
    """What is shown, the mark first, and without blank parts."""
    listed = list(found)
    yield from (one for one in listed if one.role is Role.ISSUER_MARK)
    yield from (one for one in listed if one.role is not Role.ISSUER_MARK)


def _merged(rows: list[Row]) -> Iterator[Row]:
    """Rows without the cells that go on from above, which are counted where they begin."""
    columns = [_placed(row) for row in rows]
    for number, row in enumerate(columns):
        own = []
        for column, cell in row.items():
            if cell.down:
                down = 1
                while number + down < len(columns) and (below := columns[number + down].get(column)) and not below.down:
                    down += 1
                own.append(replace(cell, down=down))
        yield tuple(own)


def _placed(row: Iterable[Cell]) -> dict[int, Cell]:
    placed: dict[int, Cell] = {}
    column = 0
    for cell in row:
        placed[column] = cell
        column += cell.across
    return placed


def _unbroken(runs: Iterable[Run]) -> tuple[Run, ...]:
    return joined(replace(run, text=run.text.replace("\n", "")) for run in runs)


def _lines(runs: Iterable[Run]) -> list[tuple[Run, ...]]:
    """Runs, cut at their line breaks."""
    lines: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split("\n")
        lines[-1].append(replace(run, text=first))
        lines += [[replace(run, text=other)] for other in others]
    return [joined(line) for line in lines]


def _trimmed(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    """A paragraph's text without the blanks around it, which mean nothing here."""
    first, last = runs[0], runs[-1]
    made = [replace(first, text=first.text.lstrip(" \u3000\t")), *runs[1:]]
    made[-1] = replace(last if len(runs) > 1 else made[0], text=made[-1].text.rstrip(" \u3000\t"))
    return joined(made)


def _landscape(section: Iterable[Shown], end: _Element) -> Iterator[Shown]:
    size = end.find(f"{_W}pgSz")
    landscape = size is not None and size.get(f"{_W}orient") == "landscape"
    for one in section:
        yield replace(one, landscape=True) if landscape and one.rows else one


def _is_own(box: _Element, paragraph: _Element) -> bool:
    """Whether a text box is anchored in this paragraph and is not there a second time for old readers."""
    for up in box.iterancestors():
        if up is paragraph:
            return True
        if up.tag in {f"{_MC}Fallback", f"{_W}txbxContent"}:
            return False
    return False


def _is_of(row: _Element, table: _Element) -> bool:
    return next(row.iterancestors(f"{_W}tbl")) is table


def _cells_of(row: _Element) -> Iterator[_Element]:
    """The cells of a row, also those in content controls."""
    return (cell for cell in row.iter(f"{_W}tc") if next(cell.iterancestors(f"{_W}tr")) is row)


def _value(element: _Element, name: str) -> str:
    found = element.find(f"{_W}{name}")
    return found.get(f"{_W}val", "") if found is not None else ""


def _whole(element: _Element | None) -> int:
    text = element.get(f"{_W}val", "1") if element is not None else "1"
    return min(int(text), 64) if text.isdecimal() and len(text) < 4 else 1
