"""The documents of ``tests/importing/corpus.txt`` as people type them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from hongtou.intake.text.ordinals import ordinal

from support.plugins import PLUGINS
from support.spoilt_texts import STATES

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
_WIDTH = 28
_WHOLE = ("clean", "word")


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

    def page(self) -> Iterator[str]:
        """It as laid out: first lines indented, a long title over two lines, organ and date pushed to the right."""
        found, text = self.elements, {line for _, line in self.body}
        for line in self.lines():
            if line == found["标题"] and len(line) > _WIDTH // 2 + 4:
                yield from (line[: len(line) // 2], line[len(line) // 2 :])
            elif line in text:
                yield f"　　{line}"
            elif line in found.get("署名", ()) or line == found.get("成文日期"):
                yield "　" * (_WIDTH - len(line) - 4) + line
            else:
                yield line


@cache
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


@cache
def _known() -> list[str]:

    return sorted(PLUGINS.document_types, key=len, reverse=True)


def _genre(title: str) -> str:
    told = _ENDS.get(title[-1]) if title.endswith(tuple(_ENDS)) else next((one for one in _known() if title.endswith(one)), "")
    return told or ""


def _name(heading: str) -> str:
    found = ordinal(heading)
    return characters(heading[found.end :] if found else _CHAPTER.sub("", heading)).rstrip("。：:")


def characters(text: str) -> str:
    """A text without blanks, all its forms of one character alike."""
    return "".join(unicodedata.normalize("NFKC", text).replace("“", '"').replace("”", '"').split())


def typed(document: Typed, state: str, folder: Path) -> Path:
    """A document in a state in which texts arrive.

    :param state: one of :data:`spoilt_texts.STATES`; what was a page before has its lines where they stood there.
    """
    lines = document.lines() if state in _WHOLE else document.page()
    return STATES[state]("\n".join(lines) + "\n", folder / "来文", f"{state} {document.name}")
