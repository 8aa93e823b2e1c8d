"""Drafts: each is set, and one of ten is made as DOCX and PDF."""

from __future__ import annotations

import shutil
import zipfile
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from hongtou.intake import read_draft
from hongtou.intake.text.decoding import read_text
from hongtou.office import load_office
from hongtou.plugin.manager import Plugins
from hongtou.runner import Runner
from lxml import etree

from .lost import bare, lost, printed, wanted
from .mutators import encoded, mutated
from .trial import Trial, Verdict, judged

_ROOT = Path(__file__).resolve().parents[2] / "sample_data"
_DRAWN = 10
_TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


@lru_cache(maxsize=1)
def seeds() -> tuple[tuple[str, str], ...]:
    """The names and the texts of the drafts that others are made from."""
    files = sorted([*_ROOT.glob("*.md"), *_ROOT.glob("0*.yaml"), *_ROOT.glob("formats/*.md")])
    report = (_ROOT / "packet" / "草稿" / "骨科学分会.yaml").read_text(encoding="utf-8")
    texts = ((path.name, path.read_text(encoding="utf-8")) for path in files)
    return (*texts, ("述职报告.yaml", f"文种: 述职报告\n年度: 2026\n单位: 骨科学分会党组织\n成文日期: 2026-12-20\n{report}"))


@lru_cache(maxsize=1)
def _runner(folder: Path) -> Runner:
    """An office with everything that the drafts name."""
    for name in ("seals", "附件", "稿/附件"):
        shutil.copytree(_ROOT / Path(name).name, folder / name, dirs_exist_ok=True)
    for path in (*_ROOT.glob("*.md"), *_ROOT.glob("formats/*.md")):
        shutil.copy(path, folder / "稿")
    shutil.copy(_ROOT / "hongtou.yaml", folder)
    return Runner(load_office(folder), Plugins())


def given(trial: Trial) -> tuple[str, bytes]:
    """The name and the content of the draft that a trial gives."""
    random = trial.random
    name, text = random.choice(seeds())
    suffix = Path(name).suffix if random.random() < 0.97 else random.choice((".md", ".yaml", ".txt", ".doc"))
    return f"draft-{trial.number}{suffix}", encoded(mutated(text, [text for _, text in seeds()], random), random)


def run(trial: Trial) -> Verdict:
    """Make a document of a draft."""
    runner = _runner(trial.folder / "office")
    name, content = given(trial)
    path = trial.folder / "office" / "稿" / name
    path.write_bytes(content)
    try:
        return judged(lambda: _make(runner, path, drawn=trial.number % _DRAWN == 0))
    finally:
        path.unlink()


def _make(runner: Runner, path: Path, *, drawn: bool) -> str:
    composed = runner.compose(path)
    plan = runner.lay_out(composed)
    pieces = wanted(read_text(path), read_draft(path))
    if missing := lost(pieces, printed(plan)):
        return f"page: {missing[:60]}"
    if drawn:
        made = {name: runner.render(runner.plugins.renderer(name), composed, plan) for name in ("docx", "pdf")}
        if missing := lost(pieces, _docx(made["docx"])):
            return f"DOCX: {missing[:60]}"
    return ""


def _docx(content: bytes) -> str:
    """All the text of a DOCX."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = [archive.read(name) for name in archive.namelist() if name.startswith("word/") and name.endswith(".xml")]
    return bare("".join(element.text or "" for part in parts for element in etree.fromstring(part).iter(_TEXT)))
