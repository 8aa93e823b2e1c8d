"""Texts as they are found: pages of the web, characters spread out, headings without numerals, orders, letters."""

from __future__ import annotations

from pathlib import Path

import pytest
from hongtou.importing.importer import import_file
from hongtou.intake import read_draft
from support.plugins import PLUGINS

KNOWN = list(PLUGINS.document_types)
_REPORT = "各单位要在11月底前把全年的情况写成报告，送学会办公室汇总。"


def draft_of(folder: Path, text: str) -> tuple[dict[str, object], str, list[str]]:
    """The first draft's values, its text, and the reasons for what was left out."""
    (folder / "来文.txt").write_text(text, encoding="utf-8")
    got = import_file(folder / "来文.txt", known=KNOWN)
    target = folder / got.drafts[0].name
    target.write_text(got.drafts[0].text, encoding="utf-8")
    return dict(read_draft(target).values), got.drafts[0].text, [one.reason for one in got.left]


def test_what_a_page_of_the_web_shows_around_a_document_is_left_out_and_its_number_is_a_guess(tmp_path: Path) -> None:
    page = (
        "网站首页\n您的位置：首页 > 文件\n索引号：\t0001/2026-1\t主题分类：\t卫生\n"
        "发文字号：\t云医发〔2026〕9号\t发布日期：\t2026年3月2日\n"
        f"云州市医学会关于报送全年工作情况的通知\n各会员单位：\n{_REPORT}\n云州市医学会\n2026年3月1日\n【打印】【关闭】\n情况表.xlsx\n"
    )
    found, text, reasons = draft_of(tmp_path, page)
    assert found["标题"] == "云州市医学会关于报送全年工作情况的通知"
    assert (found["发文字号"], found["主送"], found["附件"]) == ("云医发〔2026〕9号", ["各会员单位"], ["情况表"])
    assert "# 待核：公文里没有，是网页上写的\n发文字号:" in text
    assert "# 待核：公文里没有附件说明，是文后列着的文件" in text
    assert reasons.count("网页上的文字，不是公文的内容") == 5


def test_a_sentence_that_names_the_web_is_no_part_of_a_page(tmp_path: Path) -> None:
    text = f"索引号：0001\n发布日期：2026年3月2日\n关于做好公开工作的通知\n各会员单位：\n请在网站首页开设专栏。\n{_REPORT}\n"
    assert "请在网站首页开设专栏。" in draft_of(tmp_path, text)[1]


def test_spread_characters_are_put_together_and_names_stay(tmp_path: Path) -> None:
    text = (
        "云 州 市 医 学 会 关 于 同 意 成 立 分 会 的 批 复\n云 医 复 〔2026〕4号\n急 救 分 会 ：\n"
        "　 　 你 会 的 请 示 收 悉 。 同 意 成 立 分 会 ，请 按 章 程 办 理 。\n　　组长：张 明　副组长：王小华\n"
        "云 州 市 医 学 会\n2026年3月1日\n"
    )
    found, written, _ = draft_of(tmp_path, text)
    assert (found["文种"], found["标题"]) == ("批复", "云州市医学会关于同意成立分会的批复")
    assert (found["发文字号"], found["主送"]) == ("云医复〔2026〕4号", ["急救分会"])
    assert "你会的请示收悉。同意成立分会，请按章程办理。" in written
    assert "组长：张 明" in written


def test_headings_without_numerals_are_marked_and_told(tmp_path: Path) -> None:
    text = (
        f"关于做好报送工作的通知\n各会员单位：\n报送范围\n{_REPORT}\n报送办法\n{_REPORT}\n{_REPORT}\n云州市医学会\n2026年3月1日\n"
    )
    written = draft_of(tmp_path, text)[1]
    assert "\n# 报送范围\n" in written
    assert "\n# 报送办法\n" in written
    assert "# 待核：没有编号的短行当作了小标题" in written


@pytest.mark.parametrize("lines", ["张明（市一院）\n", "张明　　主任医师\n", "第三条\n", "一、报送办法\n"])
def test_lists_articles_and_numbered_headings_bring_no_others(tmp_path: Path, lines: str) -> None:
    text = f"关于做好报送工作的通知\n各会员单位：\n{lines}{_REPORT}\n{lines}{_REPORT}\n云州市医学会\n2026年3月1日\n"
    assert "没有编号的短行当作了小标题" not in draft_of(tmp_path, text)[1]


def test_an_order_has_its_number_and_who_signs_it(tmp_path: Path) -> None:
    found, _, _ = draft_of(tmp_path, "云州市人民政府禁火令第202603号\n现发布禁火令，请认真执行。\n市长：林示例\n2026年3月1日\n")
    assert (found["文种"], found["标题"], found["令号"]) == ("命令", "云州市人民政府禁火令", "第202603号")
    assert (found["发文机关"], found["成文日期"]) == (["市长：林示例"], "2026年3月1日")


@pytest.mark.parametrize(
    ("words", "genre"),
    [
        ("现将有关事项通知如下：", "通知"),
        ("会议要求，各科室抓好落实。", "纪要"),
        ("现批复如下：", "批复"),
        ("妥否，请批示。", "请示"),
        ("经研究，现函复如下：", "函"),
    ],
)
def test_a_text_without_a_title_tells_its_genre_as_a_guess(tmp_path: Path, words: str, genre: str) -> None:
    found, written, _ = draft_of(tmp_path, f"各党支部：\n{words}\n{_REPORT}\n云州市医学会\n2026年3月1日\n")
    assert found["文种"] == genre
    assert f"# 待核：标题没有写，从正文看像是“{genre}”" in written


def test_words_of_two_genres_tell_none(tmp_path: Path) -> None:
    found, written, _ = draft_of(tmp_path, f"各党支部：\n现将有关事项通知如下：\n妥否，请批示。\n{_REPORT}\n")
    assert "文种" not in found
    assert "# 文种: " in written


def test_organs_on_a_line_without_a_colon_are_addressed_as_a_guess(tmp_path: Path) -> None:
    found, written, _ = draft_of(
        tmp_path, f"关于做好报送工作的通知\n各专科分会、各会员单位\n{_REPORT}\n云州市医学会\n2026年3月1日\n"
    )
    assert found["主送"] == ["各专科分会、各会员单位"]
    assert "# 待核：后面没有冒号，当作了主送" in written


@pytest.mark.parametrize(
    "lines",
    [("云州市医学会专科分会设立、变更和撤销", "管理办法"), ("云州市医学会对市政协第4626号提案", "的答复")],
)
def test_a_title_on_two_lines_is_taken_whole(tmp_path: Path, lines: tuple[str, str]) -> None:
    found, _, _ = draft_of(tmp_path, "\n".join([*lines, _REPORT, _REPORT]) + "\n")
    assert found["标题"] == "".join(lines)
