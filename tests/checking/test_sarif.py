"""SARIF as its readers need it: what its schema says, places in texts and by name, levels, rules with their explanations."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hongtou import Strength
from hongtou.checking.finding import Checked
from hongtou.checking.sarif import log
from jsonschema import Draft4Validator
from support.checked import draft, paper, paragraph, report, word
from support.plugins import PLUGINS

SCHEMA = Path(__file__).parents[1] / "data" / "sarif-2.1.0-rtm.5.json"


def prove(made: dict[str, Any]) -> dict[str, Any]:
    """The one run of a log; the log is what the schema of SARIF says, and its rules are the right ones."""
    schema = json.loads(SCHEMA.read_text("utf-8"))
    errors = Draft4Validator(schema, format_checker=Draft4Validator.FORMAT_CHECKER).iter_errors(made)
    assert [f"{one.json_path}: {one.message}" for one in errors] == []
    (run,) = made["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    return dict(run)


def run_of(*paths: Path) -> dict[str, Any]:
    """The one run of a log."""
    return prove(log([Checked(path, report(path)) for path in paths], PLUGINS.rules))


def test_what_the_schema_forbids_is_seen(tmp_path: Path) -> None:
    made = log([Checked(tmp_path / "坏.docx", None, "坏了")], PLUGINS.rules)
    made["runs"][0]["tool"]["driver"]["rules"][0]["defaultConfiguration"]["level"] = "fatal"
    with pytest.raises(AssertionError, match="fatal"):
        prove(made)


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
    (invocation,) = prove(made)["invocations"]
    (told,) = invocation["toolExecutionNotifications"]
    assert invocation["executionSuccessful"] is False
    uri = told["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert " " not in uri
    assert uri.isascii()
