"""The command, as people run it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ..values import dataclass
from .folder import Office

_SECONDS: Final = 120


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command left behind: its exit code, what it printed, what it told."""

    code: int
    out: str
    err: str


class Run:
    """Runs the command in an office's folder."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def __call__(self, *arguments: str) -> Ran:
        """Run it.

        :param arguments: what stands after ``hongtou``.
        """
        return run_command(arguments, self._office.folder)


def run_command(arguments: Sequence[str], folder: Path) -> Ran:
    """Run ``hongtou`` in a folder, in a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "hongtou", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        encoding="utf-8",
        timeout=_SECONDS,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)
