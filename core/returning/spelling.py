"""A draft's file as text that is changed in place: whatever nobody changed stays as it was typed, to the byte."""

from __future__ import annotations

import codecs
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ..draft import Draft, FieldPath
from ..errors import DraftError, InputError
from ..importing.writing import ORDER, scalar
from ..intake import draft_of
from ..intake.text.body import element_lines
from ..intake.yaml.extents import Extent, extents
from ..values import dataclass
from .yamltext import in_flow, yaml_text

_FENCE, _BODY = "---", "正文"


@dataclass(frozen=True, slots=True)
class Coded:
    """How a file is written: its encoding, what it begins with, and how its lines end."""

    encoding: str
    begins: bytes
    newline: str

    @classmethod
    def of(cls, content: bytes) -> tuple[Coded, str]:
        """How a file's bytes are written, and their text, whose lines end in a line feed."""
        for begins, encoding in (
            (codecs.BOM_UTF8, "utf-8"),
            (codecs.BOM_UTF16_LE, "utf-16-le"),
            (codecs.BOM_UTF16_BE, "utf-16-be"),
        ):
            if content.startswith(begins):
                text = content[len(begins) :].decode(encoding)
                break
        else:
            begins = b""
            try:
                text, encoding = content.decode(), "utf-8"
            except UnicodeDecodeError:
                text, encoding = content.decode("gb18030"), "gb18030"
        newline = "\r\n" if "\r\n" in text else "\n"
        return cls(encoding, begins, newline), text.replace("\r\n", "\n")

    def bytes(self, text: str) -> bytes:
        """A text written like that."""
        return self.begins + text.replace("\n", self.newline).encode(self.encoding)


