"""A register that cannot be used says why and what to do, and nothing is written."""

import datetime
import os
import sqlite3
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hongtou.errors import RegisterError
from hongtou.office import Office, Settings
from hongtou.register import glance, network, store
from hongtou.register.entry import Request, Series
from hongtou.register.register import Register
from support.forked import Forker, surroundings

Open = Callable[..., Register]
SERIES = Series("云医发", 2026)
NOBODY = 65534


def refused(office: Settings, *words: str, patience: float = 0.2) -> None:
    """Opening the register, or writing into it, fails with these words."""
    with pytest.raises(RegisterError) as caught:
        register = Register(office, "王小云", patience=patience)
        try:
            register.reserve(SERIES)
        finally:
            register.close()
    for word in words:
        assert word in str(caught.value)


@pytest.fixture
def used(file_office: Settings, open_register: Open) -> Path:
    """The file of a register with an entry, closed."""
    register = open_register(file_office)
    register.reserve(SERIES, 1)
    register.close()
    assert file_office.office.folder
    return file_office.office.folder / "register.db"


def test_no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HONGTOU_REGISTER", raising=False)
    refused(Settings(), "没有办公室文件夹", "--office")


@pytest.mark.parametrize(
    ("address", "word"),
    [
        ("mysql://root@localhost/x", "以“mysql”开头，不能用"),
        ("register.db", "地址不对"),
        ("sqlite:///register.db", "没有写完整的路径"),
        ("postgresql+asyncpg://root@localhost/x", "以“postgresql+asyncpg”开头"),
        ("://u:geheim@localhost/x", "地址不对"),
    ],
)
def test_a_wrong_address(file_office: Settings, address: str, word: str) -> None:
    with pytest.raises(RegisterError, match=r"hongtou\.yaml里登记簿的地址") as caught:
        Register(replace(file_office, register=address))
    assert word in str(caught.value)
    assert "geheim" not in str(caught.value)


def test_the_environment_names_the_register(file_office: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HONGTOU_REGISTER", f"sqlite:///{tmp_path}/别处.db")
    register = Register(replace(file_office, register="postgresql://nobody@127.0.0.1:1/x"), "王小云")
    assert register.name == f"{tmp_path}/别处.db"
    register.close()


@pytest.mark.parametrize("content", [b"", b"SQLite format 4\0", b"\x7fELF" * 500], ids=["empty", "other", "binary"])
def test_a_file_that_is_no_register(used: Path, file_office: Settings, content: bytes) -> None:
    used.write_bytes(content)
    refused(file_office, "这个文件", "从备份恢复")
    assert used.read_bytes() == content


def test_a_database_of_somebody_else(file_office: Settings) -> None:
    assert file_office.office.folder
    sqlite3.connect(file_office.office.folder / "register.db").execute("create table recipes (name text)").connection.close()
    refused(file_office, "不是 hongtou 的登记簿")


def test_a_damaged_file(used: Path, file_office: Settings) -> None:
    content = used.read_bytes()
    used.write_bytes(content[:100] + b"\xa5" * (len(content) - 100))
    refused(file_office, "损坏", "从备份恢复")


def test_a_file_cut_short(used: Path, file_office: Settings) -> None:
    used.write_bytes(used.read_bytes()[:4096])
    refused(file_office, "从备份恢复")


def test_damage_within_is_found_by_the_audit(used: Path, file_office: Settings, open_register: Open) -> None:
    index = "select * from sqlite_schema where name = 'log_number'"
    hidden = without_schema(used, index, "delete from sqlite_schema where name = 'log_number'")
    without_schema(used, "update log set kind = '函' where seq = 2", "select 1")  # the index does not learn of it
    without_schema(used, "insert into sqlite_schema values (?, ?, ?, ?, ?)", "select 1", *hidden[0])
    register = open_register(file_office)
    assert "文件损坏" in [finding.kind for finding in register.audit().findings]


def without_schema(path: Path, first: str, second: str, *values: object) -> list[Any]:
    """Run statements on a database that lets its own schema be changed."""
    connection = sqlite3.connect(path)
    connection.execute("pragma writable_schema=on")
    rows = connection.execute(first, values).fetchall()
    connection.execute(second)
    connection.commit()
    connection.close()
    return rows


def test_a_newer_register(used: Path, file_office: Settings) -> None:
    connection = sqlite3.connect(used)
    connection.execute("update alembic_version set version_num = '0907'")
    connection.commit()
    connection.close()
    refused(file_office, "登记簿的版本是 0907", "升级")


def test_a_newer_register_on_a_server(database: str, file_office: Settings) -> None:
    office = replace(file_office, register=database)
    Register(office, "王小云").close()
    engine = sa.create_engine(database)
    with engine.begin() as connection:
        connection.exec_driver_sql("update alembic_version set version_num = '0907'")
    engine.dispose()
    refused(office, "登记簿的版本是 0907", "升级")


def test_a_register_that_got_lost_does_not_begin_again(used: Path, file_office: Settings) -> None:
    (used.parent / "archive" / "2026").mkdir(parents=True)
    used.unlink()
    refused(file_office, "登记簿不见了", "从备份恢复")
    assert not used.exists()


def test_locked_by_another_program(used: Path, file_office: Settings) -> None:
    connection = sqlite3.connect(used, isolation_level=None)
    connection.execute("begin immediate")
    refused(file_office, "别的程序占着登记簿，等了 0.2 秒", "再运行一次")
    connection.close()


def test_locked_on_a_server(database: str, file_office: Settings) -> None:
    office = replace(file_office, register=database)
    Register(office, "王小云").close()
    engine = sa.create_engine(database)
    with engine.begin() as connection:
        connection.exec_driver_sql("select * from head for update")
        refused(office, "别的程序占着登记簿，等了 0.2 秒")
    engine.dispose()


def test_reading_goes_on_while_another_program_writes(used: Path, file_office: Settings, open_register: Open) -> None:
    connection = sqlite3.connect(used, isolation_level=None)
    connection.execute("begin immediate")
    assert len(open_register(file_office, patience=0.2).entries()) == 1
    connection.close()


# Four processes that open the register at once.
CHILDREN = """
import os
import sys
from pathlib import Path
from typing import Any
from hongtou.office import Office, Settings
from hongtou.errors import RegisterError
from hongtou.register.entry import Series
from hongtou.register.register import Register

def reserve():
    try:
        Register(Settings(Office(folder=Path(sys.argv[1]), code="云医发")), "王小云").reserve(Series("云医发", 2026))
    except RegisterError as error:
        print(error, flush=True)
    os._exit(0)

begun, begin = os.pipe()
children = [os.fork() or (os.close(begin), os.read(begun, 1), reserve()) for _ in range(4)]
os.close(begin)
sys.exit(max(os.waitpid(child, 0)[1] for child in children))
"""


@pytest.mark.skipif(os.geteuid() != 0, reason="another user is needed who may not write; only root can become one")
@pytest.mark.parametrize("made", [True, False], ids=["there", "to be made"])
def test_read_only(made: bool) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o755)
        office = Settings(Office(folder=folder, code="云医发"))
        if made:
            Register(office, "王小云").close()
        os.seteuid(NOBODY)
        try:
            refused(office, "请管理员授权" if made else "权限")
        finally:
            os.seteuid(0)
        assert (folder / "register.db").exists() == made


