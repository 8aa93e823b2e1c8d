"""Tables in running text, as Markdown writes them: ``| 甲 | 乙 |`` over ``| --- | :-: |``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

from ...document import Align, Cell, Column, Emphasis, Row, Table, plain
from ...pattern import pattern
from ...text_width import zi_width
from .inline import read_spans

# Text longer than so many 字 is set at the left of its column, if nothing else is said.
_SHORT: Final = 10.0
LINES_MAX: Final = 20_000
_TOO_BIG: Final = "这个表格太大，读不了。把它分成几个"
_DELIMITER: Final = pattern(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_ROW: Final = pattern(r"\|.*\|")
# A row that is filled in by hand: so high, in mm.
_TALL: Final = pattern(r"\s*\{高\s*(?P<height>\d{1,4}(?:\.\d)?)\s*(?:毫米|mm)?\}", holds="{高")
_LOW, _HIGH = 5, 180
_ALIGNS: Final = {"left": Align.LEFT, "center": Align.CENTER, "right": Align.RIGHT}


class TableError(ValueError):
    """A table is broken.

    :param line: in which of its lines, from 0.
    """

    def __init__(self, line: int, message: str) -> None:
        self.line = line
        super().__init__(message)


def table_length(lines: Sequence[str], number: int) -> int:
    """How many lines a table takes that begins at a line; 0: there is none.

    A line between two ``|`` is taken for one even when the line under the head is missing, so that it can be told.
    """
    head, end = lines[number], number
    if "|" in head and _is_delimiter(lines, number + 1):
        end = number + 2
        while end < len(lines) and _continues(head, lines[end]):
            end += 1
        return end - number
    while end < len(lines) and _ROW.fullmatch(lines[end]):
        end += 1
    return end - number


def _continues(head: str, line: str) -> bool:
    """Whether a line is a table's row: a head that begins with ``|`` has only such rows."""
    return "|" in line and (line.startswith("|") or not head.startswith("|"))


def _is_delimiter(lines: Sequence[str], number: int) -> bool:
    return number < len(lines) and "|" in lines[number] and bool(_DELIMITER.fullmatch(lines[number]))


def read_table(lines: Sequence[str], title: str) -> Table:
    """A table from its lines.

    :raises TableError: a row has more cells than the head, or the head is not followed by its line of hyphens.
    """
    from markdown_it import MarkdownIt
    from markdown_it.rules_block.table import escapedSplit

    if len(lines) > LINES_MAX:
        raise TableError(0, _TOO_BIG)
    if len(lines) == 2 and _is_delimiter(lines, 1):
        raise TableError(1, "这个表格只有表头，没有内容。在“---”下面写各行")
    if not _is_delimiter(lines, 1):
        raise TableError(0, "表头下面应有一行“| --- | --- |”，每栏一个“---”。要写的不是表格，就不要以“|”开头和结尾")
    counts = [len(_trimmed(escapedSplit(line))) for line in lines]
    _check_counts(counts)
    tokens = MarkdownIt("zero").enable("table").parse("\n".join(lines))
    cells = [token.content for token in tokens if token.type == "inline"]
    if len(cells) != counts[0] * (len(lines) - 1):  # the parser fills in only so many empty cells
        raise TableError(0, _TOO_BIG)
    aligns = [_align(str(token.attrs.get("style", ""))) for token in tokens if token.type == "th_open"]
    rows = [cells[start : start + counts[0]] for start in range(0, len(cells), counts[0])]
    return _table(rows, aligns, title)


def _trimmed(parts: list[str]) -> list[str]:
    """Cells without the empty ones before the first and after the last ``|``."""
    if parts and not parts[0].strip():
        parts = parts[1:]
    return parts[:-1] if parts and not parts[-1].strip() else parts


def _check_counts(counts: Sequence[int]) -> None:
    if counts[1] != counts[0]:
        raise TableError(1, f"表头有 {counts[0]} 格，下面的“---”却有 {counts[1]} 个。一格一个")
    for number, count in enumerate(counts):
        if count > counts[0]:
            raise TableError(number, f"这一行有 {count} 格，表头只有 {counts[0]} 格。补上表头，或者把字里的“|”写成“\\|”")


def _align(style: str) -> Align | None:
    return _ALIGNS.get(style.removeprefix("text-align:"))


def _table(rows: Sequence[Sequence[str]], aligns: Sequence[Align | None], title: str) -> Table:
    heights = [max((_height(number, text) for text in row), default=0.0) for number, row in enumerate(rows)]
    cells = [[_cell(_TALL.sub("", text)) for text in row] for row in rows]
    columns = [
        Column(head.text, align=aligns[number] or align_of([row[number].text for row in cells[1:]]))
        for number, head in enumerate(cells[0])
    ]
    return Table(
        tuple(columns), tuple(Row(tuple(row), height=height) for row, height in zip(cells[1:], heights[1:], strict=True)), title
    )


def _height(number: int, text: str) -> float:
    """How high a cell says that its row must be at least, mm; 0: it says nothing."""
    match = _TALL.match(text)
    if match is None:
        return 0.0
    height = float(match["height"])
    if height < _LOW or height > _HIGH or number == 0:
        where = "写在表头下面的格子里，" if number == 0 else ""
        raise TableError(number + (number > 0), f"“{match[0].strip()}”不对：行高{where}写 {_LOW} 至 {_HIGH}（毫米）")
    return height


def _cell(text: str) -> Cell:
    spans = read_spans(text.strip())
    return Cell(plain(spans), any(span.emphasis is Emphasis.STRONG for span in spans))


def align_of(texts: Iterable[str]) -> Align:
    """How a column is set that nobody said anything about: text that goes over lines at the left, all else in the middle."""
    return Align.LEFT if max(map(zi_width, texts), default=0.0) > _SHORT else Align.CENTER
