"""Many at once, and killed at random: a small run of what ``benchmarks/register.py`` measures, on both databases."""

import json
import os
from pathlib import Path

from support.forked import Forker, surroundings

ROOT = Path(__file__).resolve().parent.parent.parent


def test_no_double_and_no_gap_however_many_ask_and_die(server: str, forker: Forker, tmp_path: Path) -> None:
    size = {"--processes": "3", "--each": "30", "--kills": "6", "--bulk": "300", "--postgresql": server, "--format": "json"}
    search = os.pathsep.join([str(ROOT / "benchmarks"), str(ROOT / "tests")])
    words, code = [word for pair in size.items() for word in pair], "import register; register.main()"
    _, printed, told = forker.run(words, tmp_path, surroundings(PYTHONPATH=search), code=code)
    rows = json.loads(printed or told)
    proofs = [row for row in rows if row["target"].startswith("no double")]
    assert len(proofs) == 4
    assert [row for row in proofs if not row["met"]] == []
