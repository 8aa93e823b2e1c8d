"""A guess that is not sure is marked in the draft, with what it was taken for."""

from __future__ import annotations

from pathlib import Path

import pytest
from hongtou.importing.importer import import_file
from support.plugins import PLUGINS

KNOWN = list(PLUGINS.document_types)
END = "云州市医学会\n2026年3月1日\n"


def written(folder: Path, text: str) -> str:
    (folder / "来文.txt").write_text(text, encoding="utf-8")
    return import_file(folder / "来文.txt", known=KNOWN).drafts[0].text


def test_a_list_of_headings_and_sentences_is_told_with_what_it_was_taken_for(tmp_path: Path) -> None:
    items = "一、名称：老年医学分会。\n二、拟设委员31名，由各单位推荐。\n三、挂靠单位：市医院。\n"
    text = written(tmp_path, f"关于设立分会的请示\n市医学会：\n现将情况请示如下：\n{items}{END}")
    assert "# 待核：“一、名称：老年医学分会。”起的几条，有的像小标题，有的像句子，都当作了正文。不对的，在行首写" in text


def test_a_sentence_among_headings_stays_one_and_is_told(tmp_path: Path) -> None:
    items = "一、时间：3月1日。\n二、地点：广场。\n三、对象：会员。\n四、违反规定的，由学会办公室处理。\n"
    text = written(tmp_path, f"关于义诊的通知\n各分会：\n现通知如下：\n{items}{END}")
    assert "有的像句子，像小标题的排成了小标题" in text


def test_a_list_of_one_look_is_not_told(tmp_path: Path) -> None:
    for items in ("一、时间：3月1日。\n二、地点：广场。\n", "一、请各分会报名。\n二、请于3月1日前报送名单。\n"):
        assert "待核" not in written(tmp_path, f"关于义诊的通知\n各分会：\n现通知如下：\n{items}{END}")


def test_a_date_alone_at_the_end_is_taken_and_told(tmp_path: Path) -> None:
    text = written(tmp_path, "关于义诊的通知\n各分会：\n请认真准备。\n2026年3月1日\n")
    assert "# 待核：上面没有署名，是文末的日期\n成文日期: 2026年3月1日" in text


def test_what_was_not_found_is_a_line_to_fill_in(tmp_path: Path) -> None:
    text = written(tmp_path, "关于义诊的通知\n各分会：\n请认真准备。\n")
    assert "# 待核：没有找到，补上；办公室配置里写着的不用补\n# 发文机关: \n" in text
    assert "# 待核：没有找到，补上\n# 成文日期: \n" in text


@pytest.mark.parametrize(
    ("title", "caption"), [("云州市医学会第三次会议纪要", ""), ("云州市医学会关于章程的决议", "（2026年3月1日通过）\n")]
)
def test_what_a_genre_does_without_is_not_asked_for(tmp_path: Path, title: str, caption: str) -> None:
    text = written(tmp_path, f"{title}\n{caption}会议通过了章程。\n{'2026年3月1日' if not caption else END}\n")
    assert "没有找到" not in text


def test_what_follows_the_signature_makes_it_a_guess(tmp_path: Path) -> None:
    text = written(tmp_path, f"关于义诊的通知\n各分会：\n请认真准备。\n{END}义诊须知\n请带好证件。\n")
    assert "# 待核：后面还有文字，也许不是全文的落款\n成文日期: 2026年3月1日" in text
    assert "不是的，移到正文里，小标题的层次也要核" in text


def test_a_text_that_begins_to_count_again_may_be_several(tmp_path: Path) -> None:
    items = "一、时间\n3月1日。\n二、地点\n广场。\n"
    text = written(tmp_path, f"关于义诊的通知\n各分会：\n请认真准备。\n{items}{items}{END}")
    assert "# 待核：“一、”有 2 处，也许不是一篇文章；小标题的层次也要核" in text


def test_what_a_template_leaves_to_be_filled_in_is_kept_and_told(tmp_path: Path) -> None:
    body = "定于____年____月在[此处输入地点]举行义诊，联系人：XXX。"
    text = written(tmp_path, f"关于义诊的通知\n各分会：\n{body}\n{END}")
    assert "# 待填：有 4 处空着等填写：“____”、“[此处输入地点]”、“XXX”。填上，用不着的删去\n" in text
    assert body.replace("____", "____") in text


def test_half_width_marks_are_kept_and_told(tmp_path: Path) -> None:
    text = written(tmp_path, f"关于义诊的通知\n各分会：\n请认真准备,按时参加;不得缺席.\n{END}")
    assert "请认真准备,按时参加;不得缺席." in text
    assert "# 待核：正文里有 3 处半角标点，照原样留着，例如" in text


@pytest.mark.parametrize("number", ["0519-88886666", "医字2026-12-3", "13-15页", "2026-09-18至2026-10-08"])
def test_numbers_with_hyphens_stay_whole_also_over_a_broken_line(tmp_path: Path, number: str) -> None:
    before = "学会决定开展秋季义诊活动，请各专科分会认真组织医师"
    cut = number.index("-") + 1
    room = 28 - len(before) - len(number[:cut])
    first = f"{before}{'加' * room}{number[:cut]}"
    text = written(tmp_path, f"关于义诊的通知\n各分会：\n　　{first}\n{number[cut:]}，按时参加。\n{END}")
    assert f"{first}{number[cut:]}，按时参加。" in text


def test_spaces_tabs_and_blank_lines_of_the_typist_are_no_text(tmp_path: Path) -> None:
    text = written(tmp_path, f"\n　关于义诊的通知　\n\n\n各分会：\n\n\t　　请认真准备。\n　\n　　　　　　{END}")
    assert "标题: 关于义诊的通知\n" in text
    assert text.endswith("---\n请认真准备。\n")


def test_a_date_that_was_left_blank_is_to_be_filled_in(tmp_path: Path) -> None:
    text = written(tmp_path, "关于义诊的通知\n各分会：\n请认真准备。\n云州市医学会\n2026年　月　日\n")
    assert "发文机关:\n  - 云州市医学会\n" in text
    assert "# 待核：文中还空着：“2026年 月 日”，补上\n# 成文日期: \n" in text


def test_a_title_that_ends_in_a_genre_is_sure_without_about(tmp_path: Path) -> None:
    text = written(tmp_path, f"云州市医学会2025年会员服务和学术活动开展情况统计公报\n全年共办年会12场。\n{END}")
    assert "待核" not in text
