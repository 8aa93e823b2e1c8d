"""Many at once, and killed at random: a small run of what ``benchmarks/register.py`` measures, on both databases."""

import json
import subprocess
import sys
from pathlib import Path

BENCHMARK = Path(__file__).resolve().parent.parent.parent / "benchmarks" / "register.py"


def test_no_double_and_no_gap_however_many_ask_and_die(server: str) -> None:
    size = {"--processes": "3", "--each": "30", "--kills": "6", "--bulk": "300", "--postgresql": server, "--format": "json"}
    command = [sys.executable, str(BENCHMARK), *(word for pair in size.items() for word in pair)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    rows = json.loads(done.stdout)
    proofs = [row for row in rows if row["target"].startswith("no double")]
    assert len(proofs) == 4
    assert [row for row in proofs if not row["met"]] == []
