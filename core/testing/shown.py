"""What stands on a page, in words and mm."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from ..page import Frame, Text
from ..values import dataclass

_MM: Final = 72 / 25.4
# Texts whose baselines are nearer than this (pt) are one line; farther apart than this (of their size) have a blank between.
_SAME_LINE: Final = 0.5
_APART: Final = 0.6


@dataclass(frozen=True, slots=True)
class Place:
    """Where words stand, from the sheet's upper left corner.

    :param left: where the first character begins, in mm; ``right``: where the last one ends.
    :param baseline: what they stand on, in mm.
    :param size: in pt.
    :param color: ``#rrggbb``.
    """

    text: str
    left: float
    right: float
    baseline: float
    size: float
    color: str

    def __str__(self) -> str:
        return f"{self.baseline:6.1f} {self.left:6.1f}  {self.text}"


@dataclass(frozen=True, slots=True)
class _Char:
    text: str
    left: float
    right: float
    of: Text


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its lines, from top to bottom; what runs up the sheet comes last.

    :param number: from 1.
    :param width: of the sheet in mm; ``height`` likewise.
    """

    number: int
    width: float
    height: float
    _lines: tuple[tuple[_Char, ...], ...]

    @property
    def lines(self) -> tuple[Place, ...]:
        """Every line with its place; cells of one row of a table are one line, with blanks between."""
        return tuple(_place(line) for line in self._lines)

    @property
    def text(self) -> str:
        """Its words, line by line."""
        return "\n".join(line.text for line in self.lines)

    def at(self, words: str) -> Place:
        """Where words stand that stand in one line.

        :raises AssertionError: they do not stand on the page.
        """
        for line in self._lines:
            start = "".join(char.text for char in line).find(words)
            if start >= 0:
                return _place(line[start : start + len(words)])
        raise AssertionError(f"第 {self.number} 页没有“{words}”。这一页是：\n{self.text}")

    def __str__(self) -> str:
        return "\n".join([f"第{self.number}页", *map(str, self.lines)])


def shown(frame: Frame) -> Page:
    """A painted page as tests look at it."""
    texts = [*frame.texts, *frame.folio]
    unrotated = sorted((text for text in texts if not text.rotated), key=lambda text: (text.baseline, text.x))
    rotated = [text for text in texts if text.rotated]
    lines = [tuple(_chars(sorted(line, key=lambda text: text.x))) for line in _lines(unrotated)]
    lines += [tuple(_chars(group)) for _, group in groupby(rotated, key=lambda text: text.x)]
    return Page(frame.number, frame.width / _MM, frame.height / _MM, tuple(line for line in lines if line))


def _lines(texts: Iterable[Text]) -> Iterator[list[Text]]:
    line: list[Text] = []
    for text in texts:
        if line and text.baseline - line[0].baseline > _SAME_LINE:
            yield line
            line = []
        line.append(text)
    if line:
        yield line


def _chars(texts: Iterable[Text]) -> Iterator[_Char]:
    end: float | None = None
    for text in texts:
        x = text.baseline if text.rotated else text.x
        if end is not None and abs(x - end) > _APART * text.size:
            yield _Char(" ", end, x, text)
        for char, advance in zip(text.text, text.advances(), strict=True):
            after = x - advance if text.rotated else x + advance
            yield _Char(char, x, after, text)
            x = after
        end = x


def _place(chars: tuple[_Char, ...]) -> Place:
    first, last = chars[0], chars[-1]
    words, text = "".join(char.text for char in chars), first.of
    if text.rotated:
        return Place(words, text.x / _MM, text.x / _MM, first.left / _MM, text.size, text.color)
    return Place(words, first.left / _MM, last.right / _MM, text.baseline / _MM, text.size, text.color)
