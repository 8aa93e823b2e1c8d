"""The DOCX as LibreOffice shows it, beside the PDF: pages and lines, and why a line differs."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

from support.libreoffice import convert as print_files
from support.measure import Paper, Row

from .made import Made, shown
from .places import PT, RIGHT

# So many documents are given to LibreOffice at once.
BATCH = 50


def convert(cases: Sequence[Made]) -> dict[str, Paper]:
    """Every case's DOCX as a PDF of LibreOffice's, by its name."""
    with TemporaryDirectory(prefix="fidelity") as home:
        folder = Path(home)
        files = [folder / f"{place}.docx" for place in range(len(cases))]
        for case, file in zip(cases, files, strict=True):
            file.write_bytes(case.docx)
        for start in range(0, len(files), BATCH):
            batch = files[start : start + BATCH]
            print_files(folder, batch, 60 + 10 * len(batch))
        return {case.name: Paper(file.with_suffix(".pdf").read_bytes()) for case, file in zip(cases, files, strict=True)}


class Difference(NamedTuple):
    """Lines of the PDF that LibreOffice breaks otherwise, and the kind of cause; an empty one: nobody knows."""

    name: str
    ours: tuple[str, ...]
    theirs: tuple[str, ...]
    cause: str


class Compared(NamedTuple):
    """One case: pages of both, how many lines the PDF has, how many are equal (some of them on another page), and the others."""

    pages: tuple[int, int]
    lines: int
    equal: int
    moved: int
    differences: tuple[Difference, ...]


def compare(made: Made, paper: Paper) -> Compared:
    """The rows of both."""
    first, second = _flat(made.pages), _flat(shown(paper))
    matcher = SequenceMatcher(None, [bare(row.text) for _, row in first], [bare(row.text) for _, row in second], autojunk=False)
    pairs = [(a + step, b + step) for a, b, size in matcher.get_matching_blocks() for step in range(size)]
    moved = sum(first[a][0] != second[b][0] for a, b in pairs)
    blocks = [code for code in matcher.get_opcodes() if code[0] != "equal"]
    found = tuple(_difference(made.name, first[a:b], second[c:d]) for _, a, b, c, d in blocks)
    return Compared((len(made.pages), len(paper)), len(first), len(pairs), moved, found)


def _flat(pages: Sequence[Sequence[Row]]) -> list[tuple[int, Row]]:
    return [(page, row) for page, rows in enumerate(pages, 1) for row in rows if bare(row.text)]


def _difference(name: str, ours: Sequence[tuple[int, Row]], theirs: Sequence[tuple[int, Row]]) -> Difference:
    one, two = [row for _, row in ours], [row for _, row in theirs]
    return Difference(name, _texts(one), _texts(two), cause(one, two))


def bare(text: str) -> str:
    """A text without white space, and without what is there for LibreOffice alone."""
    return re.sub(r"[\s\u200b]", "", text)


def _texts(rows: Sequence[Row]) -> tuple[str, ...]:
    return tuple(row.text.replace("\u200b", "").strip() for row in rows)


# --- why ------------------------------------------------------------------------------------------------------------------------

TIGHT = "字距：LibreOffice 不给一段西文或汉字的末字加字距（−0.25磅），满行里西文多时放不下末字"
# Where LibreOffice breaks a line and the PDF does not.
_BREAKS: Final[Mapping[str, re.Pattern[str]]] = {
    "省略号：LibreOffice 拆开……，或者让它起头；Word 和 PDF 不": re.compile(r"…\|…|\|…"),
    "破折号：LibreOffice 拆开——；Word 和 PDF 不": re.compile(r"—\|—"),
    "一字线：Word 和 LibreOffice 让它起头；PDF 依 GB/T 15834 不": re.compile(r"\|—"),
    "行首禁则：LibreOffice 让％、℃起头；Word 和 PDF 不": re.compile(r"\|[％‰℃]"),
    "连字符：Word 和 LibreOffice 在其后断行；PDF 不拆号码和词": re.compile(r"-\|[0-9A-Za-z]"),
    "西文：LibreOffice 在网址、邮箱、算式的标点处断行；Word 和 PDF 不": re.compile(r"[0-9A-Za-z./@:_()%]\|[./@:_0-9A-Za-z()%]"),
    "姓名：Word 和 LibreOffice 在两字姓名的空格处断行；PDF 不拆姓名": re.compile(
        "\u3000\\|[\u4e00-\u9fff]|[\u4e00-\u9fff]\\|\u3000"
    ),
}


def cause(ours: Sequence[Row], theirs: Sequence[Row]) -> str:
    """Why lines differ, by the first that do."""
    one, two = _texts(ours), _texts(theirs)
    if bare("".join(one)) != bare("".join(two)):
        return ""
    row, text = next(
        ((row, mine) for row, mine, other in zip(ours, one, two, strict=False) if bare(mine) != bare(other)), (None, "")
    )
    if row is None:
        return ""
    place = ours.index(row)
    if len(bare(two[place])) < len(bare(text)) and _overfull(row):
        return TIGHT
    whole, end = "".join(two[place:]), len(two[place])
    around = f"{whole[max(0, end - 2) : end]}|{whole[end : end + 2]}"
    return next((name for name, pattern in _BREAKS.items() if pattern.search(around)), "")


def _overfull(row: Row) -> bool:
    """Whether a line is too full by LibreOffice's count: 0.25 pt more for each piece of one script and face."""
    glyphs = row.glyphs[: len(row.text.rstrip())]
    pieces = sum(
        (one.text < "\u2000", one.font) != (other.text < "\u2000", other.font)
        for one, other in pairwise(glyphs)
        if other.text.strip()
    )
    widths = sum(glyph.size if glyph.text == "\u3000" else (glyph.right - glyph.left) / PT for glyph in glyphs)
    return widths - 0.25 * len(glyphs) + 0.25 * pieces > (RIGHT - row.left) / PT - 0.5
