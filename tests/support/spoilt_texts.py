"""The states in which texts arrive, made from the clean one with a seed: broken by hand, out of Word, out of text recognition.

How each is spoilt is drawn from a generator of its own, so that it is the same each time.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement
from hongtou import chinese_numeral
from hongtou.intake.text.ordinals import ordinal

# Where people break lines, in 字: at the edge of a message, of a page, of a screen. A scanned page has lines of one width.
WIDTHS: Final = (24, 28, 40)
_SCANNED: Final = 28
_PAGE: Final = 22
_CHINESE: Final = r"[\u3001-\u303f\u4e00-\u9fff\uff01-\uff5e]"
_FIGURES: Final = re.compile(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])")
_CHARACTERS: Final = re.compile(rf"(?<={_CHINESE})(?={_CHINESE})")
_LEVELS: Final = (("chineseCounting", "%1、"), ("chineseCounting", "（%2）"), ("decimal", "%3."), ("decimal", "（%4）"))


def clean(text: str, file: Path, _seed: str) -> Path:
    """As it is."""
    target = file.with_suffix(".txt")
    target.write_text(text, encoding="utf-8")
    return target


def broken_at(width: int) -> Callable[[str, Path, str], Path]:
    """Every line broken at so many 字, as by the return key at the right edge of a screen."""

    def broken(text: str, file: Path, seed: str) -> Path:
        return clean("\n".join(piece for line in text.splitlines() for piece in _broken(line, width)), file, seed)

    return broken


def recognised(text: str, file: Path, seed: str) -> Path:
    """Out of a scanned page: lines of 28 characters, some with blanks between all characters, pages with their numbers."""
    chance = random.Random(seed)
    spread = chance.choice((0.3, 0.6, 1.0))
    lines = [piece for line in text.splitlines() for piece in _broken(line, _SCANNED)]
    pages = [lines[start : start + _PAGE] for start in range(0, len(lines), _PAGE)]
    out: list[str] = []
    for number, page in enumerate(pages, 1):
        out += [_spread(line) if chance.random() < spread else line for line in page]
        out.append(f"— {number} —")
    return clean("\n".join(out), file, seed)


def _broken(line: str, width: int) -> Iterator[str]:
    if not line:
        yield ""
    while line:
        end = _reach(line, width)
        yield line[:end]
        line = line[end:]


def _reach(line: str, width: int) -> int:
    """How many characters fill a line; no stop begins the next one."""
    room = float(width)
    for place, char in enumerate(line):
        room -= 0.5 if char.isascii() else 1.0
        if room < 0:
            return place + 1 if char in "，。、；：）》”" else place
    return len(line)


def _spread(line: str) -> str:
    return _CHARACTERS.sub(" ", _FIGURES.sub(" ", line))


def from_word(text: str, file: Path, _seed: str) -> Path:
    """A Word document whose numbers 一、（一）1.（1） Word makes itself, wherever it would make the same."""
    document = Document()
    numbers = _Numbers(document)
    for line in text.splitlines():
        numbers.write(line.strip("　 \t"))
    target = file.with_suffix(".docx")
    document.save(str(target))
    return target


class _Numbers:
    """Word's own counting: a level begins anew below a higher one, and a list where a text says 一、 again."""

    def __init__(self, document: WordDocument) -> None:
        self._document = document
        self._counts = [0, 0, 0, 0]
        self._list = 0
        self._numbering: BaseOxmlElement = document.part.numbering_part.element
        self._numbering.insert(0, _levels())

    def write(self, line: str) -> None:
        found = ordinal(line)
        level = found.level - 1 if found and found.level <= len(_LEVELS) else None
        label = self._label(level, line) if level is not None else ""
        paragraph = self._document.add_paragraph(line[len(label) :].lstrip() if label else line)
        if label:
            paragraph._p.get_or_add_pPr().append(
                parse_xml(f'<w:numPr {nsdecls("w")}><w:ilvl w:val="{level}"/><w:numId w:val="{900 + self._list}"/></w:numPr>')
            )

    def _label(self, level: int, line: str) -> str:
        """The label that Word will make, if the line begins with it; else nothing, and the line keeps what was typed."""
        first = _ordinal(level, 1)
        if level == 0 and line.startswith(first):
            self._begin()
        counted = _ordinal(level, self._counts[level] + 1)
        if not self._list or not line.startswith(counted) or any(count == 0 for count in self._counts[:level]):
            return ""
        self._counts[level] += 1
        self._counts[level + 1 :] = [0] * (len(_LEVELS) - level - 1)
        return counted

    def _begin(self) -> None:
        self._list += 1
        self._counts = [0] * len(_LEVELS)
        anew = "".join(
            f'<w:lvlOverride w:ilvl="{level}"><w:startOverride w:val="1"/></w:lvlOverride>' for level in range(len(_LEVELS))
        )
        self._numbering.append(
            parse_xml(f'<w:num {nsdecls("w")} w:numId="{900 + self._list}"><w:abstractNumId w:val="900"/>{anew}</w:num>')
        )


def _ordinal(level: int, count: int) -> str:
    numeral = f"{count}" if level >= 2 else chinese_numeral(count)
    return _LEVELS[level][1].replace(f"%{level + 1}", numeral)


def _levels() -> BaseOxmlElement:
    levels = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{kind}"/><w:suff w:val="nothing"/>'
        f'<w:lvlText w:val="{text}"/></w:lvl>'
        for level, (kind, text) in enumerate(_LEVELS)
    )
    numbering: BaseOxmlElement = parse_xml(
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="900"><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'
    )
    return numbering


# Each makes a file of a text, from the file's path without its suffix and a seed.
STATES: Final[dict[str, Callable[[str, Path, str], Path]]] = {
    "clean": clean,
    **{f"broken at {width}": broken_at(width) for width in WIDTHS},
    "word": from_word,
    "recognised": recognised,
}
