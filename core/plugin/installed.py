"""The entry points of what is installed, as :mod:`importlib.metadata` finds them, without the parser of e-mails that it loads.

That takes a tenth of a command's time. Where distributions may stand elsewhere than in folders of ``sys.path``, in archives or
with finders of their own, it is asked all the same.
"""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Hashable, Iterable, Iterator
from contextlib import suppress
from functools import reduce
from importlib import import_module
from importlib.machinery import PathFinder
from typing import Final, NamedTuple, Protocol

from ..pattern import pattern

_FOLDERS: Final = ("dist-info", "egg-info")
_VALUE: Final = pattern(r"(?P<module>[\w.]+)\s*(?::\s*(?P<attribute>[\w.]+)\s*)?(?:\[.*\]\s*)?$")
_SIGNS: Final = pattern(r"[-_.]+")


class Distribution(Hashable, Protocol):
    """What was installed at once."""

    @property
    def name(self) -> str:
        """As its author calls it."""

    @property
    def version(self) -> str:
        """As its author counts."""


class EntryPoint(Protocol):
    """What a distribution offers to others, such as :class:`importlib.metadata.EntryPoint`."""

    @property
    def name(self) -> str:
        """What its distribution calls it."""

    @property
    def module(self) -> str:
        """The module that it names."""

    @property
    def dist(self) -> Distribution | None:
        """Whose it is."""

    def load(self) -> object:
        """Import what it names."""


class _Installed(NamedTuple):
    name: str
    version: str


class _Point(NamedTuple):
    name: str
    module: str
    attribute: str
    dist: Distribution

    def load(self) -> object:
        return reduce(getattr, filter(None, self.attribute.split(".")), import_module(self.module))


def entry_points(group: str) -> Iterable[EntryPoint]:
    """The entry points of a group, in no order; of distributions that are found twice, those of the first in ``sys.path``."""
    if not _in_folders():
        from importlib import metadata

        return metadata.entry_points(group=group)
    try:
        return [point for folder in _distributions() for point in _points(folder, group)]
    except _OddError:
        from importlib import metadata

        return metadata.entry_points(group=group)


class _OddError(Exception):
    """A file is not written as files of its kind are."""


def _in_folders() -> bool:
    """Whether all distributions stand in folders of ``sys.path``, as installers put them."""
    foreign = (finder for finder in sys.meta_path if finder is not PathFinder and hasattr(finder, "find_distributions"))
    # pathlib fails where a folder on the way is closed to us.
    return not any(foreign) and not any(path.endswith(".egg") or os.path.isfile(path) for path in sys.path)  # noqa: PTH113


def _distributions() -> Iterator[str]:
    """The folders of what is installed; of two for the same distribution the first."""
    known: set[str] = set()
    for path in sys.path:
        with suppress(OSError), os.scandir(path or ".") as entries:
            for entry in entries:
                stem, _, ending = entry.name.rpartition(".")
                if ending.lower() in _FOLDERS and (name := _SIGNS.sub("-", stem.partition("-")[0]).lower()) not in known:
                    known.add(name)
                    yield entry.path


def _points(folder: str, group: str) -> Iterator[_Point]:
    """The entry points of one distribution."""
    section = ""
    lines = [line.strip() for line in _read(folder, "entry_points.txt").splitlines()]
    if f"[{group}]" not in lines:
        return
    distribution = _told(folder)
    for line in lines:
        if line.startswith("[") and line.endswith("]"):
            section = line[1:-1]
        elif line and not line.startswith("#") and section == group:
            name, _, value = (part.strip() for part in line.partition("="))
            if not (match := _VALUE.match(value)):
                raise _OddError
            yield _Point(name, match["module"], match["attribute"] or "", distribution)


def _told(folder: str) -> _Installed:
    """A distribution's name and version: among the first lines of what it says of itself."""
    text = _read(folder, "METADATA") or _read(folder, "PKG-INFO")
    head = re.split(r"\n\s*\n", text, maxsplit=1)[0]
    told: dict[str, str] = {}
    for line in head.splitlines():
        key, colon, value = line.partition(":")
        if colon and not key[:1].isspace():
            told.setdefault(key.lower(), value.strip())
    if not told.get("name") or not told.get("version"):
        raise _OddError
    return _Installed(told["name"], told["version"])


def _read(folder: str, name: str) -> str:
    """A file's text; empty: there is none. Most have none: of each of hundreds of folders pathlib would make two objects."""
    try:
        with open(f"{folder}/{name}", encoding="utf-8") as file:  # noqa: PTH123 - see above
            return file.read()
    except OSError:
        return ""
    except ValueError:
        raise _OddError from None
