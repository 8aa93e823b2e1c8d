"""What workbooks held before: kept beside them whenever the page writes one, listed, taken, put back."""

from __future__ import annotations

import datetime
import fcntl
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from ..errors import HongtouError, OutputError
from ..files.output import write
from ..intake.workbook.file import read_workbook
from ..pattern import pattern
from ..values import dataclass
from ..workflow.folder import files
from .packets import Found, books
from .site import Site

# The folder beside a workbook that holds its states before.
BEFORE: Final = "改前"
_LOCK: Final = ".hongtou-workbooks.lock"
_STAMP: Final = "%Y%m%d-%H%M%S-%f"
_NAME: Final = pattern(r"(?P<stem>.+)-(?P<stamp>\d{8}-\d{6}-\d{6})(?P<suffix>\.\w+)")


class ChangedError(HongtouError):
    """Somebody else changed the workbook meanwhile."""


@dataclass(frozen=True, slots=True)
class Before:
    """What a workbook held.

    :param key: what addresses know it by.
    :param book: the workbook; ``path``: what it held.
    :param until: when something else was written.
    """

    key: str
    book: Path
    path: Path
    until: datetime.datetime


def put(site: Site, path: Path, content: bytes, seen: bytes | None = None) -> None:
    """Let a workbook hold something else; what it held is kept in a folder beside it.

    :param seen: what it held when it was looked at; None: whatever it holds.
    :raises ChangedError: it holds something else now.
    :raises HongtouError: it is open elsewhere, or cannot be written.
    """
    with alone(site):
        before = read_workbook(path) if path.exists() else None
        if seen is not None and seen != before:
            raise ChangedError(f"“{path.name}”刚才又有人改过，没有写。看过现在的，再改")
        stamp = datetime.datetime.now().astimezone().strftime(_STAMP)
        kept = path.parent / BEFORE / f"{path.stem}-{stamp}{path.suffix}"
        write(({kept: before} if before is not None else {}) | {path: content}, site.folder)


@contextmanager
def alone(site: Site) -> Iterator[None]:
    """Nobody else writes workbooks or files of packets for this page meanwhile, whichever process of the server does."""
    try:
        file = (site.folder / _LOCK).open("ab")
    except OSError as error:
        raise OutputError(f"写不了“{site.folder.name}”：{error.strerror}") from error
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def states(site: Site, packet: Found) -> list[Before]:
    """What the workbooks that a packet names held before, the last first.

    :raises HongtouError: its file is wrong.
    """
    home = (site.folder / packet.path).parent
    named = books(site, packet)
    kept = (_before(site, home / path) for path in files(home, (".xlsx", ".xls", ".et", ".csv"), ()))
    found = [one for one in kept if one and named.fullmatch(one.book.relative_to(home).as_posix())]
    return sorted(found, key=lambda one: one.until, reverse=True)


def _before(site: Site, path: Path) -> Before | None:
    match = _NAME.fullmatch(path.name)
    if path.parent.name != BEFORE or match is None:
        return None
    until = datetime.datetime.strptime(match["stamp"], _STAMP).astimezone()
    book = path.parent.parent / f"{match['stem']}{match['suffix']}"
    key = hashlib.sha256(str(path.relative_to(site.folder)).encode()).hexdigest()[:16]
    return Before(key, book, path, until)
