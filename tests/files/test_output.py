"""Files are written whole or not at all."""

import errno
import os
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from hongtou.errors import OutputError
from hongtou.files.claim import claimed
from hongtou.files.output import check_distinct, check_folder, replacing, write
from support import disks
from support.forked import Forker, surroundings


def names(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


def failing(code: int) -> Callable[..., Any]:
    def fail(*_: object) -> None:
        raise OSError(code, os.strerror(code))

    return fail


@pytest.fixture(params=[False, True], ids=["one after another", "together"])
def threads(request: pytest.FixtureRequest) -> Iterator[Executor | None]:
    """What files are put on the disk by."""
    if not request.param:
        yield None
        return
    with ThreadPoolExecutor(4) as threads:
        yield threads


def test_writes_and_makes_the_folder(tmp_path: Path, threads: Executor | None) -> None:
    write({tmp_path / "a" / "b" / "通知.docx": b"docx", tmp_path / "a" / "b" / "通知.pdf": b"pdf"}, threads=threads)
    assert (tmp_path / "a" / "b" / "通知.docx").read_bytes() == b"docx"
    assert names(tmp_path / "a" / "b") == ["通知.docx", "通知.pdf"]


def test_new_files_get_the_usual_permissions_and_old_ones_keep_theirs(tmp_path: Path) -> None:
    (tmp_path / "old").write_bytes(b"1")
    (tmp_path / "old").chmod(0o640)
    mask = os.umask(0o022)
    try:
        write({tmp_path / "new": b"2", tmp_path / "old": b"2"})
    finally:
        os.umask(mask)
    assert (tmp_path / "new").stat().st_mode & 0o777 == 0o644
    assert (tmp_path / "old").stat().st_mode & 0o777 == 0o640


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").write_bytes(b"1")
    (tmp_path / "link").symlink_to("real")
    write({tmp_path / "link": b"2"})
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"2"


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (errno.ENOSPC, "磁盘满了"),
        (errno.EDQUOT, "配额"),
        (errno.EACCES, "没有写入的权限"),
        (errno.EROFS, "只读"),
        (errno.EIO, "磁盘出了故障"),
        (errno.ENXIO, "ENXIO"),
    ],
)
def test_what_fails_leaves_all_old_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, threads: Executor | None, code: int, words: str
) -> None:
    (tmp_path / "x.docx").write_bytes(b"old")
    (tmp_path / "x.pdf").write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", failing(code))
    with pytest.raises(OutputError, match=rf"x\.docx.*{words}"):
        write({tmp_path / "x.docx": b"new", tmp_path / "x.pdf": b"new"}, threads=threads)
    assert names(tmp_path) == ["x.docx", "x.pdf"]
    assert (tmp_path / "x.docx").read_bytes() == b"old"


def test_the_first_file_is_not_replaced_when_the_second_fails(tmp_path: Path) -> None:
    (tmp_path / "x.docx").write_bytes(b"old")
    (tmp_path / "x.pdf").mkdir()
    with pytest.raises(OutputError, match="同名的文件夹"):
        write({tmp_path / "x.docx": b"new", tmp_path / "x.pdf": b"new"})
    assert (tmp_path / "x.docx").read_bytes() == b"old"
    assert names(tmp_path) == ["x.docx", "x.pdf"]


class Remembering(ThreadPoolExecutor):
    """Threads that remember what they were given."""

    def __init__(self) -> None:
        super().__init__(4)
        self.given: list[Future[Any]] = []

    def submit(self, *words: Any, **named: Any) -> Future[Any]:
        self.given.append(super().submit(*words, **named))
        return self.given[-1]


def test_files_wait_for_the_disk_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    met = threading.Barrier(4)

    def fsync(_: int) -> None:
        met.wait(60)

    monkeypatch.setattr(os, "fsync", fsync)
    files = {tmp_path / f"{number}.pdf": bytes([number]) * 100_000 for number in range(8)}
    with Remembering() as threads:
        write(files, threads=threads)
        assert all(one.done() for one in threads.given)
    assert {path: path.read_bytes() for path in tmp_path.iterdir()} == files


