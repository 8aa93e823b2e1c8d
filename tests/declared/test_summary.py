"""A type without Python that sums up what the units of a packet handed in; which files are made of one."""

from pathlib import Path

import pytest
from hongtou.batch.make import make_unit
from hongtou.declared import plugins_of
from hongtou.document import Paragraph, Table, plain
from hongtou.office import load_office
from hongtou.packet.packet import load_packet
from hongtou.packet.reading import read_here
from hongtou.runner import Runner
from support.packets import write_sheet

PLAN = """\
说明: 一年的学习计划
公文: {标题: "{{ 单位 }}{{ 年度 }}年学习计划", 格式: 普通}
做成: [docx]
字段:
  单位: {说明: 哪个支部, 例: 甲支部, 必填: 是}
  年度: {类型: 整数, 说明: 哪一年, 例: 2026, 必填: 是}
  人数: {类型: 整数, 说明: 几个人, 例: 9}
  电话: {说明: 谁联系, 例: 027-12345, 个人信息: 是}
  安排:
    类型: 列表
    说明: 每月学什么
    每项:
      专题: {说明: 学什么, 例: 学习党章, 必填: 是}
      学时: {类型: 数, 说明: 几个学时, 例: 4}
"""
WHOLE = """\
说明: 各支部学习计划的汇总
公文: {标题: "{{ 年度 }}年学习计划汇总", 格式: 普通}
做成: [docx, xlsx]
字段:
  年度: {类型: 整数, 说明: 哪一年, 例: 2026, 必填: 是}
  各支部:
    类型: 列表
    说明: 各支部交来的
    必填: 是
    每项:
      名称: {说明: 哪个支部, 例: 甲支部, 必填: 是}
      情况: {说明: 交了没有, 例: 已交, 必填: 是}
      还缺: {类型: 名称, 说明: 还没有交的, 例: 学习计划}
      材料:
        类型: 列表
        说明: 交来的
        每项:
          人数: {类型: 整数, 说明: 几个人, 例: 9}
          安排:
            类型: 列表
            说明: 学什么
            每项:
              学时: {类型: 数, 说明: 几个学时, 例: 4}
汇总: {各单位: 各支部, 单位: 名称, 情况: 情况, 交来: 材料, 没交: 还缺}
"""
BODY = """\
应交{{ 各支部|个数 }}个，已交{{ 各支部|个数("情况", "已交") }}个。

| 支部 | 情况 | 人数 | 学时 |
| --- | --- | --- | --- |
{% for 项 in 各支部 %}
{% for 份 in 项.材料 %}
| {{ 项.名称 }} | {{ 项.情况 }} | {{ 份.人数 }} | {{ 份.安排|合计("学时") }} |
{% endfor %}
{% if not 项.材料 %}
| {{ 项.名称 }} | {{ 项.情况 }} |  | {{ 项.还缺 }} |
{% endif %}
{% endfor %}
"""
PACKET = """\
材料包: 学习计划
年度: 2026
单位: 单位.xlsx
文件:
  - {文种: 学习计划, 名称: 计划, 数据: 计划.xlsx, 常量: {成文日期: 2026-01-05}}
输出: {文件夹: "{单位}"}
汇总: {文种: 学习汇总, 常量: {成文日期: 2026-01-10}}
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    (tmp_path / "hongtou.yaml").write_text("名称: 甲局委员会\n", "utf-8")
    for name, fields, body in (("学习计划", PLAN, "见附表。\n"), ("学习汇总", WHOLE, BODY)):
        folder = tmp_path / "文种" / name
        folder.mkdir(parents=True)
        (folder / "字段.yaml").write_text(fields, "utf-8")
        (folder / "正文.md").write_text(body, "utf-8")
    return tmp_path


def changed(office: Path, old: str, new: str) -> str:
    """What is told of the summary's type after a change."""
    path = office / "文种" / "学习汇总" / "字段.yaml"
    assert old in WHOLE
    path.write_text(WHOLE.replace(old, new), "utf-8")
    plugins = plugins_of(load_office(office))
    assert "学习计划" in plugins.document_types
    return "\n".join(map(str, plugins.all_failures()))


