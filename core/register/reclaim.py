"""Take numbers into the register that are in use and that it lost: as they were, kept for the documents that have them."""

from __future__ import annotations

from collections.abc import Sequence

from ..document import DocumentNumber
from ..errors import RegisterError
from . import query
from .counter import Counter
from .entry import Action, Entry, EntryState, Request
from .transaction import Transaction

# A number in use, and the document that has it; one without an identity named the number in its draft.
Claim = tuple[DocumentNumber, Request]
_NOTE = "据材料的台账恢复"


def reclaim(transaction: Transaction, claims: Sequence[Claim]) -> list[Entry]:
    """Take numbers in; those that the register knows stay as they are.

    :raises RegisterError: some cannot be taken, each with the reason; the transaction must not go on.
    """
    taken: list[Entry] = []
    wrong: list[str] = []
    ours = {request.series.code for _, request in claims if request.identity}
    for number, request in sorted(claims, key=lambda claim: (str(claim[0].code), claim[0].year or 0, claim[0].serial or 0)):
        if number.code not in ours:
            continue  # of another organ; its draft named it
        old = _entry(transaction, number, request)
        if _is_known(transaction, old, number, request):
            continue
        if why := _conflict(transaction, old, request):
            wrong.append(f"{number}：{why}")
        else:
            taken.append(_take(transaction, old, number, request))
    if wrong:
        raise RegisterError("\n".join([*wrong, f"共 {len(wrong)} 个号不能补进登记簿，一个也没有补。照上面说的处理后再来"]))
    return taken


def _entry(transaction: Transaction, number: DocumentNumber, request: Request) -> Entry | None:
    found = query.all_of(transaction.connection, number)
    return next((one for one in found if one.kind == request.series.kind or not request.identity), None)


def _is_known(transaction: Transaction, old: Entry | None, number: DocumentNumber, request: Request) -> bool:
    if old is None:
        return False
    return request.identity in {"", old.identity} or query.was_given(transaction.connection, number, request.identity)


def _conflict(transaction: Transaction, old: Entry | None, request: Request) -> str:
    """Why a number cannot be taken; empty: it can."""
    if old and old.identity and old.state is not EntryState.VOID:
        whose = old.title or old.source or old.identity
        if old.state is EntryState.RESERVED:
            return f"登记簿里这个号留给了“{whose}”。先作废它：hongtou number void {old.number} --reason 登记簿恢复，再来"
        return f"登记簿里这个号已经由“{whose}”{old.state.done}：一个号有两份公文。请人核对，把错的一份挪开"
    if not request.identity:
        return ""
    other = next((one for one in query.living(transaction.connection, request.identity) if one.series == request.series), None)
    return f"“{request.identity}”在登记簿里已经有号 {other}。核对是哪一个，先作废另一个" if other else ""


def _take(transaction: Transaction, old: Entry | None, number: DocumentNumber, request: Request) -> Entry:
    facts = {"source": request.source, "title": request.title, "genre": request.genre, "dated": request.dated}
    facts |= {"identity": request.identity}
    if old and old.state is EntryState.VOID:
        fresh = {"state": EntryState.RESERVED.value, "reason": "", "printed": "", "closed_at": "", "closed_by": ""}
        return transaction.change(Action.RECOVER, old, **facts, **fresh, note=_NOTE)
    if old:  # in the book, but of nobody
        known = {name: value for name, value in facts.items() if not getattr(old, name)}
        return transaction.change(Action.RECOVER, old, **known)
    born = {"note": _NOTE, "reserved_at": transaction.now, "reserved_by": transaction.who}
    series = request.series
    entry = Entry(series.code, series.year, series.kind, number.serial or 0, EntryState.RESERVED, **facts, **born)
    transaction.add(Action.RECOVER, entry)
    counter = Counter(transaction.connection, series)
    counter.advance_past(entry.serial)
    counter.close()
    return entry
