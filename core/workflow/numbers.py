"""Numbers about the office's server, for who watches it."""

from __future__ import annotations

import sqlalchemy as sa

from ..values import dataclass
from . import schema
from .sessions import IDLE
from .store import Store, stamp


@dataclass(frozen=True, slots=True)
class Numbers:
    """What there is now.

    :param sessions: people at work; ``wrong_passwords``: of accounts and addresses that are not forgotten yet; ``entries``: of
        the log.
    """

    sessions: int
    wrong_passwords: int
    entries: int


def numbers(store: Store) -> Numbers:
    """Count."""
    since = stamp(store.clock() - IDLE)
    working = sa.select(sa.func.count()).select_from(schema.session).where(schema.session.c.seen >= since)
    wrong = sa.select(sa.func.coalesce(sa.func.sum(schema.knock.c.failures), 0))
    with store.reading() as connection:
        counts = [connection.execute(query).scalar_one() for query in (working, wrong, sa.select(schema.head.c.seq))]
    return Numbers(*counts)
