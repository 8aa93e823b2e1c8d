"""The register 发文字号登记: everything that can be done with it, each in one transaction."""

from __future__ import annotations

import datetime
import getpass
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa

from ..document import DocumentNumber
from ..errors import RegisterError
from ..office import Settings
from . import allocate, change, integrity, query, reconcile
from .address import address, place, same_place
from .entry import Entry, EntryState, Request, Series
from .query import LogEntry, Sought
from .reclaim import Claim, reclaim
from .store import PATIENCE, Store
from .transaction import Clock, Transaction, initialise

if TYPE_CHECKING:
    from .audit import Audit
    from .importing import BookLine

WHO: Final = "HONGTOU_WHO"


def _now() -> datetime.datetime:
    return datetime.datetime.now(datetime.UTC)


class Register:
    """An office's register; made when it is first opened.

    :param settings: of the office whose it is; they tell where the register is and what its rules are.
    :ivar office: whose it is.
    :param who: who writes into it; empty: the user of this machine, or whom ``HONGTOU_WHO`` names.
    :param clock: tells the time.
    :param patience: how many seconds to wait while another program writes.
    :param anew: it may be made although the archive has documents, to take them from there.
    :raises RegisterError: it cannot be opened; says why and what to do.
    """

    def __init__(
        self, settings: Settings, who: str = "", clock: Clock = _now, patience: float = PATIENCE, *, anew: bool = False
    ) -> None:
        self.settings = settings
        self.office = settings.office
        self.who = who or os.environ.get(WHO, "") or _user()
        self._clock = clock
        self._patience = patience
        self._proved = ""
        self._archive = reconcile.Comparison(self.office.folder)
        self._begin = partial(initialise, who=self.who, clock=clock)
        self._store = Store(place(settings), self._begin, patience, anew=anew)

    @property
    def name(self) -> str:
        """Where it is, for people."""
        return self._store.name

    def close(self) -> None:
        """Let go of the database."""
        self._store.engine.dispose()

    def series(self, year: int, genre: str = "", code: str = "") -> Series:
        """The series that a document belongs to.

        :param year: of 成文日期.
        :param code: 机关代字; empty: the office's.
        :raises RegisterError: nobody says the code.
        """
        code = code or self.office.code
        if not code:
            raise RegisterError("没有机关代字。在 hongtou.yaml 里（或者网页的“办公室”里）写“机关代字”，或者用 --code 指定")
        number = DocumentNumber.parse(str(DocumentNumber(code, year, 1)))
        return Series(number.code, year, genre if genre in self.office.numbered_apart else "")

    def allocate(self, requests: Sequence[Request]) -> list[Entry]:
        """The numbers of documents, in the order of asking, in one transaction; a document that has one keeps it.

        :raises RegisterError: two drafts claim to be one document, or one is numbered in another series already.
        """
        if not requests:
            return []
        with self._numbering({request.series.year for request in requests}) as transaction:
            return allocate.allocate(transaction, requests, reuse=self.settings.reuses_void)

    def reserve(self, series: Series, count: int = 1, note: str = "") -> list[Entry]:
        """Keep the next free numbers of a series."""
        with self._numbering({series.year}) as transaction:
            return allocate.reserve(transaction, series, count, note)

    def reserve_these(self, series: Series, serials: Iterable[int], note: str = "") -> list[Entry]:
        """Keep certain numbers of a series, ahead of their turn."""
        with self._numbering({series.year}) as transaction:
            return allocate.reserve_these(transaction, series, serials, note)

    def bind(self, number: DocumentNumber, request: Request) -> Entry:
        """Give a reserved number to the document whose draft names it.

        :raises RegisterError: the number is not free for it, or the document has another.
        """
        with self._numbering({request.series.year}) as transaction:
            return allocate.bind(transaction, query.entry(transaction.connection, number, request.series.kind), request)

    def issue(self, entry: Entry, facts: Mapping[str, str], details: Mapping[str, str] | None = None) -> Entry:
        """Register a document as issued.

        :param facts: what is known of it, by the entry's fields.
        :param details: further columns of the book by their titles.
        """
        with self._transaction() as transaction:
            return change.issue(transaction, self._fresh(transaction, entry), dict(facts), dict(details or {}))

    def void(
        self, numbers: Sequence[DocumentNumber], reason: str, kind: str | None = None, *, printed: bool = False
    ) -> list[Entry]:
        """Take numbers out of use that no document was issued under; all of them or none.

        :param printed: they stood on paper already, so they are never given again.
        """
        with self._transaction() as transaction:
            found = [query.entry(transaction.connection, number, kind) for number in numbers]
            return [change.void(transaction, entry, reason, printed=printed) for entry in found]

    def withdraw(self, numbers: Sequence[DocumentNumber], reason: str, state: EntryState, kind: str | None = None) -> list[Entry]:
        """Register that issued documents were revoked or abolished; all of them or none."""
        with self._transaction() as transaction:
            found = [query.entry(transaction.connection, number, kind) for number in numbers]
            return [change.withdraw(transaction, entry, reason, state) for entry in found]

    def enter(self, lines: Sequence[BookLine], source: str) -> list[Entry]:
        """Enter an existing book's lines, all or none.

        :raises ImportConflictError: some do not fit; tells each by its row.
        """
        from .importing import enter

        with self._transaction() as transaction:
            return enter(transaction, lines, source)

    def fits(self, lines: Sequence[BookLine], source: str) -> None:
        """See whether :meth:`enter` would take an existing book's lines; nothing is entered.

        :raises ImportConflictError: some do not fit; tells each by its row.
        """
        from .importing import check

        with self._store.reading() as connection:
            check(connection, lines, source)

    def recover(self, claims: Sequence[Claim] = ()) -> list[Entry]:
        """Take in what the archive proves to have been issued, and what else is known to have a number; all or none.

        :param claims: numbers that are in use, and the documents that have them.
        :raises RegisterError: documents that cannot be taken, each with the reason.
        """
        if self.office.folder is None:
            raise RegisterError("没有办公室文件夹，不知道归档在哪里。到 hongtou.yaml 所在的文件夹里运行，或者用 --office 指定")
        with self._transaction() as transaction:
            return [*reconcile.recover(transaction, self.office.folder), *reclaim(transaction, claims)]

    def unregistered(self) -> list[str]:
        """The archive's documents that the register does not know, for people."""
        with self._store.reading() as connection:
            return [str(filed) for filed in reconcile.unregistered(connection, self.office.folder)]

    def back_up(self, path: Path) -> int:
        """Write all of it into a file of its own; how many numbers.

        :raises RegisterError: it is damaged, or there is such a file.
        """
        with self._store.reading() as connection:
            return self._carry(connection, sa.URL.create("sqlite", database=str(path.absolute())))

    def move(self, to: str) -> int:
        """Carry all of it to another database, and close this one for good; how many numbers.

        :param to: the address, as it will stand in the profile.
        :raises RegisterError: it is damaged, or the other database has a register that was used.
        """
        url = address(to, "命令行")
        if same_place(url, place(self.settings)):
            raise RegisterError(f"登记簿本来就在那里：{self.name}。写要搬去的地址")
        with self._store.writing() as connection:
            transaction = Transaction(connection, self.who, self._clock)
            self._prove(transaction)
            count = self._carry(connection, url, again=True)
            transaction.close_for_good()
            transaction.close()
            return count

    def _carry(self, connection: sa.Connection, url: sa.URL, *, again: bool = False) -> int:
        from .transfer import carry

        carry(connection, url, self._begin, self._patience, again=again)
        return len(query.entries(connection, Sought()))

    def entries(self, sought: Sought | None = None) -> list[Entry]:
        """The entries, by year, code, kind and number."""
        with self._store.reading() as connection:
            return query.entries(connection, sought or Sought())

    def entry(self, number: DocumentNumber, kind: str | None = None) -> Entry:
        """The entry of a number.

        :raises RegisterError: there is none, or several kinds have it.
        """
        with self._store.reading() as connection:
            return query.entry(connection, number, kind)

    def knows(self, number: DocumentNumber, kind: str) -> bool:
        """Whether a number is in the register, in whatever state."""
        found = self.entries(Sought(code=number.code, year=number.year, kind=kind))
        return any(entry.serial == number.serial for entry in found)

    def unknown(self, uses: Iterable[tuple[DocumentNumber, str]]) -> list[DocumentNumber]:
        """Those numbers that are not in the register, in whatever state, or were never given to who uses them.

        :param uses: numbers, and the identity of the document that has it; empty: its draft named the number.
        """
        with self._store.reading() as connection:
            return query.unknown(connection, list(uses))

    def are_held(self, uses: Iterable[tuple[DocumentNumber, str]]) -> bool:
        """Whether each document has its number still, not void and nobody else's.

        :param uses: numbers, each with the identity of the document that has it.
        """
        with self._store.reading() as connection:
            return query.are_held(connection, list(uses))

    def of(self, identity: str) -> list[Entry]:
        """The numbers that a document has, void ones apart."""
        with self._store.reading() as connection:
            return query.living(connection, identity)

    def standing(self, request: Request, serial: int | None) -> query.Standing:
        """How its series stands for a document that wants a number.

        :param serial: that its draft names; None: none.
        """
        with self._store.reading() as connection:
            return query.standing(connection, request, serial)

    def history(self, entry: Entry) -> list[LogEntry]:
        """All that was done with a number, the oldest first."""
        with self._store.reading() as connection:
            return query.history(connection, entry)

    def audit(self, known_seal: str = "", printed: Mapping[str, Callable[[DocumentNumber], str]] = MappingProxyType({})) -> Audit:
        """Prove the book: its numbers, its files and its log.

        :param known_seal: the seal of an earlier audit, as it was written down then.
        :param printed: kind → how its numbers are printed, where they are no 发文字号.
        """
        from .audit import audit

        with self._store.reading() as connection:
            return audit(connection, self.office.folder, known_seal, printed)

    @contextmanager
    def _numbering(self, years: set[int]) -> Iterator[Transaction]:
        """A transaction at which numbers are given: the register knows all that the archive has.

        :raises RegisterError: it does not.
        """
        found = self._archive.look(years)
        with self._transaction() as transaction:
            self._archive.refuse_unregistered(transaction.connection, found)
            yield transaction

    @contextmanager
    def _transaction(self) -> Iterator[Transaction]:
        with self._store.writing() as connection:
            transaction = Transaction(connection, self.who, self._clock)
            self._prove(transaction)
            yield transaction
            transaction.close()

    def _prove(self, transaction: Transaction) -> None:
        """See that the book is sound before this process changes it, and once more on every other day.

        :raises UnsoundError: it is not.
        """
        day = transaction.now[:10]
        if day != self._proved:
            integrity.refuse_unsound(transaction.connection)
            self._proved = day

    def _fresh(self, transaction: Transaction, entry: Entry) -> Entry:
        return query.entry(transaction.connection, entry.number, entry.kind)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as in some containers
        return str(os.getuid())


def restore(settings: Settings, backup: Path, who: str = "", clock: Clock = _now, patience: float = PATIENCE) -> Path | None:
    """Put a backup into the office's place; the new name of a damaged register that was there, None: there was none.

    :param backup: a file that :meth:`Register.back_up` wrote, or a copy of the register's file.
    :raises RegisterError: the backup is damaged, or the office has a register that is sound.
    """
    from . import transfer

    hand = who or os.environ.get(WHO, "") or _user()
    birth = partial(initialise, who=hand, clock=clock)
    return transfer.restore(place(settings), backup, birth, clock(), patience)
