"""Numbers that people are known by 公民身份号码 (GB 11643), found in a text however they are typed."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

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
# So many blanks, dashes and the like may stand between two of its characters.
_GAP_MAX: Final = 3
_Run = list[tuple[str, int]]


def check_digit(front: str) -> str:
    """The last character that belongs to the first seventeen digits of a number (GB 11643, 5.3)."""
    return _CHECKS[sum(int(digit) * weight for digit, weight in zip(front, _WEIGHTS, strict=True)) % 11]


def identity_numbers(text: str) -> list[slice]:
    """Where identity numbers stand in a text.

    Every eighteen digits in a row are looked at, wherever they begin: what stands before or behind, blanks and signs between,
    full-width and Chinese digits hide none. A number counts when its day of birth exists and its check character is right.

    :return: from the first to behind the last character of each, by place; they may overlap.
    """
    return [found for run in _runs(text) for found in _windows(run)]


def without_identity_numbers(text: str) -> str:
    """A text in which something else stands for every identity number; those that overlap are hidden together."""
    # From the last to the first: places before what was hidden stay what they were.
    for where in reversed(_joined(identity_numbers(text))):
        text = text[: where.start] + HIDDEN + text[where.stop :]
    return text


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
    gap = 0
    for place, char in enumerate(text):
        digit = _digit(char)
        if digit:
            run.append((digit, place))
            gap = 0
        elif char.isalnum() or gap == _GAP_MAX:
            yield run
            run, gap = [], 0
        else:
            gap += 1
    yield run


def _digit(char: str) -> str:
    """A character as a digit or X; empty: it is neither."""
    value = unicodedata.digit(char, None)
    if value is not None:
        return str(value)
    return "X" if unicodedata.normalize("NFKC", char) in {"X", "x"} else _CHINESE.get(char, "")


def _windows(run: _Run) -> Iterator[slice]:
    for start in range(len(run) - _LENGTH + 1):
        window = run[start : start + _LENGTH]
        if _is_number("".join(digit for digit, _ in window)):
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
