"""The documents of ``tests/importing/corpus.txt`` as people have them: typed, broken by hand, from Word, from text recognition.

How each is spoilt is drawn from a generator of its own, so that it is the same each time.
"""

from __future__ import annotations

import random
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from docx import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hongtou.intake.text.ordinals import ordinal

_TESTS = Path(__file__).resolve().parent.parent
_CORPUS = _TESTS / "importing" / "corpus.txt"
_BODIES = _TESTS / "intake" / "text" / "looks.txt"
_COLUMNS = ("标题", "发文字号", "主送", "附件", "署名", "成文日期", "附注", "抄送", "印发机关", "印发日期")
# All that a reader may find in one.
ELEMENTS = (*_COLUMNS, "文种", "一级标题")
_SIGNS = re.compile(r"^(?:[{｛](?:标题|正文)[}｝]\s*|\\|##? )")
# Words that the titles of drafts do not end in though their genre is one.
_ENDS = {"令": "命令"}
_CHAPTER = re.compile(r"第[一二三四五六七八九十]+章\s*")
_PAGE = 22
_WIDTHS = (28, 40)


@dataclass(frozen=True)
class Typed:
    """A document.

    :ivar elements: what a reader finds in it, by the names of drafts' fields; 一级标题 are the headings of its first level.
    """

    name: str
    elements: Mapping[str, Any]
    body: tuple[tuple[str, str], ...]

    def lines(self) -> Iterator[str]:
        """It as typed, a paragraph a line."""
        found = self.elements
        title = str(found["标题"])
        number = found.get("发文字号")
        if number and title.endswith("令"):
            yield from (title, str(number))
        else:
            yield from (str(part) for part in (number, title) if part)
        if "主送" in found:
            yield f"{found['主送']}："
        yield from (text for _, text in self.body)
        names = found.get("附件", ())
        for place, name in enumerate(names, 1):
            lead = "附件：" if place == 1 else "　　　"
            yield f"{lead}{place}.{name}" if len(names) > 1 else f"{lead}{name}"
        yield from found.get("署名", ())
        if "成文日期" in found:
            yield found["成文日期"]
        if "附注" in found:
            yield f"（{found['附注']}）"
        if "抄送" in found:
            yield f"抄送：{found['抄送']}。"
        if "印发机关" in found:
            yield f"{found['印发机关']}　　　{found['印发日期']}印发"


