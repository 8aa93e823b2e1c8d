"""What becomes of a number after it was given: issued; void; revoked or abolished."""

from __future__ import annotations

from ..errors import RegisterError
from .entry import Action, Entry, EntryState, canonical
from .transaction import Transaction

_CLOSED = {EntryState.REVOKED: Action.REVOKE, EntryState.ABOLISHED: Action.ABOLISH}


def issue(transaction: Transaction, entry: Entry, facts: dict[str, str], details: dict[str, str]) -> Entry:
    """Register a document as issued.

    :param facts: what is known of it, by the entry's fields: title, dated, printed_on, folder, manifest, …
    :param details: further columns of the book.
    :raises RegisterError: it was issued already, or its number is not reserved.
    """
    if entry.state is not EntryState.RESERVED:
        raise RegisterError(f"{entry} 已经{entry.state.done}，不能再发")
    done = {"state": EntryState.ISSUED.value, "issued_at": transaction.now, "issued_by": transaction.who}
    return transaction.change(Action.ISSUE, entry, **facts, **done, details=canonical(details) if details else "")


def void(transaction: Transaction, entry: Entry, reason: str, *, printed: bool) -> Entry:
    """Take a number out of use that no document was issued under.

    :param printed: it stood on paper already, so it is never given again.
    :raises RegisterError: it is not reserved, or no reason is given.
    """
    if entry.state is EntryState.ISSUED:
        raise RegisterError(f"{entry} 已经发出，不能作废。发错了的，用 hongtou number revoke 登记撤销，或者用 abolish 登记废止")
    if entry.state is not EntryState.RESERVED:
        raise RegisterError(f"{entry} 已经{entry.state.done}，不用再作废")
    closed = _closing(transaction, entry, reason, EntryState.VOID)
    return transaction.change(Action.VOID, entry, **closed, printed="是" if printed else "")


def withdraw(transaction: Transaction, entry: Entry, reason: str, state: EntryState) -> Entry:
    """Register that an issued document was revoked or abolished; its number stays.

    :raises RegisterError: it was not issued, or no reason is given.
    """
    if entry.state is EntryState.RESERVED:
        raise RegisterError(f"{entry} 还没有发出，不能{state.label}。不用了的，用 hongtou number void 作废")
    if entry.state is not EntryState.ISSUED:
        raise RegisterError(f"{entry} 已经{entry.state.done}，不能再{state.label}")
    return transaction.change(_CLOSED[state], entry, **_closing(transaction, entry, reason, state))


def _closing(transaction: Transaction, entry: Entry, reason: str, state: EntryState) -> dict[str, str]:
    if not reason.strip():
        raise RegisterError(f"{entry}：{state.label}要写明原因，例如 --reason “会议决定不发”")
    return {"state": state.value, "reason": reason.strip(), "closed_at": transaction.now, "closed_by": transaction.who}
