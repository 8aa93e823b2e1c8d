"""A draft as evidence: its fields and its text as they were typed, each with its place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from itertools import count
from pathlib import Path
from typing import Any, Final

from ..composing import Composed, Composition
from ..document import Block, Figure, Format, Heading, Paragraph, Table, plain
from ..draft import Draft, FieldPath
from ..errors import DraftError, Problem
from ..evidence import HEADINGS, Evidence, Item, Kind, Role, Sees, TableSeen, Where
from ..files.guard import room
from ..intake import draft_of, read_content
from ..intake.text.decoding import text_of
from ..intake.text.markdown import UNREAD
from ..office import Office
from ..pattern import pattern
from ..plugin import Data
from ..plugin.manager import Plugins
from ..sources import Kind as File
from ..sources import SourceFile, collect
from ..values import dataclass

_SEES: Final = frozenset({Sees.WORDS, Sees.FIELDS})
BODY: Final = "正文"
_ISSUED: Final = "印发"
# So many characters of a line tell it from others.
_KNOWN: Final = 40
_ROLES: Final[Mapping[str, Role]] = {
    "份号": Role.COPY_NUMBER,
    "密级": Role.CLASSIFICATION,
    "紧急程度": Role.URGENCY,
    "发文机关标志": Role.ISSUER_MARK,
    "发文字号": Role.DOCUMENT_NUMBER,
    "签发人": Role.APPROVERS,
    "标题": Role.TITLE,
    "题注": Role.CAPTION,
    "主送": Role.ADDRESSEES,
    "附件": Role.ATTACHMENT_NOTE,
    "署名": Role.SIGNATURE,
    "发文机关": Role.SIGNATURE,
    "成文日期": Role.DATE,
    "附注": Role.NOTE,
    "抄送": Role.COPIES_TO,
    "印发机关": Role.PRINTED,
    "印发日期": Role.PRINTED,
    "出席": Role.ATTENDANCE,
    "请假": Role.ATTENDANCE,
    "列席": Role.ATTENDANCE,
}
# The marks of a draft, which are not printed.
_MARKS: Final = pattern(r"[\s*\\＼#]|[{｛][ \u3000]*(?:标题|正文)[ \u3000]*[}｝]")


def read(path: Path, office: Office, plugins: Plugins, content: bytes | None = None) -> tuple[Evidence, list[Problem]]:
    """What a draft and the drafts that it names say, and what makes it no sound draft.

    :param content: what its file is to hold; None: what it holds.
    :raises InputError: it cannot be read.
    """
    content, problems = read_content(path) if content is None else content, list[Problem]()
    try:
        draft = draft_of(path, content, problems)
    except DraftError as error:
        return Evidence(path, Kind.DRAFT, (), frozenset()), [*problems, *error.problems]
    own = _Source(draft, content)
    try:
        bundle = collect(draft, plugins, room(path.parent, office.folder))
        composed = Composition(office, plugins, bundle).compose(draft)
    except DraftError as error:
        return _evidence([own], None), [*problems, *error.problems]
    return _evidence([replace(own, data=composed.data), *_named(composed)], composed.gongwen.format), problems


def of_composed(composed: Composed, content: bytes | None = None) -> Evidence:
    """What a draft says that was composed, and the drafts that it names, of their files as they were read for it.

    :param content: what the draft's own file is to hold; None: what it held then.
    """
    file = composed.bundle.files.get((File.DRAFT, composed.draft.path))
    read = file.content if isinstance(file, SourceFile) else b""
    own = _Source(composed.draft, read if content is None else content, composed.data)
    return _evidence([own, *_named(composed)], composed.gongwen.format)


@dataclass(frozen=True, slots=True)
class _Source:
    """A draft, what its file holds, and its fields as they were checked; none where it is no sound draft.

    :param titled: the field that its title is told as: 标题, or 印发 of the text that the document issues.
    """

    draft: Draft
    content: bytes
    data: Data = field(default_factory=dict)
    titled: str = "标题"

    @property
    def texts(self) -> Iterator[tuple[FieldPath, Sequence[Block]]]:
        """Its running text, then that of its type's own fields."""
        fields = self.data or {BODY: self.draft.values.get(BODY)}
        yield from _running(fields.get(BODY), (BODY,))
        for name, value in fields.items():
            if name != BODY:
                yield from _running(value, (name,))


def _running(value: object, path: FieldPath) -> Iterator[tuple[FieldPath, Sequence[Block]]]:
    """The running texts in a field's value, as far as they could be read."""
    if value == UNREAD:
        return
    if isinstance(value, tuple) and value and isinstance(value[0], Heading | Paragraph | Table | Figure):
        yield path, value
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _running(inner, (*path, name))
    elif isinstance(value, list | tuple):
        for place, inner in enumerate(value):
            yield from _running(inner, (*path, place))


