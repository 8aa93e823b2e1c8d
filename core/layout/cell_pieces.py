"""What a reader takes in at one glance and a cell of a table must not break: amounts, dates, document numbers, names.

The composer keeps words and bare numbers whole by itself (:mod:`.lines`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from ..pattern import pattern
from .lines import Pieces

_MEASURE: Final = (
    "平方千米|平方公里|平方米|立方米|公里|公斤|公顷|千米|千瓦|小时|分钟|个月|个百分点|季度|周年|"
    "[元人个名项家户次件份年月日号天时分秒亩吨米克升套台辆页册期级类批场条处所间座岁周季卷章节倍折度位篇块根片株头只栋门班组队折点]"
)
_AMOUNT: Final = rf"[-+−≤≥≈约]?\d[\d,.]*[十百千万亿]*(?:{_MEASURE})?(?:以上|以下|以内)?"
_DAY: Final = r"\d{1,2}月(?:\d{1,2}日|[上中下]旬)?"
_DATE: Final = rf"(?:\d{{2,4}}年(?:{_DAY}|[上下]半年|第?[一二三四]季度)?|{_DAY})[底末初前]{{0,2}}"
_NUMBER: Final = r"[\u4e00-\u9fff]{1,8}〔\d{4}〕\d+号"
_HARD: Final = pattern(rf"{_NUMBER}|{_DATE}|{_AMOUNT}")
# Names in a list, and whatever else is so short; four characters only alone, or among such; from one hour to another.
_NAME: Final = r"(?<![^、，；/\s（(])[\u4e00-\u9fff]{2,3}(?![^、，；/\s）)])"
_NAMES: Final = pattern(r"[\u4e00-\u9fff·]{2,4}(?:[、，；/\s]+[\u4e00-\u9fff·]{2,4})*[、，；]?")
_LISTED: Final = pattern(r"[\u4e00-\u9fff·]+")
_TIMES: Final = r"\d{1,2}[:：]\d{2}[-—－~～至]+\d{1,2}[:：]\d{2}"
_SHORT: Final = pattern(rf"{_NAME}|{_TIMES}")
_END: Final = pattern(r"[\u4e00-\u9fff]{2}[。；！？）”》]*$")
_HAN: Final = pattern(r"[\u4e00-\u9fff]+")


def hard(text: str) -> Iterator[tuple[int, int]]:
    """Amounts with their units, dates, document numbers: broken where not even the smallest type leaves room."""
    return (match.span() for match in _HARD.finditer(text))


def names(text: str) -> Iterator[tuple[int, int]]:
    """Names and other short words that stand alone, hours."""
    found = _LISTED if _NAMES.fullmatch(text) else _SHORT
    return (match.span() for match in found.finditer(text))


def ends(text: str) -> Iterator[tuple[int, int]]:
    """The end of a text, whose last character would look lost on a line of its own."""
    return (match.span() for match in _END.finditer(text))


def pairs(text: str) -> Iterator[tuple[int, int]]:
    """What a column's head may be broken into: two characters and two, 责任 over 单位; of an odd number three stay together."""
    for match in _HAN.finditer(text):
        start, stop = match.span()
        while stop - start > 3:
            yield start, start + 2
            start += 2
        yield start, stop


# What is not broken in cells, and in heads.
CELL: Final[Sequence[Pieces]] = (hard, names, ends)
HEAD: Final[Sequence[Pieces]] = (hard, pairs)
