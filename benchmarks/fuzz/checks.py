"""Word files and PDFs from elsewhere, damaged and hostile, judged by every rule as ``hongtou check`` does.

A reader that asks for an address or starts a program is a fault, too, whatever became of the file.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Final

from hongtou.checking.checker import check
from hongtou.checking.finding import Checked
from hongtou.checking.selection import Selection
from hongtou.checking.telling import as_data, lines
from hongtou.office import Office
from hongtou.plugin.manager import Plugins

from .foreign import docx, pdf
from .requests import MEMORY_MAX, asked, listen
from .trial import Trial, Verdict, judged

_MAKERS: Final[tuple[tuple[str, int, Callable[[Random], bytes]], ...]] = (("docx", 2, docx), ("pdf", 1, pdf))


def given(trial: Trial) -> tuple[str, bytes]:
    """The name and the content of the file that a trial gives."""
    random = trial.random
    ((kind, _, make),) = random.choices(_MAKERS, [share for _, share, _ in _MAKERS])
    return f"check-{trial.number}.{kind}", make(random)


def run(trial: Trial) -> Verdict:
    """Check a file in this process."""
    listen()
    trial.folder.mkdir(parents=True, exist_ok=True)
    name, content = given(trial)
    path = trial.folder / name
    path.write_bytes(content)
    try:
        return judged(lambda: _checked(path), MEMORY_MAX)
    finally:
        path.unlink()


def _checked(path: Path) -> str:
    asked.clear()
    report = check(path, Office(), _plugins(), Selection())
    as_data(Checked(path, report)), *lines(report)
    return f"it asked: {asked[0]}" if asked else ""


@lru_cache(maxsize=1)
def _plugins() -> Plugins:
    return Plugins()