class Spelling:
    """The text of one draft.

    :param path: its file, whose name tells whether its text stands behind its fields or among them.
    :param content: as it was read; it is a draft without faults.
    """

    def __init__(self, path: Path, content: bytes) -> None:
        self._coded, self._text = Coded.of(content)
        self._edits: list[tuple[int, int, str]] = []
        self._start, self._stop = 0, len(self._text)
        self._apart = path.suffix.lower() not in {".yaml", ".yml"}
        if self._apart:
            self._start, self._stop = _front(self._text)
        self._extents = extents(self._text[self._start : self._stop])

    def content(self) -> bytes:
        """The file with all changes."""
        text = self._text
        for start, stop, new in sorted(self._edits, key=lambda edit: edit[:2], reverse=True):
            text = text[:start] + new + text[stop:]
        return self._coded.bytes(text)

    def line(self, path: FieldPath) -> int:
        """In which line a field stands, from 1; of one that is not there, the line behind the fields."""
        extent = self._extents.get(path)
        return self._text.count("\n", 0, self._start + extent.begin if extent else self._stop) + 1

    # --- fields -----------------------------------------------------------------------------------------------------------------

    def has(self, path: FieldPath) -> bool:
        """Whether a field is written."""
        return path in self._extents

    def set(self, path: FieldPath, value: str | Sequence[str]) -> None:
        """Give a field another value; one that is not there is added where its like stand."""
        extent = self._extents.get(path)
        if extent is None:
            typed = scalar(value) if isinstance(value, str) else f"[{', '.join(map(in_flow, value))}]"
            self._insert(str(path[-1]), f"{path[-1]}: {typed}\n")
        elif isinstance(value, str):
            self._replace(extent, self._spelt(value, extent))
        elif extent.kind == "list":
            self._set_items(path, extent, list(value))
        elif len(value) == 1:
            self._replace(extent, self._spelt(value[0], extent))
        else:
            self._replace(extent, f"[{', '.join(map(in_flow, value))}]")

    def put(self, name: str, value: object) -> None:
        """Write a field anew, whatever it holds: of a list of groups each on lines of its own."""
        extent = self._extents.get((name,))
        typed = yaml_text({name: value})
        if extent is None:
            self._insert(name, typed)
        else:
            self._edits.append((self._line_start(extent.begin), self._line_end(extent.stop), typed))

    def append(self, name: str, items: Sequence[Mapping[str, str]], item: Mapping[str, str]) -> None:
        """Add a group to a list of groups, behind those that are there.

        :param items: those, as they were read; where they stand in brackets, all are written anew.
        """
        extent = self._extents.get((name,))
        within = [one for path, one in self._extents.items() if path[0] == name and one.kind == "scalar"]
        if extent is None or extent.flow or not within:
            self.put(name, [*items, item])
            return
        begin = extent.start + self._start  # at the first item's hyphen
        margin = " " * (begin - self._text.rfind("\n", 0, begin) - 1)
        lines = yaml_text({name: [item]}).splitlines()[1:]
        at = self._line_end(max(one.stop for one in within))
        glue = "" if self._text[at - 1] == "\n" else "\n"
        self._edits.append((at, at, glue + "".join(f"{margin}{line[2:]}\n" for line in lines)))

    def remove(self, path: FieldPath) -> None:
        """Take a field out, with its line."""
        self._cut(self._extents[path])

    def add_comment(self, text: str, path: FieldPath | None = None) -> None:
        """A line that explains something: above a field, or behind all of them."""
        extent = self._extents.get(path) if path else None
        at = self._line_start(extent.begin) if extent else self._stop
        if f"# {text}\n" not in self._text:
            glue = "" if at == 0 or self._text[at - 1] == "\n" else "\n"
            self._edits.append((at, at, f"{glue}# {text}\n"))

    def _spelt(self, value: str, extent: Extent) -> str:
        if extent.style == '"' and not set('"\\') & set(value):
            return f'"{value}"'
        if extent.style == "'":
            return "'" + value.replace("'", "''") + "'"
        blank = " " if extent.start == extent.stop and self._text[self._start + extent.start - 1] == ":" else ""
        return blank + (in_flow(value) if extent.flow else scalar(value))

    def _replace(self, extent: Extent, new: str) -> None:
        stop = self._start + extent.stop
        while extent.kind != "scalar" and stop > self._start + extent.start and self._text[stop - 1] in " \n":
            stop -= 1  # a list ends where the next field begins
        tail = "\n" if extent.style in {"|", ">"} else ""
        self._edits.append((self._start + extent.start, stop, new + tail))

    def _set_items(self, path: FieldPath, extent: Extent, value: list[str]) -> None:
        items = [self._extents[(*path, number)] for number in range(len(value)) if (*path, number) in self._extents]
        count = sum(1 for one in self._extents if len(one) == len(path) + 1 and one[: len(path)] == path)
        if count == len(value):
            for item, new in zip(items, value, strict=True):
                if self._value(item) != new:
                    self._replace(item, self._spelt(new, item))
        elif extent.flow:
            self._replace(extent, f"[{', '.join(map(in_flow, value))}]")
        else:
            at = self._start + extent.start  # at the first item's hyphen
            margin = " " * (at - self._text.rfind("\n", 0, at) - 1)
            lines = f"\n{margin}".join(f"- {scalar(item)}" for item in value)
            self._replace(extent, lines)

    def _value(self, extent: Extent) -> str:
        """A plain value as it is typed, without its quotation marks."""
        return self._text[self._start + extent.start : self._start + extent.stop].strip("'\"")

    def _insert(self, name: str, typed: str) -> None:
        before = ORDER[: ORDER.index(name)] if name in ORDER else ()
        known = [extent for other in before if (extent := self._extents.get((other,)))]
        at = self._line_end(max(extent.stop for extent in known)) if known else self._stop
        glue = "" if at == 0 or self._text[at - 1] == "\n" else "\n"
        self._edits.append((at, at, glue + typed))

    def _cut(self, extent: Extent) -> None:
        self._edits.append((self._line_start(extent.begin), self._line_end(extent.stop), ""))

    def _line_start(self, at: int) -> int:
        return self._text.rfind("\n", 0, self._start + at) + 1

    def _line_end(self, at: int) -> int:
        """Behind the line in which a value ends; a list or a long text ends with its last line's break."""
        stop = self._start + at
        if stop > self._start and self._text[stop - 1] == "\n":
            return stop
        end = self._text.find("\n", stop)
        return end + 1 if end >= 0 else len(self._text)

    # --- the text ---------------------------------------------------------------------------------------------------------------

    def body(self) -> Body | None:
        """The text's lines; None: it has none, or stands as a list."""
        if self._apart:
            at = self._text.find("\n", self._stop) + 1
            return Body(self._text[at:].split("\n"), "", at, len(self._text)) if at else None
        extent = self._extents.get((_BODY,))
        if extent is None or extent.style != "|":
            return None
        start = self._text.find("\n", extent.start) + 1
        lines = self._text[start : extent.stop].split("\n")
        margin = min((len(line) - len(line.lstrip(" ")) for line in lines if line.strip()), default=2)
        return Body([line[margin:] for line in lines], " " * margin, start, extent.stop)

    def replace_body(self, body: Body, lines: Sequence[str]) -> None:
        """Give the text other lines."""
        self._edits.append((body.start, body.stop, "\n".join(f"{body.margin}{line}" if line else line for line in lines)))

    def body_line(self, body: Body, number: int) -> int:
        """In which line of the file a line of the text stands, from 1."""
        return self._text.count("\n", 0, body.start) + number + 1


@dataclass(frozen=True, slots=True)
class Body:
    """The lines of a draft's text.

    :param margin: what stands before every line.
    :param start: where the text begins in the file, and ``stop`` where it ends.
    """

    lines: list[str]
    margin: str
    start: int
    stop: int

    def spans(self) -> list[tuple[int, int]]:
        """Where each part stands: from which line to before which one."""
        return element_lines("\n".join(self.lines))


def _front(text: str) -> tuple[int, int]:
    """Where the fields stand between their two fences."""
    lines = text.split("\n")
    first = next(number for number, line in enumerate(lines) if line.strip())
    last = next(number for number in range(first + 1, len(lines)) if lines[number].rstrip() == _FENCE)
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line) + 1)
    return starts[first + 1], starts[last]


def typed_date(old: Any, new: str) -> str:  # noqa: ANN401 - whatever was typed
    """A date as the draft writes its dates: 2026-11-21 where it did."""
    digits = new.replace("年", "-").replace("月", "-").replace("日", "").split("-")
    if "年" in str(old) or len(digits) != 3 or not all(part.isdecimal() for part in digits):
        return new
    return f"{digits[0]}-{int(digits[1]):02d}-{int(digits[2]):02d}"


def as_draft(path: Path, content: bytes) -> Draft:
    """What a changed draft says.

    :raises InputError: it would be no draft any more.
    """
    try:
        return draft_of(path, content)
    except DraftError as error:
        told = "；".join(problem.message for problem in error.problems[:3])
        raise InputError(f"{path}：合进来以后草稿读不出来：{told}。没有写，手工改这一处") from error
