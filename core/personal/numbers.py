"""Numbers that people are known by, found in a text however they are typed: 公民身份号码 (GB 11643), telephones, passports."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from ..pattern import pattern

HIDDEN: Final = "（号码已隐去）"
_LENGTH: Final = 18
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECKS: Final = "10X98765432"
_CHINESE: Final = {
    **dict(zip("〇一二三四五六七八九", "0123456789", strict=True)),
    **dict(zip("零壹贰叁肆伍陆柒捌玖", "0123456789", strict=True)),
    "○": "0",
    "幺": "1",
    "两": "2",
}
# Where a day of birth is typed as one: what may stand before which digit.
_DATED: Final = {10: "年", 12: "月", 14: "日"}
# A digit or X, its place, and of 年, 月, 日 what stands between it and the digit before.
_Run = list[tuple[str, int, str]]
_GAP: Final = r"[\s\-‐-―－.．·•/／()（）]{0,8}"
_DAY: Final = r"(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])"
# Identity numbers with a slip in them and those of fifteen digits; mobile and other telephones; passports and the like. Letters
# behind an exclamation mark are a cell's address.
_OTHERS: Final = pattern(
    rf"(?<!\d)(?:\d{{6}}(?:18|19|20)\d\d{_DAY}\d{{3}}[\dX]|\d{{8}}{_DAY}\d{{3}}"
    rf"|(?:86{_GAP})?1{_GAP}[3-9](?:{_GAP}\d){{9}}|0[1-9]\d{{1,2}}{_GAP}\d{{7,8}})(?!\d)"
    rf"|(?<![A-Z\d!])(?:[CDEGHKMPSTW]{_GAP}\d{{8}}(?:\d\d)?|E[A-Z]{_GAP}\d{{7}})(?![A-Z\d])",
    re.IGNORECASE,
)


def check_digit(front: str) -> str:
    """The last character that belongs to the first seventeen digits of a number (GB 11643, 5.3)."""
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(front, _WEIGHTS, strict=True)) % 11]


def identity_numbers(text: str) -> list[slice]:
    """Where identity numbers stand in a text.

    Every eighteen digits in a row are looked at, wherever they begin: what stands before or behind, blanks and signs between
    however many, 年, 月 and 日 in the birth, full-width and Chinese digits hide none. It counts when its day of birth exists and
    its check character is right.

    :return: from the first to behind the last character of each, by place; they may overlap.
    """
    if sum(map(bool, map(_digit, text))) < _LENGTH:
        return []
    return [found for run in _runs(text) for found in _windows(run)]


def without_identity_numbers(text: str) -> str:
    """A text in which something else stands for every identity number; those that overlap are hidden together."""
    # From the last to the first: places before what was hidden stay what they were.
    for where in reversed(_joined(identity_numbers(text))):
        text = text[: where.start] + HIDDEN + text[where.stop :]
    return text


def without_personal_numbers(text: str) -> str:
    """A text without identity numbers, be there a slip in them, and without numbers of telephones and passports."""
    return hide(_OTHERS, without_identity_numbers(text))


def hide(pattern: re.Pattern[str], text: str) -> str:
    """A text in which something else stands for what a pattern finds where digits and letters are full-width or Chinese, too."""
    for found in reversed(list(pattern.finditer("".join(map(_ascii, text))))):
        text = text[: found.start()] + HIDDEN + text[found.end() :]
    return text


def _ascii(char: str) -> str:
    """A digit or letter as ASCII has it, anything else as it is; always one character."""
    plain = unicodedata.normalize("NFKC", char)
    return _digit(char).replace("X", "") or (plain if len(plain) == 1 and plain.isascii() else char)


def _joined(places: Sequence[slice]) -> list[slice]:
    joined: list[slice] = []
    for place in places:
        if joined and place.start < joined[-1].stop:
            joined[-1] = slice(joined[-1].start, max(place.stop, joined[-1].stop))
        else:
            joined.append(place)
    return joined


def _runs(text: str) -> Iterator[_Run]:
    """Digits that follow one another, each with its place; X only where it may end a number."""
    run: _Run = []
    dated = ""
    for place, char in enumerate(text):
        digit = _digit(char)
        if digit:
            run.append((digit, place, dated))
            dated = ""
        elif char in "年月日":
            dated += char
        elif char.isalnum():
            yield run
            run, dated = [], ""
    yield run


@lru_cache(maxsize=4096)
def _digit(char: str) -> str:
    """A character as a digit or X; empty: it is neither."""
    value = unicodedata.digit(char, None)
    if value is not None:
        return str(value)
    return "X" if unicodedata.normalize("NFKC", char) in {"X", "x"} else _CHINESE.get(char, "")


def _windows(run: _Run) -> Iterator[slice]:
    for start in range(len(run) - _LENGTH + 1):
        window = run[start : start + _LENGTH]
        if _is_number("".join(digit for digit, _, _ in window)) and all(
            dated in {"", _DATED.get(place)} for place, (_, _, dated) in enumerate(window) if place
        ):
            yield slice(window[0][1], window[-1][1] + 1)


def _is_number(number: str) -> bool:
    front = number[:-1]
    if not front.isdecimal() or number[6:8] not in {"18", "19", "20"} or check_digit(front) != number[-1]:
        return False
    try:
        datetime.date(int(number[6:10]), int(number[10:12]), int(number[12:14]))
    except ValueError:
        return False
    return True
