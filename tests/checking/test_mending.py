"""What ``--fix`` does to drafts: the right words at their places and nothing else, until nothing more can be mended."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import SequenceMatcher
from pathlib import Path
from random import Random

import pytest
from hongtou.checking.checker import check_content
from hongtou.checking.finding import Report
from hongtou.checking.mending import Mended, mend
from hongtou.checking.selection import Selection
from mutations.catalogue import WAYS
from mutations.clean import base
from mutations.ways import State, Way
from support.checked import BODY, NOBODY, draft, report, text_of
from support.plugins import PLUGINS

# What each rule that has one right answer mends, and what it makes of it.
MENDS: Mapping[str, tuple[dict[str, str], str, str]] = {
    "GW211": ({"发文字号": "云医发〔2026〕5"}, "", "云医发〔2026〕5号"),
    "GW212": ({"发文字号": "云医发[2026]5号"}, "", "云医发〔2026〕5号"),
    "GW223": ({"发文字号": "云医发〔2026〕第05号"}, "", "云医发〔2026〕5号"),
    "GW201": ({"份号": "12"}, "", "份号: 000012"),
    "GW325": ({"标题": "关于开展义诊活动的通知。"}, "", "标题: 关于开展义诊活动的通知\n"),
    "GW611": ({}, "各单位要加强领导,落实责任(见附表)。", "各单位要加强领导，落实责任（见附表）。"),
    "GW616": ({}, "请于二〇二六年十二月五日前报送。", "请于2026年12月5日前报送。"),
}


def mended(path: Path) -> Mended:
    """A draft as mended."""

    def again(content: bytes) -> Report:
        return check_content(path, content, NOBODY, PLUGINS, Selection())

    return mend(path, path.read_bytes(), again)


def mendable(found: Report) -> set[str]:
    """The codes of the rules that know what should stand there instead."""
    return {one.rule.code for one in found.findings if one.found.mended is not None}


@pytest.mark.parametrize("way", [way for way in WAYS if way.state is State.DRAFT], ids=str)
def test_what_a_rule_can_mend_it_finds_no_more(tmp_path: Path, way: Way) -> None:
    text = base(way.bases[0])
    assert way.text
    way.text(text, Random(way.name))
    path = text.write(tmp_path)
    before = report(path)
    made = mended(path)
    path.write_bytes(made.new)
    after = report(path)
    assert mendable(after) == set()
    codes = [[one.rule.code for one in found.findings] for found in (before, after)]
    assert all(codes[1].count(code) <= codes[0].count(code) for code in set(codes[1])), "mending made something wrong"
    assert bool(made.changes) == bool(mendable(before))


@pytest.mark.parametrize("code", MENDS)
def test_what_is_mended_is_what_should_stand_there(tmp_path: Path, code: str) -> None:
    fields, line, wanted = MENDS[code]
    path = draft(tmp_path, f"{BODY}\n{line}" if line else BODY, **fields)
    made = mended(path)
    assert wanted in made.new.decode()
    assert code in made.changes[0].codes


def test_only_the_words_found_are_changed(tmp_path: Path) -> None:
    path = draft(tmp_path, "# 说明\n各单位要**加强领导**,落实责任。")
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    old = path.read_bytes()
    made = mended(path)
    differing = [one for one in SequenceMatcher(None, old.decode(), made.new.decode()).get_opcodes() if one[0] != "equal"]
    assert [(old.decode()[one[1] : one[2]], made.new.decode()[one[3] : one[4]]) for one in differing] == [(",", "，")]


def test_the_encoding_of_a_draft_stays(tmp_path: Path) -> None:
    path = draft(tmp_path, "各单位要加强领导,落实责任。")
    path.write_bytes(path.read_text("utf-8").encode("gb18030"))
    assert mended(path).new.decode("gb18030").endswith("各单位要加强领导，落实责任。")


def test_what_has_no_one_answer_is_left(tmp_path: Path) -> None:
    path = draft(tmp_path, "请于2026年2月30日前报送。")
    made = mended(path)
    assert (made.new, made.changes) == (made.old, ())
    assert [one.rule.code for one in made.report.findings] == ["GW330"]


def test_mends_that_overlap_are_made_one_after_the_other(tmp_path: Path) -> None:
    path = draft(tmp_path, 发文字号="云医发[2026]第05号")
    made = mended(path)
    assert "发文字号: 云医发〔2026〕5号\n" in made.new.decode()
    assert made.report.findings == ()


def test_a_value_in_quotes_stays_in_them(tmp_path: Path) -> None:
    path = tmp_path / "甲.md"
    path.write_text(text_of(标题='"关于开展义诊活动的通知。"'), "utf-8")
    made = mended(path)
    assert [one.rule.code for one in made.report.findings if one.rule.code == "GW001"] == []
    assert '标题: "关于开展义诊活动的通知"' in made.new.decode()
