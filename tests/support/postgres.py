"""A private PostgreSQL (script/postgres), with databases for the occasion."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

SCRIPT = Path(__file__).resolve().parents[2] / "script" / "postgres"
_END_OTHERS = (
    "select pg_terminate_backend(pid, 60000) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
)
_SCHEMAS = "select nspname from pg_namespace where nspname !~ '^pg_' and nspname <> 'information_schema'"


@contextmanager
def running(*settings: str) -> Iterator[tuple[Path, str]]:
    """A PostgreSQL until the block ends: its folder and its address."""
    started = subprocess.run([SCRIPT, "start", "fsync=off", *settings], capture_output=True, text=True, check=True)
    folder, address = started.stdout.split()
    try:
        yield Path(folder), address
    finally:
        subprocess.run([SCRIPT, "stop", folder], check=True)


def halt(folder: Path) -> None:
    """End it as a loss of power would."""
    subprocess.run([SCRIPT, "halt", folder], check=True)


def resume(folder: Path) -> None:
    """Start it again where it was."""
    subprocess.run([SCRIPT, "resume", folder], check=True, stdout=subprocess.DEVNULL)


class EmptyDatabase:
    """One database on a server, empty whenever it is asked for: to make a new one each time takes five times as long."""

    def __init__(self, server: str) -> None:
        name = "tests"
        with _connected(sa.make_url(server)) as connection:
            connection.exec_driver_sql(f"create database {name}")
        self._url = sa.make_url(server).set(database=name)

    @property
    def address(self) -> str:
        return self._url.render_as_string(hide_password=False)

    def clear(self) -> None:
        """End whoever is connected, and drop all that is in it."""
        with _connected(self._url) as connection:
            connection.exec_driver_sql(_END_OTHERS)
            for schema in connection.exec_driver_sql(_SCHEMAS).scalars().all():
                connection.exec_driver_sql(f'drop schema "{schema}" cascade')
            connection.exec_driver_sql("create schema public")


@contextmanager
def _connected(url: sa.URL) -> Iterator[sa.Connection]:
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        yield connection
    engine.dispose()
