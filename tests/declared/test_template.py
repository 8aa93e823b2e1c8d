"""What a template may do, and that nothing in it reaches out, runs away or grows."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from hongtou.declared.body import blocks_of
from hongtou.declared.template import FieldTemplate, expression
from hongtou.document import Heading, Paragraph, Table, plain
from hongtou.errors import TemplateError
from hypothesis import given
from hypothesis import strategies as st
from support.forked import Forker, surroundings
from support.hostile_templates import ESCAPES, MANY, RUNAWAY, VALUES

TESTS = Path(__file__).resolve().parent.parent
# Fills a template with 200 MB more than the process has; a limit costs less than to count what is taken.
WITHIN = """
import resource, sys
from hongtou.declared.template import FieldTemplate
from hongtou.errors import TemplateError
from support.hostile_templates import MANY, VALUES

values = {**VALUES, "安排": MANY}
with open("/proc/self/statm") as sizes:
    most = int(sizes.read().split()[5]) * resource.getpagesize() + 200 * 1024**2
resource.setrlimit(resource.RLIMIT_DATA, (most, most))
try:
    FieldTemplate("正文.md", sys.argv[1], values).text(values)
except TemplateError as error:
    print(error)
"""


def text(source: str, values: Mapping[str, Any] = VALUES) -> str:
    return FieldTemplate("正文.md", source, values).text(values)


def refused(source: str, values: Mapping[str, Any] = VALUES) -> str:
    with pytest.raises(TemplateError) as caught:
        FieldTemplate("正文.md", source, values).text(values)
    return str(caught.value)


@pytest.mark.parametrize(
    ("source", "wanted"),
    [
        ("{{ 单位 }}{{ 年度 }}年", "甲支部2026年"),
        ("{{ 比例 }}%，{{ 开始 }}，{{ 完成 }}，“{{ 备注 }}”，{{ 名单 }}", "96.5%，2026年3月5日，是，“”，张三、李四"),
        ("{{ 概况.女党员 }}名，占{{ 概况.女党员|百分比(概况.党员) }}", "12名，占40.0%"),
        ('{{ 安排|合计("学时") }}，{{ 安排|个数 }}，{{ 安排|个数("学时") }}', "7.5，3，2"),
        ('{{ 安排|平均("学时") }}，{{ 安排|最大("学时") }}，{{ 安排|最小("学时") }}', "3.75，4，3.5"),
        ('{{ 安排|个数("季度", "一季度") }}，{{ 安排|连接("；", "专题") }}', "2，党章；条例；准则"),
        ('{{ 安排|其中("季度", "二季度")|连接("", "专题") }}', "准则"),
        ('{{ 安排|排列("学时", "降")|连接("", "专题") }}', "党章条例准则"),
        ('{% for 组 in 安排|分组("季度") %}{{ 组.名称 }}{{ 组.各项|个数 }}次；{% endfor %}', "一季度2次；二季度1次；"),
        ("{{ 人数|汉字数 }}名，{{ 比例|小数(2) }}，{{ 开始|日期('月日') }}", "三名，96.50，3月5日"),
        ("{{ (概况.党员 - 概况.女党员) / 概况.党员 }}", "0.6"),
        (
            "{% for 项 in 安排 %}{{ loop.index }}.{{ 项.专题 }}{% if not loop.last %}、{% endif %}{% endfor %}",
            "1.党章、2.条例、3.准则",
        ),
        ("{% if 备注 %}有{% elif 人数 > 2 %}多{% else %}少{% endif %}", "多"),
        ("{% set 总数 = 安排|个数 %}共{{ 总数 }}次", "共3次"),
        ("{{ '甲' if 完成 else '乙' }}{{ 0.1 + 0.2 }}", "甲0.3"),
        ("{% if '张三' in 名单 and 单位 == '甲支部' %}在{% endif %}", "在"),
    ],
)
def test_fields_are_printed_counted_and_compared(source: str, wanted: str) -> None:
    assert text(source) == wanted


def test_conditions_between_fields() -> None:
    assert FieldTemplate("式", expression("概况.女党员 <= 概况.党员"), VALUES).holds(VALUES)
    assert not FieldTemplate("式", expression("人数 > 年度"), VALUES).holds(VALUES)


@pytest.mark.parametrize("source", ESCAPES)
def test_whatever_else_is_refused_in_chinese_with_its_line(source: str) -> None:
    told = refused(f"第一行\n{source}")
    assert told.startswith("正文.md:2  "), told
    assert any("\u4e00" <= char <= "\u9fff" for char in told.partition("  ")[2])


@pytest.mark.parametrize(
    ("source", "told"),
    RUNAWAY,
)
def test_nothing_runs_away_or_grows(source: str, told: str, forker: Forker, tmp_path: Path) -> None:
    ended = forker.run([source], tmp_path, surroundings(PYTHONPATH=str(TESTS)), code=WITHIN)
    assert ended[0] == 0 and told in ended[1].decode(), ended


def test_a_loop_over_many_rows_is_no_endless_one() -> None:
    assert len(text("{% for 项 in 安排 %}{{ 项.专题 }}{% endfor %}", {"安排": MANY * 100})) == 100_000


def blocks(source: str, **values: Any) -> list[Any]:
    known = {**VALUES, **values}
    return list(blocks_of(FieldTemplate("正文.md", source, known), "正文.md", known))


def test_running_text_has_headings_tables_and_the_drafts_own_paragraphs() -> None:
    source = (
        "一、总体要求\n\n{{ 要求 }}\n\n| 专题 | 学时 |\n| --- | --- |\n"
        "{% for 项 in 安排 %}\n| {{ 项.专题 }} | {{ 项.学时 }} |\n{% endfor %}\n"
    )
    heading, first, second, table = blocks(source)
    assert isinstance(heading, Heading)
    assert [plain(one.spans) for one in (first, second)] == ["第一段。", "第二段。"]
    assert isinstance(table, Table)
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["党章", "4"], ["条例", "3.5"], ["准则", ""]]


def test_a_text_beside_other_words_is_told() -> None:
    with pytest.raises(TemplateError, match="单独占一行"):
        blocks("要求：{{ 要求 }}")


@pytest.mark.parametrize(
    "sign", ["**甲**", "*甲*", "# 甲", "- 甲", "+ 甲", "> 甲", "|甲|乙|", "\\甲", "{标题}甲", "![图](a.png)", "{{ 单位 }}", "---"]
)
def test_what_people_type_is_no_mark(sign: str) -> None:
    (paragraph,) = blocks("{{ 备注 }}", 备注=sign)
    assert plain(paragraph.spans) == sign
    assert all(not span.emphasis.value.startswith(("strong", "mild")) for span in paragraph.spans)
    (table,) = blocks("| 甲 | 乙 |\n| --- | --- |\n| {{ 备注 }} | 丙 |\n", 备注=sign)
    assert [cell.text for cell in table.rows[0].cells] == [sign, "丙"]


@given(st.text(st.characters(codec="utf-8", categories=("L", "N", "P", "S", "Zs")), min_size=1, max_size=40))
def test_any_text_comes_out_as_it_was_typed(typed: str) -> None:
    found = blocks("前{{ 备注 }}后", 备注=typed)
    assert "".join(plain(one.spans) for one in found if isinstance(one, Paragraph | Heading)) == f"前{typed}后"
