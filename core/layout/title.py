"""The shape of a title (7.3.1): broken by sense, in a trapezium 梯形 or a diamond 菱形, as even as these allow.

What is better is said once, by :class:`Rank`: names whole, small words in their places, the shape, looks; in this order.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise
from typing import Final, NamedTuple

from ..pattern import pattern
from ..text_width import zi_width
from .lines import NO_END, NO_START
from .standard import SIZE_2, TYPE_WIDTH
from .wording import Kind, Word, issuers, organs, places, words

# So many 字 of 2号 a line holds (20); one less leaves it air at both ends, two less look well.
_MOST: Final = TYPE_WIDTH // SIZE_2
WIDEST: Final = _MOST - 1
_GOOD: Final = _MOST - 2
# A 《》 that is kept whole; a longer one is broken inside, as words allow.
_SHORT_BOOK: Final = pattern(r"《[^《》]{1,14}》")
# A line neither begins with nor ends in these small words.
_NO_FIRST: Final = frozenset("的和与及等了之暨") | NO_START
_NO_LAST: Final = frozenset("和与及第暨在对为向把由以从被于将给至各") | NO_END
_LEADS: Final = "关于"
# More lines than that are not weighed against each other, only cut evenly.
_WEIGHED: Final = 5
# What looks cost: each 字 between the longest line and the shortest, each one beyond the good width, each line, and 关于 behind
# the organ that a title begins with where it might lead a line of its own.
_UNEVEN: Final = 0.5
_WIDE: Final = 4.0
_LINE: Final = 9.0
_UNLED: Final = 6.0
# What a break costs by how it reads: of two words nothing else is known of; behind an adverb, before a head that belongs to what
# precedes it, behind a place that belongs to what follows; in an enumeration; behind a verb or a date; beside what no list knows.
_PLAIN: Final = 1.0
_TORN: Final = 4.0
_LISTED: Final = 2.5
_VERBAL: Final = 0.5
_UNKNOWN: Final = 2.0


class Rank(NamedTuple):
    """How badly a title is broken; the first that differs decides, and less is better.

    :param names: breaks inside names, words and numbers.
    :param small: lines that end in 关于 or 和, or begin with 的 or 等.
    :param shape: what keeps it from being a trapezium or a diamond.
    :param looks: how its breaks read, how even and how many its lines are.
    """

    names: int
    small: int
    shape: int
    looks: float


@lru_cache(maxsize=256)
def shape(title: str, names: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Break a title into lines.

    :param title: the title; where it holds ``\\n``, it is broken there, and nowhere else but in a part too long for a line.
    :param names: of organs, which are not broken where that can be avoided.
    :returns: its lines, which joined give the title, but for what stood at their ends: ``\\n``, and the blank between two organs.
    """
    parts = [part.strip() for part in title.split("\n")] if "\n" in title else [title]
    most = _MOST if len(parts) > 1 else WIDEST
    broken = (_Title(part, names).best() if zi_width(part) > most else (part,) for part in parts if part)
    return tuple(line.rstrip(" ") for lines in broken for line in lines) or (title,)


def evenly(text: str, count: int) -> tuple[str, ...]:
    """Break a name into so many lines, as even as its words allow."""
    title = _Title(text, whole=False)
    return title.lines(title.even(count))


