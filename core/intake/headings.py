"""层次序数 (7.3.3): which lines are headings, and where a heading ends that runs into its text."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import chain
from typing import Final

from ..model import Emphasis, Heading, Paragraph, Span, Spans, plain
from .inline import merged

_NUMERAL: Final = "[一二三四五六七八九十百零〇]{1,5}"
# With the variants that people type. “1.5万” and “2026.1.5” have no ordinal; ① and deeper ones are text.
_ORDINALS: Final = (
    re.compile(rf"{_NUMERAL}[、．.]"),
    re.compile(rf"[（(]{_NUMERAL}[）)]、?"),
    re.compile(r"\d{1,3}[．.、](?!\d)"),
    re.compile(r"[（(]\d{1,3}[）)]、?"),
)
# A first sentence longer than this is text, not a heading (字 after the ordinal).
_LENGTH_MAX: Final = (10_000, 60, 40, 40)
_COLON_WITHIN: Final = 20
_ENDS: Final = re.compile(r"[。！？；：]")
_NOT_AT_END: Final = tuple("。；：！？…，、;:!?,")
_BRACKETS: Final = dict(zip("（《〈“‘「『【〔(", "）》〉”’」』】〕)", strict=True))
_BRACKET: Final = re.compile(f"[{re.escape(''.join(chain(_BRACKETS, _BRACKETS.values())))}]")


def ordinal_block(spans: Spans) -> Paragraph | Heading:
    """A line as a heading, if its ordinal and its punctuation say so; otherwise as a paragraph."""
    text = plain(spans)
    match = _ordinal(text)
    if match is None:
        return Paragraph(spans)
    level, start = match
    trimmed = trim_ordinal(text)
    spans = _without(spans, start, len(text) - len(trimmed))
    end = _heading_end(trimmed, start, level)
    if end is None:
        return Paragraph(spans)
    return Heading(level, _unmarked(_cut(spans, 0, end)), _cut(spans, end, len(trimmed)))


def trim_ordinal(text: str) -> str:
    """A line without the blanks after its ordinal; before a digit they stay, since “1. 5个” is not “1.5个”."""
    match = _ordinal(text)
    if match is None:
        return text
    level, start = match
    rest = text[start:].lstrip()
    return text if level == 3 and rest[0].isdigit() else text[:start] + rest


def _ordinal(text: str) -> tuple[int, int] | None:
    """The level of a line's ordinal and where it ends; None: it has none, or nothing stands after it."""
    for level, pattern in enumerate(_ORDINALS, 1):
        match = pattern.match(text)
        if match and text[match.end() :].strip():
            return level, match.end()
    return None


def _heading_end(text: str, start: int, level: int) -> int | None:
    """Where a line's heading ends; None: the line is an ordinary item."""
    limit = start + _LENGTH_MAX[level - 1]
    for position in _marks(text, start):
        end = position + 1
        if end == len(text):
            break
        if text[position] == "：":
            if level <= 2 and end - start <= _COLON_WITHIN:
                return end
        elif text[position] == "；":
            if level > 1:
                return None
        else:
            return end if end <= limit else None
    if level == 1:
        return len(text)
    return None if text.endswith(_NOT_AT_END) or len(text) > limit else len(text)


def _marks(text: str, start: int) -> Iterator[int]:
    """The marks that may end a heading; none within brackets, quotation marks and 书名号."""
    end = 0
    for opening, closing in (*_enclosed(text), (len(text), len(text))):
        for match in _ENDS.finditer(text, max(end, start), max(opening, start)):
            yield match.start()
        end = closing


def _enclosed(text: str) -> list[tuple[int, int]]:
    """The outermost bracketed parts; a bracket without its partner encloses nothing."""
    opened: list[tuple[str, int]] = []
    waiting: Counter[str] = Counter()
    parts: list[tuple[int, int]] = []
    for match in _BRACKET.finditer(text):
        if closing := _BRACKETS.get(match.group()):
            opened.append((closing, match.start()))
            waiting[closing] += 1
        elif waiting[match.group()]:
            start = _close(opened, waiting, match.group())
            while parts and parts[-1][0] > start:
                parts.pop()
            parts.append((start, match.end()))
    return parts


def _close(opened: list[tuple[str, int]], waiting: Counter[str], closing: str) -> int:
    """Take off the opened brackets down to the one that this closes; returns where that stands."""
    while True:
        expected, start = opened.pop()
        waiting[expected] -= 1
        if expected == closing:
            return start


def _cut(spans: Spans, start: int, end: int) -> Spans:
    """The part of spans between two places of their text."""
    found: list[Span] = []
    position = 0
    for span in spans:
        text = span.text[max(0, start - position) : max(0, end - position)]
        if text:
            found.append(Span(text, span.emphasis))
        position += len(span.text)
    return tuple(found)


def _without(spans: Spans, start: int, length: int) -> Spans:
    """Spans without a part of their text."""
    if not length:
        return spans
    return merged([*_cut(spans, 0, start), *_cut(spans, start + length, len(plain(spans)))])


def _unmarked(heading: Spans) -> Spans:
    """A heading that is emphasised as a whole is not emphasised: its level has a face already."""
    if len({span.emphasis for span in heading}) == 1:
        return tuple(Span(span.text, Emphasis.NONE) for span in heading)
    return heading
