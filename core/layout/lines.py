"""The line composer: breaks a paragraph into lines on the 28-character grid, by the rules for marks 禁则, and sets them flush.

Breaks are chosen greedily at the tracking that Word uses, so that a flowing DOCX breaks where the page plan does; only then is
each line stretched or squeezed to end exactly at the right edge (5.2.3: 撑满版心).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, pairwise
from math import inf
from typing import Final

from ..pattern import HANZI, pattern
from .line import INNER, NARROW, Run, SetLine
from .line_pieces import kept
from .metrics import Metrics
from .standard import SIZE_3, TRACKING, TYPE_WIDTH, full_tracking

# What no line begins or ends with (GB/T 15834).
NO_START: Final = frozenset("，。、；：？！）》〉」』】〕”’…—～％‰℃·々,.;:?!)]}%›»　")
NO_END: Final = frozenset("（《〈「『【〔“‘([{‹«￥＄№")
_DASH: Final = "——"

# Numbers and words of narrow letters (with the sign before them, and up to a hyphen between letters), ——, ……, a name padded by
# one full space: none of them is broken.
_WHOLE: Final = pattern(rf"[≤≥≠≈]?{NARROW}+|——|……|{HANZI}\u3000{HANZI}(?!\u3000)|[ \u00a0]+")
_HYPHEN: Final = pattern("(?<=[A-Za-z])-(?=[A-Za-z])")
# But an address of mail or of the web may be broken behind its joints.
_ADDRESS: Final = pattern(r"@|://|www\.")
_JOINT: Final = pattern(r"(?:://|[/.@_?=&-])(?=[^/.@_?=&-]{2})")
# How far a line is stretched at the most: a third of a character at every gap. Beyond that it stays ragged.
_STRETCH: Final = 1 / 3
# What sums of widths may err by, pt.
_CRUMB: Final = 1e-6

# Finds the pieces of a text that must not be broken: where they start and stop.
Pieces = Callable[[str], Iterable[tuple[int, int]]]


def joints(text: str) -> Iterator[int]:
    """The places inside addresses where a line may begin."""
    for match in _WHOLE.finditer(text):
        if _ADDRESS.search(text, *match.span()):
            yield from _joints(text, *match.span())


def _whole(text: str) -> Iterator[tuple[int, int]]:
    for match in _WHOLE.finditer(text):
        start, stop = match.span()
        yield from pairwise((start, *(place for place in _joints(text, start, stop) if place < stop), stop))


def _joints(text: str, start: int, stop: int) -> Iterator[int]:
    """Where a word may be broken all the same: behind a hyphen, or behind the joints of an address."""
    joint = _JOINT if _ADDRESS.search(text, start, stop) else _HYPHEN
    return (match.end() for match in joint.finditer(text, start, stop))


class Text:
    """A paragraph's text with the width of each of its characters.

    :param runs: the text by faces; no line breaks.
    :param size: of the type, pt.
    :param tracking: added to every character, pt.
    """

    def __init__(self, runs: Sequence[Run], metrics: Metrics, size: float, tracking: float) -> None:
        self.runs = tuple(runs)
        self.text = "".join(run.text for run in runs)
        self.size = size
        self.tracking = tracking
        # How far it has come at each place.
        self._upto = list(accumulate(self._measure(metrics), initial=0.0))
        # Where each run begins.
        self._begins = list(accumulate((len(run.text) for run in self.runs), initial=0))
        joined = set(self._begins)
        self._inner = [match.end() for match in INNER.finditer(self.text) if match.end() not in joined]

    def _measure(self, metrics: Metrics) -> Iterator[float]:
        for run in self.runs:
            widths = {char: metrics.advance(run.face, char) * self.size + self.tracking for char in set(run.text)}
            yield from map(widths.__getitem__, run.text)

    def width(self, start: int, stop: int) -> float:
        """The width of a part, pt, the tracking after its last character included."""
        return self._upto[stop] - self._upto[start]

    def visible_width(self, start: int, stop: int) -> float:
        """The width of a part, pt, blanks at its end left out: they hang over."""
        return self.width(start, start + len(self.text[start:stop].rstrip()))

    def reach(self, start: int, room: float) -> int:
        """The first place that a line from ``start`` does not reach."""
        return bisect_right(self._upto, self._upto[start] + room + _CRUMB) - 1

    def inner(self, start: int, stop: int) -> int:
        """How many gaps of a part are inside numbers and words of narrow letters."""
        return bisect_left(self._inner, stop) - bisect_right(self._inner, start)

    def whole(self, limit: float, also: Sequence[Pieces] = ()) -> dict[int, int]:
        """For each place inside a piece that must not be broken, where that begins; one wider than ``limit`` is given up.

        :param also: finds more such pieces.
        """
        found: dict[int, int] = {}
        for pieces in (_whole, *also):
            for start, stop in pieces(self.text):
                if self.width(start, stop) <= limit:
                    found.update((place, min(start, found.get(place, start))) for place in range(start + 1, stop))
        return found

    def atoms(self, also: Sequence[Pieces] = ()) -> Iterator[tuple[int, int]]:
        """The parts between the places where a line may begin, whatever its width."""
        whole, start = self.whole(inf, also), 0
        for place in range(1, len(self.text)):
            if _may_begin(self.text, whole, place):
                yield start, place
                start = place
        if self.text:
            yield start, len(self.text)

    def cut(self, start: int, stop: int) -> tuple[Run, ...]:
        """The runs of a part."""
        if len(self.runs) == 1:
            return (Run(self.text[start:stop], self.runs[0].face),)
        return tuple(self._cut(start, stop))

    def _cut(self, start: int, stop: int) -> Iterator[Run]:
        for number in range(bisect_right(self._begins, start) - 1, len(self.runs)):
            run, place = self.runs[number], self._begins[number]
            if place >= stop:
                return
            if part := run.text[max(0, start - place) : stop - place]:
                yield Run(part, run.face)


def break_lines(
    runs: Sequence[Run],
    metrics: Metrics,
    *,
    width: float = TYPE_WIDTH,
    left: float = 0.0,
    first: float = 0.0,
    size: float = SIZE_3,
    tracking: float = TRACKING,
    flush: bool = True,
    also: Sequence[Pieces] = (kept,),
) -> tuple[SetLine, ...]:
    """Break a paragraph into lines.

    :param runs: its text; must not hold line breaks.
    :param width: from the left edge of the type area to the paragraph's right end, pt.
    :param left: where lines begin, from the left edge of the type area, pt.
    :param first: added to ``left`` on the first line, pt; negative for a hanging indent.
    :param size: of the type, pt.
    :param tracking: after every character while lines are filled, pt.
    :param flush: stretch all lines but the last to end at ``width``.
    :param also: finds pieces that are not broken besides numbers and words, which is all that Word keeps; one wider than a line
        is broken all the same.
    :returns: the lines; together they hold every character of the paragraph, in order.
    """
    text = Text(runs, metrics, size, tracking)
    if not text.text:
        return ()
    parts = list(_break(text, width - left - first, width - left, also))
    return tuple(
        _set(text, start, stop, left + (0.0 if number else first), width if flush and stop < len(text.text) else None)
        for number, (start, stop) in enumerate(parts)
    )


def cut_lines(
    run: Run, metrics: Metrics, *, width: float, size: float, tracking: float, also: Sequence[Pieces]
) -> tuple[str, ...]:
    """The text of each line that :func:`break_lines` makes of one run, for those who need no more."""
    text = Text([run], metrics, size, tracking)
    return tuple(text.text[start:stop] for start, stop in _break(text, width, width, also)) if run.text else ()


def _break(text: Text, first_limit: float, limit: float, also: Sequence[Pieces]) -> Iterator[tuple[int, int]]:
    """Where the lines begin and stop, by places in the text."""
    whole = text.whole(min(first_limit, limit), also)
    begin, room, end = 0, first_limit, len(text.text)
    while (place := _over(text, whole, begin, room)) < end:
        stop = _allowed(text.text, whole, begin, place)
        yield begin, stop
        begin, room = stop, limit
    yield begin, end


def _over(text: Text, whole: Mapping[int, int], begin: int, room: float) -> int:
    """Where the first piece begins that a line has no room for; blanks hang over."""
    reached = text.reach(begin, room)
    place = whole.get(reached, reached)
    if place <= begin:
        place = begin + 1
    while place < len(text.text) and text.text[place].isspace():
        place += 1
    return place


def _allowed(text: str, whole: Mapping[int, int], begin: int, place: int) -> int:
    """The last place up to ``place`` where a line may begin; where there is none, ``place`` itself."""
    return next((stop for stop in range(place, begin, -1) if _may_begin(text, whole, stop)), place)


def _may_begin(text: str, whole: Mapping[int, int], place: int) -> bool:
    """Whether a line may begin at a place."""
    # A dash may begin a line (GB/T 15834: it is only not to be broken); a single one is a hyphen 一字线, which must not.
    begins = text[place] not in NO_START or text.startswith(_DASH, place)
    return place not in whole and begins and text[place - 1] not in NO_END


def _set(text: Text, start: int, stop: int, x: float, right: float | None) -> SetLine:
    """One line, stretched to ``right`` if that is given and not too far; blanks at its end hang over."""
    visible = len(text.text[start:stop].rstrip()) or stop - start
    bare = text.width(start, start + visible) - visible * text.tracking
    inner = text.inner(start, start + visible)
    gaps = visible - 1 - inner
    if right is not None and gaps > 0:
        tracking = (right - x - bare - inner * text.tracking) / gaps
        if tracking <= text.size * _STRETCH:
            width = bare + gaps * tracking + inner * text.tracking
            return SetLine(text.cut(start, stop), x, width, tracking, tight=text.tracking if inner else None)
    tracking = _natural_tracking(text)
    return SetLine(text.cut(start, stop), x, bare + (visible - 1) * tracking, tracking)


def _natural_tracking(text: Text) -> float:
    """The tracking of a line that is not stretched: that of a full line, so that columns stand below each other."""
    return full_tracking(text.size + text.tracking) if text.size == SIZE_3 else text.tracking


def natural_width(runs: Iterable[Run], metrics: Metrics, size: float = SIZE_3, tracking: float = TRACKING) -> float:
    """The width of a text on one line, pt, the tracking after its last character not included."""
    text = Text(tuple(runs), metrics, size, tracking)
    return text.width(0, len(text.text)) - (tracking if text.text else 0.0)
