"""Folders in which files are made beside their places: whoever begins removes what others left there whose making was killed."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path


@contextmanager
def claimed(folder: Path, scraps: Callable[[], Iterable[Path]]) -> Iterator[None]:
    """Make files in a folder, while nobody takes them for scraps.

    The claim is a lock on the folder itself, which goes with its process, however that ends. Where there are no such locks, as on
    some shares, nothing is removed.

    :param scraps: tells what looks like the leftovers of somebody who was killed; it is removed if nobody has a claim now.
    """
    with ExitStack() as kept:
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
            kept.callback(os.close, handle)
            with suppress(BlockingIOError):
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
                remove(scraps())
            fcntl.flock(handle, fcntl.LOCK_SH)
        yield


def remove(files: Iterable[Path]) -> None:
    """Remove files, as far as they are there and may be removed."""
    for file in files:
        with suppress(OSError):
            file.unlink(missing_ok=True)
