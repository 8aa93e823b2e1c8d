"""Dates and months as people type them."""

from __future__ import annotations

import calendar
import datetime
import re
import unicodedata
from functools import lru_cache
from typing import Final

from ..draft import short
from ..pattern import pattern
from .values import ValueReadError

YEARS: Final = range(1900, 2100)
# 〇 is typed as a circle, a zero or a letter as well.
_DIGITS: Final = str.maketrans("〇○◯Oo零一二三四五六七八九", "000000123456789")
_CHINESE_YEAR: Final = pattern(r"([〇○◯Oo0零一二三四五六七八九]{4})年")
_CHINESE_SMALL: Final = pattern(r"([一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])(?=[月日号])")
_DATE: Final = (
    pattern(r"(\d{4})年(\d{1,2})月(\d{1,2})[日号]"),
    pattern(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})"),
    pattern(r"(\d{4})(\d{2})(\d{2})"),
)
_MONTH: Final = (
    pattern(r"(\d{4})年(\d{1,2})月(?:份)?"),
    pattern(r"(\d{4})[-/.](\d{1,2})"),
    pattern(r"(\d{4})(\d{2})"),
)
_SHORT_YEAR: Final = pattern(r"\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?")
_WITH_TIME: Final = pattern(r"\d{4}\D\d{1,2}\D\d{1,2}日?[T\s].*\d:.*")
# A cell of a workbook that shows 1970.10 holds 1970.1.
_LOST_ZERO: Final = pattern(r"(\d{4})\.1")


# Thousands of documents of a packet bear a few dates.
@lru_cache(maxsize=1024)
def read_date(text: str) -> datetime.date:
    """A day: ``2026-11-21``, ``2026年11月21日``, ``2026/11/21``, ``2026.11.21``, ``20261121``, ``二〇二六年十一月二十一日``.

    :raises ValueReadError: it is no day, or there is no such day.
    """
    plain = _plain(text)
    numbers = _numbers(_DATE, plain)
    if numbers is None:
        raise _no_date(text, plain)
    year, month, day = numbers
    return _date(year, month, day)


def read_month(text: str) -> datetime.date:
    """The first day of a month: ``1970-05``, ``1970年5月``, ``1970.05``, ``1970/5``, ``197005``.

    :raises ValueReadError: it is no month, or may be one of two.
    """
    plain = _plain(text)
    lost = _LOST_ZERO.fullmatch(plain)
    if lost:
        told = "可能是1月，也可能是丢了末尾的零的10月。"
        raise ValueReadError(f"“{plain}”{told}写成“{lost[1]}-01”或“{lost[1]}-10”", f"{told}月份写两位数")
    numbers = _numbers(_MONTH, plain)
    if numbers is None:
        if _numbers(_DATE, plain):
            raise ValueReadError(f"只写到年和月，这里是“{text.strip()}”", "只写到年和月")
        raise ValueReadError(f"“{short(text)}”不是年和月", "不是年和月")
    year, month = numbers
    return _date(year, month, 1)


def _plain(text: str) -> str:
    """With half-width Arabic digits and no blanks around them."""
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    plain = re.sub(r" ?([-/.年月日号]) ?(?=[\d年月日号]|$)", r"\1", plain)
    plain = _CHINESE_YEAR.sub(lambda match: match[1].translate(_DIGITS) + "年", plain)
    return _CHINESE_SMALL.sub(lambda match: _small(match[1]), plain)


def _small(numeral: str) -> str:
    """A Chinese numeral up to 39 in digits."""
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return numeral.translate(_DIGITS)
    return str(10 * int((tens or "一").translate(_DIGITS)) + int(ones.translate(_DIGITS) or 0))


def _numbers(patterns: tuple[re.Pattern[str], ...], plain: str) -> tuple[int, ...] | None:
    for one in patterns:
        match = one.fullmatch(plain)
        if match:
            return tuple(int(part) for part in match.groups() if part.isdigit())
    return None


def _date(year: int, month: int, day: int) -> datetime.date:
    if year not in YEARS:
        told = f"年份应在 {YEARS.start} 年和 {YEARS.stop - 1} 年之间"
        raise ValueReadError(f"{told}，这里是 {year} 年", told)
    if not 1 <= month <= 12:
        raise ValueReadError(f"一年没有 {month} 月", "一年没有这个月")
    if not 1 <= day <= calendar.monthrange(year, month)[1]:
        raise ValueReadError(f"{year}年{month}月没有{day}日", "这个月没有这一天")
    return datetime.date(year, month, day)


def _no_date(text: str, plain: str) -> ValueReadError:
    shown = f"“{short(text)}”"
    if _SHORT_YEAR.fullmatch(plain):
        return ValueReadError(f"年份应写四位数字，这里是{shown}", "年份应写四位数字")
    if _WITH_TIME.fullmatch(plain):
        return ValueReadError(f"只写日期，不写时间，这里是{shown}", "只写日期，不写时间")
    if _numbers(_MONTH, plain):
        return ValueReadError(f"日期要写到日，这里是{shown}", "日期要写到日")
    return ValueReadError(f"{shown}不是日期", "不是日期")