def mounts(tmp_path: Path, kind: str, point: Path) -> Path:
    path = tmp_path / "mountinfo"
    shown = str(point).replace(" ", "\\040")
    local = "22 1 0:21 / / rw - ext4 /dev/sda1 rw\n"
    path.write_text(f"{local}23 22 0:22 / {shown} rw shared:1 - {kind} server:/x rw\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("kind", ["nfs", "nfs4", "cifs", "smb3", "9p", "fuse.sshfs"])
def test_a_file_on_a_network_share(tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    share = tmp_path / "共享 盘"
    (share / "办公室").mkdir(parents=True)
    table = mounts(tmp_path, kind, share)
    monkeypatch.setattr(store, "share_of", lambda path: network.share_of(path, table))
    refused(Settings(Office(folder=share / "办公室", code="云医发")), "网络共享", kind, "PostgreSQL")
    assert list((share / "办公室").iterdir()) == []


def test_a_local_disk_below_a_share_is_local(tmp_path: Path) -> None:
    table = mounts(tmp_path, "nfs4", tmp_path)
    assert network.share_of(tmp_path / "register.db", table) == "nfs4"
    with table.open("a", encoding="utf-8") as file:
        file.write(f"24 23 8:1 / {tmp_path}/盘 rw - xfs /dev/sdb1 rw\n")
    assert network.share_of(tmp_path / "盘" / "register.db", table) == ""
    assert network.share_of(tmp_path / "register.db", tmp_path / "没有") == ""


def test_no_server_there(file_office: Settings) -> None:
    refused(replace(file_office, register="postgresql://u:geheim@127.0.0.1:1/x"), "连不上数据库", "u:***@127.0.0.1")


@pytest.mark.parametrize(
    "address",
    ["postgresql://u@127.0.0.1:1/x?password=geheim", "postgresql://127.0.0.1:1/x?sslmode=disable&password=geheim&user=u"],
)
def test_a_password_behind_the_address_is_not_told(file_office: Settings, address: str) -> None:
    with pytest.raises(RegisterError, match="连不上数据库") as caught:
        Register(replace(file_office, register=address), "王小云")
    assert "geheim" not in str(caught.value)


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://u:ge@heim@127.0.0.1:1/x",
        "postgresql://u:ge/heim@127.0.0.1:1/x",
        "postgresql://u:ge?heim@127.0.0.1:1/x",
        "postgresql://u:ge:heim@127.0.0.1:1/x",
        "postgresql://u@127.0.0.1:1/x?pass%77ord=ge-heim",
        "postgresql://u@127.0.0.1:1/x?PassWord=ge-heim&a=@b",
        "postgresql:/u:ge/heim@127.0.0.1:1/x",
        "mysql://u:ge/heim@127.0.0.1/x",
    ],
)
def test_no_part_of_a_password_is_told_whatever_is_in_it(file_office: Settings, address: str) -> None:
    with pytest.raises(RegisterError) as caught:
        Register(replace(file_office, register=address), "王小云")
    assert "heim" not in str(caught.value)


