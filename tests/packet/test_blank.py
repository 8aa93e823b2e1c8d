"""Blank workbooks: what they ask for is what is read; text stays text."""

import zipfile
from pathlib import Path

import pytest
from hongtou.declared.types import document_type
from hongtou.draft import COMMON
from hongtou.errors import HongtouError
from hongtou.intake.workbook.reader import Workbook
from hongtou.intake.workbook.titles import plain
from hongtou.office import TypeFolder
from hongtou.packet.blank import blank_workbook
from hongtou.packet.columns import plain_unit, sheets
from hongtou.packet.patterns import filled, filled_all, fit
from hongtou.packet.table import EXAMPLE, read_table
from hypothesis import given
from hypothesis import strategies as st
from support.plugins import PLUGINS

TYPES = ("年度党建工作总结", "党建工作台账", "统战对象名单", "述职报告", "通知")


def blank(folder: Path, name: str) -> Path:
    path = folder / "空白.xlsx"
    path.write_bytes(blank_workbook(PLUGINS.document_type(name), PLUGINS))
    return path


@pytest.mark.parametrize("name", TYPES)
def test_a_blank_workbook_is_read_without_complaint_and_holds_no_unit(tmp_path: Path, name: str) -> None:
    type = PLUGINS.document_type(name)
    book = Workbook(blank(tmp_path, name))
    for spec in sheets(type, PLUGINS.fields(type)):
        if spec.written:
            table = read_table(book, spec.name, spec)
            assert set(spec.written) <= set(table.columns.values())
            assert (table.rows, table.unmatched, table.notes) == ({}, [], [])


def test_its_example_shows_every_column(tmp_path: Path) -> None:
    rows = list(Workbook(blank(tmp_path, "统战对象名单")).rows("名单"))
    assert rows[0].cells[:3] == ("单位名称*", "姓名*", "姓氏笔画")
    assert rows[1].cells[0] == EXAMPLE
    assert all(rows[1].cells)


def test_what_is_filled_in_is_read(tmp_path: Path) -> None:
    type = PLUGINS.document_type("年度党建工作总结")
    path = tmp_path / "填好.xlsx"
    path.write_bytes(
        blank_workbook(type, PLUGINS, {"指标": [{"单位名称": "甲学会", "名称": "=1+1", "单位": "%", "目标": 95, "结果": 96.5}]})
    )
    spec = next(spec for spec in sheets(type, PLUGINS.fields(type)) if spec.name == "指标")
    lines = read_table(Workbook(path), "指标", spec).lines("甲学会")
    assert [dict(line.values) for line in lines] == [{"名称": "=1+1", "单位": "%", "目标": "95", "结果": "96.5"}]


def test_lists_to_choose_from_and_columns_of_text(tmp_path: Path) -> None:
    with zipfile.ZipFile(blank(tmp_path, "统战对象名单")) as archive:
        texts = {name: archive.read(name).decode() for name in archive.namelist() if name.endswith(".xml")}
    sheet = texts["xl/worksheets/sheet2.xml"]
    assert 'type="list"' in sheet
    assert "选项!$E$1:$E$56" in sheet
    assert "华侨、归侨及侨眷" in texts["xl/sharedStrings.xml"]
    assert 'state="hidden"' in texts["xl/workbook.xml"]
    assert 'numFmtId="49"' in texts["xl/styles.xml"]


def test_the_same_type_gives_the_same_bytes() -> None:
    type = PLUGINS.document_type("党建工作台账")
    assert blank_workbook(type, PLUGINS) == blank_workbook(type, PLUGINS)


@pytest.mark.parametrize(
    ("written", "meant"), [("党员总数*", "党员总数"), (" 女 党员（名）", "女党员"), ("职务、职称", "职务职称")]
)
def test_titles_are_compared_without_marks_and_notes(written: str, meant: str) -> None:
    assert plain(written) == plain(meant)


def test_units_are_compared_without_blanks_and_by_one_kind_of_brackets() -> None:
    assert plain_unit("云州市 医学会（本级）") == plain_unit("云州市医学会(本级)")


def test_places_are_filled_in_everywhere() -> None:
    assert filled_all({"标题": "{单位}名单", "主送": ["{单位}"]}, {"单位": "甲"}) == {"标题": "甲名单", "主送": ["甲"]}
    with pytest.raises(HongtouError, match=r"不知道.*是不是“{单位}”"):
        filled("{单为}", {"单位": "甲"})


@given(st.text())
def test_any_name_fits_a_folder(name: str) -> None:
    clean = fit(name)
    assert clean
    assert clean not in {".", ".."}
    assert not set(clean) & set('/\\\0:*?"<>|')
    assert len(clean.encode(errors="surrogatepass")) <= 180


@pytest.mark.parametrize("name", ["CON", "nul", "Com1", "lpt9", "aux.2026", "PRN .x", "CONIN$", "conout$"])
def test_no_name_is_a_device_of_windows(name: str) -> None:
    assert fit(name) == f"_{name}"
    assert fit(f"{name.partition('.')[0].strip()}学会") == f"{name.partition('.')[0].strip()}学会"


def test_what_a_type_says_itself_is_not_asked_of_units() -> None:
    fields = "说明: 甲\n公文: {标题: '{{ 单位 }}的计划'}\n字段: {单位: {说明: 谁, 例: 甲}, 要求: {说明: 甲, 例: 甲}}\n"
    files = {"字段.yaml": fields.encode(), "正文.md": "{{ 要求 }}\n".encode()}
    type = document_type(TypeFolder("计划甲", "文种/计划甲", files))
    (sheet,) = sheets(type, {**COMMON, **type.schema})
    assert sheet.written == ("要求",)
    # Who writes the column all the same is read.
    assert "标题" in sheet.columns
