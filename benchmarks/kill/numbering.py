"""Numbers reserved, and given to documents."""

from __future__ import annotations

import os
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from hongtou.files.digests import sha256_of
from hongtou.register.entry import Request
from hongtou.register.register import Register

from .moments import Tell
from .site import SERIES, Site
from .trial import Fault

_AT_ONCE = 4
# So many rounds in one register: a log of some length, and audits that stay short.
_ROUNDS = 25


class Reserve:
    """A few numbers at once, all or none."""

    name = "reserve"

    def __init__(self, site: Site) -> None:
        self._site = site
        self._round = 0
        self._told: set[str] = set()

    def begin(self, chance: random.Random) -> None:
        del chance
        if self._round % _ROUNDS == 0:
            self._site.wipe()
            self._told.clear()
        self._round += 1

    def act(self, tell: Tell) -> None:
        note = os.urandom(8).hex()
        Register(self._site.settings, "测试").reserve(SERIES, _AT_ONCE, note)
        tell(note)

    def look(self, told: Sequence[str]) -> Iterator[Fault]:
        self._told.update(told)
        entries = self._site.entries()
        notes = Counter(entry.note for entry in entries)
        yield from (Fault("lost", f"reserved as {note}") for note in self._told - notes.keys())
        yield from (Fault("half-written", f"{count} of {_AT_ONCE}") for count in notes.values() if count != _AT_ONCE)
        yield from _in_a_row([entry.serial for entry in entries])
        yield from self._site.sound()

    def end(self, told: Sequence[str]) -> Iterable[Fault]:
        yield from self.look(told)
        yield from self._site.sound(whole=True)


class Allocate:
    """Documents that ask for their numbers together, and again after a kill."""

    name = "allocate"

    def __init__(self, site: Site) -> None:
        self._site = site
        self._round = 0
        self._given: dict[str, str] = {}

    def begin(self, chance: random.Random) -> None:
        del chance
        if self._round % _ROUNDS == 0:
            self._site.wipe()
            self._given.clear()
        self._round += 1

    @property
    def _names(self) -> list[str]:
        return [f"公文{self._round}-{place}.md" for place in range(_AT_ONCE)]

    def act(self, tell: Tell) -> None:
        requests = [request(name) for name in self._names]
        entries = Register(self._site.settings, "测试").allocate(requests)
        tell("\n".join(f"{entry.identity} {entry.serial}" for entry in entries))

    def look(self, told: Sequence[str]) -> Iterator[Fault]:
        entries = self._site.entries()
        found = {entry.identity: str(entry.serial) for entry in entries}
        for line in "\n".join(told).splitlines():
            name, _, serial = line.partition(" ")
            if self._given.setdefault(name, serial) != serial:
                yield Fault("doubled", f"{name} was told {self._given[name]} and {serial}")
        for name, serial in self._given.items():
            if found.get(name) != serial:
                yield Fault("lost" if name not in found else "doubled", f"{name} was told {serial}, has {found.get(name)}")
        if len(found.keys() & set(self._names)) not in {0, _AT_ONCE}:
            yield Fault("half-written", f"{sorted(found.keys() & set(self._names))}")
        yield from _in_a_row([entry.serial for entry in entries])
        yield from self._site.sound()

    def end(self, told: Sequence[str]) -> Iterable[Fault]:
        yield from self.look(told)
        yield from (Fault("lost", name) for name in self._names if name not in self._given)
        yield from self._site.sound(whole=True)


def request(name: str) -> Request:
    """A draft of this name asks for a number."""
    return Request(name, SERIES, name, sha256_of(name.encode()), f"关于{name}的通知", "通知")


def _in_a_row(serials: Sequence[int]) -> Iterator[Fault]:
    """Nobody voids anything here, so that the numbers go from 1 without a gap."""
    if list(serials) != list(range(1, len(serials) + 1)):
        yield Fault("lost", f"numbers with gaps: {serials}")
