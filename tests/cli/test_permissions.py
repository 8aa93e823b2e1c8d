"""文件权限: the register, the archive and all that is made may be read by those whom the office names, and nobody else."""

import os
import re
import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import pyzipper
from support.packets import write_packet

Hongtou = Callable[..., Any]
DRAFT = "文种: 通知\n标题: 关于做好年度总结的通知\n主送: [各分会]\n成文日期: 2026-11-21\n正文: 请按时报送。\n"
MODES = {"本人": (0o600, 0o700), "本组": (0o640, 0o750), "所有人": (0o644, 0o755)}


def modes(folder: Path) -> Iterator[tuple[str, int]]:
    for path in sorted(folder.rglob("*")):
        yield path.relative_to(folder).as_posix(), stat.S_IMODE(path.stat().st_mode)


def make(hongtou: Hongtou) -> None:
    hongtou("issue", "通知.yaml").well()
    hongtou("render", "通知.yaml", "-o", "公文").well()
    assert hongtou("batch", "材料包.yaml", "-o", "out").code == 0
    hongtou("number", "backup", "备份.db").well()


@pytest.mark.parametrize(("readers", "habit"), [("本人", 0), ("本组", 0o022), ("本组", 0), ("所有人", 0o077)])
def test_all_that_is_made_may_be_read_by_whom_the_office_names(hongtou: Hongtou, work: Path, readers: str, habit: int) -> None:
    write_packet(work, [("甲分会", "请报送。"), ("乙分会", "请报送。")])
    (work / "通知.yaml").write_text(DRAFT, encoding="utf-8")
    file, folder = MODES[readers]
    with (work / "hongtou.yaml").open("a", encoding="utf-8") as profile:
        profile.write(f"文件权限: {readers}\n")
    given = {name for name, _ in modes(work)}
    before = os.umask(habit)
    try:
        make(hongtou)
    finally:
        os.umask(before)
    made = {name: mode for name, mode in modes(work) if name not in given}
    assert {"register.db", "archive", "公文/通知.pdf", "out/manifest.json", "out/.hongtou-batch.db", "备份.db"} <= set(made)
    wrong = {name: oct(mode) for name, mode in made.items() if mode != (folder if (work / name).is_dir() else file)}
    assert wrong == {}


def test_what_is_there_is_closed_when_the_office_closes_it(hongtou: Hongtou, work: Path) -> None:
    packet = write_packet(work, [("甲分会", "请报送。")])
    (work / "通知.yaml").write_text(DRAFT, encoding="utf-8")
    hongtou("issue", "通知.yaml").well()
    assert hongtou("batch", packet.name, "-o", "out").code == 0
    with (work / "hongtou.yaml").open("a", encoding="utf-8") as profile:
        profile.write("文件权限: 本人\n")
    assert hongtou("issue", "通知.yaml").code == 0
    assert hongtou("batch", packet.name, "-o", "out").code == 0
    found = dict(modes(work))
    assert [found[name] for name in ("register.db", "archive", "out")] == [0o600, 0o700, 0o700]


def test_other_words_are_told(hongtou: Hongtou, work: Path) -> None:
    (work / "hongtou.yaml").write_text("文件权限: 大家\n", encoding="utf-8")
    (work / "通知.yaml").write_text(DRAFT, encoding="utf-8")
    hongtou("render", "通知.yaml").failed(1, "文件权限", "本人", "本组", "所有人")


def test_a_made_password_is_told_once_and_what_is_left_in_the_open_is_named(hongtou: Hongtou, work: Path) -> None:
    packet = write_packet(work, [("甲分会", "请报送。")])
    hongtou("batch", packet.name, "-o", "out")
    (work / "out" / "甲分会" / "草稿.txt").write_text("草稿", encoding="utf-8")
    packet.write_text(packet.read_text("utf-8").replace("PDF: 否", "PDF: 否, 加密: 是"), encoding="utf-8")
    ran = hongtou("batch", packet.name, "-o", "out")
    (password,) = re.findall(r"(?:[a-z2-9]{4}-){4}[a-z2-9]{4}", ran.err + ran.out)
    assert "没有加密的文件：甲分会/草稿.txt。" in ran.err
    assert sorted(path.name for path in (work / "out" / "甲分会").iterdir()) == ["甲分会.zip", "草稿.txt"]
    with pyzipper.AESZipFile(work / "out" / "甲分会" / "甲分会.zip") as archive:
        archive.setpassword(password.encode())
        assert archive.read("通知.docx").startswith(b"PK")
    (work / "out" / "甲分会" / "草稿.txt").unlink()
    again = hongtou("batch", packet.name, "-o", "out", HONGTOU_PASSWORD=password)
    assert "没有加密" not in again.err
    assert password not in again.err + again.out
    assert not any(password.encode() in path.read_bytes() for path in (work / "out").rglob("*") if path.is_file())
