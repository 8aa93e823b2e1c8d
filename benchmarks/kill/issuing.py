"""Documents issued, and taken back into the register from the archive."""

from __future__ import annotations

import datetime
import random
import shutil
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path

from hongtou.errors import RegisterError
from hongtou.fonts.faces import Fonts
from hongtou.issuing import Days, Issuer
from hongtou.issuing.issuing import FORMATS
from hongtou.plugin.manager import Plugins
from hongtou.register.entry import EntryState
from hongtou.register.register import Register, restore
from hongtou.runner import Runner

from .moments import Tell, go
from .numbering import request
from .site import Site
from .trial import Fault

DAYS = Days(datetime.date(2026, 11, 21))
_DRAFT = """---
文种: 通知
标题: 关于做好{name}的通知
主送: [各专科分会]
成文日期: 2026-11-18
---
{text}
"""
# The draft that asks for a number to see which one is the next.
_NEW = "新的.md"
# So many rounds in one office, then a new one.
_ROUNDS = 12


class Clerk:
    """An office where drafts are written and issued; what makes documents is loaded once, for all who are forked from here."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._plugins = Plugins()
        self._fonts = Fonts()
        site.wipe()
        self.write("试.md")
        Runner(site.office, self._plugins, self._fonts).make(site.folder / "试.md", tuple(FORMATS))

    def write(self, name: str, text: str = "现将有关事项通知如下。") -> None:
        """Write a draft, or write it anew."""
        (self.site.folder / name).write_text(_DRAFT.format(name=name, text=text), encoding="utf-8")

    def tell(self, name: str, tell: Tell) -> None:
        """Issue a draft; tell its name and number."""
        runner = Runner(self.site.office, self._plugins, self._fonts)
        register = Register(self.site.settings, "测试")
        issued = Issuer(runner, register).issue(self.site.folder / name, DAYS)
        register.close()
        tell(f"{name} {issued.entry.number}")


class Issue:
    """Drafts issued; killed, the clerk does the same again, does another first, or changes the text and does it then."""

    name = "issue"

    def __init__(self, site: Site) -> None:
        self._site = site
        self._clerk = Clerk(site)
        self._round = 0
        self._turn = ""
        self._open: list[str] = []
        self._numbers: dict[str, str] = {}
        self._chance = random.Random()

    def begin(self, chance: random.Random) -> None:
        self._chance = chance
        if self._round % _ROUNDS == 0:
            self._site.wipe()
            self._numbers.clear()
        self._round += 1
        self._turn = f"公文{self._round}.md"
        self._open = [self._turn]
        self._clerk.write(self._turn)

    def act(self, tell: Tell) -> None:
        self._clerk.tell(self._turn, tell)

    def look(self, told: Sequence[str]) -> Iterator[Fault]:
        yield from self._note(told)
        yield from self._site.sound()
        what = self._chance.random()
        if what >= 0.2 and self._is_issued(self._turn):
            return  # the clerk sees it in the archive; a text that was issued is not changed any more
        if what < 0.2:
            self._turn = f"插进来的公文{self._round}.md"
            self._open.append(self._turn)
            self._clerk.write(self._turn)
        elif what < 0.4:
            self._clerk.write(self._turn, f"现将有关事项再次通知如下（{what}）。")
        elif what < 0.6:
            self._turn = self._chance.choice(self._open)

    def _is_issued(self, name: str) -> bool:
        return any(entry.identity == name and entry.state is EntryState.ISSUED for entry in self._site.entries())

    def end(self, told: Sequence[str]) -> Iterable[Fault]:
        yield from self._note(told)
        for name in dict.fromkeys(self._open):
            ended = go(partial(self._clerk.tell, name))
            if ended.error:
                yield Fault("error", ended.error)
            yield from self._note(ended.told)
        entries = {entry.identity: entry for entry in self._site.entries()}
        for name, number in self._numbers.items():
            entry = entries.get(name)
            if entry is None or entry.state is not EntryState.ISSUED or str(entry.number) != number:
                yield Fault("lost", f"{name} was told {number}, is {entry}")
        yield from (Fault("orphaned", f"{name} has a number and was never asked for") for name in entries.keys() - self._numbers)
        yield from self._site.sound(whole=True)

    def _note(self, told: Sequence[str]) -> Iterator[Fault]:
        for line in told:
            name, _, number = line.partition(" ")
            if self._numbers.setdefault(name, number) != number:
                yield Fault("doubled", f"{name} was told {self._numbers[name]} and {number}")


class Recover:
    """A register that is lost, or an old backup, brought up to what the archive proves."""

    name = "recover"

    def __init__(self, site: Site, template: Path) -> None:
        """Issue a few documents, keep a backup of the register with one of them.

        :param template: a folder of its own for what is lost and recovered again and again.
        """
        self._site = site
        self._template = template / "office"
        self._backup = template / "旧的.db"
        origin = Site(self._template)
        clerk = Clerk(origin)
        origin.wipe()
        self._names = [f"公文{number}.md" for number in (1, 2, 3)]
        for name in self._names:
            clerk.write(name)
            assert not (ended := go(partial(clerk.tell, name))).error, ended.error
            if not self._backup.exists():
                with origin.register() as register:
                    register.back_up(self._backup)
        self._numbers = {entry.identity: str(entry.number) for entry in origin.entries()}
        origin.forget()

    def begin(self, chance: random.Random) -> None:
        shutil.rmtree(self._site.folder, ignore_errors=True)
        shutil.copytree(self._template, self._site.folder)
        self._site.forget()
        if chance.random() < 0.5:
            restore(self._site.settings, self._backup, "测试")

    def act(self, tell: Tell) -> None:
        Register(self._site.settings, "测试", anew=True).recover()
        tell("recovered")

    def look(self, told: Sequence[str]) -> Iterator[Fault]:
        try:
            with self._site.register() as register:
                known = [entry.identity for entry in register.entries()]
                given = register.allocate([request(_NEW)])
        except RegisterError as error:
            if "recover" not in str(error):
                yield Fault("error", str(error))
            if told:
                yield Fault("lost", "what was told as recovered")
            return
        # Whoever looks takes a number, and may look again after a second kill: it is the same draft's, and the same number.
        if sorted({*known} - {_NEW}) != self._names or given[0].serial != len(self._names) + 1:
            yield Fault("doubled", f"{given[0]} was given beside {known}")

    def end(self, told: Sequence[str]) -> Iterable[Fault]:
        del told
        found = {entry.identity: str(entry.number) for entry in self._site.entries() if entry.state is EntryState.ISSUED}
        if found != self._numbers:
            yield Fault("lost", f"{found} instead of {self._numbers}")
        with self._site.register() as register:
            (entry,) = register.allocate([request(_NEW)])
        if entry.serial != len(self._names) + 1:
            yield Fault("doubled", f"the next number is {entry}")
        yield from self._site.sound(whole=True)
