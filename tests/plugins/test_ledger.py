"""A ledger: five tables; what contradicts is told at its place."""

from pathlib import Path
from typing import Any

import pytest
from hongtou import Gongwen, Heading, Office, Paragraph, Table
from hongtou.draft import Draft
from hongtou.errors import DraftError
from hongtou.intake.yaml.reader import read_yaml
from hongtou.runner import Runner
from support.plugins import PLUGINS

RUNNER = Runner(Office(name="示例市医学会"), PLUGINS)
STARTER = RUNNER.plugins.document_type("党建工作台账").starter


def compose(text: str) -> Gongwen:
    values, places = read_yaml(text, "台账.yaml")
    return RUNNER.compose(Draft(Path("台账.yaml"), values, places)).gongwen


def cells(gongwen: Gongwen) -> list[str]:
    return [cell.text for block in gongwen.main.blocks if isinstance(block, Table) for row in block.rows for cell in row.cells]


def problems(text: str) -> list[str]:
    with pytest.raises(DraftError) as caught:
        compose(text)
    return [str(problem) for problem in caught.value.problems]


def test_the_five_sections_stand_in_their_order() -> None:
    gongwen = compose(STARTER)
    heads = ["".join(span.text for span in block.spans) for block in gongwen.main.blocks if isinstance(block, Heading)]
    assert heads == ["一、业务运行情况", "二、职工队伍情况", "三、党员队伍情况", "四、负责人情况", "五、未建党组织原因"]
    assert gongwen.main.title == "示例市心血管病学会2026年度党建工作台账"
    assert gongwen.masthead is None


def test_figures_have_their_units_and_unknown_ones_are_left_out() -> None:
    found = cells(compose(STARTER))
    assert found[found.index("年度收入") + 1] == "128.5万元"
    assert found[found.index("会员数") + 1] == "640名"
    assert "分支机构数" not in cells(compose(STARTER.replace("  分支机构数: 5\n", "")))


def test_with_an_organisation_the_last_section_says_so() -> None:
    last = compose(STARTER).main.blocks[-1]
    assert isinstance(last, Paragraph)
    assert last.spans[0].text == "已建立党支部，没有此项。"


def test_the_organisation_has_a_table_with_a_title() -> None:
    titles = [block.title for block in compose(STARTER).main.blocks if isinstance(block, Table)]
    assert titles == ["", "", "", "党组织基本情况", ""]


def without_organ() -> str:
    head, _, rest = STARTER.partition("党组织:\n")
    return head + rest.partition("\n\n")[2]


def test_without_one_the_reason_is_set_out() -> None:
    gongwen = compose(without_organ() + "未建党组织原因: {原因: 正式党员不足3名, 计划组建时间: 2027-06}\n")
    assert {"正式党员不足3名", "2027年6月"} <= set(cells(gongwen))


def test_neither_organisation_nor_reason_is_told() -> None:
    assert any("没有写党组织的情况" in line for line in problems(without_organ()))


def test_both_are_told() -> None:
    assert any("只留一处" in line for line in problems(STARTER + "未建党组织原因: {原因: 新成立单位}\n"))


def test_parts_that_are_more_than_their_whole_are_told_at_their_line() -> None:
    found = problems(STARTER.replace("女党员: 4", "女党员: 40").replace("女职工: 7", "女职工: 70"))
    lines = STARTER.splitlines()
    places = [lines.index(f"  {field}") + 1 for field in ("女职工: 7", "女党员: 4")]
    assert [line.split("  ")[0] for line in found] == [f"台账.yaml:{line}:3" for line in places]


def test_a_term_that_ends_before_it_begins_is_told() -> None:
    assert any("早于批准时间" in line for line in problems(STARTER.replace("2027-03", "2018-03")))


def test_an_unknown_form_is_told_with_what_can_be_written() -> None:
    assert any("党支部、联合党支部" in line for line in problems(STARTER.replace("形式: 党支部", "形式: 支委会")))


def test_names_of_two_characters_are_as_wide_as_three() -> None:
    found: list[Any] = cells(compose(STARTER))
    assert "张\u3000三" in found
    assert "李小四" in found