def corpus() -> list[Typed]:
    """All documents."""
    bodies = dict(_bodies())
    rows = [line.split("|") for line in _CORPUS.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [_typed(name, values, bodies[name]) for name, *values in rows]


def _bodies() -> Iterator[tuple[str, list[tuple[str, str]]]]:
    for part in _BODIES.read_text(encoding="utf-8").split("〓 ")[2:]:
        name, *lines = part.strip().split("\n")
        yield name, [(line[0], _SIGNS.sub("", line[2:])) for line in lines]


def _typed(name: str, values: Sequence[str], body: Sequence[tuple[str, str]]) -> Typed:
    found: dict[str, Any] = {column: value for column, value in zip(_COLUMNS, values, strict=False) if value}
    for listed in ("附件", "署名"):
        if listed in found:
            found[listed] = found[listed].split("；")
    if body[0][1].endswith("："):
        if "主送" not in found and body[0][1].startswith("各"):
            found["主送"] = body[0][1].rstrip("：")
        body = body[1:] if body[0][1].rstrip("：") == found.get("主送") else body
    headings = [_name(text.split("‖")[0]) for look, text in body if look == "黑"]
    if headings:
        found["一级标题"] = headings
    if genre := _genre(str(found["标题"])):
        found["文种"] = genre
    return Typed(name, found, tuple((look, text.replace("‖", "")) for look, text in body))


def _genre(title: str) -> str:
    from hongtou.plugin.manager import Plugins

    known = sorted(Plugins().document_types, key=len, reverse=True)
    told = _ENDS.get(title[-1]) if title.endswith(tuple(_ENDS)) else next((one for one in known if title.endswith(one)), "")
    return told or ""


def _name(heading: str) -> str:
    found = ordinal(heading)
    return characters(heading[found.end :] if found else _CHAPTER.sub("", heading)).rstrip("。：:")


def characters(text: str) -> str:
    """A text without blanks, all its forms of one character alike."""
    return "".join(unicodedata.normalize("NFKC", text).replace("“", '"').replace("”", '"').split())


def clean(document: Typed, folder: Path) -> Path:
    """As typed."""
    return _text(folder, document.lines())


def wrapped(document: Typed, folder: Path) -> Path:
    """Broken by hand at 28 or 40 字, first lines indented, a title over several lines, organ and date pushed to the right."""
    chance = random.Random(f"wrapped {document.name}")
    return _text(folder, _broken(document, chance.choice(_WIDTHS)))


def recognised(document: Typed, folder: Path) -> Path:
    """As text recognition gives it: broken at 28 字, characters apart on many lines, page numbers in between."""
    chance = random.Random(f"recognised {document.name}")
    found: list[str] = []
    for place, line in enumerate(_broken(document, _WIDTHS[0]), 1):
        found.append(" ".join(line.lstrip("　")) if chance.random() < 0.4 and len(line) > 4 else line)
        if place % _PAGE == 0:
            found.append(f"— {place // _PAGE} —")
    return _text(folder, found)


def word(document: Typed, folder: Path) -> Path:
    """A Word document; the numerals of its headings (一、 and （一）) are Word's own."""
    made: Any = WordDocument()
    made.part.numbering_part.element.append(parse_xml(_ABSTRACT))
    made.part.numbering_part.element.append(
        parse_xml(f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>')
    )
    automatic = _automatic(document)
    for text in document.lines():
        level = automatic.get(text)
        paragraph = made.add_paragraph(text[_end(text) :] if level is not None else text)
        if level is not None:
            properties = paragraph._p.get_or_add_pPr()
            properties.append(parse_xml(_NUMBERED.format(nsdecls("w"), level)))
    path = folder / "来文.docx"
    made.save(str(path))
    return path


STATES: Mapping[str, Callable[[Typed, Path], Path]] = {"clean": clean, "wrapped": wrapped, "word": word, "recognised": recognised}

_ABSTRACT = (
    f'<w:abstractNum {nsdecls("w")} w:abstractNumId="90"><w:multiLevelType w:val="multilevel"/>'
    '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="%1、"/></w:lvl>'
    '<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="chineseCounting"/><w:lvlText w:val="（%2）"/></w:lvl></w:abstractNum>'
)
_NUM = f'<w:num {nsdecls("w")} w:numId="90"><w:abstractNumId w:val="90"/></w:num>'
_NUMBERED = '<w:numPr {0}><w:ilvl w:val="{1}"/><w:numId w:val="90"/></w:numPr>'
_NUMERALS = "一二三四五六七八九十"


def _automatic(document: Typed) -> dict[str, int]:
    """The lines whose numerals Word would make, as long as these run on: their levels, from 0."""
    found: dict[str, int] = {}
    counts = [0, 0]
    for _, text in document.body:
        numeral = ordinal(text)
        if numeral is None or numeral.level > len(counts):
            continue
        level = numeral.level - 1
        counts[level] += 1
        counts[level + 1 :] = [0] * (len(counts) - level - 1)
        if text.strip("（）")[0] == _NUMERALS[counts[level] - 1]:
            found[text] = level
        else:
            return {}
    return found


def _end(text: str) -> int:
    found = ordinal(text)
    return found.end if found else 0


def _text(folder: Path, lines: Iterator[str] | list[str]) -> Path:
    path = folder / "来文.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _broken(document: Typed, width: int) -> Iterator[str]:
    found = document.elements
    text = {line for _, line in document.body}
    for line in document.lines():
        if line == found["标题"] and len(line) > width // 2 + 4:
            yield from (line[: len(line) // 2], line[len(line) // 2 :])
        elif line in text:
            yield from _pieces(f"　　{line}", width)
        elif line in found.get("署名", ()) or line == found.get("成文日期"):
            yield "　" * (width - len(line) - 4) + line
        else:
            yield from _pieces(line, width)


def _pieces(line: str, width: int) -> Iterator[str]:
    for start in range(0, len(line), width):
        yield line[start : start + width]
