"""Prove the book: its numbers follow one another, its files are as they were filed, and its log was not touched."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from . import look, schema
from .archive import changed, strangers
from .desk import SKEW, as_row, seal
from .entry import COLUMNS, KEY, Entry, Key, Series, State
from .look import Sought

_OUT: Final = (State.ISSUED, State.REVOKED, State.ABOLISHED)
_EMPTY: Final = dict.fromkeys(COLUMNS[len(KEY) :], "")


class Kind(StrEnum):
    """What an audit finds."""

    GAP = "缺号"
    DOUBLE = "重号"
    ORDER = "日期颠倒"
    FILE = "文件变动"
    BOOK = "簿被改动"
    LOG = "日志被改动"
    CLOCK = "时间倒退"
    DAMAGE = "文件损坏"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it should be.

    :param number: the number it concerns; empty: the whole book.
    """

    kind: Kind
    number: str
    message: str


@dataclass(frozen=True, slots=True)
class Audit:
    """What an audit looked at and found.

    :param counts: how many entries there are in each state.
    :param seal: where the log ends: how many entries, and the last one's hash. Written down elsewhere, it proves later that
        nothing before it was touched.
    """

    findings: tuple[Finding, ...]
    counts: Mapping[State, int]
    seal: str


def audit(connection: sa.Connection, office: Path | None, known_seal: str = "") -> Audit:
    """Look at everything.

    :param office: the office's folder; None: its files cannot be looked at.
    :param known_seal: a seal written down earlier.
    """
    entries = look.entries(connection, Sought())
    rows = [dict(row) for row in connection.execute(sa.select(schema.log).order_by(schema.log.c.seq)).mappings()]
    end = connection.execute(sa.select(schema.head.c.seq, schema.head.c.hash)).one()
    findings = [
        *_damage(connection),
        *_chain(rows, end.seq, end.hash),
        *_sealed(rows, known_seal),
        *_replay(rows, entries),
        *_gaps(connection, entries),
        *_doubles(entries),
        *_order(entries),
        *_files(office, entries),
    ]
    counts = {state: sum(entry.state is state for entry in entries) for state in State}
    return Audit(tuple(findings), counts, f"{end.seq}:{end.hash}")


def _damage(connection: sa.Connection) -> Iterator[Finding]:
    if connection.dialect.name == "sqlite":
        for line in connection.exec_driver_sql("pragma integrity_check").scalars():
            if line != "ok":
                yield Finding(Kind.DAMAGE, "", f"登记簿的文件有损坏：{line}。从备份恢复")


def _chain(rows: list[dict[str, Any]], count: int, last: str) -> Iterator[Finding]:
    previous, expected, latest = "", 1, ""
    for row in rows:
        if row["seq"] != expected:
            yield Finding(
                Kind.LOG, "", f"日志少了第 {expected} 笔" + (f"至第 {row['seq'] - 1} 笔" if row["seq"] > expected + 1 else "")
            )
        elif row["previous"] != previous:
            yield Finding(Kind.LOG, _number(row), f"日志第 {row['seq']} 笔接不上前一笔，其中一笔改过")
        if seal(row) != row["hash"]:
            yield Finding(Kind.LOG, _number(row), f"日志第 {row['seq']} 笔改过")
        if _moment(row["at"]) < _moment(latest) - SKEW.total_seconds():
            yield Finding(Kind.CLOCK, _number(row), f"日志第 {row['seq']} 笔记于 {row['at']}，比前一笔的 {latest} 还早")
        previous, expected, latest = row["hash"], row["seq"] + 1, row["at"]
    if (expected - 1, previous) != (count, last):
        yield Finding(Kind.LOG, "", f"日志的末尾和簿上记的不一样：应有 {count} 笔，现有 {expected - 1} 笔")


def _moment(at: str) -> float:
    try:
        return datetime.datetime.fromisoformat(at).timestamp()
    except ValueError:
        return 0.0


def _sealed(rows: list[dict[str, Any]], known: str) -> Iterator[Finding]:
    if not known:
        return
    seq, _, value = known.partition(":")
    if not any(str(row["seq"]) == seq and row["hash"] == value for row in rows):
        yield Finding(Kind.LOG, "", f"日志里没有封签“{known}”，它之前的日志换过了，或者封签抄错了")


def _number(row: Mapping[str, Any]) -> str:
    return str(Entry(row["code"], row["year"], row["kind"], row["serial"], State.RESERVED)) if row["serial"] else ""


