"""The command as people run it: a process of its own, its three streams, its exit code."""

import re
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from support.forked import Forker, starting, surroundings


@dataclass(frozen=True)
class Ran:
    """What a command left behind."""

    code: int
    out: str
    err: str

    def failed(self, code: int, *words: str) -> None:
        """It failed as it should: this exit code, these words, in Chinese, no traceback, nothing said to be a bug."""
        assert self.code == code, self
        for word in words:
            assert word in self.err, self
        assert re.search(r"[\u4e00-\u9fff]", self.err), self
        assert "Traceback" not in self.err + self.out, self
        assert "缺陷" not in self.err, self

    def well(self) -> str:
        """It did well and complained of nothing; what it printed."""
        assert (self.code, self.err) == (0, ""), self
        assert "Traceback" not in self.out, self
        return self.out


Hongtou = Callable[..., Ran]


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """The environment of the command: plug-ins in ``site`` are installed, no office's profile is near."""
    (tmp_path / "work").mkdir(exist_ok=True)
    return surroundings(PYTHONPATH=str(tmp_path / "site"))


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """The folder that the command runs in."""
    folder = tmp_path / "work"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture
def hongtou(work: Path, environment: dict[str, str], forker: Forker) -> Hongtou:
    """Runs the command; in an interpreter of its own where its environment changes how that starts."""

    def run(*arguments: str | Path, encoding: str = "utf-8", **more: str) -> Ran:
        words, own = list(map(str, arguments)), {**environment, **more}
        is_changed = starting(own) != forker.environment or Path(own["PYTHONPATH"], "sitecustomize.py").exists()
        if encoding == "utf-8" and not is_changed:
            code, out, err = forker.run(words, work, own)
        else:
            done = subprocess.run(
                [sys.executable, "-m", "hongtou", *words], cwd=work, env=own, capture_output=True, timeout=120, check=False
            )
            code, out, err = done.returncode, done.stdout, done.stderr
        return Ran(code, out.decode(encoding), err.decode(encoding))

    return run
