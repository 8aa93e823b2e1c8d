"""行文规则 (条例 13 to 17): what a machine can see of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from ...evidence import Evidence, Item, Role, Sees
from ...pattern import pattern
from ...plugin import Found, Rule, Settings, Strength, found

_REQUEST: Final = pattern("请示$")
_REPORT: Final = pattern("报告$")
_ASK: Final = pattern(
    r"(?:妥否|当否|可否|是否妥当)，?请(?:予)?(?:批示|批复|审批|指示|审示|核示)|请(?:予)?(?:批示|批复)(?=[。！]|$)"
)
_REPORTED: Final = pattern(r"(?:特此|专此)报告")
_ENDS: Final = {
    "特此通知": pattern("通知$"),
    "特此通报": pattern("通报$"),
    "特此通告": pattern("通告$"),
    "特此公告": pattern("公告$"),
    "特此请示": pattern("请示$"),
    "特此函复": pattern("函$"),
    "特此函告": pattern("函$"),
    "特此批复": pattern("批复$"),
    "特此报告": pattern("报告$"),
}
_NOT_MORE: Final = 14


def _lines(evidence: Evidence) -> list[Item]:
    return [item for item in evidence.prose if not item.part]


def report_asks(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """A report asks for nothing."""
    del settings
    if _REPORT.fullmatch(evidence.genre):
        for item in _lines(evidence):
            if match := _ASK.search(item.text):
                yield found(item, "报告等非请示性公文不得夹带请示事项；要批的另写请示", match[0], match.start())


def asks_twice(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """One matter in one 请示."""
    del settings
    if _REQUEST.fullmatch(evidence.genre):
        asked = [(item, match) for item in _lines(evidence) for match in _ASK.finditer(item.text)]
        for item, match in asked[1:]:
            yield found(item, "请示应当一文一事，这里又请示了一次；分成两件", match[0], match.start())


def asks_nothing(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """A 请示 asks for something at its end."""
    del settings
    lines = _lines(evidence)
    if _REQUEST.fullmatch(evidence.genre) and lines and not any(re.search("请", item.text) for item in lines[-3:]):
        yield found(lines[-1], "请示的最后写明请求，例如“妥否，请批示。”")


def request_reports(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """请示报告 is no genre."""
    del settings
    for item in evidence.of(Role.TITLE):
        if match := re.search("的(?:请示报告|申请报告|请示函)$", item.text.strip()):
            yield found(item, "没有这个文种；要批准的写“请示”，汇报情况的写“报告”", match[0][1:])


def ending(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """The last words belong to the genre."""
    del settings
    for item in _lines(evidence)[-3:]:
        text = item.text.strip().rstrip("。！!.")
        wanted = _ENDS.get(text) if len(text) <= _NOT_MORE else None
        if wanted and evidence.genre and not wanted.fullmatch(evidence.genre):
            yield found(item, f"结语和文种（{evidence.genre}）不一致，改正", text)


_WORDS: Final = (Sees.WORDS,)

RULES: Final = (
    Rule(
        "GW801",
        "请示一文一事",
        "条例 15(4)",
        Strength.SHOULD,
        finds="一件请示里请求了几次（“妥否，请批示”等出现两次）。",
        why="条例：请示应当一文一事；一件里写几件事，批了一件，其他的就搁下了。",
        mend="一件事写一件请示。",
        before="……妥否，请批示。……当否，请批复。",
        after="……妥否，请批示。",
        needs=_WORDS,
        judge=asks_twice,
    ),
    Rule(
        "GW803",
        "报告不夹带请示事项",
        "条例 15(4)",
        Strength.MUST,
        finds="报告里的“妥否，请批示”“请批复”等。",
        why="条例：不得在报告等非请示性公文中夹带请示事项；报告是不必批的，夹带的就没有人批。",
        mend="另写请示；报告的结语写“特此报告”。",
        before="以上报告妥否，请批示。",
        after="特此报告。",
        needs=_WORDS,
        judge=report_asks,
    ),
    Rule(
        "GW808",
        "结语和文种相符",
        "惯例",
        Strength.SHOULD,
        finds="单独一行的“特此通知”“特此报告”等和文种不一致。",
        why="套用别的公文时忘了改。",
        mend="改成这个文种的结语，或者删去。",
        before="（请示的结语）特此报告。",
        after="妥否，请批示。",
        needs=_WORDS,
        judge=ending,
    ),
    Rule(
        "GW809",
        "请示写明请求",
        "惯例",
        Strength.CUSTOM,
        finds="请示的最后几段里没有请求。",
        why="看的人不知道要批什么。",
        mend="写上“妥否，请批示。”",
        before="有关情况如上。",
        after="妥否，请批示。",
        needs=_WORDS,
        judge=asks_nothing,
    ),
    Rule(
        "GW810",
        "没有“请示报告”这个文种",
        "条例 8",
        Strength.MUST,
        finds="标题以“请示报告”“申请报告”“请示函”结尾。",
        why="十五种文种里没有；是请示还是报告，办法不同。",
        mend="改为“请示”或者“报告”。",
        before="关于增加编制的请示报告",
        after="关于增加编制的请示",
        needs=_WORDS,
        judge=request_reports,
    ),
)
