"""What is made of all units together, by the type that says how it sums them up: ours, and the one of the page for authors."""

import re
from collections.abc import Callable, Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest
import xlsxwriter
from hongtou import declared
from hongtou.batch import make
from hongtou.batch.make import make_unit
from hongtou.errors import DraftError
from hongtou.packet.packet import Packet, load_packet
from hongtou.packet.reading import read_here
from hongtou.plugin.manager import Plugins
from support.packets import write_sheet
from support.plugins import PLUGINS

Outside = Callable[..., Path]
Installed = Callable[[], list[EntryPoint]]
PAGE = (Path(__file__).resolve().parents[2] / "docs" / "plugin-development" / "capabilities.md").read_text("utf-8")
PACKET = """\
材料包: 年度材料
年度: 2026
单位: 单位.xlsx
文件:
  - {文种: 年度党建工作总结, 名称: 总结, 数据: 总结.xlsx, 常量: {格式: 普通}}
"""
SUMMARY = {
    "概况": [("单位名称", "党员总数", "女党员"), ("甲学会", "9", "4"), ("乙学会", "12", "5")],
    "本年度任务": [("单位名称", "任务", "完成情况"), ("甲学会", "学习", "学了。"), ("乙学会", "走访", "走了。")],
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    write_sheet(tmp_path / "单位.xlsx", [["单位名称"], ["甲学会"], ["乙学会"], ["丙学会"]], "单位")
    with xlsxwriter.Workbook(str(tmp_path / "总结.xlsx")) as book:
        for name, rows in SUMMARY.items():
            sheet = book.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return tmp_path


@pytest.fixture
def plugins(outside: Outside, installed: Installed, monkeypatch: pytest.MonkeyPatch) -> Iterator[Plugins]:
    """Ours and the one of the page for authors."""
    (code,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    outside("tally", code)
    found = Plugins([*PLUGINS._points, *installed()])
    monkeypatch.setattr(declared, "plugins_of", lambda _office: found)
    make._runner.cache_clear()
    yield found
    make._runner.cache_clear()


def load(folder: Path, whole: str, plugins: Plugins | None = None, rest: str = "") -> Packet:
    (folder / "packet.yaml").write_text(f"{PACKET}{rest}汇总: {whole}\n", encoding="utf-8")
    return load_packet(folder / "packet.yaml", plugins=plugins, read=read_here)


def refused(folder: Path, whole: str, plugins: Plugins | None = None, rest: str = "") -> str:
    with pytest.raises(DraftError) as caught:
        load(folder, whole, plugins, rest)
    return str(caught.value)


def test_a_type_of_somebody_elses_sums_up_by_its_own_names(folder: Path, plugins: Plugins) -> None:
    whole = load(folder, "党员人数", plugins).whole(failed={"乙学会"})
    assert whole
    (document,) = whole.documents
    assert document.values == {
        "文种": "党员人数",
        "年份": "2026",
        "各单位": [
            {"名称": "甲学会", "情况": "已交", "材料": [{"概况": {"党员总数": "9"}}]},
            {"名称": "乙学会", "情况": "有误"},
            {"名称": "丙学会", "情况": "未交"},
        ],
    }


def test_its_files_are_those_that_it_says(folder: Path, plugins: Plugins) -> None:
    whole = load(folder, "党员人数", plugins).whole()
    assert whole
    assert list(make_unit(whole)) == ["汇总/党员人数.docx"]


@pytest.mark.parametrize(
    ("whole", "formats"),
    [
        ("年度党建工作汇总", ("docx", "pdf", "xlsx")),
        ("{文种: 年度党建工作汇总, XLSX: 否}", ("docx", "pdf")),
        ("党员人数", ("docx",)),
        ("{文种: 党员人数, XLSX: 是}", ("docx", "xlsx")),
    ],
)
def test_the_packet_may_ask_for_the_workbook_or_refuse_it(
    folder: Path, plugins: Plugins, whole: str, formats: tuple[str, ...]
) -> None:
    task = load(folder, whole, plugins).whole()
    assert task
    assert task.documents[0].formats == formats


def test_what_the_packet_leaves_out_nobody_makes(folder: Path, plugins: Plugins) -> None:
    packet = load(folder, "年度党建工作汇总", plugins, "输出: {DOCX: 否}\n")
    whole = packet.whole()
    assert whole
    assert whole.documents[0].formats == ("pdf", "xlsx")
    assert {document.formats for task in packet.tasks for document in task.documents} == {("pdf",)}
    told = refused(folder, "党员人数", plugins, "输出: {DOCX: 否}\n")
    assert "汇总.文种：文种“党员人数”只做成DOCX，这里都不要，就没有东西可做了" in told


def test_a_whole_of_a_type_that_there_is_not_is_told_in_its_place(folder: Path) -> None:
    assert "汇总" in (told := refused(folder, "{文种: 年度汇总}"))
    assert "没有“年度汇总”这个文种" in told
    assert "packet.yaml:6:" in told
