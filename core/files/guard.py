"""The one guard of paths: whatever a draft or a profile names lies in the folder that it may read."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path, PurePosixPath
from typing import Final

from ..errors import InputError, OutputError

# So many characters of a name are told.
_SHOWN: Final = 30


class LackingError(InputError):
    """There is no such file."""


def locate(file: Path, name: str, root: Path, lacking: str) -> Path:
    """Where a file really is, links followed.

    :param file: as it is reached from where it is named.
    :param name: as people wrote it.
    :param root: the folder that it must lie in, without links.
    :param lacking: what to say where there is none.
    :raises LackingError: there is none.
    :raises InputError: it lies outside.
    """
    try:
        real = file.resolve(strict=True)
    except (OSError, RuntimeError, ValueError) as error:
        raise LackingError(lacking) from error
    if not real.is_relative_to(root):
        raise InputError(f"“{name}”在文件夹“{root}”外面，不能读。把它放进来")
    return real


def room(home: Path, office: Path | None) -> Path:
    """The folder that drafts in a folder may name files in: the office's if they are in it, else their own.

    :param office: the folder of the office's profile; None: there is none.
    """
    real = Path(os.path.realpath(home))  # resolve() fails where links go round
    folder = office.resolve() if office else real
    return folder if real.is_relative_to(folder) else real


def refuse_outside(paths: Iterable[str], folder: str) -> None:
    """See that files that a machine sent back would stand in a unit's own folder, whoever made them.

    :param paths: from the output folder, with ``/``.
    :raises OutputError: one would not.
    """
    for path in paths:
        parts = PurePosixPath(path)
        if parts.is_absolute() or ".." in parts.parts or "\0" in path or not parts.is_relative_to(folder):
            shown = path if len(path) <= _SHOWN else path[: _SHOWN - 1] + "…"
            raise OutputError(f"“{shown}”不在单位的文件夹“{folder}”里，没有写。改一下输出的文件夹或者单位的名称")
