"""A damaged register: before a number is given the book is proved; it goes on rightly, or stops and says what to do."""

import datetime
import errno
import random
import re
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from hongtou.errors import RegisterError
from hongtou.office import Office, Settings
from hongtou.register.entry import Entry, EntryState, Request, Series
from hongtou.register.failures import explained
from hongtou.register.importing import BookLine
from hongtou.register.register import Register
from hongtou.register.scratch import beside
from support import disks
from support.clock import Clock
from support.forked import Forker, surroundings

Open = Callable[..., Register]
Killed = Callable[[Path, int], None]
SERIES = Series("云医发", 2026)
DAMAGES = 60
WAY_OUT = re.compile("从备份恢复")


def filled(register: Register) -> list[Entry]:
    """A register with something of everything."""
    names = [f"第{place}份" for place in range(1, 41)]
    entries = register.allocate([Request(name, SERIES, f"{name}.md", name * 9, f"关于{name}的通知") for name in names])
    for entry in entries[:20]:
        register.issue(entry, {"dated": "2026-03-02"}, {"主送": "各专科分会、办事机构各部门"})
    register.void([entry.number for entry in entries[30:33]], "会议决定不发")
    register.reserve_these(SERIES, [50, 51], "换届文件")
    return register.entries()


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Entry], datetime.datetime]:
    """The file of a register, closed, what is in it, and when that was done."""
    folder, clock = tmp_path_factory.mktemp("book"), Clock()
    register = Register(Settings(Office(folder=folder, name="云州市医学会", code="云医发")), "王小云", clock)
    entries = filled(register)
    register.close()
    return folder / "register.db", entries, clock.now


@pytest.fixture
def book(template: tuple[Path, list[Entry], datetime.datetime], file_office: Settings, clock: Any) -> tuple[Path, list[Entry]]:
    """A register that was closed, in an office: its file, and what is in it."""
    file, entries, clock.now = template
    assert file_office.office.folder
    return Path(shutil.copy(file, file_office.office.folder)), entries


@pytest.mark.parametrize("seed", range(DAMAGES))
def test_whatever_byte_is_damaged_no_number_is_wrong(
    book: tuple[Path, list[Entry]], file_office: Settings, open_register: Open, seed: int
) -> None:
    path, entries = book
    content = bytearray(path.read_bytes())
    chance = random.Random(seed)
    spoil(content, chance)
    path.write_bytes(content)
    try:
        register = open_register(file_office)
        (given,) = register.reserve(SERIES)
        after = register.entries()
    except RegisterError as error:
        assert str(path) in str(error)
        assert WAY_OUT.search(str(error))
    else:
        assert given.serial == 41
        assert after == [*entries[:40], given, *entries[40:]]


def spoil(content: bytearray, chance: random.Random) -> None:
    """One byte, a few, or a sector; in any place, or where the file begins."""
    length = chance.choice([1, 1, 1, 4, 16, 512])
    start = chance.randrange(chance.choice([100, len(content), len(content)]))
    for place in range(start, min(start + length, len(content))):
        content[place] = chance.choice([0, 255, content[place] ^ (1 << chance.randrange(8)), chance.randrange(256)])


def tamper(register: Register, statement: str) -> None:
    with register._store.engine.begin() as connection:
        connection.execute(sa.text(statement))


@pytest.mark.parametrize(
    ("statement", "told"),
    [
        ("delete from head", "日志的末尾和簿上记的不一样"),
        ("update head set at = '2031-01-01T00:00:00+00:00'", "日志的末尾和簿上记的不一样"),
        ("update head set seq = seq - 1", "日志的末尾和簿上记的不一样"),
        ("update series set next = 45", "云医发〔2026〕：编到几号的记录和日志不一样"),
        ("update series set next = 51", "云医发〔2026〕：编到几号的记录和日志不一样"),
        ("update series set top = 40", "云医发〔2026〕：编到几号的记录和日志不一样"),
        ("delete from series", "云医发〔2026〕：簿上有这一类的号，却没有编到几号的记录"),
        ("delete from number where serial = 12", "云医发〔2026〕12号：日志里有这个号，簿上没有了"),
        ("update number set identity = '别的' where serial = 12", "云医发〔2026〕12号：簿上的标识和日志不一样"),
        ("delete from log where seq = 5", "日志少了第 5 笔"),
        ("update log set change = '{}' where seq = 5", "日志第 5 笔改过"),
    ],
)
def test_no_number_from_a_book_that_was_changed_past_the_log(
    office: Settings, open_register: Open, statement: str, told: str
) -> None:
    """Also on a server, where a disk's faults are not ours to find."""
    register = open_register(office)
    filled(register)
    tamper(register, statement)
    register.close()
    again = open_register(office)
    with pytest.raises(RegisterError, match=f"登记簿不完好.*{told}.*hongtou number restore"):
        again.reserve(SERIES)
    with pytest.raises(RegisterError, match="登记簿不完好"):
        again.allocate([Request("新的", SERIES)])


def test_a_long_call_looks_again_on_another_day(
    office: Settings, open_register: Open, clock: Callable[[], datetime.datetime]
) -> None:
    register = open_register(office)
    register.reserve(SERIES, 3)
    tamper(register, "update series set next = 9")
    register._clock = lambda: clock() + datetime.timedelta(days=1)
    with pytest.raises(RegisterError, match="编到几号的记录"):
        register.reserve(SERIES)


