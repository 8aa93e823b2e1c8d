"""What a PDF's lines are, where words alone do not tell: by where they stand, and in what type."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hongtou.checking.paper import read_pdf
from hongtou.evidence import Evidence, Role, Sees
from mutations.sheets import Sheets, beside, words
from support.checked import BODY, codes, rendered, text_of

Change = Callable[[Sheets], None]


def read(folder: Path, *changes: Change, body: str = BODY, **fields: str) -> Evidence:
    """A PDF of ours, changed."""
    sheets = Sheets(rendered(text_of(body, **fields), "pdf"))
    for change in changes:
        change(sheets)
    path = folder / "甲.pdf"
    sheets.save(path)
    return read_pdf(path)


def said(old: str, new: str) -> Change:
    return lambda sheets: sheets.say(beside(old), old, new)


def moved(start: str, *, right: float = 0.0, down: float = 0.0) -> Change:
    return lambda sheets: sheets.move(words(start), right=right, down=down)


def set_in(start: str, file: str) -> Change:
    return lambda sheets: sheets.face(words(start), file)


def texts(evidence: Evidence, role: Role) -> list[str]:
    return [item.text.strip() for item in evidence.of(role)]


def test_a_line_that_alone_is_not_indented_below_the_title_is_the_addressees(tmp_path: Path) -> None:
    assert texts(read(tmp_path, said("各专科分会：", "各专科分会")), Role.ADDRESSEES) == ["各专科分会"]


def test_it_is_not_where_the_text_is_not_indented_or_it_is_a_sentence(tmp_path: Path) -> None:
    assert texts(read(tmp_path, said("各专科分会：", "各专科分会"), moved("现将有关", right=-11)), Role.ADDRESSEES) == []
    assert texts(read(tmp_path, said("各专科分会：", "请参加。并通知")), Role.ADDRESSEES) == []


def test_a_line_on_the_line_below_the_date_is_the_note_though_it_lacks_its_brackets(tmp_path: Path) -> None:
    evidence = read(tmp_path, said("（此件公开发布）", "此件公开发布"), 附注="此件公开发布")
    assert texts(evidence, Role.NOTE) == ["此件公开发布"]
    assert not [item for item in evidence.items if item.role is Role.TITLE and item.part]


def test_a_line_farther_below_it_begins_another_text(tmp_path: Path) -> None:
    changes = said("（此件公开发布）", "此件公开发布"), moved("此件公开发布", down=30)
    assert texts(read(tmp_path, *changes, 附注="此件公开发布"), Role.NOTE) == []


@pytest.mark.parametrize("end", ["日", "日印制", "日发", "日翻印"])
def test_the_last_line_of_an_imprint_is_known_by_its_date(tmp_path: Path, end: str) -> None:
    (printed,) = texts(read(tmp_path, said("日印发", end)), Role.PRINTED)
    assert printed.startswith("云州市医学会办公室")


@pytest.mark.parametrize("label", ["抄送", "抄送:", "报送：", "抄报："])
def test_labels_of_an_imprint_are_known_however_they_are_written(tmp_path: Path, label: str) -> None:
    assert texts(read(tmp_path, said("抄送：", label)), Role.COPIES_TO) == [f"{label}市卫生健康委员会。"]


@pytest.mark.parametrize("number", ["云医发〔26〕5号", "云医发〔2026〕5", "云医发[2026]5号"])
def test_a_number_that_is_written_wrongly_is_no_line_of_the_title(tmp_path: Path, number: str) -> None:
    evidence = read(tmp_path, said("云医发〔2026〕5号", number))
    assert texts(evidence, Role.DOCUMENT_NUMBER) == [number]
    assert texts(evidence, Role.TITLE) == ["关于开展义诊活动的通知"]


def test_a_title_that_breaks_behind_a_year_is_whole(tmp_path: Path) -> None:
    evidence = read(tmp_path, 标题="关于召开2026\\n年会的通知")
    assert texts(evidence, Role.TITLE) == ["关于召开2026", "年会的通知"]


def test_lines_begin_where_the_rules_do_on_pages_without_a_full_line(tmp_path: Path) -> None:
    evidence = read(tmp_path, body="一是加强领导。\n二是落实责任。")
    assert texts(evidence, Role.TEXT) == ["一是加强领导。", "二是落实责任。"]


def test_a_sentence_with_an_ordinal_in_the_type_of_text_is_no_heading(tmp_path: Path) -> None:
    assert "GW329" not in codes_of(
        tmp_path, said("二、工作要求", "二、请抓好落实。"), set_in("二、请抓好", "FandolFang-Regular.otf")
    )
    assert "GW329" in codes_of(tmp_path, said("二、工作要求", "二、工作要求。"))


def codes_of(folder: Path, *changes: Change) -> set[str]:
    read(folder, *changes)
    return codes(folder / "甲.pdf")


def test_an_attachment_on_its_own_lacks_the_number_but_no_list_of_attachments(tmp_path: Path) -> None:
    import docx

    document = docx.Document()
    for line in ("附件2", "填报样表", "一、填报的要求", "按月填报，每月五日前报送学会办公室。"):
        document.add_paragraph(line)
    document.save(str(tmp_path / "乙.docx"))
    found = codes(tmp_path / "乙.docx")
    assert "GW354" in found
    assert "GW355" not in found


def test_margins_are_not_seen_on_paper_and_rules_on_them_say_so(tmp_path: Path) -> None:
    assert Sees.SHEET not in read(tmp_path).sees
