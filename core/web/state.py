"""Which office a task is for, and how it is now: little to load, for the first page needs no more."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from functools import lru_cache
from pathlib import Path, PurePosixPath

from ..errors import HongtouError
from ..office import PROFILE, TEMPLATES, TYPE_FOLDERS, load_settings
from ..values import dataclass


@dataclass(frozen=True, slots=True)
class OfficeState:
    """Which office a task is for.

    :param stamp: of what its makings depend on; another one, and they are read anew.
    :param confined: drafts name files in their own folder only.
    """

    folder: Path
    stamp: str
    confined: bool


def stamp(folder: Path) -> str:
    """What an office's makings depend on: its profile, its types, its templates, and the files that it names, as they are now."""
    names = (PROFILE, TEMPLATES, *sources(folder))
    files = [path for name in names for path in ([folder / name, *sorted((folder / name).rglob("*"))])]
    facts = [(str(path), one.st_mtime_ns, one.st_size) for path in files if path.exists() and (one := path.stat())]
    return hashlib.sha256(repr(facts).encode()).hexdigest()


def sources(folder: Path) -> tuple[str, ...]:
    """The folders of types and the files that an office's profile names; those that are usual, where it is wrong."""
    with suppress(OSError, HongtouError):
        now = (folder / PROFILE).stat()
        return _sources(folder, now.st_mtime_ns, now.st_size)
    return (TYPE_FOLDERS,)


@lru_cache(maxsize=8)
def _sources(folder: Path, *_: int) -> tuple[str, ...]:
    settings = load_settings(folder, folder)
    return tuple(PurePosixPath(one).as_posix() for one in (*settings.type_folders, *settings.named))
