"""An existing book into the register: every line that does not fit is told by its row, and then nothing is entered."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from ..document import DocumentNumber
from ..draft.dates import read_date
from ..errors import HongtouError, InputError, RegisterError
from ..intake.workbook.sheet import Value, read_sheet
from ..intake.workbook.titles import TITLES_WITHIN, plain, title_row
from . import schema
from .columns import DETAILS, STATES, Column, known_titles
from .counter import Counter
from .entry import KEY, SERIAL_MAX, Action, Entry, EntryState, Key, Series, canonical
from .transaction import Transaction

_SHOWN: Final = 50


@dataclass(frozen=True, slots=True)
class BookLine:
    """A line of a book.

    :param row: its row in the file.
    """

    row: int
    entry: Entry


@dataclass(frozen=True, slots=True)
class Conflict:
    """Why a line cannot be entered."""

    row: int
    message: str


class ImportConflictError(RegisterError):
    """Lines of a book that do not fit into the register.

    :param conflicts: all of them, by row.
    """

    def __init__(self, name: str, conflicts: Sequence[Conflict]) -> None:
        self.conflicts = tuple(sorted(conflicts, key=lambda conflict: conflict.row))
        told = [f"{name} 第 {conflict.row} 行：{conflict.message}" for conflict in self.conflicts[:_SHOWN]]
        if len(self.conflicts) > _SHOWN:
            told.append(f"……还有 {len(self.conflicts) - _SHOWN} 处，用 --format json 看全部")
        super().__init__("\n".join([*told, f"共 {len(self.conflicts)} 处不合，没有补录任何一行。改正后再来"]))


def read_book(path: Path, code: str = "", year: int | None = None, *, apart: Sequence[str] = ()) -> list[BookLine]:
    """Read a book from a workbook or a CSV file.

    :param code: 机关代字 where the book gives serial numbers only.
    :param year: the year of such a book.
    :param apart: the genres that have a series of their own.
    :raises InputError: the file cannot be read, or has no column of numbers.
    :raises ImportConflictError: lines are not right; tells each.
    """
    rows = read_sheet(path)
    start, columns = _titles(path, rows)
    reader = _Reader(code, year, apart)
    lines = [line for number, cells in rows[start:] if (line := reader.line(number, _named(columns, cells)))]
    if reader.conflicts:
        raise ImportConflictError(path.name, reader.conflicts)
    if not lines:
        raise InputError(f"{path}：只有栏目，没有登记内容")
    return lines


def enter(transaction: Transaction, lines: Sequence[BookLine], source: str) -> list[Entry]:
    """Enter lines, all or none.

    :param source: the book's file, for the log.
    :raises ImportConflictError: numbers are in the register already, or twice in the book.
    """
    check(transaction.connection, lines, source)
    counters: dict[Series, Counter] = {}
    entered = []
    for line in sorted(lines, key=lambda line: line.entry.key):
        series = line.entry.series
        if series not in counters:
            counters[series] = Counter(transaction.connection, series)
        counters[series].advance_past(line.entry.serial)
        entered.append(_signed(transaction, line, source))
    for counter in counters.values():
        counter.close()
    return entered


def check(connection: sa.Connection, lines: Sequence[BookLine], source: str) -> None:
    """See whether lines can be entered.

    :raises ImportConflictError: as :func:`enter`.
    """
    conflicts = list(_conflicts(connection, lines))
    if conflicts:
        raise ImportConflictError(source, conflicts)


def span_of(entries: Sequence[Entry]) -> str:
    """The numbers of a book in a few words, series by series."""
    series: dict[str, list[int]] = {}
    for entry in entries:
        series.setdefault(str(entry.series), []).append(entry.serial)
    return "，".join(f"{name}{_span(serials)}号" for name, serials in series.items())


def _span(serials: Sequence[int]) -> str:
    least, most = min(serials), max(serials)
    return str(least) if least == most else f"{least}至{most}"


def _signed(transaction: Transaction, line: BookLine, source: str) -> Entry:
    entry = replace(line.entry, source=f"{source} 第 {line.row} 行", reserved_at=transaction.now, reserved_by=transaction.who)
    if entry.state is EntryState.ISSUED:
        entry = replace(entry, issued_by=entry.issued_by or transaction.who)
    elif entry.state is not EntryState.RESERVED:
        entry = replace(entry, closed_at=transaction.now, closed_by=transaction.who)
    transaction.add(Action.IMPORT, entry)
    return entry


def _conflicts(connection: sa.Connection, lines: Sequence[BookLine]) -> Iterator[Conflict]:
    there = _there(connection, {line.entry.series for line in lines})
    first: dict[Key, int] = {}
    for line in lines:
        key = line.entry.key
        row = first.setdefault(key, line.row)
        if row != line.row:
            yield Conflict(line.row, f"{line.entry} 和第 {row} 行重号")
        elif key in there:
            yield Conflict(line.row, f"{line.entry} 登记簿里已经有了：{there[key]}")


def _there(connection: sa.Connection, wanted: set[Series]) -> dict[Key, str]:
    """The numbers of these series that are in the register, with what they are used for."""
    table = schema.number.c
    found: dict[Key, str] = {}
    for series in wanted:
        query = sa.select(*(table[name] for name in KEY), table.state, table.title, table.note).where(
            *(table[name] == getattr(series, name) for name in KEY[:3])
        )
        for *key, state, title, note in connection.execute(query):
            code, year, kind, serial = key
            found[code, year, kind, serial] = f"{EntryState(state).label}，{title or note or '没有标题'}"
    return found


def _titles(path: Path, rows: Sequence[tuple[int, Sequence[Value]]]) -> tuple[int, list[Column | None]]:
    """Where the lines begin, and which column is which.

    :raises InputError: there is no row of titles, or a title stands twice.
    """
    known = known_titles()

    def is_head(titles: Sequence[str]) -> bool:
        fields = {known[title].field for title in titles if title in known}
        return "number" in fields or {"serial", "title"} <= fields

    place = title_row(rows, lambda row: row[1], is_head)
    if place >= 0:
        number, cells = rows[place]
        columns = [known.get(plain(str(cell))) for cell in cells]
        _refuse_double(path, number, columns)
        return place + 1, columns
    raise InputError(
        f"{path}：前 {TITLES_WITHIN} 行里没有找到栏目。要有一行写着“发文字号”（或者“文号”“字号”）和“文件标题”等栏目的名称"
    )


def _refuse_double(path: Path, number: int, columns: Sequence[Column | None]) -> None:
    seen: set[str] = set()
    for column in columns:
        if column and column.title in seen:
            raise InputError(f"{path}：第 {number} 行有两栏都是“{column.title}”，不知道用哪一栏。改掉其中一栏的名称")
        seen.add(column.title if column else "")


def _named(columns: Sequence[Column | None], cells: Sequence[Value]) -> dict[str, Value]:
    """The cells of a line by what they are: an entry's field, or the title of a detail."""
    pairs = zip(columns, cells, strict=False)
    return {column.field or column.title: cell for column, cell in pairs if column and cell != ""}


