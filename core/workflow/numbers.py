"""Numbers about the office's server, for who watches it."""

from __future__ import annotations

from collections.abc import Mapping

import sqlalchemy as sa

from ..values import dataclass
from . import schema
from .sessions import IDLE
from .store import Store, stamp
from .way import Stage


@dataclass(frozen=True, slots=True)
class Numbers:
    """What there is now.

    :param sessions: people at work; ``wrong_passwords``: of accounts and addresses that are not forgotten yet; ``entries``: of
        the log; ``drafts``: how many are at each stage.
    """

    sessions: int
    wrong_passwords: int
    entries: int
    drafts: Mapping[Stage, int]


def numbers(store: Store) -> Numbers:
    """Count."""
    since = stamp(store.clock() - IDLE)
    working = sa.select(sa.func.count()).select_from(schema.session).where(schema.session.c.seen >= since)
    wrong = sa.select(sa.func.coalesce(sa.func.sum(schema.knock.c.failures), 0))
    staged = sa.select(schema.draft.c.stage, sa.func.count()).group_by(schema.draft.c.stage)
    with store.reading() as connection:
        sessions, failures = (connection.execute(query).scalar_one() for query in (working, wrong))
        entries = connection.execute(sa.select(schema.head.c.seq)).scalar_one()
        drafts = {Stage(stage): count for stage, count in connection.execute(staged)}
    return Numbers(sessions, failures, entries, drafts)
