"""Lines whose characters are spread out by blanks (国 务 院), as text recognition leaves them: put together again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from ..pattern import pattern
from .source import Line, Part

_CHINESE: Final = r"[\u2014-\u2026\u3001-\u303f\u4e00-\u9fff\uff01-\uff5e]"
_APART: Final = pattern(rf"(?<={_CHINESE}) (?={_CHINESE})")
_BESIDE_FIGURES: Final = pattern(rf"(?<={_CHINESE}) (?=\w)|(?<=\w) (?={_CHINESE})")
_TOGETHER: Final = pattern(rf"(?<={_CHINESE})(?={_CHINESE})")
_HANZI: Final = pattern(r"[\u4e00-\u9fff]")
_INDENT: Final = pattern(r"[\u3000 ]*\u3000[\u3000 ]*")
# Fewer gaps than these may be meant: a name of two characters is spread to the width of three.
_LEAST: Final = 2
# The share of a line's pieces that are single characters where all of it is spread.
_ALONE: Final = 0.7
# The share of a text's lines that are spread, from which text recognition has spread it.
_MANY: Final = 0.2


def unspread(parts: Iterable[Part]) -> list[Part]:
    """The parts; lines of which more characters stand apart than together are written close, their indent as it should be.

    Where many are, so is a line with one gap and nothing together.
    """
    parts = list(parts)
    lines = [part.plain for part in parts if isinstance(part, Line) and part.plain]
    spread = sum(map(_is_spread, lines))
    least = 1 if spread >= max(_LEAST, _MANY * len(lines)) else _LEAST
    return [
        part.with_text(_close(part.text)) if isinstance(part, Line) and _is_spread(part.plain, least) else part for part in parts
    ]


def _is_spread(text: str, least: int = _LEAST) -> bool:
    apart = len(_APART.findall(text))
    return (apart >= least and apart > len(_TOGETHER.findall(text))) or _is_all_apart(text)


def _is_all_apart(text: str) -> bool:
    """Whether nearly every character of a line stands alone, figures as well."""
    pieces = text.split(" ")
    return bool(_HANZI.search(text)) and len(pieces) > _LEAST and sum(len(piece) == 1 for piece in pieces) >= _ALONE * len(pieces)


def _close(text: str) -> str:
    indent, bare = "　　" if _INDENT.match(text) else "", text.strip()
    if _is_all_apart(bare):
        return indent + bare.replace(" ", "")
    return indent + _BESIDE_FIGURES.sub("", _APART.sub("", bare))
