"""The ledger of a batch 台账: what was made of which input, kept in the output folder, so that a run can be killed and repeated.

A line is written after the unit's files are whole on the disk: what it says is there, is there. It holds no personal data.
"""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import field, replace
from enum import StrEnum
from pathlib import Path
from typing import Final

from ..errors import OutputError
from ..files.digests import sha256_of
from ..files.edits import edited
from ..files.output import check_folder, sweep
from ..packet.basis import Basis
from ..values import dataclass
from .findings import Tally, read
from .ledger_file import FILE, connected, copied, explained
from .use import Use, read_use

# Written by hongtou itself, or by file managers that look into every folder.
_NOT_FOREIGN: Final = (".hongtou-", ".DS_Store", "Thumbs.db", "desktop.ini", ".directory")
_SAVE: Final = "insert or replace into unit values (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_LINE: Final = "select unit, place, folder, digest, state, reason, numbers, files, checked from unit"


class UnitState(StrEnum):
    """How a unit stands."""

    MADE = "made"
    FAILED = "failed"
    MISSING = "missing"
    REMOVED = "removed"

    @property
    def label(self) -> str:
        """The state as people call it."""
        return _STATES[self]


_STATES: Final = {
    UnitState.MADE: "做成",
    UnitState.FAILED: "没有做成",
    UnitState.MISSING: "没有交材料",
    UnitState.REMOVED: "已不在材料包里",
}


@dataclass(frozen=True, slots=True)
class File:
    """A file that was made.

    :param path: from the output folder, with ``/``.
    :param sha256: of its content, hexadecimal.
    :param size: in bytes.
    :param moment: when it was last written, in ns, to see quickly that it still is what it was.
    """

    path: str
    sha256: str
    size: int
    moment: int


@dataclass(frozen=True, slots=True)
class LedgerLine:
    """What the ledger says of a unit.

    :param place: which it is in the packet, from 1.
    :param digest: of the input that its files were made of; empty: they are to be made again.
    :param uses: the 发文字号 in its documents, in their order, each with what it was given to.
    :param files: those that are there.
    :param checked: what the check found in the documents that these are.
    """

    unit: str
    place: int
    folder: str = ""
    digest: str = ""
    state: UnitState = UnitState.FAILED
    reason: str = ""
    uses: tuple[Use, ...] = ()
    files: tuple[File, ...] = ()
    checked: Tally = field(default_factory=Tally)

    @property
    def numbers(self) -> tuple[str, ...]:
        """The 发文字号 in its documents, in their order."""
        return tuple(use.number for use in self.uses)


@contextmanager
def open_ledger(folder: Path, packet: str) -> Iterator[Ledger]:
    """The ledger of an output folder, for one run alone; made with the folder, if there is none.

    :param packet: what tells this packet from others, for people.
    :raises OutputError: the folder holds other things or another packet, is in use by another run, or cannot be written.
    """
    check_folder(folder)
    _refuse_foreign(folder)
    with explained(folder / FILE):
        folder.mkdir(parents=True, exist_ok=True)
    with connected(folder, os.O_CREAT) as connection:
        ledger = Ledger(folder, connection, packet)
        ledger.begin()
        yield ledger


@contextmanager
def last_run(folder: Path, packet: str) -> Iterator[Ledger | None]:
    """The ledger as the last run left it, to look at; None: there was none, or it did not come to its end.

    :raises OutputError: the folder has another packet, is in use by another run, or cannot be read.
    """
    if not (folder / FILE).is_file():
        yield None
        return
    with connected(folder) as connection:
        ledger = Ledger(folder, connection, packet)
        yield ledger if ledger.basis else None


@contextmanager
def to_look_at(folder: Path, packet: str) -> Iterator[Ledger | None]:
    """The ledger as it stands, whatever became of the last run, also while one is at work; None: there was none.

    :raises OutputError: the folder has another packet, or cannot be read.
    """
    if not (folder / FILE).is_file():
        yield None
        return
    with copied(folder) as connection:
        yield Ledger(folder, connection, packet)


def used_in(folder: Path) -> list[Use]:
    """Every 发文字号 that stands in what was made in a folder.

    :raises OutputError: no batch wrote it, a run is using it, or it cannot be read.
    """
    path = folder / FILE
    if not path.is_file():
        raise OutputError(f"“{folder}”不是 hongtou batch 做的材料文件夹，里面没有台账（{FILE}）。检查路径")
    with connected(folder) as connection, explained(path):
        rows = connection.execute(f"{_LINE} order by place, unit")
        return list(dict.fromkeys(use for row in rows for use in _line(row).uses))


