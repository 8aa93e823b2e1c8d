"""A register's file, read by who may not write it: what is there now is seen, nothing is left beside it, nobody is disturbed."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import time
from pathlib import Path
from typing import Final
from urllib.parse import quote

# Where SQLite's readers lock a database file (sqlite3.h, os.h: SHARED_FIRST, SHARED_SIZE).
_SHARED: Final = (510, 0x40000002)
# Of the header, how the file is written and read: 1 is without a journal beside it, which a copy in memory cannot have.
_JOURNALS: Final = slice(18, 20)
# How long another program may take to open a file, and how long to wait between two looks, in seconds.
_OPENING: Final = 2.0
_PAUSE: Final = 0.01
# What SQLite says meanwhile: no file, or one that only a writer may make ready.
_TRANSIENT: Final = ("SQLITE_CANTOPEN", "SQLITE_READONLY")


class _Reader(sqlite3.Connection):
    """A connection that holds a lock of its own until it is closed.

    Closing any descriptor of a file gives up all locks that the process has on it, SQLite's as well; so this one goes last.
    """

    lock: int | None = None

    def close(self) -> None:
        """Close it and let go of the lock."""
        super().close()
        if self.lock is not None:
            os.close(self.lock)
            self.lock = None


def only_reading(path: Path, patience: float) -> sqlite3.Connection:
    """A connection for who may not write a register's file.

    SQLite itself would make files beside it that then are the reader's, and that its owner could not write. So a file that is at
    rest is read whole; beside one that somebody has open, these files are there already. Which of the two it is does not change
    under a reader's lock, for only who is alone with the file takes them away.

    :param patience: how many seconds to wait while another program opens or closes the file.
    :return: where somebody has the file open, one in which a transaction has begun.
    :raises sqlite3.OperationalError: it cannot be opened.
    """
    until = time.monotonic() + min(patience, _OPENING)
    while True:
        try:
            return _connected(path, patience)
        except sqlite3.OperationalError as error:
            # Who opens the file makes one of those beside it a moment before the other, and fills it a moment later.
            if not error.sqlite_errorname.startswith(_TRANSIENT) or not path.exists() or time.monotonic() > until:
                raise
            time.sleep(_PAUSE)


def _connected(path: Path, patience: float) -> sqlite3.Connection:
    try:
        lock = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError as error:
        raise _failed("SQLITE_CANTOPEN", "unable to open database file") from error
    try:
        _wait_for(lock, time.monotonic() + patience)
        content = _at_rest(path)
        if content is None:
            return _shared(path, patience, lock)
    except BaseException:
        os.close(lock)
        raise
    os.close(lock)
    return _in_memory(content)


def _at_rest(path: Path) -> bytes | None:
    """All of a file that nobody has open for writing; None: somebody has."""
    journal = Path(f"{path}-wal")
    if journal.exists():
        return None
    content = path.read_bytes()
    return None if journal.exists() else content


def _shared(path: Path, patience: float, lock: int) -> sqlite3.Connection:
    address = f"file:{quote(str(path))}?mode=ro&readonly_shm=1"
    connection = sqlite3.connect(
        address, uri=True, timeout=patience, isolation_level=None, check_same_thread=False, factory=_Reader
    )
    connection.lock = lock
    try:
        # Its one transaction begins here: what is seen now cannot be in the making any more.
        connection.execute("begin")
        connection.execute("pragma schema_version").fetchone()
    except BaseException:
        connection.lock = None  # the caller's still
        connection.close()
        raise
    return connection


def _wait_for(lock: int, until: float) -> None:
    while True:
        try:
            fcntl.lockf(lock, fcntl.LOCK_SH | fcntl.LOCK_NB, *_SHARED)
        except OSError as error:
            if time.monotonic() > until:
                raise _failed("SQLITE_BUSY", "database is locked") from error
            time.sleep(_PAUSE)
        else:
            return


def _in_memory(content: bytes) -> sqlite3.Connection:
    """A copy of a database, to be read only."""
    connection = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    try:
        connection.deserialize(content[: _JOURNALS.start] + b"\1\1" + content[_JOURNALS.stop :])
        connection.execute("pragma query_only=on")
    except BaseException:
        connection.close()
        raise
    return connection


def _failed(name: str, told: str) -> sqlite3.OperationalError:
    error = sqlite3.OperationalError(told)
    error.sqlite_errorname = name
    return error
