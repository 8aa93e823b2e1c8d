"""An overview: every unit counted once, what fell short told by name."""

from pathlib import Path

import pytest
from hongtou import Figure, Gongwen, Heading, Office, Paragraph, Table
from hongtou.draft import Draft
from hongtou.intake.yaml.reader import read_yaml
from hongtou.runner import Runner
from support.plugins import PLUGINS

RUNNER = Runner(Office(name="示例市医学会"), PLUGINS)
STARTER = RUNNER.plugins.document_type("年度党建工作汇总").starter


def compose(text: str) -> Gongwen:
    values, places = read_yaml(text, "汇总.yaml")
    return RUNNER.compose(Draft(Path("汇总.yaml"), values, places)).gongwen


def said(gongwen: Gongwen) -> str:
    return "\n".join("".join(span.text for span in block.spans) for block in gongwen.main.blocks if isinstance(block, Paragraph))


def table(gongwen: Gongwen, title: str) -> list[list[str]]:
    found = next(block for block in gongwen.main.blocks if isinstance(block, Table) and block.title == title)
    return [[cell.text for cell in row.cells] for row in found.rows]


def test_who_handed_in_who_did_not_and_what_is_missing() -> None:
    gongwen = compose(STARTER)
    assert "应报送单位3个，已报送2个（占66.7%），未报送1个。" in said(gongwen)
    assert "未报送的单位：示例市护理学会。" in said(gongwen)
    assert table(gongwen, "材料不全的单位") == [["1", "示例市儿科学会", "述职报告"]]


def test_figures_are_added_up() -> None:
    found = {row[0]: row[1:3] for row in table(compose(STARTER), "各单位基本数字合计")}
    assert found["党员总数"] == ["11", "2"]
    assert found["女党员"] == ["4", "1"]
    assert "预备党员" not in found


def test_organisations_and_terms() -> None:
    gongwen = compose(STARTER)
    assert "报送台账的单位2个，已建党组织1个（党支部1个），党组织覆盖率50%；未建1个。" in said(gongwen)
    assert table(gongwen, "未建党组织的单位") == [["1", "示例市儿科学会", "正式党员不足3名", "2027年6月"]]
    assert table(gongwen, "任期届满的党组织") == [["1", "示例市心血管病学会", "2026年3月", ""]]


def test_a_term_that_ended_before_the_year_is_late() -> None:
    gongwen = compose(STARTER.replace("2026-03", "2025-03"))
    assert "本年度任期届满的党组织0个，以前年度届满、至今没有换届的1个" in said(gongwen)
    assert table(gongwen, "任期届满的党组织")[0][3] == "逾期"


def test_indicators_met_and_missed() -> None:
    gongwen = compose(STARTER)
    assert "1个单位共设指标2项，完成1项，完成率50%；未完成1项。" in said(gongwen)
    row = table(gongwen, "各单位指标完成情况")[0]
    assert row[1:] == ["示例市心血管病学会", "2", "1", "1", "主题党日次数（目标12次，实际11次）"]


def test_the_most_are_shared_by_all_that_have_as_many() -> None:
    unit = "  - {{单位: {}, 状态: 已交, 材料: [{{文种: 年度党建工作总结, 概况: {{党员总数: {}, 女党员: 0}}}}]}}\n"
    text = "文种: 年度党建工作汇总\n年度: 2026\n单位:\n" + "".join(unit.format(*one) for one in (("甲", 3), ("乙", 5), ("丙", 5)))
    found = {row[0]: row[3] for row in table(compose(text), "各单位基本数字合计")}
    assert found == {"党员总数": "乙等2个单位（5）", "女党员": ""}


def test_what_should_be_low_is_told_as_a_bound() -> None:
    gongwen = compose(STARTER.replace("目标: 12, 结果: 11", "目标: 20, 结果: 22, 方向: 越低越好"))
    assert table(gongwen, "各单位指标完成情况")[0][5] == "主题党日次数（目标不超过20次，实际22次）"


@pytest.mark.parametrize(("text", "kind"), [("④", "少数民族人士"), ("１", "民主党派成员"), ("别的", "别的")])
def test_kinds_may_be_given_by_their_numbers(text: str, kind: str) -> None:
    unit = f"{{单位: 甲, 状态: 已交, 材料: [{{名单: [{{统战对象类别: {text}}}]}}]}}"
    found = compose(f"文种: 年度党建工作汇总\n年度: 2026\n单位: [{unit}]\n")
    assert table(found, "各单位统战对象人数")[0][3] == f"{kind}1"


def test_people_by_kind_and_unit() -> None:
    gongwen = compose(STARTER)
    assert "1个单位共报送统战对象2人次，其中1人属于两个以上类别，各类均计入。" in said(gongwen)
    row = table(gongwen, "各单位统战对象人数")[0]
    assert row[1:] == ["示例市心血管病学会", "2", "民主党派成员1、无党派人士1、少数民族人士1"]


def test_charts_stand_with_what_they_show() -> None:
    titles = [block.title for block in compose(STARTER).main.blocks if isinstance(block, Figure)]
    assert titles == ["党组织的形式", "各项指标完成的单位数", "统战对象各类人数"]


def test_without_material_only_the_first_section_is_left() -> None:
    gongwen = compose("文种: 年度党建工作汇总\n年度: 2026\n单位:\n  - {单位: 甲学会, 状态: 未交}\n")
    heads = [block for block in gongwen.main.blocks if isinstance(block, Heading)]
    assert len(heads) == 1
    assert gongwen.main.title == "示例市医学会2026年度党建工作汇总"
