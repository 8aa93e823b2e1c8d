"""A packet of which nothing changed is known without being read; whatever changed, a run looks at everything."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hongtou.batch.ledger import open_ledger
from hongtou.batch.ledger_file import FILE
from hongtou.batch.numbers import numbers_of
from hongtou.batch.run import run
from hongtou.batch.told import Counts, Told
from hongtou.batch.unchanged import Unchanged, unchanged
from hongtou.document import DocumentNumber
from hongtou.office import load_settings
from hongtou.packet import packet_file
from hongtou.packet.packet import load_packet
from hongtou.packet.reading import read_here
from hongtou.plugin import version
from hongtou.register.register import Register
from support.packets import write_sheet
from support.units import Here, tree

UNITS = ("甲学会", "乙学会", "丙学会")
PACKET = """\
材料包: 年度材料
年度: 2026
单位: 单位.xlsx
常量: {成文日期: 2026-11-21}
文件:
  - {文种: 通知, 名称: 通知, 草稿: '稿/{单位}.md', 编号: 是}
  - {文种: 通知, 名称: 补充, 数据: '表/{单位}.xlsx', 可缺: 是, 常量: {标题: 关于补充材料的通知}}
输出: {文件夹: '{单位}', PDF: 否}
"""
DRAFT = "---\n标题: 关于报送材料的通知\n附件:\n  - {标题: 要点, 文件: 要点.md}\n---\n请于年底前报送。\n![图1](图.png)\n"
POINTS = "---\n文种: 工作要点\n标题: 要点\n---\n一、抓好学习。\n"
SEAL = Path(__file__).parents[2] / "sample_data" / "seals" / "党委.png"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two units with drafts, one of them with a workbook as well; the third handed in nothing."""
    (tmp_path / "hongtou.yaml").write_text("名称: 云州市医学会\n机关代字: 云医发\n", encoding="utf-8")
    write_sheet(tmp_path / "单位.xlsx", [["单位名称"], *([unit] for unit in UNITS)], "单位")
    for name in ("稿", "表"):
        (tmp_path / name).mkdir()
    (tmp_path / "稿" / "图.png").write_bytes(SEAL.read_bytes())
    (tmp_path / "稿" / "要点.md").write_text(POINTS, encoding="utf-8")
    for unit in UNITS[:2]:
        (tmp_path / "稿" / f"{unit}.md").write_text(DRAFT, encoding="utf-8")
    write_own(tmp_path, "甲学会")
    (tmp_path / "packet.yaml").write_text(PACKET, encoding="utf-8")
    return tmp_path


def write_own(folder: Path, unit: str) -> None:
    write_sheet(folder / "表" / f"{unit}.xlsx", [["单位名称", "正文"], [unit, "请补充。"]], "基本情况")


def go(folder: Path) -> Counts:
    """A whole run."""
    settings = load_settings(folder)
    with numbers_of(settings) as numbers:
        packet = load_packet(folder / "packet.yaml", settings.office, read=read_here)
        return run(packet, folder / "out", Here(), numbers, lambda _: None, force=True)


def look(folder: Path) -> Unchanged | None:
    settings = load_settings(folder)
    with numbers_of(settings) as numbers:
        return unchanged(folder / "packet.yaml", settings.office, folder / "out", numbers)


def test_what_stays_is_told_as_a_run_would_tell_it(folder: Path) -> None:
    assert look(folder) is None
    assert go(folder) == Counts(made=2, missing=1)
    before, database = tree(folder / "out"), (folder / "out" / FILE).read_bytes()
    found = look(folder)
    assert found
    assert found.counts == Counts(kept=2, missing=1)
    assert (found.title, found.units, found.encrypted) == ("年度材料（2026年）", 3, False)
    told: list[Told] = []
    settings = load_settings(folder)
    with numbers_of(settings) as numbers:
        packet = load_packet(folder / "packet.yaml", settings.office, read=read_here)
        run(packet, folder / "out", Here(), numbers, told.append)
    assert sorted(map(str, found.told)) == sorted(map(str, told))
    assert look(folder)
    assert (tree(folder / "out"), (folder / "out" / FILE).read_bytes()) == (before, database)


def append(name: str) -> Callable[[Path], object]:
    return lambda folder: (folder / name).write_text((folder / name).read_text("utf-8") + "另外。\n", "utf-8")


def void_the_first(folder: Path) -> None:
    register = Register(load_settings(folder))
    register.void([DocumentNumber.parse("云医发〔2026〕1号")], "不发了")
    register.close()


def leave_a_run_half_done(folder: Path) -> None:
    with open_ledger(folder / "out", "年度材料（2026年）"):
        pass


