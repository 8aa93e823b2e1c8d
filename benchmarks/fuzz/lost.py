"""What of a draft does not stand in the document that was made of it."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from hongtou.draft import Draft
from hongtou.layout.grid import GridRow
from hongtou.layout.plan import Element, PagePlan

# Signs of the draft that are no text: emphasis, headings, tables, escapes; blanks are not compared.
_SIGNS: Final = re.compile(r"[\s*#|\\＼\u200b\u2060\ufeff]+")
_FENCE: Final = re.compile(r"^---\s*$", re.MULTILINE)
_DIRECTIVES: Final = re.compile(r"^[{｛]\s*(?:横排|标题|正文)\s*[}｝]|^表：")
_DELIMITER: Final = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_CELL: Final = re.compile(r"(?<!\\)\|")
_DATE: Final = re.compile(r"\d{2,4}\D\d{1,2}\D\d{1,2}日?|\d{4}\D?\d{2}|[〇○零一二三四五六七八九十年月日号]+")
# What is legitimately not printed as it was typed: what a document is, how it is set and kept; files, days, figures; and marks
# at the ends of a value, which the standard sets or leaves out. An office's own name may stand nowhere (普通).
UNPRINTED: Final = frozenset({"文种", "格式", "标识", "排序", "发文机关", "印章", "印发", "正文", "进度"})
_FILE: Final = re.compile(r".*\.(?:md|yaml|yml|txt|xlsx|xls|et|png)", re.IGNORECASE)
_WORDS: Final = re.compile(r"[\u4e00-\u9fff].*[\u4e00-\u9fff]")
_EDGES: Final = "（）()。．.；;，,、：:"
# What a format has no place for, as hints say: a command has a 令号 and no title (10.2), a letter no 印发机关 (10.1).
_WITHOUT: Final = {"命令": ("标题", "发文字号"), "信函": ("印发机关",)}


def bare(text: str) -> str:
    """Without what is not compared."""
    return _SIGNS.sub("", text)


def printed(plan: PagePlan) -> str:
    """All that stands on a document's pages, in order."""
    pieces: list[str] = []
    for page in plan.pages:
        for piece in page.slices:
            pieces += _slice(plan.galley[piece.element], piece.start, piece.stop)
    if plan.masthead:
        pieces += [line.text for line in plan.masthead.issuer_mark.lines]
    if plan.imprint:
        pieces += [line.text for element in plan.imprint.elements for line in element.lines]
    return bare("".join(pieces))


def _slice(element: Element, start: int, stop: int) -> Iterator[str]:
    if element.grid is None:
        yield from (line.text for line in element.lines[start:stop])
        return
    if start == 0:
        yield from _rows(element.grid.head)
    yield from _rows(element.grid.rows[start:stop])


def _rows(rows: Iterable[GridRow]) -> Iterator[str]:
    return (line for row in rows for cell in row.cells for line in cell.lines)


def wanted(text: str, draft: Draft) -> Counter[str]:
    """The pieces of a draft that must stand in its document, each as often as it was written.

    :param text: the draft's file.
    """
    pieces: Counter[str] = Counter()
    fences = [match.end() for match in _FENCE.finditer(text)]
    if len(fences) > 1 and draft.path.suffix == ".md":
        pieces.update(_body(text[fences[1] :]))
    elif isinstance(draft.values.get("正文"), str):
        pieces.update(_body(draft.values["正文"]))
    said = (str(draft.values.get(name)).strip() for name in ("文种", "格式"))
    without = {field for format in said for field in _WITHOUT.get(format, ())}
    for name in draft.values.keys() - UNPRINTED - without:
        typed = (bare(leaf).strip(_EDGES) for leaf in _leaves(draft.values[name]))
        # Once: a group's name stands above all its people.
        pieces |= Counter({leaf: 1 for leaf in typed if _is_words(leaf)})
    return Counter({piece: count if len(piece) > 3 else 1 for piece, count in pieces.items()})


def _body(text: str) -> Iterator[str]:
    for line in map(str.strip, text.split("\n")):
        if _DELIMITER.fullmatch(line) or not line:
            continue
        for cell in _CELL.split(line) if line.startswith("|") else [_DIRECTIVES.sub("", line)]:
            if piece := bare(cell):
                yield piece


def _is_words(leaf: str) -> bool:
    return bool(_WORDS.search(leaf)) and not _FILE.fullmatch(leaf) and not _DATE.fullmatch(leaf)


def _leaves(value: Any) -> Iterator[str]:  # noqa: ANN401 - as a draft holds it
    match value:
        case str():
            yield from value.replace("\\n", "\n").split("\n")
        case list():
            for part in value:
                yield from _leaves(part)
        case Mapping():
            for name, part in value.items():
                yield from _leaves(part) if name not in UNPRINTED else ()


def lost(pieces: Mapping[str, int], shown: str) -> str:
    """The first piece that is shown less often than it was written; empty: there is none."""
    for piece, count in pieces.items():
        if shown.count(piece) < count and unicodedata.normalize("NFC", piece) == piece:
            return piece
    return ""
