"""Registers carried elsewhere: moved to another database; backed up, lost, and restored."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from hongtou.errors import RegisterError
from hongtou.register.entry import Entry
from hongtou.register.register import Register, restore

from .moments import Tell
from .numbering import request
from .site import SERIES, Site
from .trial import Fault


class Move:
    """A whole register moved; killed, the clerk moves it again, or goes on where it was before.

    :param targets: where it may go; one of them in each round.
    """

    name = "move"

    def __init__(self, site: Site, targets: Sequence[Site]) -> None:
        self._site = site
        self._targets = targets
        self._target = targets[0]
        self._chance = random.Random()
        self._used: list[Entry] = []

    def begin(self, chance: random.Random) -> None:
        self._chance, self._target = chance, chance.choice(self._targets)
        self._site.wipe()
        self._target.wipe()
        with self._site.register() as register:
            register.reserve(SERIES, 3, "换届文件")
            register.allocate([request("公文.md")])
            self._used = register.entries()

    @property
    def _address(self) -> str:
        return self._target.address or f"sqlite:///{self._target.folder / 'register.db'}"

    def act(self, tell: Tell) -> None:
        try:
            Register(self._site.settings, "测试").move(self._address)
        except RegisterError as error:
            if "搬到别处" not in str(error):  # the kill came when all was done
                raise
        tell("moved")

    def look(self, told: Sequence[str]) -> Iterator[Fault]:
        yield from self._site.sound()
        if self._site.entries() != self._used:
            yield Fault("lost", "what stood in the register that was to be moved")
        if self._is_closed():
            yield from self._arrived()
        elif told:
            yield Fault("doubled", "it was told as moved and still gives numbers")
        elif self._chance.random() < 0.4:
            with self._site.register() as register:
                register.reserve(SERIES, 1, "照旧编号")
                self._used = register.entries()

    def end(self, told: Sequence[str]) -> Iterable[Fault]:
        del told
        if not self._is_closed():
            yield Fault("doubled", "what was moved still gives numbers")
        yield from self._arrived()
        yield from self._site.sound(whole=True)
        yield from self._target.sound(whole=True)
        with self._target.register() as register:
            (entry,) = register.reserve(SERIES)
        if entry.serial != len(self._used) + 1:
            yield Fault("doubled", f"the next number is {entry}")

    def _is_closed(self) -> bool:
        """Whether the register in the old place gives no number any more; asked without giving one."""
        try:
            with self._site.register() as register:
                register.void([entry.number for entry in self._used[:0]], "试")
        except RegisterError as error:
            return "搬到别处" in str(error)
        return False

    def _arrived(self) -> Iterator[Fault]:
        if self._target.entries() != self._used:
            yield Fault("lost", "what was moved did not arrive")


class Restore:
    """A register backed up; damaged or lost, and restored. Killed, the clerk does the same again."""

    name = "backup, restore"

    def __init__(self, site: Site) -> None:
        self._site = site
        self._wants = ""
        self._used: list[Entry] = []

    @property
    def _backup(self) -> Site:
        return Site(self._site.folder, f"sqlite:///{self._site.folder / '备份.db'}")

    def begin(self, chance: random.Random) -> None:
        self._site.wipe()
        # A database that is damaged is its server's business.
        self._wants = chance.choice(["a backup", "what was lost"] + ([] if self._site.address else ["what was damaged"]))
        with self._site.register() as register:
            register.reserve(SERIES, 3, "换届文件")
            register.allocate([request("公文.md")])
            self._used = register.entries()
            if self._wants != "a backup":
                register.back_up(self._file)
        if self._wants == "what was lost":
            self._site.forget()
        elif self._wants == "what was damaged":
            (self._site.folder / "register.db").write_bytes(bytes(5000))

    @property
    def _file(self) -> Path:
        return self._site.folder / "备份.db"

    def act(self, tell: Tell) -> None:
        try:
            if self._wants == "a backup":
                Register(self._site.settings, "测试").back_up(self._file)
            else:
                restore(self._site.settings, self._file, "测试")
        except RegisterError as error:
            # The kill came when all was done.
            if not any(word in str(error) for word in ("已经有了", "是好的")):
                raise
        tell(self._wants)

    def look(self, told: Sequence[str]) -> Iterator[Fault]:
        if self._file.exists() and self._backup.entries() != self._used:
            yield Fault("half-written", "the backup")
        if told:
            yield from self._there()
        elif self._wants == "what was damaged":
            yield from self._not_anew()

    def _not_anew(self) -> Iterator[Fault]:
        """Where a register was damaged, none may begin again from 1."""
        try:
            entries = self._site.entries()
        except RegisterError:
            return
        if entries != self._used:
            yield Fault("doubled", "a new register stands where a backup was to be restored")

    def _there(self) -> Iterator[Fault]:
        for site in (self._site, self._backup):
            if site.entries() != self._used:
                yield Fault("lost", f"what stood in {site.address or site.folder}")

    def end(self, told: Sequence[str]) -> Iterable[Fault]:
        yield from self.look(told)
        yield from self._there()
        yield from self._site.sound(whole=True)
