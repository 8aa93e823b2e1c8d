"""The database under the register: opened, made on first use, brought up to date; one way of writing, one of reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from ..errors import RegisterError
from ..files.permissions import tighten
from ..files.reasons import reason
from .address import ARCHIVE, shown
from .failures import DamagedError, explained
from .file import file_engine, refuse_foreign, refuse_leftovers
from .glance import FILE
from .network import share_of
from .schema import HEAD, create, stamp
from .scratch import beside, clear_scraps

PATIENCE: Final = 30.0
# Any number, the same for all who make or migrate a register's tables on PostgreSQL at one time.
_MIGRATING: Final = 0x686F6E67746F75


class Store:
    """A register's database.

    :param url: where it is, as :func:`~hongtou.register.address.place` tells.
    :param birth: writes the first rows into a database just made.
    :param patience: how many seconds to wait while another program writes.
    :raises RegisterError: it cannot be used; says why and what to do.
    """

    def __init__(
        self, url: sa.URL, birth: Callable[[sa.Connection], None], patience: float = PATIENCE, *, anew: bool = False
    ) -> None:
        self.name = shown(url)
        self._patience = patience
        self._anew = anew
        with explained(self.name, patience):
            is_file = url.get_backend_name() == "sqlite"
            self.engine = self._open_file(Path(url.database or ""), birth) if is_file else _server_engine(url, patience)
            try:
                self._bring_up_to_date(birth)
            except BaseException:
                self.engine.dispose()
                raise

    @contextmanager
    def writing(self) -> Iterator[sa.Connection]:
        """A transaction that writes; it has the register for itself from its first statement, and is whole or not at all."""
        with explained(self.name, self._patience), self.engine.begin() as connection:
            yield connection

    @contextmanager
    def reading(self) -> Iterator[sa.Connection]:
        """A transaction that only reads: one unchanging view, which keeps nobody waiting."""
        with explained(self.name, self._patience), self.engine.connect() as connection:
            yield connection.execution_options(hongtou_reading=True, **_snapshot(connection))

    def _open_file(self, path: Path, birth: Callable[[sa.Connection], None]) -> sa.Engine:
        share = share_of(path)
        if share:
            raise RegisterError(
                f"{path}：登记簿在网络共享（{share}）上，几台机器同时编号会出重号，不能这样用。"
                f"改用 PostgreSQL：在 hongtou.yaml 里写“登记簿: postgresql+psycopg://…”；只有一台机器用的，把登记簿放到本机的盘上"
            )
        if not path.exists():
            if not self._anew:
                _refuse_second_birth(path)
            self._make_file(path, birth)
        clear_scraps(path)
        tighten(path)
        refuse_foreign(path)
        refuse_leftovers(path)
        return file_engine(path, self._patience)

    def _make_file(self, path: Path, birth: Callable[[sa.Connection], None]) -> None:
        """Make a register beside its place and move it there whole: a file that is there is always a complete one."""
        try:
            with suppress(FileExistsError), beside(path) as scratch:  # another process was quicker; its register is as good
                make_file(scratch, birth, self._patience)
        except OSError as error:
            raise RegisterError(f"{path}：建不了登记簿：{reason(error)}。检查文件夹的权限和磁盘") from error

    def _bring_up_to_date(self, birth: Callable[[sa.Connection], None]) -> None:
        """Make the tables, or change them to what this version of hongtou knows."""
        with self.engine.connect().execution_options(hongtou_reading=True) as connection:
            if _version(connection) == HEAD:
                return
        with self.engine.begin() as connection:
            if connection.dialect.name == "postgresql":
                connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_MIGRATING)))
            version = _version(connection)
            if version == HEAD:
                return
            if version is None:
                self._refuse_file(connection)
                create(connection)
                birth(connection)
            else:
                self._migrate(connection, version)

    def _refuse_file(self, connection: sa.Connection) -> None:
        """A file is moved to its place with its tables in it."""
        if connection.dialect.name == "sqlite":
            raise DamagedError(f"{self.name}：这个文件不是 hongtou 的登记簿，或者已经损坏。挪开它，再从备份恢复登记簿")

    def _migrate(self, connection: sa.Connection, version: str) -> None:
        from .versions import known, upgrade

        if version not in known():
            raise RegisterError(
                f"{self.name}：登记簿的版本是 {version}，这个 hongtou 只认识到 {HEAD}。"
                f"请把 hongtou 升级到最近用过这本登记簿的版本；没有用过更新的版本的，是文件损坏了，挪开它，再从备份恢复登记簿"
            )
        upgrade(connection)


def make_file(path: Path, birth: Callable[[sa.Connection], None], patience: float) -> None:
    """Make a new register in a file that is not there yet.

    :raises OSError: the folder cannot be written.
    """
    path.touch(exist_ok=False)
    engine = file_engine(path, patience)
    with engine.begin() as connection:
        create(connection)
        birth(connection)
    engine.dispose()


def _refuse_second_birth(path: Path) -> None:
    """A register that got lost must not begin again from 1."""
    archive = path.parent / ARCHIVE
    if path.name == FILE and archive.is_dir() and any(archive.iterdir()):
        raise RegisterError(
            f"{path}：登记簿不见了，而“{archive}”里有已经发出的公文；另起一本会从 1 号重编。从备份恢复：hongtou number restore；"
            f"没有备份的，据归档重建：hongtou number recover；确实要另起的，先把 {ARCHIVE} 改名"
        )


def _server_engine(url: sa.URL, patience: float) -> sa.Engine:
    try:
        import psycopg  # noqa: F401
    except ImportError as error:
        raise RegisterError("登记簿在 PostgreSQL 上，还要装 psycopg：pip install 'hongtou[postgresql]'") from error
    waits = f"-c lock_timeout={int(patience * 1000)}"
    return sa.create_engine(url, connect_args={"connect_timeout": max(2, int(patience)), "options": waits})


def _snapshot(connection: sa.Connection) -> dict[str, Any]:
    """A reading transaction sees one state of things; SQLite gives that anyway."""
    return {"isolation_level": "REPEATABLE READ"} if connection.dialect.name == "postgresql" else {}


def _version(connection: sa.Connection) -> str | None:
    """The migration that the database stands at; None: there are no tables of ours."""
    if not sa.inspect(connection).has_table(stamp.name):
        return None
    found: str | None = connection.execute(sa.select(stamp.c.version_num)).scalar()
    return found
