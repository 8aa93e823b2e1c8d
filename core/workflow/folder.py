"""The files of an office's folder."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator
from pathlib import Path


def files(folder: Path, suffixes: Collection[str], skipped: Collection[str], sign: str = "") -> Iterator[str]:
    """The files of a folder that end so, by their paths from it, with ``/``; links and hidden ones are left out.

    :param skipped: by their paths from it; folders are not looked into.
    :param sign: a folder in which there is a file of this name is not looked into either.
    """
    yield from _below(os.fspath(folder), "", tuple(suffixes), skipped, sign)


def _below(folder: str, path: str, suffixes: tuple[str, ...], skipped: Collection[str], sign: str) -> Iterator[str]:
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:  # gone meanwhile, or closed to us
        return
    if sign and any(entry.name == sign for entry in entries):
        return
    for entry in entries:
        if entry.name.startswith(".") or path + entry.name in skipped:
            continue
        if entry.is_dir(follow_symlinks=False):
            yield from _below(entry.path, f"{path}{entry.name}/", suffixes, skipped, sign)
        elif entry.name.endswith(suffixes) and entry.is_file(follow_symlinks=False):
            yield path + entry.name
