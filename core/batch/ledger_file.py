"""The file of a batch's ledger: opened for one run alone, what SQLite says told in Chinese."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from ..errors import OutputError
from ..files.permissions import tighten
from ..files.reasons import reason

FILE: Final = ".hongtou-batch.db"
_VERSION: Final = 4
# Of the log that SQLite writes ahead: so many bytes tell it from the one before.
_HEAD: Final = 32
# How often it is tried to read the two while neither changes.
_TRIES: Final = 50
_BASIS: Final = "basis text not null default ''"
_CHECKED: Final = "checked text not null default ''"
# Had of each number only how it reads (1), which can still be read; did not know what the packet was read from (1, 2), nor
# what the check finds (1 to 3).
_TO_3: Final = f"alter table batch add column {_BASIS};"
_TO_4: Final = f"alter table unit add column {_CHECKED};"
_OLDER: Final = {1: _TO_3 + _TO_4, 2: _TO_3 + _TO_4, 3: _TO_4}
_TABLES: Final = f"""
create table batch (packet text not null, reported text not null, {_BASIS});
create table unit (
    unit text primary key, place integer not null, folder text not null, digest text not null,
    state text not null, reason text not null, numbers text not null, files text not null, {_CHECKED}
) without rowid;
create index unit_place on unit (place);
pragma user_version = {_VERSION};
"""


@contextmanager
def connected(folder: Path, flags: int = 0) -> Iterator[sqlite3.Connection]:
    """The database of a folder, for this run alone."""
    path = folder / FILE
    with explained(path):
        # SQLite would follow a link, and make what is not there at its end.
        os.close(os.open(path, os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC | flags, 0o666))
        tighten(folder)
        tighten(path)
        connection = sqlite3.connect(path, timeout=0.0, isolation_level=None)
    with closing(connection):
        with explained(path):
            _set_up(connection)
        yield connection


@contextmanager
def copied(folder: Path) -> Iterator[sqlite3.Connection]:
    """What the database of a folder holds at this moment, to look at: a run that is at work there goes on, and nobody waits.

    :raises OutputError: it cannot be read, or is written all the time.
    """
    with TemporaryDirectory(prefix="hongtou-ledger-") as place, explained(folder / FILE):
        own = Path(place) / FILE
        whole, log = _at_one_moment(folder / FILE)
        own.write_bytes(whole)
        _log_of(own).write_bytes(log)
        with closing(sqlite3.connect(own, isolation_level=None)) as connection:
            _set_up(connection)
            yield connection


def _at_one_moment(path: Path) -> tuple[bytes, bytes]:
    """A database, and the log of what was written after it, that belong together.

    What a log holds gets into the database before the log begins anew, and then it has another head. So a log that was read
    later holds all that the database lacks, or has half of, if its head stayed the same.
    """
    for _ in range(_TRIES):
        before = _head(path)
        whole, log = path.read_bytes(), _log(path)
        if before == log[:_HEAD] == _head(path):
            return whole, log
    raise OutputError(f"“{path.parent}”的台账这会儿一直在写。过一会儿再看")


def _head(path: Path) -> bytes:
    return _log(path, _HEAD)


def _log(path: Path, most: int = -1) -> bytes:
    with suppress(FileNotFoundError), _log_of(path).open("rb") as file:
        return file.read(most)
    return b""


def _log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


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
    elif version in _OLDER:
        connection.executescript(f"begin; {_OLDER[version]} pragma user_version = {_VERSION}; commit;")
    elif version != _VERSION:
        raise OutputError(
            f"输出文件夹的台账是第 {version} 版，这个 hongtou 只认识第 {_VERSION} 版。用做它的那个版本，或者换一个文件夹"
        )


@contextmanager
def explained(path: Path) -> Iterator[None]:
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