def _named(composed: Composed) -> Iterator[_Source]:
    """The drafts that a draft names."""
    data = {one.draft.path: one.data for one in composed.named.values()}
    issued = composed.named.get((str(composed.draft.path), str(composed.draft.values.get(_ISSUED, ""))))
    for file in composed.sources:
        if file.draft and file.path != composed.draft.path:
            titled = _ISSUED if issued and issued.draft.path == file.path else "标题"
            yield _Source(file.draft, file.content, data.get(file.path, {}), titled)


def _evidence(sources: Sequence[_Source], format: Format | None) -> Evidence:
    """Of a draft and of those that it names. Each text has a part of its own: a field's headings do not go on another's."""
    draft = sources[0].draft
    items: list[Item] = []
    tables: list[TableSeen] = []
    parts = count(len(sources))
    for number, source in enumerate(sources):
        lines = _Lines(source)
        items += _title(source, lines, number) if number else _fields(draft, lines)
        for path, blocks in source.texts:
            for one in _body(lines, path, blocks, number if path == (BODY,) else next(parts)):
                if isinstance(one, Item):
                    items.append(one)
                else:
                    tables.append(one)
    genre = str(draft.values.get("文种") or "").strip()
    return Evidence(
        draft.path, Kind.DRAFT, tuple(items), _SEES, tables=tuple(tables), genre=genre, format=format, fields=draft.values
    )


def _fields(draft: Draft, lines: _Lines) -> Iterator[Item]:
    for name, role in _ROLES.items():
        for path, text in _texts(draft.values.get(name), (name,)):
            yield Item(role, text.replace("\\n", "\n"), lines.value(path, text), name=name)


def _title(source: _Source, lines: _Lines, part: int) -> Iterator[Item]:
    for path, text in _texts(source.draft.values.get("标题"), ("标题",)):
        yield Item(Role.TITLE, text.replace("\\n", "\n"), lines.value(path, text), part=part, name=source.titled)


def _texts(value: Any, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:  # noqa: ANN401 - what a draft holds
    """The texts of a field: one, one for each item of a list, or the 标题 of each item."""
    if isinstance(value, str) and value:
        yield path, value
    elif isinstance(value, Mapping):
        yield from _texts(value.get("标题"), (*path, "标题"))
    elif isinstance(value, list | tuple):
        for place, part in enumerate(value):
            yield from _texts(part, (*path, place))


def _body(lines: _Lines, path: FieldPath, blocks: Sequence[Block], part: int) -> Iterator[Item | TableSeen]:
    """The paragraphs of running text, each with the line of the file where it stands."""
    name = str(path[0])
    lines.begin(path)
    for block in blocks:
        match block:
            case Heading():
                text = plain((*block.spans, *block.run_in))
                yield Item(HEADINGS[block.level - 1], text, lines.find(text), part=part, name=name)
            case Paragraph():
                text = plain(block.spans)
                yield Item(Role.TEXT, text, lines.find(text), part=part, name=name)
            case Table():
                rows = tuple(tuple(cell.text for cell in row.cells) for row in (*block.head_rows, *block.rows))
                yield TableSeen(rows, lines.find("".join(rows[0]) if rows else ""), block.title)
            case Figure():
                pass


def _bare(line: str) -> str:
    """The beginning of a line without its marks, those of a list and of a text in YAML among them: what it is known by."""
    return _MARKS.sub("", line.replace("|", "")).lstrip("-").strip("\"'")[:_KNOWN]


class _Lines:
    """The lines of a draft's file, gone through from the beginning of each text."""

    def __init__(self, source: _Source) -> None:
        self._draft = source.draft
        self._lines = text_of(source.draft.path, source.content, []).split("\n") if source.content else []
        self._at: dict[str, list[int]] = {}
        for number, line in enumerate(self._lines):
            self._at.setdefault(_bare(line), []).append(number)
        self._place = source.draft.place(())

    def value(self, path: FieldPath, text: str) -> Where:
        """Where the value of a field begins, which a draft knows by the name before it."""
        place = self._draft.place(path)
        line = self._lines[place.line - 1] if 0 < place.line <= len(self._lines) else ""
        name, start = str(path[-1]), max(place.column - 1, 0)
        at = line.find(text, start + len(name) if line.startswith(name, start) else start)
        return Where(place.file, line=place.line, column=at + 1 if at >= 0 else place.column)

    def begin(self, path: FieldPath) -> None:
        """Begin with a text."""
        self._place = self._draft.place(path)
        self._start = max(self._place.line - 1, 0)

    def find(self, text: str) -> Where:
        """Where a paragraph stands: the next line that begins with its characters."""
        known = self._at.get(_bare(text) or text, [])
        place = bisect_left(known, self._start)
        if place == len(known):
            return Where(self._place.file, line=self._start or self._place.line)
        self._start = known[place] + 1
        return Where(self._place.file, line=self._start, column=self._column(self._lines[known[place]], text))

    @staticmethod
    def _column(line: str, text: str) -> int:
        place = line.find(text[:4])
        return place + 1 if place >= 0 else 1
