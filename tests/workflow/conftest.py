"""The database under the way of documents, on SQLite and on PostgreSQL, with a clock that tests set."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from hongtou.workflow.store import Store
from support.clock import Clock


@pytest.fixture
def clock() -> Clock:
    """A clock."""
    return Clock()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> sa.URL:
    """Where a database is: a file, and a PostgreSQL."""
    if request.param == "postgresql":
        return sa.make_url(request.getfixturevalue("database"))
    return sa.URL.create("sqlite", database=str(tmp_path / "workflow.db"))


@pytest.fixture
def store(url: sa.URL, clock: Clock) -> Iterator[Store]:
    """A store on each database."""
    opened = Store(url, clock)
    yield opened
    opened.close()
