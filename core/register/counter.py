"""Which number comes next in a series."""

from __future__ import annotations

from typing import Final

import sqlalchemy as sa

from ..errors import RegisterError
from . import schema
from .entry import SERIAL_MAX, Entry, EntryState, Series, from_row

_COLUMNS: Final = ("code", "year", "kind")
_SERIES: Final = sa.select(schema.series.c.next, schema.series.c.top).where(
    *(schema.series.c[name] == sa.bindparam(f"key_{name}") for name in _COLUMNS)
)
_ADD: Final = schema.series.insert()
_MOVE: Final = schema.series.update().where(*(schema.series.c[name] == sa.bindparam(f"key_{name}") for name in _COLUMNS))
_IN_SERIES: Final = sa.and_(*(schema.number.c[name] == sa.bindparam(f"key_{name}") for name in _COLUMNS))
_AHEAD: Final = sa.select(schema.number.c.serial).where(_IN_SERIES, schema.number.c.serial >= sa.bindparam("least"))
_THIS: Final = sa.select(schema.number.c.serial).where(_IN_SERIES, schema.number.c.serial == sa.bindparam("serial"))
_FROM_THE_END: Final = sa.select(schema.number).where(_IN_SERIES).order_by(schema.number.c.serial.desc())


class Counter:
    """Counts one series within a writing transaction; :meth:`close` keeps what it came to."""

    def __init__(self, connection: sa.Connection, series: Series) -> None:
        self._connection = connection
        self._series = series
        self._key = {f"key_{name}": getattr(series, name) for name in _COLUMNS}
        row = connection.execute(_SERIES, self._key).one_or_none()
        self._is_new = row is None
        self.next: int = row.next if row else 1
        self.top: int = row.top if row else 0
        self._start = self.next, self.top
        self._ahead = self._kept_ahead()

    def take(self) -> int:
        """The next number that is free.

        :raises RegisterError: the series is full.
        """
        while self.next in self._ahead:
            self.next += 1
        if self.next > SERIAL_MAX:
            raise RegisterError(f"{self._series} 已经编到 {SERIAL_MAX} 号，不能再编")
        self.next += 1
        self.top = max(self.top, self.next - 1)
        return self.next - 1

    def keep(self, serial: int) -> None:
        """Take a number ahead of its turn, and the count goes round it; or one that the book lost, or never had.

        :raises RegisterError: it is taken.
        """
        if serial in self._ahead or (serial < self.next and self._is_in_book(serial)):
            raise RegisterError(f"{self._series} 的 {serial} 号已经编过了，不能再预留；下一个是 {self.next} 号")
        if serial > SERIAL_MAX:
            raise RegisterError(f"顺序号不能大于 {SERIAL_MAX}，这里是 {serial}")
        self._ahead.add(serial)
        self.top = max(self.top, serial)

    def advance_past(self, serial: int) -> None:
        """Count on from after a number that is in the book already."""
        self.next = max(self.next, serial + 1)
        self.top = max(self.top, serial)

    def void_at_end(self) -> Entry | None:
        """The lowest of the void numbers after which none was used or printed; None: there is none."""
        lowest = None
        for row in self._connection.execute(_FROM_THE_END, self._key).mappings():
            entry = from_row(dict(row))
            if entry.state is not EntryState.VOID or entry.printed:
                break
            lowest = entry
        return lowest

    def close(self) -> None:
        """Keep the count."""
        if self._is_new:
            row = {name: getattr(self._series, name) for name in _COLUMNS}
            self._connection.execute(_ADD, {**row, "next": self.next, "top": self.top})
        elif (self.next, self.top) != self._start:
            self._connection.execute(_MOVE, {**self._key, "next": self.next, "top": self.top})

    def _is_in_book(self, serial: int) -> bool:
        return self._connection.execute(_THIS, {**self._key, "serial": serial}).first() is not None

    def _kept_ahead(self) -> set[int]:
        if self.top < self.next:
            return set()
        return set(self._connection.execute(_AHEAD, {**self._key, "least": self.next}).scalars())
