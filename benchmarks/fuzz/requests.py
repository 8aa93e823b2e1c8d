"""What files from elsewhere must not do to whoever reads them: ask for an address, start a program, hold much memory."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Final

from .trial import Trial, Verdict, judged

# MiB.
MEMORY_MAX: Final = 400
_EVENTS: Final = ("socket.connect", "socket.getaddrinfo", "socket.sendto", "urllib.Request", "ftplib.connect", "os.system")
# What was asked for since somebody cleared it.
asked: list[str] = []


@lru_cache(maxsize=1)
def listen() -> None:
    """Hear of every request from now on; what is beneath Python is kept in by the worker, which has no network."""
    sys.addaudithook(lambda event, _: asked.append(event) if event in _EVENTS else None)


# The kind of a file, how often one is drawn, what makes it.
Makers = Sequence[tuple[str, int, Callable[[Random], bytes]]]


def drawn(trial: Trial, word: str, makers: Makers) -> tuple[str, bytes]:
    """The name and the content of the file that a trial gives.

    :param word: its name begins so.
    """
    random = trial.random
    ((kind, _, make),) = random.choices(makers, [share for _, share, _ in makers])
    return f"{word}-{trial.number}.{kind}", make(random)


def read_by(read: Callable[[Path], str], trial: Trial, name: str, content: bytes) -> Verdict:
    """Have a file read in this process.

    :param read: tells what was wrong; empty: nothing.
    """
    listen()
    trial.folder.mkdir(parents=True, exist_ok=True)
    path = trial.folder / name
    path.write_bytes(content)

    def told() -> str:
        asked.clear()
        return read(path) or (f"it asked: {asked[0]}" if asked else "")

    try:
        return judged(told, MEMORY_MAX)
    finally:
        path.unlink()
