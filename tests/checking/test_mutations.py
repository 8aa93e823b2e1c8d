"""Every rule finds the places in clean documents that were spoilt for it, and nothing in the clean ones (script/mutations)."""

from __future__ import annotations

from random import Random
from types import SimpleNamespace

import pytest
from hongtou.evidence import Sees
from mutations import __main__ as command
from mutations import trial
from mutations.catalogue import WAYS, by_rule, chosen
from mutations.ways import Way
from support.plugins import PLUGINS

# What the register shows is judged when a document is issued, and tested there.
RULES = sorted(rule.code for rule in PLUGINS.rules if not {*rule.needs} <= {Sees.REGISTER, Sees.NUMBER})


def first_of_each_kind(code: str) -> list[Way]:
    """A rule's first way in each kind of file."""
    return [*{way.state: way for way in reversed(by_rule().get(code, []))}.values()]


@pytest.mark.parametrize("code", RULES)
def test_a_rule_finds_what_was_spoilt_for_it(code: str) -> None:
    trials = [trial.tried(way, Random(way.name)) for way in first_of_each_kind(code)]
    assert trials and [str(one.way) for one in trials if not one.is_found] == []


def test_every_rule_is_asked_in_three_ways_in_each_kind_of_file_that_it_sees_and_in_no_other() -> None:
    assert command.short() == []
    assert [str(way) for way in WAYS if way.code not in trial.seen_in(way.state)] == []
    assert set(by_rule()) <= set(RULES)
    assert len(WAYS) >= 250


def test_equal_seeds_spoil_alike_and_each_rule_is_asked_in_turn() -> None:
    ways = [*chosen(len(RULES))]
    assert sorted(way.code for way in ways) == sorted(by_rule())
    assert trial.tried(ways[0], Random(3)) == trial.tried(ways[0], Random(3))


def test_the_command_tells_what_was_not_found(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main(["GW21", "--count", "4"]) == 0
    assert "| GW211 |" in capsys.readouterr().out
    monkeypatch.setattr(trial, "report", lambda *_, **__: SimpleNamespace(findings=()))
    assert command.main(["GW21", "--count", "4"]) == 1
    assert "missed: GW211" in capsys.readouterr().err


def test_the_command_fails_where_something_is_found_in_clean_documents(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(command, "findings", lambda: iter([("甲.md", []), ("乙.pdf", ["乙.pdf：第1页 GW302 标题应居中"])]))
    assert command.main(["--clean"]) == 1
    assert "2 files of ours, 1 findings" in capsys.readouterr().out