@dataclass
class _Reader:
    """Reads lines; keeps what is wrong with them."""

    code: str
    year: int | None
    apart: Sequence[str]
    conflicts: list[Conflict] = field(default_factory=list)

    def line(self, row: int, cells: Mapping[str, Value]) -> BookLine | None:
        """A line; None: it is not one, or not right."""
        if not cells.keys() - {"serial"}:
            return None  # a number prepared for a line that was never written
        try:
            return BookLine(row, self._entry(cells))
        except HongtouError as error:
            self.conflicts.append(Conflict(row, str(error)))
            return None

    def _entry(self, cells: Mapping[str, Value]) -> Entry:
        number = self._number(cells)
        state = _state(_text(cells, "state"))
        title, reason = _text(cells, "title"), _text(cells, "reason")
        if not title and state is not EntryState.VOID and state is not EntryState.RESERVED:
            raise RegisterError(f"{number} 没有标题。是空号的，在“状态”栏写“作废”；没有这一栏的，加上这一栏")
        if state in {EntryState.VOID, EntryState.REVOKED, EntryState.ABOLISHED} and not reason:
            reason = f"原登记簿记为{state.label}"
        return Entry(
            number.code,
            number.year or 0,
            self._kind(cells),
            number.serial or 0,
            state,
            title=title,
            genre=_text(cells, "genre"),
            dated=_dated(number, cells),
            printed_on=_day(cells, "printed_on"),
            details=_details(cells),
            note=_text(cells, "note"),
            reason=reason,
            issued_by=_text(cells, "issued_by"),
        )

    def _number(self, cells: Mapping[str, Value]) -> DocumentNumber:
        if "number" in cells:
            number = DocumentNumber.parse(_text(cells, "number"))
            serial = _text(cells, "serial")
            if serial.isdecimal() and "code" in cells and int(serial) != number.serial:
                raise RegisterError(f"发文字号是 {number}，顺序号却是 {serial}，对不上")
            return number
        serial = _text(cells, "serial")
        code, year = _text(cells, "code") or self.code, _text(cells, "year") or str(self.year or "")
        if not (code and year):
            raise RegisterError("没有发文字号。整本只有顺序号的，用 --code 和 --year 指明机关代字和年份")
        if not serial.isdecimal() or not 1 <= int(serial) <= SERIAL_MAX:
            raise RegisterError(f"“{serial}”不是顺序号，应为 1 至 {SERIAL_MAX} 的整数")
        return DocumentNumber.parse(f"{code}〔{year}〕{int(serial)}号")

    def _kind(self, cells: Mapping[str, Value]) -> str:
        genre = _text(cells, "genre")
        return _text(cells, "kind") or (genre if genre in self.apart else "")


def _text(cells: Mapping[str, Value], name: str) -> str:
    value = cells.get(name, "")
    return value.isoformat() if isinstance(value, datetime.date) else value


def _state(text: str) -> EntryState:
    if text not in STATES:
        raise RegisterError(f"“{text}”不是公文的状态，应为{'、'.join(state.label for state in EntryState)}")
    return STATES[text]


def _day(cells: Mapping[str, Value], name: str) -> str:
    value = cells.get(name, "")
    if isinstance(value, str):
        return read_date(value).isoformat() if value else ""
    return value.isoformat()


def _dated(number: DocumentNumber, cells: Mapping[str, Value]) -> str:
    day = _day(cells, "dated")
    if day and day[:4] != str(number.year):
        raise RegisterError(f"{number} 的成文日期是 {day}，不在 {number.year} 年。核对发文字号和日期")
    return day


def _details(cells: Mapping[str, Value]) -> str:
    details = {title: _text(cells, title) for title in DETAILS if title in cells}
    return canonical(details) if details else ""
