"""标点符号 (GB/T 15834)."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from ...evidence import Evidence, Item, Role, Sees
from ...pattern import HANZI, pattern
from ...plugin import Found, Rule, Settings, Strength, found

_HANZI: Final = r"\u4e00-\u9fff"
_PAIRS: Final = {"（": "）", "《": "》", "〈": "〉", "“": "”", "‘": "’", "〔": "〕", "【": "】", "「": "」"}
_CLOSING: Final = {closing: opening for opening, closing in _PAIRS.items()}
_FULL: Final = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）"}
_HALF: Final = pattern(
    rf"(?<=[{_HANZI}》”）])[,;:?!](?=[{_HANZI}《“（]|$)|(?<=[{_HANZI}》”])\((?=[{_HANZI}《“\d])|(?<=[{_HANZI}》”\d])\)(?=[{_HANZI}，。；、]|$)"
)
_STOP: Final = pattern(rf"(?<={HANZI}|[》”）])\.(?=$|{HANZI})")
_BETWEEN: Final = pattern(r"(?<=[》”])、(?=[《“])")
_DOTS: Final = r"\.{3,}|。{2,}|(?<!…)…(?!…)|…{3,}"
_DASH: Final = rf"(?<=[{_HANZI}])(?:--+|－－)(?=[{_HANZI}])"
_TWICE: Final = pattern(r"[，、；：]{2,}|。[，、；：]|[，、；：]。|，、|、，")
_BLANK: Final = pattern(rf"(?<=[{_HANZI}，。；：、])[ \u3000]+(?=[{_HANZI}，。；：、])")
_ETC: Final = pattern(r"、等(?=[\u4e00-\u9fff，。；])")
_FIRSTLY: Final = pattern(r"(?:^|[。；，：])[一二三四五六七八九]是[，、]", holds="是")
_APOSTROPHE: Final = pattern(rf"[{_HANZI}]\"|\"[{_HANZI}]|[{_HANZI}]'|'[{_HANZI}]")
_NUMERAL: Final = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
# Ordinals before a text: half-width brackets around them are found by GW316; the bracket of 1） has no partner.
_ORDINAL: Final = pattern(rf"[\s\u3000]*[（(]{_NUMERAL}[）)]")
_HALF_ORDINAL: Final = pattern(rf"[\s\u3000]*{_NUMERAL}[）)]")
_OPENING_END: Final = pattern(r"[（《“‘〈〔]$")


def _read(evidence: Evidence) -> Iterator[Item]:
    """Whatever is read as sentences."""
    others = {Role.TITLE, Role.NOTE, Role.ADDRESSEES, Role.COPIES_TO}
    return (item for item in evidence.items if item.text and (item.is_prose or item.role in others))


def _each(
    sought: re.Pattern[str],
    wanted: Callable[[re.Match[str]], tuple[str, str | None]],
    signs: tuple[str, ...] = ("",),
    before: re.Pattern[str] | None = None,
) -> Callable[[Evidence, Settings], Iterator[Found]]:
    """A rule that finds a pattern; ``wanted`` says what should be, and the words instead.

    :param signs: one of them is in whatever the pattern finds: where none is, it need not be compiled, which takes a millisecond.
    :param before: what a text may begin with and is not looked at.
    """

    def judge(evidence: Evidence, settings: Settings) -> Iterator[Found]:
        del settings
        for item in _read(evidence):
            if not any(sign in item.text for sign in signs):
                continue
            for match in sought.finditer(item.text.rstrip(), _behind(before, item.text)):
                told, mended = wanted(match)
                yield found(item, told, match[0], match.start(), mended=mended)

    return judge


def _behind(before: re.Pattern[str] | None, text: str) -> int:
    """Where a text goes on behind what it begins with."""
    match = before.match(text) if before else None
    return match.end() if match else 0


def _always(wanted: str, mended: str | None) -> Callable[[re.Match[str]], tuple[str, str | None]]:
    """The same words for every place."""

    def told(match: re.Match[str]) -> tuple[str, str | None]:
        del match
        return wanted, mended

    return told


def paired(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """Every bracket and quotation mark has its partner in the same paragraph."""
    del settings
    for item in _read(evidence):
        if item.role in {Role.TITLE, Role.ADDRESSEES, Role.COPIES_TO} and "\n" not in item.text and Sees.PRINT in evidence.sees:
            continue  # may go over several paragraphs there
        opened: list[tuple[str, int]] = []
        start = _behind(_HALF_ORDINAL, item.text)
        for place, char in enumerate(item.text[start:], start):
            if char in _PAIRS:
                opened.append((char, place))
            elif char in _CLOSING:
                if opened and opened[-1][0] == _CLOSING[char]:
                    opened.pop()
                else:
                    yield found(item, f"“{char}”没有和它配对的“{_CLOSING[char]}”", char, place)
        for char, place in opened:
            yield found(item, f"“{char}”没有和它配对的“{_PAIRS[char]}”", char, place)


_WORDS: Final = (Sees.WORDS,)

RULES: Final = (
    Rule(
        "GW611",
        "中文里用全角标点",
        "GB/T 15834",
        Strength.SHOULD,
        finds="汉字之间的半角逗号、分号、冒号、括号等；数字、外文之间的不算。",
        why="半角标点占半个字，一行的字距就乱了。",
        mend="换成全角。",
        before="加强领导,落实责任",
        after="加强领导，落实责任",
        needs=_WORDS,
        judge=_each(_HALF, lambda match: (f"用全角的“{_FULL[match[0]]}”", _FULL[match[0]]), tuple(_FULL), _ORDINAL),
    ),
    Rule(
        "GW621",
        "句号用“。”",
        "GB/T 15834",
        Strength.SHOULD,
        finds="汉字后面的半角“.”。",
        why="输入法没有切换，句号成了小数点。",
        mend="换成“。”。",
        before="落实责任.",
        after="落实责任。",
        needs=_WORDS,
        judge=_each(_STOP, _always("句号用“。”", "。"), (".",)),
    ),
    Rule(
        "GW612",
        "并列的书名号、引号之间不加顿号",
        "GB/T 15834",
        Strength.CUSTOM,
        finds="“》、《”和“”、“”。",
        why="标准：标有引号、书名号的并列成分之间通常不用顿号。",
        mend="去掉顿号。",
        before="《条例》、《准则》",
        after="《条例》《准则》",
        needs=_WORDS,
        judge=_each(_BETWEEN, _always("并列的书名号、引号之间通常不用顿号", "")),
    ),
    Rule(
        "GW622",
        "省略号、破折号的写法",
        "GB/T 15834",
        Strength.SHOULD,
        finds="“...”“。。。”“…”和汉字之间的“--”。一个“—”可以是连接号，不查。",
        why="省略号六个点，占两格；破折号占两格。",
        mend="省略号写“……”，破折号写“——”。",
        before="等等...",
        after="等等……",
        needs=_WORDS,
        judge=_each(
            pattern(f"{_DOTS}|{_DASH}"),
            lambda match: ("省略号写“……”，破折号写“——”", "——" if match[0][0] in "-—－" else "……"),
            ("...", "。。", "…", "-", "－"),
        ),
    ),
    Rule(
        "GW623",
        "括号、引号、书名号成对",
        "GB/T 15834",
        Strength.SHOULD,
        finds="一段里没有配对的“（）”“《》”“”等。",
        why="少一半的，删改时丢了；意思会接错。",
        mend="补上或者删去。",
        before="按照《条例规定",
        after="按照《条例》规定",
        needs=_WORDS,
        judge=paired,
    ),
    Rule(
        "GW624",
        "标点不重叠",
        "GB/T 15834",
        Strength.SHOULD,
        finds="“，，”“。，”“、，”一类。",
        why="删改时留下的。",
        mend="留一个。",
        before="加强领导，，落实责任",
        after="加强领导，落实责任",
        needs=_WORDS,
        judge=_each(_TWICE, _always("两个标点连在一起，留一个", None)),
    ),
    Rule(
        "GW625",
        "汉字之间没有空格",
        "惯例",
        Strength.CUSTOM,
        finds="正文的汉字、标点之间的空格。",
        why="从网页、图片识别来的文字里常有，两端对齐时会拉开。",
        mend="删去空格。",
        before="加强 领导",
        after="加强领导",
        needs=_WORDS,
        judge=_each(_BLANK, _always("汉字之间不用空格", ""), (" ", "\u3000")),
        default=False,
    ),
    Rule(
        "GW626",
        "“等”前面不用顿号",
        "GB/T 15834",
        Strength.CUSTOM,
        finds="“甲、乙、等单位”。",
        why="“等”不是并列的一项。",
        mend="去掉“等”前面的顿号。",
        before="医院、学校、等单位",
        after="医院、学校等单位",
        needs=_WORDS,
        judge=_each(_ETC, _always("“等”前面不用顿号", "等"), ("、等",)),
    ),
    Rule(
        "GW627",
        "“一是”后面不加逗号",
        "惯例",
        Strength.CUSTOM,
        finds="“一是，”“二是、”。",
        why="“一是”直接带下文，中间不停。",
        mend="去掉逗号。",
        before="一是，加强领导",
        after="一是加强领导",
        needs=_WORDS,
        judge=_each(_FIRSTLY, lambda match: ("“一是”后面不加标点", match[0][:-1])),
    ),
    Rule(
        "GW628",
        "引号用“”",
        "GB/T 15834",
        Strength.SHOULD,
        finds="汉字旁边的半角直引号。",
        why="直引号分不出前后。",
        mend="换成“”。",
        before='"三会一课"',
        after="“三会一课”",
        needs=_WORDS,
        judge=_each(_APOSTROPHE, _always("引号用“”", None), ('"', "'")),
    ),
)
