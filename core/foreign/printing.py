"""What code of others prints is no result of ours: it goes where messages go, with the name of who printed it."""

from __future__ import annotations

import io
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO, Final, TextIO, cast

# More lines of one call are not shown: what prints without end hides what matters.
LINES: Final = 20


class _Call:
    """What one call prints, line by line."""

    def __init__(self, owner: str) -> None:
        self.thread = threading.get_ident()
        self._owner = owner
        self._begun = ""
        self._lines = 0

    def write(self, text: str) -> None:
        *lines, self._begun = (self._begun + text).split("\n")
        for line in lines:
            self._tell(line)

    def end(self) -> None:
        if self._begun:
            self._tell(self._begun)

    def _tell(self, line: str) -> None:
        self._lines += 1
        if self._lines <= LINES:
            sys.stderr.write(f"插件“{self._owner}”打印：{line}\n")
        elif self._lines == LINES + 1:
            sys.stderr.write(f"插件“{self._owner}”打印的别的不再显示\n")


class _Printed(io.TextIOBase):
    """What stands for standard output while code of others runs in any thread."""

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._calls: list[_Call] = []
        self._before: TextIO = sys.stdout

    def begin(self, call: _Call) -> None:
        with self._lock:
            if not self._calls:
                self._before, sys.stdout = sys.stdout, cast(TextIO, self)
            self._calls.append(call)

    def end(self, call: _Call) -> None:
        with self._lock:
            call.end()
            self._calls.remove(call)
            if not self._calls:
                sys.stdout = self._before

    def write(self, text: str) -> int:
        here = threading.get_ident()
        with self._lock:
            # A thread that a plug-in started itself is taken for the last one's.
            call = next((one for one in reversed(self._calls) if one.thread == here), None) or next(reversed(self._calls), None)
            if call:
                call.write(text)
            else:  # who kept the stream prints on it later
                self._before.write(text)
        return len(text)

    def writable(self) -> bool:
        return True

    def flush(self) -> None:
        sys.stderr.flush()

    def fileno(self) -> int:
        return sys.stderr.fileno()

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "utf-8"

    @property
    def buffer(self) -> IO[bytes]:
        return sys.stderr.buffer


_PRINTED: Final = _Printed()


@contextmanager
def printing(owner: str) -> Iterator[None]:
    """Tell what is printed as what this plug-in printed. Several threads may be in here.

    :param owner: its name.
    """
    call = _Call(owner)
    _PRINTED.begin(call)
    try:
        yield
    finally:
        _PRINTED.end(call)
