"""What a schema says about a draft."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hongtou import field
from hongtou.draft import Draft
from hongtou.draft.fields import COMMON
from hongtou.errors import DraftError, PluginError, PluginLoadError
from hongtou.intake.yaml.reader import read_yaml
from hongtou.office import profile_fields
from hongtou.packet import packet_file
from hongtou.validation import Schema
from support.plugins import PLUGINS

PERSON = {
    "姓名": field("string", "姓名", help="姓名", example="张三", required=True),
    "性别": field("string", "性别", help="男或女", example="男", allowed=["男", "女"]),
    "出生年月": field("month", "出生年月", help="出生年月", example="1970-05"),
    "类别": field("names", "类别", help="对象类别", example="无党派人士", allowed=["无党派人士", "归侨"]),
}
RULES = {
    "标题": field("title", "标题", help="公文的标题", example="关于做好总结的通知", required=True, empty=False),
    "份号": field("string", "份号", help="六位数字", example="000001", regex=r"\d{6}"),
    "密级": field("string", "密级", help="绝密、机密或秘密", example="机密", allowed=["绝密", "机密", "秘密"]),
    "党员": field("integer", "党员", help="党员人数", example=35, min=0, max=9999),
    "成文日期": field("date", "成文日期", help="签发的日期", example="2026-11-21", min=date(2026, 1, 1)),
    "简称": field("string", "简称", help="简称", example="市委", minlength=2, maxlength=4),
    "任务": field("list", "任务", help="各项任务", example="[甲, 乙]", minlength=2, maxlength=3),
    "名单": field("list", "名单", help="名单", example="[{姓名: 张三}]", schema={"type": "dict", "schema": PERSON}),
    "概况": field(
        "dict", "概况", help="数字", example={"党员": 3}, schema={"党员": field("integer", "党员", help="人", example=3)}
    ),
    "分数": field("dict", "分数", help="各人的分", example={"甲": 90}, valuesrules={"type": "number", "max": 100}),
    "保密期限": field("string", "保密期限", help="期限", example="1年", dependencies=["密级"]),
    "公开": field("boolean", "公开", help="是否公开", example=True, excludes="密级"),
    "代字": field("string", "代字", help="代字", example="示委发", default="示委发", forbidden=["某发"]),
    "附件": COMMON["附件"],
    "正文": COMMON["正文"],
}
SCHEMA = Schema(RULES, "测试[rules]")


def draft(text: str) -> Draft:
    values, places = read_yaml(text, "稿.yaml")
    return Draft(Path("稿.yaml"), values, places)


def check(text: str) -> dict[str, Any]:
    return SCHEMA.check(draft(f"标题: 甲\n{text}"))


def complaints(text: str, schema: Schema = SCHEMA) -> list[str]:
    with pytest.raises(DraftError) as caught:
        schema.check(draft(text))
    return [str(problem) for problem in caught.value.problems]


def test_values_are_read_by_their_types_and_defaults_filled_in() -> None:
    text = """份号: 000012
党员: 1,203
成文日期: 2026年11月21日
公开: 是
名单: [{姓名: 张三, 类别: 归侨, 出生年月: 1970.05}]
附件: 样表
"""
    assert check(text) == {
        "标题": "甲",
        "份号": "000012",
        "党员": 1203,
        "成文日期": date(2026, 11, 21),
        "公开": True,
        "名单": [{"姓名": "张三", "类别": ("归侨",), "出生年月": date(1970, 5, 1)}],
        "附件": [{"标题": "样表"}],
        "代字": "示委发",
    }


def test_attachments_are_names_or_fields() -> None:
    assert check("附件:\n  - 甲\n  - {标题: 乙, 文件: 乙.md}\n")["附件"] == [{"标题": "甲"}, {"标题": "乙", "文件": "乙.md"}]
    assert check("附件: 关于甲：乙的说明\n")["附件"] == [{"标题": "关于甲：乙的说明"}]
    assert check("附件: |\n  甲\n  乙\n")["附件"] == [{"标题": "甲"}, {"标题": "乙"}]


def test_everything_wrong_is_told_at_once_in_the_order_of_the_draft() -> None:
    text = """密级: 绝蜜
