"""What a secretary would ask about is asked, and what is in order is not."""

from __future__ import annotations

from pathlib import Path

import pytest
from hongtou import Office
from hongtou.runner import Rendered, Runner
from support.plugins import PLUGINS

RUNNER = Runner(Office(), PLUGINS)
BASE = {
    "文种": "通知",
    "发文机关": "云州市医学会",
    "标题": "关于开展义诊活动的通知",
    "主送": "各专科分会",
    "成文日期": "2026-11-21",
    "抄送": "市卫生健康委员会",
}


def made(folder: Path, text: str = "现将有关事项通知如下。", **fields: str) -> Rendered:
    lines = [f"{name}: {value}" for name, value in {**BASE, **fields}.items()]
    path = folder / "甲.md"
    path.write_text("\n".join(["---", *lines, "---", text]), encoding="utf-8")
    return RUNNER.make(path, [])


def test_a_document_in_order_is_not_asked_about(tmp_path: Path) -> None:
    text = "请于2026年12月1日前报送。\n联系电话：0000-1234567。"
    assert made(tmp_path, text, 附件="[报名表]", 印发日期="2026-11-22").notes == ()


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"印发日期": "2026-11-20"}, "印发日期2026年11月20日早于成文日期2026年11月21日"),
        ({"发文字号": "云医发〔2025〕3号"}, "发文字号的年份是2025，成文日期在2026年"),
        ({"标题": "关于开展义诊活动的通知。"}, "标题末尾有“。”，公文的标题后面不用标点（7.3.1）"),
        ({"标题": "关于开展义诊活动的通知？"}, "标题末尾有“？”"),
        ({"附件": "[报名表！]"}, "附件1的名称末尾有“！”，名称后面不加标点（7.3.4），没有印它"),
        ({"附件": "[报名表。]"}, "附件1的名称末尾有“。”，名称后面不加标点（7.3.4），没有印它"),
        ({"附件": "[报名表, 《名单》]"}, "附件2的名称“《名单》”外面的书名号"),
    ],
)
def test_fields_that_contradict_the_rules_are_asked_about(tmp_path: Path, fields: dict[str, str], told: str) -> None:
    (note,) = made(tmp_path, **fields).notes
    assert told in note


@pytest.mark.parametrize(
    ("last", "told"),
    [
        ("云州市医学会", "是署名，程序另外会印，现在印了两次"),
        ("2026年11月21日", "是成文日期，程序另外会印，现在印了两次"),
        ("二〇二六年十一月二十一日", "是成文日期"),
        ("抄送：市委组织部。", "是版记里的内容。从正文里删去这一行，写在“抄送”字段里"),
    ],
)
def test_what_the_text_says_again_is_asked_about(tmp_path: Path, last: str, told: str) -> None:
    (note,) = made(tmp_path, f"现将有关事项通知如下。\n{last}").notes
    assert told in note


@pytest.mark.parametrize("placeholder", ["[发文单位]", "XX", "××", "＿＿＿＿", "【请填写时间】", "？？？"])
def test_placeholders_that_were_left_are_asked_about(tmp_path: Path, placeholder: str) -> None:
    (note,) = made(tmp_path, f"由{placeholder}负责落实。").notes
    assert note.startswith(f"“由{placeholder}负责落实。”里的“{placeholder}”像是等着填写的地方")


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        ({"格式": "命令", "发文字号": "云医发〔2026〕3号", "令号": "第3号", "发文机关标志": "云州市医学会令"}, "没有印发文字号"),
        ({"格式": "命令", "令号": "第3号", "发文机关标志": "云州市医学会令"}, "命令格式不印标题（10.2）"),
        ({"格式": "信函", "印发机关": "云州市医学会办公室"}, "没有印印发机关"),
    ],
)
def test_fields_that_a_format_does_not_print_are_told(tmp_path: Path, fields: dict[str, str], told: str) -> None:
    assert any(told in note for note in made(tmp_path, **fields).notes)


def test_the_stop_behind_an_attachments_name_is_not_printed(tmp_path: Path) -> None:
    assert made(tmp_path, 附件="[报名表。]").gongwen.main.attachments[0].title == "报名表"


def test_an_approver_may_be_left_blank(tmp_path: Path) -> None:
    work = made(
        tmp_path,
        "妥否，请批示。",
        文种="请示",
        标题="关于举办会议的请示",
        主送="市科学技术协会",
        签发人="",
        附注="联系人：李四，电话：0000-1234567",
    )
    assert work.gongwen.masthead
    assert work.gongwen.masthead.approvers == ("　　　",)
    assert any("签发人还空着" in note for note in work.notes)


def test_characters_of_another_font_are_counted(tmp_path: Path) -> None:
    told = made(tmp_path, "王喆、李玥同志参加，王喆同志发言。\n表彰**陈堃**同志。").notes
    assert [note.split("。")[0] for note in told] == [
        "仿宋的字体里没有“喆、玥”（共3处），印的是霞鹜文楷的字，同旁边的不完全一样",
        "黑体的字体里没有“堃”（共1处），印的是思源黑体的字，同旁边的不完全一样",
    ]


def test_many_of_them_are_told_by_their_number(tmp_path: Path) -> None:
    (told,) = made(tmp_path, "喆玥堃旸翀祎赟昇等同志。").notes
    assert "没有“喆、玥、堃、旸、翀、祎”等8个字（共8处）" in told