def test_no_such_database(server: str, file_office: Settings) -> None:
    address = sa.make_url(server).set(database="没有").render_as_string(hide_password=False)
    refused(replace(file_office, register=address), "连不上数据库")


def test_the_database_goes_away_in_mid_transaction(database: str, file_office: Settings, open_register: Open) -> None:
    register = open_register(replace(file_office, register=database))
    request = Request("甲", SERIES, "甲.md", "文字")
    with pytest.raises(RegisterError, match=r"停止了|连接断了"), register._transaction() as transaction:
        from hongtou.register import allocate

        allocate.allocate(transaction, [request])
        end_all_but_this(database)
    assert register.entries() == []
    assert [entry.serial for entry in register.allocate([request])] == [1]
    assert register.audit().findings == ()


def end_all_but_this(database: str) -> None:
    engine = sa.create_engine(database)
    with engine.connect() as connection:
        connection.exec_driver_sql(
            "select pg_terminate_backend(pid) from pg_stat_activity "
            "where datname = current_database() and pid <> pg_backend_pid()"
        )
    engine.dispose()


def test_the_file_goes_away(used: Path, file_office: Settings, open_register: Open) -> None:
    register = open_register(file_office)
    register._store.engine.dispose()
    used.unlink()
    with pytest.raises(RegisterError, match="文件不在了"):
        register.reserve(SERIES)
    assert not used.exists()


def test_a_clock_set_back(office: Settings, open_register: Open, clock: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    register = open_register(office)
    register.reserve(SERIES)
    clock.now -= datetime.timedelta(days=400)
    with pytest.raises(RegisterError, match=r"比登记簿的最后一笔.*还早.*HONGTOU_TRUST_CLOCK"):
        register.reserve(SERIES)
    assert len(register.entries()) == 1
    monkeypatch.setenv("HONGTOU_TRUST_CLOCK", "1")
    register.reserve(SERIES)
    assert [finding.kind for finding in register.audit().findings] == ["时间倒退"]


def test_clocks_of_several_machines_may_differ_a_little(office: Settings, open_register: Open, clock: Any) -> None:
    register = open_register(office)
    register.reserve(SERIES)
    clock.now -= datetime.timedelta(minutes=5)
    register.reserve(SERIES)
    assert register.audit().findings == ()


def test_nothing_is_left_when_a_change_fails(office: Settings, open_register: Open) -> None:
    register = open_register(office)
    with pytest.raises(RuntimeError), register._transaction() as transaction:
        from hongtou.register import allocate

        allocate.reserve(transaction, SERIES, 3, "")
        raise RuntimeError
    assert register.entries() == []
    assert [entry.serial for entry in register.reserve(SERIES)] == [1]
    assert register.audit().findings == ()


def test_many_processes_make_one_register(file_office: Settings, forker: Forker) -> None:
    assert file_office.office.folder
    folder = file_office.office.folder
    assert forker.run([str(folder)], folder, surroundings(), code=CHILDREN, together=True) == (0, b"", b"")
    register = Register(file_office)
    assert [entry.serial for entry in register.entries()] == [1, 2, 3, 4]
    register.close()
    assert sorted(path.name for path in file_office.office.folder.iterdir()) == [glance.FILE]


@pytest.mark.parametrize("make", [os.mkfifo, Path.mkdir, lambda path: path.symlink_to("/dev/null")])
def test_what_is_no_file_in_the_registers_place(file_office: Settings, make: Callable[[Path], None]) -> None:
    assert file_office.office.folder
    make(file_office.office.folder / "register.db")
    refused(file_office, "却是文件夹、管道或者设备")


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")
def test_who_may_only_read_leaves_nothing_behind(file_office: Settings) -> None:
    """In a folder that a group may write into, the owner's register is not the group's to write."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        folder.chmod(0o777)
        office = replace(file_office, office=replace(file_office.office, folder=folder))
        register = Register(office, "王小云")
        register.reserve(SERIES, 3)
        register.close()
        (folder / "register.db").chmod(0o644)
        before = sorted(folder.iterdir())
        Register(office, "王小云").close()  # what is imported late is there now
        child = os.fork()
        if child == 0:
            status = 1
            try:
                os.setgid(65534)
                os.setuid(65534)
                reader = Register(office, "别人")
                status = 0 if len(reader.entries()) == 3 else 2
                try:
                    reader.reserve(SERIES)
                    status = 3
                except RegisterError as error:
                    status = status if "只读" in str(error) else 4
                reader.close()
            finally:
                os._exit(status)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
        assert sorted(folder.iterdir()) == before
        again = Register(office, "王小云")
        assert [entry.serial for entry in again.reserve(SERIES)] == [4]
        again.close()
