"""年度党建工作总结: the text that a reader sees."""

import datetime
from decimal import Decimal
from typing import Any

import pytest
from hongtou import Context, FieldError, FieldErrors, Gongwen, Heading, Office, Paragraph, Table, spans
from hongtou.plugins.party.summary.compose import compose
from hongtou.plugins.party.words import amount, percent, sentence
from hypothesis import given
from hypothesis import strategies as st


def lines(*texts: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(spans(text)) for text in texts)


TASK = {"任务": "深化理论武装", "完成情况": lines("组织学习12次。")}


def summary(office: Office | None = None, **data: Any) -> Gongwen:
    context = Context(office or Office(name="中共示例委员会"), "年度党建工作总结")
    return compose({"年度": 2026, "本年度任务": [TASK], **data}, context)


def read(document: Gongwen) -> list[str]:
    """The paragraphs as a reader sees them."""
    told = []
    for block in document.main.blocks:
        if isinstance(block, Table):
            told += ["|".join(cell.text for cell in row.cells) for row in block.rows]
        elif isinstance(block, Heading | Paragraph):
            run_in = block.run_in if isinstance(block, Heading) else ()
            told.append("".join(span.text for span in (*block.spans, *run_in)))
    return told


def test_title_and_opening_come_from_unit_and_year() -> None:
    document = summary()
    assert document.main.title == "中共示例委员会2026年度党建工作总结"
    assert read(document)[0] == "现将中共示例委员会2026年度党建工作情况总结如下。"


def test_own_title_unit_and_opening_win() -> None:
    document = summary(标题="总结", 正文=lines("一年来，……"))
    assert document.main.title == "总结"
    assert read(document)[0] == "一年来，……"
    assert summary(单位="内科支部").main.title == "内科支部2026年度党建工作总结"


def test_somebody_must_say_whose_summary_it_is() -> None:
    with pytest.raises(FieldError, match="哪个单位"):
        summary(Office())


def test_sections_without_content_are_left_out_and_the_rest_numbered_through() -> None:
    heads = [line for line in read(summary(下一步打算=lines("抓落实。"))) if line[1] == "、"]
    assert heads == ["一、主要工作及成效", "二、下一步打算"]


def test_basics_tell_every_figure() -> None:
    figures = {"党总支数": 2, "党支部数": 18, "党员总数": 356, "预备党员": 12, "女党员": 178}
    year = {"应换届数": 5, "按期换届数": 4, "发展党员数": 9, "入党积极分子": 23, "缴纳党费": 86420.5}
    told = read(summary(概况=figures | year, 统计截止日期=datetime.date(2026, 11, 30)))
    assert told[2] == (
        "截至2026年11月30日，中共示例委员会共有党总支2个、党支部18个，党员356名，其中预备党员12名（占3.4%）、女党员178名（占50%）。"
    )
    assert told[3] == (
        "本年度，应换届党组织5个，按期换届4个，按期换届率80%；发展党员9名，培养入党积极分子23名；党员缴纳党费86420.5元。"
        "（以上百分比保留一位小数，四舍五入。）"
    )


@pytest.mark.parametrize(
    ("figures", "expected"),
    [
        ({"党员总数": 30, "预备党员": 0}, "截至2026年底，中共示例委员会共有党员30名。"),
        ({"党支部数": 3}, "截至2026年底，中共示例委员会共有党支部3个。"),
        ({"应换届数": 0}, "本年度，没有应换届的党组织。"),
        ({"应换届数": 3, "按期换届数": 3}, "本年度，应换届党组织3个，均已按期换届。"),
        ({"应换届数": 1, "按期换届数": 1}, "本年度，应换届党组织1个，已按期换届。"),
        ({"应换届数": 2, "按期换届数": 0}, "本年度，应换届党组织2个，均未按期换届。"),
        ({"应换届数": 2}, "本年度，应换届党组织2个。"),
        ({"发展党员数": 0, "入党积极分子": 2}, "本年度，未发展党员，培养入党积极分子2名。"),
        ({"缴纳党费": 1000.0}, "本年度，党员缴纳党费1000元。"),
    ],
)
def test_a_figure_that_is_missing_or_none_is_told_gracefully(figures: dict[str, Any], expected: str) -> None:
    told = read(summary(概况=figures))
    assert told[1:3] == ["一、基本情况", expected]


def test_figures_of_nothing_make_no_section() -> None:
    assert "一、主要工作及成效" in read(summary(概况={"党员总数": 0, "缴纳党费": 0}))


def test_contradicting_figures_are_all_told() -> None:
    with pytest.raises(FieldErrors) as caught:
        summary(概况={"党员总数": 10, "预备党员": 11, "按期换届数": 1})
    assert [(error.path, error.message) for error in caught.value.errors] == [
        (("概况", "预备党员"), "预备党员为11，多于党员总数10。请核对这两个数"),
        (("概况", "按期换届数"), "写了“按期换届数”，没有写“应换届数”。请补上“应换届数”"),
    ]


