"""``hongtou check`` as clerks and their computers call it."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from checked import draft, word
from made_word import HOSTILE, hostile

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
    for format in ("text", "json"):
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
