"""A register that is a SQLite file: seen to be one, and opened; who may only read leaves nothing beside it."""

from __future__ import annotations

import os
import sqlite3
import time
from pathlib import Path
from typing import Final
from urllib.parse import quote

import sqlalchemy as sa

from ..errors import RegisterError
from ..files.reasons import reason
from .entry import UnsoundError
from .failures import DamagedError, is_damage
from .integrity import refuse_unsound
from .reader import only_reading

_MAGIC: Final = b"SQLite format 3\0"
# Where the header tells which journals the file may be read and written with: one for each kind (sqlite.org/fileformat2, 1.3).
_JOURNALS: Final = slice(18, 20)
_KNOWN_JOURNALS: Final = (b"\1\1", b"\2\2")


def refuse_foreign(path: Path) -> None:
    """See that a file may be a register.

    :raises RegisterError: it is none; says what to do.
    """
    if not path.is_file():  # a pipe would keep us waiting for ever
        raise DamagedError(f"{path}：这里应是登记簿的文件，却是文件夹、管道或者设备。挪开它，再从备份恢复登记簿")
    try:
        with path.open("rb") as file:
            start = file.read(_JOURNALS.stop)
    except OSError as error:
        raise RegisterError(f"{path}：登记簿打不开：{reason(error)}。检查它的权限") from error
    if not start.startswith(_MAGIC) or start[_JOURNALS] not in _KNOWN_JOURNALS:
        what = "空的" if not start else "不是登记簿，或者已经损坏"
        raise DamagedError(f"{path}：这个文件{what}。不要再用它编号，用 hongtou number restore 从备份恢复登记簿")


def refuse_leftovers(path: Path) -> None:
    """See that what a call that was cut off left beside a register belongs to it.

    SQLite plays it into whatever file has the name, also into one that was copied there since. So it is first only looked at.

    :raises RegisterError: it does not belong to the register; nothing was changed.
    """
    way_out = (
        f"{path.name} 是刚从别处拷来的，就把 {{name}} 和 {path.name}-shm 挪到别处，再来；"
        f"不是的，用 hongtou number restore 从备份恢复"
    )
    if _is_left(name := f"{path.name}-journal", path):
        raise DamagedError(f"{path}：旁边有别的程序改到一半留下的 {name}，不能用。{way_out.format(name=name)}")
    if not _is_left(name := f"{path.name}-wal", path) or not may_write(path):
        return
    try:
        with _looking(path).connect() as connection:
            connection.exec_driver_sql("BEGIN")  # others may be writing: one unchanging view
            refuse_unsound(connection)
    except (UnsoundError, UnicodeError, sa.exc.DatabaseError) as error:
        if isinstance(error, sa.exc.DatabaseError) and not is_damage(error):
            raise
        raise DamagedError(f"{path}：它和旁边没有写完的 {name} 合不起来，没有动它们。{way_out.format(name=name)}") from error


def _is_left(name: str, path: Path) -> bool:
    try:
        return path.with_name(name).stat().st_size > 0
    except OSError:
        return False


def _looking(path: Path) -> sa.Engine:
    """An engine that changes nothing, not even when it is closed."""

    def connect() -> sqlite3.Connection:
        return sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True, isolation_level=None)

    return sa.create_engine("sqlite://", creator=connect, poolclass=sa.NullPool)


def file_engine(path: Path, patience: float) -> sa.Engine:
    """An engine for a SQLite file that is there; its writing transactions take the lock before they read."""

    writes = may_write(path)

    def connect() -> sqlite3.Connection:
        if not writes:
            return only_reading(path, patience)
        # mode=rw: a file that has gone is not made anew. Transactions are begun below, not by the driver.
        address = f"file:{quote(str(path))}?mode=rw"
        connection = sqlite3.connect(address, uri=True, timeout=patience, isolation_level=None, check_same_thread=False)
        try:
            _set_up(connection, time.monotonic() + patience)
        except BaseException:
            connection.close()
            raise
        return connection

    # Who only reads may have read a copy, which is good for one transaction.
    engine = sa.create_engine("sqlite://", creator=connect, poolclass=sa.QueuePool if writes else sa.NullPool)
    sa.event.listen(engine, "begin", _begin)
    return engine


def may_write(path: Path) -> bool:
    """Whether this user may write a register's file, and the files that SQLite makes beside it."""
    return all(os.access(one, os.W_OK, effective_ids=os.access in os.supports_effective_ids) for one in (path, path.parent))


def _set_up(connection: sqlite3.Connection, until: float) -> None:
    """Writers beside readers (WAL); a transaction that was reported done is on the disk (FULL)."""
    while True:
        try:
            connection.execute("pragma journal_mode=wal")
            break
        except sqlite3.OperationalError as error:
            # SQLite does not wait by itself here, while another process opens or closes the file.
            if not error.sqlite_errorname.startswith("SQLITE_BUSY") or time.monotonic() > until:
                raise
            time.sleep(0.01)
    connection.execute("pragma synchronous=full")


def _begin(connection: sa.Connection) -> None:
    if getattr(connection.connection.dbapi_connection, "in_transaction", False):
        return  # only_reading() began it
    reading = connection.get_execution_options().get("hongtou_reading")
    connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
