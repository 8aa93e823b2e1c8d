"""A folder with 字段.yaml, 正文.md and 样稿.md is a document type like any other; what is wrong in it is told with its place."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hongtou.batch.make import make_unit
from hongtou.declared import plugins_of
from hongtou.document import Gongwen, Heading, Paragraph, Table, plain
from hongtou.errors import DraftError, HongtouError, PluginError
from hongtou.office import Office, load_office
from hongtou.office.type_folders import FILES_MAX, SIZE_MAX
from hongtou.packet.packet import load_packet
from hongtou.packet.reading import read_here
from hongtou.plugin.manager import Plugins
from hongtou.runner import Runner
from support.packets import write_sheet

FIELDS = """\
说明: 一年的学习计划
公文:
  标题: "{{ 单位 }}{{ 年度 }}年学习计划"
  格式: 普通
字段:
  单位: {说明: 哪个支部, 例: 甲支部, 必填: 是}
  年度: {类型: 整数, 说明: 哪一年, 例: 2026, 最小: 2000, 必填: 是}
  要求: {类型: 长文, 说明: 总的要求, 例: 全年集中学习。}
  开始: {类型: 日期, 说明: 哪天起, 例: 2026-01-05}
  结束: {类型: 日期, 说明: 哪天止, 例: 2026-12-31}
  安排:
    类型: 列表
    说明: 每月学什么
    必填: 是
    每项:
      月份: {类型: 整数, 说明: 几月, 例: 1, 最小: 1, 最大: 12, 必填: 是}
      专题: {说明: 学什么, 例: 学习党章, 必填: 是}
      学时: {类型: 数, 说明: 几个学时, 例: 4}
      电话: {说明: 谁联系, 例: 027-12345, 个人信息: 是, 样式: "[0-9-]{7,12}"}
条件:
  - {要求: not 结束 or 开始 <= 结束, 提示: 开始不能晚于结束, 字段: 开始}
附件:
  - {标题: 安排表, 模板: 安排表.md, 条件: 安排|个数 > 1}
"""
BODY = """\
全年学习{{ 安排|个数 }}次，共{{ 安排|合计("学时") }}学时。

一、要求

{{ 要求 }}

{% for 项 in 安排 %}
（{{ loop.index|汉字数 }}）{{ 项.专题 }}
{% endfor %}
"""
TABLE = """\
{横排}
| 月份 | 专题 |
| --- | --- |
{% for 项 in 安排 %}
| {{ 项.月份 }} | {{ 项.专题 }} |
{% endfor %}
"""
DRAFT = """\
文种: 学习计划
单位: 甲支部
年度: 2026
要求: |
  读原文。
  悟原理。
安排:
  - {月份: 1, 专题: "学**党章**|要点", 学时: 3.5}
  - {月份: 2, 专题: 学条例, 学时: 4}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "hongtou.yaml").write_text("名称: 甲支部\n", encoding="utf-8")
    put(tmp_path, "字段.yaml", FIELDS)
    put(tmp_path, "正文.md", BODY)
    put(tmp_path, "安排表.md", TABLE)
    return tmp_path


def put(folder: Path, name: str, text: str | bytes, type: str = "学习计划") -> None:
    place = folder / "文种" / type
    place.mkdir(parents=True, exist_ok=True)
    (place / name).write_bytes(text.encode() if isinstance(text, str) else text)


def plugins(folder: Path) -> Plugins:
    return plugins_of(load_office(folder))


def failure(folder: Path) -> str:
    (told,) = plugins(folder).all_failures()
    return str(told)


def composed(folder: Path, draft: str = DRAFT) -> Gongwen:
    path = folder / "计划.yaml"
    path.write_text(draft, encoding="utf-8")
    office = load_office(folder)
    return Runner(office, plugins_of(office)).compose(path).gongwen


def refused(folder: Path, draft: str) -> str:
    with pytest.raises(DraftError) as caught:
        composed(folder, draft)
    return str(caught.value)