def test_it_sums_up_what_units_handed_in(office: Path) -> None:
    write_sheet(office / "单位.xlsx", [["单位名称"], ["甲支部"], ["乙支部"], ["丙支部"]], "单位")
    rows = [
        ["单位名称", "人数", "电话", "专题", "学时"],
        ["甲支部", "9", "027-1", "党章", "4"],
        ["甲支部", "", "", "条例", "3.5"],
    ]
    write_sheet(office / "计划.xlsx", [*rows, ["乙支部", "7", "", "党章", "2"]], "安排")
    (office / "packet.yaml").write_text(PACKET, "utf-8")
    packet = load_packet(office / "packet.yaml", read=read_here)
    assert not packet.problems
    tasks = {task.unit: task for task in packet.tasks}
    assert list(make_unit(tasks["甲支部"])) == ["甲支部/计划.docx"]
    whole = packet.whole()
    assert whole
    assert sorted(make_unit(whole)) == ["汇总/学习汇总.docx", "汇总/学习汇总.xlsx"]
    (document,) = whole.documents
    assert "电话" not in str(document.values), "what the summary has no field for it does not get"
    assert [unit["情况"] for unit in document.values["各支部"]] == ["已交", "已交", "未交"]


def test_its_page_tells_the_sums(office: Path) -> None:
    draft = office / "汇总.yaml"
    draft.write_text(
        """\
文种: 学习汇总
年度: 2026
成文日期: 2026-01-10
各支部:
  - {名称: 甲支部, 情况: 已交, 材料: [{人数: 9, 安排: [{学时: 4}, {学时: 3.5}]}]}
  - {名称: 丙支部, 情况: 未交, 还缺: [计划]}
""",
        "utf-8",
    )
    profile = load_office(office)
    made = Runner(profile, plugins_of(profile)).compose(draft).gongwen
    texts = [plain(block.spans) for block in made.main.blocks if isinstance(block, Paragraph)]
    assert texts[0] == "应交2个，已交1个。"
    (table,) = [block for block in made.main.blocks if isinstance(block, Table)]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["甲支部", "已交", "9", "7.5"],
        ["丙支部", "未交", "", "计划"],
    ]


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("各单位: 各支部", "各单位: 支部", "汇总：“各单位”写的是“支部”，“字段”里没有这个字段"),
        ("单位: 名称", "单位: 名字", "“单位”写的是“名字”，“各支部”里没有这个字段"),
        ("情况: 情况", "情况: 材料", "“情况”写的是“材料”，这个字段应是文字，现在是列表"),
        ("没交: 还缺", "没交: 情况", "“没交”写的是“情况”，这个字段应是列表，现在是文字"),
        (
            "人数: {类型: 整数, 说明: 几个人, 例: 9}",
            "人数: {类型: 整数, 说明: 几个人, 例: 9, 必填: 是}",
            "不能是必填的：不是每一项都有它",
        ),
        (
            "情况: {说明: 交了没有, 例: 已交, 必填: 是}",
            "情况: {说明: 交了没有, 例: 已交, 可填: [已交]}",
            "“可填”里没有“未交”“有误”",
        ),
        ("各单位: 各支部, ", "", "汇总.各单位：“各单位”没有写"),
        ("做成: [docx, xlsx]", "做成: []", "做成"),
        ("做成: [docx, xlsx]", "做成: [DOC X]", "outputs"),
    ],
)
def test_what_does_not_agree_is_told_in_the_words_of_the_folder(office: Path, old: str, new: str, told: str) -> None:
    found = changed(office, old, new)
    assert told in found
    assert "unit_summary" not in found
