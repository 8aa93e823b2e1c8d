"""``hongtou check`` as clerks and their computers call it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from support.checked import draft, paper, paragraph, word
from support.made_word import HOSTILE, hostile

Hongtou = Callable[..., Any]


def test_a_document_in_order_is_said_to_be_so(hongtou: Hongtou, work: Path) -> None:
    draft(work)
    assert "甲.md：没有发现问题" in hongtou("check", "甲.md").well()


def test_findings_are_told_line_by_line_and_the_exit_code_follows_their_strength(hongtou: Hongtou, work: Path) -> None:
    draft(work, "各单位要加强领导,落实责任。")
    ran = hongtou("check", "甲.md")
    assert ran.code == 0
    assert "甲.md:11:9  GW611 中文里用全角标点（推荐，GB/T 15834）：“,”用全角的“，”" in ran.out
    assert "甲.md：1 处（推荐 1）" in ran.out
    assert hongtou("check", "甲.md", "--strength", "推荐").code == 1
    draft(work, "请于2026年2月30日前报送。")
    assert hongtou("check", "甲.md").code == 1
    assert hongtou("check", "甲.md", "--ignore", "GW330").code == 0


def test_json_has_places_words_and_what_was_not_seen(hongtou: Hongtou, work: Path) -> None:
    draft(work, "请于2026年2月30日前报送。")
    (told,) = json.loads(hongtou("check", "甲.md", "--format", "json").out)
    (finding,) = told["findings"]
    assert finding["code"] == "GW330"
    assert (finding["line"], finding["column"], finding["found"]) == (11, 3, "2026年2月30日")
    assert any(rule["code"] == "GW101" for rule in told["unseen"])


def test_a_file_that_cannot_be_read_does_not_stop_the_others(hongtou: Hongtou, work: Path) -> None:
    word(work)
    (work / "坏.docx").write_bytes(b"no")
    ran = hongtou("check", "坏.docx", "甲.docx")
    ran.failed(1, "坏.docx", "不是完好的 Word 文档")
    assert "甲.docx：没有发现问题" in ran.out


def test_no_identity_number_is_printed(hongtou: Hongtou, work: Path) -> None:
    draft(work, "张三（身份证号11010519491231002X）参加。")
    for format in ("text", "json", "sarif"):
        ran = hongtou("check", "甲.md", "--format", format)
        assert "GW651" in ran.out
        assert "11010519491231002X" not in ran.out + ran.err


def test_the_rules_are_listed(hongtou: Hongtou) -> None:
    assert "GW212\t标准\t发文字号的年份用六角括号" in hongtou("check", "--list").well()


def test_an_unknown_rule_and_no_file_are_told(hongtou: Hongtou) -> None:
    hongtou("check", "甲.md", "--select", "GW9999").failed(2, "没有“GW9999”这样的规则")
    hongtou("check").failed(2, "写上要检查的文件")


def test_the_profile_of_the_office_holds(hongtou: Hongtou, work: Path) -> None:
    draft(work, "请于2026年2月30日前报送。")
    (work / "hongtou.yaml").write_text("检查: [{规则: GW330, 强度: 不查}]\n", encoding="utf-8")
    assert hongtou("check", "甲.md").code == 0


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_word_file_harms_nobody_and_stops_no_other(hongtou: Hongtou, work: Path, kind: str) -> None:
    word(work)
    path, told = hostile(work, kind)
    ran = hongtou("check", path.name, "甲.docx")
    ran.failed(1, path.name, told)
    assert "甲.docx：没有发现问题" in ran.out


def test_sarif_is_one_log_of_all_files(hongtou: Hongtou, work: Path) -> None:
    draft(work, "请于2026年2月30日前报送。")
    (work / "坏.docx").write_bytes(b"no")
    ran = hongtou("check", "甲.md", "坏.docx", "--format", "sarif")
    (run,) = json.loads(ran.out)["runs"]
    assert [result["ruleId"] for result in run["results"]] == ["GW330"]
    assert run["invocations"][0]["executionSuccessful"] is False
    assert ran.code == 1


def test_annotate_writes_a_copy_beside_the_file_and_over_nothing(hongtou: Hongtou, work: Path) -> None:
    path = draft(work, "请于2026年2月20日前报送,不得迟延。")
    assert "甲.md：1 处批注写在 甲-批注.docx" in hongtou("check", "甲.md", "--annotate").out
    assert hongtou("check", "甲.md", "--annotate").code == 0
    (work / "甲-批注.docx").write_bytes(b"mine")
    hongtou("check", "甲.md", "--annotate").failed(1, "已经有了")
    assert (work / "甲-批注.docx").read_bytes() == b"mine"
    (told,) = json.loads(hongtou("check", "甲.md", "--annotate", "-o", "批", "--format", "json").out)
    assert told["made"] == ["批/甲-批注.docx"]
    assert hongtou("check", "甲.md", "--annotate", "--force").code == 0
    assert path.read_text("utf-8").endswith("不得迟延。")


def test_annotate_has_nothing_to_write_of_a_document_in_order_and_no_way_for_a_pdf(hongtou: Hongtou, work: Path) -> None:
    word(work)
    assert hongtou("check", "甲.docx", "--annotate").code == 0
    assert sorted(one.name for one in work.iterdir() if "批注" in one.name) == []
    paper(work, "现将有关事项通知如下。\n各单位要加强领导,落实责任。")
    hongtou("check", "甲.pdf", "--annotate").failed(1, "PDF 里写不了批注")
    hongtou("check", "甲.docx", "--annotate", "-o", "甲.docx").well()


def test_fix_mends_a_draft_shows_what_it_did_and_keeps_the_old_one(hongtou: Hongtou, work: Path) -> None:
    path = draft(work, "# 给自己看的\n各单位要加强领导,落实责任。", 发文字号="云医发[2026]5号")
    old = path.read_bytes()
    out = hongtou("check", "甲.md", "--fix").well()
    assert "甲.md 第4行 GW212\n  - 发文字号: 云医发[2026]5号\n  + 发文字号: 云医发〔2026〕5号" in out
    assert "改了 甲.md 的 2 行，原来的留在 甲.md.bak" in out
    assert "甲.md：没有发现问题" in out
    assert (work / "甲.md.bak").read_bytes() == old
    assert "# 给自己看的\n各单位要加强领导，落实责任。" in path.read_text("utf-8")
    (work / "甲.md.bak").unlink()
    assert "改了" not in hongtou("check", "甲.md", "--fix").well()
    assert not (work / "甲.md.bak").exists()


def test_fix_makes_a_draft_of_a_word_file_mends_it_and_gives_the_account(hongtou: Hongtou, work: Path) -> None:
    def change(document: Any) -> None:
        document.core_properties.identifier = ""
        paragraph(document, "加强组织领导").runs[0].text = "各单位要加强组织领导,落实责任。"

    old = word(work, change).read_bytes()
    ran = hongtou("check", "甲.docx", "--fix")
    assert "甲.docx：共" in ran.out
    assert "没有带进来" in ran.out
    assert "+ 各单位要加强组织领导，落实责任。" in ran.out
    assert (work / "甲.docx").read_bytes() == old
    made = hongtou("check", "甲-改/甲.docx").out
    assert "甲-改/甲.docx：" in made
    assert "GW611" not in made
    assert (work / "甲-改" / "甲.docx").is_file()
    hongtou("check", "甲.docx", "--fix").failed(1, "已经有了")


def test_fix_leaves_the_mended_draft_where_something_is_lacking_for_a_document(hongtou: Hongtou, work: Path) -> None:
    document = docx.Document()
    for text in ("关于值班的通知", "各科室：", "各科室要加强领导,落实责任。"):
        document.add_paragraph(text)
    document.save(str(work / "旧.docx"))
    ran = hongtou("check", "旧.docx", "--fix")
    ran.failed(1, "草稿写好了，在 旧-改/旧.md，还做不成公文", "hongtou render 旧-改/旧.md")
    ran.failed(1, "hongtou check 旧.docx --fix --issuer 机关全称 --force")
    assert "各科室要加强领导，落实责任。" in (work / "旧-改" / "旧.md").read_text("utf-8")
    assert not (work / "旧-改" / "旧.docx").exists()
    again = hongtou("check", "旧.docx", "--fix", "--issuer", "云州市医学会", "--force")
    assert "做成 旧-改/旧.docx" in again.out
    assert "云州市医学会" in "".join(one.text for one in docx.Document(str(work / "旧-改" / "旧.docx")).paragraphs)


def test_fix_asks_for_the_type_that_no_title_tells(hongtou: Hongtou, work: Path) -> None:
    document = docx.Document()
    for text in ("义诊须知", "请各科室认真准备。"):
        document.add_paragraph(text)
    document.save(str(work / "旧.docx"))
    hongtou("check", "旧.docx", "--fix").failed(1, "--fix --type 文种 --issuer 机关全称 --force")
    asked = ("--type", "通知", "--issuer", "云州市医学会", "--force")
    assert "做成 旧-改/旧.docx" in hongtou("check", "旧.docx", "--fix", *asked).out
    hongtou("check", "旧.docx", "--type", "通知").failed(2, "和 --fix 一起写")
    hongtou("check", "旧.docx", "--fix", "-o", "新.docx").failed(2, "-o 后面写文件夹")


def test_fix_makes_one_word_file_of_a_document_and_what_it_issues(hongtou: Hongtou, work: Path) -> None:
    document = docx.Document()
    for text in (
        "关于印发值班办法的通知", "各科室：", "现将《值班办法》印发给你们。", "云州市卫生局", "2026年3月1日",
        "值班办法", "第一条　值班人员要坚守岗位,落实责任。",
    ):  # fmt: skip
        document.add_paragraph(text)
    document.save(str(work / "旧.docx"))
    ran = hongtou("check", "旧.docx", "--fix")
    assert "做成 旧-改/旧.docx" in ran.out
    assert "做不成" not in ran.err
    made = "".join(one.text for one in docx.Document(str(work / "旧-改" / "旧.docx")).paragraphs)
    assert "坚守岗位，落实责任" in made
    assert not (work / "旧-改" / "旧-印发件.docx").exists()


def test_fix_takes_tracked_changes_as_it_is_told(hongtou: Hongtou, work: Path) -> None:
    document = docx.Document()
    for text in ("关于值班的通知", "各科室：", "请认真准备。", "云州市卫生局", "2026年3月1日"):
        document.add_paragraph(text)
    run = document.paragraphs[2].add_run("请于三月报送。")._r
    inserted = parse_xml(f'<w:ins {nsdecls("w")} w:id="1" w:author="甲" w:date="2026-03-01T00:00:00Z"/>')
    run.addprevious(inserted)
    inserted.append(run)
    document.save(str(work / "旧.docx"))
    hongtou("check", "旧.docx", "--fix").failed(1, "修订", "--changes accept")
    for how, is_kept in (("accept", True), ("reject", False)):
        hongtou("check", "旧.docx", "--fix", "--changes", how, "--force")
        assert ("请于三月报送。" in (work / "旧-改" / "旧.md").read_text("utf-8")) is is_kept


def test_a_pdf_cannot_be_fixed(hongtou: Hongtou, work: Path) -> None:
    paper(work)
    hongtou("check", "甲.pdf", "--fix").failed(1, "hongtou import")


def test_a_report_is_written_as_html_or_pdf_and_over_nothing(hongtou: Hongtou, work: Path) -> None:
    draft(work)
    assert "检查单写在 甲-检查.html" in hongtou("check", "甲.md", "--format", "html").well()
    assert (work / "甲-检查.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    hongtou("check", "甲.md", "-o", "单.pdf").well()
    assert (work / "单.pdf").read_bytes().startswith(b"%PDF")
    (work / "甲-检查.html").write_text("mine", "utf-8")
    hongtou("check", "甲.md", "--format", "html").failed(1, "已经有了")
    assert hongtou("check", "甲.md", "--format", "html", "--force").code == 0


def test_the_number_is_held_against_the_register_of_the_office(hongtou: Hongtou, work: Path) -> None:
    (work / "hongtou.yaml").write_text("名称: 云州市医学会\n机关代字: 云医发\n", "utf-8")
    text = "---\n文种: 通知\n标题: 关于换届的通知\n"
    text += "主送: 各分会\n发文字号: 云医发〔2026〕7号\n成文日期: 2026-11-20\n---\n请按时办理。\n"
    (work / "通知.md").write_text(text, "utf-8")
    assert "GW004" not in hongtou("check", "通知.md").out
    assert not (work / "register.db").exists()
    hongtou("number", "reserve", "--year", "2026")
    told = hongtou("check", "通知.md")
    assert told.code == 1
    assert "GW004" in told.out
    assert "登记簿里没有这个号" in told.out
    (work / "register.db").write_bytes(b"no database")
    told = hongtou("check", "通知.md")
    assert "GW004" not in told.out
    assert "没有对照登记簿" in told.err
