"""Formats of inner documents that plug-ins bring: named by a draft, set so in PDF and DOCX, and never a red head's."""

from collections.abc import Callable
from pathlib import Path

import pytest
from fidelity.returned import faults, trip
from hongtou import Format, PageFormat
from hongtou.draft import FieldPath
from hongtou.errors import DraftError
from hongtou.layout.page_setup import SOFTWARE, STANDARD
from hongtou.layout.standard import mm, to_mm
from hongtou.office import load_office
from hongtou.plugin.manager import Plugins
from hongtou.runner import Rendered, Runner
from support.measure import Paper
from support.word import W, Word

Outside = Callable[..., Path]
BRINGS = """\
from hongtou import PageFormat, hookimpl

@hookimpl
def hongtou_register_page_formats(register):
    register({made})
"""
LINES = "".join(f"第{number}项工作已经安排下去，请各单位抓紧落实，月底以前报送情况。\n" for number in range(1, 61))
DRAFT = f"---\n文种: 通知\n标题: 关于义诊的汇报\n格式: FORMAT\nMORE---\n{LINES}"


def made(folder: Path, format: str = "会议材料", more: str = "", profile: str = "名称: 甲局\n") -> Rendered:
    (folder / "hongtou.yaml").write_text(profile, "utf-8")
    path = folder / "汇报.md"
    path.write_text(DRAFT.replace("FORMAT", format).replace("MORE", more), "utf-8")
    return Runner(load_office(folder), Plugins()).make(path, ["pdf", "docx"])


def test_a_draft_names_it_and_both_files_are_set_so(tmp_path: Path) -> None:
    rendered = made(tmp_path)
    assert rendered.gongwen.format is Format.PLAIN
    rows = Paper(rendered.files["pdf"]).body(2)
    assert len(rows) == 22
    assert rows[1].baseline - rows[0].baseline == pytest.approx(30 / mm(1), abs=0.01)
    assert rows[0].baseline < Paper(made(tmp_path, "普通").files["pdf"]).body(2)[0].baseline - 7
    word = Word(rendered.files["docx"])
    assert word.faults() == []
    (top, *_) = {margins.get(f"{{{W}}}top") for margins in word.document.iter(f"{{{W}}}pgMar")}
    assert top == str(round(mm(29) * 20))


def test_what_it_does_not_set_is_the_offices() -> None:
    page = PageFormat("稿", "", pitch=28.333, folio=("- ", " -"))
    assert page.page(SOFTWARE).top == SOFTWARE.top
    assert (page.page(STANDARD).pitch, page.page(STANDARD).folio) == (28.35, ("- ", " -"))
    high = PageFormat("稿", "", top=25).page(SOFTWARE)
    assert (to_mm(high.top), high.bottom, high.edge) == pytest.approx((25, SOFTWARE.bottom, SOFTWARE.edge), abs=0.02)


@pytest.mark.parametrize(("more", "field"), [("发文字号: 甲发〔2026〕7号\n", ("发文字号",)), ("印发机关: 甲局\n", ("印发机关",))])
def test_a_red_head_has_the_standards_page(tmp_path: Path, more: str, field: FieldPath) -> None:
    with pytest.raises(DraftError) as caught:
        made(tmp_path, more=more)
    assert [problem.field for problem in caught.value.problems] == [field[0]]


def test_a_format_that_there_is_not_is_told_with_all_there_are(tmp_path: Path) -> None:
    with pytest.raises(DraftError, match="会议材料"):
        made(tmp_path, "会议材科")


def test_it_comes_back_from_the_docx(tmp_path: Path) -> None:
    made(tmp_path)
    assert faults(trip(tmp_path / "汇报.md", tmp_path)) == []


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    ("made", "told"),
    [
        ("7", "登记的格式应为 PageFormat，实为 int"),
        ('PageFormat("手 册", "", pitch=30)', "格式的名称应为文字"),
        ('PageFormat("普通", "", pitch=30)', "不和标准的（文件、信函、命令、纪要、普通）重复"),
        ('PageFormat("手册", "", pitch=40)', "格式“手册”的 pitch 应为 26 至 31，实为 40"),
        ('PageFormat("手册", "", tracking=1)', "格式“手册”的 tracking 应为 -0.55 至 0.2，实为 1"),
        ('PageFormat("手册", "", top=float("nan"))', "格式“手册”的 top 应为 20 至 60，实为 nan"),
        ('PageFormat("手册", "", top="29")', "格式“手册”的 top 应为 20 至 60，实为 '29'"),
        ('PageFormat("手册", "", folio="- -")', "folio 应为页码前后的字"),
        ('PageFormat("手册", "", folio=("第\\n", "页"))', "folio 应为页码前后的字"),
        ('PageFormat("手册", "")', "格式“手册”和“普通”一样，什么也没有改"),
        ('PageFormat("会议材料", "", pitch=30)', "“会议材料”已经由插件“hongtou[planning]”登记"),
    ],
)  # fmt: skip
def test_what_is_no_format_is_told_when_it_is_loaded(outside: Outside, made: str, told: str) -> None:
    outside("pages", BRINGS.replace("{made}", made))
    (failure,) = Plugins().failures
    assert str(failure).startswith("插件“pages[pages]”：")
    assert told in str(failure)