def test_a_draft_becomes_the_document_that_the_folder_describes(folder: Path) -> None:
    made = composed(folder)
    assert (made.genre, made.main.title, made.format.value) == ("学习计划", "甲支部2026年学习计划", "普通")
    texts = [plain(block.spans) for block in made.main.blocks if isinstance(block, Paragraph | Heading)]
    assert texts == ["全年学习2次，共7.5学时。", "一、要求", "读原文。", "悟原理。", "（一）学**党章**|要点", "（二）学条例"]
    (attachment,) = made.main.attachments
    assert attachment.content
    (table,) = attachment.content.blocks
    assert isinstance(table, Table)
    assert (attachment.title, table.landscape) == ("安排表", True)
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["1", "学**党章**|要点"], ["2", "学条例"]]


def test_an_attachment_is_there_where_its_condition_holds(folder: Path) -> None:
    assert composed(folder, DRAFT[: DRAFT.index("  - {月份: 2")]).main.attachments == ()


def test_what_a_draft_says_itself_wins(folder: Path) -> None:
    made = composed(folder, f"{DRAFT}标题: 自己的标题\n附件: [一览表]\n")
    assert made.main.title == "自己的标题"
    assert [one.title for one in made.main.attachments] == ["一览表", "安排表"]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("单位: 甲支部\n", "", "计划.yaml:1:1  单位：“单位”没有写"),
        ("年度: 2026", "年度: 1926", "计划.yaml:3:1  年度：不能小于 2000"),
        ("月份: 2", "月份: 13", "安排.第2项.月份：不能大于 12"),
        ("学时: 4", "学识: 4", "是不是“学时”"),
        ("学时: 4", "学时: 四", "安排.第2项.学时"),
        ("单位: 甲支部", "单位: 甲支部\n开始: 2026-12-31\n结束: 2026-01-01", "开始：开始不能晚于结束"),
    ],
)
def test_drafts_are_checked_with_places(folder: Path, old: str, new: str, told: str) -> None:
    assert told in refused(folder, DRAFT.replace(old, new))


def test_personal_fields_are_told_nowhere(folder: Path) -> None:
    told = refused(folder, DRAFT.replace("学时: 4", "电话: 13800001111-22"))
    assert "电话" in told
    assert "13800001111" not in told


def test_a_value_that_the_template_cannot_do_is_told_with_its_line(folder: Path) -> None:
    put(folder, "正文.md", "第一行。\n{{ 安排|平均('学时') }}\n")
    with pytest.raises(HongtouError, match=r"文种/学习计划/正文.md:2  没有数"):
        composed(folder, DRAFT.replace(", 学时: 3.5", "").replace(", 学时: 4", ""))


def test_the_starter_is_the_folders_own_or_made_of_the_examples(folder: Path) -> None:
    made = plugins(folder).document_type("学习计划")
    assert made.starter_suffix == ".yaml"
    composed(folder, made.starter)
    put(folder, "样稿.md", "---\n文种: 学习计划\n---\n")
    own = plugins(folder).document_type("学习计划")
    assert (own.starter, own.starter_suffix) == ("---\n文种: 学习计划\n---\n", ".md")


def swap(old: str, new: str) -> Callable[[Path], None]:
    assert old in FIELDS
    return lambda folder: put(folder, "字段.yaml", FIELDS.replace(old, new))


def many(folder: Path) -> None:
    for number in range(FILES_MAX):
        put(folder, f"{number}.md", "甲")


def outside(folder: Path) -> None:
    secret = folder.parent / f"{folder.name}-secret.md"
    secret.write_text("机密", encoding="utf-8")
    (folder / "文种/学习计划/安排表.md").unlink()
    (folder / "文种/学习计划/安排表.md").symlink_to(secret)


