"""The drafts that a draft names (印发, 附件), read ahead, so that whoever makes the document needs no file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from ..draft import Draft, FieldPath, Rules
from ..errors import DraftError, HongtouError, InputError, Problem
from ..plugin.manager import Plugins

_MAX: Final = 200


def enclosed_in(draft: Draft, fields: Mapping[str, Rules], plugins: Plugins, root: Path) -> dict[str, Draft]:
    """The drafts that a draft names, and those that they name, by the path they are named with.

    :param fields: the draft's fields.
    :param root: the folder that they must lie in.
    :raises DraftError: some are missing, lie outside, or two different ones are named alike; tells of all of them.
    """
    found: dict[str, Draft] = {}
    _collect(draft, fields, plugins, root, found)
    return found


def _collect(draft: Draft, fields: Mapping[str, Rules], plugins: Plugins, root: Path, found: dict[str, Draft]) -> None:
    problems: list[Problem] = []
    for path, name in _named(fields, draft.values, ()):
        try:
            one = _read(draft, path, name, root)
            known = found.get(name)
            if known and known.path.resolve() != one.path.resolve():
                problems.append(draft.problem(path, f"“{name}”在两个文件夹里指的不是同一份草稿。改掉一个名字"))
            elif not known and len(found) < _MAX:
                found[name] = one
                _collect(one, _fields(one, plugins), plugins, root, found)
        except DraftError as error:
            problems += error.problems
    if problems:
        raise DraftError(problems)


def _fields(draft: Draft, plugins: Plugins) -> Mapping[str, Rules]:
    """The fields of a named draft; none where its type is not known, which is told when it is composed."""
    try:
        return plugins.fields(plugins.document_type(str(draft.values.get("文种", "")).strip()))
    except HongtouError:
        return {}


def _read(draft: Draft, path: FieldPath, name: str, root: Path) -> Draft:
    from ..intake import read_draft

    file = draft.path.parent / name
    try:
        real = file.resolve(strict=True)
    except (OSError, RuntimeError, ValueError) as error:
        raise DraftError([draft.problem(path, f"找不到文件“{name}”。路径应相对于“{draft.path}”所在的文件夹")]) from error
    if not real.is_relative_to(root):
        raise DraftError([draft.problem(path, f"“{name}”在文件夹“{root}”外面，不能读。把它放进来")])
    try:
        return read_draft(file)
    except InputError as error:
        raise DraftError([draft.problem(path, str(error))]) from error


def _named(fields: Mapping[str, Rules], values: Mapping[str, object], path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    for name, value in values.items():
        yield from _in(fields.get(name, {}), value, (*path, name))


def _in(rules: Rules, value: object, path: FieldPath) -> Iterator[tuple[FieldPath, str]]:
    match rules.get("type"), value:
        case "draft", str():
            yield path, value
        case "list", list():
            for number, part in enumerate(value):
                yield from _in(rules.get("schema", {}), part, (*path, number))
        case "dict", Mapping():
            yield from _named(rules.get("schema", {}), value, path)
