"""YAML with every value as the text that was typed, and the place of each.

YAML's own types are not used: ``no``, ``1.10``, ``0012`` and ``12:30`` stay text, since only a field knows what it should be.
What is empty (nothing, ``~``, ``null``) is absent. Anchors, aliases and tags are refused, and so is a comment behind
something in its line: it may as well be a part of the value (``关于 #1 机组检修的通知``), which YAML would drop without a word.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from typing import Any, Final

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)
from ruamel.yaml.reader import Reader

from ...draft import FieldPath, short, written
from ...errors import DraftError, Place, Problem
from ...pattern import pattern
from ..text.decoding import at_most, character_message, forbidden
from .errors import HOW, explain, is_misspelt_pair, misspelt_pairs

# Data of this size take some ten seconds; a roster of ten thousand people is smaller.
SIZE_MAX: Final = 4 * 1024 * 1024
DEPTH_MAX: Final = 20
# Longer texts are not kept.
_KEPT_MAX: Final = 8 * 1024
_NULLS: Final = frozenset({"", "~", "null", "Null", "NULL"})
_QUOTES: Final = frozenset({"'", '"'})
_BLOCKS: Final = frozenset({"|", ">"})
_SIGN: Final = pattern(r"(?<=[ \t])#")
# What people type for the “- ” of a list.
_ITEM: Final = pattern(r"\s*[-－—–•·●○▪]\s*\S")
_COMMENT: Final = "要印出来，给整个值加引号；是说明，单独写一行"


def read_yaml(text: str, file: str, first_line: int = 1) -> tuple[dict[str, Any], dict[FieldPath, Place]]:
    """The fields that a YAML text holds, and the place of each: of a field its key's, of a list's item its own.

    :param text: the text, with ``\\n`` at the end of its lines.
    :param first_line: the number of the text's first line in the file.
    :raises DraftError: it is not YAML as drafts use it; carries every problem that could be found.
    """
    if len(text.encode(errors="surrogatepass")) > SIZE_MAX:
        message = f"字段部分超过 {SIZE_MAX // 1024**2} MB。长的文字写在正文里，长的名单分成几份"
        raise DraftError([Problem(Place(file, first_line, 1), "", message)])
    builder = _Builder(text, file, first_line)
    try:
        values = builder.build()
    except MarkedYAMLError as error:
        told = {problem.place.line for problem in builder.problems}
        causes = [cause for cause in explain(error, text, file, first_line) if cause.place.line not in told]
        raise DraftError(at_most([*builder.problems, *causes])) from error
    except YAMLError as error:
        raise DraftError([Problem(Place(file, first_line, 1), "", f"字段部分不合 YAML 的写法。{HOW}")]) from error
    if builder.problems:
        raise DraftError(at_most(builder.problems))
    return values, builder.places


class _Unlooked(Reader):
    """Reads a text whose characters were looked at; to look again, ruamel.yaml compiles a pattern for longer than it reads."""

    def check_printable(self, data: object) -> None:
        """Nothing that is forbidden in texts is left."""
        del data


def _events(text: str) -> Iterator[Event]:
    """What a text consists of; an error is raised behind all that stands before it."""
    if len(text) <= _KEPT_MAX:
        with suppress(YAMLError):
            return iter(_whole(text))
    return _parsed(text)


@lru_cache(maxsize=32)
def _whole(text: str) -> tuple[Event, ...]:
    """What a right text consists of. Half of all texts were read just before: an office's profile, the draft that is issued."""
    return tuple(_bounded(_parsed(text)))


def _bounded(events: Iterator[Event]) -> Iterator[Event]:
    """Events as deep as a draft's may be: what lies deeper takes longer and longer.

    :raises YAMLError: there is something deeper, of which whoever builds values tells.
    """
    depth = 0
    for event in events:
        depth += isinstance(event, (MappingStartEvent, SequenceStartEvent))
        depth -= isinstance(event, (MappingEndEvent, SequenceEndEvent))
        if depth > DEPTH_MAX + 1:
            raise YAMLError
        yield event


def _parsed(text: str) -> Iterator[Event]:
    yaml = YAML(typ="safe", pure=True)
    if forbidden(text) is None:
        yaml.Reader = _Unlooked
    events: Iterator[Event] = yaml.parse(text)
    return events


