"""A duty report: sections out of facts, signed by the person who reports."""

from pathlib import Path

from hongtou import Gongwen, Heading, Office, Paragraph, Table
from hongtou.draft import Draft
from hongtou.intake.yaml.reader import read_yaml
from hongtou.runner import Runner
from support.plugins import PLUGINS

RUNNER = Runner(Office(name="示例市医学会"), PLUGINS)
STARTER = RUNNER.plugins.document_type("述职报告").starter


def compose(text: str) -> Gongwen:
    values, places = read_yaml(text, "述职.yaml")
    return RUNNER.compose(Draft(Path("述职.yaml"), values, places)).gongwen


def texts(gongwen: Gongwen) -> list[str]:
    found = []
    for block in gongwen.main.blocks:
        if isinstance(block, Heading | Paragraph):
            run_in = block.run_in if isinstance(block, Heading) else ()
            found.append("".join(span.text for span in (*block.spans, *run_in)))
    return found


def test_four_sections_and_who_reports() -> None:
    gongwen = compose(STARTER)
    heads = [text for text in texts(gongwen) if text[1] == "、"]
    assert heads == ["一、履行职责情况", "二、上年度述职评议问题整改情况", "三、存在的问题", "四、下一步打算"]
    assert gongwen.main.caption.strip("（）") == "中共示例市心血管病学会支部委员会　党支部书记　张三"
    assert gongwen.signature
    assert gongwen.signature.issuers == ("张三",)
    assert texts(gongwen)[-1] == "以上报告，请予评议。"


def test_an_empty_section_is_left_out_and_the_others_are_counted_on() -> None:
    head, _, rest = STARTER.partition("# 列成一张表\n")
    gongwen = compose(head + rest.partition("\n\n")[2])
    assert "二、存在的问题" in texts(gongwen)
    assert not any(isinstance(block, Table) for block in gongwen.main.blocks)


def test_what_came_of_it_runs_on_behind_what_was_done() -> None:
    found = next(text for text in texts(compose(STARTER)) if text.startswith("（一）履行"))
    assert found.endswith("谈心谈话10人次。年度党建工作计划全部落实。")


def test_mended_problems_are_counted_where_all_tell_their_state() -> None:
    assert any("问题共2个，已完成整改1个，情况见下表" in text for text in texts(compose(STARTER)))
    assert any("问题共2个，情况见下表" in text for text in texts(compose(STARTER.replace("    进度: 已完成\n", ""))))


def test_ordinals_that_were_typed_are_not_written_twice_and_quotations_end_once() -> None:
    problems = "问题:\n  - （一）学习的系统性不够。\n  - （二）联系群众不够。\n"
    work = "履职情况:\n  - {方面: 学习, 情况: 学了。, 成效: 大家都说“好。”}\n"
    gongwen = compose(f"文种: 述职报告\n年度: 2026\n述职人: 张三\n职务: 书记\n成文日期: 2026-12-20\n{work}{problems}")
    assert "（一）学习的系统性不够。" in texts(gongwen)
    assert "（一）学习。学了。大家都说“好。”" in texts(gongwen)
