"""Files from elsewhere: spoilt, damaged, hostile; each is imported as a clerk would, and every character is asked for.

A reader that asks for an address or starts a program is a fault, too, whatever became of the file.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import Final

from hongtou import TrackedChanges
from hongtou.importing.account import AccountError
from hongtou.importing.importer import import_file, importer_of
from hongtou.importing.kinds import BUILT_IN
from hongtou.plugin.manager import Plugins

from .foreign import docx, html, odt, pdf, rtf, txt
from .requests import Makers, drawn, read_by
from .trial import Trial, Verdict

_MAKERS: Final[Makers] = (
    ("docx", 440, docx),
    ("html", 240, html),
    ("pdf", 210, pdf),
    ("txt", 106, txt),
    # LibreOffice takes seconds for each.
    ("odt", 2, odt),
    ("rtf", 2, rtf),
)


def given(trial: Trial) -> tuple[str, bytes]:
    """The name and the content of the file that a trial gives."""
    return drawn(trial, "import", _MAKERS)


def run(trial: Trial) -> Verdict:
    """Import a file in this process."""
    name, content = given(trial)
    changes = trial.random.choice(tuple(TrackedChanges))
    return read_by(lambda path: _imported(path, changes), trial, name, content)


def _imported(path: Path, changes: TrackedChanges) -> str:
    try:
        import_file(path, known=_known(), changes=changes, importer=importer_of(path, BUILT_IN))
    except AccountError as error:
        return str(error)
    return ""


@lru_cache(maxsize=1)
def _known() -> tuple[str, ...]:
    return tuple(Plugins().document_types)
