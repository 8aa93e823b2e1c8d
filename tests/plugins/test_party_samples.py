"""There is a sample of every paper of the party office, and nothing is found on its pages."""

from pathlib import Path

import pytest
from hongtou.cli.running import run
from hongtou.office import load_office
from hongtou.runner import Runner
from support.plugins import PLUGINS

ROOT = Path(__file__).parents[2]
OFFICE = ROOT / "sample_data"
SAMPLES = sorted((OFFICE / "党建").glob("*.yaml"))


@pytest.mark.parametrize("draft", SAMPLES, ids=lambda draft: draft.stem)
def test_nothing_is_found_on_a_sample(draft: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = Runner(load_office(OFFICE), PLUGINS).make(draft, ["docx", "pdf"])
    files = [tmp_path / f"{draft.stem}.{name}" for name in made.files]
    for file, content in zip(files, made.files.values(), strict=True):
        file.write_bytes(content)
    code = run(["--office", str(OFFICE), "check", str(draft), *map(str, files)])
    told = capsys.readouterr().out
    assert code == 0, told
    assert told.count("没有发现问题") == 3, told


def test_there_is_a_sample_of_every_paper() -> None:
    papers = {path.name for path in (ROOT / "plugins" / "party" / "文种").iterdir()}
    assert {sample.stem.partition("-")[2] for sample in SAMPLES} == papers
