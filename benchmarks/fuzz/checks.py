"""Word files and PDFs from elsewhere, damaged and hostile, judged by every rule as ``hongtou check`` does.

A reader that asks for an address or starts a program is a fault, too, whatever became of the file.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from hongtou.checking.checker import check
from hongtou.checking.finding import Checked
from hongtou.checking.selection import Selection
from hongtou.checking.telling import as_data, lines
from hongtou.office import Office
from hongtou.plugin.manager import Plugins

from .foreign import docx, pdf
from .requests import Makers, drawn, read_by
from .trial import Trial, Verdict

_MAKERS: Final[Makers] = (("docx", 2, docx), ("pdf", 1, pdf))


def given(trial: Trial) -> tuple[str, bytes]:
    """The name and the content of the file that a trial gives."""
    return drawn(trial, "check", _MAKERS)


def run(trial: Trial) -> Verdict:
    """Check a file in this process."""
    return read_by(_checked, trial, *given(trial))


def _checked(path: Path) -> str:
    report = check(path, Office(), _plugins(), Selection())
    as_data(Checked(path, report)), *lines(report)
    return ""


@lru_cache(maxsize=1)
def _plugins() -> Plugins:
    return Plugins()
