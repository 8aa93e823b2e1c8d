"""The proof sheet: what is measured of our own pages holds, and what is wrong on a page is told to the millimetre."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx.oxml.ns import qn
from docx.shared import Pt
from hongtou.checking.face_names import face_of
from hongtou.evidence import Face
from hongtou.importing.office import to_pdf
from hongtou.plugin import Settings
from hongtou.reporting.printed import Printed
from hongtou.reporting.proof import Measure, measures
from hongtou.runner import Runner
from support.checked import BODY, NOBODY, paper, paragraph, report, word
from support.libreoffice import MARKS
from support.plugins import PLUGINS

SAMPLES = Path(__file__).resolve().parents[2] / "sample_data"


def sheet(pdf: Path) -> dict[str, Measure]:
    """The rows of a PDF's proof sheet by their elements."""
    return {one.element: one for one in measures(report(pdf).evidence, Printed(pdf.read_bytes()), Settings())}


def failing(rows: dict[str, Measure]) -> list[str]:
    return [f"{one.element}：{one.due}，{one.measured}" for one in rows.values() if one.holds is False]


def test_our_page_holds_in_every_row(tmp_path: Path) -> None:
    rows = sheet(paper(tmp_path, f"{BODY}\n{'各单位要切实加强组织领导并落实责任' * 6}。"))
    assert failing(rows) == []
    measured = {name: one.measured for name, one in rows.items()}
    assert measured["每面行数"] == "22 行（行距 28.95 磅）"
    assert measured["每行字数"] == "28 字"
    assert measured["发文字号与红线之间"] in {"3.9 毫米", "4.0 毫米", "4.1 毫米"}
    assert measured["红色分隔线的长"] == "156.0 毫米"
    assert measured["版记首、末条线"] == "0.35、0.35 毫米"
    assert measured["末条线的位置"] == "262.0 毫米"
    assert rows["发文机关标志的字号"].holds is None


def test_short_texts_are_not_measured_wrong(tmp_path: Path) -> None:
    rows = sheet(paper(tmp_path, "请做好值班。"))
    assert failing(rows) == []
    assert not {"订口（版心左边）", "版心右边", "每行字数"} & set(rows)


@pytest.mark.parametrize("name", ["01-通知.md", "02-印发通知.md", "04-实施意见.md"])
def test_the_samples_hold(tmp_path: Path, name: str) -> None:
    from hongtou.office import load_office

    pdf = tmp_path / "甲.pdf"
    found = next(path for path in SAMPLES.glob("*.md") if path.name.startswith(name[:2]))
    pdf.write_bytes(Runner(load_office(SAMPLES), PLUGINS).make(found, ["pdf"]).files["pdf"])
    assert failing(sheet(pdf)) == []


@pytest.mark.libreoffice
@pytest.mark.xdist_group("libreoffice")
@MARKS[2]
def test_what_is_wrong_in_a_word_file_is_measured_on_its_pages(tmp_path: Path) -> None:
    def change(document: object) -> None:
        document.sections[0].left_margin = 720000  # type: ignore[attr-defined]

    rows = sheet(to_pdf(word(tmp_path, change), tmp_path))
    assert rows["订口（版心左边）"].measured == "20.0 毫米"
    assert rows["订口（版心左边）"].holds is False
    assert rows["版记首、末条线"].holds is True
    assert rows["红色分隔线的长"].measured == "156.0 毫米"
    assert rows["版记首、末条线"].measured == "0.35、0.35 毫米"


def test_faces_and_sizes_are_those_that_a_word_file_says_not_what_this_machine_has_instead(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        title = paragraph(document, "关于开展").runs[0]
        title.font.name, title.font.size = "Cambria", Pt(18)
        title._element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")

    said = report(word(tmp_path, change)).evidence
    pdf = paper(tmp_path)
    told = {one.element: one for one in measures(report(pdf).evidence, Printed(pdf.read_bytes()), Settings(), said)}
    assert (told["标题"].measured, told["标题"].holds) == ("18 磅宋体", False)
    assert told["正文"].holds is True
    assert told["页码"].holds is True


def test_a_font_that_stands_in_for_all_is_called_by_its_own_name() -> None:
    assert face_of("NotoSansCJKjp-Regular", Settings()) is None
    assert face_of("FandolSong-Bold", Settings()) is Face.TITLE


def test_what_is_not_there_is_not_measured(tmp_path: Path) -> None:
    pdf = tmp_path / "甲.pdf"
    draft = tmp_path / "甲.md"
    draft.write_text("---\n文种: 通知\n格式: 普通\n标题: 关于值班的通知\n发文机关: 云州市医学会\n---\n请做好值班。\n", "utf-8")
    pdf.write_bytes(Runner(NOBODY, PLUGINS).make(draft, ["pdf"]).files["pdf"])
    rows = sheet(pdf)
    assert "标题" in rows
    assert not {"版记", "发文字号", "红色分隔线的长"} & set(rows)


@pytest.mark.parametrize("format", ["信函", "命令", "纪要"])
def test_the_special_formats_hold_to_their_own_numbers(tmp_path: Path, format: str) -> None:
    path = paper(tmp_path, 格式=format, 抄送="")
    rows = sheet(path)
    assert failing(rows) == []
    if format == "信函":
        assert rows["发文机关标志的位置"].clause == "10.1"
        assert rows["红色分隔线的长"].measured == "170.0 毫米"
