"""One file from its bytes to its findings: places, strengths, what cannot be seen, what an office says otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pikepdf
import pytest
from hongtou import Found, Office, Rule, Sees, Strength
from hongtou.checking.checker import check, check_composed
from hongtou.checking.selection import Selection
from hongtou.checking.telling import lines
from hongtou.errors import InputError, PluginError
from hongtou.office import CheckChoice, load_office
from hongtou.plugin.manager import Plugin, Plugins
from hongtou.runner import Runner
from support.checked import codes, draft, paper, paragraph, report, word
from support.plugins import PLUGINS


def test_a_document_in_order_has_no_findings_in_any_form(tmp_path: Path) -> None:
    for make in (draft, word, paper):
        found = report(make(tmp_path))
        (told,) = lines(found)
        assert f"{found.file}：没有发现问题" in told


def test_what_cannot_be_seen_is_said_and_not_judged(tmp_path: Path) -> None:
    found = report(draft(tmp_path))
    assert {"GW101", "GW302"} <= {rule.code for rule in found.unseen}
    assert "看不到所需的依据" in [*lines(found)][-1]
    assert "GW302" not in {rule.code for rule in report(word(tmp_path)).unseen}


@pytest.mark.parametrize(
    ("fields", "code", "line", "column"),
    [
        ({"标题": "关于加强学习，改进作风的通知"}, "GW308", 5, 11),
        ({"附件": "[总结提纲, 填报样表。]"}, "GW321", 10, 16),
        ({"标题": '"关于开展义诊活动的通知。"'}, "GW325", 5, 17),
    ],
)
def test_a_finding_in_a_field_has_the_column_of_its_words_in_the_line(
    tmp_path: Path, fields: dict[str, str], code: str, line: int, column: int
) -> None:
    path = draft(tmp_path, **fields)
    (where,) = [finding.where for finding in report(path).findings if finding.rule.code == code]
    words = next(finding.found.words for finding in report(path).findings if finding.rule.code == code)
    assert (where.line, where.column) == (line, column)
    assert path.read_text("utf-8").split("\n")[line - 1].startswith(words, column - 1)


def test_a_finding_in_a_draft_names_line_and_column(tmp_path: Path) -> None:
    body = "现将有关事项通知如下。\n\n各单位要加强领导,落实责任。"
    (finding,) = report(draft(tmp_path, body)).findings
    assert (finding.rule.code, finding.where.line, finding.where.column) == ("GW611", 13, 9)
    assert finding.found.words == ","
    assert finding.found.mended == "，"


def test_a_finding_in_a_word_file_names_its_paragraph(tmp_path: Path) -> None:
    def change(document: object) -> None:
        paragraph(document, "加强组织领导").runs[0].text = "各单位要加强组织领导,落实责任。"

    (finding,) = report(word(tmp_path, change)).findings
    assert finding.rule.code == "GW611"
    assert "段第11字" in str(finding.where)


def test_a_finding_on_paper_names_page_and_line(tmp_path: Path) -> None:
    found = report(paper(tmp_path, "现将有关事项通知如下。\n各单位要加强领导,落实责任。")).findings
    assert [finding.rule.code for finding in found] == ["GW611"]
    assert "第1页第6行第9字" in str(found[0].where)


def test_what_makes_no_document_is_told_once(tmp_path: Path) -> None:
    path = draft(tmp_path, 发文字号="云医发[2026]5号", 成文日期="2026-02-30")
    assert sorted(finding.rule.code for finding in report(path).findings) == ["GW001", "GW212"]


def test_of_a_body_that_cannot_be_read_nothing_else_is_said(tmp_path: Path) -> None:
    path = draft(tmp_path)
    text = path.read_text(encoding="utf-8")
    path.write_text(f"{text.rstrip()}\n\n会议**，**按时召开。\n", encoding="utf-8")
    (finding,) = report(path).findings
    assert (finding.rule.code, finding.where.line) == ("GW001", len(text.rstrip().split("\n")) + 2)


def test_a_draft_that_is_no_yaml_is_told_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "甲.md"
    path.write_text("标题: 没有开头\n", encoding="utf-8")
    (finding,) = report(path).findings
    assert (finding.rule.code, finding.where.line) == ("GW001", 1)


def test_rules_are_chosen_by_the_beginning_of_their_codes(tmp_path: Path) -> None:
    path = draft(tmp_path, "各单位要加强领导,落实责任。", 标题="关于开展义诊活动的通知。")
    assert codes(path) == {"GW325", "GW611"}
    assert {one.rule.code for one in report(path, select=["GW3"]).findings} == {"GW325"}
    assert {one.rule.code for one in report(path, ignore=["GW3"]).findings} == {"GW611"}


def test_an_office_sets_strengths_and_turns_rules_off_and_on(tmp_path: Path) -> None:
    path = draft(tmp_path, "各单位要加强 领导,落实责任。")
    office = Office(checks=(CheckChoice("GW611", "标准"), CheckChoice("GW625", "惯例")))
    assert {one.rule.code: one.strength.value for one in report(path, office).findings} == {"GW611": "标准", "GW625": "惯例"}
    assert codes(path, Office(checks=(CheckChoice("GW6", "不查"),))) == set()


def test_an_office_sets_the_numbers_of_a_rule(tmp_path: Path) -> None:
    path = word(tmp_path)
    assert codes(path, Office(checks=(CheckChoice("GW108", least=14.0, most=15.0),))) == {"GW108"}


def test_a_kind_of_file_that_cannot_be_checked_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"不能检查“\.wps”文件"):
        report(tmp_path / "甲.wps")


@pytest.mark.parametrize("suffix", ["docx", "pdf"])
def test_a_damaged_file_is_told(tmp_path: Path, suffix: str) -> None:
    path = tmp_path / f"甲.{suffix}"
    path.write_bytes(b"PK\x03\x04 nothing")
    with pytest.raises(InputError, match="不是完好的"):
        report(path)


def test_a_damaged_page_of_a_pdf_that_opens_is_told(tmp_path: Path) -> None:
    path = paper(tmp_path)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.pages[0].obj.Type = pikepdf.Name.Nothing
        document.save(path)
    with pytest.raises(InputError, match="不是完好的 PDF"):
        report(path)


def test_a_title_of_a_pdf_that_is_no_text_stops_nothing(tmp_path: Path) -> None:
    path = paper(tmp_path)
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        document.docinfo["/Title"] = pikepdf.String(b"\xfe\xff\xd8\x00")
        document.save(path)
    assert "GW301" not in codes(path)


@pytest.mark.parametrize("error", [ZeroDivisionError, SystemExit])
def test_a_rule_that_fails_is_its_plugins_fault(tmp_path: Path, error: type[BaseException]) -> None:
    def fail(*_: object) -> list[Found]:
        raise error

    texts = ("名", "依据", Strength.CUSTOM, "查", "因", "改", "前", "后")
    plugins = Plugins([])
    rule = Rule("ZZ001", *texts, needs=(Sees.WORDS,), judge=fail)
    plugins.__dict__["all"] = (Plugin("测试[x]", "测试", "1", "", rules=(rule,)),)
    plugins.__dict__["document_types"] = PLUGINS.document_types
    with pytest.raises(PluginError, match=rf"插件“测试\[x\]”：规则 ZZ001 .*{error.__name__}.*（{__file__} 第 \d+ 行）"):
        check(word(tmp_path), Office(), plugins, Selection())


SAMPLES = Path(__file__).resolve().parents[2] / "sample_data"


@pytest.mark.parametrize("name", ["01-通知.md", "02-印发通知.md", "05-年度党建工作总结.yaml"])
def test_what_was_composed_is_seen_as_its_file_is(name: str) -> None:
    """Its files are not read again, and say the same: those of attachments and of texts that it issues, too."""
    office = load_office(SAMPLES)
    composed = Runner(office, PLUGINS).compose(SAMPLES / name)
    read = check(SAMPLES / name, office, PLUGINS, Selection())
    made = check_composed(composed, office, PLUGINS)
    assert (made.evidence, made.findings) == (read.evidence, read.findings)
    assert len(made.evidence.items) > 4


def test_texts_in_a_types_own_fields_are_read_too(tmp_path: Path) -> None:
    """Not only 正文: also what stands in lists and groups of fields, each with its line, each on its own."""
    path = tmp_path / "总结.yaml"
    sample = (SAMPLES / "05-年度党建工作总结.yaml").read_text(encoding="utf-8")
    path.write_text(sample.replace("，平均办理时间", "，从2026年12月5日（星期一）起,平均办理时间"), encoding="utf-8")
    found = {(finding.rule.code, finding.where.line) for finding in report(path, load_office(SAMPLES)).findings}
    line = next(number for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if "星期一" in text)
    assert found == {("GW344", line), ("GW611", line)}


def test_a_text_in_quotation_marks_is_found_at_its_line(tmp_path: Path) -> None:
    path = tmp_path / "总结.yaml"
    sample = (SAMPLES / "05-年度党建工作总结.yaml").read_text(encoding="utf-8")
    path.write_text(
        sample.replace("- 青年党员参与度不均衡。", '- "青年党员参与度不均衡,').replace("机会偏少。", '机会偏少。"'),
        encoding="utf-8",
    )
    (finding,) = report(path, load_office(SAMPLES)).findings
    line = next(number for number, text in enumerate(path.read_text(encoding="utf-8").splitlines(), 1) if '"青年党员' in text)
    assert (finding.rule.code, finding.where.line) == ("GW611", line)


@pytest.mark.parametrize("make", [draft, word, paper])
def test_an_upward_document_without_a_number_yet_is_in_order(tmp_path: Path, make: Any) -> None:
    request = {
        "文种": "请示",
        "标题": "关于申请活动经费的请示",
        "主送": "市财政局",
        "签发人": "王示例",
        "附注": "（联系人：李示例，电话：0000-1234567）",
    }
    made = make(tmp_path, body="我会拟开展义诊活动，需要经费3万元。\n妥否，请批示。", 发文字号="", 抄送="", **request)
    assert codes(made) == set()
