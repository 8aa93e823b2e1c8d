"""One writing transaction: the book lies at this transaction, and every change goes into the log with it."""

from __future__ import annotations

import datetime
import hashlib
import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final

import sqlalchemy as sa

from ..errors import RegisterError
from . import schema
from .entry import COLUMNS, KEY, Action, Entry, UnsoundError, canonical, from_row

Clock = Callable[[], datetime.datetime]
# Clocks of several machines differ a little; more than this, and one of them is wrong.
SKEW: Final = datetime.timedelta(minutes=10)
TRUST_CLOCK: Final = "HONGTOU_TRUST_CLOCK"

_HEAD: Final = sa.select(schema.head.c.seq, schema.head.c.at, schema.head.c.hash).with_for_update()
# Asked for after the head is locked: PostgreSQL would answer a join with what it saw before it waited for the lock.
_LAST: Final = sa.select(schema.log.c.seq, schema.log.c.at, schema.log.c.hash, schema.log.c.action).where(
    schema.log.c.seq == sa.bindparam("seq")
)
_MOVE_HEAD: Final = schema.head.update()
_ADD_LOG: Final = schema.log.insert()
_ADD_NUMBER: Final = schema.number.insert()
_THIS: Final = sa.and_(*(schema.number.c[name] == sa.bindparam(f"key_{name}") for name in KEY))
_CHANGE: Final = schema.number.update().where(_THIS)


class Transaction:
    """Changes the register; :meth:`close` writes the log.

    :param connection: a writing transaction.
    :param who: whose hand it is.
    :raises RegisterError: the clock was set back, or the register was moved elsewhere.
    :raises UnsoundError: it is not known where the log ends.
    """

    def __init__(self, connection: sa.Connection, who: str, clock: Clock) -> None:
        self.connection = connection
        self.who = who
        self._seq, last, self._hash, done = _end(connection)
        if done == Action.MOVE.value:
            raise RegisterError(
                "这本登记簿已经搬到别处（hongtou number move），不能再登记。把 hongtou.yaml 的“登记簿”改成新的地址"
            )
        self.now = _moment(clock(), last)
        self._log: list[dict[str, Any]] = []
        self._new: list[dict[str, Any]] = []

    def add(self, action: Action, entry: Entry) -> None:
        """Enter a new number."""
        row = as_row(entry)
        self._new.append(row)
        self._record(action, entry, {name: value for name, value in row.items() if value != "" and name not in KEY})

    def change(self, action: Action, entry: Entry, **values: str) -> Entry:
        """Change a number's entry; what it is after."""
        self._enter_new()
        changed = {name: value for name, value in values.items() if value != getattr(entry, name)}
        key = {f"key_{name}": getattr(entry, name) for name in KEY}
        if changed:
            self.connection.execute(_CHANGE.values(**changed), key)
        self._record(action, entry, changed)
        return from_row({**as_row(entry), **changed})

    def close_for_good(self) -> None:
        """Write down that the register was moved: it takes no entries from now on."""
        self._write(log_row(self._seq + 1, self.now, self.who, Action.MOVE, ("", 0, "", 0), {}, self._hash))

    def close(self) -> None:
        """Write what was entered, the log, and where it ends now."""
        self._enter_new()
        if self._log:
            self.connection.execute(_ADD_LOG, self._log)
            self.connection.execute(_MOVE_HEAD, {"seq": self._seq, "at": self.now, "hash": self._hash})

    def _enter_new(self) -> None:
        if self._new:
            self.connection.execute(_ADD_NUMBER, self._new)
            self._new = []

    def _record(self, action: Action, entry: Entry, change: Mapping[str, Any]) -> None:
        self._write(log_row(self._seq + 1, self.now, self.who, action, entry.key, change, self._hash))

    def _write(self, row: dict[str, Any]) -> None:
        self._seq, self._hash = row["seq"], row["hash"]
        self._log.append(row)


def _end(connection: sa.Connection) -> tuple[int, str, str, str]:
    """Where the log ends: count, time and hash of the last entry, and what was done. The register is locked from now on."""
    head = connection.execute(_HEAD).one_or_none()
    last = connection.execute(_LAST, {"seq": head.seq}).one_or_none() if head else None
    if head is None or last is None or tuple(head) != tuple(last)[:3]:
        raise UnsoundError("日志的末尾和簿上记的不一样")
    return last.seq, last.at, last.hash, last.action


def log_row(
    seq: int, at: str, who: str, action: Action, key: Sequence[str | int], change: Mapping[str, Any], previous: str
) -> dict[str, Any]:
    """An entry of the log with its hash."""
    code, year, kind, serial = key
    row: dict[str, Any] = {"seq": seq, "at": at, "who": who, "action": action.value, "code": code, "year": year, "kind": kind}
    row |= {"serial": serial, "change": canonical(change), "previous": previous}
    return {**row, "hash": seal(row)}


def seal(row: Mapping[str, Any]) -> str:
    """The hash of an entry of the log: of all that it says, and of the hash before it."""
    return hashlib.sha256(canonical([row[name] for name in _SEALED]).encode()).hexdigest()


_SEALED: Final = tuple(column.name for column in schema.log.columns if column.name != "hash")


def initialise(connection: sa.Connection, who: str, clock: Clock) -> None:
    """Write the first entry of a new register's log."""
    at = stamp(clock())
    row = log_row(1, at, who, Action.CREATE, ("", 0, "", 0), {}, "")
    connection.execute(_ADD_LOG, [row])
    connection.execute(schema.head.insert(), {"id": 1, "seq": 1, "at": at, "hash": row["hash"]})


def as_row(entry: Entry) -> dict[str, Any]:
    """An entry as the database holds it."""
    return {name: getattr(entry, name) for name in COLUMNS} | {"state": entry.state.value}


def stamp(moment: datetime.datetime) -> str:
    """A moment as the register writes it: to the second, with its zone."""
    return moment.astimezone().isoformat(timespec="seconds")


def _moment(now: datetime.datetime, last: str) -> str:
    """Now, as the register writes it; never before its last entry.

    :raises RegisterError: the clock was set back.
    """
    before = datetime.datetime.fromisoformat(last)
    if now.astimezone() >= before:
        return stamp(now)
    if now.astimezone() < before - SKEW and os.environ.get(TRUST_CLOCK, "") in {"", "0"}:
        raise RegisterError(
            f"本机的时间是 {_shown(now)}，比登记簿的最后一笔（{_shown(before)}）还早，没有登记。"
            f"先校正本机的时间；时间没有错、是上一笔写错了的，设 {TRUST_CLOCK}=1 再运行一次"
        )
    return stamp(now) if now.astimezone() < before - SKEW else last


def _shown(moment: datetime.datetime) -> str:
    return f"{moment.astimezone():%Y-%m-%d %H:%M}"
