"""Archive and register, held against each other: no number is given while the archive knows of more than the register does."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from ..errors import RegisterError
from . import query, schema
from .archive import Filed, changed_files, documents, folders, key_of, read_filed
from .counter import Counter
from .entry import KEY, Action, Entry, EntryState, Key, Series, canonical, from_row
from .transaction import Transaction

_FOLDERS: Final = sa.select(schema.number.c.folder).where(
    schema.number.c.folder != "", schema.number.c.year.in_(sa.bindparam("years", expanding=True))
)
_ANY: Final = sa.select(schema.number.c.serial).limit(1)
_THIS: Final = sa.select(schema.number).where(*(schema.number.c[name] == sa.bindparam(f"key_{name}") for name in KEY))
_FACTS: Final = ("title", "genre", "dated", "printed_on", "identity", "source", "digest")
_SHOWN: Final = 5


class Comparison:
    """The archive of an office against its register, looked at as often as a number is wanted.

    What the register was once found to know, it knows as long as this is used: an archive of thousands is looked through once.

    :param office: its folder; None: there is no archive.
    """

    def __init__(self, office: Path | None) -> None:
        self._office = office
        self._known: dict[int, set[str]] = {}

    def look(self, years: Collection[int]) -> list[str]:
        """The archive's folders of some years that the register was not found to know yet.

        They are to be looked at before the register is read.

        A document is filed only after its number was reserved: whatever this finds, a register that is read later must know.
        """
        return folders(self._office, years, self._known) if self._office else []

    def refuse_unregistered(self, connection: sa.Connection, found: Sequence[str]) -> None:
        """See that the register knows every document that is in the archive.

        :param found: what :meth:`look` found.
        :raises RegisterError: the register is older than the archive; another number would be one that was given before.
        """
        found = found or self._of_all_years(connection)
        new = [name for name in self._new(connection, found) if key_of(name)]
        if self._office is None or not new:
            return
        strange = [read_filed(self._office, name) for name in new if not self._is_registered(connection, name)]
        unknown = [str(filed) for filed in strange if not waits(connection, filed)]
        if unknown:
            told = "、".join(unknown[:_SHOWN]) + ("等" if len(unknown) > _SHOWN else "")
            raise RegisterError(
                f"归档里有 {len(unknown)} 份公文登记簿里没有登记：{told}。登记簿不是最新的（恢复了旧的备份，或者换了一本），"
                f"再编会把用过的号又给一次，没有编号。先运行 hongtou number recover 把它们补进登记簿；"
                f"要换到另一个数据库的，改回原来的登记簿，用 hongtou number move 搬过去"
            )

    def _of_all_years(self, connection: sa.Connection) -> list[str]:
        """For a register without a number, the folders of all years: beside any document it is not the office's register."""
        return self.look(()) if connection.execute(_ANY).first() is None else []

    def _new(self, connection: sa.Connection, found: Sequence[str]) -> list[str]:
        """Those of the folders that the register does not know; of a year seen first, all are asked for at once."""
        for year in {_year(name) for name in found} - self._known.keys():
            self._known[year] = {_name(name) for name in _folders(connection, {year})}
        return [name for name in found if _name(name) not in self._known[_year(name)]]

    def _is_registered(self, connection: sa.Connection, name: str) -> bool:
        key = key_of(name)
        entry = _entry(connection, key) if key else None
        if entry is None or entry.folder != name:
            return False
        self._known[_year(name)].add(_name(name))
        return True


def unregistered(connection: sa.Connection, office: Path | None) -> list[Filed]:
    """The archive's documents that the register does not know."""
    found = documents(office) if office else []
    if office is None or not found:
        return []
    known = _folders(connection, {_year(name) for name in found})
    return [read_filed(office, name) for name in found if name not in known]


def _year(folder: str) -> int:
    return int(folder.split("/")[1])


def _name(folder: str) -> str:
    return folder.rpartition("/")[2]


