"""The database under the way of documents, with a clock that tests set."""

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


@pytest.fixture
def store(tmp_path: Path, clock: Clock) -> Iterator[Store]:
    """A store in a file."""
    opened = Store(sa.URL.create("sqlite", database=str(tmp_path / "workflow.db")), clock)
    yield opened
    opened.close()
