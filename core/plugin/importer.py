"""What an importer is: the interface between the core and whatever reads files of a kind."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from pathlib import Path

from ..values import dataclass
from .source import Source


class TrackedChanges(StrEnum):
    """What holds of the tracked changes 修订 in a file: nobody said, and it is refused; all are accepted; all are rejected."""

    REFUSE = "refuse"
    ACCEPT = "accept"
    REJECT = "reject"


@dataclass(frozen=True, slots=True)
class Importer:
    """A way of reading files from elsewhere. It runs in a process of its own, within its limits.

    :param name: 1 to 16 small letters or digits: ``html``.
    :param summary: one line for people: what it reads.
    :param suffixes: what its files' names end in, in small letters, with the dot; ``""``: whatever no other importer reads.
    :param read: reads a file. Its second argument says what holds of tracked changes; kinds without them do not look at it. It is
        a function of a module, so that another process finds it by its name. A :class:`~hongtou.HongtouError` of it is told to
        people as it is.
    :param seconds: how long reading and recognising one file may take.
    :param memory: how much memory they may take, in MiB.
    """

    name: str
    summary: str
    suffixes: tuple[str, ...]
    read: Callable[[Path, TrackedChanges], Source]
    seconds: float = 10.0
    memory: int = 400
