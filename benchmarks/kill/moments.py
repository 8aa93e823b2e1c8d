"""Work in a process of its own, which is ended by SIGKILL at a moment chosen beforehand.

Processes are forked, so that they are at work at once: what is tried is the work, not the start of Python.
"""

from __future__ import annotations

import os
import random
import signal
import sqlite3
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, Pipe, wait
from typing import Any

import sqlalchemy as sa

Tell = Callable[[str], None]
Act = Callable[[Tell], None]
_connect = sqlite3.connect
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT
# What Python itself reports before it is done: https://docs.python.org/3/library/audit_events.html
_TOUCHING = frozenset({"os.chmod", "os.link", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.truncate", "fcntl.flock"})


@dataclass(frozen=True, slots=True)
class Moment:
    """When a process is killed.

    :param step: before its so many-th touch of what outlives it: a statement to a database, a file opened, renamed, removed.
    :param seconds: or so many seconds after its begin, wherever it is then.
    """

    step: int = 0
    seconds: float = 0.0


@dataclass(slots=True)
class Ended:
    """How a process ended.

    :param error: why it failed by itself; empty: it did not.
    :param told: what it told while it was alive.
    """

    killed: bool = False
    error: str = ""
    told: list[str] = field(default_factory=list)
    steps: int = 0
    seconds: float = 0.0


class Chooser:
    """Chooses moments at random, half of them by steps and half by the clock.

    :param whole: how the same work ended when it was left alone; without steps if it became another program.
    """

    def __init__(self, chance: random.Random, whole: Ended) -> None:
        self._chance = chance
        self._whole = whole

    def __call__(self) -> Moment:
        if self._whole.steps and self._chance.random() < 0.5:
            return Moment(step=self._chance.randint(1, self._whole.steps))
        return Moment(seconds=self._whole.seconds * self._chance.uniform(0.001, 1.0))


def go(act: Act, moment: Moment | None = None) -> Ended:
    """Do something in a process of its own; None: to its end."""
    ours, theirs = Pipe(duplex=False)
    sys.stdout.flush()
    begun = time.monotonic()
    child = os.fork()
    if not child:
        ours.close()
        _be_child(act, theirs, moment.step if moment else 0)
    theirs.close()
    end = os.pidfd_open(child)
    if moment and moment.seconds and not wait([end], moment.seconds):
        os.kill(child, signal.SIGKILL)
    _, status = os.waitpid(child, 0)
    os.close(end)
    ended = Ended(killed=os.waitstatus_to_exitcode(status) == -signal.SIGKILL, seconds=time.monotonic() - begun)
    with ours:
        _take_down(ours, ended)
    if os.waitstatus_to_exitcode(status) and not ended.killed and not ended.error:
        ended.error = f"ended with {os.waitstatus_to_exitcode(status)}"
    return ended


def _take_down(pipe: Connection, ended: Ended) -> None:
    """Read what a process told that is no more; a word that was cut off counts for nothing."""
    try:
        while pipe.poll():
            kind, said = pipe.recv()
            if kind == "told":
                ended.told.append(said)
            elif kind == "error":
                ended.error = said
            else:
                ended.steps = said
    except EOFError:
        return


def _be_child(act: Act, pipe: Connection, last: int) -> None:
    """Do the work and never come back."""
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    steps = _Steps(last)
    code = 0
    try:
        steps.watch()
        act(lambda said: pipe.send(("told", said)))
        steps()
        pipe.send(("steps", steps.count))
    except BaseException:
        pipe.send(("error", traceback.format_exc(limit=-4)))
        code = 1
    finally:
        os._exit(code)


class _Steps:
    """Counts how often this process touches what outlives it; kills it before the last time that it may.

    It cannot be taken back, so it is for a process that is to end.
    """

    def __init__(self, last: int) -> None:
        self.count = 0
        self._last = last

    def __call__(self, *_: object) -> None:
        self.count += 1
        if self.count == self._last:
            os.kill(os.getpid(), signal.SIGKILL)

    def watch(self) -> None:
        """Count from now on."""
        sys.addaudithook(self._audit)
        vars(sqlite3)["connect"] = self._sqlite
        for event in ("before_cursor_execute", "after_cursor_execute", "commit"):
            sa.event.listen(sa.Engine, event, self)
        sa.event.listen(sa.Pool, "checkin", self)

    def _audit(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event in _TOUCHING or (event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING):
            self()

    def _sqlite(self, *arguments: Any, **more: Any) -> sqlite3.Connection:  # noqa: ANN401 - whatever sqlite3 takes
        """A connection that gives word of every statement, whoever sends it: the ledger of a batch, too."""
        connection: sqlite3.Connection = _connect(*arguments, **more)
        connection.set_trace_callback(self)
        return connection
