r"""Running text 正文: one line is one paragraph, blank lines mean nothing.

层次序数 make headings (7.3.3), and so do Markdown's ``#``; ``**`` and ``*`` are emphasis, lines with ``|`` are tables.
``{标题}`` and ``{正文}`` before a line say what it is, whatever it looks like; so do ``#`` and ``\``.
Other marks of Markdown are told, for they would be printed as signs.
Nothing else of a line is changed but the blanks around it and after its ordinal.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from ...document import Block, Heading, Paragraph, Table, plain
from ...draft import PictureLine
from ...errors import DraftError, Place, Problem
from ...pattern import pattern
from .decoding import at_most
from .headings import Element, Numbered, judged, read_line
from .inline import read_spans
from .markdown_marks import complaint, unescaped
from .ordinals import ordinal, trim_ordinal
from .tables import TableError, read_table, table_length

_MARKED: Final = pattern(r"(?P<signs>#+)[ \t\u3000]+(?P<text>\S.*)", holds="#")
_TITLE: Final = pattern(r"表(?:[ \u3000]*\d+(?:[-－.]\d+)?[ \u3000]*|：[ \u3000]*)(?P<name>\S.{0,29})(?<![。；：！？])")
_LEVEL_MAX: Final = 4
# More characters than any paragraph of an official document has: thirty pages without a break.
PARAGRAPH_MAX: Final = 20_000
_BLANKS: Final = " \u3000"
_CHOICE: Final = pattern(rf"[{{｛][{_BLANKS}]*(?P<word>标题|正文)[{_BLANKS}]*[}}｝][{_BLANKS}]*(?P<text>.*)", holds="标题|正文")
_LITERAL: Final = pattern(r"[\\＼]+(?P<text>.*)")
_PICTURE: Final = pattern(r"!\[(?P<title>[^\[\]\n]{0,100})\]\((?P<file>[^()\n]{1,300})\)")
# The line above a table that stands on landscape pages (GB/T 9704 clause 8).
_LANDSCAPE: Final = pattern(r"[{｛][ \u3000]*横排[ \u3000]*[}｝]")


def parse_body(text: str, file: str, first_line: int) -> tuple[Block | PictureLine, ...]:
    """Running text as paragraphs, headings, tables and pictures, whose files are not read yet; see :func:`read_elements`."""
    return judged(read_elements(text, file, first_line))


def read_elements(text: str, file: str, first_line: int) -> list[Element]:
    """Running text whose numbered lines are not judged yet, which takes their neighbours (:mod:`.headings`).

    :param text: the text; its lines end with ``\\n``.
    :param file: what problems name.
    :param first_line: the number of the text's first line in the file.
    :raises DraftError: a table is broken, a heading too deep, a paragraph far too long, or a tab stands within a line;
        carries every place.
    """
    parser = _Parser([line.strip() for line in text.split("\n")], file, first_line)
    elements = parser.parse()
    if parser.problems:
        raise DraftError(at_most(parser.problems))
    return elements


def element_lines(text: str) -> list[tuple[int, int]]:
    """From which line to before which one each element of a text stands, counted from 0: a table with what belongs above it."""
    parser = _Parser([line.strip() for line in text.split("\n")], "", 1)
    parser.parse()
    return parser.spans


class _Parser:
    """Goes through the lines of one text."""

    def __init__(self, lines: list[str], file: str, first_line: int) -> None:
        self._lines = lines
        self._file = file
        self._first_line = first_line
        self._landscape = False
        self._begun: int | None = None
        self.problems: list[Problem] = []
        self.spans: list[tuple[int, int]] = []

    def parse(self) -> list[Element]:
        """The elements; what is wrong with a line is added to ``problems``."""
        blocks: list[Element] = []
        number = 0
        while number < len(self._lines):
            length = table_length(self._lines, number)
            known = len(blocks)
            if _LANDSCAPE.fullmatch(self._lines[number]):
                self._turn(number)
            elif length:
                self._table(blocks, number, length)
            elif self._lines[number]:
                self._line(blocks, number)
            self._span(known, len(blocks), number, number + max(1, length))
            number += max(1, length)
        return blocks

    def _span(self, known: int, now: int, start: int, stop: int) -> None:
        """Note where the element stands that was just read."""
        if _LANDSCAPE.fullmatch(self._lines[start]):
            self._begun = start  # it belongs to the table below
        elif self._lines[start]:
            if now == known and self.spans:  # a table took the line above it as its title
                start = self.spans.pop()[0]
            self.spans.append((start if self._begun is None else min(start, self._begun), stop))
            self._begun = None

    def _line(self, blocks: list[Element], number: int) -> None:
        line = self._lines[number]
        if picture := _PICTURE.fullmatch(line):
            blocks.append(PictureLine(picture["file"].strip(), picture["title"].strip(), self._place(number)))
            return
        if told := complaint(line):
            self._problem(number, told)
            return
        line = unescaped(line)
        match = _MARKED.fullmatch(line)
        choice = _CHOICE.fullmatch(line)
        if len(line) > PARAGRAPH_MAX:
            self._problem(number, f"这一段有 {len(line)} 个字，超过 {PARAGRAPH_MAX} 个，公文里没有这样长的段。换行分成几段")
        elif match and len(match["signs"]) > _LEVEL_MAX:
            self._problem(number, f"公文的层次最多四层，这里有 {len(match['signs'])} 个“#”。改用 {_LEVEL_MAX} 个以内的“#”")
        elif match:
            blocks.append(_marked_heading(len(match["signs"]), match["text"]))
        elif choice and not choice["text"]:
            self._problem(number, f"“{line}”要写在一行的开头，后面接着写这一行的文字，例如“{{{choice['word']}}}一、会议时间”")
        elif choice:
            blocks.append(_marked_heading(1, choice["text"]) if choice["word"] == "标题" else _marked_text(choice["text"]))
        elif (match := _LITERAL.fullmatch(line)) and ordinal(match["text"]):
            blocks.append(_marked_text(match["text"]))
        else:
            blocks.append(read_line(read_spans(line)))
        if "\t" in trim_ordinal(line):
            self._problem(number, "这一行中间有制表符（Tab），公文里排不出来。改成空格；成列的内容写成表格“| 甲 | 乙 |”")

    def _table(self, blocks: list[Element], number: int, length: int) -> None:
        title = self._take_title(blocks, number)
        try:
            table = read_table(self._lines[number : number + length], title)
            blocks.append(replace(table, landscape=self._landscape))
        except TableError as error:
            self._problem(number + error.line, str(error))
        self._landscape = False

    def _turn(self, number: int) -> None:
        """The next table is landscape; it stands below, at the most with its title between."""
        below = number + 1 if number + 1 < len(self._lines) and table_length(self._lines, number + 1) else number + 2
        titled = below == number + 1 or bool(_TITLE.fullmatch("".join(self._lines[number + 1 : below])))
        self._landscape = titled and below < len(self._lines) and table_length(self._lines, below) > 0
        if not self._landscape:
            self._problem(number, "“{横排}”要写在表格（或者表题）的上一行，下面没有表格。去掉它，或者移到表格上面")

    def _take_title(self, blocks: list[Element], number: int) -> str:
        """The table's title, if the line directly above is one."""
        match = _TITLE.fullmatch(self._lines[number - 1]) if number else None
        if match is None or not blocks or isinstance(blocks[-1], Table):
            return ""
        title = blocks.pop()
        text = plain(title.spans) if isinstance(title, Paragraph | Heading) else ""
        return match["name"] if text.startswith("表：") else text

    def _problem(self, number: int, message: str) -> None:
        self.problems.append(Problem(self._place(number), "正文", message))

    def _place(self, number: int) -> Place:
        return Place(self._file, self._first_line + number, 1)


def _marked_heading(level: int, text: str) -> Heading | Numbered:
    """A line that says that it is a heading; where it has an ordinal, that tells its level."""
    spans = read_spans(text)
    block = read_line(spans, chosen=True)
    return Heading(level, spans) if isinstance(block, Paragraph) else block


def _marked_text(text: str) -> Paragraph | Numbered:
    """A line that says that it is text."""
    return read_line(read_spans(text), chosen=False)