份号: 1
标 题: 甲
党员: 12人
成文日期: 2026年02月30日
抄松: 乙
附件: [{标题: 甲, 文 件: 乙}]
概况: {党员: 0.5}
名单:
  - 姓名：张三
  - 姓名: 李四
    性别: 难
    民族: 汉
    类别: [归桥, 无党派人士]
    出生年月: 1970.1
  - 性别: 男
  - [甲]
"""
    assert complaints(text) == [
        "稿.yaml:1:1  密级：“绝蜜”不在可写的范围里，是不是“绝密”？可以写：绝密、机密、秘密",
        "稿.yaml:2:1  份号：“1”少了前面的零，应为“000001”（六位数字）",
        "稿.yaml:3:1  标 题：没有“标 题”这个字段，是不是“标题”？",
        "稿.yaml:4:1  党员：只写整数，不写单位：“12人”应为“12”，例如“党员: 35”",
        "稿.yaml:5:1  成文日期：2026年2月没有30日，例如“成文日期: 2026-11-21”",
        "稿.yaml:6:1  抄松：没有“抄松”这个字段。可以写的有：标题、份号、密级、党员、成文日期、简称、任务、名单、概况、分数、"
        "保密期限、公开、代字、附件、正文",
        "稿.yaml:7:14  附件.第1项.文 件：没有“文 件”这个字段，是不是“文件”？",
        "稿.yaml:8:6  概况.党员：应是整数，这里有小数：“0.5”，例如“党员: 3”",
        "稿.yaml:10:5  名单.第1项：字段名后面是全角冒号“：”。改成半角冒号加空格“: ”",
        "稿.yaml:12:5  名单.第2项.性别：“难”不在可写的范围里，可以写：男、女",
        "稿.yaml:13:5  名单.第2项.民族：没有“民族”这个字段。可以写的有：姓名、性别、出生年月、类别",
        "稿.yaml:14:5  名单.第2项.类别：“归桥”不在可写的范围里，是不是“归侨”？可以写：无党派人士、归侨",
        "稿.yaml:15:5  名单.第2项.出生年月：“1970.1”可能是1月，也可能是丢了末尾的零的10月。写成“1970-01”或“1970-10”，"
        "例如“出生年月: 1970-05”",
        "稿.yaml:16:5  名单.第3项.姓名：“姓名”没有写，这是必填的。姓名，例如“姓名: 张三”",
        "稿.yaml:17:5  名单.第4项：应是下一级的字段，每行写“字段: 值”，这里却是列表（1 项）",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("份号: 000001\n", "1:1  标题：“标题”没有写，这是必填的。公文的标题，例如“标题: 关于做好总结的通知”"),
        ("标题:\n", "1:1  标题：“标题”后面没有写内容，这是必填的。公文的标题，例如“标题: 关于做好总结的通知”"),
        ("标题: [甲]\n", "1:1  标题：应是一行文字，这里却是列表（1 项），例如“标题: 关于做好总结的通知”"),
        ("标题: {甲: 乙}\n", "1:1  标题：应是一行文字，这里却是下一级的字段（甲），例如“标题: 关于做好总结的通知”"),
        ("标题: 甲\n党员: -1\n", "2:1  党员：不能小于 0，这里是 -1"),
        ("标题: 甲\n党员: 10000\n", "2:1  党员：不能大于 9999，这里是 10000"),
        ("标题: 甲\n成文日期: 2025-12-31\n", "2:1  成文日期：不能早于 2026年1月1日，这里是 2025年12月31日"),
        ("标题: 甲\n简称: 某\n", "2:1  简称：至少要有 2 个字，这里有 1 个字"),
        ("标题: 甲\n简称: 某某某某某\n", "2:1  简称：最多 4 个字，这里有 5 个字"),
        ("标题: 甲\n任务: 乙\n", "2:1  任务：至少要有 2 项，这里有 1 项"),
        (
            "标题: 甲\n任务: {乙: 丙}\n",
            "2:1  任务：应是列表，每项一行、以“- ”开头，这里却是下一级的字段（乙），例如“任务: [甲, 乙]”",
        ),
        ("标题: 甲\n名单: 张三\n", "2:1  名单：应是列表，每项一行、以“- ”开头，这里却是“张三”，例如“名单: [{姓名: 张三}]”"),
        ("标题: 甲\n概况: 乙\n", "2:1  概况：应是下一级的字段，每行写“字段: 值”，这里却是“乙”，例如“概况: {党员: 3}”"),
        ("标题: 甲\n份号: 00000a\n", "2:1  份号：“00000a”写法不对。六位数字，例如“份号: 000001”"),
        ("标题: 甲\n份号: |\n  000001\n  000002\n", "2:1  份号：应写在一行里，这里有 2 行，例如“份号: 000001”"),
        ('标题: 甲\n份号: "0\\t1"\n', "2:1  份号：文字中间有制表符（Tab），公文里排不出来，改成空格，例如“份号: 000001”"),
        ("标题: 甲\n附件: ［乙，丙］\n", "2:1  附件：列表要用半角的方括号和逗号，例如“附件: [名单填报样表]”"),
        (
            "标题: 甲\n名单: [{姓名: 乙, 类别: 【归侨】}]\n",
            "2:14  名单.第1项.类别：列表要用半角的方括号和逗号，例如“类别: 无党派人士”",
        ),
        (
            "标题: 甲\n附件:\n  - 标题：乙\n    文件：丙.md\n",
            "3:5  附件.第1项：字段名后面是全角冒号“：”。改成半角冒号加空格“: ”",
        ),
        ("标题: 甲\n分数: {乙: 101}\n", "2:6  分数.乙：不能大于 100，这里是 101"),
        ("标题: 甲\n分数: {乙: 好}\n", "2:6  分数.乙：应是用阿拉伯数字写的数字，这里是“好”"),
        ("标题: 甲\n保密期限: 1年\n", "2:1  保密期限：写了这一项，还要写“密级”"),
        ("标题: 甲\n密级: 机密\n公开: 否\n", "3:1  公开：不能和“密级”同时写，留一项"),
        ("标题: 甲\n公开: 可\n", "2:1  公开：只能写“是”或“否”，这里是“可”，例如“公开: 是”"),
        ("标题: 甲\n代字: 某发\n", "2:1  代字：不能写“某发”"),
        (
            "标题: 甲\n正文: |\n  一、甲\n  乙\t丙\n",
            "4:1  正文：这一行中间有制表符（Tab），公文里排不出来。改成空格；成列的内容写成表格“| 甲 | 乙 |”",
        ),
    ],
)
def test_what_is_told(text: str, told: str) -> None:
    assert complaints(text) == [f"稿.yaml:{told}"]


def test_a_check_of_the_plugin_speaks_for_itself() -> None:
    def even(name: str, value: int, error: Callable[[str, str], None]) -> None:
        if value % 2:
            error(name, f"应是双数，这里是 {value}")

    schema = Schema({"人数": field("integer", "人数", help="人数", example=2, check_with=even)}, "测试[x]")
    assert complaints("人数: 3\n", schema) == ["稿.yaml:1:1  人数：应是双数，这里是 3"]
    assert schema.check(draft("人数: 4\n")) == {"人数": 4}


def test_a_check_that_fails_itself_names_the_plugin() -> None:
    def broken(*arguments: object) -> None:
        raise ZeroDivisionError(arguments[0])

    schema = Schema({"人数": field("integer", "人数", help="人数", example=2, check_with=broken)}, "测试[x]")
    with pytest.raises(PluginError, match=r"插件“测试\[x\]”：检查稿.yaml的字段时出错：ZeroDivisionError: 人数（.*py 第 187 行）"):
        schema.check(draft("人数: 3\n"))


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        ({"甲": {"type": "string"}}, "字段“甲”没有 label"),
        ({"甲": field("string", "甲", help="", example="乙")}, "字段“甲”没有 help"),
        ({"甲": field("string", "甲", help="乙", example=None)}, "字段“甲”没有 example"),
        ({"甲": {"meta": {"label": "甲", "help": "甲", "example": "甲"}}}, "字段“甲”没有写明类型"),
        ({"甲": field("text_field", "甲", help="乙", example="丙")}, "字段“甲”的类型“text_field”不认识，是不是“text”？"),
        ({"甲": "string"}, "字段“甲”没有写明类型"),
        ({"甲": field("dict", "甲", help="乙", example="丙", schema={"乙": {"type": "string"}})}, "字段“甲.乙”没有 label"),
        (
            {"甲": field("list", "甲", help="乙", example="丙", schema={"type": "dict", "schema": {"丁": {"type": "date"}}})},
            "字段“甲.丁”没有 label",
        ),
        (
            {"甲": field("string", "甲", help="乙", example="丙", requird=True)},
            "字段“甲”的规则有误：没有“requird”这个规则，是不是“required”？",
        ),
        (
            {"甲": field("list", "甲", help="乙", example="丙", schema={"type": "string", "minlenght": 2})},
            "字段“甲”的规则有误：没有“minlenght”这个规则，是不是“minlength”？",
        ),
    ],
)
def test_rules_that_are_wrong_name_owner_and_field(rules: dict[str, Any], told: str) -> None:
    with pytest.raises(PluginLoadError, match=rf"^插件“别家\[x\]”：{told}"):
        Schema(rules, "别家[x]")


def test_rules_are_not_changed() -> None:
    rules = {"甲": field("string", "甲", help="乙", example="丙", anyof_regex=["a", "b"])}
    Schema(rules, "测试[x]")
    assert set(rules["甲"]) == {"type", "anyof_regex", "meta"}


def test_every_code_of_cerberus_has_a_chinese_message() -> None:
    from cerberus import errors
    from hongtou.validation.messages import CODES

    groups = {0x60, 0x80, 0x81, 0x82, 0x83, 0x84, 0x8F, 0x90}  # their single errors are told
    codes = {one.code for one in vars(errors).values() if isinstance(one, errors.ErrorDefinition)}
    assert codes - groups == CODES


@pytest.mark.parametrize("text", ["云医会〔2026〕8号", "云医会〔２０２６〕８号", "云医会 〔2026〕 8 号"])
def test_numbers_of_documents_are_read_however_their_digits_are_typed(text: str) -> None:
    number = Schema({"发文字号": COMMON["发文字号"]}, "测试").check(draft(f"发文字号: {text}\n"))["发文字号"]
    assert str(number) == "云医会〔2026〕8号"


def test_fields_of_every_draft_that_go_together() -> None:
    assert complaints("文种: 通知\n标题: 甲\n保密期限: 1年\n份号: ０００００１\n", Schema(COMMON, "测试")) == [
        "稿.yaml:3:1  保密期限：写了这一项，还要写“密级”",
        "稿.yaml:4:1  份号：“０００００１”写法不对。六位数字，例如“份号: 000001”",
    ]


def test_the_items_of_a_text_are_judged_together_whether_a_list_or_lines() -> None:
    lines = ["一、总体要求", "（一）指导思想。以会员为本。", "（二）基本原则。", "1.坚持党的领导。", "2.坚持服务会员。"]
    listed = check("正文:\n" + "".join(f"  - {line}\n" for line in lines))
    written = check("正文: |\n" + "".join(f"  {line}\n" for line in lines))
    assert listed == written
    assert [type(block).__name__ for block in listed["正文"]] == ["Heading", "Heading", "Heading", "Paragraph", "Paragraph"]


OWN: dict[str, Mapping[str, Any]] = {
    **{type.name: {**COMMON, **type.schema} for type in PLUGINS.document_types.values()},
    "hongtou.yaml": profile_fields.rules(),
    "packet": packet_file.RULES,
}


@pytest.mark.parametrize("name", OWN)
def test_the_rules_that_are_taken_as_proven_are_right(name: str) -> None:
    """And checking by them finds the same."""
    found = []
    for is_proven in (False, True):
        schema = Schema(OWN[name], "hongtou", is_proven=is_proven)
        try:
            found.append(str(schema.check(draft("标题: 通知\n没有的: 1\n"))))
        except DraftError as error:
            found.append(str(error))
    assert "没有的" in found[0]
    assert found[0] == found[1]
