"""One text: the elements that import found, against those that a careful reader finds in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from hongtou import Heading
from hongtou.document.model import plain
from hongtou.draft import Draft
from hongtou.errors import HongtouError
from hongtou.importing.importer import Imported, import_file
from hongtou.intake import read_draft
from hongtou.plugin.manager import Plugins

from .folding import folded
from .paragraphs import paragraphs, whole

KNOWN: Final = list(Plugins().document_types)
# What a reader calls an element, where the draft calls it otherwise.
_FIELDS: Final = {"署名": "发文机关", "随文": "印发"}
_LISTS: Final = frozenset({"主送", "抄送"})
# What ours are called in the law, and the law's by readers.
_GENRES: Final = {"命令": "令", "实施意见": "意见"}
_DOUBT: Final = re.compile(r"# 待核：[^\n]*")
_ORDINAL: Final = re.compile(r"第[一二三四五六七八九十]+章\s*|[一二三四五六七八九十]+[、．.]")


@dataclass(frozen=True, slots=True)
class Difference:
    """An element that is not as it should be."""

    name: str
    expected: str
    found: str
    told: bool


@dataclass(frozen=True, slots=True)
class Result:
    """What one text gave.

    :param right: how many elements are as expected; ``needless`` of them are marked nevertheless.
    :param doubts: how many the drafts tell of.
    :param paragraphs: how many the clean text has; ``pieces`` are those that do not stand in the drafts as one.
    :param failed: why there is no draft; characters that were lost or invented are such a reason.
    """

    name: str
    right: int
    differences: tuple[Difference, ...]
    needless: int = 0
    doubts: int = 0
    paragraphs: int = 0
    pieces: tuple[str, ...] = ()
    failed: str = ""


def measure(name: str, file: Path, expected: Mapping[str, object], names: Collection[str], clean: str = "") -> Result:
    """Import a file and compare.

    :param names: the elements that count; one that was found and is not expected is wrong as well.
    :param clean: the text as it should be, a paragraph a line; empty: nobody knows its paragraphs.
    """
    try:
        got = import_file(file, known=KNOWN)
    except HongtouError as error:
        lost = tuple(Difference(one, _shown(expected[one]), "", told=True) for one in expected)
        return Result(name, 0, lost, failed=str(error))
    drafts = _drafts(got)
    found = _elements(drafts)
    right, differences = list[str](), list[Difference]()
    for one in names:
        wanted, has = expected.get(one), found.get(one)
        if not wanted and not has:
            continue
        if _folded(one, wanted) in _spellings(one, has):
            right.append(one)
        else:
            differences.append(Difference(one, _shown(wanted), _shown(has), told=_is_marked(got, one)))
    whole_ones = paragraphs(clean, expected) if clean else Counter[str]()
    return Result(
        name,
        len(right),
        tuple(differences),
        needless=sum(_is_marked(got, one) for one in right),
        doubts=sum(draft.text.count("# 待核：") for draft in got.drafts),
        paragraphs=whole_ones.total(),
        pieces=tuple((whole_ones - whole(whole_ones, drafts)).elements()),
    )


def _drafts(got: Imported) -> list[Draft]:
    """The drafts as the program reads them."""
    with TemporaryDirectory(prefix="hongtou-imports-") as folder:
        drafts = []
        for one in got.drafts:
            file = Path(folder) / one.name
            file.write_text(one.text, encoding="utf-8")
            drafts.append(read_draft(file))
    return drafts


def _elements(drafts: Sequence[Draft]) -> dict[str, object]:
    """The elements that stand in drafts, as a reader calls them."""
    values = dict(drafts[0].values)
    issued = [draft.values.get("标题") for draft in drafts if draft.path.name == values.get("印发")]
    attached = values.get("附件")
    return values | {
        "发文字号": values.get("发文字号") or values.get("令号"),
        "署名": values.get("发文机关"),
        "一级标题": [_ORDINAL.sub("", head, count=1).rstrip("。：") for draft in drafts for head in _heads(draft)],
        "附件": [one["标题"] if isinstance(one, dict) else one for one in attached] if isinstance(attached, list) else None,
        "随文": issued[0] if issued else None,
    }


def _heads(draft: Draft) -> list[str]:
    body = draft.values.get("正文")
    blocks = body if isinstance(body, tuple) else ()
    return [plain(block.spans) for block in blocks if isinstance(block, Heading) and block.level == 1]


def _spellings(name: str, found: object) -> set[str]:
    """What was found, under each name that a reader may give it."""
    text = _folded(name, found)
    return {text, _GENRES.get(text, text)} if name == "文种" else {text}


def _folded(name: str, value: object) -> str:
    text = str(value or "") if not isinstance(value, list) else "" if name in _LISTS else "\n".join(map(str, value))
    if isinstance(value, list) and name in _LISTS:
        text = "".join(map(str, value))
    return folded(text)


def _shown(value: object) -> str:
    return "；".join(map(str, value)) if isinstance(value, list) else str(value or "")


def _is_marked(got: Imported, name: str) -> bool:
    """Whether a draft says that somebody must look at an element."""
    text = got.drafts[0].text
    if name == "一级标题":
        return any("小标题" in doubt for draft in got.drafts for doubt in _DOUBT.findall(draft.text))
    return bool(re.search(rf"# 待核：[^\n]*\n(?:# )?{_FIELDS.get(name, name)}:", text))
