"""GW812: a 批复 goes to who asked, where its opening tells who that was; else nothing is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.checked import draft, paper, report, word

FIELDS = {"文种": "批复", "发文字号": "云医复〔2026〕5号", "标题": "关于同意换届的批复"}
RIGHT = [
    ("云州市护理学会", "你会《关于换届的请示》（云护发〔2026〕5号）"),
    ("云州市护理学会", "你单位《关于换届的请示》（云护发〔2026〕5号）"),
    ("云州市护理学会", "你们《关于换届的请示》（云护发〔2026〕5号）"),
    ("云州市发展改革委", "你委报来的《关于立项的请示》（云发改〔2026〕5号）"),
    ("云州市卫生健康委员会", "你委《关于立项的请示》"),
    ("东湖县人民政府", "你县《关于立项的请示》（东政〔2026〕5号）"),
    ("中共东湖县委", "你县委《关于立项的请示》（东委〔2026〕5号）"),
    ("云州市第一中学", "你校《关于立项的请示》（云一中〔2026〕5号）"),
    ("云州医学院", "你校《关于立项的请示》（云医院〔2026〕5号）"),
    ("云州市护理学会老年专科分会筹备组", "你组《关于成立分会的请示》（云护老筹〔2026〕1号）"),
    ("市卫生健康委", "《云州市卫生健康委员会关于立项的请示》（云卫〔2026〕5号）"),
    ("云州市卫生健康委员会", "市卫健委《关于立项的请示》（云卫〔2026〕5号）"),
    ("云州市护理学会、云州市药学会", "《云州市药学会关于换届的请示》（云药发〔2026〕5号）"),
    ("云州市护理学会", "你会《关于贯彻〈护理条例〉的请示》（云护发〔2026〕5号）"),
    ("云州市护理学会", "你会来文"),
    ("云州市财政局", "你市《关于立项的请示》"),
    ("中共云州市民政局委员会", "你局《关于换届的请示》"),
]
WRONG = [
    ("云州市护理学会", "你局《关于换届的请示》（云护发〔2026〕5号）", "你局"),
    ("云州市民政局", "你会《关于换届的请示》（云护发〔2026〕5号）", "你会"),
    ("江南省财政厅", "你市《关于立项的请示》（云政〔2026〕5号）", "你市"),
    ("云州市护理学会", "《云州市药学会关于换届的请示》（云药发〔2026〕5号）", "云州市药学会"),
    ("云州市护理学会", "云州市药学会《关于换届的请示》", "云州市药学会"),
    ("云州市护理学会", "你会《关于换届的请示》（云医发〔2026〕5号）", "云医发〔2026〕5号"),
]


@pytest.mark.parametrize(("sent", "asked"), RIGHT)
def test_what_goes_to_who_asked_or_does_not_tell_is_let_pass(tmp_path: Path, sent: str, asked: str) -> None:
    path = draft(tmp_path, f"{asked}收悉。经研究，同意。", **FIELDS, 主送=sent)
    assert not report(path, select=["GW812"]).findings


@pytest.mark.parametrize(("sent", "asked", "words"), WRONG)
def test_what_goes_to_another_is_found_at_the_words_that_tell(tmp_path: Path, sent: str, asked: str, words: str) -> None:
    body = f"{asked}收悉。经研究，同意。"
    for path in (
        draft(tmp_path, body, **FIELDS, 主送=sent),
        word(tmp_path, None, body, **FIELDS, 主送=sent),
        paper(tmp_path, body, **FIELDS, 主送=sent),
    ):
        found = [one.found.words for one in report(path, select=["GW812"]).findings]
        assert found == [words], path


def test_only_a_reply_is_judged(tmp_path: Path) -> None:
    path = draft(tmp_path, "你局《关于换届的请示》收悉。", 主送="云州市护理学会")
    assert not report(path, select=["GW812"]).findings
