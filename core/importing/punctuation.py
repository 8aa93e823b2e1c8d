"""Half-width marks in Chinese text (GB/T 15834): they stay as they were typed, and are told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ..pattern import pattern
from .source import Line, Part

_HAN: Final = r"[\u4e00-\u9fff》”）〕]"
# Not the dot of a file's name or of an address.
_HALF: Final = pattern(rf"(?<={_HAN})(?:[,;:?!)]|\.(?![A-Za-z0-9]))|[,;:?!(](?=[\u4e00-\u9fff《“])")
_SHOWN: Final = 8


def half_width(parts: Iterable[Part]) -> str:
    """What to tell of the half-width marks in a text; empty: there are none."""
    found = [(match, part.plain) for part in parts if isinstance(part, Line) for match in _HALF.finditer(part.plain)]
    if not found:
        return ""
    match, text = found[0]
    near = text[max(0, match.start() - _SHOWN) : match.end() + _SHOWN]
    return (
        f"正文里有 {len(found)} 处半角标点，照原样留着，例如“{near}”。改成全角的；小标题后面是半角的点，就认不出小标题到哪里为止"
    )
