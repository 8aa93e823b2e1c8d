"""How a batch is getting on: a bar on a terminal, plain lines elsewhere, events for programs; never anyone's personal data."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from . import console

if TYPE_CHECKING:
    from rich.progress import Progress

    from ..batch.told import Counts, Told


class Display(Protocol):
    """Shows what a batch does."""

    def tell(self, told: Told) -> None:
        """Show what became of a unit."""

    def end(self, counts: Counts) -> None:
        """Show what the run came to."""


@contextmanager
def shown(title: str, folder: Path, units: int, format: str) -> Iterator[Display]:
    """The display that fits where the words go.

    :param units: how many the packet has.
    :param format: ``text`` or ``json``.
    """
    if format == "json":
        yield _Events(title, folder, units)
    elif sys.stderr.isatty():
        with _progress() as progress:
            yield _Bar(progress, title, folder, units)
    else:
        yield _Lines(title, folder, units)


class _Events:
    """JSON, an event a line."""

    def __init__(self, title: str, folder: Path, units: int) -> None:
        self._say("began", packet=title, folder=str(folder), units=units)

    def tell(self, told: Told) -> None:
        line = told.line
        facts = {"unit": line.unit, "state": line.state.value, "kept": told.kept, "reason": line.reason, "folder": line.folder}
        console.say_json(
            {
                "event": "unit",
                **facts,
                "findings": [asdict(one) for one in line.checked.found],
                "numbers": list(line.numbers),
                "files": [file.path for file in line.files],
            },
            indent=None,
        )

    def end(self, counts: Counts) -> None:
        self._say("ended", **asdict(counts))

    def _say(self, event: str, **facts: object) -> None:
        console.say_json({"event": event, **facts}, indent=None)


class _Lines:
    """A line for each unit that was made, failed, or is not in the packet any more."""

    def __init__(self, title: str, folder: Path, units: int) -> None:
        self._folder = folder
        self._units = units
        self._through = 0
        console.tell(f"{title}：{units} 个单位")

    def tell(self, told: Told) -> None:
        from ..batch.ledger import UnitState

        line = told.line
        self._through += _counts(told)
        if told.kept:
            return
        if line.state is UnitState.MADE:
            console.say(f"{self._through}/{self._units}\t{line.unit}\t{line.state.label}\t{self._folder / line.folder}")
        else:
            console.tell(failure(told))

    def end(self, counts: Counts) -> None:
        console.say(summary(counts, self._folder))


class _Bar:
    """A bar with what is done, what failed, how quick it is and how long it will take; failures as lines above it."""

    def __init__(self, progress: Progress, title: str, folder: Path, units: int) -> None:
        self._progress = progress
        self._folder = folder
        self._failed = 0
        self._task = progress.add_task(console.clean(title), total=units, failed="")

    def tell(self, told: Told) -> None:
        from ..batch.ledger import UnitState

        state = told.line.state
        if state is not UnitState.MADE:
            self._progress.console.print(console.clean(failure(told)), markup=False, highlight=False)
        self._failed += state is UnitState.FAILED
        self._progress.update(
            self._task,
            advance=_counts(told),
            failed=f"没有做成 {self._failed}" if self._failed else "",
        )

    def end(self, counts: Counts) -> None:
        self._progress.stop()
        console.say(summary(counts, self._folder))


def _counts(told: Told) -> int:
    """How many of the packet's units this is: one, or none."""
    from ..batch.ledger import UnitState

    return int(told.line.state is not UnitState.REMOVED and not (told.whole or told.unmatched))


def failure(told: Told) -> str:
    """A unit that was not made, and why; every reason on a line of its own."""
    reasons = [line for line in told.line.reason.splitlines() if line.strip()]
    head = f"{told.line.unit}：{told.line.state.label}"
    return "\n    ".join([head, *reasons])


def summary(counts: Counts, folder: Path) -> str:
    """What a run came to, in one line."""
    from ..packet.packet_file import REPORT

    unfit = f"。检查有“标准”一级发现的 {counts.unfit}" if counts.unfit else ""
    return f"{counts}{unfit}。各单位的情况见 {folder / REPORT}"


def _progress() -> Progress:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, ProgressColumn, Task, TextColumn, TimeRemainingColumn
    from rich.text import Text

    class Rate(ProgressColumn):
        """How many units a minute."""

        def render(self, task: Task) -> Text:
            return Text(f"{task.speed * 60:.0f} 个/分" if task.speed else "")

    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[failed]}", style="red", markup=False),
        Rate(),
        TextColumn("还要"),
        TimeRemainingColumn(),
    )
    return Progress(*columns, console=Console(file=sys.stderr), speed_estimate_period=120)
