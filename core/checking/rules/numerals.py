"""数字 and 日期 (GB/T 15835, GB/T 9704 7.3.5.4)."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import Final

from ...draft.dates import read_date
from ...draft.values import ValueReadError
from ...evidence import Evidence, Item, Role, Sees
from ...pattern import pattern
from ...plugin import Found, Rule, Settings, Strength, found

_DAY: Final = pattern(r"(?<!\d)(?P<year>[12]\d{3})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*[日号]")
_MONTH_DAY: Final = pattern(r"(?<![\d年])(?P<month>\d{1,2})月(?P<day>\d{1,2})日")
_PADDED: Final = pattern(r"(?<!\d)(?:[12]\d{3})年(?:0\d月\d{1,2}日|\d{1,2}月0\d日)")
_CHINESE: Final = pattern(
    r"[一二][〇○零一二三四五六七八九]{3}年(?:[一二三四五六七八九十]{1,3}月(?:[一二三四五六七八九十]{1,3}日)?)?"
)
_WEEKDAY: Final = pattern(
    r"(?<!\d)(?P<year>[12]\d{3})年(?P<month>\d{1,2})月(?P<day>\d{1,2})日\s*[（(]?\s*(?:星期|周)(?P<weekday>[一二三四五六日天])"
)
_RANGE: Final = pattern(r"(?<!\d)(?P<from>\d+(?:\.\d+)?)\s*[～~]\s*\d+(?:\.\d+)?[%％]", holds="～|~")
_SHORT_YEAR: Final = pattern(r"(?<![\d第])(?:[’']?[0-3]\d)年(?=\d{1,2}月|度)")
_MIXED_PERCENT: Final = pattern(r"百分之\d|\d[%％]之")
_APPROXIMATE: Final = pattern(r"(?:约|近)\d[^，。；]{0,8}(?:左右|上下)|(?<!\d)\d+多?[人个名项]左右上下", holds="左右|上下")
_WEEKDAYS: Final = "一二三四五六日"


def _texts(evidence: Evidence) -> Iterator[Item]:
    """Whatever says something in words."""
    return (item for item in evidence.items if item.role not in {Role.FOLIO, None} and item.text.strip())


def real(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """Dates that the calendar has."""
    del settings
    for item in _texts(evidence):
        for match in _DAY.finditer(item.text):
            if not _exists(int(match["year"]), int(match["month"]), int(match["day"])):
                yield found(item, "没有这一天，核对日期", match[0], match.start())
        for match in _MONTH_DAY.finditer(item.text):
            # 2月29日 may be of any leap year.
            if not _exists(2024, int(match["month"]), int(match["day"])):
                yield found(item, "没有这一天，核对日期", match[0], match.start())


def _exists(year: int, month: int, day: int) -> bool:
    try:
        datetime.date(year, month, day)
    except ValueError:
        return False
    return True


def weekday(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """A date and its day of the week agree."""
    del settings
    for item in _texts(evidence):
        for match in _WEEKDAY.finditer(item.text):
            year, month, day = (int(match[name]) for name in ("year", "month", "day"))
            if not _exists(year, month, day):
                continue
            right = _WEEKDAYS[datetime.date(year, month, day).weekday()]
            if match["weekday"].replace("天", "日") != right:
                yield found(item, f"这一天是星期{right}，核对日期和星期", match[0], match.start())


def padded(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """Months and days without leading zeros."""
    del settings
    for item in _texts(evidence):
        for match in _PADDED.finditer(item.text):
            right = re.sub(r"(?<=[年月])0(?=\d)", "", match[0])
            yield found(item, f"月、日不编虚位，写成“{right}”", match[0], match.start(), mended=right)


def chinese(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """Dates in Arabic figures."""
    del settings
    for item in _texts(evidence):
        for match in _CHINESE.finditer(item.text):
            yield found(item, "公历的年月日用阿拉伯数字，例如“2026年1月5日”", match[0], match.start(), _in_figures(match[0]))


def _in_figures(text: str) -> str | None:
    """A date that is written in hanzi, in figures; None: there is no such day, or it names none."""
    try:
        day = read_date(text)
    except ValueReadError:
        return None
    return f"{day.year}年{day.month}月{day.day}日"


def percents(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """Both ends of a range of percentages have their sign."""
    del settings
    for item in evidence.prose:
        for match in _RANGE.finditer(item.text):
            right = match[0].replace(match["from"], match["from"] + "%", 1)
            yield found(item, f"百分数的起止都带“%”，写成“{right}”", match[0], match.start(), mended=right)


def mixed(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """百分之 with figures."""
    del settings
    for item in evidence.prose:
        for match in _MIXED_PERCENT.finditer(item.text):
            yield found(item, "“百分之”后面用汉字，或者写成“5%”", match[0], match.start())


def short_year(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """Years with four figures."""
    del settings
    for item in evidence.prose:
        for match in _SHORT_YEAR.finditer(item.text):
            yield found(item, "年份写四位数字，不用简写", match[0], match.start())


def doubled_about(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """约 and 左右 say the same."""
    del settings
    for item in evidence.prose:
        for match in _APPROXIMATE.finditer(item.text):
            yield found(item, "“约”和“左右”意思重复，留一个", match[0], match.start())


_WORDS: Final = (Sees.WORDS,)

RULES: Final = (
    Rule(
        "GW330",
        "日期真有这一天",
        "GB/T 9704 7.3.5.4",
        Strength.MUST,
        finds="2月30日、4月31日、13月这样的日期，正文里的也查。",
        why="日期错了，期限、效力就都错了。",
        mend="核对以后改正。",
        before="2026年2月30日",
        after="2026年2月28日",
        needs=_WORDS,
        judge=real,
    ),
    Rule(
        "GW344",
        "日期和星期相符",
        "GB/T 15835",
        Strength.MUST,
        finds="写了星期几的日期，星期对不上。",
        why="会议通知里最常见的错：改了日期忘了改星期。",
        mend="核对是日期错还是星期错，改正。",
        before="2026年11月28日（星期五）",
        after="2026年11月28日（星期六）",
        needs=_WORDS,
        judge=weekday,
    ),
    Rule(
        "GW613",
        "月、日不编虚位",
        "GB/T 9704 7.3.5.4",
        Strength.MUST,
        finds="“2026年01月05日”一类补了零的日期。",
        why="标准：月、日不编虚位（即 1 不编为 01）。",
        mend="去掉前面的零。",
        before="2026年01月05日",
        after="2026年1月5日",
        needs=_WORDS,
        judge=padded,
    ),
    Rule(
        "GW616",
        "公历日期用阿拉伯数字",
        "GB/T 9704 7.3.5.4，GB/T 15835",
        Strength.SHOULD,
        finds="“二〇二六年一月五日”一类用汉字写的公历日期。",
        why="2012 年的标准改用阿拉伯数字，汉字是以前的写法。",
        mend="改为阿拉伯数字。",
        before="二〇二六年一月五日",
        after="2026年1月5日",
        needs=_WORDS,
        judge=chinese,
    ),
    Rule(
        "GW617",
        "百分数的起止都带“%”",
        "GB/T 15835",
        Strength.SHOULD,
        finds="“63～68%”一类。",
        why="63～68% 可以读成 63 到 0.68。",
        mend="写成“63%～68%”。",
        before="63～68%",
        after="63%～68%",
        needs=_WORDS,
        judge=percents,
    ),
    Rule(
        "GW618",
        "百分数的写法一致",
        "GB/T 15835",
        Strength.SHOULD,
        finds="“百分之5”一类汉字和数字混用。",
        why="数字用法同一场合应当一致。",
        mend="写成“5%”或者“百分之五”。",
        before="百分之5",
        after="5%",
        needs=_WORDS,
        judge=mixed,
    ),
    Rule(
        "GW619",
        "年份写四位",
        "GB/T 15835",
        Strength.SHOULD,
        finds="“26年1月”“26年度”一类。",
        why="年份不用简写，过几年就分不清。",
        mend="写成四位。",
        before="26年1月",
        after="2026年1月",
        needs=_WORDS,
        judge=short_year,
    ),
    Rule(
        "GW620",
        "“约”和“左右”不重复",
        "GB/T 15835",
        Strength.CUSTOM,
        finds="“约30人左右”一类。",
        why="一个概数说两遍。",
        mend="留一个。",
        before="约30人左右",
        after="约30人",
        needs=_WORDS,
        judge=doubled_about,
    ),
)
