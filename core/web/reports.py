"""Proof sheets of files that were checked: kept for a while for whoever had them made, for all processes of a server."""

from __future__ import annotations

import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

from ..files.digests import sha256_of
from ..files.output import write
from ..values import dataclass

# Hidden: nothing in it is a draft.
_FOLDER: Final = ".hongtou-reports"
# So long, s, and so many.
_KEPT_SECONDS: Final = 1800.0
_KEPT_MOST: Final = 50
_HTML: Final = "report.html"
_NAME: Final = "name.txt"
_COMMENTS: Final = "comments.docx"


@dataclass(frozen=True, slots=True)
class Report:
    """What a check came to.

    :param name: of the file that was checked.
    :param html: the proof sheet.
    :param comments: a copy of the file with comments; None: it is none of Word's.
    """

    name: str
    html: bytes
    comments: bytes | None


def keep(folder: Path, person: str, report: Report) -> str:
    """Keep a report; those that are too old, or too many, go.

    :param folder: the office's.
    :param person: whose it is.
    :return: what addresses know it by.
    :raises OutputError: it cannot be written.
    """
    clear(folder, _KEPT_MOST - 1)
    key = secrets.token_urlsafe(16)
    own = _own(folder, person, key)
    files = {own / _HTML: report.html, own / _NAME: report.name.encode("utf-8", "replace")}
    write(files | ({own / _COMMENTS: report.comments} if report.comments is not None else {}), folder)
    return key


def kept(folder: Path, person: str, key: str) -> Report | None:
    """A report; None: it is too old, or another's."""
    own = _own(folder, person, key)
    try:
        if _is_old(own.stat().st_mtime):
            return None
        comments = (own / _COMMENTS).read_bytes() if (own / _COMMENTS).exists() else None
        return Report((own / _NAME).read_text("utf-8"), (own / _HTML).read_bytes(), comments)
    except OSError:
        return None


def _own(folder: Path, person: str, key: str) -> Path:
    """Where a report is: nobody finds it who does not have the key and is not the person."""
    return folder / _FOLDER / sha256_of(f"{person} {key}".encode("utf-8", "replace"))


def _is_old(moment: float) -> bool:
    return moment < time.time() - _KEPT_SECONDS


def clear(folder: Path, most: int = _KEPT_MOST) -> None:
    """Remove what is too old, and the oldest of what is too much."""
    for place, (moment, own) in enumerate(sorted(_all(folder), reverse=True)):
        if place >= most or _is_old(moment):
            shutil.rmtree(own, ignore_errors=True)


def _all(folder: Path) -> Iterator[tuple[float, Path]]:
    for own in (folder / _FOLDER).glob("*"):
        with suppress(FileNotFoundError):  # another process was quicker
            yield own.stat().st_mtime, own
