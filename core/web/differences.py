"""Two states of a draft side by side, with what differs within each paragraph; and two that begin from one, joined."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final

from ..pattern import pattern
from ..returning.merge import Verdict, paired, steps
from ..values import dataclass

# A word, a number, or one 字.
_TOKEN: Final = pattern(r"[A-Za-z0-9]+|\s+|.", re.DOTALL)
# Paragraphs around a difference that are shown, too.
_AROUND: Final = 2
# So many paragraphs on each side are set against each other one by one, and so many tokens within two of them.
_PAIRED_MOST: Final = 30
_TOKENS_MOST: Final = 4_000
# Paragraphs less alike than this are not one that was changed.
_ALIKE: Final = 0.3


@dataclass(frozen=True, slots=True)
class Span:
    """Some words of a paragraph.

    :param changed: the other side does not have them.
    """

    text: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class Pair:
    """A paragraph on the left and the one on the right that stands for it.

    :param kind: 同, 改, 增 or 删; 略: of several that are the same only their number is told, as ``left_number``.
    :param left_number: the line, from 1; 0: there is none on this side.
    """

    kind: str
    left_number: int
    left: tuple[Span, ...]
    right_number: int
    right: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be compared.

    :param whole: paragraphs far from any difference are told, too.
    """

    old: str
    new: str
    whole: bool = False


@dataclass(frozen=True, slots=True)
class Joined:
    """Two texts that begin from one, in one.

    :param conflicts: the lines, from 1, at which both changed the same: both are there, one after the other.
    """

    text: str
    conflicts: tuple[int, ...]


def compared(asked: Asked) -> list[Pair]:
    """Both side by side; nothing where they are the same."""
    pairs = list(_pairs(asked.old.splitlines(), asked.new.splitlines()))
    if all(pair.kind == "同" for pair in pairs):
        return []
    return pairs if asked.whole else list(_shortened(pairs))


def _pairs(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            for left, right in zip(range(a, b), range(c, d), strict=True):
                yield Pair("同", left + 1, (Span(old[left]),), right + 1, (Span(new[right]),))
        else:
            yield from _changed(old, new, (a, b), (c, d))


def _changed(old: Sequence[str], new: Sequence[str], olds: tuple[int, int], news: tuple[int, int]) -> Iterator[Pair]:
    """A stretch in which nothing is the same: which paragraph stands for which."""
    before, after = old[slice(*olds)], new[slice(*news)]
    small = len(before) <= _PAIRED_MOST and len(after) <= _PAIRED_MOST
    for left, right in paired(before, after) if small else _in_order(len(before), len(after)):
        if left is not None and right is not None:
            spans = _within(before[left], after[right])
            if spans:
                yield Pair("改", olds[0] + left + 1, spans[0], news[0] + right + 1, spans[1])
                continue
        if left is not None:
            yield Pair("删", olds[0] + left + 1, (Span(before[left], changed=True),), 0, ())
        if right is not None:
            yield Pair("增", 0, (), news[0] + right + 1, (Span(after[right], changed=True),))


def _in_order(left: int, right: int) -> Iterator[tuple[int | None, int | None]]:
    for place in range(max(left, right)):
        yield place if place < left else None, place if place < right else None


def _within(old: str, new: str) -> tuple[tuple[Span, ...], tuple[Span, ...]] | None:
    """What differs within two paragraphs; None: they have too little in common."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    if len(before) > _TOKENS_MOST or len(after) > _TOKENS_MOST:
        return (Span(old, changed=True),), (Span(new, changed=True),)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < _ALIKE:
        return None
    left: list[Span] = []
    right: list[Span] = []
    for kind, a, b, c, d in matcher.get_opcodes():
        # One 字 that is the same between others that differ says nothing.
        lonely = kind == "equal" and b - a == 1 and a > 0 and b < len(before) and c > 0 and d < len(after)
        for spans, text in ((left, "".join(before[a:b])), (right, "".join(after[c:d]))):
            _add(spans, text, changed=kind != "equal" or lonely)
    return tuple(left), tuple(right)


def _add(spans: list[Span], text: str, *, changed: bool) -> None:
    if spans and spans[-1].changed == changed:
        spans[-1] = Span(spans[-1].text + text, changed)
    elif text:
        spans.append(Span(text, changed))


def _shortened(pairs: Sequence[Pair]) -> Iterator[Pair]:
    """Without the paragraphs that are the same, but for some around each difference."""
    different = [place for place, pair in enumerate(pairs) if pair.kind != "同"]
    near = {place + step for place in different for step in range(-_AROUND, _AROUND + 1)}
    skipped = 0
    for place, pair in enumerate(pairs):
        if place in near:
            if skipped:
                yield Pair("略", skipped, (), 0, ())
            skipped = 0
            yield pair
        else:
            skipped += 1
    if skipped:
        yield Pair("略", skipped, (), 0, ())


def joined(texts: tuple[str, str, str]) -> Joined:
    """What two people made of one text.

    :param texts: what both began from; the one that counts now; the other one.
    """
    base, now, other = (text.split("\n") for text in texts)
    lines, conflicts = list[str](), list[int]()
    place = 0
    for step in steps(base, now, other):
        lines += now[place : step.start]
        if step.verdict is not Verdict.TAKE:  # several of the other's changes may touch one of now's
            lines += now[max(place, step.start) : step.stop]
        place = max(place, step.stop)
        if step.verdict is Verdict.CONFLICT:
            conflicts.append(len(lines) + 1)
        if step.verdict is not Verdict.KEEP:
            lines += other[step.first : step.last]
    return Joined("\n".join(lines + now[place:]), tuple(conflicts))
