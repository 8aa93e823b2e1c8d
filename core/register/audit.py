"""Prove the book: its numbers follow one another, its files are as they were filed, and its log was not touched."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from itertools import groupby
from pathlib import Path
from types import MappingProxyType
from typing import Final

import sqlalchemy as sa

from ..document import DocumentNumber
from ..values import dataclass
from . import integrity, query, reconcile, schema
from .archive import changed, folders, key_of
from .entry import Entry, EntryState, Series
from .integrity import Discrepancy, Kind
from .query import Sought

Printed = Callable[[DocumentNumber], str]
_OUT: Final = (EntryState.ISSUED, EntryState.REVOKED, EntryState.ABOLISHED)


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit looked at and found.

    :param counts: how many entries there are in each state.
    :param seal: where the log ends: how many entries, and the last one's hash. Written down elsewhere, it proves later that
        nothing before it was touched.
    """

    findings: tuple[Discrepancy, ...]
    counts: Mapping[EntryState, int]
    seal: str


def audit(
    connection: sa.Connection, office: Path | None, known_seal: str = "", printed: Mapping[str, Printed] = MappingProxyType({})
) -> Audit:
    """Look at everything.

    :param office: the office's folder; None: its files cannot be looked at.
    :param known_seal: a seal written down earlier.
    :param printed: kind → how its numbers are printed; of others as 发文字号.
    """
    unsound = list(integrity.findings(connection))
    entries = query.entries(connection, Sought())
    end = connection.execute(sa.select(schema.head.c.seq, schema.head.c.hash)).one()
    findings = [
        *unsound,
        *_sealed(connection, known_seal),
        *_gaps(connection, entries),
        *_doubles(entries, printed),
        *_order(entries),
        *_files(connection, office, entries),
    ]
    counts = {state: sum(entry.state is state for entry in entries) for state in EntryState}
    return Audit(tuple(findings), counts, f"{end.seq}:{end.hash}")


def _sealed(connection: sa.Connection, known: str) -> Iterator[Discrepancy]:
    seq, _, value = known.partition(":")
    hashes = connection.execute(sa.select(schema.log.c.seq).where(schema.log.c.hash == value)).scalars()
    if known and seq not in map(str, hashes):
        yield Discrepancy(Kind.LOG, "", f"日志里没有封签“{known}”，它之前的日志换过了，或者封签抄错了")


def _gaps(connection: sa.Connection, entries: list[Entry]) -> Iterator[Discrepancy]:
    ends = {Series(code, year, kind): next for code, year, kind, next, _ in connection.execute(sa.select(schema.series))}
    used: dict[Series, set[int]] = {}
    for entry in entries:
        used.setdefault(entry.series, set()).add(entry.serial)
    for series, end in sorted(ends.items()):
        missing = [serial for serial in range(1, end) if serial not in used.get(series, ())]
        for first, last in _runs(missing):
            which = f"{first}号" if first == last else f"{first}号至{last}号"
            yield Discrepancy(
                Kind.GAP, f"{series.code}〔{series.year}〕{which}", "簿上没有。纸上用过的，用 hongtou number import 补录"
            )


def _runs(serials: list[int]) -> Iterator[tuple[int, int]]:
    """Serials that follow one another, as first and last."""
    for _, group in groupby(enumerate(serials), key=lambda pair: pair[1] - pair[0]):
        run = [serial for _, serial in group]
        yield run[0], run[-1]


def _on_paper(entry: Entry, printed: Mapping[str, Printed]) -> str:
    """What tells a number from others on paper: 第1期 of a bulletin is no other's, and no 发文字号."""
    text = printed.get(entry.kind)
    return f"{entry.series} {text(entry.number)}" if text else str(entry.number)


def _doubles(entries: list[Entry], printed: Mapping[str, Printed]) -> Iterator[Discrepancy]:
    living = [entry for entry in entries if entry.state is not EntryState.VOID]
    for found, what in (
        (_several(living, lambda entry: _on_paper(entry, printed)), "两种编号里都有这个号，印出来分不开"),
        (_several(living, lambda entry: f"{entry.year} {entry.identity}" if entry.identity else ""), "同一份公文编了几个号"),
        (_several(living, lambda entry: entry.digest), "同样的草稿编了几个号"),
    ):
        for same in found:
            yield Discrepancy(Kind.DOUBLE, "、".join(map(str, same)), what)


def _several(entries: list[Entry], key: Callable[[Entry], str]) -> list[list[Entry]]:
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(key(entry), []).append(entry)
    return [group for text, group in groups.items() if text and len(group) > 1]


def _order(entries: list[Entry]) -> Iterator[Discrepancy]:
    latest: dict[Series, Entry] = {}
    for entry in entries:
        if entry.state not in _OUT or not entry.dated:
            continue
        if entry.dated[:4] != str(entry.year):
            yield Discrepancy(Kind.ORDER, str(entry), f"成文日期 {entry.dated} 不在 {entry.year} 年")
        before = latest.get(entry.series)
        if before and entry.dated < before.dated:
            yield Discrepancy(Kind.ORDER, str(entry), f"成文日期 {entry.dated} 早于前面的 {before}（{before.dated}）")
        else:
            latest[entry.series] = entry


def _files(connection: sa.Connection, office: Path | None, entries: list[Entry]) -> Iterator[Discrepancy]:
    if office is None:
        return
    for entry in entries:
        if entry.folder:
            for message in changed(office, entry):
                yield Discrepancy(Kind.FILE, str(entry), message)
    for filed in reconcile.unregistered(connection, office):
        if reconcile.waits(connection, filed):
            yield Discrepancy(Kind.FILE, "", f"“{filed.folder}”没有登记为已发。用 hongtou issue 把它办完，或者移走")
        else:
            message = f"归档的{filed}登记簿里没有登记，登记簿不是最新的。用 hongtou number recover 补进登记簿"
            yield Discrepancy(Kind.FILE, "", message)
    known = {entry.folder for entry in entries}
    for name in folders(office):
        if name not in known and not key_of(name):
            yield Discrepancy(Kind.FILE, "", f"“{name}”不是以发文字号命名的公文，不该在归档里。移走")
