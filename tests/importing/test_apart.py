"""Whatever a file does to its reader, a message comes of it."""

from __future__ import annotations

from pathlib import Path

import pytest
from hongtou import Importer, TrackedChanges
from hongtou.errors import InputError
from hongtou.importing.apart import import_apart
from hongtou.importing.kinds import BUILT_IN
from hongtou.workers.apart import Apart
from support.bad_readers import abort, aborts, asks, eats, fails, leaves, never_ends, tells


@pytest.mark.parametrize(
    ("read", "told"),
    [
        (aborts, r"来文\.x：插件“x\[x\]”读这个文件时，工作进程中途退出（SIGABRT）。文件也许坏了"),
        (never_ends, r"来文\.x用的时间太长，不再等它（.*bad_readers\.py 第 \d+ 行）。.*太大或者结构太乱的，分成几份"),
        (eats, r"来文\.x：插件“x\[x\]”读这个文件用的内存超过 200 MiB，已经停下"),
        (fails, r"^插件“x\[x\]”：读.*来文\.x时出错：KeyError（.*bad_readers\.py 第 31 行）。.*复制到 \.txt 里再来$"),
        (tells, r"来文\.x：这一页读不了（reject）$"),
    ],
)
def test_what_a_reader_does_becomes_a_message(tmp_path: Path, read: object, told: str) -> None:
    importer = Importer("x", "", (".x",), read, seconds=0.2 if read is never_ends else 60.0, memory=200)  # type: ignore[arg-type]
    with pytest.raises(InputError, match=told) as caught:
        import_apart(tmp_path / "来文.x", importer, "x[x]", changes=TrackedChanges.REJECT)
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


def test_a_process_that_one_file_ended_serves_the_next(tmp_path: Path) -> None:
    with Apart() as process:
        assert process.do(len, "甲乙", tmp_path) == 2
        with pytest.raises(InputError, match=r"来文\.x：读这个文件时，工作进程中途退出（SIGABRT）"):
            process.do(abort, None, tmp_path / "来文.x")
        assert process.do(len, "甲乙丙", tmp_path) == 3