def _folders(connection: sa.Connection, years: Collection[int]) -> set[str]:
    """Where the register says that the documents of some years are."""
    return set(connection.execute(_FOLDERS, {"years": list(years)}).scalars())


def waits(connection: sa.Connection, filed: Filed) -> bool:
    """Whether a document was filed by a call that was cut off before it registered it; one that is damaged counts as such."""
    entry = _entry(connection, filed.key)
    return entry is not None and entry.state is EntryState.RESERVED and filed.identity in {"", entry.identity}


def _entry(connection: sa.Connection, key: Key) -> Entry | None:
    row = connection.execute(_THIS, {f"key_{name}": value for name, value in zip(KEY, key, strict=True)}).mappings().first()
    return from_row(dict(row)) if row else None


def recover(transaction: Transaction, office: Path) -> list[Entry]:
    """Take into the register what the archive proves to have been issued; all or none.

    :raises RegisterError: documents that cannot be taken, each with the reason.
    """
    found = unregistered(transaction.connection, office)
    wrong = [f"{filed}：{why}" for filed in found if (why := _conflict(transaction.connection, office, filed))]
    if wrong:
        raise RegisterError("\n".join([*wrong, f"共 {len(wrong)} 份公文不能补进登记簿，一份也没有补。照上面说的处理后再来"]))
    return [_take(transaction, filed) for filed in sorted(found, key=lambda filed: filed.key)]


def _conflict(connection: sa.Connection, office: Path, filed: Filed) -> str:
    """Why a document cannot be taken; empty: it can."""
    if not filed.facts:
        return "归档文件的清单（manifest.json）读不了，不能证明它是哪一份公文。从归档的备份恢复，或者移出归档"
    if damage := next(changed_files(office, filed.folder, filed.content), ""):
        return f"{damage}。从归档的备份恢复，或者移出归档"
    entry = _entry(connection, filed.key)
    if entry and entry.state is not EntryState.VOID and entry.identity not in {"", filed.identity}:
        whose = entry.title or entry.source or entry.identity
        if entry.state is EntryState.RESERVED:
            return f"登记簿里这个号留给了“{whose}”。先作废它：hongtou number void {entry.number} --reason 登记簿恢复，再来"
        return f"登记簿里这个号已经由“{whose}”{entry.state.done}：一个号有两份公文。请人核对，把错发的一份移出归档后登记"
    other = _other_number(connection, filed)
    return f"同一份公文在登记簿里已经有号 {other}。核对是哪一个，先作废或者移走另一个" if other else ""


def _other_number(connection: sa.Connection, filed: Filed) -> Entry | None:
    entries = query.living(connection, filed.identity)
    return next((one for one in entries if one.series == Series(*filed.key[:3]) and one.key != filed.key), None)


def _take(transaction: Transaction, filed: Filed) -> Entry:
    """Enter a document as issued; where its number is in the book already, its entry says so from now on."""
    values = {name: filed.facts[name] for name in _FACTS} | {"folder": filed.folder, "manifest": filed.manifest}
    values |= {
        "details": canonical(filed.details) if filed.details else "",
        "issued_at": transaction.now,
        "issued_by": transaction.who,
    }
    old = _entry(transaction.connection, filed.key)
    if old:
        fresh = {"state": EntryState.ISSUED.value, "reason": "", "printed": "", "closed_at": "", "closed_by": ""}
        return transaction.change(Action.RECOVER, old, **values, **fresh)
    born = {"state": EntryState.ISSUED, "note": "据归档恢复", "reserved_at": transaction.now, "reserved_by": transaction.who}
    entry = from_row({**dict(zip(KEY, filed.key, strict=True)), **born, **values})
    transaction.add(Action.RECOVER, entry)
    counter = Counter(transaction.connection, entry.series)
    counter.advance_past(entry.serial)
    counter.close()
    return entry
