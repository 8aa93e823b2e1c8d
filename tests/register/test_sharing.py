"""Several people and one register: who only reads disturbs nobody, and a group works in one folder."""

import datetime
import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import pytest
from hongtou.errors import RegisterError
from hongtou.issuing import Days, Issuer
from hongtou.office import Office, Settings, load_settings
from hongtou.register import reader as reading
from hongtou.register.entry import Series
from hongtou.register.register import Register
from hongtou.runner import Runner
from support.plugins import PLUGINS

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else")
SERIES = Series("云医发", 2026)
GROUP = 54321
READER, WANG, LI = 54001, 54002, 54003
FORK = get_context("fork")


class Person:
    """Somebody with an account of the own, in a process that does what it is told."""

    def __init__(self, user: int, group: int, umask: int) -> None:
        self._pipe, theirs = FORK.Pipe()
        self._process = FORK.Process(target=_serve, args=(theirs, user, group, umask), daemon=True)
        self._process.start()

    def __call__(self, action: Callable[..., Any], *arguments: object) -> Any:
        """Do something as this person; what it gives, or raises."""
        self._pipe.send((action, arguments))
        fine, found = self._pipe.recv()
        if not fine:
            raise found
        return found

    def leave(self) -> None:
        """End the process."""
        self._pipe.send(None)
        self._process.join()


def _serve(pipe: Any, user: int, group: int, umask: int) -> None:
    os.setgroups([])
    os.setgid(group)
    os.setuid(user)
    os.umask(umask)
    while (asked := pipe.recv()) is not None:
        action, arguments = asked
        try:
            told = True, action(*arguments)
        except Exception as error:
            told = False, RegisterError(str(error)) if isinstance(error, RegisterError) else AssertionError(repr(error))
        pipe.send(told)


OPEN: dict[str, Register] = {}


def opened(folder: Path, who: str) -> None:
    OPEN[who] = Register(Settings(Office(folder=folder, code="云医发")), who, patience=5.0)


def closed(who: str) -> None:
    OPEN.pop(who).close()


def reserved(who: str) -> int:
    return OPEN[who].reserve(SERIES)[0].serial


def listed(who: str) -> list[int]:
    return [entry.serial for entry in OPEN[who].entries()]


@contextmanager
def people(*accounts: tuple[int, int, int]) -> Iterator[list[Person]]:
    """People, and what their processes need to import is there."""
    with tempfile.TemporaryDirectory() as name:
        register = Register(Settings(Office(folder=Path(name), code="云医发")))
        register.reserve(SERIES)
        register.audit()
        register.close()
    found = [Person(*account) for account in accounts]
    try:
        yield found
    finally:
        for person in found:
            person.leave()


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder that everybody may pass through to."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


def owners(folder: Path) -> set[int]:
    return {path.stat().st_uid for path in folder.iterdir()}


@pytest.mark.parametrize("mode", [0o755, 0o2777], ids=["a folder of the owner's", "a folder that all may write"])
def test_who_only_reads_sees_what_is_there_and_disturbs_nobody(folder: Path, mode: int) -> None:
    folder.chmod(mode)
    opened(folder, "主人")
    reserved("主人")
    closed("主人")
    (folder / "register.db").chmod(0o644)
    with people((READER, READER, 0o022)) as (reader,):
        reader(opened, folder, "读者")
        assert reader(listed, "读者") == [1]
        opened(folder, "主人")
        assert reserved("主人") == 2
        assert reader(listed, "读者") == [1, 2]  # while the owner has it open
        closed("主人")
        assert reader(listed, "读者") == [1, 2]
        opened(folder, "主人")
        assert reserved("主人") == 3
        closed("主人")
        assert reader(listed, "读者") == [1, 2, 3]  # the same register, opened long ago
        with pytest.raises(RegisterError, match="只读的，或者所在的文件夹不能写。请管理员授权"):
            reader(reserved, "读者")
        assert owners(folder) == {0}
        opened(folder, "主人")
        assert reserved("主人") == 4
        closed("主人")
        assert [path.name for path in folder.iterdir()] == ["register.db"]
        reader(closed, "读者")


def read_often(who: str, times: int) -> list[int]:
    return [len(OPEN[who].entries()) for _ in range(times)]


