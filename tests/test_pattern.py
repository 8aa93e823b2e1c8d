"""Patterns that wait with being compiled find what they would find at once."""

import re
from collections.abc import Iterable, Iterator
from importlib import import_module
from pkgutil import walk_packages
from re import _constants as sre  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import pytest
from hongtou.pattern import pattern

ROOMS = ("checking", "document", "draft", "intake", "layout", "parts")
TEXTS = ["", "2026年", "第3年和4年", "月", "年年"]


def modules() -> Iterator[Any]:
    for room in ROOMS:
        package = import_module(f"hongtou.{room}")
        yield package
        for found in walk_packages(package.__path__, f"hongtou.{room}."):
            yield import_module(found.name)


def waiting(thing: object) -> Iterator[Any]:
    """The patterns in a constant that name what their texts hold."""
    if hasattr(type(thing), "_ask"):
        yield thing
    elif isinstance(thing, tuple | list):
        for one in thing:
            yield from waiting(one)


PATTERNS = {one._source[0]: one for module in modules() for thing in vars(module).values() for one in waiting(thing)}


def requires(parts: Iterable[tuple[Any, Any]], words: list[str]) -> bool:
    """Whether whatever these parts of a pattern match, or look at ahead, holds one of the words."""
    run = ""
    for kind, what in [*parts, (None, None)]:
        if kind is sre.LITERAL:
            run += chr(what)
            continue
        if any(word in run for word in words) or _requires(kind, what, words):
            return True
        run = ""
    return False


def _requires(kind: Any, what: Any, words: list[str]) -> bool:
    if kind is sre.IN:
        return all(one is sre.LITERAL and chr(char) in words for one, char in what)
    if kind is sre.BRANCH:
        return all(requires(branch, words) for branch in what[1])
    if kind in {sre.MAX_REPEAT, sre.MIN_REPEAT}:
        return what[0] > 0 and requires(what[2], words)
    if kind is sre.SUBPATTERN:
        return requires(what[3], words)
    return kind is sre.ASSERT and requires(what[1], words)


def test_there_are_such_patterns() -> None:
    assert len(PATTERNS) > 25


@pytest.mark.parametrize("source", PATTERNS)
def test_what_a_pattern_finds_holds_what_it_says(source: str) -> None:
    one = PATTERNS[source]
    assert requires(parser.parse(*one._source), one._words)


@pytest.mark.parametrize("method", ["search", "match", "fullmatch", "finditer", "findall", "split"])
def test_it_finds_the_same_as_one_that_is_compiled(method: str) -> None:
    for text in TEXTS:
        late, early = pattern(r"\d+年", holds="年|岁"), re.compile(r"\d+年")
        for _ in range(2):
            assert told(getattr(late, method)(text)) == told(getattr(early, method)(text))


def told(found: Any) -> object:
    if found is None or isinstance(found, list):
        return found
    return (found.span(), found[0]) if isinstance(found, re.Match) else [told(one) for one in found]


def test_only_what_a_text_can_hold_is_compiled(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    real = re.compile
    monkeypatch.setattr(re, "compile", lambda text, flags: compiled.append(text) or real(text, flags))  # type: ignore[func-returns-value]
    rare = pattern(r"\d年", holds="年")
    assert rare.search("5月") is None
    assert list(rare.finditer("5月")) == []
    assert compiled == []
    assert rare.search("5年", 0)
    assert rare.search("5月") is None
    assert compiled == [r"\d年"]
