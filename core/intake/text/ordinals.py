"""层次序数 (7.3.3) at the beginning of a line, and where a line's first sentence ends."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import Final, NamedTuple

from ...pattern import pattern

_NUMERAL: Final = "[一二三四五六七八九十百零〇]{1,5}"
# With the variants that people type. “1.5万” and “2026.1.5” have no ordinal; ① and deeper ones are text.
_ORDINALS: Final = (
    pattern(rf"(?P<number>{_NUMERAL})[、．.]"),
    pattern(rf"[（(](?P<number>{_NUMERAL})[）)]、?"),
    pattern(r"(?P<number>\d{1,3})[．.、](?!\d)"),
    pattern(r"[（(](?P<number>\d{1,3})[）)]、?"),
)
_FIRST: Final = frozenset({"一", "1", "01"})
_ENDS: Final = pattern(r"[。！？；：]")
_BRACKETS: Final = dict(zip("（《〈“‘「『【〔(", "）》〉”’」』】〕)", strict=True))
_BRACKET: Final = pattern(f"[{re.escape(''.join(chain(_BRACKETS, _BRACKETS.values())))}]")


class Ordinal(NamedTuple):
    """A line's ordinal: its level, where it ends, and whether it is the first of its kind (一, 1)."""

    level: int
    end: int
    first: bool


def ordinal(text: str) -> Ordinal | None:
    """The ordinal of a line; None: it has none, or nothing stands after it."""
    for level, sign in enumerate(_ORDINALS, 1):
        match = sign.match(text)
        if match and text[match.end() :].strip():
            return Ordinal(level, match.end(), match["number"] in _FIRST)
    return None


def trim_ordinal(text: str) -> str:
    """A line without the blanks after its ordinal; before a digit they stay, since “1. 5个” is not “1.5个”."""
    found = ordinal(text)
    if found is None:
        return text
    rest = text[found.end :].lstrip()
    return text if found.level == 3 and rest[0].isdigit() else text[: found.end] + rest


def ends(text: str, start: int) -> Iterator[int]:
    """Where the marks stand that may end a sentence; none within brackets, quotation marks and 书名号."""
    end = 0
    for opening, closing in (*_enclosed(text), (len(text), len(text))):
        for match in _ENDS.finditer(text, max(end, start), max(opening, start)):
            yield match.start()
        end = closing


def bare(text: str) -> str:
    """A text without what is enclosed in it."""
    end, parts = 0, []
    for opening, closing in (*_enclosed(text), (len(text), len(text))):
        parts.append(text[end:opening])
        end = closing
    return "".join(parts)


def _enclosed(text: str) -> list[tuple[int, int]]:
    """The outermost bracketed parts; a bracket without its partner encloses nothing."""
    opened: list[tuple[str, int]] = []
    waiting: Counter[str] = Counter()
    parts: list[tuple[int, int]] = []
    for match in _BRACKET.finditer(text):
        if closing := _BRACKETS.get(match.group()):
            opened.append((closing, match.start()))
            waiting[closing] += 1
        elif waiting[match.group()]:
            start = _close(opened, waiting, match.group())
            while parts and parts[-1][0] > start:
                parts.pop()
            parts.append((start, match.end()))
    return parts


def _close(opened: list[tuple[str, int]], waiting: Counter[str], closing: str) -> int:
    """Take off the opened brackets down to the one that this closes; returns where that stands."""
    while True:
        expected, start = opened.pop()
        waiting[expected] -= 1
        if expected == closing:
            return start
