"""The ledger of a batch 台账: what was made of which input, kept in the output folder, so that a run can be killed and repeated.

A line is written after the unit's files are whole on the disk: what it says is there, is there. It holds no personal data.
"""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Collection, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import Path
from typing import Final

from ..errors import OutputError
from ..files.edits import edited
from ..files.output import check_folder, sweep
from ..files.permissions import tighten
from ..files.reasons import reason
from .use import Use, read_use

FILE: Final = ".hongtou-batch.db"
_VERSION: Final = 2
# Had of each number only how it reads, which can still be read.
_OLDER: Final = 1
# Written by hongtou itself, or by file managers that look into every folder.
_NOT_FOREIGN: Final = (".hongtou-", ".DS_Store", "Thumbs.db", "desktop.ini", ".directory")
_TABLES: Final = f"""
create table batch (packet text not null, reported text not null);
create table unit (
    unit text primary key, place integer not null, folder text not null, digest text not null,
    state text not null, reason text not null, numbers text not null, files text not null
) without rowid;
create index unit_place on unit (place);
pragma user_version = {_VERSION};
"""
_SAVE: Final = "insert or replace into unit values (?, ?, ?, ?, ?, ?, ?, ?)"
_LINE: Final = "select unit, place, folder, digest, state, reason, numbers, files from unit"


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
    """

    unit: str
    place: int
    folder: str = ""
    digest: str = ""
    state: UnitState = UnitState.FAILED
    reason: str = ""
    uses: tuple[Use, ...] = ()
    files: tuple[File, ...] = ()

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
    path = folder / FILE
    _refuse_foreign(folder)
    with _explained(path):
        folder.mkdir(parents=True, exist_ok=True)
        tighten(folder)
        # SQLite would follow a link, and make what is not there at its end.
        os.close(os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW | os.O_CLOEXEC, 0o666))
        tighten(path)
        connection = sqlite3.connect(path, timeout=0, isolation_level=None)
    try:
        with _explained(path):
            _set_up(connection)
        yield Ledger(folder, connection, packet)
    finally:
        connection.close()


def used_in(folder: Path) -> list[Use]:
    """Every 发文字号 that stands in what was made in a folder.

    :raises OutputError: no batch wrote it, a run is using it, or it cannot be read.
    """
    path = folder / FILE
    if not path.is_file():
        raise OutputError(f"“{folder}”不是 hongtou batch 做的材料文件夹，里面没有台账（{FILE}）。检查路径")
    with _explained(path), closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as connection:
        _set_up(connection)
        rows = connection.execute(f"{_LINE} order by place, unit")
        return list(dict.fromkeys(use for row in rows for use in _line(row).uses))


class Ledger:
    """The lines of the units.

    :param folder: the output folder.
    :raises OutputError: the folder belongs to another packet.
    """

    def __init__(self, folder: Path, connection: sqlite3.Connection, packet: str) -> None:
        self.folder = folder
        self._path = folder / FILE
        self._connection = connection
        with _explained(self._path):
            row: tuple[str, str] = connection.execute("select packet, reported from batch").fetchone() or (packet, "")
            known, self._reported = row
            if known != packet:
                raise OutputError(f"“{folder}”里是“{known}”的材料，不能再放“{packet}”的。用 -o 指定另一个文件夹")
            if not self._reported:
                sweep(folder)
            connection.execute("delete from batch")
            connection.execute("insert into batch values (?, '')", (packet,))

    def line(self, unit: str) -> LedgerLine | None:
        """What is known of a unit; None: nothing."""
        with _explained(self._path):
            row = self._connection.execute(f"{_LINE} where unit = ?", (unit,)).fetchone()
            return _line(row) if row else None

    def lines(self) -> Iterator[LedgerLine]:
        """All of them, in the order of the packet."""
        with _explained(self._path):
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
        values = (line.folder, line.digest, line.state.value, line.reason, _json([use.as_json for use in line.uses]), files)
        with _explained(self._path):
            self._connection.execute(_SAVE, (line.unit, line.place, *values))

    def remove_others(self, units: Collection[str]) -> list[LedgerLine]:
        """Write down which units are not in the packet any more.

        :param units: those that are.
        :return: those that were there in the last run still.
        """
        with _explained(self._path):
            known = self._connection.execute("select unit from unit where state <> ?", (UnitState.REMOVED.value,)).fetchall()
        lines = [self.line(unit) for (unit,) in known if unit not in units]
        gone = [replace(line, state=UnitState.REMOVED, digest="", reason="") for line in lines if line]
        for line in gone:
            self.save(line)
        return gone

    def is_reported(self, notes: str) -> bool:
        """Whether the last report tells all that the ledger does, and these notes."""
        return self._reported == _mark(notes)

    def end(self, notes: str) -> None:
        """End a run that came to its end; what the ledger says and these notes are reported."""
        with _explained(self._path):
            self._connection.execute("update batch set reported = ?", (_mark(notes),))

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

    def is_there(self, file: File) -> bool:
        """Whether a file is still what was written."""
        return self._file(file) is not None

    def _file(self, file: File) -> File | None:
        path = self.folder / file.path
        try:
            found = path.stat()
            if (found.st_size, found.st_mtime_ns) == (file.size, file.moment):
                return file
            if found.st_size != file.size or hashlib.sha256(path.read_bytes()).hexdigest() != file.sha256:
                return None
        except (OSError, ValueError):  # the line is damaged: no file has such a name
            return None
        return replace(file, moment=found.st_mtime_ns)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _mark(notes: str) -> str:
    """What tells notes from others without telling them."""
    return hashlib.sha256(notes.encode()).hexdigest()


def _set_up(connection: sqlite3.Connection) -> None:
    """Take the file for this run alone. What is written survives the end of the process; the disk is not waited for."""
    connection.execute("pragma locking_mode = exclusive")
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = normal")
    connection.execute("begin immediate")
    version = connection.execute("pragma user_version").fetchone()[0]
    connection.execute("commit")
    if version == 0:
        connection.executescript(f"begin; {_TABLES} commit;")
    elif version == _OLDER:
        connection.execute(f"pragma user_version = {_VERSION}")
    elif version != _VERSION:
        raise OutputError(
            f"输出文件夹的台账是第 {version} 版，这个 hongtou 只认识第 {_VERSION} 版。用做它的那个版本，或者换一个文件夹"
        )


def _refuse_foreign(folder: Path) -> None:
    """A folder that no batch wrote must be empty: whatever is in it might be written over."""
    if folder.is_dir() and not (folder / FILE).exists():
        foreign = next((path for path in sorted(folder.iterdir()) if not path.name.startswith(_NOT_FOREIGN)), None)
        if foreign:
            raise OutputError(f"“{folder}”里有别的文件（{foreign.name}），怕盖掉它们。用 -o 指定一个空的文件夹，没有就建一个")


def _line(row: Sequence[str]) -> LedgerLine:
    unit, place, folder, digest, state, why, numbers, files = row
    made = tuple(File(*file) for file in json.loads(files))
    used = tuple(read_use(use) for use in json.loads(numbers))
    return LedgerLine(unit, int(place), folder, digest, UnitState(state), why, used, made)


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what SQLite says into Chinese, and what is no line of a ledger."""
    try:
        yield
    except sqlite3.Error as error:
        raise OutputError(_reason(path, getattr(error, "sqlite_errorname", _UNREADABLE))) from error
    except (ValueError, TypeError) as error:
        raise OutputError(_reason(path, _UNREADABLE)) from error
    except OSError as error:
        raise OutputError(f"写不了“{path}”：{reason(error)}") from error


def _reason(path: Path, name: str) -> str:
    for start, told in _REASONS.items():
        if name.startswith(start):
            return f"“{path.parent}”{told}"
    return f"“{path}”出了错：{name}"


# What Python's driver says by itself, of a text that is none, has no name.
_UNREADABLE: Final = "SQLITE_CORRUPT"
_BROKEN: Final = f"里的台账（{FILE}）坏了。删掉它和这个文件夹里的其他文件，再运行一次"
_REASONS: Final = {
    "SQLITE_BUSY": "正由另一个 hongtou batch 使用。等它做完，或者先停下它",
    "SQLITE_FULL": "所在的磁盘满了。腾出空间后再运行一次，做成的都在",
    "SQLITE_IOERR": "所在的磁盘写不进去，可能满了或者坏了。处理好以后再运行一次，做成的都在",
    "SQLITE_READONLY": "写不进去，没有权限。换一个文件夹，或者请管理员授权",
    "SQLITE_CANTOPEN": "写不进去，没有权限。换一个文件夹，或者请管理员授权",
    "SQLITE_NOTADB": _BROKEN,
    "SQLITE_CORRUPT": _BROKEN,
    "SQLITE_ERROR": _BROKEN,
}
