"""Look into the register."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import sqlalchemy as sa

from ..document import DocumentNumber
from ..errors import RegisterError
from ..values import dataclass
from . import schema
from .entry import KEY, Entry, EntryState, Request, from_row

_ORDER: Final = (schema.number.c.year, schema.number.c.code, schema.number.c.kind, schema.number.c.serial)
# The numbers that a document has, void ones apart.
LIVING: Final = sa.select(schema.number).where(schema.number.c.identity == sa.bindparam("sought"), schema.LIVING)
_COUNTED: Final = (EntryState.RESERVED.value, EntryState.ISSUED.value)
_SEARCHED: Final = ("title", "note", "reason", "source", "identity", "details", "genre")


@dataclass(frozen=True, slots=True)
class Sought:
    """Which entries: those that agree with everything that is given.

    :param text: stands somewhere in the number, the title, or what else is known.
    :param newest: so many at most, the last ones; 0: all.
    """

    code: str = ""
    year: int | None = None
    kind: str | None = None
    state: EntryState | None = None
    text: str = ""
    newest: int = 0


def entries(connection: sa.Connection, sought: Sought) -> list[Entry]:
    """The entries, by year, code, kind and number."""
    query = sa.select(schema.number).where(*_conditions(sought)).order_by(*(column.desc() for column in _ORDER))
    if sought.newest and not sought.text:
        query = query.limit(sought.newest)
    found = [from_row(dict(row)) for row in connection.execute(query).mappings()]
    return [entry for entry in found if _mentions(entry, sought.text)][: sought.newest or None][::-1]


def _conditions(sought: Sought) -> Iterator[sa.ColumnElement[bool]]:
    wanted: dict[str, Any] = {"code": sought.code or None, "year": sought.year, "kind": sought.kind}
    wanted["state"] = sought.state.value if sought.state else None
    for name, value in wanted.items():
        if value is not None:
            yield schema.number.c[name] == value


def _mentions(entry: Entry, text: str) -> bool:
    words = text.split()
    there = "\n".join([str(entry), *(getattr(entry, name) for name in _SEARCHED)])
    return all(word in there for word in words)


def living(connection: sa.Connection, identity: str) -> list[Entry]:
    """The numbers that a document has, void ones apart."""
    return [from_row(dict(row)) for row in connection.execute(LIVING, {"sought": identity}).mappings()]


@dataclass(frozen=True, slots=True)
class Standing:
    """How a series stands for a document that wants a number of it.

    :param own: the number that it has there already; None: none.
    :param due: the serial that it would get.
    :param later: of the documents whose numbers come before, the last one whose 成文日期 comes behind; None: there is none.
    """

    own: Entry | None
    due: int
    later: Entry | None


def standing(connection: sa.Connection, request: Request, serial: int | None) -> Standing:
    """How the series of a document stands for it; a series of thousands is not read for it.

    :param serial: that its draft names; None: none.
    """
    series = request.series
    own = next((one for one in living(connection, request.identity) if one.series == series), None)
    table = schema.series.c
    found = connection.execute(sa.select(table.next).where(*(table[name] == getattr(series, name) for name in KEY[:3]))).scalar()
    due = serial or (own.serial if own else None) or found or 1
    return Standing(own, due, _later(connection, request, due))


def _later(connection: sa.Connection, request: Request, serial: int) -> Entry | None:
    table = schema.number.c
    query = (
        sa.select(schema.number)
        .where(*(table[name] == getattr(request.series, name) for name in KEY[:3]))
        .where(table.state.in_(_COUNTED), table.dated > request.dated, table.serial < serial)
        .where(table.identity != request.identity)
        .order_by(table.serial.desc())
        .limit(1)
    )
    row = connection.execute(query).mappings().first()
    return from_row(dict(row)) if row else None


def unknown(connection: sa.Connection, uses: Sequence[tuple[DocumentNumber, str]]) -> list[DocumentNumber]:
    """The numbers that are in no state in the register, or were never given to the document that uses them.

    :param uses: numbers, each with a document's identity; empty: it does not matter whose it is.
    """
    there = _identities(connection, {(number.code, number.year) for number, _ in uses})
    found = []
    for number, identity in uses:
        known = there.get((number.code, number.year, number.serial))
        if known is None or (identity and identity not in known and not was_given(connection, number, identity)):
            found.append(number)
    return found


def are_held(connection: sa.Connection, uses: Sequence[tuple[DocumentNumber, str]]) -> bool:
    """Whether each document has its number still: it is not void, and nobody else has it.

    :param uses: numbers, each with a document's identity.
    """
    there = _identities(connection, {(number.code, number.year) for number, _ in uses}, schema.LIVING)
    return all(identity in there.get((number.code, number.year, number.serial), ()) for number, identity in uses)


def _identities(
    connection: sa.Connection, series: Iterable[tuple[str, int | None]], *conditions: sa.ColumnElement[bool] | sa.TextClause
) -> dict[tuple[str, int | None, int | None], set[str]]:
    """By code, year and serial, of whatever kind, the documents that have the numbers of these series."""
    table = schema.number.c
    found: dict[tuple[str, int | None, int | None], set[str]] = {}
    for code, year in series:
        query = sa.select(table.code, table.year, table.serial, table.identity).where(
            table.code == code, table.year == year, *conditions
        )
        for row in connection.execute(query):
            found.setdefault((row.code, row.year, row.serial), set()).add(row.identity)
    return found


def was_given(connection: sa.Connection, number: DocumentNumber, identity: str) -> bool:
    """Whether a number was ever given to a document; it may have become void since, and another's."""
    table = schema.log.c
    query = sa.select(table.change).where(table.code == number.code, table.year == number.year, table.serial == number.serial)
    return any(json.loads(change).get("identity") == identity for change in connection.execute(query).scalars())


def entry(connection: sa.Connection, number: DocumentNumber, kind: str | None = None) -> Entry:
    """The entry of a number.

    :param kind: its kind; None: whichever has it, if only one does.
    :raises RegisterError: there is none, or there are several.
    """
    found = [one for one in all_of(connection, number) if kind in (None, one.kind)]
    if not found:
        raise RegisterError(f"登记簿里没有 {number}" + (f"（{kind}）" if kind else "") + "。用 hongtou number list 查看有哪些号")
    if len(found) > 1:
        kinds = "、".join(one.kind or "（空）" for one in found)
        raise RegisterError(f"有几个 {number}，分别属于 {kinds}。用 --kind 指明是哪一种")
    return found[0]


def all_of(connection: sa.Connection, number: DocumentNumber) -> list[Entry]:
    """The entries of a number, one for each kind that has it."""
    table = schema.number.c
    query = sa.select(schema.number).where(table.code == number.code, table.year == number.year, table.serial == number.serial)
    return [from_row(dict(row)) for row in connection.execute(query).mappings()]


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One action, as the log keeps it.

    :param change: what it set, as JSON.
    """

    seq: int
    at: str
    who: str
    action: str
    change: str


def history(connection: sa.Connection, one: Entry) -> list[LogEntry]:
    """All that was done with a number, the oldest first."""
    table = schema.log.c
    query = (
        sa.select(table.seq, table.at, table.who, table.action, table.change)
        .where(*(table[name] == getattr(one, name) for name in KEY))
        .order_by(table.seq)
    )
    return [LogEntry(*row) for row in connection.execute(query)]
