"""Documents of ours hold to the rules: nothing of 标准 or 推荐 is found in the samples, as drafts, as DOCX, as PDF."""

from __future__ import annotations

from pathlib import Path

import pytest
from hongtou import Strength
from hongtou.checking.telling import line
from hongtou.office import load_office
from hongtou.runner import Runner
from support.checked import report
from support.plugins import PLUGINS

SAMPLES = Path(__file__).resolve().parents[2] / "sample_data"
OFFICE = load_office(SAMPLES)
DRAFTS = sorted([*SAMPLES.glob("0*"), *SAMPLES.glob("formats/*.md")])


@pytest.mark.parametrize("draft", DRAFTS, ids=lambda path: path.stem)
def test_nothing_is_found_in_our_own_documents(draft: Path, tmp_path: Path) -> None:
    made = Runner(OFFICE, PLUGINS).make(draft, ["docx", "pdf"])
    files = [draft]
    for kind, content in made.files.items():
        files.append(tmp_path / f"{draft.stem}.{kind}")
        files[-1].write_bytes(content)
    told = [line(finding) for file in files for finding in report(file, OFFICE).at_least(Strength.SHOULD)]
    assert told == []