class _Builder:
    """Builds values from the events of ruamel.yaml's parser; its depth and size are bounded by what was typed."""

    def __init__(self, text: str, file: str, first_line: int) -> None:
        self._text = text
        self._file = file
        self._first_line = first_line
        self._events: Iterator[Event] = _events(text)
        self._scalars: list[tuple[int, int, FieldPath]] = []  # where each begins and ends, and whose it is
        self.problems: list[Problem] = []
        self.places: dict[FieldPath, Place] = {(): Place(file, first_line, 1)}

    def build(self) -> dict[str, Any]:
        """The document's fields; an empty document has none."""
        values: dict[str, Any] = {}
        documents = 0
        for event in self._events:
            if isinstance(event, DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._problem(event, (), "一份草稿里只能有一组字段，从这里却开始了第二组。要写正文，用 .md 草稿")
                    break
            elif not isinstance(event, (StreamStartEvent, StreamEndEvent, DocumentEndEvent)):
                value = self._node(event, ())
                if isinstance(value, dict):
                    values = value
                elif value is not None:
                    self._no_mapping(event)
        self._comments()
        return values

    def _comments(self) -> None:
        """A comment behind something in its line may be a part of the value."""
        begins = [begin for begin, _, _ in self._scalars]
        start = 0
        for number, line in enumerate(self._text.split("\n"), self._first_line):
            for at in () if line.lstrip().startswith("#") else (match.start() for match in _SIGN.finditer(line)):
                before = bisect_right(begins, start + at) - 1
                _, end, path = self._scalars[before] if before >= 0 else (0, 0, ())
                if start + at >= end:
                    message = f"“#”前面有空格，从这里起会被当作说明丢掉：“{short(line[at:])}”。{_COMMENT}"
                    self.problems.append(Problem(Place(self._file, number, at + 1), written(path), message))
                    break
            start += len(line) + 1

    def _no_mapping(self, event: Event) -> None:
        """The whole text is a list or a single value."""
        found = misspelt_pairs(self._text.split("\n"), self._file, self._first_line)
        if found:
            self.problems.extend(found)
        else:
            self._problem(event, (), f"这里应是字段。{HOW}")

    def _node(self, event: Event, path: FieldPath) -> object:
        if isinstance(event, AliasEvent):
            self._problem(event, path, f'值不能以“*”开头（YAML 的引用）。要写这个字，给整个值加引号："*{event.anchor}…"')
            return None
        if isinstance(event, NodeEvent) and event.anchor:
            self._problem(event, path, f'值不能以“&”开头（YAML 的锚点）。要写这个字，给整个值加引号："&{event.anchor}…"')
        if getattr(event, "tag", None):
            self._problem(event, path, "值不能以“!”开头（YAML 的标签）。要写这个字，给整个值加引号")
        if isinstance(event, ScalarEvent):
            return self._scalar(event, path)
        if len(path) >= DEPTH_MAX:
            raise DraftError([Problem(self._place(event), "", f"字段一层套一层，超过了 {DEPTH_MAX} 层")])
        return self._mapping(path) if isinstance(event, MappingStartEvent) else self._sequence(event, path)

    def _sequence(self, event: Event, path: FieldPath) -> list[Any]:
        items: list[Any] = []
        assert isinstance(event, SequenceStartEvent)  # noqa: S101 - nothing else can stand here
        while not isinstance(event := next(self._events), SequenceEndEvent):
            here = (*path, len(items))
            self.places[here] = self._place(event)
            value = self._node(event, here)
            if value is not None:
                items.append(value)
        return items

    def _mapping(self, path: FieldPath) -> dict[str, Any]:
        values: dict[str, Any] = {}
        while not isinstance(event := next(self._events), MappingEndEvent):
            key = self._key(event, path)
            here = (*path, key)
            known = self.places.get(here)
            if known:
                self._problem(event, here, f"这个字段在第 {known.line} 行已经写过。留一处，或者合在一起")
            else:
                self.places[here] = self._place(event)
            value = self._node(next(self._events), here)
            if value is None and is_misspelt_pair(key):
                self._problem(
                    event, here, f"字段名后面是全角冒号“：”。改成半角冒号加空格“: ”，例如“{key.replace('：', ': ', 1)}”"
                )
            if value is not None and not known:
                values[key] = value
        return values

    def _key(self, event: Event, path: FieldPath) -> str:
        if isinstance(event, ScalarEvent):
            key = str(event.value).strip()
            self._node(event, (*path, key))
            return key
        self._problem(event, path, f"字段名应是一个词。{HOW}")
        self._node(event, (*path, ""))  # one level deeper, like any other
        return ""

    def _scalar(self, event: ScalarEvent, path: FieldPath) -> str | None:
        text = str(event.value)
        begin, end = event.start_mark.index, event.end_mark.index
        self._scalars.append((self._line_end(begin) if event.style in _BLOCKS else begin, end, path))
        if event.style is None and text in _NULLS:
            return None
        source = self._text[begin:end]
        if "\n" in source and event.style is None:
            text = _joined(source)
        wrong = _wrong(event.style, source, text)
        if wrong:
            self._problem(event, path, wrong)
        return text if text.strip() else None

    def _line_end(self, at: int) -> int:
        end = self._text.find("\n", at)
        return end if end >= 0 else len(self._text)

    def _place(self, event: Event) -> Place:
        start = event.start_mark
        return Place(self._file, start.line + self._first_line, start.column + 1)

    def _problem(self, event: Event, path: FieldPath, message: str) -> None:
        self.problems.append(Problem(self._place(event), written(path), message))


def _wrong(style: str | None, source: str, text: str) -> str:
    """What is wrong with a value; empty: nothing."""
    if style == ">":
        return "“>”会把几行接成一行、在字间加空格。要分段就用“|”，一行一段"
    if "\n" in source and style is None and all(map(_ITEM.match, source.split("\n"))):
        return "列表每项以半角减号加空格开头，例如“- 甲”。这里的各行没有，会接成一行"
    if "\n" in source and style in _QUOTES:
        return "引号里的文字要写在一行里。检查引号是否配对；要分段就用“|”，一行一段"
    bad = forbidden(text)
    return character_message(bad) if bad else ""


def _joined(source: str) -> str:
    """A value that goes on in the next lines; YAML would put a blank between Chinese characters."""
    text = ""
    for line in filter(None, (line.strip() for line in source.split("\n"))):
        gap = " " if text and text[-1].isascii() and line[0].isascii() else ""
        text += gap + line
    return text
