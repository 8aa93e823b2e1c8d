"""The tutorial for authors of plug-ins is played from first line to last, in an environment of its own without a network."""

import os
import re
import shlex
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

pytestmark = pytest.mark.xdist_group("kit")  # one worker builds, once

PAGE = Path(__file__).resolve().parent.parent / "docs" / "plugin-development" / "tutorial.md"
OMITTED = "……"


@pytest.fixture
def python(tmp_path: Path) -> Path:
    """The interpreter of an environment that sees what this one has, and in which more can be installed."""
    home = tmp_path / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home)], check=True)
    (site,) = home.glob("lib/python*/site-packages")
    (site / "project.pth").write_text(f"import site; site.addsitedir({sysconfig.get_path('purelib')!r})\n", encoding="utf-8")
    return home / "bin" / "python"


def change(path: Path, changes: str) -> None:
    """The lines, or words, that begin with ``-`` become those behind them that begin with ``+``."""
    text = path.read_text(encoding="utf-8")
    for before, after in re.findall(r"((?:^-.*\n)+)((?:^\+.*\n)*)", changes, re.MULTILINE):
        old, new = (re.sub(r"^[-+]", "", lines, flags=re.MULTILINE).rstrip("\n") for lines in (before, after))
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")


def agrees(shown: str, told: str) -> bool:
    """Whether a page shows what a command tells; ``……`` stands for what is left out: lines, or the rest of one."""
    wanted = ""
    for line in shown.splitlines(keepends=True):
        wanted += r"(?:.*\n)*" if line.strip() == OMITTED else re.escape(line).replace(OMITTED, ".*")
    return re.fullmatch(wanted, told) is not None


def test_the_tutorial_works_from_its_first_line_to_its_last(python: Path, tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()
    offline = {"PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1", "PIP_NO_BUILD_ISOLATION": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    own = {**os.environ, **offline, "PYTEST_ADDOPTS": "-p hongtou.testing", "PYTHONUTF8": "1"}
    played = 0
    for language, info, text in re.findall(r"^```(\w+)(?: +([^\n]*))?\n(.*?)^```$", PAGE.read_text("utf-8"), re.M | re.S):
        kind, _, name = info.partition("=")
        if kind == "file":
            (folder / name).write_text(text, encoding="utf-8")
        elif kind == "edits":
            change(folder / name, text)
        for part in re.split(r"^\$ ", text, flags=re.MULTILINE)[1:] if language == "console" else ():
            command, _, shown = part.partition("\n")
            program, *arguments = shlex.split(command)
            played += 1
            if program == "cd":
                folder /= arguments[0]
                continue
            assert program in {"hongtou", "pip", "pytest"}, command
            words = [str(python), "-m", program, *arguments]
            done = subprocess.run(
                words, cwd=folder, env=own, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False
            )
            assert agrees(shown, done.stdout), f"{command}\n{done.stdout}"
    assert played >= 10
    assert (folder / "yunzhou_letters-0.1.0-py3-none-any.whl").is_file()
    assert (folder / "草稿.pdf").read_bytes().startswith(b"%PDF-")