def test_numbers_kept_ahead_and_gaps_of_an_older_book_are_sound(office: Settings, open_register: Open) -> None:
    """Whatever may be done leaves a book that is found sound by the next call."""
    register = open_register(office)
    register.reserve_these(SERIES, [1, 2, 5])
    register.reserve(SERIES, 2)
    register.reserve_these(SERIES, [6, 9])
    old = Entry("云医发", 2026, "", 12, EntryState.ISSUED, title="旧的", dated="2026-01-02")
    register.enter([BookLine(2, old), BookLine(3, replace(old, serial=8))], "旧簿.xlsx")
    register.reserve_these(SERIES, [14])
    register.close()
    again = open_register(office)
    assert [entry.serial for entry in again.reserve(SERIES, 2)] == [13, 15]
    again.close()
    third = open_register(office)
    assert [entry.serial for entry in third.reserve(SERIES)] == [16]


# --- what is left beside it -----------------------------------------------------------------------------------------------------

KILLED = """
import os, sys
from pathlib import Path
from typing import Any
from hongtou.office import Office, Settings
from hongtou.register.entry import Series
from hongtou.register.register import Register
Register(Settings(Office(folder=Path(sys.argv[1]), code="云医发")), "王小云").reserve(Series("云医发", 2026), int(sys.argv[2]))
os._exit(9)
"""


@pytest.fixture
def killed(forker: Forker) -> Killed:
    """A call that gives numbers and is cut off before it can clear up."""

    def run(folder: Path, count: int) -> None:
        assert forker.run([str(folder), str(count)], folder, surroundings(), code=KILLED)[0] == 9

    return run


def test_what_a_killed_call_left_is_taken_in(killed: Killed, file_office: Settings, open_register: Open, clock: Any) -> None:
    assert file_office.office.folder
    clock.now = datetime.datetime.now(datetime.UTC)
    killed(file_office.office.folder, 3)
    assert (file_office.office.folder / "register.db-wal").stat().st_size
    assert [entry.serial for entry in open_register(file_office).reserve(SERIES)] == [4]


def test_what_a_killed_call_left_is_not_played_into_another_file(
    killed: Killed, file_office: Settings, open_register: Open, tmp_path: Path
) -> None:
    """Somebody copies an older register into its place; the journal of the newer one is there still."""
    register = open_register(file_office)
    register.reserve(SERIES, 3)
    register.close()
    shutil.copy(tmp_path / "register.db", tmp_path / "副本.db")
    register = open_register(file_office)
    filled(register)
    register.close()
    killed(tmp_path, 3)
    shutil.copy(tmp_path / "副本.db", tmp_path / "register.db")
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir() if not path.name.endswith("-shm")}
    for _ in range(2):
        with pytest.raises(RegisterError, match=r"没有写完的 register\.db-wal 合不起来，没有动它们.*挪到别处.*restore"):
            open_register(file_office).entries()
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if not path.name.endswith("-shm")} == before
    for end in ("wal", "shm"):
        (tmp_path / f"register.db-{end}").rename(tmp_path / f"挪开的-{end}")
    assert [entry.serial for entry in open_register(file_office).reserve(SERIES)] == [4]


def test_a_journal_that_another_program_left(book: tuple[Path, list[Entry]], file_office: Settings, open_register: Open) -> None:
    path, entries = book
    journal = path.with_name("register.db-journal")
    journal.write_bytes(b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + bytes(600))
    with pytest.raises(RegisterError, match=r"旁边有别的程序改到一半留下的 register\.db-journal"):
        open_register(file_office)
    journal.unlink()
    assert open_register(file_office).entries() == entries


SCRAP = ".register.db-0123456789abcdef.new"


@pytest.mark.parametrize("there", [False, True], ids=["at birth", "afterwards"])
def test_scraps_of_killed_births_are_removed(file_office: Settings, open_register: Open, tmp_path: Path, there: bool) -> None:
    if there:
        open_register(file_office).close()
    for end in ("", "-wal", "-shm", "-journal"):
        (tmp_path / f"{SCRAP}{end}").write_bytes(b"left")
    (tmp_path / ".register.db-笔记.new").touch()
    open_register(file_office).close()
    assert sorted(path.name for path in tmp_path.iterdir()) == [".register.db-笔记.new", "register.db"]


def test_a_scrap_in_use_is_left_alone(file_office: Settings, open_register: Open, tmp_path: Path) -> None:
    with beside(tmp_path / "register.db") as scratch:
        scratch.write_bytes(b"in the making")
        with beside(tmp_path / "register.db") as other:
            open_register(file_office).close()
            assert scratch.read_bytes() == b"in the making"
            other.touch()
            (tmp_path / "register.db").unlink()
        (tmp_path / "register.db").unlink()
    assert [path.name for path in tmp_path.iterdir()] == ["register.db"]


# --- disks ----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("code", ["SQLITE_IOERR_SHMSIZE", "SQLITE_CANTOPEN"])
def test_a_full_disk_is_told_as_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """SQLite says that it could not read or write, where a file beside the register could not be made."""

    def fail() -> None:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorname = code
        with explained(f"{tmp_path}/register.db", 1.0):
            raise sa.exc.OperationalError("", {}, error)

    with pytest.raises(RegisterError, match=r"读写登记簿的文件时出错|登记簿打不开"):
        fail()

    def full(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "")

    monkeypatch.setattr(tempfile, "TemporaryFile", full)
    with pytest.raises(RegisterError, match="磁盘满了，没有登记"):
        fail()


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk with room for a register and little more."""
    with disks.small_disk(tmp_path / "disk", "512k") as disk:
        yield disk


def test_a_register_on_a_full_disk(small_disk: Path, open_register: Open) -> None:
    office = Settings(Office(folder=small_disk, code="云医发"))
    register = open_register(office)
    register.reserve(SERIES, 3)
    register.close()
    disks.fill(small_disk)
    with pytest.raises(RegisterError, match="磁盘满了，没有登记"):
        open_register(office).reserve(SERIES)
    disks.make_room(small_disk)
    assert [entry.serial for entry in open_register(office).reserve(SERIES)] == [4]
