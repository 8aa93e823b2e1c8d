"""One trial: what was given, what came of it, what it cost."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import Final

from hongtou.errors import HongtouError
from hongtou.workers.worker import kind

SECONDS_MAX: Final = 10.0
MEMORY_MAX: Final = 500
# What is right; all else is a fault.
MADE, TOLD = "made", "told"
FAULTS: Final = ("traceback", "ended", "too slow", "too large", "lost")


@dataclass(frozen=True, slots=True)
class Trial:
    """What is tried: equal ones give equal files.

    :param part: drafts, workbooks, profiles, packets, imports or checks.
    :param folder: where its files may stand.
    """

    part: str
    seed: int
    number: int
    folder: Path

    @property
    def random(self) -> Random:
        """What it is made with."""
        return Random(f"{self.part}/{self.seed}/{self.number}")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a trial.

    :param came: :data:`MADE`, :data:`TOLD` or one of :data:`FAULTS`.
    :param told: the message, or what is wrong.
    :param seconds: of the processor.
    :param memory: the most that its process held at a time, MiB.
    """

    came: str
    told: str
    seconds: float
    memory: int


def judged(action: Callable[[], str], most: int = 0) -> Verdict:
    """Do something and look at what it costs.

    :param action: returns what it lost; empty: nothing.
    :param most: how much memory it may hold, MiB; 0: :data:`MEMORY_MAX`.
    """
    _forget_peak()
    start = time.process_time()
    try:
        lost = action()
        came, told = ("lost", lost) if lost else (MADE, "")
    except HongtouError as error:
        came, told = TOLD, str(error)
    except Exception as error:
        came, told = "traceback", kind(error)
    seconds, memory = time.process_time() - start, _peak()
    if came in {MADE, TOLD} and seconds > SECONDS_MAX:
        came, told = "too slow", f"{seconds:.1f} s"
    elif came in {MADE, TOLD} and memory > (most or MEMORY_MAX):
        came, told = "too large", f"{memory} MiB"
    return Verdict(came, told, seconds, memory)


def _forget_peak() -> None:
    """Count the memory from here on; where that is not possible, it is that of all trials before."""
    if sys.platform == "linux":
        try:
            Path("/proc/self/clear_refs").write_text("5")
        except OSError:
            return


def _peak() -> int:
    if sys.platform == "linux":
        for line in Path("/proc/self/status").read_text().splitlines():
            if line.startswith("VmHWM:"):
                return int(line.split()[1]) // 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
