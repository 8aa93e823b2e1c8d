"""Whatever a file does to its reader, a message comes of it."""

from __future__ import annotations

import os
import socket
import tempfile
import time
from pathlib import Path

import pytest
from hongtou import Importer, Line, Source
from hongtou.errors import HongtouError, InputError
from hongtou.importing.apart import import_apart
from hongtou.importing.kinds import BUILT_IN


def aborts(_path: Path, _changes: str) -> Source:
    os.abort()


def never_ends(_path: Path, _changes: str) -> Source:
    while True:
        time.sleep(1)


def eats(path: Path, _changes: str) -> Source:
    return Source(path, tuple(Line("甲" * 1000, number) for number in range(10**8)))


def fails(_path: Path, _changes: str) -> Source:
    raise KeyError("110101199001011234")


def tells(path: Path, changes: str) -> Source:
    raise HongtouError(f"{path}：这一页读不了（{changes}）")


def leaves(path: Path, _changes: str) -> Source:
    Path(tempfile.gettempdir(), "rest").write_text("rest")
    return Source(path, (Line(f"关于{tempfile.gettempdir()}的通知", 1), Line("正文。", 2)))


def asks(path: Path, _changes: str) -> Source:
    try:
        socket.create_connection(("192.0.2.1", 80), timeout=0.2)
    except OSError as error:
        return Source(path, (Line("关于网络的通知", 1), Line(f"{type(error).__name__}。", 2)))
    raise AssertionError("it reached somebody")


@pytest.mark.parametrize(
    ("read", "told"),
    [
        (aborts, r"读这个文件时，工作进程中途退出（SIGABRT）。文件也许坏了"),
        (never_ends, r"读这个文件超过 0\.2 秒没有做完，已经停下。它太大或者结构太乱"),
        (eats, r"读这个文件用的内存超过 200 MiB，已经停下"),
        (fails, r"读不了这个文件，程序出错：KeyError（test_apart\.py:\d+）"),
        (tells, r"来文\.x：这一页读不了（reject）$"),
    ],
)
def test_what_a_reader_does_becomes_a_message(tmp_path: Path, read: object, told: str) -> None:
    importer = Importer("x", "", (".x",), read, seconds=0.2 if read is never_ends else 60.0, memory=200)  # type: ignore[arg-type]
    with pytest.raises(InputError, match=told) as caught:
        import_apart(tmp_path / "来文.x", importer, changes="reject")
    assert "1101" not in str(caught.value)


def test_what_it_puts_into_its_folder_is_gone_afterwards(tmp_path: Path) -> None:
    got = import_apart(tmp_path / "来文.x", Importer("x", "", (".x",), leaves))
    folder = Path(got.drafts[0].text.partition("关于")[2].partition("的通知")[0])
    assert folder.name.startswith("hongtou-import-")
    assert not folder.exists()


def test_it_reaches_no_network_where_the_system_can_see_to_that(tmp_path: Path) -> None:
    got = import_apart(tmp_path / "来文.x", Importer("x", "", (".x",), asks))
    assert "OSError。" in got.drafts[0].text or "TimeoutError。" in got.drafts[0].text


def test_a_text_gives_what_it_gives_in_this_process(tmp_path: Path) -> None:
    (tmp_path / "来文.txt").write_text("关于义诊的通知\n各分会：\n请认真准备。", encoding="utf-8")
    assert "请认真准备。" in import_apart(tmp_path / "来文.txt", BUILT_IN[".txt"]).drafts[0].text
