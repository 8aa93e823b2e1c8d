"""The log is chained: whoever changes it is found out."""

import pytest
from hongtou.workflow import log
from hongtou.workflow.store import Store


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
        ("update log set who = '李四' where seq = 3", "第 3 条被人改过"),
        ("delete from log where seq = 2", "第 2 条不见了"),
        ("delete from log where seq = 5", "末尾被人删去"),
        ("update log set hash = 'x' where seq = 5", "第 5 条被人改过"),
        ("update head set hash = 'x'", "末尾"),
    ],
)
def test_what_somebody_changed_is_told(written: Store, change: str, told: str) -> None:
    with written.writing() as connection:
        connection.exec_driver_sql(change)
    assert told in log.broken(written)
