"""The shape of a title (7.3.1): broken by sense, in a trapezium 梯形 or a diamond 菱形, as even as these allow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from importlib.resources import files
from itertools import accumulate, pairwise, product
from typing import Final

from .lines import NO_END, NO_START

# A line of a title holds 20 characters of 2号; up to 18 look well.
_MOST: Final = 20.0
WIDEST: Final = 19.0
_GOOD: Final = 18.0
# Never broken: what stands in short marks, numbers with their units, runs of narrow letters.
_UNITS: Final = "年月日号届次个项条期周岁名家所人件部批等级类种天度元万亿"
_NUMERAL: Final = "[一二三四五六七八九十百〇]+"
_NARROW: Final = r"[\x21-\x7e\u2070-\u209c]"
_WHOLE: Final = re.compile(
    "|".join(
        (
            "[“‘〈][^”’〉]{1,16}[”’〉]",
            "（[^）]{1,10}）",
            rf"{_NARROW}+(?: {_NARROW}+)*[{_UNITS}%％℃]*(?:[上下]半年|第[一二三四]季度)?",
            f"第{_NUMERAL}[届次号期批项章条季]度?",
            f"{_NUMERAL}届{_NUMERAL}中全会",
            f"{_NUMERAL}[{_UNITS}]",
            "——",
            "……",
        )
    )
)
_SHORT_BOOK: Final = re.compile(r"《[^》]{1,14}》")
# Words that titles of official documents are made of; a break inside one is a fault.
_LISTED: Final = sorted(
    files(__package__).joinpath("title_words.txt").read_text("utf-8").split(), key=lambda word: (-len(word), word)
)
_WORDS: Final = re.compile("|".join(_LISTED))
# A line neither begins with nor ends in these small words.
_NO_FIRST: Final = frozenset("的和与及等了之暨") | NO_START
_NO_LAST: Final = frozenset("和与及第暨") | NO_END
# Small words, which stand between others.
_SMALL: Final = frozenset("的和与及等在对为向并把由以从被于将暨各全")
# Names of places and persons, as far as they can be told: what no list knows, before these.
_PLACE: Final = re.compile(r"[省市县区州镇乡村]")
_PERSON: Final = re.compile(r"同志|等同志|、[\u4e00-\u9fff]{2,4}(?:等|同志)")
# An organ's name goes on from its place to one of these; a break inside is bad.
_ORGAN: Final = re.compile(
    r"(?:中共)?[\u4e00-\u9fff]{2,3}[省市县区](?:[\u4e00-\u9fff](?<![关于的和与及等对]))*?"
    r"(?:委员会办公室|委员会|办公厅|办公室|人民政府|医学会|协会|学会|研究会|联合会|人民医院|医院|大学|学院|组织部|宣传部|统战部|党委|党组|局)"
)
# Breaks that read well: before these, and after those.
_BEFORE: Final = re.compile(r"关于|《|印发|转发|实施意见|的通知|的决定|的报告")
_AFTER: Final = re.compile(r"委员会|党委|党组|办公室|办公厅|》|、|，|的(?=[^通决报意请函批公])|(?<=[^\x00-\x7f]) ")
# Breaks that read badly: between an ordinal and what it counts, and behind 全国, 全市, which belong to what follows.
_BADLY: Final = re.compile(r"第[一二三四五六七八九十百〇]+[届次]|全[国省市县区]")
# What a break costs that does not read well; beside what no list knows, or that reads badly; inside an organ's name.
_PLAIN: Final = 2.5
_UNKNOWN: Final = 3.0
_INSIDE: Final = 8.0
# How far from even ones breaks may lie, in lines: nearer ones first.
_REACHES: Final = (0.45, 0.8)
# Marks, which stand between words.
_MARKS: Final = re.compile(r"[《》、，：；（）“”‘’〈〉·\s]")


@lru_cache(maxsize=256)
def shape(title: str, names: tuple[str, ...] = ()) -> tuple[str, ...]:
    """Break a title into lines.

    :param title: the title; where it holds ``\\n``, it is broken there, and nowhere else but in a part too long for a line.
    :param names: of organs, which are not broken where that can be avoided.
    :returns: its lines, which joined give the title (without ``\\n``).
    """
    if "\n" in title:
        parts = (part.strip() for part in title.split("\n"))
        return tuple(line for part in parts if part for line in (_Title(part, names).best() if cells(part) > _MOST else (part,)))
    return _Title(title, names).best()


def evenly(text: str, count: int) -> tuple[str, ...]:
    """Break a name into so many lines, as even as its words allow."""
    title = _Title(text)
    return title._lines(title._even(count))


def cells(text: str) -> float:
    """How many 字 a title is wide; narrow letters count half."""
    return sum(map(_cell, text))


def _cell(char: str) -> float:
    return 0.5 if (char < "\u2000" and char != "·") or "\u2070" <= char <= "\u209c" else 1.0


class _Title:
    """A title with what choosing its breaks needs: the width up to each place, where it may break, where that reads well."""

    def __init__(self, text: str, names: Sequence[str] = ()) -> None:
        self.text = text
        self.upto = [0.0, *accumulate(map(_cell, text))]
        self.places = _places(text, names)
        for place in {*_starts(_BEFORE, text), *_ends(_AFTER, text)} & self.places.keys():
            self.places[place] -= _PLAIN

    def best(self) -> tuple[str, ...]:
        """The least costly way to break it."""
        least = max(1, int(-(-self.upto[-1] // WIDEST)))
        if least == 1:
            return (self.text,)
        for reach in _REACHES:
            choices = [cuts for count in (least, least + 1) for cuts in self._choices(count, reach)]
            if choices:
                return self._lines(min(choices, key=self._cost))
        even = self._even(least)
        return self._lines(even) if self._fits(even) else _hard(self.text)

    def _choices(self, count: int, reach: float) -> Iterator[tuple[int, ...]]:
        """The ways to break it into this many lines that fit, near the even ones: no farther than so much of a line."""
        if count > 4:
            even = self._even(count)
            if self.places and self._fits(even):
                yield even
            return
        step = self.upto[-1] / count
        near = (
            [place for place in self.places if abs(self.upto[place] - step * number) <= step * reach]
            for number in range(1, count)
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
        unread = sum(self.places[place] for place in cuts)
        return _misshape(widths) + uneven + wide + unread + 4.0 * len(widths)

    def _even(self, count: int) -> tuple[int, ...]:
        """Breaks at the allowed places nearest to even ones, else anywhere."""
        step = self.upto[-1] / count
        cuts: list[int] = []
        for number in range(1, count):
            after = cuts[-1] if cuts else 0
            rest = [place for place in self.places or range(1, len(self.text)) if place > after]
            if rest:
                cuts.append(min(rest, key=lambda place: abs(self.upto[place] - step * number) + self.places.get(place, 0.0)))
        return tuple(cuts)


def _places(title: str, names: Sequence[str]) -> dict[int, float]:
    """Where a title may be broken, and what that costs."""
    barred: set[int] = set()
    for start, stop in (*_spans(_WHOLE, title), *_spans(_SHORT_BOOK, title), *_occurrences(names, title)):
        barred.update(range(start + 1, stop))
    words = list(_words(title))
    for start, stop in words:
        barred.update(range(start + 1, stop))
    begins, ends = {start for start, _ in words}, {stop for _, stop in words}
    inside = {place for start, stop in _spans(_ORGAN, title) for place in range(start + 1, stop)}
    badly = _ends(_BADLY, title)
    costs = {}
    for place in range(2, len(title) - 1):
        if place not in barred and title[place] not in _NO_FIRST and title[place - 1] not in _NO_LAST:
            unknown = (place not in ends) + (place not in begins) + (place in badly)
            costs[place] = _PLAIN + _UNKNOWN * unknown + (_INSIDE if place in inside else 0.0)
    return costs


def _words(title: str) -> Iterator[tuple[int, int]]:
    """What a title is made of, as far as it is known: listed words, marks, numbers, small words, names of places and persons."""
    found = {*_spans(_WHOLE, title), *_spans(_WORDS, title), *_spans(_MARKS, title)}
    known = sorted(found, key=lambda span: (span[0], -span[1]))
    place = 0
    for start, stop in known:
        if start < place:
            continue
        yield from _unknown(title, place, start)
        yield start, stop
        place = stop
    yield from _unknown(title, place, len(title))


def _unknown(title: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """What stands between known words: small words, and what may be the name of a place or of a person."""
    for place in range(start, stop):
        if title[place] in _SMALL:
            yield place, place + 1
        elif _PLACE.match(title, place) and 2 <= place - start <= 4:
            yield start, place + 1
            start = place + 1
    if 2 <= stop - start <= 4 and (person := _PERSON.match(title, stop)):
        yield start, person.end()


def _spans(pattern: re.Pattern[str], title: str) -> list[tuple[int, int]]:
    return [match.span() for match in pattern.finditer(title)]


def _starts(pattern: re.Pattern[str], title: str) -> set[int]:
    return {start for start, _ in _spans(pattern, title)}


def _ends(pattern: re.Pattern[str], title: str) -> set[int]:
    return {stop for _, stop in _spans(pattern, title)}


def _occurrences(names: Sequence[str], title: str) -> Iterator[tuple[int, int]]:
    for name in names:
        if 1 < cells(name) <= WIDEST:
            yield from _spans(re.compile(re.escape(name)), title)


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
