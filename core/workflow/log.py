"""The log: what was done, by whom and when; each entry's hash covers the entry and the hash before it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from typing import Final

import sqlalchemy as sa

from ..personal import without_identity_numbers
from ..values import dataclass
from . import schema
from .store import Store

# A log of years is not held in memory to be looked through.
_AT_ONCE: Final = 1000
_FIELDS: Final = ("seq", "at", "who", "action", "subject", "detail", "previous")


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One thing that was done.

    :param subject: what it was done to: a draft's id, a person's name for signing in, a file's name.
    """

    seq: int
    at: str
    who: str
    action: str
    subject: str
    detail: str


def record(connection: sa.Connection, at: str, who: str, action: str, subject: str = "", detail: str = "") -> None:
    """Write an entry, in a transaction that writes; the log is locked until it ends. Identity numbers do not stay in it."""
    subject, detail = without_identity_numbers(subject), without_identity_numbers(detail)
    head = connection.execute(sa.select(schema.head.c.seq, schema.head.c.hash).with_for_update()).one()
    row: dict[str, str | int] = {"seq": head.seq + 1, "at": at, "who": who, "action": action, "subject": subject}
    row |= {"detail": detail, "previous": head.hash}
    hash = _hash(row)
    connection.execute(schema.log.insert(), {**row, "hash": hash})
    connection.execute(schema.head.update(), {"seq": row["seq"], "hash": hash})


def _hash(row: dict[str, str | int]) -> str:
    return hashlib.sha256(json.dumps([row[name] for name in _FIELDS], ensure_ascii=False).encode()).hexdigest()


def entries(store: Store, latest: int = 200) -> list[LogEntry]:
    """The latest entries, the last one first."""
    query = sa.select(*(schema.log.c[name] for name in _FIELDS[:-1])).order_by(schema.log.c.seq.desc()).limit(latest)
    with store.reading() as connection:
        return [LogEntry(*row) for row in connection.execute(query)]


def broken(store: Store) -> str:
    """What is wrong with the log; empty: it is whole, nobody changed it."""
    with store.reading() as connection:
        head = connection.execute(sa.select(schema.head.c.seq, schema.head.c.hash)).one()
        query = sa.select(schema.log).order_by(schema.log.c.seq).execution_options(yield_per=_AT_ONCE)
        with connection.execute(query) as rows:
            return next(_faults((dict(row) for row in rows.mappings()), head.seq, head.hash), "")


def _faults(rows: Iterable[dict[str, str | int]], last: int, hash: str) -> Iterator[str]:
    previous, number = "", 0
    for number, row in enumerate(rows, 1):
        if row["seq"] != number:
            yield f"日志的第 {number} 条不见了"
        if row["previous"] != previous or row["hash"] != _hash(row):
            yield f"日志的第 {number} 条被人改过"
        previous = str(row["hash"])
    if number != last or previous != hash:
        yield "日志的末尾被人删去了"
