"""Wrong passwords, counted by account and by address: after some, the wait before the next one doubles with each."""

from __future__ import annotations

import datetime
import hashlib
from typing import Final

import sqlalchemy as sa

from ..values import dataclass
from . import schema
from .store import Store, stamp

_WAIT: Final = datetime.timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class _Patience:
    """How many wrong ones cost nothing, how long the wait becomes at most, and after how long without any all are forgotten."""

    free: int
    most: datetime.timedelta
    forgotten: datetime.timedelta

    def wait(self, failures: int) -> datetime.timedelta:
        """How long the next one waits."""
        over = failures - self.free
        return min(_WAIT * 2 ** min(over, 20), self.most) if over >= 0 else datetime.timedelta()


_DAY: Final = datetime.timedelta(days=1)
_HOUR: Final = datetime.timedelta(hours=1)
_ACCOUNT: Final = _Patience(5, _DAY, _DAY)
# A whole office may have one address.
_ADDRESS: Final = _Patience(50, _HOUR, _HOUR)


@dataclass(frozen=True, slots=True)
class Knock:
    """Somebody tries a password; it counts as wrong until it is known to be right, so that many at once are no more than one.

    :param address: their digest, and since when it counts without this one; None: nobody tells an address.
    """

    account: str
    address: tuple[str, str] | None


class Knocks:
    """Who knocked at an office's door."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def count(self, login: str, address: str) -> Knock | None:
        """Somebody tries; None: they have to wait, and it does not count.

        :param login: what they call themselves, whether there is such an account or not.
        :param address: where they come from; empty: here.
        """
        now = self._store.clock()
        account, sender = _digest("account", login), _digest("address", address)
        with self._store.writing() as connection:
            connection.execute(sa.select(schema.head).with_for_update())  # one after the other
            connection.execute(schema.knock.delete().where(schema.knock.c.at < stamp(now - _DAY)))
            kept = [(account, _ACCOUNT), *([(sender, _ADDRESS)] if address else [])]
            known = [(digest, *_known(connection, digest, patience, now)) for digest, patience in kept]
            if any(
                at and stamp(now) < _until(at, patience.wait(n)) for (_, n, at), (_, patience) in zip(known, kept, strict=True)
            ):
                return None
            for digest, failures, _ in known:
                connection.execute(schema.knock.delete().where(schema.knock.c.digest == digest))
                row = {"digest": digest, "failures": failures + 1, "at": stamp(now)}
                connection.execute(schema.knock.insert(), row)
        return Knock(account, (sender, known[1][2] or stamp(now)) if address else None)

    @staticmethod
    def was_right(connection: sa.Connection, knock: Knock) -> None:
        """The password was right: the account's wrong ones are forgotten, the address's stay as they were before."""
        connection.execute(schema.knock.delete().where(schema.knock.c.digest == knock.account))
        if knock.address is not None:
            digest, at = knock.address
            values = {"failures": schema.knock.c.failures - 1, "at": at}
            connection.execute(schema.knock.update().where(schema.knock.c.digest == digest).values(values))


def forget(connection: sa.Connection, login: str) -> None:
    """Forget an account's wrong passwords: it has another password."""
    connection.execute(schema.knock.delete().where(schema.knock.c.digest == _digest("account", login)))


def _known(connection: sa.Connection, digest: str, patience: _Patience, now: datetime.datetime) -> tuple[int, str]:
    row = connection.execute(sa.select(schema.knock).where(schema.knock.c.digest == digest)).one_or_none()
    return (row.failures, row.at) if row and row.at >= stamp(now - patience.forgotten) else (0, "")


def _until(at: str, wait: datetime.timedelta) -> str:
    return stamp(datetime.datetime.fromisoformat(at) + wait) if at else ""


def _digest(kind: str, text: str) -> str:
    return hashlib.sha256(f"{kind} {text}".encode("utf-8", "replace")).hexdigest()
