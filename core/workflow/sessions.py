"""Sessions: who is signed in, by a key that only their browser has; and keys that work once."""

from __future__ import annotations

import datetime
import hashlib
import secrets
from contextlib import suppress
from typing import Final

import sqlalchemy as sa

from ..values import dataclass
from . import schema
from .people import Person
from .store import Store, StoreError, TakenError, stamp

# Without a request for so long, and after so long in any case, one signs in anew.
IDLE: Final = datetime.timedelta(hours=2)
WHOLE: Final = datetime.timedelta(hours=12)
# How often it is written down that somebody is still there.
_NOTED: Final = datetime.timedelta(minutes=1)
_KEY_BYTES: Final = 32


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is signed in.

    :param person: their id.
    :param csrf: what every form and request that changes something must bring along.
    """

    digest: str
    person: str
    csrf: str


def digest(key: str) -> str:
    """What is kept of a key."""
    return hashlib.sha256(key.encode()).hexdigest()


class Sessions:
    """The sessions of an office."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def begin(self, person: Person, old: str = "") -> str:
        """Sign somebody in; a key from before is good for nothing any more.

        :param old: the key that the browser had.
        :return: the new key.
        """
        key = secrets.token_urlsafe(_KEY_BYTES)
        moment = self._store.moment
        row = {"digest": digest(key), "person": person.id, "csrf": secrets.token_urlsafe(), "begun": moment, "seen": moment}
        with self._store.writing() as connection:
            if old:
                connection.execute(schema.session.delete().where(schema.session.c.digest == digest(old)))
            connection.execute(schema.session.delete().where(schema.session.c.begun < self._before(WHOLE)))
            connection.execute(schema.session.insert(), row)
        return key

    def get(self, key: str) -> Session | None:
        """Who is signed in with a key, and is there now; None: nobody, or too long ago."""
        row = self._row(key)
        if row is not None and row.seen < self._before(_NOTED):
            # Whoever is here may read, even where nothing can be written.
            with suppress(StoreError), self._store.writing() as connection:
                seen = schema.session.update().where(schema.session.c.digest == row.digest).values(seen=self._store.moment)
                connection.execute(seen)
        return _session(row)

    def look(self, key: str) -> Session | None:
        """The same of a page that asks by itself: whether anybody is there, it does not tell."""
        return _session(self._row(key))

    def _row(self, key: str) -> sa.Row[tuple[str, ...]] | None:
        """What is kept of a session that has not ended."""
        if not key:
            return None
        query = sa.select(schema.session).where(schema.session.c.digest == digest(key))
        with self._store.reading() as connection:
            row = connection.execute(query).one_or_none()
        return None if row is None or row.seen < self._before(IDLE) or row.begun < self._before(WHOLE) else row

    def end(self, key: str) -> None:
        """Sign out."""
        with self._store.writing() as connection:
            connection.execute(schema.session.delete().where(schema.session.c.digest == digest(key)))

    def take(self, key: str) -> bool:
        """Use a key that works once; False: it was used before."""
        row = {"digest": digest(key), "used_at": self._store.moment}
        try:
            with self._store.writing() as connection:
                connection.execute(schema.once.insert(), row)
        except TakenError:
            return False
        return True

    def _before(self, span: datetime.timedelta) -> str:
        return stamp(self._store.clock() - span)


def _session(row: sa.Row[tuple[str, ...]] | None) -> Session | None:
    return Session(row.digest, row.person, row.csrf) if row is not None else None