def test_nothing_is_written_any_more_after_a_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "7.pdf").write_bytes(b"old")
    failed, begun, really = threading.Event(), threading.Barrier(4), os.open

    def opened(path: Path, flags: int, mode: int = 0o777) -> int:
        if not flags & os.O_EXCL or failed.is_set():
            return really(path, flags, mode)
        if begun.wait(60) == 0:
            failed.set()
            raise OSError(errno.ENOSPC, "")
        assert failed.wait(60)
        return really(path, flags, mode)

    monkeypatch.setattr(os, "open", opened)
    with Remembering() as threads:
        with pytest.raises(OutputError, match=r"\d\.pdf.*磁盘满了"):
            write({tmp_path / f"{number}.pdf": b"new" for number in range(8)}, threads=threads)
        assert all(one.done() for one in threads.given)
        assert names(tmp_path) == ["7.pdf"]
        assert (tmp_path / "7.pdf").read_bytes() == b"old"


def test_an_interruption_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, threads: Executor | None) -> None:
    def interrupt(_: int) -> None:
        raise KeyboardInterrupt

    (tmp_path / "x.pdf").write_bytes(b"old")
    monkeypatch.setattr(os, "fsync", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write({tmp_path / "x.pdf": b"new"}, threads=threads)
    assert names(tmp_path) == ["x.pdf"]
    assert (tmp_path / "x.pdf").read_bytes() == b"old"


@pytest.mark.parametrize("threads", ["None", "ThreadPoolExecutor(4)"])
def test_what_a_killed_writer_left_is_removed_by_the_next_process(forker: Forker, tmp_path: Path, threads: str) -> None:
    program = (
        "import os, signal, sys; from concurrent.futures import ThreadPoolExecutor; from pathlib import Path\n"
        "from hongtou.files.output import write\n"
        "os.fsync = lambda _: os.kill(os.getpid(), signal.SIGKILL)\n"
        f"write({{Path(sys.argv[1]): b'cut off'}}, threads={threads})"
    )
    (tmp_path / "x.pdf").write_bytes(b"old")
    assert forker.run([str(tmp_path / "x.pdf")], tmp_path, surroundings(), code=program)[0] == -signal.SIGKILL
    assert len(names(tmp_path)) == 2
    write({tmp_path / "y.pdf": b"new"})
    assert names(tmp_path) == ["x.pdf", "y.pdf"]
    assert (tmp_path / "x.pdf").read_bytes() == b"old"


def test_what_somebody_is_writing_now_stays(forker: Forker, tmp_path: Path) -> None:
    (tmp_path / "own.pdf").write_bytes(b"a name that only looks like it")
    with replacing(tmp_path / "x.pdf") as theirs:
        theirs.write_bytes(b"still at it")
        # Another process: this one has cleared the folder.
        program = (
            "import sys; from pathlib import Path; from hongtou.files.output import write; write({Path(sys.argv[1]): b'new'})"
        )
        assert forker.run([str(tmp_path / "y.pdf")], tmp_path, surroundings(), code=program)[0] == 0
        assert theirs.read_bytes() == b"still at it"
    assert names(tmp_path) == ["own.pdf", "x.pdf", "y.pdf"]


def test_a_folder_that_cannot_be_locked_is_written_all_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / ".hongtou-0123456789abcdef.tmp").write_bytes(b"whose?")
    monkeypatch.setattr("fcntl.flock", failing(errno.ENOLCK))
    write({tmp_path / "x.pdf": b"new"})
    assert names(tmp_path) == [".hongtou-0123456789abcdef.tmp", "x.pdf"]


def test_a_file_in_the_way_of_the_folder(tmp_path: Path) -> None:
    (tmp_path / "out").write_bytes(b"")
    for path in (tmp_path / "out" / "x.pdf", tmp_path / "out" / "deeper" / "x.pdf"):
        with pytest.raises(OutputError, match=r"文件，不是文件夹|同名文件"):
            write({path: b"new"})
        with pytest.raises(OutputError, match="文件，不是文件夹"):
            check_folder(path.parent)


def test_a_name_too_long(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="文件名太长"):
        write({tmp_path / ("长" * 90 + ".pdf"): b"new"})
    assert names(tmp_path) == []


def test_links_that_go_round(tmp_path: Path) -> None:
    (tmp_path / "a").symlink_to("b")
    (tmp_path / "b").symlink_to("a")
    with pytest.raises(OutputError, match="绕成了圈"):
        write({tmp_path / "a": b"new"})


