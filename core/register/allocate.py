"""Give numbers: to documents, once each, in the order of asking; or kept for later, by ones and by ranges."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final

import sqlalchemy as sa

from ..errors import RegisterError
from . import query, schema
from .counter import Counter
from .entry import Action, Entry, EntryState, Request, Series, from_row
from .transaction import Transaction

# At once no more identities are asked for than any SQLite takes as parameters of one statement.
_CHUNK: Final = 500
RESERVED_AT_ONCE: Final = 1000
_KNOWN: Final = sa.select(schema.number).where(
    schema.number.c.identity.in_(sa.bindparam("identities", expanding=True)), schema.LIVING
)


def allocate(transaction: Transaction, requests: Sequence[Request], *, reuse: bool = False) -> list[Entry]:
    """The numbers of documents, in their order; a document that has one keeps it.

    :param reuse: the office lets void numbers be given again, where nothing came after them.
    :raises RegisterError: two drafts claim to be one document, or one is numbered in another series already.
    """
    _refuse_twins(requests)
    known = _known(transaction, requests)
    counters: dict[Series, Counter] = {}
    entries: dict[str, Entry] = {}
    for request in requests:
        if request.identity not in entries:
            old = _same_document(request, known.get(request.identity, ()))
            entries[request.identity] = _again(transaction, old, request) if old else _give(transaction, request, counters, reuse)
    for counter in counters.values():
        counter.close()
    return [entries[request.identity] for request in requests]


def reserve(transaction: Transaction, series: Series, count: int, note: str) -> list[Entry]:
    """Keep the next free numbers of a series.

    :raises RegisterError: there are not so many.
    """
    if not 1 <= count <= RESERVED_AT_ONCE:
        raise RegisterError(f"一次预留 1 至 {RESERVED_AT_ONCE} 个号，这里是 {count} 个")
    counter = Counter(transaction.connection, series)
    entries = [_reserved(transaction, series, counter.take(), note) for _ in range(count)]
    counter.close()
    return entries


def reserve_these(transaction: Transaction, series: Series, serials: Iterable[int], note: str) -> list[Entry]:
    """Keep certain numbers of a series, ahead of their turn.

    :raises RegisterError: one of them was given already.
    """
    counter = Counter(transaction.connection, series)
    wanted = sorted(set(serials))
    for serial in wanted:
        counter.keep(serial)
    entries = [_reserved(transaction, series, serial, note) for serial in wanted]
    counter.close()
    return entries


def bind(transaction: Transaction, entry: Entry, request: Request) -> Entry:
    """Give a reserved number to a document that asks for it by name.

    :raises RegisterError: the number is not free for it, or the document has another.
    """
    for old in _known(transaction, [request]).get(request.identity, ()):
        if old.year == entry.year and (old.series, old.serial) != (entry.series, entry.serial):
            raise RegisterError(
                f"“{request.identity}”已经有号 {old}，不能再用 {entry}。把草稿里的发文字号改过来，或者先作废其中一个"
            )
    if entry.identity == request.identity and entry.state is not EntryState.VOID:
        return _again(transaction, entry, request)
    if entry.state is not EntryState.RESERVED:
        raise RegisterError(f"{entry} 已经{entry.state.done}，不能再用")
    if entry.identity:
        raise RegisterError(f"{entry} 是留给“{entry.source or entry.identity}”的，不能用于“{request.source or request.identity}”")
    return transaction.change(Action.ALLOCATE, entry, identity=request.identity, **_facts(request))


def _known(transaction: Transaction, requests: Sequence[Request]) -> dict[str, list[Entry]]:
    """The entries that documents have already, by identity."""
    found: dict[str, list[Entry]] = {}
    for row in _rows(transaction, list(dict.fromkeys(request.identity for request in requests))):
        found.setdefault(row["identity"], []).append(from_row(dict(row)))
    return found


def _rows(transaction: Transaction, identities: Sequence[str]) -> Iterable[sa.RowMapping]:
    if len(identities) == 1:
        yield from transaction.connection.execute(query.LIVING, {"sought": identities[0]}).mappings()
        return
    for start in range(0, len(identities), _CHUNK):
        chunk = list(identities[start : start + _CHUNK])
        yield from transaction.connection.execute(_KNOWN, {"identities": chunk}).mappings()


def _refuse_twins(requests: Sequence[Request]) -> None:
    """Two drafts of one identity and different text in one call."""
    first: dict[str, Request] = {}
    for request in requests:
        if not request.identity:
            raise RegisterError("编号的公文没有标识，不能保证只编一次")
        other = first.setdefault(request.identity, request)
        if (other.digest, other.series) != (request.digest, request.series):
            raise _twins(request.identity, other.source, request.source)


def _twins(identity: str, one: str, other: str) -> RegisterError:
    return RegisterError(
        f"两份不同的草稿用了同一个标识“{identity}”：“{one}”和“{other}”。是两份公文的，各写各的标识；是一份的，只留一份草稿"
    )


def _same_document(request: Request, entries: Sequence[Entry]) -> Entry | None:
    """The number that this document has already.

    A draft's name may serve again in another year; within a year, and while a number waits for it, it is one document.

    :raises RegisterError: it has one in another series.
    """
    if found := next((entry for entry in entries if entry.series == request.series), None):
        return found
    for entry in entries:
        if entry.year == request.series.year or entry.state is EntryState.RESERVED:
            raise RegisterError(
                f"“{request.identity}”已经有号 {entry}（{entry.state.label}），不能再在 {request.series} 编号。"
                f"改了代字、年份或者文种的，先作废 {entry}；是另一份公文的，另写一个标识"
            )
    return None


def _again(transaction: Transaction, entry: Entry, request: Request) -> Entry:
    """The number asked for again; while it only waits for its document, the text may go on changing.

    :raises RegisterError: it is another text.
    """
    if request.digest == entry.digest or not request.digest:
        return entry
    if not entry.digest or (entry.state is EntryState.RESERVED and entry.source == request.source):
        return transaction.change(Action.AMEND, entry, **_facts(request))
    if entry.source != request.source:
        raise _twins(request.identity, entry.source, request.source)
    raise RegisterError(
        f"“{request.source}”已经以 {entry} {entry.state.done}，草稿后来又改了，不能再发一次。"
        f"要发新的公文，另写一份草稿或者在草稿里另写一个标识；要更正的，先办撤销或者废止"
    )


def _facts(request: Request) -> dict[str, str]:
    return {
        "source": request.source,
        "digest": request.digest,
        "title": request.title,
        "genre": request.genre,
        "dated": request.dated,
    }


def _give(transaction: Transaction, request: Request, counters: dict[Series, Counter], reuse: bool) -> Entry:
    if request.series not in counters:
        counters[request.series] = Counter(transaction.connection, request.series)
    counter = counters[request.series]
    old = counter.void_at_end() if reuse and transaction.now.startswith(f"{request.series.year}-") else None
    if old:
        return _give_again(transaction, old, request)
    series = request.series
    entry = Entry(
        series.code,
        series.year,
        series.kind,
        counter.take(),
        EntryState.RESERVED,
        identity=request.identity,
        reserved_at=transaction.now,
        reserved_by=transaction.who,
        **_facts(request),
    )
    transaction.add(Action.ALLOCATE, entry)
    return entry


def _give_again(transaction: Transaction, old: Entry, request: Request) -> Entry:
    """A void number, used after all; its entry says so for ever."""
    note = f"此号曾作废（{old.reason}，{old.closed_by}，{old.closed_at[:10]}），再用"
    fresh = {"state": EntryState.RESERVED.value, "reason": "", "closed_at": "", "closed_by": ""}
    kept = {"reserved_at": transaction.now, "reserved_by": transaction.who, "note": "；".join(filter(None, [old.note, note]))}
    return transaction.change(Action.REUSE, old, identity=request.identity, **_facts(request), **fresh, **kept)


def _reserved(transaction: Transaction, series: Series, serial: int, note: str) -> Entry:
    entry = Entry(
        series.code,
        series.year,
        series.kind,
        serial,
        EntryState.RESERVED,
        note=note,
        reserved_at=transaction.now,
        reserved_by=transaction.who,
    )
    transaction.add(Action.RESERVE, entry)
    return entry
