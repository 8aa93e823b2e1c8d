"""A database of an earlier version gets what it lacks; one of a later version is left alone, and that is told."""

import pytest
import sqlalchemy as sa
from hongtou.workflow import log, schema
from hongtou.workflow.people import People, Role, SignInError
from hongtou.workflow.store import Store, StoreError
from support.clock import Clock

PASSWORD = "云州医协2026年的口令"  # noqa: S105


def test_a_database_of_the_first_version_is_brought_up_to_date(store: Store, clock: Clock) -> None:
    people = People(store)
    people.add("root", "管理员", [Role.ADMINISTRATOR], PASSWORD, by="test")
    with store.writing() as connection:  # as the first version left it
        schema.knock.drop(connection)
        connection.execute(schema.about.update().values(version=1))
    store.close()
    opened = Store(store.engine.url, clock)
    with pytest.raises(SignInError):
        People(opened).check("root", "wrong")
    assert People(opened).check("root", PASSWORD).login == "root"
    assert log.broken(opened) == ""
    opened.close()


def test_a_database_of_a_later_version_is_not_touched(store: Store, clock: Clock) -> None:
    with store.writing() as connection:
        connection.execute(schema.about.update().values(version=schema.VERSION + 1))
    store.close()
    with pytest.raises(StoreError, match=rf"第 {schema.VERSION + 1} 版.*请升级 hongtou"):
        Store(store.engine.url, clock)
    with store.reading() as connection:
        assert connection.execute(sa.select(schema.about.c.version)).scalar() == schema.VERSION + 1