def test_a_folder_that_can_be_made_is_not_made_by_asking(tmp_path: Path) -> None:
    check_folder(tmp_path / "new" / "deeper")
    assert names(tmp_path) == []


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 64 KiB."""
    with disks.small_disk(tmp_path / "disk", "64k") as disk:
        yield disk


def test_a_disk_that_is_full(small_disk: Path, threads: Executor | None) -> None:
    write({small_disk / "x.pdf": b"old"})
    # Files that are written together: whichever comes to the end of the disk first is told.
    with pytest.raises(OutputError, match=r"x\.(pdf|docx).*磁盘满了" if threads else r"x\.pdf.*磁盘满了"):
        write({small_disk / "x.docx": b"new", small_disk / "x.pdf": b"n" * 100_000}, threads=threads)
    assert names(small_disk) == ["x.pdf"]
    assert (small_disk / "x.pdf").read_bytes() == b"old"


def test_a_disk_that_is_read_only(small_disk: Path) -> None:
    disks.make_read_only(small_disk)
    with pytest.raises(OutputError, match="只读"):
        check_folder(small_disk)
    with pytest.raises(OutputError, match="只读"):
        write({small_disk / "x.pdf": b"new"})


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_without_permission(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(OutputError, match="没有写入的权限"):
        check_folder(tmp_path)
    with pytest.raises(OutputError, match="没有写入的权限"):
        write({tmp_path / "x.pdf": b"new"})


def test_two_drafts_to_one_file(tmp_path: Path) -> None:
    a, b = tmp_path / "a" / "x.md", tmp_path / "b" / "x.md"
    with pytest.raises(OutputError, match=r"a/x\.md.*b/x\.md.*都要写到"):
        check_distinct([(a, tmp_path / "x.pdf"), (b, tmp_path / "x.pdf")])
    check_distinct([(a, tmp_path / "a" / "x.pdf"), (b, tmp_path / "b" / "x.pdf")])


def test_a_result_over_a_draft(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="是一份草稿"):
        check_distinct([(tmp_path / "x.md", tmp_path / "x.md")])


@pytest.fixture
def apart(tmp_path: Path) -> tuple[Path, Path]:
    """An output folder, and one outside it."""
    for name in ("out", "else"):
        (tmp_path / name).mkdir()
    (tmp_path / "else" / "通知.docx").write_bytes(b"theirs")
    return tmp_path / "out", tmp_path / "else"


def test_nothing_is_written_through_a_linked_folder(apart: tuple[Path, Path]) -> None:
    out, other = apart
    (out / "甲").symlink_to(other)
    for path in (out / "甲" / "通知.docx", out / "甲" / "乙" / "通知.docx"):
        with pytest.raises(OutputError, match="外面"):
            write({out / "好.docx": b"good", path: b"1"}, out)
        with pytest.raises(OutputError, match="外面"), replacing(path, out):
            pass
    assert names(out) == ["甲"]
    assert names(other) == ["通知.docx"]
    assert (other / "通知.docx").read_bytes() == b"theirs"


@pytest.mark.parametrize("target", ["../else/通知.docx", "../else/没有.docx"])
def test_nothing_is_written_through_a_linked_file(apart: tuple[Path, Path], target: str) -> None:
    out, other = apart
    (out / "通知.docx").symlink_to(target)
    with pytest.raises(OutputError, match="删掉这个链接"):
        write({out / "通知.docx": b"1"}, out)
    assert (other / "通知.docx").read_bytes() == b"theirs"
    assert names(other) == ["通知.docx"]


def test_the_output_folder_may_be_a_link_itself(apart: tuple[Path, Path]) -> None:
    out, other = apart
    (out / "夹").symlink_to(other)
    write({out / "夹" / "甲" / "通知.docx": b"1"}, out / "夹")
    assert (other / "甲" / "通知.docx").read_bytes() == b"1"


@pytest.mark.parametrize("old", [None, 0o600, 0o640, 0o644])
def test_a_temporary_file_is_for_nobody_else(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, old: int | None) -> None:
    path = tmp_path / "通知.docx"
    if old is not None:
        path.write_bytes(b"old")
        path.chmod(old)
    seen: list[int] = []

    def fsync(handle: int) -> None:
        seen.append(os.fstat(handle).st_mode & 0o777)

    monkeypatch.setattr(os, "fsync", fsync)
    mask = os.umask(0o022)
    try:
        write({path: b"1"})
        with replacing(path) as temporary:
            temporary.write_bytes(b"2")
    finally:
        os.umask(mask)
    assert set(seen) == {0o600}
    assert path.stat().st_mode & 0o777 == (0o644 if old is None else old)


def test_no_lock_is_taken_on_what_a_link_leads_to(apart: tuple[Path, Path]) -> None:
    out, other = apart
    (other / ".hongtou-1.tmp").write_bytes(b"theirs")
    (out / "夹").symlink_to(other)
    with claimed(out / "夹", lambda: [other / ".hongtou-1.tmp"]):
        assert (other / ".hongtou-1.tmp").exists()
