"""SARIF as its readers need it: the required structure, places in texts and by name, levels, rules with their explanations."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hongtou import Strength
from hongtou.checking.finding import Checked
from hongtou.checking.sarif import log
from support.checked import draft, paper, paragraph, report, word
from support.plugins import PLUGINS

# What sarif-schema-2.1.0.json requires of the objects that we write, and what types they have.
REQUIRED: dict[str, dict[str, type]] = {
    "log": {"version": str, "runs": list},
    "run": {"tool": dict},
    "driver": {"name": str},
    "rule": {"id": str},
    "result": {"message": dict},
    "invocation": {"executionSuccessful": bool},
    "notification": {"message": dict},
}
LEVELS = {"none", "note", "warning", "error"}


def has(kind: str, value: dict[str, Any]) -> None:
    """That an object has what the schema requires."""
    for name, type in REQUIRED[kind].items():
        assert isinstance(value[name], type), f"{kind}.{name}"


def run_of(*paths: Path) -> dict[str, Any]:
    """The one run of a log, its structure proved."""
    made = log([Checked(path, report(path)) for path in paths], PLUGINS.rules)
    has("log", made)
    assert made["version"] == "2.1.0"
    (run,) = made["runs"]
    prove(run)
    return dict(run)


def prove(run: dict[str, Any]) -> None:
    """That a run is one."""
    has("run", run)
    has("driver", run["tool"]["driver"])
    rules = run["tool"]["driver"]["rules"]
    for rule in rules:
        has("rule", rule)
        assert rule["help"]["text"]
        assert rule["defaultConfiguration"]["level"] in LEVELS
    for invocation in run["invocations"]:
        has("invocation", invocation)
    for result in run["results"]:
        has("result", result)
        assert result["message"]["text"]
        assert result["level"] in LEVELS
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        for location in result["locations"]:
            region = location["physicalLocation"].get("region", {"startLine": 1})
            assert region["startLine"] >= 1
            assert region.get("startColumn", 1) >= 1


def test_a_finding_in_a_draft_has_its_line_and_its_columns(tmp_path: Path) -> None:
    run = run_of(draft(tmp_path, "𠮷各单位要加强领导,落实责任。"))
    (result,) = run["results"]
    region = result["locations"][0]["physicalLocation"]["region"]
    assert run["columnKind"] == "unicodeCodePoints"
    line = (tmp_path / "甲.md").read_text("utf-8").split("\n")[region["startLine"] - 1]
    assert line[region["startColumn"] - 1 : region["endColumn"] - 1] == region["snippet"]["text"] == ","
    assert (result["ruleId"], result["level"]) == ("GW611", "warning")


def test_places_in_word_files_and_on_paper_are_named(tmp_path: Path) -> None:
    def change(document: Any) -> None:
        paragraph(document, "加强组织领导").runs[0].text = "各单位要加强组织领导,落实责任。"

    files = word(tmp_path, change), paper(tmp_path, "现将有关事项通知如下。\n各单位要加强领导,落实责任。")
    names = [result["locations"][0]["logicalLocations"][0] for result in run_of(*files)["results"]]
    assert [name["kind"] for name in names] == ["paragraph", "page"]
    assert "段第11字" in names[0]["fullyQualifiedName"]
    assert names[1]["fullyQualifiedName"] == "第1页第6行第9字"


@pytest.mark.parametrize(("strength", "level"), [("标准", "error"), ("推荐", "warning"), ("惯例", "note")])
def test_levels_follow_strengths(tmp_path: Path, strength: str, level: str) -> None:
    rules = {rule["id"]: rule for rule in run_of(draft(tmp_path))["tool"]["driver"]["rules"]}
    own = [rule.code for rule in PLUGINS.rules if rule.strength is Strength(strength)]
    assert {rules[code]["defaultConfiguration"]["level"] for code in own} == {level}


def test_a_rule_tells_what_it_finds_why_and_how_to_mend(tmp_path: Path) -> None:
    rules = {rule["id"]: rule for rule in run_of(draft(tmp_path))["tool"]["driver"]["rules"]}
    markdown = rules["GW212"]["help"]["markdown"]
    rule = next(rule for rule in PLUGINS.rules if rule.code == "GW212")
    assert all(text in markdown for text in (rule.name, rule.clause, rule.finds, rule.why, rule.mend))


def test_a_file_that_cannot_be_read_is_a_notification(tmp_path: Path) -> None:
    made = log([Checked(tmp_path / "坏 件.docx", None, "坏了")], PLUGINS.rules)
    (run,) = made["runs"]
    prove(run)
    (invocation,) = run["invocations"]
    (told,) = invocation["toolExecutionNotifications"]
    has("notification", told)
    assert invocation["executionSuccessful"] is False
    uri = told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert " " not in uri
    assert uri.isascii()
