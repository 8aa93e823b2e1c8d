"""Gives the program mutated files and looks at what comes of them: ``script/fuzz [PART …] [--count N] [--seed N] [--from N]``.

Prints a table; exits with 1 when anything was a fault: a traceback, a process that ended, more than ten seconds or 500 MiB (400
for imports and checks), a request to the network, or a character lost without a word. Equal seeds give equal files; those that
were faults are kept in the folder that --keep names. The table so far is told after every 1,000 files, and when the run is
stopped by Ctrl-C or SIGTERM.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

from hongtou.workers.engine import Local, Outcome, run
from hongtou.workers.limits import Limits
from hongtou.workers.worker import Fate

from . import checks, drafts, imports, packets, profiles, workbooks
from .trial import FAULTS, MADE, TOLD, Trial, Verdict

# How many of each the whole run gives.
PARTS: Mapping[str, tuple[ModuleType, int]] = {
    "drafts": (drafts, 20_000),
    "workbooks": (workbooks, 5_000),
    "profiles": (profiles, 1_000),
    "packets": (packets, 1_000),
    "imports": (imports, 20_000),
    "checks": (checks, 20_000),
}
_LIMITS = Limits(seconds=120.0, memory=3000, tasks=500, network=False)
_SHOWN = 20


@dataclass
class Tally:
    """What came of the trials of one part."""

    part: str
    came: Counter[str] = field(default_factory=Counter)
    faults: list[tuple[Trial, str, str]] = field(default_factory=list)
    seconds: float = 0.0
    memory: int = 0
    is_whole: bool = True

    def add(self, outcome: Outcome[Trial, Verdict]) -> None:
        """Count one."""
        verdict = outcome.value
        if verdict is None:
            came = "too slow" if outcome.fate is Fate.LATE else "too large" if outcome.fate is Fate.MEMORY else "ended"
            verdict = Verdict("traceback" if outcome.fate in {Fate.BUG, Fate.WRONG} else came, outcome.reason, 0.0, 0)
        self.came[verdict.came] += 1
        self.seconds, self.memory = max(self.seconds, verdict.seconds), max(self.memory, verdict.memory)
        if verdict.came in FAULTS:
            self.faults.append((outcome.task, verdict.came, verdict.told))

    def row(self) -> str:
        """A line of the table."""
        cells = [sum(self.came.values()), self.came[MADE], self.came[TOLD], *(self.came[fault] for fault in FAULTS)]
        return f"| {self.part} | {' | '.join(map(str, cells))} | {self.seconds:.1f} s | {self.memory} MiB |"


HEAD = f"| part | given | made | told | {' | '.join(FAULTS)} | slowest | largest |\n|---|{'---|' * (5 + len(FAULTS))}"


def trials(part: str, seed: int, first: int, count: int, folder: Path) -> Iterator[Trial]:
    """The trials of a part."""
    return (Trial(part, seed, number, folder / part) for number in range(first, first + count))


def tried(asked: Sequence[Trial], workers: int, see: Callable[[Tally], object] = lambda _: None) -> Tally:
    """Do the trials of one part, in worker processes. Whoever stops it gets what came of those that were done."""
    tally = Tally(asked[0].part)
    module, _ = PARTS[tally.part]
    try:
        with Local(workers, _LIMITS) as engine:
            for outcome in run(engine, module.run, iter(asked)):
                tally.add(outcome)
                see(tally)
    except KeyboardInterrupt:
        tally.is_whole = False
    return tally


def _keep(tally: Tally, folder: Path) -> None:
    module, _ = PARTS[tally.part]
    for trial, _, _ in tally.faults:
        name, content = module.given(trial)
        folder.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)


def main(words: Sequence[str]) -> int:
    """Run what is asked for; print the table. 1: there are faults."""
    parser = argparse.ArgumentParser(
        prog="script/fuzz", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", default=[], metavar="PART", help="、".join(PARTS))
    parser.add_argument("--count", type=int, default=0, help="of each part; 0: all that the whole run gives")
    parser.add_argument("--from", type=int, default=0, dest="first", metavar="N", help="the first trial's number")
    parser.add_argument("--seed", type=int, default=9704)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--keep", type=Path, default=None, metavar="FOLDER")
    asked = parser.parse_args(words)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    tallies: list[Tally] = []
    for part in asked.parts or PARTS:
        with tempfile.TemporaryDirectory(prefix="hongtou-fuzz-") as folder:
            chosen = list(trials(part, asked.seed, asked.first, asked.count or PARTS[part][1], Path(folder)))
            tallies.append(tried(chosen, asked.workers, _Dots(part, len(chosen))))
            if asked.keep:
                _keep(tallies[-1], asked.keep)
        if not tallies[-1].is_whole:
            break
    print(HEAD, *(tally.row() for tally in tallies), sep="\n")
    for tally in tallies:
        for trial, came, told in sorted(tally.faults, key=lambda fault: fault[1:])[:_SHOWN]:
            print(f"{trial.part} --from {trial.number} --count 1: {came}: {told}")
    if not tallies[-1].is_whole:
        return 130
    return 1 if any(tally.faults for tally in tallies) else 0


class _Dots:
    """Shows how far a part has come."""

    def __init__(self, part: str, count: int) -> None:
        self._part, self._count = part, count

    def __call__(self, tally: Tally) -> None:
        done = tally.came.total()
        if done % 1000 == 0:
            faults = (f"{trial.number}: {came}: {told}" for trial, came, told in tally.faults)
            print(tally.row(), *faults, sep="\n", file=sys.stderr, flush=True)
        elif sys.stderr.isatty():
            print(f"{self._part} {done}/{self._count}", end="\r", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
