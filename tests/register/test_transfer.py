"""A register carried elsewhere: backed up, restored, moved; nothing is lost on the way and no number given twice."""

import datetime
import errno
import os
import shutil
import sqlite3
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hongtou.errors import RegisterError
from hongtou.office import Settings
from hongtou.register.entry import Series
from hongtou.register.register import Register, restore

Open = Callable[..., Register]
Clock = Callable[[], datetime.datetime]
SERIES = Series("云医发", 2026)
FUNCTION = Series("云医函", 2025, "函")


@pytest.fixture
def used(register: Register) -> Register:
    register.reserve(SERIES, 2, "换届文件")
    register.reserve_these(FUNCTION, [7])
    register.void([register.entries()[1].number], "不发了")
    return register


def test_a_backup_has_all_and_can_be_put_back(used: Register, tmp_path: Path, clock: Clock, file_office: Settings) -> None:
    assert used.back_up(tmp_path / "备份.db") == 3
    entries, seal = used.entries(), used.audit().seal
    used.close()
    (tmp_path / "register.db").unlink(missing_ok=True)
    assert restore(file_office, tmp_path / "备份.db", "王小云", clock) is None
    back = Register(file_office, "王小云", clock)
    assert (back.entries(), back.audit().seal) == (entries, seal)
    assert [entry.serial for entry in back.reserve(SERIES)] == [3]
    back.close()


def test_no_file_is_overwritten_by_a_backup(used: Register, tmp_path: Path) -> None:
    (tmp_path / "备份.db").write_text("别的", encoding="utf-8")
    with pytest.raises(RegisterError, match="已经有了，不能盖掉"):
        used.back_up(tmp_path / "备份.db")
    assert (tmp_path / "备份.db").read_text(encoding="utf-8") == "别的"
    assert sorted(path.name for path in tmp_path.glob(".*new*")) == []


def test_a_damaged_register_is_kept_and_a_sound_one_is_not_replaced(
    file_office: Settings, open_register: Open, tmp_path: Path, clock: Clock
) -> None:
    register = open_register(file_office)
    register.reserve(SERIES, 30)
    register.back_up(tmp_path / "备份.db")
    with pytest.raises(RegisterError, match="是好的，不用恢复"):
        restore(file_office, tmp_path / "备份.db", "王小云", clock)
    register.close()
    (tmp_path / "register.db").write_bytes(b"\0" * 5000)
    kept = restore(file_office, tmp_path / "备份.db", "王小云", clock)
    assert kept and kept.read_bytes() == b"\0" * 5000 and kept.name.startswith("register.损坏-")
    assert [entry.serial for entry in open_register(file_office).reserve(SERIES)] == [31]


def test_wherever_a_restore_is_cut_off_no_new_register_begins(
    file_office: Settings, open_register: Open, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever step comes next never comes: each time the place gives no number, or those of the backup."""
    path, backup = tmp_path / "register.db", tmp_path / "备份.db"
    register = open_register(file_office)
    register.reserve(SERIES, 2)
    register.back_up(backup)
    register.close()
    left = [-1]

    def counted(does: Callable[..., object]) -> Callable[..., object]:
        def step(*arguments: object, **more: object) -> object:
            left[0] -= 1
            if left[0] == 0:
                raise KeyboardInterrupt
            return does(*arguments, **more)

        return step

    for owner, name in ((os, "link"), (Path, "replace"), (Path, "rename")):
        monkeypatch.setattr(owner, name, counted(getattr(owner, name)))
    cut_off = 0
    for steps in range(1, 20):
        path.write_bytes(b"\0" * 5000)
        path.with_name("register.db-wal").write_bytes(b"left")
        left[0] = steps
        try:
            restore(file_office, backup, "王小云", clock)
            break
        except KeyboardInterrupt:
            cut_off += 1
        with pytest.raises(RegisterError, match="从备份恢复"):
            Register(file_office)
        left[0] = -1
        restore(file_office, backup, "王小云", clock)
        assert len(open_register(file_office).entries()) == 2
        for used in tmp_path.glob("*register*"):
            used.unlink()
    assert cut_off >= 4
    kept = [found.read_bytes() for found in tmp_path.glob("register.损坏-*.db")]
    assert kept == [b"\0" * 5000]


def test_what_is_damaged_stays_in_its_place_until_the_backup_is_whole(
    file_office: Settings, open_register: Open, tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Otherwise the next number would be given by a new register."""
    register = open_register(file_office)
    register.reserve(SERIES, 2)
    register.back_up(tmp_path / "备份.db")
    register.close()
    (tmp_path / "register.db").write_bytes(b"\0" * 5000)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "")

    monkeypatch.setattr("hongtou.register.transfer._copy", full)
    with pytest.raises(RegisterError, match="写不了"):
        restore(file_office, tmp_path / "备份.db", "王小云", clock)
    assert (tmp_path / "register.db").read_bytes() == b"\0" * 5000
    assert not list(tmp_path.glob(".*new*"))


def test_what_sqlite_left_of_a_lost_register_is_not_played_into_the_backup(
    file_office: Settings, open_register: Open, tmp_path: Path, clock: Clock
) -> None:
    register = open_register(file_office)
    register.reserve(SERIES, 2)
    register.back_up(tmp_path / "备份.db")
    register.close()
    (tmp_path / "register.db").unlink()
    (tmp_path / "register.db-wal").write_bytes(b"left")
    assert restore(file_office, tmp_path / "备份.db", "王小云", clock) is None
    assert [path.read_bytes() for path in tmp_path.glob("register.损坏-*.db-wal")] == [b"left"]
    assert [entry.serial for entry in open_register(file_office).reserve(SERIES)] == [3]


