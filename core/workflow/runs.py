"""Runs of packets: how far each has come, for all processes of a server; and the word that one is to stop."""

from __future__ import annotations

import datetime
from typing import Any, Final

import sqlalchemy as sa

from ..errors import HongtouError
from ..values import dataclass
from . import schema
from .log import record
from .store import Store, TakenError, stamp

# A run that was not heard of for so long has ended with its process.
SILENT: Final = datetime.timedelta(minutes=1)
# How often a run that is at work is to be heard of, s.
BEAT: Final = 10.0
_FIELDS: Final = ("packet", "who", "begun", "heard", "ended", "units", "through", "failed", "stopping", "told")


@dataclass(frozen=True, slots=True)
class Run:
    """A packet's last run.

    :param units: how many the packet has; ``through``: how many of them are done with; ``failed``: how many were not made.
    :param told: what it came to, or why it ended; while it goes on, what became of the last unit.
    """

    packet: str
    who: str
    begun: str
    heard: str
    ended: str
    units: int
    through: int
    failed: int
    stopping: int
    told: str


class Runs:
    """The runs of an office's packets."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def get(self, packet: str) -> Run | None:
        """A packet's last run; None: there was none."""
        query = sa.select(*(schema.run.c[name] for name in _FIELDS)).where(schema.run.c.packet == packet)
        with self._store.reading() as connection:
            row = connection.execute(query).one_or_none()
        return Run(*row) if row else None

    def is_going(self, run: Run | None) -> bool:
        """Whether it is still at work, as far as one hears."""
        return run is not None and not run.ended and run.heard >= stamp(self._store.clock() - SILENT)

    def begin(self, packet: str, who: str) -> None:
        """Write down that a run begins.

        :raises HongtouError: one is at work.
        """
        moment = self._store.moment
        row: dict[str, Any] = {"packet": packet, "who": who, "begun": moment, "heard": moment, "ended": "", "told": ""}
        row |= dict.fromkeys(("units", "through", "failed", "stopping"), 0)
        query = sa.select(*(schema.run.c[name] for name in _FIELDS)).where(schema.run.c.packet == packet).with_for_update()
        try:
            with self._store.writing() as connection:
                last = connection.execute(query).one_or_none()
                if last and self.is_going(Run(*last)):
                    raise HongtouError(f"{last.who}正在做这个材料包。等它做完，或者先停下")
                change = schema.run.update().where(schema.run.c.packet == packet) if last else schema.run.insert()
                connection.execute(change.values(row))
                record(connection, moment, who, "做材料包", packet)
        except TakenError as error:
            raise HongtouError("别人正在做这个材料包。等它做完，或者先停下") from error

    def hear(self, packet: str, **values: Any) -> bool:  # noqa: ANN401 - numbers and texts
        """Write down how far a run has come.

        :return: whether it is to go on.
        """
        with self._store.writing() as connection:
            change = schema.run.update().where(schema.run.c.packet == packet)
            connection.execute(change.values(heard=self._store.moment, **values))
            stopping = connection.execute(sa.select(schema.run.c.stopping).where(schema.run.c.packet == packet)).scalar()
        return not stopping

    def end(self, packet: str, told: str) -> None:
        """Write down that a run has ended."""
        self.hear(packet, ended=self._store.moment, told=told)

    def stop(self, packet: str, who: str) -> None:
        """Let a run stop after the unit that it is at."""
        with self._store.writing() as connection:
            connection.execute(schema.run.update().where(schema.run.c.packet == packet).values(stopping=1))
            record(connection, self._store.moment, who, "停下材料包", packet)
