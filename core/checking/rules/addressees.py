"""主送机关 (GB/T 9704 7.3.2; 条例 9(8), 15)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ...document import Format
from ...evidence import Evidence, Role, Sees
from ...pattern import pattern
from ...plugin import Found, Rule, Settings, Strength, found

# What is shorter is no title, whatever it was taken for.
_TITLE_LEAST: Final = 5
_BARE_END: Final = "：:"
# The edge of a page's lines is seen so well, mm: a character has a blank of its own.
_EDGE_WITHIN: Final = 2.0
_PRINT: Final = (Sees.PRINT,)
_SINGLE: Final = pattern("请示|报告")
_PERSON: Final = pattern(r"[\u4e00-\u9fff]{1,4}(?:书记|市长|县长|区长|局长|部长|主任|院长|校长|同志)")
_ORGANS: Final = pattern(r"办公[厅室]|委员会|部|局|厅|处|院|会")


def colon(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """主送 ends with a full-width colon."""
    del settings
    items = [item for item in evidence.of(Role.ADDRESSEES) if item.text.strip()]
    if items and not items[-1].text.rstrip().endswith("：") and Sees.PRINT in evidence.sees:
        last = items[-1].text.rstrip()[-1]
        yield found(items[-1], "主送机关的末尾用全角冒号“：”", last, len(items[-1].text.rstrip()) - 1)


def flush(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """主送 begins at the edge."""
    del settings
    for item in evidence.of(Role.ADDRESSEES):
        indented = item.shape is not None and abs(item.shape.first) + abs(item.shape.left) > 1
        moved = bool(item.rows) and item.rows[0].left - _edge(evidence, item.rows[0].page) > _EDGE_WITHIN
        if item.text.strip() and (indented or moved or item.text.startswith(("　", "  "))):
            yield found(item, "主送机关左边顶格，不缩进")


def _edge(evidence: Evidence, page: int) -> float:
    """Where the lines of a page begin, mm."""
    return min(row.left for row in evidence.pages[page - 1].rows)


def single(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """A 请示 or 报告 goes to one superior."""
    del settings
    items = [item for item in evidence.of(Role.ADDRESSEES) if item.text.strip()]
    if not items or not _SINGLE.fullmatch(evidence.genre):
        return
    several = len(items) > 1 and Sees.FIELDS in evidence.sees
    parts = [part for part in re.split("[、，,]", "".join(item.text for item in items).strip(_BARE_END)) if part]
    if several or (len(parts) > 1 and all(_ORGANS.search(part) for part in parts)):
        yield found(items[0], "请示、报告原则上主送一个上级机关，其他的抄送")


def person(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """Nothing goes to a person in the name of an organ."""
    del settings
    for item in evidence.of(Role.ADDRESSEES):
        text = item.text.strip().strip(_BARE_END)
        if _SINGLE.fullmatch(evidence.genre) and _PERSON.fullmatch(text):
            yield found(item, "除负责人直接交办的以外，不以机关名义向上级机关负责人报送公文，主送写机关", text)


def missing(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """What asks for something goes to somebody."""
    del settings
    title = evidence.first(Role.TITLE)
    needs = re.fullmatch("请示|报告|批复|函", evidence.genre)
    if (
        needs
        and title
        and len(title.text) >= _TITLE_LEAST
        and not evidence.text(Role.ADDRESSEES).strip()
        and evidence.format is not Format.PLAIN
    ):
        yield found(title, f"{evidence.genre}要写主送机关，这里没有")


RULES: Final = (
    Rule(
        "GW310",
        "主送机关的冒号",
        "GB/T 9704 7.3.2",
        Strength.MUST,
        finds="主送机关的末尾不是全角冒号。",
        why="标准：最后一个机关名称后标全角冒号。",
        mend="改为“：”。",
        before="各党支部:",
        after="各党支部：",
        needs=_PRINT,
        judge=colon,
    ),
    Rule(
        "GW327",
        "主送机关顶格",
        "GB/T 9704 7.3.2",
        Strength.MUST,
        finds="主送机关前面有缩进或者空格。",
        why="标准：居左顶格，回行时仍顶格。",
        mend="去掉缩进和空格。",
        before="　　各党支部：",
        after="各党支部：",
        needs=_PRINT,
        judge=flush,
    ),
    Rule(
        "GW328",
        "要办的公文有主送机关",
        "条例 9(8)",
        Strength.MUST,
        finds="请示、报告、批复、函没有主送机关。",
        why="主送机关是办理公文的机关，没有它就没有人办。",
        mend="写上主送机关。",
        before="（没有主送）关于增加编制的请示",
        after="市委组织部：",
        needs=(Sees.FIELDS, Sees.PRINT),
        judge=missing,
    ),
    Rule(
        "GW802",
        "上行文主送一个机关",
        "条例 15(1)",
        Strength.SHOULD,
        finds="请示、报告的主送写了几个机关。",
        why="条例：原则上主送一个上级机关，根据需要同时抄送相关上级机关和同级机关。多头主送，谁都不批。",
        mend="主送一个，其他的移到抄送。",
        before="市委组织部、市委宣传部：",
        after="市委组织部：",
        needs=(Sees.WORDS,),
        judge=single,
    ),
    Rule(
        "GW804",
        "不向负责人个人报送",
        "条例 15(5)",
        Strength.SHOULD,
        finds="请示、报告的主送是某位负责人。",
        why="条例：除负责人直接交办事项外，不得以本机关名义向上级机关负责人报送公文。",
        mend="主送写机关。",
        before="张书记：",
        after="中共示例市委：",
        needs=(Sees.WORDS,),
        judge=person,
    ),
)
