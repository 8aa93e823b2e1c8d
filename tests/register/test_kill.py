"""Processes killed at random while they number, issue, carry and make: a short run of ``script/kill``, on both databases."""

import json
import os
from pathlib import Path

from support.forked import Forker, surroundings

ROOT = Path(__file__).resolve().parent.parent.parent
KILLS = 34


def test_whatever_is_killed_loses_doubles_and_leaves_nothing(server: str, forker: Forker, tmp_path: Path) -> None:
    words = "--kills", str(KILLS), "--postgresql", server, "--format", "json", "--forked"
    search = os.pathsep.join([str(ROOT / "benchmarks"), str(ROOT / "tests")])
    code = "import sys; from kill.__main__ import main; main(sys.argv[1:])"
    _, printed, told = forker.run(words, tmp_path, surroundings(PYTHONPATH=search), code=code)
    tallies = json.loads(printed or told)
    assert [fault for tally in tallies for fault in tally["faults"]] == []
    assert len(tallies) == 17 and all(tally["kills"] for tally in tallies)
    assert sum(tally["kills"] for tally in tallies) >= KILLS
