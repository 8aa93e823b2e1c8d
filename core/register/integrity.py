"""Is the book sound? Its file is whole, its log was not touched, and its numbers and counts are what the log says was done."""

from __future__ import annotations

import datetime
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from operator import attrgetter, itemgetter
from typing import Any, Final

import sqlalchemy as sa

from . import schema
from .entry import COLUMNS, KEY, Action, Key, UnsoundError
from .transaction import SKEW, seal

_Row = Any  # of SQLAlchemy: its columns are attributes
_LOG: Final = sa.select(schema.log).order_by(schema.log.c.seq)
_NUMBERS: Final = sa.select(*(schema.number.c[name] for name in COLUMNS))
_END: Final = sa.select(schema.head.c.seq, schema.head.c.at, schema.head.c.hash)
_FIELDS: Final = COLUMNS[len(KEY) :]
_key: Final[Callable[[Any], Key]] = attrgetter(*KEY)
_last: Final[Callable[[Any], tuple[Any, ...]]] = attrgetter("seq", "at", "hash")
_values: Final[Callable[[Any], tuple[Any, ...]]] = attrgetter(*_FIELDS)
_expected: Final[Callable[[Mapping[str, Any]], tuple[Any, ...]]] = itemgetter(*_FIELDS)
_EMPTY: Final = dict.fromkeys(_FIELDS, "")
# What enters numbers of another book, wherever its counting stands.
_FROM_ELSEWHERE: Final = (Action.IMPORT.value, Action.RECOVER.value)
_TITLES: Final = {
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
class Discrepancy:
    """One thing that is not as it should be.

    :param number: the number it concerns; empty: the whole book.
    """

    kind: Kind
    number: str
    message: str


def refuse_unsound(connection: sa.Connection) -> None:
    """See that a book may be relied on.

    :raises UnsoundError: it may not; tells the first thing found.
    """
    for finding in findings(connection):
        if finding.kind is not Kind.CLOCK:
            raise UnsoundError("：".join(filter(None, [finding.number, finding.message])))


def findings(connection: sa.Connection) -> Iterator[Discrepancy]:
    """All that is wrong with a book in itself."""
    yield from _damage(connection)
    log = connection.execute(_LOG).all()
    yield from _chain(log)
    yield from _end(log, connection.execute(_END).all())
    yield from _replayed(log, connection.execute(_NUMBERS).all())
    yield from _counted(log, connection.execute(sa.select(schema.series)).all())


def _damage(connection: sa.Connection) -> Iterator[Discrepancy]:
    if connection.dialect.name == "sqlite":
        for line in connection.exec_driver_sql("pragma integrity_check").scalars():
            if line != "ok":
                yield Discrepancy(Kind.DAMAGE, "", f"文件里有损坏（{line}）")


def _chain(log: Sequence[_Row]) -> Iterator[Discrepancy]:
    """Where the log's entries do not follow one another, or are not what their hash was made of."""
    previous, expected, latest, before = "", 1, "", 0.0
    for row in log:
        if row.seq != expected:
            last = f"至第 {row.seq - 1} 笔" if row.seq > expected + 1 else ""
            yield Discrepancy(Kind.LOG, "", f"日志少了第 {expected} 笔{last}")
        elif row.previous != previous:
            yield Discrepancy(Kind.LOG, _number(row), f"日志第 {row.seq} 笔接不上前一笔，其中一笔改过")
        if not _is_sealed(row):
            yield Discrepancy(Kind.LOG, _number(row), f"日志第 {row.seq} 笔改过")
        now = _moment(row.at)
        if now < before - SKEW.total_seconds():
            yield Discrepancy(Kind.CLOCK, _number(row), f"日志第 {row.seq} 笔记于 {row.at}，比前一笔的 {latest} 还早")
        previous, expected, latest, before = row.hash, row.seq + 1, row.at, now


def _is_sealed(row: _Row) -> bool:
    try:
        return bool(seal(row._mapping) == row.hash)
    except TypeError:  # bytes where there was text
        return False


def _moment(at: object) -> float:
    try:
        return datetime.datetime.fromisoformat(str(at)).timestamp()
    except (ValueError, OverflowError):
        return 0.0


def _end(log: Sequence[_Row], ends: Sequence[_Row]) -> Iterator[Discrepancy]:
    count = log[-1].seq if log else 0
    if len(ends) != 1:
        yield Discrepancy(Kind.LOG, "", f"簿上应有一处记着日志的末尾，现有 {len(ends)} 处")
    elif not log or _last(ends[0]) != _last(log[-1]):
        yield Discrepancy(Kind.LOG, "", f"日志的末尾和簿上记的不一样：应有 {ends[0].seq} 笔，现有 {count} 笔")


def _number(row: _Row) -> str:
    return _shown(_key(row)) if row.serial else ""


def _shown(key: Key) -> str:
    """A number for people, also where damage left something else than text and numbers."""
    code, year, kind, serial = key
    return f"{code}〔{year}〕{serial}号" + (f"（{kind}）" if kind else "")


def _replayed(log: Iterable[_Row], numbers: Sequence[_Row]) -> Iterator[Discrepancy]:
    """Where the book differs from what the log says was done."""
    told: dict[Key, dict[str, Any]] = {}
    for row in log:
        if row.serial:
            told.setdefault(_key(row), dict(_EMPTY)).update(_change(row.change))
    there: set[Key] = set()
    for number in numbers:
        key, values = _key(number), _values(number)
        there.add(key)
        expected = told.get(key)
        if expected is None:
            yield Discrepancy(Kind.BOOK, _shown(key), "簿上有这个号，日志里没有登记过")
        elif values != _expected(expected):
            pairs = zip(_FIELDS, values, strict=True)
            names = [_TITLES.get(name, name) for name, value in pairs if value != expected[name]]
            yield Discrepancy(Kind.BOOK, _shown(key), f"簿上的{'、'.join(names)}和日志不一样")
    for key in told:
        if key not in there:
            yield Discrepancy(Kind.BOOK, _shown(key), "日志里有这个号，簿上没有了")


def _change(text: str) -> Mapping[str, Any]:
    try:
        found = json.loads(text)
    except (ValueError, TypeError):
        return {}
    return found if isinstance(found, dict) else {}


@dataclass(slots=True)
class _Count:
    """How far a series came."""

    next: int = 1
    used: set[int] = field(default_factory=set)

    def enter(self, serial: int, action: str) -> None:
        """Count a new number: its turn may have come or not, unless it is of another book."""
        self.used.add(serial)
        if action in _FROM_ELSEWHERE:
            self.next = max(self.next, serial + 1)

    def free(self, start: int) -> int:
        """The first number from here on that was not given."""
        while start in self.used:
            start += 1
        return start


def _counted(log: Iterable[_Row], series: Sequence[_Row]) -> Iterator[Discrepancy]:
    """Where a series does not go on with the number that the log says is next."""
    counts: dict[tuple[str, int, str], _Count] = {}
    for row in log:
        if row.serial:
            count = counts.setdefault((row.code, row.year, row.kind), _Count())
            if row.serial not in count.used:
                count.enter(row.serial, row.action)
    for row in series:
        count = counts.pop((row.code, row.year, row.kind), _Count())
        if count.free(row.next) != count.free(count.next) or row.top != max(count.used, default=0):
            yield Discrepancy(Kind.BOOK, _series(row.code, row.year, row.kind), "编到几号的记录和日志不一样")
    for code, year, kind in counts:
        yield Discrepancy(Kind.BOOK, _series(code, year, kind), "簿上有这一类的号，却没有编到几号的记录")


def _series(code: str, year: int, kind: str) -> str:
    return f"{code}〔{year}〕" + (f"（{kind}）" if kind else "")
