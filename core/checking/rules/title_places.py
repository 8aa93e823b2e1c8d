"""标题 and what stands around it, on paper and line by line (GB/T 9704 7.3.1 to 7.3.3)."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from ...evidence import HEADINGS, Evidence, Item, Role, Sees
from ...layout.wording import Kind, words
from ...plugin import Found, Rule, Settings, Strength, found
from ...text_width import zi_width
from ._measured import box_top, is_letter, issuer_mark, red_rules, rows

_WHOLE: Final = frozenset({Kind.ENDING, Kind.VERB, Kind.HEAD, Kind.OTHER, Kind.PLACE, Kind.NUMBER, Kind.ORDINAL})
_NO_START: Final = "，。、；：！？”’）》〉〕】…—%％"
_NO_END: Final = "（《〈“‘〔【"
# How much narrower than both neighbours a line makes an hourglass, 字.
_WAIST: Final = 1.0
# Two words of two characters that are listed as one.
_DOUBLE: Final = 4
# Titles of 22 pt and their addressees stand so far from each other, mm: one empty line and the leading of their own.
_ONE_LINE: Final = (7.4, 17.5)


def _lines(evidence: Evidence) -> tuple[Item | None, list[str]]:
    """The title's lines, if they are known: on paper its rows, in Word its forced breaks."""
    items = [item for item in evidence.of(Role.TITLE) if item.text.strip()]
    if Sees.PRINT not in evidence.sees or not items:
        return None, []
    on_paper = [row.text.strip() for item in items for row in item.rows]
    return items[0], on_paper or [line.strip() for item in items for line in item.text.split("\n")]


def gap(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """Two lines below the red rule."""
    title, rules = evidence.first(Role.TITLE), red_rules(evidence)
    if not title or not title.rows or not rules or is_letter(evidence) or not issuer_mark(evidence) or title.rows[0].page != 1:
        return
    space = title.rows[0].ink_top - rules[0].y
    if not settings.allows(space):
        yield found(title, f"和红色分隔线之间空了 {space:.1f} 毫米，应空二行（20.8 毫米）")


def hourglass(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """A title's lines make a trapezium or a rhombus: none is narrower than both of its neighbours."""
    del settings
    title, lines = _lines(evidence)
    widths = [zi_width(line) for line in lines]
    for place in range(1, len(widths) - 1):
        if title and widths[place] + _WAIST <= min(widths[place - 1], widths[place + 1]):
            yield found(title, "回行排成了沙漏形，应为梯形或者菱形；调整断行", lines[place])


def broken(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """Words are whole on a line, and no mark begins one."""
    del settings
    title, lines = _lines(evidence)
    whole = "".join(lines)
    bounds = [(word.start, word.stop, word.kind) for word in words(whole)] if len(lines) > 1 else []
    at = 0
    for above, line in pairwise(lines):
        at += len(above)
        torn = next((whole[start:stop] for start, stop, kind in bounds if kind in _WHOLE and _is_torn(start, at, stop)), "")
        if title and torn:
            yield found(title, f"回行把“{torn}”拆开了，词意要完整", line)
        elif title and line and (line[0] in _NO_START or above[-1:] in _NO_END):
            yield found(title, "标点落在了行首（或者前半个括号、书名号落在了行末），调整断行", line)


def _is_torn(start: int, at: int, stop: int) -> bool:
    """Whether a break lies inside a word, and not between two of two characters each (事故／调查)."""
    return start < at < stop and not (stop - start == _DOUBLE and at - start == _DOUBLE / 2)


def addressed(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """One line between title and addressees; a 题注 may stand there instead."""
    sent, titles = evidence.first(Role.ADDRESSEES), rows(evidence, Role.TITLE)
    if sent is None or not sent.rows or not titles or evidence.first(Role.CAPTION) or titles[-1].page != sent.rows[0].page:
        return
    space = box_top(sent.rows[0]) - titles[-1].ink_bottom
    if titles[-1].ink_bottom and not settings.allows(space):
        yield found(sent, f"和标题之间空了 {space:.1f} 毫米，应空一行")


def first_page(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """The first page shows some of the text."""
    del settings
    title = evidence.first(Role.TITLE)
    prose = rows(evidence, Role.TEXT, *HEADINGS)
    if title and title.rows and issuer_mark(evidence) and prose and min(row.page for row in prose) > 1:
        yield found(title, "公文首页必须显示正文，这里首页没有；缩小版头或者标题占的地方")


_PLACES: Final = (Sees.PLACES,)
_PRINT: Final = (Sees.PRINT,)

RULES: Final = (
    Rule(
        "GW303",
        "标题在红线下空二行",
        "GB/T 9704 7.3.1",
        Strength.SHOULD,
        finds="PDF 上标题和红色分隔线之间不是二行（20.8 毫米，可差 3 毫米）。",
        why="标准：编排于红色分隔线下空二行位置。",
        mend="调整标题上面的空行。",
        before="相距 10 毫米",
        after="相距 20.8 毫米",
        needs=_PLACES,
        judge=gap,
        least=17.8,
        most=24.8,
        unit="毫米",
    ),
    Rule(
        "GW304",
        "标题回行不成沙漏形",
        "GB/T 9704 7.3.1",
        Strength.MUST,
        finds="三行以上的标题，中间一行比上下两行都短。",
        why="标准：回行时应当使用梯形或菱形。",
        mend="调整断行，上短下长、上长下短，或者中间长。",
        before="长／短／长",
        after="短／长／短",
        needs=_PRINT,
        judge=hourglass,
    ),
    Rule(
        "GW305",
        "标题回行词意完整",
        "GB/T 9704 7.3.1",
        Strength.SHOULD,
        finds="标题的一个词被拆在两行，或者标点落在行首、前半个括号落在行末。词按程序自带的词表认，不在表里的认不出。",
        why="标准：回行时，要做到词意完整，排列对称，长短适宜，间距恰当。",
        mend="换一处断行。",
        before="关于召开会员代／表大会的通知",
        after="关于召开／会员代表大会的通知",
        needs=_PRINT,
        judge=broken,
    ),
    Rule(
        "GW311",
        "主送机关在标题下空一行",
        "GB/T 9704 7.3.2",
        Strength.SHOULD,
        finds="PDF 上主送机关和标题之间不是一行（连标题的行距在内约 7 至 17 毫米）。",
        why="标准：编排于标题下空一行位置。",
        mend="标题下面空一行。",
        before="标题下面没有空行",
        after="标题下面空一行",
        needs=_PLACES,
        judge=addressed,
        least=_ONE_LINE[0],
        most=_ONE_LINE[1],
        unit="毫米",
    ),
    Rule(
        "GW312",
        "首页有正文",
        "GB/T 9704 7.3.3",
        Strength.MUST,
        finds="红头公文的首页没有一行正文。",
        why="标准：公文首页必须显示正文。",
        mend="缩小标志，收紧标题，主送机关太多的移到版记。",
        before="首页只有版头、标题和主送机关",
        after="首页有正文",
        needs=_PLACES,
        judge=first_page,
    ),
)