FAULTS: dict[str, tuple[Callable[[Path], object], str]] = {
    "no fields": (lambda folder: (folder / "文种/学习计划/字段.yaml").unlink(), "没有“字段.yaml”"),
    "no text": (lambda folder: (folder / "文种/学习计划/正文.md").unlink(), "没有“正文.md”"),
    "no attachment": (lambda folder: (folder / "文种/学习计划/安排表.md").unlink(), "没有“安排表.md”"),
    "empty fields": (lambda folder: put(folder, "字段.yaml", ""), "字段.yaml：文件是空的"),
    "no help": (swap("{说明: 哪个支部, 例: 甲支部, 必填: 是}", "{例: 甲支部}"), "字段.yaml:6:3  字段.单位.说明"),
    "no example": (swap("例: 甲支部, ", ""), "字段.yaml:6:3  字段.单位：“单位”没有例子"),
    "unknown kind": (swap("类型: 整数, 说明: 哪一年", "类型: 整型, 说明: 哪一年"), "字段.年度.类型"),
    "unknown word": (swap("最小: 2000", "最低: 2000"), "是不是“最小”"),
    "a name with blanks": (swap("  要求:", "  总 要求:"), "用不了"),
    "a name that a template has": (swap("  要求:", "  loop:"), "用不了"),
    "a list of nothing": (swap("    每项:\n", "    字段:\n"), "只有“字段组”里面有字段"),
    "a limit of a text": (swap("例: 甲支部, ", "例: 甲支部, 最大: 3, "), "只有数和列表可以写它"),
    "no pattern": (swap("[0-9-]{7,12}", "[0-9"), "不是正则表达式"),
    "a common field of another kind": (swap("  开始:", "  主送:"), "是每份草稿都有的字段"),
    "a condition on no field": (swap("字段: 开始}", "字段: 起始}"), "没有“起始”这个字段"),
    "a condition that is none": (swap("开始 <= 结束", "开始 <= "), "条件.第1项.要求"),
    "a title with an unknown field": (swap("{{ 年度 }}年", "{{ 年份 }}年"), "没有“年份”这个字段，是不是“年度”"),
    "a condition of an attachment": (swap("条件: 安排|个数 > 1", "条件: 安排|数 > 1"), "“|”后面没有“数”"),
    "a template with an unknown field": (
        lambda folder: put(folder, "正文.md", "{{ 单位名称 }}"),
        "文种/学习计划/正文.md:1  没有“单位名称”",
    ),
    "a template without an end": (lambda folder: put(folder, "正文.md", "甲\n{% if 单位 %}"), "正文.md:2  “{% if %}”没有结束"),
    "an escape": (lambda folder: put(folder, "正文.md", "{{ 单位.__class__.__mro__ }}"), ""),
    "fields that loop": (lambda folder: put(folder, "字段.yaml", "说明: &a [*a]\n"), "字段.yaml"),
    "no YAML": (lambda folder: put(folder, "字段.yaml", "说明: [\n"), "字段.yaml"),
    "binary": (lambda folder: put(folder, "正文.md", b"\x00\xff\xfe\x00\x01"), "正文.md"),
    "large": (lambda folder: put(folder, "正文.md", "字" * SIZE_MAX), "太大"),
    "many files": (many, "文件超过了"),
    "a link outside": (outside, "外面，不能读"),
    "a built-in type's name": (
        lambda folder: (folder / "文种/学习计划").rename(folder / "文种/通知"),
        "已经有“通知”这个文种，是“hongtou[notice]”的",
    ),
    "no name": (lambda folder: (folder / "文种/学习计划").rename(folder / "文种/学习 计划"), "文种名应为文字"),
}


@pytest.mark.parametrize(("spoil", "told"), FAULTS.values(), ids=FAULTS)
def test_what_is_wrong_in_a_folder_is_told_and_stops_no_other(folder: Path, spoil: Callable[[Path], object], told: str) -> None:
    put(folder, "字段.yaml", "说明: 另一种\n字段:\n  甲: {说明: 甲, 例: 甲}\n", "另一种")
    put(folder, "正文.md", "{{ 甲 }}。\n", "另一种")
    spoil(folder)
    try:
        message = failure(folder)
    except ValueError:  # what a template does with values shows when it is filled in
        with pytest.raises(HongtouError) as caught:
            composed(folder)
        message = str(caught.value)
    assert told in message, message
    assert "文种/" in message
    assert "Traceback" not in message
    assert composed(folder, "文种: 另一种\n标题: 关于甲的报告\n甲: 乙\n").genre == "另一种"


def test_a_template_in_gbk_is_read(folder: Path) -> None:
    put(folder, "正文.md", BODY.encode("gb18030"))
    assert composed(folder).main.blocks