@pytest.mark.parametrize("content", [None, b"", b"nothing of the kind", "changed"])
def test_a_backup_that_is_none(
    file_office: Settings, open_register: Open, tmp_path: Path, clock: Clock, content: bytes | str | None
) -> None:
    backup = tmp_path / "备份.db"
    if content == "changed":
        register = open_register(file_office)
        register.reserve(SERIES, 2)
        register.back_up(backup)
        register.close()
        (tmp_path / "register.db").unlink()
        book = sqlite3.connect(backup, isolation_level=None)
        book.execute("update number set note = '偷改'")
        book.close()
    elif isinstance(content, bytes):
        backup.write_bytes(content)
    with pytest.raises(RegisterError, match=r"没有备份文件|备份“.*”不完好，不能用它恢复。换一个备份"):
        restore(file_office, backup, "王小云", clock)
    assert not (tmp_path / "register.db").exists()


def test_moved_to_a_server_the_file_gives_no_more_numbers(file_office: Settings, open_register: Open, database: str) -> None:
    old = open_register(file_office)
    old.reserve(SERIES, 2)
    seal = old.audit().seal
    assert old.move(database) == 2
    new = open_register(replace(file_office, register=database))
    assert (new.entries(), new.audit().seal, new.audit().findings) == (old.entries(), seal, ())
    assert [entry.serial for entry in new.reserve(SERIES)] == [3]
    with pytest.raises(RegisterError, match="已经搬到别处"):
        old.reserve(SERIES)
    with pytest.raises(RegisterError, match="已经搬到别处"):
        old.move(database)
    assert old.audit().findings == ()


def test_moved_back_from_the_server(file_office: Settings, open_register: Open, database: str, tmp_path: Path) -> None:
    there = open_register(replace(file_office, register=database))
    there.reserve(SERIES, 2)
    assert there.move(f"sqlite:///{tmp_path}/新簿.db") == 2
    back = open_register(replace(file_office, register=f"sqlite:///{tmp_path}/新簿.db"))
    assert [entry.serial for entry in back.reserve(SERIES)] == [3]


@pytest.mark.parametrize("to", ["server", "file"])
def test_a_move_that_was_cut_off_is_done_again(
    file_office: Settings, open_register: Open, request: pytest.FixtureRequest, tmp_path: Path, to: str
) -> None:
    """The other database had all of it already, but the old register did not know so yet, and went on."""
    database = request.getfixturevalue("database") if to == "server" else f"sqlite:///{tmp_path}/新簿.db"
    old = open_register(file_office)
    old.reserve(SERIES, 2)
    old.close()
    shutil.copy(tmp_path / "register.db", tmp_path / "之前.db")
    moved = open_register(file_office)
    moved.move(database)
    moved.close()
    shutil.copy(tmp_path / "之前.db", tmp_path / "register.db")
    old = open_register(file_office)
    old.reserve(SERIES)
    assert old.move(database) == 3
    assert [entry.serial for entry in open_register(replace(file_office, register=database)).reserve(SERIES)] == [4]


def test_a_register_is_not_moved_to_where_it_is(office: Settings, register: Register, tmp_path: Path) -> None:
    register.reserve(SERIES)
    (tmp_path / "又名.db").symlink_to(tmp_path / "register.db")
    for there in [office.register] if office.register else [f"sqlite:///{tmp_path}/{name}.db" for name in ("register", "又名")]:
        with pytest.raises(RegisterError, match="本来就在那里"):
            register.move(there)
    assert [entry.serial for entry in register.reserve(SERIES)] == [2]


def test_no_used_register_is_replaced_by_a_move(file_office: Settings, open_register: Open, database: str) -> None:
    other = open_register(replace(file_office, register=database))
    other.reserve(Series("别字", 2026))
    old = open_register(file_office)
    old.reserve(SERIES, 2)
    with pytest.raises(RegisterError, match="已经有一本用过的登记簿"):
        old.move(database)
    assert [entry.serial for entry in old.reserve(SERIES)] == [3]
    assert len(other.entries()) == 1


@pytest.mark.parametrize("address", ["", "mysql://x/y", "sqlite:///register.db", "什么"])
def test_an_address_that_is_none(register: Register, address: str) -> None:
    with pytest.raises(RegisterError, match="登记簿的地址"):
        register.move(address)
    assert register.reserve(SERIES)


def test_a_register_that_only_cannot_be_opened_now_is_not_taken_for_a_damaged_one(
    file_office: Settings, open_register: Open, tmp_path: Path, clock: Clock
) -> None:
    register = open_register(file_office)
    register.reserve(SERIES, 2)
    register.back_up(tmp_path / "备份.db")
    register.reserve(SERIES, 1)
    register.close()
    other = sqlite3.connect(tmp_path / "register.db", isolation_level=None)
    other.execute("pragma locking_mode=exclusive")
    other.execute("begin immediate")
    with pytest.raises(RegisterError, match="别的程序占着登记簿"):
        restore(file_office, tmp_path / "备份.db", "王小云", clock, 0.2)
    assert not list(tmp_path.glob("register.损坏-*"))
    other.close()
    assert [entry.serial for entry in open_register(file_office).reserve(SERIES)] == [4]
