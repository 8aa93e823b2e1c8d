"""The tables that the migrations make are those that the code speaks to."""

from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hongtou.register import schema
from hongtou.register.register import Register
from hongtou.register.versions import known


def test_the_migrations_make_the_tables_of_the_code(register: Register) -> None:
    with register._store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, schema.meta) == []
        assert context.get_current_revision() == schema.HEAD


def test_the_newest_version_is_known_by_name() -> None:
    assert known()[0] == schema.HEAD
