"""How long code of others may run, and how much memory it may have."""

from __future__ import annotations

import signal
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

# Whoever swallows the first TooLongError gets another, and another.
_AGAIN: Final = 0.5
# After so many it is taken to be deaf.
_DEAF: Final = 6
# So much longer the process may run that has nothing else to do: code that is stopped inside it is told with file and line.
GRACE: Final = 1.0
_MIB: Final = 1024 * 1024


class TooLongError(BaseException):
    """It took longer than it may; no ``except Exception`` of its own keeps it from ending."""


def in_main_thread() -> bool:
    """Whether this is the thread that gets signals; in others there is no limit of time."""
    return threading.current_thread() is threading.main_thread()


@contextmanager
def within(seconds: float, deaf: Callable[[FrameType | None], object] = lambda _: None) -> Iterator[None]:
    """Stop what takes longer, as far as Python can: not in other threads than the first, nor in libraries that ask no signals.

    One may stand in another; the shorter time counts.

    :param deaf: is called where it stands when it catches every TooLongError and goes on.
    :raises TooLongError: it took longer.
    """
    if not in_main_thread():
        yield
        return
    is_over, told = False, 0

    def stop(_number: int, frame: FrameType | None) -> None:
        nonlocal told
        told += 1
        if told > _DEAF:
            deaf(frame)
        if not is_over:
            raise TooLongError

    before = signal.signal(signal.SIGALRM, stop)
    left, _ = signal.getitimer(signal.ITIMER_REAL)
    signal.setitimer(signal.ITIMER_REAL, min(seconds, left) if left else seconds, _AGAIN)
    began = time.monotonic()
    try:
        try:
            yield
        finally:
            is_over = True
    finally:  # a signal between the two still gets here
        is_over = True
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)
        if left:
            signal.setitimer(signal.ITIMER_REAL, max(left - (time.monotonic() - began), 0.001), _AGAIN)


@contextmanager
def at_most(mebibytes: int) -> Iterator[None]:
    """Let the process have no more memory of its own meanwhile: what asks for more gets a MemoryError. Linux alone knows this."""
    if sys.platform != "linux" or not in_main_thread():
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    if soft != resource.RLIM_INFINITY and soft <= mebibytes * _MIB:
        yield
        return
    most = mebibytes * _MIB if hard == resource.RLIM_INFINITY else min(mebibytes * _MIB, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))