CHANGES: dict[str, Callable[[Path], object]] = {
    "a draft": append("稿/乙学会.md"),
    "a draft that a draft names": append("稿/要点.md"),
    "a picture": lambda folder: (folder / "稿" / "图.png").write_bytes(SEAL.with_name("学会.png").read_bytes()),
    "a unit's own workbook": lambda folder: write_sheet(folder / "表" / "甲学会.xlsx", [["单位名称", "正文"]], "基本情况"),
    "a workbook that was not there": lambda folder: write_own(folder, "乙学会"),
    "a draft that was not there": lambda folder: (folder / "稿" / "丙学会.md").write_text(DRAFT, encoding="utf-8"),
    "a draft that is gone": lambda folder: (folder / "稿" / "乙学会.md").unlink(),
    "the units": lambda folder: write_sheet(folder / "单位.xlsx", [["单位名称"], ["甲学会"], ["乙学会"]], "单位"),
    "the packet's file": lambda folder: (folder / "packet.yaml").write_text(PACKET.replace("补充材料", "材料"), encoding="utf-8"),
    "the office": lambda folder: (folder / "hongtou.yaml").write_text("名称: 云州市医学会\n机关代字: 云医办\n", encoding="utf-8"),
    "a number that is void": void_the_first,
    "a register that is lost": lambda folder: (folder / "register.db").unlink(),
    "a file that somebody changed": lambda folder: (folder / "out" / "甲学会" / "通知.docx").write_bytes(b"mine"),
    "a file that is gone": lambda folder: (folder / "out" / "乙学会" / "通知.docx").unlink(),
    "a report that is gone": lambda folder: (folder / "out" / "报告.xlsx").unlink(),
    "a run that did not end": leave_a_run_half_done,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_a_run_looks_at_everything_after_a_change_of(folder: Path, change: Callable[[Path], object]) -> None:
    go(folder)
    assert look(folder)
    change(folder)
    assert look(folder) is None


def test_other_programs_make_everything_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    go(folder)
    monkeypatch.setattr(version, "fingerprint", lambda: "another version")
    assert look(folder) is None


def test_what_failed_is_tried_again(folder: Path) -> None:
    (folder / "稿" / "乙学会.md").write_text(DRAFT.replace("要点.md", "没有.md"), encoding="utf-8")
    assert go(folder) == Counts(made=1, failed=1, missing=1)
    assert look(folder) is None


def test_another_password_is_a_change(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "packet.yaml").write_text(PACKET.replace("PDF: 否", "PDF: 否, 加密: 是"), encoding="utf-8")
    go(folder)
    assert look(folder) is None  # nobody gave one: the next run has another
    monkeypatch.setenv(packet_file.PASSWORD, "一个足够长的密码，没有别人知道")
    go(folder)
    found = look(folder)
    assert found
    assert found.encrypted
    monkeypatch.setenv(packet_file.PASSWORD, "另一个足够长的密码，也没有人知道")
    assert look(folder) is None


def test_a_change_after_the_packet_was_read_is_a_change(folder: Path) -> None:
    settings = load_settings(folder)
    with numbers_of(settings) as numbers:
        packet = load_packet(folder / "packet.yaml", settings.office, read=read_here)
        append("稿/乙学会.md")(folder)
        run(packet, folder / "out", Here(), numbers, lambda _: None)
    assert look(folder) is None


_WATCHED: list[set[str]] = []


def _note(event: str, arguments: tuple[object, ...]) -> None:
    if event == "open" and isinstance(arguments[0], str):
        for opened_files in _WATCHED:
            opened_files.add(arguments[0])


sys.addaudithook(_note)


@contextmanager
def opened(folder: Path) -> Iterator[set[str]]:
    """The files of a folder that this process opens."""
    found = set[str]()
    _WATCHED.append(found)
    try:
        yield found
    finally:
        _WATCHED.remove(found)
        found &= {str(path) for path in folder.rglob("*")}


def test_every_file_that_reading_opens_is_known(folder: Path) -> None:
    settings = load_settings(folder)
    with opened(folder) as files:
        packet = load_packet(folder / "packet.yaml", settings.office, read=read_here)
    assert packet.basis
    known = {str((folder / name).resolve()) for name in packet.basis.files}
    assert {path for path in files if not path.endswith(("packet.yaml", "hongtou.yaml"))} <= known
    absent = {name for name, digest in packet.basis.files.items() if not digest}
    assert absent == {"稿/丙学会.md", "表/乙学会.xlsx", "表/丙学会.xlsx"}