def test_reading_while_the_owner_comes_and_goes(folder: Path) -> None:
    """What is read is always one state of things, and none that is older than the last."""
    folder.chmod(0o777)
    opened(folder, "主人")
    closed("主人")
    (folder / "register.db").chmod(0o644)
    with people((READER, READER, 0o022)) as (reader,):
        reader(opened, folder, "读者")
        reader._pipe.send((read_often, ("读者", 200)))
        for _ in range(15):
            opened(folder, "主人")
            reserved("主人")
            closed("主人")
        fine, seen = reader._pipe.recv()
        assert fine, seen
        assert seen == sorted(seen)
        assert reader(listed, "读者") == list(range(1, 16))
        assert owners(folder) == {0}
        reader(closed, "读者")


def test_two_of_a_group_number_and_list_in_one_folder(folder: Path) -> None:
    """As docs/user/numbering.md tells: the folder is the group's, and each has the umask 002."""
    os.chown(folder, 0, GROUP)
    folder.chmod(0o2775)
    with people((WANG, GROUP, 0o002), (LI, GROUP, 0o002), (READER, READER, 0o022)) as (wang, li, reader):
        wang(opened, folder, "王")
        assert wang(reserved, "王") == 1
        li(opened, folder, "李")
        assert [li(reserved, "李"), wang(reserved, "王"), li(reserved, "李")] == [2, 3, 4]
        reader(opened, folder, "读者")
        assert wang(listed, "王") == li(listed, "李") == reader(listed, "读者") == [1, 2, 3, 4]
        wang(closed, "王")
        assert li(reserved, "李") == 5
        li(closed, "李")
        wang(opened, folder, "王")
        assert wang(reserved, "王") == 6
        assert reader(listed, "读者") == [1, 2, 3, 4, 5, 6]
        wang(closed, "王")
        reader(closed, "读者")
    (book,) = folder.iterdir()
    assert (book.stat().st_gid, stat.S_IMODE(book.stat().st_mode)) == (GROUP, 0o664)


def office_in(folder: Path) -> None:
    """An office with two drafts."""
    (folder / "hongtou.yaml").write_text("名称: 云州市医学会\n机关代字: 云医发\n", encoding="utf-8")
    for name in ("甲", "乙", "丙"):
        draft = f"---\n文种: 通知\n标题: 关于{name}的通知\n主送: [各专科分会]\n成文日期: 2026-11-18\n---\n请于年底前报送。\n"
        (folder / f"{name}.md").write_text(draft, encoding="utf-8")


def issued(folder: Path, name: str) -> str:
    register = Register(load_settings(folder), "王小云")
    runner = Runner(register.office, PLUGINS)
    entry = Issuer(runner, register).issue(folder / f"{name}.md", Days(datetime.date(2026, 11, 21))).entry
    register.close()
    return str(entry)


def audited(folder: Path) -> list[str]:
    register = Register(load_settings(folder), "王小云")
    found = [finding.message for finding in register.audit().findings]
    register.close()
    return found


def test_two_of_a_group_issue_into_one_archive(folder: Path) -> None:
    with tempfile.TemporaryDirectory() as name:  # whatever is imported late or read once is there when the others begin
        office_in(Path(name))
        issued(Path(name), "甲")
    office_in(folder)
    os.chown(folder, 0, GROUP)
    folder.chmod(0o2775)
    with people((WANG, GROUP, 0o002), (LI, GROUP, 0o002)) as (wang, li):
        assert wang(issued, folder, "甲") == "云医发〔2026〕1号"
        assert li(issued, folder, "乙") == "云医发〔2026〕2号"
        assert wang(issued, folder, "乙") == "云医发〔2026〕2号"
        assert wang(issued, folder, "丙") == "云医发〔2026〕3号"
        assert li(audited, folder) == wang(audited, folder) == []


def test_reading_while_another_is_just_opening_waits_for_the_other_file(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SQLite makes -wal first, -shm a moment later: between the two nobody can read, and nothing is wrong."""
    opened(folder, "主人")
    assert reserved("主人") == 1
    closed("主人")
    path = folder / "register.db"
    journal = folder / "register.db-wal"
    journal.touch()
    waited = []

    def wait(seconds: float) -> None:
        waited.append(seconds)
        journal.unlink()

    monkeypatch.setattr("time.sleep", wait)
    with closing(reading.only_reading(path, 30.0)) as connection:
        assert connection.execute("select count(*) from number").fetchone()[0] >= 1
    assert len(waited) == 1
