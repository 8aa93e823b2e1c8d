"""All ways to spoil a document, and which of them one run takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle, islice

from . import drawn, drawn_closing, drawn_head, drawn_pages, drawn_words, edited, said, typed
from .ways import Way

WAYS: tuple[Way, ...] = (
    *said.WAYS,
    *typed.WAYS,
    *edited.WAYS,
    *drawn.WAYS,
    *drawn_head.WAYS,
    *drawn_closing.WAYS,
    *drawn_pages.WAYS,
    *drawn_words.WAYS,
)


def by_rule() -> dict[str, list[Way]]:
    """The ways for each rule."""
    ways: dict[str, list[Way]] = {}
    for way in WAYS:
        ways.setdefault(way.code, []).append(way)
    return ways


def chosen(count: int, codes: Sequence[str] = ()) -> Iterator[Way]:
    """So many ways, rule by rule in turn, so that few are enough to ask each rule; those of a rule begin again when all were."""
    rules = [cycle(ways) for code, ways in sorted(by_rule().items()) if not codes or code.startswith(tuple(codes))]
    return islice((next(ways) for ways in cycle(rules)), count)
