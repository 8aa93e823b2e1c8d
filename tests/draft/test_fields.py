"""The fields of every draft."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hongtou import DocumentNumber, Paragraph, field, spans
from hongtou.draft import Draft
from hongtou.draft.fields import COMMON, example, typed
from hongtou.errors import DraftError
from hongtou.intake import read_draft
from hongtou.intake.yaml.reader import read_yaml
from hongtou.validation import Schema

SCHEMA = Schema(COMMON, "hongtou")


def check(text: str) -> dict[str, Any]:
    values, places = read_yaml(f"文种: 甲\n标题: 乙\n{text}", "稿.yaml")
    return SCHEMA.check(Draft(Path("稿.yaml"), values, places))


def told(text: str) -> str:
    with pytest.raises(DraftError) as caught:
        check(text)
    (problem,) = caught.value.problems
    return problem.message


@pytest.mark.parametrize(("name", "rules"), COMMON.items())
def test_every_example_is_right(name: str, rules: Mapping[str, Any]) -> None:
    assert rules["meta"]["label"] == name
    fields = {field: COMMON[field] for field in (name, *rules.get("dependencies", ()))}
    values, places = read_yaml("\n".join(map(example, fields.values())), "稿.yaml")
    assert set(Schema(fields, "hongtou").check(Draft(Path("稿.yaml"), values, places))) == set(fields)


def test_a_whole_draft(tmp_path: Path) -> None:
    path = tmp_path / "稿.md"
    text = """\
    ---
    文种: 通知
    标题: 关于做好总结的通知
    发文机关: 云州市医学会
    发文字号: 云医〔2026〕5号
    主送: [各专科分会, 各党支部（总支）：]
    附件: 样表
    抄送: |
      市卫生健康委
      市科协
    签发人: 张三
    ---
    请按时报送。
    """
    path.write_text("\n".join(line[4:] for line in text.split("\n")), encoding="utf-8")
    assert SCHEMA.check(read_draft(path)) == {
        "文种": "通知",
        "标题": "关于做好总结的通知",
        "发文机关": ("云州市医学会",),
        "发文字号": DocumentNumber("云医", 2026, 5),
        "主送": ("各专科分会", "各党支部（总支）"),
        "附件": [{"标题": "样表"}],
        "抄送": ("市卫生健康委", "市科协"),
        "签发人": ("张三",),
        "正文": (Paragraph(spans("请按时报送。")),),
    }


def test_running_text_in_yaml() -> None:
    blocks = (Paragraph(spans("甲。")), Paragraph(spans("乙。")))
    assert check("正文: |\n  甲。\n\n  乙。\n")["正文"] == blocks
    assert check("正文: [甲。, 乙。]\n")["正文"] == blocks
    assert check("正文: 甲。\n")["正文"] == blocks[:1]


@pytest.mark.parametrize("wrong", ["云医[2026]5号", "云医〔26〕第05号", "云医〔2026〕005号", "云医（2026）5 号", "云医〔2026〕5"])
def test_a_wrong_number_is_told_in_its_right_form(wrong: str) -> None:
    assert told(f"发文字号: '{wrong}'\n").endswith("例如“云医〔2026〕5号”")


def test_other_wrong_fields() -> None:
    assert told("份号: 12\n") == "“12”少了前面的零，应为“000012”（六位数字）"
    assert told("紧急程度: 加 急\n") == "“加 急”不在可写的范围里，是不是“加急”？可以写：特急、加急"
    assert told("主送单位: 甲\n") == "没有“主送单位”这个字段，是不是“主送”？"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("甲", "甲"),
        (95.5, "95.5"),
        (True, "是"),
        (False, "否"),
        (["甲", "乙"], "[甲, 乙]"),
        ({"甲": [1]}, "{甲: [1]}"),
        ("甲\n乙", r"甲\n乙"),
    ],
)
def test_examples_stand_as_people_type_them(value: object, text: str) -> None:
    assert typed(value) == text
    assert example(field("string", "名称", help="名称", example=value)) == f"名称: {text}"


@pytest.mark.parametrize("number", ["000000", "0", "1000000", "00001a"])
def test_copies_are_counted_from_one_to_six_figures(number: str) -> None:
    assert "写法不对。六位数字" in told(f"份号: {number}\n")
    assert check("份号: 999999\n")["份号"] == "999999"
