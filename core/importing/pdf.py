"""PDF files with text: characters with their places become lines, lines paragraphs, rules tables; the rest is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from ..errors import InputError
from ..intake.text.decoding import clean
from ..plugin import TrackedChanges
from .pdf_lines import TextLine, lines_of, paragraphs
from .pdf_page import Page, read_pages
from .ruled import Ruled, repeated_head, tables_of
from .source import Grid, Left, Line, Part, Source
from .tidy import FOLIO

# Of so many characters one may have no meaning of its own; with more, what the file says is not what it shows.
_UNKNOWN_MAX: Final = 0.02
# A line at the edge of so many pages is a running head.
_HEADS_MIN: Final = 3
# Running heads and feet have no more lines, with the page's number.
_EDGE: Final = 3
_Row = TextLine | Ruled


def read_pdf(path: Path, changes: TrackedChanges = TrackedChanges.REFUSE) -> Source:  # noqa: ARG001 - no PDF has tracked changes
    """Read a PDF file.

    :raises InputError: it cannot be read, has a password, holds no text, or its text has no meaning.
    """
    pages = read_pages(path)
    if not any(page.glyphs for page in pages):
        raise InputError(f"{path}：里面没有文字，像是扫描的图片。先识别成文字（OCR），另存为 .docx 或者 .txt 再来")
    if sum(page.unknown for page in pages) > _UNKNOWN_MAX * sum(len(page.glyphs) for page in pages):
        raise InputError(f"{path}：里面的字没有编码，复制出来是乱码。用 OCR 识别，或者找原来的 Word 文件")
    reader = _Reader()
    reader.read(pages)
    return Source(path, tuple(reader.parts), tuple(reader.left), tuple(_doubts(pages)))


def _doubts(pages: Sequence[Page]) -> Iterator[str]:
    if empty := [str(number) for number, page in enumerate(pages, 1) if not page.glyphs]:
        yield f"第 {'、'.join(empty)} 页没有文字，也许是扫描的图片，没有带进来"
    if pictured := [str(number) for number, page in enumerate(pages, 1) if page.images]:
        yield f"第 {'、'.join(pictured)} 页有图片（盖的章也算），没有带进来"


class _Reader:
    def __init__(self) -> None:
        self._number = 0
        self.parts: list[Part] = []
        self.left: list[Left] = []

    def read(self, pages: Sequence[Page]) -> None:
        rows = [self._rows(page) for page in pages]
        heads = _heads(rows)
        kept: list[_Row] = []
        for number, page in enumerate(rows, 1):
            edges = {*_edge(page, heads), *(len(page) - 1 - place for place in _edge(page[::-1], heads))}
            for place, row in enumerate(page):
                reason = _furniture(row, heads) if place in edges else ""
                if reason and isinstance(row, TextLine):
                    self.left.append(Left(row.text.strip(), reason, number))
                else:
                    self._keep(kept, row, number)
        for part in paragraphs(kept):
            self._number += 1
            if isinstance(part, Ruled):
                self.parts.append(Grid(tuple(tuple(map(self._clean, row)) for row in part.cells), self._number))
            else:
                self.parts.append(Line(self._clean(part), self._number))

    def _rows(self, page: Page) -> list[_Row]:
        """The lines and tables of a page from its top."""
        tables, rest = tables_of(page.rules, page.glyphs)
        self.left += [Left(line.text.strip(), _rotated(line), 0) for line in lines_of(page.rotated) if line.text.strip()]
        return sorted((*tables, *lines_of(rest)), key=lambda row: -row.top)

    def _keep(self, kept: list[_Row], row: _Row, number: int) -> None:
        """Add a row; a table that goes on from the page before is one with it."""
        before = kept[-1] if kept else None
        repeated = repeated_head(before, row) if isinstance(row, Ruled) and isinstance(before, Ruled) else None
        if isinstance(row, Ruled) and isinstance(before, Ruled) and repeated is not None:
            for cells in row.cells[:repeated]:
                self.left.append(Left("".join(cells), "续页上重印的表头", number))
            kept[-1] = before.with_rows(row.cells[repeated:])
        else:
            kept.append(row)

    def _clean(self, text: str) -> str:
        kept, dropped = clean(text)
        if dropped:
            self.left.append(Left(dropped, "看不见的字符", self._number))
        return kept


def _rotated(line: TextLine) -> str:
    return "页码" if FOLIO.fullmatch(line.text.strip()) else "转了方向的文字，像是水印"


def _heads(pages: Sequence[Sequence[_Row]]) -> frozenset[str]:
    """What stands at the top or the foot of many pages."""
    edges = Counter(
        text
        for page in pages
        for text in {row.text.strip() for row in (*page[:_EDGE], *page[-_EDGE:]) if isinstance(row, TextLine)}
    )
    return frozenset(text for text, count in edges.items() if count >= _HEADS_MIN and 2 * count > len(pages))


def _edge(rows: Sequence[_Row], heads: frozenset[str]) -> Iterator[int]:
    """The places of what is no text from one edge of a page on; a number may stand above a running foot."""
    for place, row in enumerate(rows):
        if not _furniture(row, heads):
            return
        yield place


def _furniture(row: _Row, heads: frozenset[str]) -> str:
    """Why a line at the edge of a page is no text; empty: it is."""
    if not isinstance(row, TextLine):
        return ""
    text = row.text.strip()
    return "页码" if FOLIO.fullmatch(text) or text.isdecimal() else "书眉" if text in heads else ""