def test_task_is_a_heading_that_runs_into_what_was_done() -> None:
    task = {"任务": "抓好学习。", "完成情况": lines("组织学习12次", "又办班1期"), "成效": "参学率98%"}
    (heading, more) = summary(本年度任务=[task]).main.blocks[-2:]
    assert isinstance(heading, Heading)
    assert heading.level == 2
    assert heading.spans == spans("（一）抓好学习。")
    assert heading.run_in == spans("组织学习12次")
    assert isinstance(more, Paragraph)
    assert "".join(span.text for span in more.spans) == "又办班1期。参学率98%。"


def test_tasks_are_counted_by_state_where_all_tell() -> None:
    states = ["已完成", "已完成", "正在推进"]
    told = read(summary(本年度任务=[TASK | {"进度": state} for state in states]))
    assert "本年度重点任务共3项，其中已完成2项，正在推进1项。" in told
    assert "本年度重点任务共2项，主要工作及成效如下。" in read(summary(本年度任务=[TASK, TASK | {"进度": "已完成"}]))
    assert "本年度重点任务共2项，全部已完成。" in read(summary(本年度任务=[TASK | {"进度": "已完成"}] * 2))


INDICATORS = [
    {"名称": "学习", "单位": "%", "目标": 95, "结果": 96.5},
    {"名称": "换届率", "单位": "%", "目标": 100, "结果": 99.9},
    {"名称": "办理时间", "单位": "天", "目标": 15, "结果": 18.5, "方向": "越低越好"},
    {"名称": "发文数", "目标": 30, "结果": 30, "方向": "越低越好"},
]


def test_indicators_that_fell_short_are_told_and_marked() -> None:
    document = summary(指标=INDICATORS)
    told = read(document)
    assert (
        "本年度设定指标4项，完成2项，完成率50%；未完成2项，分别是换届率（目标100%，实际99.9%，差0.1个百分点）、"
        "办理时间（目标15天，实际18.5天，超出3.5天）。详见下表。"
    ) in told
    assert told[-4:] == [
        "1|学习|95%|96.5%|完成",
        "2|换届率|100%|99.9%|未完成",
        "3|办理时间（越低越好）|15天|18.5天|未完成",
        "4|发文数（越低越好）|30|30|完成",
    ]
    (table,) = (block for block in document.main.blocks if isinstance(block, Table))
    assert [[cell.strong for cell in row.cells] for row in table.rows] == [
        [False] * 5,
        [False, False, False, True, True],
        [False, False, False, True, True],
        [False] * 5,
    ]


def test_indicators_all_met_or_all_missed() -> None:
    assert "本年度设定指标1项，已完成，详见下表。" in read(summary(指标=INDICATORS[:1]))
    assert "本年度设定指标2项，全部完成，详见下表。" in read(summary(指标=[INDICATORS[0], INDICATORS[3]]))
    missed = "本年度设定指标1项，未完成，是换届率（目标100%，实际99.9%，差0.1个百分点）。详见下表。"
    assert missed in read(summary(指标=INDICATORS[1:2]))


def test_items_of_a_list_get_ordinals() -> None:
    told = summary(问题=lines("融合不够紧。有的支部学用脱节", "制度不健全")).main.blocks[-2:]
    first, second = told
    assert isinstance(first, Heading)
    assert "".join(span.text for span in first.spans) == "（一）融合不够紧。"
    assert first.run_in == spans("有的支部学用脱节。")
    assert isinstance(second, Paragraph)
    assert "".join(span.text for span in second.spans) == "（二）制度不健全。"


def test_items_with_ordinals_of_their_own_and_single_items_stay() -> None:
    own = lines("1.融合不够紧。", "2.制度不健全。")
    assert summary(问题=own).main.blocks[-2:] == own
    assert summary(问题=lines("融合不够紧。")).main.blocks[-1:] == lines("融合不够紧。")


@given(st.integers(1, 10**6), st.integers(0, 10**6))
def test_percent_never_calls_some_none_or_all(whole: int, part: int) -> None:
    part = min(part, whole)
    text, rounded = percent(part, whole)
    assert (text == "0%") == (part == 0)
    assert (text == "100%") == (part == whole)
    assert abs(float(text[:-1]) - 100 * part / whole) <= 0.05 + 1e-9
    assert rounded == (Decimal(text[:-1]) * whole != 100 * part)


def test_numbers_in_words() -> None:
    assert [amount(value) for value in (12000, 96.5, 100.0, 0.1, 1e7, 1e-7)] == [
        "12000",
        "96.5",
        "100",
        "0.1",
        "10000000",
        "0.0000001",
    ]
    assert percent(1, 3) == ("33.3%", True)
    assert percent(1, 2) == ("50%", False)
    assert percent(2999, 3000) == ("99.97%", True)
    assert [sentence(text) for text in ("好", "好。", "“好。”", "好，", "")] == ["好。", "好。", "“好。”", "好。", ""]
