"""The database under the way of documents: a file in the office's folder, or beside a register that is on PostgreSQL."""

from __future__ import annotations

import datetime
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from ..files.permissions import tighten
from . import schema
from .failures import StoreError, TakenError, explained
from .moving import copy, put_aside

__all__ = ["FILE", "Clock", "Store", "StoreError", "TakenError", "now", "stamp"]

FILE: Final = "workflow.db"
PATIENCE: Final = 30.0
# Any number, the same for all who make the tables on PostgreSQL at one time.
_MAKING: Final = 0x676F6E67
# Transactions are begun below, not by the driver.
_CONNECT: Final[dict[str, Any]] = {"timeout": PATIENCE, "isolation_level": None, "check_same_thread": False}
# How often it is looked whether a lock was let go, s.
_LOOK: Final = 0.02
# As many connections as threads of a server may want at once.
_POOL: Final = {"pool_size": 10, "max_overflow": 50}
# PostgreSQL has a hundred for all who use it: each process takes a few, whose turn comes soon.
_SERVER_POOL: Final = {"pool_size": 5, "max_overflow": 5, "pool_timeout": PATIENCE, "pool_pre_ping": True}
# A server that is not there is told soon; one that went away in mid-word, too (ms).
_REACH: Final = {"connect_timeout": 5, "tcp_user_timeout": 10_000, "keepalives_idle": 30}
Clock = Callable[[], datetime.datetime]


def now() -> datetime.datetime:
    """This moment."""
    return datetime.datetime.now(datetime.UTC)


def stamp(moment: datetime.datetime) -> str:
    """A moment as it is kept: to the second, in universal time, so that texts are in the order of moments."""
    return moment.astimezone(datetime.UTC).isoformat(timespec="seconds")


class Store:
    """The database; made on first use.

    :param url: a SQLite file, or a PostgreSQL database.
    :param clock: tells the time.
    :param before: the file in which all this was until now: tables that are made on PostgreSQL begin with what it holds.
    :raises StoreError: it cannot be opened.
    """

    def __init__(self, url: sa.URL, clock: Clock = now, before: Path | None = None) -> None:
        self.clock = clock
        file = Path(url.database or "") if url.get_backend_name() == "sqlite" else None
        self._folder = file.parent if file else None
        self.engine = _file_engine(file) if file else _server_engine(url)
        try:
            with self._explained():
                self._make(before if before and not file else None)
        except BaseException:
            self.engine.dispose()
            raise
        if file:
            tighten(file)

    @property
    def moment(self) -> str:
        """This moment, as it is kept."""
        return stamp(self.clock())

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction that writes: whole on the disk or not at all.

        :raises TakenError: somebody else was quicker with what may be there once.
        :raises StoreError: it failed; nothing was changed.
        """
        with self._explained(), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A transaction that reads.

        :raises StoreError: the database cannot be reached.
        """
        with self._explained(), self.engine.connect().execution_options(hongtou_reading=True) as connection:
            yield connection

    def back_up(self, path: Path) -> None:
        """Write a whole copy of the database into a file, while others go on writing.

        :raises StoreError: the file is there already, or the database is on PostgreSQL, which has its own way.
        """
        if self.engine.dialect.name != "sqlite":
            raise StoreError("数据库在 PostgreSQL 上，用它自己的 pg_dump 备份")
        if path.exists():
            raise StoreError(f"“{path}”已经有了，没有动它。换个名字")
        try:
            with self._explained(), self.engine.connect().execution_options(hongtou_plain=True) as connection:
                connection.exec_driver_sql("vacuum into ?", (str(path),))
        except StoreError:  # half a copy is none
            path.unlink(missing_ok=True)
            raise
        tighten(path)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def _explained(self) -> AbstractContextManager[None]:
        return explained(self._folder)

    def _make(self, before: Path | None) -> None:
        with self.engine.connect().execution_options(hongtou_reading=True) as connection:
            if _version(connection) == schema.VERSION:
                return
        with self.engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MAKING)))
                connection.execute(sa.schema.CreateSchema(schema.SCHEMA, if_not_exists=True))
            version = _version(connection)
            if version == schema.VERSION:
                return
            if version is not None and version > schema.VERSION:
                raise StoreError(
                    f"办理公文的数据库是第 {version} 版，这个 hongtou 只认识到第 {schema.VERSION} 版。请升级 hongtou"
                )
            schema.meta.create_all(connection)
            if version is not None:  # later versions have only added tables so far
                connection.execute(schema.about.update().values(version=schema.VERSION))
                return
            if before and before.is_file():
                with closing(Store(_file_url(before))) as file, file.reading() as rows:
                    copy(rows, connection)
            else:
                connection.execute(schema.about.insert(), {"version": schema.VERSION})
                connection.execute(schema.head.insert(), {"id": 1, "seq": 0, "hash": ""})
                before = None
        if before:
            put_aside(before)


def _version(connection: sa.Connection) -> int | None:
    """Which tables there are; None: none."""
    where = schema.SCHEMA if connection.dialect.name == "postgresql" else None
    if not sa.inspect(connection).has_table(schema.about.name, schema=where):
        return None
    found: int | None = connection.execute(sa.select(schema.about.c.version)).scalar()
    return found


def _file_url(path: Path) -> sa.URL:
    return sa.URL.create("sqlite", database=str(path))


def _file_engine(path: Path) -> sa.Engine:
    engine = sa.create_engine(_file_url(path), connect_args=_CONNECT, **_POOL)

    @sa.event.listens_for(engine, "connect")
    def connected(connection: sa.engine.interfaces.DBAPIConnection, _record: object) -> None:
        """Writers beside readers; a transaction that was reported done is on the disk."""
        cursor = connection.cursor()
        _write_ahead(cursor)
        cursor.execute("pragma synchronous=full")
        cursor.close()

    @sa.event.listens_for(engine, "begin")
    def begun(connection: sa.Connection) -> None:
        """Transactions that write take the lock before they read."""
        options = connection.get_execution_options()
        if not options.get("hongtou_plain"):
            connection.exec_driver_sql("BEGIN" if options.get("hongtou_reading") else "BEGIN IMMEDIATE")

    return engine


def _write_ahead(cursor: sa.engine.interfaces.DBAPICursor) -> None:
    """Let there be a log that is written ahead; SQLite does not wait by itself where several make the file at once."""
    until = time.monotonic() + _CONNECT["timeout"]
    while True:
        try:
            cursor.execute("pragma journal_mode=wal")
        except Exception as error:
            if getattr(error, "sqlite_errorname", "") != "SQLITE_BUSY" or time.monotonic() > until:
                raise
            time.sleep(_LOOK)
        else:
            return


def _server_engine(url: sa.URL) -> sa.Engine:
    waits = f"-c lock_timeout={int(PATIENCE * 1000)}"
    engine = sa.create_engine(url, **_SERVER_POOL, connect_args={**_REACH, "options": waits})
    return engine.execution_options(schema_translate_map={None: schema.SCHEMA})
