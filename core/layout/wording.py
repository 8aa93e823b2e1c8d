"""What a title is made of: words, numbers, names of places, persons and organs, as far as a list and the neighbours tell."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from functools import cache, lru_cache
from importlib.resources import files
from itertools import groupby, zip_longest
from typing import Final

from ..pattern import pattern
from ..values import dataclass


class Kind(Enum):
    """What a word is, as far as breaking a title needs it; the listed kinds are the heads of ``title_words.txt``."""

    ENDING = "机关和单位的名称以这些词结尾"
    VERB = "动词：行首合适，名称不会越过它们"
    ADVERB = "副词：后面不断"
    HEAD = "行首不合适的中心词"
    OTHER = "其他的词"
    PLACE = "地名"
    NUMBER = "数字、日期、外文"
    ORDINAL = "届次"
    SMALL = "虚词"
    PUNCTUATION = "标点"
    UNKNOWN = "表里没有的字"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a title: from where to where it goes."""

    start: int
    stop: int
    kind: Kind


_UNITS: Final = "年月日号届次个项条期周岁名家所人件部批级类种天度元万亿位"
_NUMERALS: Final = "一二三四五六七八九十百〇两"
_NUMERAL: Final = f"[{_NUMERALS}]+"
_HANZI: Final = r"[\u4e00-\u9fff]"
_NARROW: Final = r"[\x21-\x7e\u2070-\u209c]"
_COUNT: Final = rf"(?:\d+|{_NUMERAL})"
SMALL: Final = frozenset("的和与及等了之暨在对为向并把由以从被于将给至各")
_NAMING: Final = rf"(?![{''.join(sorted(SMALL))}]){_HANZI}"
_PLACES: Final = "省市县区州盟旗镇乡村"
_SITES: Final = "片区|新区|开发区|园区|景区|小区|水库|大桥|大道|公路|高速"
_CENSURES: Final = "党内|开除|记过|记大过|警告|严重警告|撤职|降级|政务|行政"
# What no list can hold, and the words that it stands by where any do. A person is known by what stands behind the name, a place
# by its last character.
_PATTERNS: Final[Sequence[tuple[Kind, float, re.Pattern[str]]]] = tuple(
    (kind, price, pattern(text, holds=holds))
    for kind, price, text, holds in (
        (Kind.OTHER, 0.5, "[“‘〈][^”’〉]{1,16}[”’〉]|（[^）]{1,10}）", "”|’|〉|）"),
        (Kind.PUNCTUATION, 0.5, r"——|……|[《》、，：；（）“”‘’〈〉·\s]", ""),
        (Kind.NUMBER, 0.5, rf"{_NARROW}+(?: {_NARROW}+)*[{_UNITS}%％℃]*(?:[上下]半年|第[一二三四]季度)?", ""),
        (Kind.NUMBER, 0.5, rf"{_NUMERAL}[{_UNITS}]|十[四五]五", "|".join(_NUMERALS)),
        (Kind.OTHER, 0.5, rf"第{_COUNT}(?=人民|中学|小学|医院|实验)", "第"),
        (Kind.ORDINAL, 0.5, rf"第{_COUNT}[届次]", "第"),
        (Kind.NUMBER, 0.5, rf"第{_COUNT}[号期批项章条季]度?", "第"),
        (
            Kind.OTHER,
            0.5,
            rf"(?:党的)?{_NUMERAL}(?:届{_NUMERAL}(?:中全会|次(?:全体)?(?:会议|全会|大会))|大(?=精神|报告|代表))",
            "届|大",
        ),
        (Kind.OTHER, 0.5, rf"{_COUNT}(?:家单位|个部门|部门|名同志|个行政村)", "单位|部门|同志|行政村"),
        (
            Kind.OTHER,
            1.5,
            rf"(?!同志){_HANZI}{{2,3}}(?=、{_HANZI}{{2,3}}、|、{_HANZI}{{2,3}}(?:等|{_COUNT}[名位])|等{_COUNT}[名位])"
            rf"|(?!同志){_HANZI}{{2,3}}(?:等|{_COUNT}[名位])*同志",
            "、|等|同志",
        ),
        (Kind.OTHER, 1.5, rf"{_HANZI}{{2,3}}(?={_CENSURES})", _CENSURES),
        (Kind.ENDING, 0.5, r"(?<=[省市县区州镇乡])委(?!员|办)", "委"),
        (Kind.PLACE, 2.6, rf"(?![全本各])(?:{_NAMING}){{2}}[{_PLACES}]", "|".join(_PLACES)),
        (Kind.PLACE, 2.0, rf"(?:{_NAMING}){{2}}(?:{_SITES})", _SITES),
        (Kind.PLACE, 5.0, rf"(?![全本各])(?:{_NAMING}){{3}}[{_PLACES}]", "|".join(_PLACES)),
    )
)
# What a word of titles, a common word (and, beyond that, the rarest of them), a small word and a character that nobody knows
# cost: fewer and longer words are likelier.
_LISTED: Final = 1.0
_COMMON: Final = 1.2
_RARER: Final = 0.6
_SMALL_PRICE: Final = 1.2
_UNKNOWN: Final = 2.0
# Beyond this a name that has no place in it has taken in what stands before it.
_NAME_MAX: Final = 12
_BOUNDS: Final = frozenset({Kind.VERB, Kind.ADVERB, Kind.NUMBER, Kind.ORDINAL, Kind.SMALL, Kind.PUNCTUATION})