class _Title:
    """A title with what choosing its breaks needs: the width up to each place, and where it may break.

    :param whole: names of organs are kept whole.
    """

    def __init__(self, text: str, names: Sequence[str] = (), *, whole: bool = True) -> None:
        self.text = text
        self.upto = [0.0, *accumulate(map(zi_width, text))]
        found = words(text)
        self.reads = dict(_reads(text, found))
        bodies = (*organs(found), *issuers(text, found)) if whole else ()
        self.reads.update((stop, 0.0) for _, stop in bodies if stop in self.reads)
        names_in = list(_names(text, names, (*bodies, *places(found)) if whole else ()))
        inside = {place for start, stop in names_in for place in range(start + 1, stop)}
        counted = {word.stop for word in found if word.kind is Kind.ORDINAL}
        self.broken = (set(range(1, len(text))) - self.reads.keys()) | inside | counted
        self.small = {place for place in range(1, len(text)) if _is_small(text, place)}
        leads = text.find(_LEADS)
        self.leads = leads if any(start == 0 for start, _ in names_in) and 0 < leads < _book(text) else 0

    def best(self) -> tuple[str, ...]:
        """The best way to break it."""
        least = max(1, int(-(-self.upto[-1] // WIDEST)))
        if least == 1:
            return (self.text,)
        between = sorted(self.reads)
        sound = [place for place in between if place not in self.broken and place not in self.small]
        for pool in (sound, between):
            counts = range(least, min(least + 2, _WEIGHED + 1))
            if choices := [cuts for count in counts for cuts in self._choices(pool, count)]:
                return self.lines(min(choices, key=self.rank))
        even = self.even(least)
        return self.lines(even) if max(self._widths(even)) <= WIDEST else self.lines(self._filled())

    def rank(self, cuts: Sequence[int]) -> Rank:
        """How badly it is broken at these places."""
        widths = self._widths(cuts)
        looks = (
            (max(widths) - min(widths)) * _UNEVEN
            + sum(max(0.0, width - _GOOD) for width in widths) * _WIDE
            + len(widths) * _LINE
            + sum(self.reads.get(place, _TORN) for place in cuts)
            + (_UNLED if self.leads and self.leads not in cuts else 0.0)
        )
        return Rank(len(self.broken.intersection(cuts)), len(self.small.intersection(cuts)), _misshape(widths), looks)

    def lines(self, cuts: Sequence[int]) -> tuple[str, ...]:
        """The lines that these places part it into."""
        return tuple(self.text[start:stop] for start, stop in pairwise((0, *cuts, len(self.text))))

    def even(self, count: int) -> tuple[int, ...]:
        """So many lines, broken at the allowed places nearest to even ones, else anywhere."""
        step = self.upto[-1] / count
        sound = [place for place in self.reads if place not in self.broken and place not in self.small]
        cuts: list[int] = []
        for number in range(1, count):
            after = cuts[-1] if cuts else 0
            rest = [place for place in sound or self.reads or range(1, len(self.text)) if place > after]
            if rest:
                cuts.append(min(rest, key=lambda place: abs(self.upto[place] - step * number) + self.reads.get(place, 0.0)))
        return tuple(cuts)

    def _filled(self) -> tuple[int, ...]:
        """Lines filled to the brim, broken between words where there is such a place: the last resort."""
        cuts: list[int] = []
        start = 0
        while self._width(start, len(self.text)) > WIDEST:
            fitting = [place for place in range(start + 1, len(self.text)) if self._width(start, place) <= WIDEST]
            sound = [place for place in fitting if place in self.reads and place not in self.broken | self.small]
            start = (sound or [place for place in fitting if place in self.reads] or fitting)[-1]
            cuts.append(start)
        return tuple(cuts)

    def _choices(self, pool: Sequence[int], count: int, start: int = 0) -> Iterator[tuple[int, ...]]:
        """The ways to break what is from a place on into so many lines that fit."""
        if count == 1:
            if self._width(start, len(self.text)) <= WIDEST:
                yield ()
            return
        for number, place in enumerate(pool):
            if self._width(start, place) > WIDEST:
                break
            if self._width(place, len(self.text)) <= WIDEST * (count - 1) + 1:
                yield from ((place, *rest) for rest in self._choices(pool[number + 1 :], count - 1, place))

    def _width(self, start: int, stop: int) -> float:
        """How wide a line is; a blank at its end hangs over."""
        return self.upto[stop] - self.upto[start] - (0.5 if self.text[stop - 1] == " " else 0.0)

    def _widths(self, cuts: Sequence[int]) -> list[float]:
        return [self._width(start, stop) for start, stop in pairwise((0, *cuts, len(self.text)))]


def _reads(text: str, found: Sequence[Word]) -> Iterator[tuple[int, float]]:
    """The places between words, with what a break costs there by how it reads."""
    for left, right in pairwise(found):
        yield right.start, _price(text, left, right)


def _price(text: str, left: Word, right: Word) -> float:
    before, after = text[left.start : left.stop], text[right.start : right.stop]
    if after in {_LEADS, "《"} or before == " ":
        return 0.0
    if before in "、，":
        return _LISTED
    if _is_odd(left) or _is_odd(right):
        return 2 * _TORN
    if left.kind is Kind.ADVERB or right.kind is Kind.HEAD or before == "等" or after[0] == "（" or _is_epithet(before):
        return _TORN
    if right.kind in {Kind.VERB, Kind.ADVERB} or after in {"对", "为", "在", "向"}:
        return {Kind.VERB: _VERBAL, Kind.UNKNOWN: _PLAIN + _UNKNOWN}.get(left.kind, 0.0)
    if left.kind is Kind.PLACE:
        return _TORN
    return (_VERBAL if left.kind is Kind.VERB or Kind.NUMBER in {left.kind, right.kind} else _PLAIN) + _UNKNOWN * (
        Kind.UNKNOWN in {left.kind, right.kind}
    )


def _is_odd(word: Word) -> bool:
    """Whether it is a single character that nobody knows: it belongs to one of its neighbours."""
    return word.kind is Kind.UNKNOWN and word.stop - word.start == 1


def _is_epithet(word: str) -> bool:
    """Whether it is a few characters in marks, which belong to what follows: “三资”管理."""
    return word[0] in "“‘" and len(word) <= 5


def _names(text: str, known: Sequence[str], found: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Where names stand that fit into a line: known ones, those of organs, and of books."""
    spans = [*found, *(match.span() for match in _SHORT_BOOK.finditer(text))]
    for name in known:
        spans += [match.span() for match in re.finditer(re.escape(name), text)]
    yield from (span for span in spans if zi_width(text[slice(*span)]) <= WIDEST)


def _is_small(text: str, place: int) -> bool:
    """Whether a break strands a small word."""
    return text[place] in _NO_FIRST or text[place] == " " or text[place - 1] in _NO_LAST or text.endswith(_LEADS, 0, place)


def _book(text: str) -> int:
    """Where the first 《 stands."""
    return text.find("《") % (len(text) + 1)


def _misshape(widths: Sequence[float]) -> int:
    """How far a shape is from a trapezium and a diamond: lines as long as their neighbours, and those that widen again."""
    steps = [second - first for first, second in pairwise(widths)]
    equal = sum(abs(step) < 1 for step in steps)
    rising = [step > 0 for step in steps]
    # Once lines grow narrower they must not widen again: that would be an hourglass 沙漏.
    return equal + 2 * sum(later and not earlier for earlier, later in pairwise(rising))
