"""The statutory genres: each in its format, and none without what it must have."""

from pathlib import Path

import pytest
from hongtou import Format, Gongwen, HongtouError, Office
from hongtou.errors import DraftError
from hongtou.runner import Runner
from support.plugins import PLUGINS

GENRES = ("决议", "决定", "命令", "公报", "公告", "通告", "意见", "通报", "报告", "请示", "批复", "议案", "函", "纪要")
FORMATS = {"命令": Format.ORDER, "函": Format.LETTER, "纪要": Format.MINUTES}
OFFICE = Office(name="云州市医学会", code="云医发", issuer_mark="云州市医学会文件")


def compose(tmp_path: Path, fields: str, office: Office = OFFICE) -> Gongwen:
    draft = tmp_path / "稿.md"
    draft.write_text(f"---\n{fields}\n---\n现将有关事项明确如下。\n", encoding="utf-8")
    return Runner(office, PLUGINS).compose(draft).gongwen


def complaints(tmp_path: Path, fields: str) -> list[tuple[str, str]]:
    with pytest.raises(DraftError) as caught:
        compose(tmp_path, fields)
    return [(problem.field, problem.message) for problem in caught.value.problems]


def test_with_the_notice_all_fifteen_are_there() -> None:
    assert {*GENRES, "通知"} <= set(PLUGINS.document_types)


@pytest.mark.parametrize("name", GENRES)
def test_the_starter_renders_in_its_format_without_a_profile(name: str, tmp_path: Path) -> None:
    draft = tmp_path / "稿.md"
    draft.write_text(PLUGINS.document_type(name).starter, encoding="utf-8")
    made = Runner(Office(), PLUGINS).make(draft, ["docx", "pdf"])
    assert made.gongwen.format is FORMATS.get(name, Format.DOCUMENT)
    assert made.files["pdf"].startswith(b"%PDF-")


@pytest.mark.parametrize("name", ["请示", "报告"])
def test_what_goes_to_a_superior_names_who_approved_it(name: str, tmp_path: Path) -> None:
    found = dict(complaints(tmp_path, f"文种: {name}\n标题: 关于经费的{name}"))
    assert list(found) == ["主送", "签发人"] or list(found) == ["签发人", "主送"]
    assert "例如“签发人: 张三”" in found["签发人"]


def test_the_mark_follows_the_format(tmp_path: Path) -> None:
    printed = {}
    for format in ("文件", "信函", "命令", "纪要"):
        head = compose(tmp_path, f"文种: 通知\n格式: {format}\n标题: 关于经费的通知").masthead
        assert head
        printed[format] = "".join((*head.issuer_mark.names, head.issuer_mark.suffix)).removeprefix("云州市医学会")
    assert printed == {"文件": "文件", "信函": "", "命令": "令", "纪要": "会议纪要"}


def test_several_organs_make_a_joint_mark(tmp_path: Path) -> None:
    head = compose(tmp_path, "文种: 通知\n发文机关: [甲会, 乙会]\n标题: 关于经费的通知").masthead
    assert head
    assert head.issuer_mark.names == ("甲会", "乙会")
    head = compose(tmp_path, "文种: 通知\n发文机关: [甲会, 乙会]\n发文机关标志: 甲会文件\n标题: 关于经费的通知").masthead
    assert head
    assert head.issuer_mark.names == ("甲会",)


@pytest.mark.parametrize(
    ("fields", "field", "message"),
    [
        ("密级: 机密", "份号", "涉密公文应当标注份号"),
        ("保密期限: 一年\n密级: 秘密\n份号: '000001'", "保密期限", "写法不对"),
        ("格式: 信函\n签发人: 张三", "签发人", "只有文件格式才印"),
        ("令号: 第3号", "令号", "改成“格式: 命令”"),
        ("格式: 命令\n令号: 3", "令号", "例如“令号: 第12号”"),
        ("格式: 信函\n发文机关标志: 甲会文件", "发文机关标志", "不加“文件”"),
        ("格式: 命令\n发文机关标志: 甲会文件", "发文机关标志", "以“命令”或者“令”结尾"),
        ("格式: 纪要\n发文机关标志: 甲会文件", "发文机关标志", "以“纪要”结尾"),
        ("格式: 文件\n分装附件: {发文字号: 云医发〔2026〕5号}", "格式", "分装的附件没有红头"),
    ],
)
def test_what_does_not_go_together_is_told_with_its_field(tmp_path: Path, fields: str, field: str, message: str) -> None:
    found = complaints(tmp_path, f"文种: 通知\n标题: 关于经费的通知\n{fields}")
    assert [name for name, _ in found] == [field]
    assert message in found[0][1]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        (f"文种: 请示\n标题: 关于经费的请示\n主送: 甲\n签发人: [{', '.join(['张三'] * 30)}]", "“签发人”30位"),
        (f"文种: 通知\n标题: 关于{'经费' * 200}的通知", "标题"),
        (f"文种: 请示\n标题: 关于经费的请示\n主送: 甲\n签发人: {'张' * 24}", "“签发人”的姓名"),
    ],
)
def test_what_leaves_no_room_on_the_first_page_is_told(tmp_path: Path, fields: str, message: str) -> None:
    draft = tmp_path / "稿.md"
    draft.write_text(f"---\n{fields}\n---\n现将有关事项明确如下。\n", encoding="utf-8")
    with pytest.raises(HongtouError, match=message):
        Runner(OFFICE, PLUGINS).make(draft, ["pdf"])


def test_minutes_list_who_was_there_in_the_order_of_the_standard(tmp_path: Path) -> None:
    gongwen = compose(
        tmp_path, "文种: 纪要\n标题: 会议纪要\n列席: ['办公室：钱七、孙八', 学术部周九]\n请假: 王五\n出席: [张三, 李四]"
    )
    assert [(one.label, one.people) for one in gongwen.attendance] == [
        ("出席", "张三、李四"),
        ("请假", "王五"),
        ("列席", "办公室：钱七、孙八；学术部周九"),
    ]


def test_a_detached_attachment_is_not_signed(tmp_path: Path) -> None:
    gongwen = compose(tmp_path, "文种: 通知\n标题: 名单\n分装附件: {发文字号: 云医发〔2026〕5号, 序号: 2}")
    assert gongwen.format is Format.PLAIN
    assert gongwen.masthead is None
    assert gongwen.signature is None
    assert gongwen.detached
    assert (str(gongwen.detached.number), gongwen.detached.ordinal) == ("云医发〔2026〕5号", 2)
