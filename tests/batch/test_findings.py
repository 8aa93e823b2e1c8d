"""What the check finds in a unit's documents, in numbers."""

from pathlib import Path

import pytest
from hongtou import Found, Office, Rule, Sees, Strength
from hongtou.batch.findings import Findings, Tally, check, read
from hongtou.runner import Runner
from support.plugins import PLUGINS, with_rule

DRAFT = """---
文种: 通知
发文机关: 云州市医学会
标题: 关于做好年度总结的通知
主送: [各专科分会]
成文日期: 2026-11-18
---
会议于2026年12月5日（星期一）举行,2026年12月6日（星期一）结束,请参加。
"""


def test_findings_are_counted_by_rule_the_strongest_first(tmp_path: Path) -> None:
    (tmp_path / "甲.md").write_text(DRAFT, encoding="utf-8")
    runner = Runner(Office(), PLUGINS)
    found = check([runner.compose(tmp_path / "甲.md")] * 2, runner)
    assert found.found == (Findings("GW344", Strength.MUST, 4), Findings("GW611", Strength.SHOULD, 2))
    assert (str(found), found.is_unfit) == ("标准 4（GW344×4）；推荐 2（GW611×2）", True)
    assert read(found.as_text) == found
    assert (str(Tally()), read(""), read(Tally().as_text)) == ("", Tally(), Tally())


def test_a_rule_that_fails_stops_nothing_and_tells_nobodys_number(tmp_path: Path) -> None:
    (tmp_path / "甲.md").write_text(DRAFT, encoding="utf-8")

    def fail(*_: object) -> list[Found]:
        raise ValueError("张三 11010519491231002X")

    plugins = with_rule(Rule("ZZ001", "例", "例", Strength.MUST, "例", "例", "例", "例", "例", (Sees.WORDS,), fail))
    runner = Runner(Office(), plugins)
    found = check([runner.compose(tmp_path / "甲.md")] * 2, runner)
    assert (found.found, found.failed.count("没有检查成")) == ((), 1)
    assert "ZZ001" in found.failed and "11010519491231002X" not in found.failed
    assert read(found.as_text) == found


@pytest.mark.parametrize("text", ["{}", "[1, 2]", '[[["gw1", "标准", 1]], ""]', '[[["GW344", "标准"]], ""]'])
def test_what_is_no_check_is_not_taken_for_one(text: str) -> None:
    with pytest.raises((ValueError, TypeError)):
        read(text)
