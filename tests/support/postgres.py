"""A private PostgreSQL (script/postgres), with databases for the occasion."""

import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlalchemy as sa

SCRIPT = Path(__file__).resolve().parents[2] / "script" / "postgres"


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


@contextmanager
def empty_database(server: str, name: str) -> Iterator[str]:
    """The address of an empty database, until the block ends."""
    engine = sa.create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f'create database "{name}"')
    try:
        yield engine.url.set(database=name).render_as_string(hide_password=False)
    finally:
        with engine.connect() as connection:
            connection.exec_driver_sql(f'drop database "{name}" with (force)')
        engine.dispose()