class Ledger:
    """The lines of the units.

    :param folder: the output folder.
    :ivar basis: what the packet was read from in the last run; None: that did not come to its end, or could not know.
    :raises OutputError: the folder belongs to another packet.
    """

    def __init__(self, folder: Path, connection: sqlite3.Connection, packet: str) -> None:
        self.folder = folder
        self._path = folder / FILE
        self._connection = connection
        with explained(self._path):
            row = connection.execute("select packet, reported, basis from batch").fetchone()
            known: tuple[str, str, str] = row or (packet, "", "")
            self._packet, self._reported, basis = known
            self.basis = _read_basis(basis) if self._reported and basis else None
        if self._packet != packet:
            raise OutputError(f"“{folder}”里是“{self._packet}”的材料，不能再放“{packet}”的。用 -o 指定另一个文件夹")

    def begin(self) -> None:
        """Begin a run: until it comes to its end, the last one counts for nothing."""
        with explained(self._path):
            if not self._reported:
                sweep(self.folder)
            self._connection.execute("delete from batch")
            self._connection.execute("insert into batch (packet, reported) values (?, '')", (self._packet,))

    def line(self, unit: str) -> LedgerLine | None:
        """What is known of a unit; None: nothing."""
        with explained(self._path):
            row = self._connection.execute(f"{_LINE} where unit = ?", (unit,)).fetchone()
            return _line(row) if row else None

    def lines(self) -> Iterator[LedgerLine]:
        """All of them, in the order of the packet."""
        with explained(self._path):
            for row in self._connection.execute(f"{_LINE} order by place, unit"):
                yield _line(row)

    def uses(self) -> list[Use]:
        """Every 发文字号 that stands in what was made, with what it was given to."""
        return list(dict.fromkeys(use for line in self.lines() for use in line.uses))

    def save(self, line: LedgerLine) -> None:
        """Write a line; it holds from now on."""
        if line == self.line(line.unit):
            return
        self._reported = ""
        files = _json([[file.path, file.sha256, file.size, file.moment] for file in line.files])
        numbers = _json([use.as_json for use in line.uses])
        values = (line.folder, line.digest, line.state.value, line.reason, numbers, files, line.checked.as_text)
        with explained(self._path):
            self._connection.execute(_SAVE, (line.unit, line.place, *values))

    def remove_others(self, units: Collection[str]) -> list[LedgerLine]:
        """Write down which units are not in the packet any more.

        :param units: those that are.
        :return: those that were there in the last run still.
        """
        with explained(self._path):
            known = self._connection.execute("select unit from unit where state <> ?", (UnitState.REMOVED.value,)).fetchall()
        lines = [self.line(unit) for (unit,) in known if unit not in units]
        gone = [replace(line, state=UnitState.REMOVED, digest="", reason="") for line in lines if line]
        for line in gone:
            self.save(line)
        return gone

    def is_reported(self, notes: str) -> bool:
        """Whether the last report tells all that the ledger does, and these notes."""
        return self._reported == _digest(notes)

    def end(self, notes: str, basis: Basis | None) -> None:
        """End a run that came to its end; what the ledger says and these notes are reported."""
        told = json.dumps([basis.common, basis.files, basis.notes]) if basis else ""
        with explained(self._path):
            self._connection.execute("update batch set reported = ?, basis = ?", (_digest(notes), told))

    def there(self, line: LedgerLine) -> LedgerLine | None:
        """The line, if its files are still what was written, or what somebody made of them since, of which ``reason`` tells then;
        None: one is missing or spoilt.
        """
        known = [(file, self._file(file)) for file in line.files]
        kept = [file.path for file, same in known if not same and edited(self.folder / file.path)]
        if any(not same and file.path not in kept for file, same in known):
            return None
        told = f"做成以后改过，没有动：{'、'.join(kept)}" if kept else ""
        return replace(line, files=tuple(same or file for file, same in known), reason=told)

    def is_as_written(self, file: File) -> bool:
        """Whether nobody has written a file since."""
        return self._file(file) is file

    def is_there(self, file: File) -> bool:
        """Whether a file is still what was written."""
        return self._file(file) is not None

    def _file(self, file: File) -> File | None:
        path = self.folder / file.path
        try:
            found = path.stat()
            if (found.st_size, found.st_mtime_ns) == (file.size, file.moment):
                return file
            if found.st_size != file.size or sha256_of(path.read_bytes()) != file.sha256:
                return None
        except (OSError, ValueError):  # the line is damaged: no file has such a name
            return None
        return replace(file, moment=found.st_mtime_ns)


def _read_basis(text: str) -> Basis:
    common, files, notes = json.loads(text)
    return Basis(common, files, tuple(notes))


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _digest(notes: str) -> str:
    """What tells notes from others without telling them."""
    return sha256_of(notes.encode())


def _refuse_foreign(folder: Path) -> None:
    """A folder that no batch wrote must be empty: whatever is in it might be written over."""
    if folder.is_dir() and not (folder / FILE).exists():
        foreign = next((path for path in sorted(folder.iterdir()) if not path.name.startswith(_NOT_FOREIGN)), None)
        if foreign:
            raise OutputError(f"“{folder}”里有别的文件（{foreign.name}），怕盖掉它们。用 -o 指定一个空的文件夹，没有就建一个")


def _line(row: Sequence[str]) -> LedgerLine:
    unit, place, folder, digest, state, why, numbers, files, checked = row
    made = tuple(File(*file) for file in json.loads(files))
    used = tuple(read_use(use) for use in json.loads(numbers))
    return LedgerLine(unit, int(place), folder, digest, UnitState(state), why, used, made, read(checked))