@cache
def _vocabulary() -> Mapping[str, tuple[Kind, float]]:
    """The words of titles, each with its price; one that stands under several heads is what the first says."""
    titles: dict[str, tuple[Kind, float]] = {}
    kind = Kind.OTHER
    for line in _lines("title_words.txt"):
        if line.startswith("#"):
            kind = Kind(line[2:])
        for word in () if line.startswith("#") else line.split():
            titles.setdefault(word, (kind, _LISTED))
    return titles


@cache
def _common() -> Mapping[str, int]:
    """The common words by how rare they are. There are 26,000, of which a title has five: nothing is made of the others."""
    listed = " ".join(line for line in _lines("common_words.txt") if not line.startswith("#")).split()
    return dict(zip(listed, range(len(listed)), strict=True))


def _known(word: str) -> tuple[Kind, float] | None:
    """A word's kind and price, if it is known."""
    if found := _vocabulary().get(word):
        return found
    rank = _common().get(word)
    return None if rank is None else (Kind.OTHER, _COMMON + rank * (_RARER / len(_common())))


def _lines(name: str) -> list[str]:
    return files(__package__).joinpath(name).read_text("utf-8").splitlines()


@cache
def _longest() -> int:
    return max(map(len, (*_vocabulary(), *_common())))


@lru_cache(maxsize=256)  # a name is cut into two, three and more lines, for each way of standing in rows
def words(text: str) -> tuple[Word, ...]:
    """Cut a title into words, the likeliest way; together they hold every character."""
    best: list[tuple[float, Word | None]] = [(0.0, None), *((float("inf"), None) for _ in text)]
    for start in range(len(text)):
        so_far = best[start][0]
        for candidate, price in _candidates(text, start):
            if so_far + price < best[candidate.stop][0]:
                best[candidate.stop] = so_far + price, candidate
    found: list[Word] = []
    place = len(text)
    while (word := best[place][1]) is not None:
        found.append(word)
        place = word.start
    return tuple(_merged(reversed(found)))


def _merged(found: Iterable[Word]) -> Iterator[Word]:
    """Characters that nobody knows and that stand together are one word, as far as anybody can tell."""
    for known, run in groupby(found, lambda word: word.kind is not Kind.UNKNOWN):
        one = list(run)
        yield from one if known else (Word(one[0].start, one[-1].stop, Kind.UNKNOWN),)


def _candidates(text: str, start: int) -> Iterator[tuple[Word, float]]:
    """The words that may begin at a place, with their prices."""
    for stop in range(start + 2, min(len(text), start + _longest()) + 1):
        if entry := _known(text[start:stop]):
            yield Word(start, stop, entry[0]), entry[1]
    for kind, price, expression in _PATTERNS:
        if match := expression.match(text, start):
            yield Word(start, match.end(), kind), price
    if text[start] in SMALL:
        yield Word(start, start + 1, Kind.SMALL), _SMALL_PRICE
    else:
        yield Word(start, start + 1, (_known(text[start]) or (Kind.UNKNOWN, 0.0))[0]), _UNKNOWN


def places(found: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Where places stand that belong together: 云岭县青禾镇."""
    for kind, run in groupby(found, lambda word: word.kind):
        if kind is Kind.PLACE:
            one = list(run)
            yield one[0].start, one[-1].stop


def issuers(text: str, found: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Where the organs stand that a title begins with: whatever is before its 关于, but for verbs, numbers and marks."""
    place = 0
    for word in found:
        if text.startswith("关于", word.start) or text[word.start] == " ":
            yield place, word.start
            place = word.stop
        if text.startswith("关于", word.start) or (word.kind in _BOUNDS and text[word.start] != " "):
            return


def organs(found: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """Where names of organs stand: from what bounds them (a verb, a mark, a number) to the last word that ends such a name."""
    chain: list[Word] = []
    for word, after in zip_longest(found, found[1:]):
        # 保护 bounds a name, but not in 保护中心.
        verbal = word.kind is Kind.VERB and word.stop - word.start == 2
        bounds = word.kind in _BOUNDS and not (chain and verbal and after and after.kind is Kind.ENDING)
        if not bounds:
            chain.append(word)
        if bounds or after is None:
            yield from _name(chain)
            chain = []


def _name(chain: Sequence[Word]) -> Iterator[tuple[int, int]]:
    """The name in words that nothing bounds, if it ends as names do."""
    endings = [number for number, word in enumerate(chain) if word.kind is Kind.ENDING]
    if not endings:
        return
    start, stop = chain[0].start, chain[endings[-1]].stop
    if start and stop - start > _NAME_MAX:
        start = next((word.start for word in chain if word.kind is Kind.PLACE), chain[max(0, endings[-1] - 1)].start)
    if stop > start:
        yield start, stop
