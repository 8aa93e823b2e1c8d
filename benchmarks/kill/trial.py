"""What is tried, and how often it failed: one trial is killed again and again until so many kills are counted."""

from __future__ import annotations

import random
import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from .moments import Chooser, Ended, Tell, go

KINDS = ("lost", "doubled", "half-written", "orphaned", "audit", "error")
# How often the same work is killed at most before it is let come to its end.
_AGAIN = 3


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that a kill must not leave behind.

    :param kind: one of :data:`KINDS`.
    """

    kind: str
    told: str


class Trial(Protocol):
    """Work that is killed: begun anew in every round, done again after every kill."""

    name: str

    def begin(self, chance: random.Random) -> None:
        """Make things as they are before the work."""

    def act(self, tell: Tell) -> None:
        """Do the work, in a process of its own; tell what is done for good."""

    def look(self, told: Sequence[str]) -> Iterable[Fault]:
        """What is wrong after a kill; nothing may be changed that the user would not change.

        :param told: what was told in this round so far.
        """

    def end(self, told: Sequence[str]) -> Iterable[Fault]:
        """What is wrong after the work came to its end."""


@dataclass(slots=True)
class Tally:
    """What came of a trial.

    :param kills: processes that SIGKILL ended while they worked.
    :param by_step: how many of these at a step; the others by the clock.
    """

    name: str
    kills: int = 0
    by_step: int = 0
    rounds: int = 0
    faults: list[Fault] = field(default_factory=list)

    def add(self, faults: Iterable[Fault]) -> None:
        """Take faults down, and tell each at once."""
        for fault in faults:
            self.faults.append(fault)
            print(f"{self.name}, round {self.rounds}: {fault.kind}: {fault.told}", file=sys.stderr, flush=True)

    def count(self, kind: str) -> int:
        """How many faults of a kind."""
        return sum(fault.kind == kind for fault in self.faults)


def kill(trial: Trial, kills: int, seed: int) -> Tally:
    """Kill a trial's work until so many kills are counted; what they left behind."""
    chance, tally = random.Random(f"{seed} {trial.name}"), Tally(trial.name)
    trial.begin(chance)
    whole = go(trial.act)
    tally.add(_ended(trial, whole, whole.told))
    choose = Chooser(chance, whole)
    while not whole.error and tally.kills < kills and tally.rounds < 20 * kills:
        tally.rounds += 1
        trial.begin(chance)
        tally.add(_round(trial, choose, tally, chance))
    return tally


def _round(trial: Trial, choose: Chooser, tally: Tally, chance: random.Random) -> Iterable[Fault]:
    told: list[str] = []
    for attempt in range(_AGAIN + 1):
        moment = choose() if not attempt or (attempt < _AGAIN and chance.random() < 0.4) else None
        ended = go(trial.act, moment)
        told += ended.told
        if not ended.killed:
            break
        tally.kills += 1
        tally.by_step += bool(moment and moment.step)
        yield from trial.look(told)
    yield from _ended(trial, ended, told)


def _ended(trial: Trial, ended: Ended, told: Sequence[str]) -> Iterable[Fault]:
    if ended.error:
        yield Fault("error", ended.error)
    yield from trial.end(told)
