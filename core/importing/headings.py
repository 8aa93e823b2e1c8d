"""Headings that lost their numerals, as automatic ones do where only the text is copied: short lines between paragraphs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from ..intake.text.ordinals import ordinal
from . import signs
from .source import Line, Part

# A heading is no longer, and a paragraph below it no shorter than so many 字.
_HEADING_MAX: Final = 25
_TEXT_MIN: Final = 15
# One short line may be anything.
_LEAST: Final = 2
# Neither has a heading stops, nor brackets and gaps like the names on a list.
_STOPS: Final = frozenset("。；：，！？;:,!?（）() \u3000\t\xa0")


def with_headings(parts: Sequence[Part]) -> tuple[list[Part], bool]:
    """A text with its headings without numerals marked as such; whether there are any.

    A text that numbers its headings has no others.
    """
    found = [place for place in range(len(parts) - 1) if _is_heading(parts, place)]
    numbered = any(isinstance(part, Line) and (numeral := ordinal(part.plain)) and numeral.level == 1 for part in parts)
    if numbered or len(found) < _LEAST:
        return list(parts), False
    return [_as_heading(part) if place in found else part for place, part in enumerate(parts)], True


def _as_heading(part: Part) -> Part:
    return replace(part, heading=True) if isinstance(part, Line) else part


def _is_heading(parts: Sequence[Part], place: int) -> bool:
    line, below = parts[place], parts[place + 1]
    if not isinstance(line, Line) or not isinstance(below, Line) or ordinal(line.plain):
        return False
    if signs.ARTICLE.match(line.plain):
        return False
    short = 1 < len(line.plain) <= _HEADING_MAX and not _STOPS & set(line.plain)
    return short and len(below.plain) >= _TEXT_MIN and bool({"。", "；", "："} & set(below.plain))
