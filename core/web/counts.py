"""How many requests there were, what was answered and how long it took: one account for all processes of a server, in memory that
they share. It ends with the server.
"""

from __future__ import annotations

import fcntl
import mmap
import os
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Final

# The upper edges of the histogram, s; a preview is to take a tenth of one.
EDGES: Final = (0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0)
# What was asked at no route, by whatever method.
NONE: Final = ("", "")
# By the first figure of the status; 0: whoever asked was gone before anything was answered.
_CLASSES: Final = ("none", "1xx", "2xx", "3xx", "4xx", "5xx")
# A row of numbers for each route: its answers by class, its times by edge, with those beyond the last one, and their sum.
_TIMES: Final = len(_CLASSES)
_SUM: Final = _TIMES + len(EDGES) + 1
_WIDTH: Final = _SUM + 1
_NUMBER: Final = "d"
# More than any table of routes needs; what is not used takes no memory.
_BYTES: Final = 256 * 1024


@contextmanager
def shared() -> Iterator[str]:
    """Memory for the processes that this one starts: how they open it, until the block ends. It leaves nothing behind.

    Empty where the system has none: each process counts for itself.
    """
    if not hasattr(os, "memfd_create"):
        yield ""
        return
    memory = os.memfd_create("hongtou-counts")
    try:
        os.truncate(memory, _BYTES)
        yield f"/proc/{os.getpid()}/fd/{memory}"
    finally:
        os.close(memory)


class Counts:
    """The account.

    :param routes: method and path of each route, the same in all processes.
    :param place: of the memory that is shared; empty, or out of reach: this process counts alone.
    """

    def __init__(self, routes: Sequence[tuple[str, str]], place: str = "") -> None:
        self._rows = {route: number for number, route in enumerate((NONE, *routes))}
        self._lock = -1
        with suppress(OSError):  # a system that does not let processes have each other's memory
            self._lock = os.open(place, os.O_RDWR | os.O_CLOEXEC) if place else -1
        self._cells = memoryview(mmap.mmap(self._lock, _BYTES)).cast(_NUMBER)

    def add(self, method: str, path: str, status: int, seconds: float) -> None:
        """Count a request.

        :param path: of its route, as the table has it; one that is not there counts as :data:`NONE`.
        :param status: of HTTP; 0: nothing was answered.
        """
        start = self._rows.get(("GET" if method == "HEAD" else method, path), 0) * _WIDTH
        with self._alone():
            self._cells[start + status // 100] += 1
            self._cells[start + _TIMES + bisect_left(EDGES, seconds)] += 1
            self._cells[start + _SUM] += seconds

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """No other process counts meanwhile; one that is killed lets go."""
        if self._lock < 0:
            yield
            return
        fcntl.flock(self._lock, fcntl.LOCK_EX)
        try:
            yield
        finally:
            fcntl.flock(self._lock, fcntl.LOCK_UN)

    def lines(self) -> Iterator[str]:
        """The account as Prometheus reads it, of the routes that were asked."""
        known = {route: self._cells[row * _WIDTH : (row + 1) * _WIDTH].tolist() for route, row in self._rows.items()}
        asked = {_labels(*route): row for route, row in known.items() if any(row)}
        yield "# TYPE hongtou_requests_total counter"
        for labels, row in asked.items():
            for status, count in zip(_CLASSES, row[:_TIMES], strict=True):
                if count:
                    yield f'hongtou_requests_total{{{labels},status="{status}"}} {count:.0f}'
        yield "# TYPE hongtou_request_seconds histogram"
        for labels, row in asked.items():
            total = 0.0
            for edge, count in zip((*EDGES, "+Inf"), row[_TIMES:_SUM], strict=True):
                total += count
                yield f'hongtou_request_seconds_bucket{{{labels},le="{edge}"}} {total:.0f}'
            yield f"hongtou_request_seconds_sum{{{labels}}} {row[_SUM]:.6f}"
            yield f"hongtou_request_seconds_count{{{labels}}} {total:.0f}"


def _labels(method: str, path: str) -> str:
    return f'method="{method or "any"}",route="{path or "none"}"'
