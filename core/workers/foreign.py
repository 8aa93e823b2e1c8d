"""Code of others while it runs here: what it prints is no result of ours, and it does not keep us waiting for ever."""

from __future__ import annotations

import signal
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from types import FrameType


class TooLongError(BaseException):
    """It took longer than it may; no ``except Exception`` of its own keeps it from ending."""


@contextmanager
def quiet() -> Iterator[None]:
    """What is printed goes where messages go: standard output is for what programs read."""
    with redirect_stdout(sys.stderr):
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
