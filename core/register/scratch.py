"""A file made beside its place, which takes it when it is whole; and what is left of those whose making was killed."""

from __future__ import annotations

import fcntl
import glob
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

_TOKEN = 8


@contextmanager
def beside(path: Path) -> Iterator[Path]:
    """A place beside a register's: what is made there takes the register's place when it is whole.

    :raises FileExistsError: a register is there by then; it stays.
    :raises OSError: the folder cannot be written.
    """
    with _making(path):
        scratch = path.with_name(f".{path.name}-{secrets.token_hex(_TOKEN)}.new")
        try:
            yield scratch
            os.link(scratch, path)
        finally:
            _remove(_scraps(scratch))


def clear_scraps(path: Path) -> None:
    """Remove what is left beside a register of those whose making was killed, unless another is just being made."""
    if _scraps_of(path):
        with suppress(OSError), _making(path):
            pass


@contextmanager
def _making(path: Path) -> Iterator[None]:
    """A time in which nobody clears scraps away: their folder is locked by all who make some, and goes free however they end.

    Whoever comes first clears away what others left.
    """
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        with suppress(BlockingIOError):
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
            _remove(_scraps_of(path))
        fcntl.flock(folder, fcntl.LOCK_SH)
        yield
    finally:
        os.close(folder)


def _scraps_of(path: Path) -> list[Path]:
    name = glob.escape(f".{path.name}-")
    return list(path.parent.glob(f"{name}{'[0-9a-f]' * 2 * _TOKEN}.new*"))


def _scraps(scratch: Path) -> list[Path]:
    return [Path(f"{scratch}{end}") for end in ("", "-wal", "-shm", "-journal")]


def _remove(paths: list[Path]) -> None:
    for path in paths:
        with suppress(OSError):
            path.unlink(missing_ok=True)
