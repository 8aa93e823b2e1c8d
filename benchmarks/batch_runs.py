"""Runs of ``hongtou batch`` that are watched while they go on."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any, Self

from hongtou.batch.make import make_unit
from hongtou.packet.task import UnitTask

POISON = Path(__file__).parent.parent / "tests" / "support" / "poison_type.py"


@dataclass
class Run:
    """A run of ``hongtou batch``.

    :param whole: how long it took, in seconds.
    :param processor: the processor time of all its processes, in seconds: a busy machine changes it little.
    :param peak: its parent's greatest memory, in KiB.
    """

    code: int = 0
    whole: float = 0.0
    processor: float = 0.0
    peak: int = 0
    units: dict[str, dict[str, Any]] = field(default_factory=dict)
    counts: dict[str, int] = field(default_factory=dict)
    errors: str = ""

    def each(self, begun: Run) -> float:
        """Processor time per packet, without what it costs to begin: what was more than in a run of one for each worker."""
        return (self.processor - begun.processor) / (len(self.units) - len(begun.units))


def command(packet: Path, *options: str) -> list[str]:
    return [sys.executable, "-m", "hongtou", "batch", packet.name, "-o", "out", "--format", "json", *options]


def batch(packet: Path, *options: str, **environment: str) -> Run:
    """Run it to its end."""
    run, start = Run(), time.perf_counter()
    with subprocess.Popen(
        command(packet, *options),
        cwd=packet.parent,
        env={**os.environ, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout
        assert process.stderr
        for line in process.stdout:
            _note(run, json.loads(line))
            if len(run.units) % 50 == 0 or run.counts:
                run.peak = max(run.peak, peak(process.pid))
        run.errors = process.stderr.read().decode()
        # Its own processor time and that of its workers, which it has waited for.
        _, status, used = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    run.code, run.whole, run.processor = process.returncode, time.perf_counter() - start, used.ru_utime + used.ru_stime
    return run


# Draws the same six pages again and again, from a word on its standard input until it is done; tells how long that took.
_BARE = """
import sys, time
from foundation import FONTS, pages_of
from rivals import weasyprint_alone
draw = weasyprint_alone(pages_of(6), FONTS)
draw()
print(flush=True)
sys.stdin.readline()
start = time.perf_counter()
for _ in range(120):
    draw()
print(time.perf_counter() - start)
"""


def side_by_side(count: int) -> float:
    """How long so many processes take that each draw with WeasyPrint alone, at the same time, in seconds."""
    here = Path(__file__).parent
    command = [sys.executable, "-c", _BARE]
    pipe = subprocess.PIPE
    drawing = [subprocess.Popen(command, cwd=here, stdin=pipe, stdout=pipe, text=True) for _ in range(count)]
    for one in drawing:
        assert one.stdout
        one.stdout.readline()
    for one in drawing:
        assert one.stdin
        one.stdin.write("\n")
        one.stdin.flush()
    return max(float(one.communicate()[0]) for one in drawing)


class Pace:
    """How fast the machine is while something runs: what a call costs that is made again every second, in processor time.

    Other guests of a machine slow it by a third for minutes; two runs at different times compare only by their paces.
    """

    def __init__(self, call: Callable[[], object]) -> None:
        self._call = call
        self._costs: list[float] = []
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._measure)

    def __enter__(self) -> Self:
        self._call()  # the first one loads what the others find
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._ended.set()
        self._thread.join()

    @property
    def cost(self) -> float:
        """The middle one, in seconds."""
        return median(self._costs)

    def _measure(self) -> None:
        while True:
            start = time.thread_time()
            self._call()
            self._costs.append(time.thread_time() - start)
            if self._ended.wait(1.0):
                return


def _note(run: Run, event: dict[str, Any]) -> None:
    if event["event"] == "unit":
        run.units[event["unit"]] = event
    elif event["event"] == "ended":
        run.counts = {name: count for name, count in event.items() if name != "event"}


def peak(pid: int) -> int:
    """The most memory that a process has had, in KiB; 0: it has gone."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0)


def make_and_weigh(task: UnitTask) -> int:
    """Make a unit's packet; how much memory this worker has afterwards, in KiB."""
    make_unit(task)
    return int(Path("/proc/self/statm").read_text(encoding="utf-8").split()[1]) * os.sysconf("SC_PAGE_SIZE") // 1024


def poison(folder: Path) -> Path:
    """Install the plug-in that brings the poisoned type; the folder to be put on the path."""
    info = folder / "poison-1.dist-info"
    info.mkdir(parents=True)
    shutil.copy(POISON, folder)
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: poison\nVersion: 1\n", encoding="utf-8")
    (info / "entry_points.txt").write_text("[hongtou]\npoison = poison_type\n", encoding="utf-8")
    return folder
