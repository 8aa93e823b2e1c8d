"""Files from elsewhere: spoilt, damaged, hostile; each is imported as a clerk would, and every character is asked for.

A reader that asks for an address or starts a program is a fault, too, whatever became of the file.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path
from random import Random
from typing import Final

from hongtou import TrackedChanges
from hongtou.importing.account import AccountError
from hongtou.importing.importer import import_file, importer_of
from hongtou.importing.kinds import BUILT_IN
from hongtou.plugin.manager import Plugins

from .foreign import docx, html, odt, pdf, rtf, txt
from .requests import MEMORY_MAX, asked, listen
from .trial import Trial, Verdict, judged

_MAKERS: Final[tuple[tuple[str, int, Callable[[Random], bytes]], ...]] = (
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
    random = trial.random
    ((kind, _, make),) = random.choices(_MAKERS, [share for _, share, _ in _MAKERS])
    return f"import-{trial.number}.{kind}", make(random)


def run(trial: Trial) -> Verdict:
    """Import a file in this process."""
    listen()
    trial.folder.mkdir(parents=True, exist_ok=True)
    name, content = given(trial)
    path = trial.folder / name
    path.write_bytes(content)
    try:
        return judged(lambda: _imported(path, trial.random.choice(tuple(TrackedChanges))), MEMORY_MAX)
    finally:
        path.unlink()


def _imported(path: Path, changes: TrackedChanges) -> str:
    asked.clear()
    try:
        import_file(path, known=_known(), changes=changes, importer=importer_of(path, BUILT_IN))
    except AccountError as error:
        return str(error)
    return f"it asked: {asked[0]}" if asked else ""


@lru_cache(maxsize=1)
def _known() -> tuple[str, ...]:
    return tuple(Plugins().document_types)
