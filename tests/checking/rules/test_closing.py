"""Rules on the end of a document, its 版记 and its conduct: each finds what it should, and is silent on what is right."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from docx.oxml.ns import qn
from docx.shared import Pt
from support.checked import codes, draft, paper, paragraph, word

ASKING = {"文种": "请示", "标题": "关于增加编制的请示", "签发人": "张三", "主送": "市委组织部"}
REPORT = {"文种": "报告", "标题": "关于义诊活动的报告", "签发人": "张三", "主送": "市委组织部"}
CONTACT = "联系人：张三，电话：0000-1234567"
FIELDS = [
    ("GW321", {"附件": "[填报样表。]"}, {"附件": "[填报样表]"}),
    ("GW356", {"附件": "[《填报样表》]"}, {"附件": "[《条例》学习提纲]"}),
    ("GW341", {"印发日期": "2026-11-20"}, {"印发日期": "2026-11-22"}),
    ("GW413", {"抄送": "各专科分会"}, {"抄送": "市卫生健康委员会"}),
    ("GW343", {**ASKING}, {**ASKING, "附注": CONTACT}),
    ("GW810", {**ASKING, "标题": "关于增加编制的请示报告"}, {**ASKING, "附注": CONTACT}),
]
WORDS = [
    ("GW801", ASKING, "增加编制一事妥否，请批示。\n增加经费一事当否，请批复。", "增加编制一事已研究。\n妥否，请批示。"),
    ("GW803", REPORT, "义诊活动已结束。\n以上报告妥否，请批示。", "义诊活动已结束。\n特此报告。"),
    ("GW808", ASKING, "请批准增加编制。\n特此报告。", "增加编制一事已研究。\n妥否，请批示。"),
    ("GW809", ASKING, "编制不够用。\n有关情况如上。", "编制不够用。\n妥否，请批示。"),
    (
        "GW811",
        {"文种": "批复", "标题": "关于同意换届的批复", "主送": "市医学会"},
        "同意换届。",
        "你会《关于换届的请示》（云卫发〔2026〕5号）收悉。同意换届。",
    ),
]


@pytest.mark.parametrize(("code", "wrong", "right"), FIELDS)
def test_a_rule_on_fields_finds_what_is_wrong_and_nothing_else(
    tmp_path: Path, code: str, wrong: dict[str, str], right: dict[str, str]
) -> None:
    assert code in codes(draft(tmp_path, **wrong))
    assert code not in codes(draft(tmp_path, **right))


@pytest.mark.parametrize(("code", "fields", "wrong", "right"), WORDS)
def test_a_rule_on_conduct_finds_what_is_wrong_and_nothing_else(
    tmp_path: Path, code: str, fields: dict[str, str], wrong: str, right: str
) -> None:
    assert code in codes(draft(tmp_path, wrong, **fields))
    assert codes(draft(tmp_path, right, **fields)) <= {"GW343"}


def cells(document: Any) -> Any:
    """The paragraphs of the whole file, those of boxes and tables among them."""
    from docx.text.paragraph import Paragraph

    return [Paragraph(one, document) for one in document.element.body.iter(qn("w:p"))]


def say(old: str, new: str) -> Any:
    def change(document: Any) -> None:
        for one in cells(document):
            if old in one.text:
                for run in one.runs[1:]:
                    run.text = ""
                one.runs[0].text = one.text.replace(old, new) if one.text else new
                return
        raise AssertionError(old)

    return change


def larger(document: Any) -> None:
    next(one for one in cells(document) if one.text.startswith("抄送")).runs[0].font.size = Pt(16)


def printed_by_another(document: Any) -> None:
    run = next(run for one in cells(document) for run in one.runs if "医学会办公室" in run.text)
    run.text = run.text.replace("医学会", "民政局")


ATTACHED = {"附件": "[提纲, 样表]"}
CHANGES = [
    ("GW321", ATTACHED, say("1.提纲", "1.提纲；")),
    ("GW322", ATTACHED, say("2.样表", "3.样表")),
    ("GW346", {}, say("2026年11月21日", "2026.11.21")),
    ("GW340", {}, say("云州市医学会文件", "丙市丁局文件")),
    ("GW342", {"附注": "此件公开发布"}, say("（此件公开发布）", "此件公开发布")),
    ("GW405", {}, say("市卫生健康委员会。", "市卫生健康委员会")),
    ("GW411", {}, say("抄送：", "抄送:")),
    ("GW412", {}, say("抄送：", "抄报：")),
    ("GW414", {}, larger),
    ("GW416", {}, printed_by_another),
]


@pytest.mark.parametrize(("code", "fields", "change"), CHANGES)
def test_a_change_in_word_is_found_by_its_rule(tmp_path: Path, code: str, fields: dict[str, str], change: Any) -> None:
    assert code not in codes(word(tmp_path, None, **fields))
    assert code in codes(word(tmp_path, change, **fields))


def test_a_page_number_that_somebody_typed_is_found(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        footer = document.sections[0].footer.paragraphs[0]
        for run in footer.runs:
            run._r.getparent().remove(run._r)
        for field in footer._p.findall(qn("w:fldSimple")):
            footer._p.remove(field)
        footer.add_run("- 1 -")

    assert {"GW508", "GW509"} <= codes(word(tmp_path, change))


def test_the_imprint_and_the_page_numbers_of_our_own_paper_are_right(tmp_path: Path) -> None:
    assert codes(paper(tmp_path)) == set()


def test_a_mark_that_is_gone_leaves_nothing_to_compare(tmp_path: Path) -> None:
    assert "GW340" not in codes(word(tmp_path, lambda document: paragraph(document, "关于"), 格式="信函"))
