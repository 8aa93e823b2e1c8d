"""How a stand-in's characters are set beside those of the face that lacks them: as large, and on the same middle."""

from __future__ import annotations

from functools import cache
from math import sqrt
from typing import Final, NamedTuple

from .file import FaceFile

# Common characters that reach to every side of their box, and simple ones.
_SAMPLE: Final = "国中人民大小公文永的在有为主工要年会委员关于印通知各单位学习"
# Fewer than these tell nothing.
_FEWEST: Final = 8
# Chinese characters begin here.
_HAN: Final = "\u2e80"


class Alignment(NamedTuple):
    """What to do with a stand-in's characters.

    :param scale: their size, by that of the text.
    :param drop: how much lower their baseline is, in em of the text.
    """

    scale: float = 1.0
    drop: float = 0.0


def is_han(char: str) -> bool:
    """Whether a character stands in a square, as Chinese ones do."""
    return char >= _HAN


@cache
def alignment(own: FaceFile, other: FaceFile) -> Alignment:
    """How another face's Chinese characters fit beside those of its own, measured on common characters that both have.

    Their boxes get equally large on average, and their middles equally high.
    """
    both = [char for char in _SAMPLE if own.has(char) and other.has(char)]
    if own == other or len(both) < _FEWEST:
        return Alignment()
    (size, middle), (other_size, other_middle) = _mean(own, both), _mean(other, both)
    scale = size / other_size
    return Alignment(scale, other_middle * scale - middle)


def _mean(file: FaceFile, chars: list[str]) -> tuple[float, float]:
    """The mean size of characters, and how high their middle is, in em."""
    boxes = [file.box(char) for char in chars]
    sizes = [sqrt((right - left) * (top - bottom)) for left, bottom, right, top in boxes]
    middles = [(top + bottom) / 2 for _, bottom, _, top in boxes]
    return sum(sizes) / len(boxes), sum(middles) / len(boxes)
