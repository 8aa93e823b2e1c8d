"""What files from elsewhere must not do to whoever reads them: ask for an address, start a program, hold much memory."""

from __future__ import annotations

import sys
from functools import lru_cache
from typing import Final

# MiB.
MEMORY_MAX: Final = 400
_EVENTS: Final = ("socket.connect", "socket.getaddrinfo", "socket.sendto", "urllib.Request", "ftplib.connect", "os.system")
# What was asked for since somebody cleared it.
asked: list[str] = []


@lru_cache(maxsize=1)
def listen() -> None:
    """Hear of every request from now on; what is beneath Python is kept in by the worker, which has no network."""
    sys.addaudithook(lambda event, _: asked.append(event) if event in _EVENTS else None)
