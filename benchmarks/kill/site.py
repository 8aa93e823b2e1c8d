"""Offices to work in, with their registers on SQLite or on PostgreSQL; and what must hold in every one of them."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import sqlalchemy as sa
from hongtou.office import Office, Settings, load_settings
from hongtou.register.archive import changed, documents, read_filed
from hongtou.register.entry import Entry, EntryState, Series
from hongtou.register.register import Register

from .trial import Fault

NAME, CODE, YEAR = "云州市医学会", "云医发", 2026
SERIES = Series(CODE, YEAR)
PROFILE = f"名称: {NAME}\n机关代字: {CODE}\n印发机关: {NAME}办公室\n"


@dataclass(frozen=True, slots=True)
class Site:
    """An office's folder and its register.

    :param address: of a PostgreSQL database of its own; empty: the register is a file in the folder.
    """

    folder: Path
    address: str = ""

    @property
    def settings(self) -> Settings:
        """The office, as its profile tells it."""
        return replace(load_settings(self.folder), register=self.address)

    @property
    def office(self) -> Office:
        """What everybody may know of it."""
        return self.settings.office

    def wipe(self) -> None:
        """Make it as if it never had been used."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)
        (self.folder / "hongtou.yaml").write_text(PROFILE, encoding="utf-8")
        self.forget()

    def forget(self) -> None:
        """Lose the register."""
        for path in self.folder.glob("register.db*"):
            path.unlink()
        if self.address:
            engine = sa.create_engine(self.address)
            with engine.begin() as connection:
                connection.exec_driver_sql("drop schema public cascade")
                connection.exec_driver_sql("create schema public")
            engine.dispose()

    @contextmanager
    def register(self, *, anew: bool = False) -> Iterator[Register]:
        """The register, closed afterwards: none may be open where processes fork."""
        register = Register(self.settings, "测试", anew=anew)
        try:
            yield register
        finally:
            register.close()

    def entries(self) -> list[Entry]:
        """What stands in the register."""
        with self.register() as register:
            return register.entries()

    def sound(self, *, whole: bool = False) -> Iterator[Fault]:
        """What is wrong with the register and the archive.

        :param whole: all work came to its end, so that nothing at all may be found, and no scrap.
        """
        with self.register() as register:
            entries, findings = register.entries(), register.audit().findings
        yield from doubles(entries)
        yield from self._archive(entries)
        # Whoever was cut off between filing and registering is told to go on; that is no fault of the book.
        awaited = () if whole else ("没有登记为已发",)
        yield from (Fault("audit", one.message) for one in findings if not any(word in one.message for word in awaited))
        if whole:
            yield from scraps(self.folder)

    def _archive(self, entries: Collection[Entry]) -> Iterator[Fault]:
        """Every folder of the archive is whole, and of the document that has its number."""
        owners = {entry.key: entry for entry in entries}
        for folder in documents(self.folder):
            filed = read_filed(self.folder, folder)
            owner = owners.get(filed.key)
            if not filed.facts:
                yield Fault("half-written", f"{filed}: no manifest")
            elif owner is None:
                yield Fault("orphaned", f"{filed}: its number is not in the register")
            elif owner.identity != filed.identity:
                yield Fault("doubled", f"{filed}: its number is that of {owner.identity}")
            elif owner.folder:
                yield from (Fault("half-written", what) for what in changed(self.folder, owner))


def doubles(entries: Collection[Entry]) -> Iterator[Fault]:
    """No document has two numbers. (No number has two rows: the database sees to that.)"""
    living = Counter(entry.identity for entry in entries if entry.identity and entry.state is not EntryState.VOID)
    yield from (Fault("doubled", f"{identity} has {count} numbers") for identity, count in living.items() if count > 1)


def scraps(folder: Path) -> Iterator[Fault]:
    """Hidden files that were to become others; locks and ledgers are no scraps."""
    for path in sorted(folder.rglob(".*")):
        if path.name != ".lock" and not path.name.startswith(".hongtou-batch.db"):
            yield Fault("orphaned", f"{path.relative_to(folder)} is left")