def test_folders_are_where_the_profile_says(folder: Path) -> None:
    (folder / "文种").rename(folder / "自己的")
    assert "学习计划" not in plugins(folder).document_types
    (folder / "hongtou.yaml").write_text("名称: 甲支部\n文种: [自己的, 没有的]\n", encoding="utf-8")
    assert "学习计划" in plugins(folder).document_types


def test_an_office_without_such_folders_has_none(tmp_path: Path) -> None:
    (tmp_path / "hongtou.yaml").write_text("名称: 甲支部\n", encoding="utf-8")
    assert list(plugins(tmp_path).document_types) == list(plugins_of(Office()).document_types)


PACKET = """\
材料包: 学习计划
年度: 2026
单位: 单位.xlsx
文件:
  - {文种: 学习计划, 名称: 计划, 数据: 计划.xlsx, 常量: {成文日期: 2026-01-05}}
输出: {文件夹: "{单位}", PDF: 否}
"""


def test_units_hand_it_in_and_a_changed_template_makes_all_again(folder: Path) -> None:
    write_sheet(folder / "单位.xlsx", [["单位名称"], ["甲支部"], ["乙支部"]], "单位")
    rows = [["单位名称", "月份", "专题", "学时"], ["甲支部", "1", "党章", "4"], ["乙支部", "2", "条例", "3"]]
    write_sheet(folder / "计划.xlsx", rows, "安排")
    (folder / "packet.yaml").write_text(PACKET, encoding="utf-8")
    digests = []
    for body in (BODY, BODY, BODY.replace("全年", "今年")):
        put(folder, "正文.md", body)
        packet = load_packet(folder / "packet.yaml", read=read_here)
        assert not packet.problems
        tasks = list(packet.tasks)
        digests.append([task.digest() for task in tasks])
        assert [list(make_unit(task)) for task in tasks] == [["甲支部/计划.docx"], ["乙支部/计划.docx"]]
    assert digests[0] == digests[1]
    assert not set(digests[1]) & set(digests[2])


def test_its_faults_are_a_plug_ins(folder: Path) -> None:
    put(folder, "正文.md", "{{ 没有 }}")
    (told,) = plugins(folder).all_failures()
    assert isinstance(told, PluginError)
    assert told.plugin == "文种/学习计划"


SCORES = """\
说明: 打分
公文: {标题: 打分表, 格式: 普通}
字段:
  权: {类型: 数, 说明: 平时占多少, 例: 0.4, 必填: 是}
  评分:
    类型: 列表
    说明: 一人一项
    每项:
      姓名: {说明: 谁, 例: 甲}
      平时: {类型: 数, 说明: 几分, 例: 90}
      年底: {类型: 数, 说明: 几分, 例: 80}
      得分: {说明: 总分, 算: 平时 * 权 + 年底 * (1 - 权)}
      及格: {说明: 够不够, 算: 得分 >= 60}
"""
RANKED = """\
{% for 项 in 评分|排列("得分", "降") %}
{{ 项.姓名 }}{{ 项.得分|小数(1) }}分第{{ 评分|名次("得分", 项.得分) }}{% if not 项.及格 %}不及格{% endif %}。
{% endfor %}
"""
SCORED = """\
文种: 学习计划
权: 0.4
评分:
  - {姓名: 甲, 平时: 50, 年底: 60}
  - {姓名: 乙, 平时: 90, 年底: 80}
  - {姓名: 丙, 平时: 80, 年底: 86}
  - {姓名: 丁, 平时: 90, 年底: 80}
"""


def test_a_column_that_nobody_fills_in_is_computed_and_ranked(folder: Path) -> None:
    put(folder, "字段.yaml", SCORES)
    put(folder, "正文.md", RANKED)
    said = [plain(block.spans) for block in composed(folder, SCORED).main.blocks if isinstance(block, Paragraph)]
    assert said == ["乙84.0分第1。", "丁84.0分第1。", "丙83.6分第3。", "甲56.0分第4不及格。"]


