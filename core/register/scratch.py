"""A file made beside its place, which takes it when it is whole; and what is left of those whose making was killed."""

from __future__ import annotations

import glob
import os
import secrets
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import partial
from pathlib import Path

from ..files.claim import claimed, remove

_TOKEN = 8


@contextmanager
def beside(path: Path, *, replacing: bool = False) -> Iterator[Path]:
    """A place beside a register's: what is made there takes the register's place when it is whole.

    :param replacing: also from what has the place now.
    :raises FileExistsError: a register is there by then; it stays.
    :raises OSError: the folder cannot be written.
    """
    with _making(path):
        scratch = path.with_name(f".{path.name}-{secrets.token_hex(_TOKEN)}.new")
        try:
            yield scratch
            if replacing:
                scratch.replace(path)
            else:
                os.link(scratch, path)
        finally:
            remove(_scraps(scratch))


def clear_scraps(path: Path) -> None:
    """Remove what is left beside a register of those whose making was killed, unless another is just being made."""
    if _scraps_of(path):
        with _making(path):
            pass


def _making(path: Path) -> AbstractContextManager[None]:
    return claimed(path.parent, partial(_scraps_of, path))


def _scraps_of(path: Path) -> list[Path]:
    name = glob.escape(f".{path.name}-")
    return list(path.parent.glob(f"{name}{'[0-9a-f]' * 2 * _TOKEN}.new*"))


def _scraps(scratch: Path) -> list[Path]:
    return [Path(f"{scratch}{end}") for end in ("", "-wal", "-shm", "-journal")]
