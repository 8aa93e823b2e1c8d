"""Carry a whole register to another place: a backup, a backup restored, a move to another database. What arrives is compared."""

from __future__ import annotations

import datetime
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from itertools import islice, zip_longest
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from ..errors import RegisterError
from ..files.reasons import reason
from . import schema
from .failures import DamagedError
from .integrity import refuse_unsound
from .scratch import beside
from .store import Store, make_file

Birth = Callable[[sa.Connection], None]
# The number table after what it is counted by, the log last: the order in which they are filled.
_TABLES: Final = (schema.series, schema.number, schema.log, schema.head)
_CHUNK: Final = 500


def carry(source: sa.Connection, url: sa.URL, birth: Birth, patience: float, *, again: bool = False) -> None:
    """Carry a register to a database that has none yet; it is there whole, or not at all.

    :param source: a transaction that reads it.
    :param url: where to.
    :param birth: begins the log of a new register, which what is carried replaces.
    :param again: a file may be there that an earlier call brought, which was cut off afterwards.
    :raises RegisterError: it is damaged, there is one already, or what arrived is not what was sent.
    """
    refuse_unsound(source)
    path = Path(url.database or "")
    if url.get_backend_name() != "sqlite" or (again and path.is_file() and _is_sound(url, birth, patience)):
        _fill(source, url, birth, patience)
        return
    if os.path.lexists(path):
        raise RegisterError(f"“{path}”已经有了，不能盖掉。换一个名字")
    with _explained(path), beside(path) as scratch:
        _fill_file(source, scratch, birth, patience)


def _fill_file(source: sa.Connection, scratch: Path, birth: Birth, patience: float) -> None:
    make_file(scratch, birth, patience)
    _fill(source, sa.URL.create("sqlite", database=str(scratch)), birth, patience)


def _fill(source: sa.Connection, url: sa.URL, birth: Birth, patience: float) -> None:
    store = Store(url, birth, patience, anew=True)
    try:
        with store.writing() as target:
            _refuse_used(source, target, store.name)
            for table in reversed(_TABLES):
                target.execute(table.delete())
            for table in _TABLES:
                _copy(source, target, table)
            _compare(source, target, store.name)
    finally:
        store.engine.dispose()


def _refuse_used(source: sa.Connection, target: sa.Connection, name: str) -> None:
    """A register that was begun there may be replaced, and one that a move which was cut off has brought; no other."""
    log = sa.select(schema.log.c.hash).order_by(schema.log.c.seq)
    there = list(target.execute(log).scalars())
    if len(there) > 1 and there != list(islice(source.execute(log).scalars(), len(there))):
        raise RegisterError(f"{name}：那里已经有一本用过的登记簿，不能盖掉。换一个空的数据库")


def _copy(source: sa.Connection, target: sa.Connection, table: sa.Table) -> None:
    rows = _rows(source, table)
    while chunk := [dict(row) for row in islice(rows, _CHUNK)]:
        target.execute(table.insert(), chunk)


def _compare(source: sa.Connection, target: sa.Connection, name: str) -> None:
    for table in _TABLES:
        for sent, arrived in zip_longest(_rows(source, table), _rows(target, table)):
            if sent is None or arrived is None or dict(sent) != dict(arrived):
                raise RegisterError(f"{name}：搬过去的和原来的不一样（{table.name}），没有搬")


def _rows(connection: sa.Connection, table: sa.Table) -> Iterator[sa.RowMapping]:
    """All rows by their key; text by its bytes, for databases sort it by rules of their own."""
    bytewise = "C" if connection.dialect.name == "postgresql" else "BINARY"
    order = [column.collate(bytewise) if isinstance(column.type, sa.Text) else column for column in table.primary_key.columns]
    return iter(connection.execute(sa.select(table).order_by(*order)).mappings())


@contextmanager
def _explained(path: Path) -> Iterator[None]:
    """Turn what the system says of a register's file into Chinese."""
    try:
        yield
    except OSError as error:
        raise RegisterError(f"写不了“{path}”：{reason(error)}") from error


def restore(url: sa.URL, backup: Path, birth: Birth, now: datetime.datetime, patience: float) -> Path | None:
    """Put a backup into a register's place; the new name of a damaged register that was there, None: there was none.

    :raises RegisterError: the backup is damaged, or there is a register that is sound.
    """
    if not backup.is_file():
        raise RegisterError(f"没有备份文件“{backup}”。检查路径和名字")
    try:
        source = _sound(sa.URL.create("sqlite", database=str(backup.absolute())), birth, patience)
    except DamagedError as error:
        told = "不完好，不能用它恢复。换一个备份；没有别的备份的，用 hongtou number recover 据归档重建"
        raise RegisterError(f"备份“{backup}”{told}") from error
    try:
        with source.reading() as connection:
            if url.get_backend_name() == "sqlite":
                return _restore_file(connection, url, birth, now, patience)
            _fill(connection, url, birth, patience)
            return None
    finally:
        source.engine.dispose()


def _restore_file(source: sa.Connection, url: sa.URL, birth: Birth, now: datetime.datetime, patience: float) -> Path | None:
    """Put a backup into a file's place; a damaged register stays there until all of the backup is beside it."""
    path = Path(url.database or "")
    if os.path.lexists(path) and _is_sound(url, birth, patience):
        raise RegisterError(f"“{path}”是好的，不用恢复。确实要换成备份的，先把它改名")
    with _explained(path), beside(path, replacing=os.path.lexists(path)) as scratch:
        _fill_file(source, scratch, birth, patience)
        return _set_aside(path, now)


def _sound(url: sa.URL, birth: Birth, patience: float) -> Store:
    """A register that is there and may be relied on.

    :raises DamagedError: it may not.
    """
    store = Store(url, birth, patience)
    try:
        with store.reading() as connection:
            refuse_unsound(connection)
    except BaseException:
        store.engine.dispose()
        raise
    return store


def _is_sound(url: sa.URL, birth: Birth, patience: float) -> bool:
    try:
        _sound(url, birth, patience).engine.dispose()
    except DamagedError:
        return False
    return True


def _set_aside(path: Path, now: datetime.datetime) -> Path | None:
    """Keep a damaged register, and what SQLite left beside it, under another name; None: there was no register.

    Its place is never free, or the next number would be given by a new register: an empty file holds it, which gives none.

    :raises OSError: it cannot be renamed.
    """
    kept = path.with_name(f"{path.stem}.损坏-{now.astimezone():%Y%m%d-%H%M%S}{path.suffix}")
    if path.is_dir():
        path.rename(kept)
    elif os.path.lexists(path) and not _is_placeholder(path):
        os.link(path, kept, follow_symlinks=False)
        with beside(path, replacing=True) as scratch:
            scratch.touch(exist_ok=False)
    # Only now, for without them a register that is damaged may look like an older one that is sound.
    for end in ("-wal", "-shm", "-journal"):
        with suppress(FileNotFoundError):
            Path(f"{path}{end}").rename(f"{kept}{end}")
    return kept if os.path.lexists(kept) else None


def _is_placeholder(path: Path) -> bool:
    return path.is_file() and not path.stat().st_size
