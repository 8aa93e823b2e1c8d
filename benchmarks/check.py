"""Measures what a check costs, each time beside what it is compared with, in the same run.

    script/benchmark check

Prints a table of ratios of medians of processor time. Exits with 1 when a target is missed.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median

import docx
from foundation import SAMPLES, Row, drawing, pages_of, race, row, seconds, told
from hongtou.checking.checker import check
from hongtou.checking.selection import Selection
from hongtou.office import Office, load_office
from hongtou.plugin.manager import Plugins
from hongtou.render.docx import render
from hongtou.runner import Runner

HONGTOU = str(Path(sys.executable).parent / "hongtou")
# The command as it is, and the same without the check in it.
GATELESS = "import hongtou.cli.render as r; r._found = lambda *_: ({}, []); from hongtou.cli import main; main()"
GATED = "import hongtou.cli.render as r; from hongtou.cli import main; main()"
PLUGINS = Plugins()


def ten_pages(folder: Path) -> Row:
    path = folder / "十页.docx"
    path.write_bytes(render(drawing(pages_of(10))))

    def checked() -> object:
        return check(path, Office(), PLUGINS, Selection())

    def walked() -> object:
        document = docx.Document(str(path))
        return [run.text for paragraph in document.paragraphs for run in paragraph.runs]

    return row("check of a ten-page DOCX : python-docx walking all its runs once", race(checked, walked, 15), 4)


def drafts() -> list[Row]:
    """A notice of six pages with three other drafts, and what its render does besides the check in it."""
    office = load_office(SAMPLES)
    runner, path = Runner(office, PLUGINS), SAMPLES / "01-通知.md"
    composed = runner.compose(path)

    def made() -> object:
        return runner.make(path, ["docx", "pdf"])

    whole = race(lambda: check(path, office, PLUGINS, Selection()), made, 15)
    gate = race(lambda: runner.check(composed), made, 15)
    return [
        row("check of a draft : its render", whole, 0.3),
        row("the check at the end of `hongtou render`, of what was composed : that render", gate, 0.1),
    ]


def cold(folder: Path) -> list[Row]:
    """A render in a process of its own, with the check in it and without; modules are compiled before."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")

    def call(*words: str) -> Callable[[], object]:
        return lambda: subprocess.run(words, check=True, capture_output=True, cwd=folder, env=environment)

    call(HONGTOU, "new", "通知", "-o", "通知.md")()
    shutil.copytree(SAMPLES, folder / "samples")

    def ratio(draft: str) -> float:
        words = ("render", draft, "-o", "made")
        return race(call(sys.executable, "-c", GATED, *words), call(sys.executable, "-c", GATELESS, *words), 21)

    return [
        row("cold `hongtou render` of one notice : the same without the check in it", ratio("通知.md"), 1.1),
        row("the same, six pages with three other drafts", ratio("samples/01-通知.md"), 1.1),
    ]


def many(folder: Path) -> Row:
    """One command with so many files, half of them drafts, half DOCX."""
    draft = SAMPLES / "02-印发通知.md"
    text = (SAMPLES / "03-工作要点.md").read_text(encoding="utf-8")
    word = Runner(load_office(SAMPLES), PLUGINS).make(draft, ["docx"]).files["docx"]
    for number in range(500):
        (folder / f"{number}.md").write_text(text, encoding="utf-8")
        (folder / f"{number}.docx").write_bytes(word)
    files = [f"{number}.{ending}" for number in range(500) for ending in ("md", "docx")]

    def call(count: int) -> Callable[[], object]:
        return lambda: subprocess.run([HONGTOU, "check", *files[:count]], check=False, capture_output=True, cwd=folder)

    call(100)()
    few, all_of_them = (median(seconds(call(count)) for _ in range(3)) for count in (100, 1000))
    return row("1,000 files : 100 files, half drafts, half DOCX", all_of_them / few, 10.5)


def main() -> int:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows: Sequence[Row] = [ten_pages(folder), *drafts(), *cold(folder), many(folder)]
    return told(rows, 2)


if __name__ == "__main__":
    sys.exit(main())
