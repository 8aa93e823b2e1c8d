"""A new register's tables are made at once; the migrations make the same ones, and they are those that the code speaks to."""

import subprocess
import sys
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from hongtou.register import schema
from hongtou.register.register import Register
from hongtou.register.versions import known, upgrade

# All that PostgreSQL knows of the tables in use: columns in their order, constraints and indexes, each as it writes them.
TABLES = """
select table_name, ordinal_position::text,
    concat_ws(' ', column_name, data_type, character_maximum_length, is_nullable, column_default)
from information_schema.columns where table_schema = current_schema()
union all select conrelid::regclass::text, conname, pg_get_constraintdef(oid)
from pg_constraint where connamespace = current_schema()::regnamespace and contype <> 'n'
union all select tablename, indexname, indexdef from pg_indexes where schemaname = current_schema()
"""
# What makes a register without any migration, and says whether Alembic was loaded for it.
NEW = """
import datetime, sys
from pathlib import Path
from hongtou.office import Office, Settings
from hongtou.register.register import Register
office = Settings(Office(folder=Path(sys.argv[1]), name="云州市医学会", code="云医发"))
Register(office, "王小云", lambda: datetime.datetime(2026, 11, 21, tzinfo=datetime.UTC)).close()
print(any(name.partition(".")[0] == "alembic" for name in sys.modules))
"""


@pytest.fixture
def migrated(request: pytest.FixtureRequest, register: Register, tmp_path: Path) -> sa.Engine:
    """A database of the same kind as the register's, with what the migrations make."""
    url = register._store.engine.url
    if url.get_backend_name() == "sqlite":
        return sa.create_engine(f"sqlite:///{tmp_path / 'migrated.sqlite'}")
    engine = sa.create_engine(url, connect_args={"options": "-c search_path=migrated"})
    request.addfinalizer(engine.dispose)
    with engine.begin() as connection:
        connection.exec_driver_sql("create schema migrated")
    return engine


def tables(connection: sa.Connection) -> list[tuple[str, ...]]:
    """Every table with all that belongs to it, as the database itself writes it down."""
    if connection.dialect.name == "postgresql":
        rows = connection.exec_driver_sql(TABLES)
        return sorted(tuple(str(word).replace("migrated.", "public.") for word in row) for row in rows)
    rows = connection.exec_driver_sql("select tbl_name, name, sql from sqlite_master")
    return sorted(tuple(" ".join(str(word).split()) for word in row) for row in rows)


def test_a_new_register_has_the_tables_that_the_migrations_make(register: Register, migrated: sa.Engine) -> None:
    with migrated.begin() as connection:
        upgrade(connection)
        made = tables(connection)
    with register._store.engine.connect() as connection:
        assert tables(connection) == made
        assert {row[0] for row in made} >= {"alembic_version", "head", "series", "number", "log"}


def test_the_migrations_make_the_tables_of_the_code(migrated: sa.Engine) -> None:
    with migrated.begin() as connection:
        upgrade(connection)
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, schema.meta) == []
        assert context.get_current_revision() == schema.HEAD


def test_a_register_says_its_version_to_alembic(register: Register) -> None:
    with register._store.engine.connect() as connection:
        assert MigrationContext.configure(connection).get_current_revision() == schema.HEAD


def test_alembic_is_not_loaded_to_make_a_register(tmp_path: Path) -> None:
    ran = subprocess.run([sys.executable, "-c", NEW, tmp_path], capture_output=True, text=True, check=True)
    assert ran.stdout.strip() == "False"


def test_the_newest_version_is_known_by_name() -> None:
    assert known()[0] == schema.HEAD