def test_a_computed_column_is_no_field_of_a_draft(folder: Path) -> None:
    put(folder, "字段.yaml", SCORES)
    put(folder, "正文.md", RANKED)
    with pytest.raises(DraftError, match="得分"):
        composed(folder, SCORED.replace("年底: 60", "得分: 60"))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("算: 得分 >= 60", "算: 总分 >= 60", "字段.评分.及格"),
        ("类型: 数, 说明: 平时占多少", "算: 1 + 1, 类型: 数, 说明: 平时占多少", "只有列表每一项的字段可以写它"),
        ("及格:", "及 格:", "用不了"),
    ],
)
def test_what_cannot_be_computed_is_told(folder: Path, old: str, new: str, told: str) -> None:
    put(folder, "字段.yaml", SCORES.replace(old, new))
    put(folder, "正文.md", RANKED)
    (failure,) = plugins(folder).all_failures()
    assert told in str(failure)


def test_the_organ_of_the_offices_profile_can_be_printed(folder: Path) -> None:
    put(folder, "正文.md", "{{ 发文机关|连接 }}现将学习安排通知如下。\n")
    (folder / "hongtou.yaml").write_text("名称: 甲支部\n", encoding="utf-8")
    (said,) = (plain(block.spans) for block in composed(folder).main.blocks if isinstance(block, Paragraph))
    assert said == "甲支部现将学习安排通知如下。"


def test_a_number_in_the_place_of_an_issue(folder: Path) -> None:
    put(
        folder,
        "字段.yaml",
        SCORES.replace("格式: 普通", "格式: 纪要, 发文机关标志: 甲支部简报纪要, 期号: '第{{ 发文字号|序号 }}期'"),
    )
    put(folder, "正文.md", RANKED)
    made = composed(folder, f"{SCORED}发文字号: 甲简报〔2026〕7号\n成文日期: 2026-01-05\n").masthead
    assert made is not None
    assert (made.label, made.issuer_mark.names) == ("第7期", ("甲支部简报",))


def test_lists_in_lists_are_opened_and_dates_compared(folder: Path) -> None:
    fields = """\
说明: 汇总
公文: {标题: 汇总表, 格式: 普通}
字段:
  开头: {类型: 日期, 说明: 哪天, 例: 2026-06-01, 必填: 是}
  截至: {类型: 日期, 说明: 哪天, 例: 2026-06-30, 必填: 是}
  支部:
    类型: 列表
    说明: 一个一项
    每项:
      名称: {说明: 谁, 例: 甲}
      问题:
        类型: 列表
        说明: 问题
        每项:
          时限: {类型: 日期, 说明: 哪天以前, 例: 2026-06-30}
"""
    put(folder, "字段.yaml", fields)
    put(
        folder,
        "正文.md",
        """{{ 支部|展开("问题")|个数 }}个，早于的{{ 支部|展开("问题")|其中("时限", 截至, "小于")|个数 }}个，\
晚于的{{ 支部|展开("问题")|其中("时限", 截至, "大于")|个数 }}个，{{ 截至|天数(截至) }}天，\
{{ 截至|工作日(开头) }}个工作日，{{ 支部|列出("名称")|连接 }}。
""",
    )
    draft = """\
文种: 学习计划
开头: 2026-06-06
截至: 2026-06-30
支部:
  - {名称: 甲, 问题: [{时限: 2026-06-29}, {时限: 2026-06-30}]}
  - {问题: [{时限: 2026-07-01}, {时限: }, {时限: 2026-01-01}]}
  - {名称: 丙}
"""
    (said,) = (plain(block.spans) for block in composed(folder, draft).main.blocks if isinstance(block, Paragraph))
    assert said == "5个，早于的2个，晚于的1个，1天，17个工作日，甲、丙。"


def test_what_people_type_sets_no_height_of_a_row(folder: Path) -> None:
    put(folder, "正文.md", "| 项目 | 内容 |\n| --- | --- |\n| {高 20} | {{ 单位 }} |\n")
    table = composed(folder, DRAFT.replace("单位: 甲支部", "单位: '{高 40}'")).main.blocks[0]
    assert isinstance(table, Table)
    assert [(row.height, [cell.text for cell in row.cells]) for row in table.rows] == [(20.0, ["", "{高 40}"])]
