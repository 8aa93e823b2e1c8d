"""Reads all files that a draft depends on, once: the drafts, sheets and pictures that it names, and what these name."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ..draft import Draft, FieldPath, PictureLine, Rules
from ..errors import DraftError, HongtouError, InputError, Problem
from ..files.guard import locate
from ..intake import draft_of, is_workbook, read_content
from .bundle import Bundle, Kind, Refused, SourceFile

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

    from ..plugin import DocumentType
    from ..plugin.manager import Plugins

# No more drafts than these are read for one document.
DRAFTS_MAX: Final = 200
# The types of fields whose values may name files.
_NAMING: Final[Mapping[str, Kind]] = {"draft": Kind.DRAFT, "picture": Kind.PICTURE, "seal": Kind.PICTURE, "text": Kind.PICTURE}
_Named = tuple[FieldPath, Kind, str | PictureLine]


def collect(source: Path | Draft, plugins: Plugins, root: Path) -> Bundle:
    """All files that a draft depends on. What cannot be read is refused in its place, and told when it is needed.

    :param source: the draft's file, or a draft that was read already.
    :param root: the folder that all of them must lie in, without links.
    :raises InputError: the draft's own file cannot be read.
    :raises DraftError: it is not written as drafts are.
    """
    if isinstance(source, Draft):
        collector = _Collector(plugins, root, source.path.parent)
        collector.follow(source, f"“{source.path}”")
    else:
        collector = _Collector(plugins, root, source.parent)
        collector.begin(source)
    return collector.bundle


class _Collector:
    """Collects the files of one draft."""

    def __init__(self, plugins: Plugins, root: Path, home: Path) -> None:
        self._plugins = plugins
        self._root = root
        self._home = home
        self._files: dict[tuple[Kind, Path], SourceFile | Refused] = {}
        self._read: dict[tuple[Kind, Path], SourceFile] = {}
        self._refused: list[Problem] = []
        self._drafts = 0
        self._templates: Traversable | None = None

    @property
    def bundle(self) -> Bundle:
        return Bundle(self._home, self._files, tuple(self._refused), self._templates)

    def begin(self, path: Path) -> None:
        """From a draft's own file on, with the templates that its type brings."""
        file = _read(Kind.DRAFT, path, Path(os.path.realpath(path)))
        self._files[Kind.DRAFT, path] = self._read[Kind.DRAFT, file.real] = file
        type = self._type(file.draft) if file.draft else None
        if type and type.templates:
            from .templates import Kept

            self._templates = Kept.read(type.templates)
        self.follow(file.draft)

    def follow(self, draft: Draft | None, whose: str = "本草稿") -> None:
        """What a draft names, and what the drafts among it name."""
        waiting = [(draft, self._home, whose)] if draft else []
        while waiting:
            one, folder, whose = waiting.pop(0)
            for path, kind, named in self._named(one):
                name = named.file if isinstance(named, PictureLine) else named
                key = (kind, folder / name)
                if key in self._files:
                    continue
                known = len(self._read)
                found = self._files[key] = self._file(*key, name, whose)
                if isinstance(found, Refused):
                    self._refused += found.problems or [_problem(one, path, named, found.reason)]
                elif found.draft and len(self._read) > known:
                    waiting.append((found.draft, found.path.parent, "本草稿"))

    def _file(self, kind: Kind, path: Path, name: str, whose: str) -> SourceFile | Refused:
        try:
            real = locate(path, name, self._root, f"找不到文件“{name}”。路径应相对于{whose}所在的文件夹")
            if (kind, real) not in self._read:
                self._drafts += kind is Kind.DRAFT
                if self._drafts > DRAFTS_MAX:
                    return Refused(f"一份公文用到的草稿超过了 {DRAFTS_MAX} 份")
                self._read[kind, real] = _read(kind, path, real)
            return self._read[kind, real]
        except DraftError as error:
            return Refused("", tuple(error.problems))
        except InputError as error:
            return Refused(str(error))

    def _type(self, draft: Draft) -> DocumentType | None:
        """A draft's type; None: it is not known, which is told when the draft is composed."""
        try:
            return self._plugins.document_type(str(draft.values.get("文种", "")).strip())
        except HongtouError:
            return None

    def _named(self, draft: Draft) -> Iterator[_Named]:
        """The files that a draft names."""
        from ..validation.reading import Reader

        if not (type := self._type(draft)):
            return
        fields = self._plugins.fields(type)
        rules = {name: fields[name] for name, value in draft.values.items() if name in fields and _names(fields[name], value)}
        # What cannot be read as its field's type is told when the draft is checked.
        values = Reader(draft).fields(rules, {name: draft.values[name] for name in rules}, ())
        for name, value in values.items():
            yield from _within(rules[name], value, (name,))


def _names(rules: Rules, value: object) -> bool:
    """Whether a field may name files, at any depth; running text names pictures in lines of their own."""
    if rules.get("type") == "text" and not isinstance(value, tuple):
        return "![" in str(value)
    return _may_name(rules)


def _may_name(rules: Rules) -> bool:
    inner: Any = rules.get("schema", {})
    match rules.get("type"):
        case "dict":
            return any(map(_may_name, inner.values()))
        case "list":
            return _may_name(inner)
    return rules.get("type") in _NAMING


def _within(rules: Rules, value: object, path: FieldPath) -> Iterator[_Named]:
    """The names of files in a field's value."""
    inner = rules.get("schema", {})
    match rules.get("type"), value:
        case ("draft" | "picture" | "seal") as kind, str():
            yield path, Kind.SHEET if kind == "draft" and is_workbook(Path(value)) else _NAMING[kind], value
        case "text", tuple():
            yield from ((path, Kind.PICTURE, part) for part in value if isinstance(part, PictureLine))
        case "list", list():
            for number, part in enumerate(value):
                yield from _within(inner, part, (*path, number))
        case "dict", Mapping():
            for name, part in value.items():
                yield from _within(inner.get(name, {}), part, (*path, name))


def _problem(draft: Draft, path: FieldPath, named: str | PictureLine, reason: str) -> Problem:
    found = draft.problem(path, reason)
    return Problem(named.place, found.field, reason) if isinstance(named, PictureLine) else found


def _read(kind: Kind, path: Path, real: Path) -> SourceFile:
    """A file's bytes, as far as they are what they should be.

    :raises InputError: they cannot be read, or are too many.
    :raises DraftError: a draft is not written as drafts are.
    """
    match kind:
        case Kind.DRAFT:
            problems: list[Problem] = []
            content = read_content(path)
            return SourceFile(path, real, content, draft_of(path, content, problems), tuple(problems))
        case Kind.SHEET:
            from ..intake.workbook.file import read_workbook

            return SourceFile(path, real, read_workbook(path))
        case Kind.PICTURE:
            from ..pictures import read_png

            return SourceFile(path, real, read_png(path))
