"""The log is chained: whoever changes it is found out."""

import pytest
import sqlalchemy as sa
from hongtou.workflow import log, schema
from hongtou.workflow.store import Store

LOG = schema.log


@pytest.fixture
def written(store: Store) -> Store:
    for number in range(1, 6):
        with store.writing() as connection:
            log.record(connection, store.moment, "张示例", "送核稿", f"第{number}份")
    return store


def test_a_log_that_nobody_changed_is_whole(written: Store) -> None:
    assert log.broken(written) == ""
    assert [one.subject for one in log.entries(written, 2)] == ["第5份", "第4份"]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (LOG.update().values(who="李四").where(LOG.c.seq == 3), "第 3 条被人改过"),
        (LOG.delete().where(LOG.c.seq == 2), "第 2 条不见了"),
        (LOG.delete().where(LOG.c.seq == 5), "末尾被人删去"),
        (LOG.update().values(hash="x").where(LOG.c.seq == 5), "第 5 条被人改过"),
        (schema.head.update().values(hash="x"), "末尾"),
    ],
)
def test_what_somebody_changed_is_told(written: Store, change: sa.Executable, told: str) -> None:
    with written.writing() as connection:
        connection.execute(change)
    assert told in log.broken(written)
