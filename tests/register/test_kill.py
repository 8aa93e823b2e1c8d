"""Processes killed at random while they number, issue, carry and make: a short run of ``script/kill``, on both databases."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
KILLS = 34


def test_whatever_is_killed_loses_doubles_and_leaves_nothing(server: str) -> None:
    command = [sys.executable, "-m", "kill", "--kills", str(KILLS), "--postgresql", server, "--format", "json"]
    search = os.pathsep.join([str(ROOT / "benchmarks"), str(ROOT / "tests")])
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": search})
    tallies = json.loads(done.stdout)
    assert [fault for tally in tallies for fault in tally["faults"]] == []
    assert len(tallies) == 17 and all(tally["kills"] for tally in tallies)
    assert sum(tally["kills"] for tally in tallies) >= KILLS
