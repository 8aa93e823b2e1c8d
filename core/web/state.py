"""Which office a task is for, and how it is now: little to load, for the first page needs no more."""

from __future__ import annotations

import hashlib
from pathlib import Path

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
    """What an office's makings depend on: its profile, its types, its templates, as they are now."""
    names = ("hongtou.yaml", "文种", "模板", "印章", "seals")
    files = [path for name in names for path in ([folder / name, *sorted((folder / name).rglob("*"))])]
    facts = [(str(path), one.st_mtime_ns, one.st_size) for path in files if path.exists() and (one := path.stat())]
    return hashlib.sha256(repr(facts).encode()).hexdigest()
