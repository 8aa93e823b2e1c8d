"""The shape of a title (7.3.1): broken by sense, in a trapezium 梯形 or a diamond 菱形, as even as these allow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from importlib.resources import files
from itertools import accumulate, pairwise, product
from typing import Final

from .lines import NO_END, NO_START

# A line of a title holds 20 characters of 2号; up to 18 look well.
WIDEST: Final = 19.0
_GOOD: Final = 18.0
# Never broken: what stands in short marks, numbers with their units, runs of narrow letters.
_WHOLE: Final = re.compile(
    r"[“‘〈][^”’〉]{1,16}[”’〉]|（[^）]{1,10}）|[\x21-\x7e]+[年月日号届次个项条期周岁万亿元%％℃]*(?:度)?"
    r"|第[一二三四五六七八九十百〇]+[届次号期批项章条]|[一二三四五六七八九十百]+届[一二三四五六七八九十]+中全会|——|……"
)
_SHORT_BOOK: Final = re.compile(r"《[^》]{1,14}》")
# Words that titles of official documents are made of; a break inside one is a fault.
_WORDS: Final = re.compile(
    "|".join(
        sorted(files(__package__).joinpath("title_words.txt").read_text("utf-8").split(), key=lambda word: (-len(word), word))
    )
)
# A line neither begins with nor ends in these small words.
_NO_FIRST: Final = frozenset("的和与及等了之") | NO_START
_NO_LAST: Final = frozenset("和与及第") | NO_END
# Breaks that read well: before these, and after those.
_BEFORE: Final = re.compile(r"关于|《|印发|转发|实施意见|的通知|的决定|的报告")
_AFTER: Final = re.compile(r"委员会|党委|党组|办公室|办公厅|》|、|，|的(?=[^通决报意请函批公])|暨")


def shape(title: str) -> tuple[str, ...]:
    """Break a title into lines.

    :param title: the title; where it holds ``\\n``, just these breaks are made.
    :returns: its lines, which joined give the title (without ``\\n``).
    """
    if "\n" in title:
        return tuple(line.strip() for line in title.split("\n") if line.strip())
    return _Title(title).best()


def evenly(text: str, count: int) -> tuple[str, ...]:
    """Break a name into so many lines, as even as its words allow."""
    title = _Title(text)
    return title._lines(title._even(count))


def cells(text: str) -> float:
    """How many 字 a title is wide; narrow letters count half."""
    return sum(map(_cell, text))


def _cell(char: str) -> float:
    return 0.5 if char < "\u2000" and char != "·" else 1.0


class _Title:
    """A title with what choosing its breaks needs: the width up to each place, where it may break, where that reads well."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.upto = [0.0, *accumulate(map(_cell, text))]
        self.places = list(_places(text))
        self.good = {match.start() for match in _BEFORE.finditer(text)} | {match.end() for match in _AFTER.finditer(text)}

    def best(self) -> tuple[str, ...]:
        """The least costly way to break it."""
        least = max(1, int(-(-self.upto[-1] // WIDEST)))
        if least == 1:
            return (self.text,)
        choices = [cuts for count in (least, least + 1) for cuts in self._choices(count)]
        if choices:
            return self._lines(min(choices, key=self._cost))
        even = self._even(least)
        return self._lines(even) if self._fits(even) else _hard(self.text)

    def _choices(self, count: int) -> Iterator[tuple[int, ...]]:
        """The ways to break it into this many lines that fit, near the even ones."""
        if count > 4:
            even = self._even(count)
            if self._fits(even):
                yield even
            return
        step = self.upto[-1] / count
        near = (
            [place for place in self.places if abs(self.upto[place] - step * number) <= step * 0.45] for number in range(1, count)
        )
        for cuts in product(*near):
            if all(first < second for first, second in pairwise(cuts)) and self._fits(cuts):
                yield cuts

    def _widths(self, cuts: Sequence[int]) -> list[float]:
        return [self.upto[stop] - self.upto[start] for start, stop in pairwise((0, *cuts, len(self.text)))]

    def _fits(self, cuts: Sequence[int]) -> bool:
        return max(self._widths(cuts)) <= WIDEST

    def _lines(self, cuts: Sequence[int]) -> tuple[str, ...]:
        return tuple(self.text[start:stop] for start, stop in pairwise((0, *cuts, len(self.text))))

    def _cost(self, cuts: Sequence[int]) -> float:
        """How badly it is broken; 0 is best."""
        widths = self._widths(cuts)
        uneven = (max(widths) - min(widths)) * 0.5
        wide = sum(max(0.0, width - _GOOD) for width in widths)
        unread = sum(2.5 for place in cuts if place not in self.good)
        return _misshape(widths) + uneven + wide + unread + 4.0 * len(widths)

    def _even(self, count: int) -> tuple[int, ...]:
        """Breaks at the allowed places nearest to even ones, else anywhere."""
        step = self.upto[-1] / count
        cuts: list[int] = []
        for number in range(1, count):
            rest = [place for place in self.places or range(1, len(self.text)) if place > (cuts[-1] if cuts else 0)]
            if rest:
                cuts.append(min(rest, key=lambda place: abs(self.upto[place] - step * number)))
        return tuple(cuts)


def _places(title: str) -> Iterator[int]:
    """Where a title may be broken."""
    barred: set[int] = set()
    for pattern in (_WHOLE, _WORDS, _SHORT_BOOK):
        for match in pattern.finditer(title):
            barred.update(range(match.start() + 1, match.end()))
    for place in range(2, len(title) - 1):
        if place not in barred and title[place] not in _NO_FIRST and title[place - 1] not in _NO_LAST:
            yield place


def _misshape(widths: Sequence[float]) -> float:
    """The price of a shape that is neither a trapezium nor a diamond."""
    steps = [second - first for first, second in pairwise(widths)]
    if any(abs(step) < 1 for step in steps):
        return 3.0
    rising = [step > 0 for step in steps]
    # Once lines grow narrower they must not widen again: that would be an hourglass 沙漏.
    return 0.0 if sorted(rising, reverse=True) == rising else 12.0


def _hard(title: str) -> tuple[str, ...]:
    """Lines filled to the brim: the last resort for a title without any place to break."""
    lines, width = [""], 0.0
    for char in title:
        width += _cell(char)
        if width > WIDEST:
            lines.append("")
            width = _cell(char)
        lines[-1] += char
    return tuple(lines)