def _replay(rows: list[dict[str, Any]], entries: list[Entry]) -> Iterator[Finding]:
    """Where the book differs from what the log says was done."""
    told: dict[Key, dict[str, Any]] = {}
    for row in rows:
        if row["serial"]:
            told.setdefault(_key(row), dict(_EMPTY)).update(_change(row["change"]))
    book = {entry.key: entry for entry in entries}
    for key in sorted(told.keys() - book.keys()):
        yield Finding(Kind.BOOK, str(Entry(*key, State.RESERVED)), "日志里有这个号，簿上没有了")
    for key, entry in book.items():
        if key not in told:
            yield Finding(Kind.BOOK, str(entry), "簿上有这个号，日志里没有登记过")
            continue
        row = as_row(entry)
        names = [name for name, value in told[key].items() if row.get(name) != value]
        if names:
            yield Finding(Kind.BOOK, str(entry), f"簿上的{'、'.join(_FIELDS.get(name, name) for name in names)}和日志不一样")


def _key(row: Mapping[str, Any]) -> Key:
    return row["code"], row["year"], row["kind"], row["serial"]


def _change(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


_FIELDS: Final = {
    "state": "状态",
    "title": "标题",
    "genre": "文种",
    "dated": "成文日期",
    "printed_on": "印发日期",
    "identity": "标识",
    "source": "草稿",
    "digest": "草稿的摘要",
    "details": "其他栏目",
    "note": "备注",
    "reason": "原因",
    "folder": "归档文件夹",
    "manifest": "归档清单",
}


def _gaps(connection: sa.Connection, entries: list[Entry]) -> Iterator[Finding]:
    ends = {Series(code, year, kind): next for code, year, kind, next, _ in connection.execute(sa.select(schema.series))}
    used: dict[Series, set[int]] = {}
    for entry in entries:
        used.setdefault(entry.series, set()).add(entry.serial)
    for series, end in sorted(ends.items()):
        missing = [serial for serial in range(1, end) if serial not in used.get(series, ())]
        for first, last in _runs(missing):
            which = f"{first}号" if first == last else f"{first}号至{last}号"
            yield Finding(
                Kind.GAP, f"{series.code}〔{series.year}〕{which}", "簿上没有。纸上用过的，用 hongtou number import 补录"
            )
    for series in sorted(used.keys() - ends.keys()):
        yield Finding(Kind.BOOK, str(series), "簿上有这一类的号，却没有编到几号的记录")


def _runs(serials: list[int]) -> Iterator[tuple[int, int]]:
    """Serials that follow one another, as first and last."""
    for _, group in groupby(enumerate(serials), key=lambda pair: pair[1] - pair[0]):
        run = [serial for _, serial in group]
        yield run[0], run[-1]


def _doubles(entries: list[Entry]) -> Iterator[Finding]:
    living = [entry for entry in entries if entry.state is not State.VOID]
    for found, what in (
        (_several(living, lambda entry: str(entry.number)), "两种编号里都有这个号，印出来分不开"),
        (_several(living, lambda entry: f"{entry.year} {entry.identity}" if entry.identity else ""), "同一份公文编了几个号"),
        (_several(living, lambda entry: entry.digest), "同样的草稿编了几个号"),
    ):
        for same in found:
            yield Finding(Kind.DOUBLE, "、".join(map(str, same)), what)


def _several(entries: list[Entry], key: Callable[[Entry], str]) -> list[list[Entry]]:
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        groups.setdefault(key(entry), []).append(entry)
    return [group for text, group in groups.items() if text and len(group) > 1]


def _order(entries: list[Entry]) -> Iterator[Finding]:
    latest: dict[Series, Entry] = {}
    for entry in entries:
        if entry.state not in _OUT or not entry.dated:
            continue
        if entry.dated[:4] != str(entry.year):
            yield Finding(Kind.ORDER, str(entry), f"成文日期 {entry.dated} 不在 {entry.year} 年")
        before = latest.get(entry.series)
        if before and entry.dated < before.dated:
            yield Finding(Kind.ORDER, str(entry), f"成文日期 {entry.dated} 早于前面的 {before}（{before.dated}）")
        else:
            latest[entry.series] = entry


def _files(office: Path | None, entries: list[Entry]) -> Iterator[Finding]:
    if office is None:
        return
    for entry in entries:
        if entry.folder:
            for message in changed(office, entry):
                yield Finding(Kind.FILE, str(entry), message)
    for message in strangers(office, entries):
        yield Finding(Kind.FILE, "", message)
