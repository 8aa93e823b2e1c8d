"""Emphasis within a line: ``**黑体**`` and ``*楷体*``; ``\\*`` and ``\\#`` are the characters themselves.

Markdown's own rules fail beside Chinese punctuation (``**“模范”**建设`` stays as it is), hence these.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from ...document import Emphasis, Span, Spans, spans
from ...pattern import pattern

# Runs of other lengths, such as the **** of a masked number, are text.
_TOKEN: Final = pattern(r"\\[*#]|\*+")
_ESCAPED: Final = pattern(r"\\([*#])")
_CJK: Final = pattern(r"[\u3400-\u9fff]")
_NEVER_AFTER_OPENING: Final = frozenset("，。、；：！？）》〉”’」』】〕…")
_NEVER_BEFORE_CLOSING: Final = frozenset("（《〈“‘「『【〔")


def read_spans(line: str) -> Spans:
    """A line of running text as spans; marks without a partner stay as they are."""
    if "*" not in line and "\\" not in line:
        return spans(line)
    found: list[Span] = []
    for text, strong in _split(line, "**"):
        if strong:
            found.append(Span(_unescaped(text), Emphasis.STRONG))
        else:
            found.extend(Span(_unescaped(part), Emphasis.MILD if mild else Emphasis.NONE) for part, mild in _split(text, "*"))
    return merged(found)


def _split(text: str, delimiter: str) -> Iterator[tuple[str, bool]]:
    """The parts of a text, and whether they stand between two marks."""
    end = 0
    for opening, closing in _pairs(text, delimiter):
        yield text[end : opening.start()], False
        yield text[opening.end() : closing.start()], True
        end = closing.end()
    yield text[end:], False


def _pairs(text: str, delimiter: str) -> Iterator[tuple[re.Match[str], re.Match[str]]]:
    opening: re.Match[str] | None = None
    for match in _TOKEN.finditer(text):
        if match.group() != delimiter:
            continue
        if opening and _closes(text, match) and _holds(text, opening, match):
            yield opening, match
            opening = None
        elif _opens(text, match) and (opening is None or delimiter == "*"):
            opening = match


def _opens(text: str, match: re.Match[str]) -> bool:
    following = text[match.end() : match.end() + 1]
    if not following or following.isspace() or following in _NEVER_AFTER_OPENING:
        return False
    return match.group() != "*" or not _is_word(text[max(0, match.start() - 1) : match.start()])


def _closes(text: str, match: re.Match[str]) -> bool:
    before = text[match.start() - 1]
    if before.isspace() or before in _NEVER_BEFORE_CLOSING:
        return False
    return match.group() != "*" or not _is_word(text[match.end() : match.end() + 1])


def _holds(text: str, opening: re.Match[str], closing: re.Match[str]) -> bool:
    """A single star is as often a multiplication or a file name's: only Chinese text is emphasised by it."""
    return closing.group() != "*" or bool(_CJK.search(text, opening.end(), closing.start()))


def _is_word(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(r"\1", text)


def merged(found: Iterable[Span]) -> Spans:
    """Without empty spans, and neighbours of one kind as one."""
    result: list[Span] = []
    for span in filter(lambda span: span.text, found):
        if result and result[-1].emphasis is span.emphasis:
            result[-1] = Span(result[-1].text + span.text, span.emphasis)
        else:
            result.append(span)
    return tuple(result)
