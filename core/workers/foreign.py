"""Code of others while it runs here: what it prints is no result of ours, and it does not keep us waiting for ever."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final, TextIO


class TooLongError(BaseException):
    """It took longer than it may; no ``except Exception`` of its own keeps it from ending."""


class _Redirection:
    """Standard output, turned away as long as code of others runs in any thread."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self._before: TextIO = sys.stdout

    def __enter__(self) -> None:
        with self._lock:
            if not self._inside:
                self._before, sys.stdout = sys.stdout, sys.stderr
            self._inside += 1

    def __exit__(self, *_: object) -> None:
        with self._lock:
            self._inside -= 1
            if not self._inside:
                sys.stdout = self._before


_REDIRECTION: Final = _Redirection()


@contextmanager
def quiet() -> Iterator[None]:
    """What is printed goes where messages go: standard output is for what programs read. Several threads may be in here."""
    with _REDIRECTION:
        yield


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Stop what takes longer, as far as Python can: not in other threads than the first.

    :raises TooLongError: it took longer.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise TooLongError

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0.0)
        signal.signal(signal.SIGALRM, before)
