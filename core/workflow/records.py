"""What is kept of drafts: one of them, its states, the opinions about it; and the errors of who asks for what is not there."""

from __future__ import annotations

from ..errors import HongtouError
from ..values import dataclass
from .way import Stage


class GoneError(HongtouError):
    """There is no such draft."""


class StageError(HongtouError):
    """The draft has gone on meanwhile."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A draft as the office keeps it.

    :param path: its file, from the office's folder.
    :param owner: the id of the person whose it is.
    :param version: the state that counts.
    :param changed: when, in universal time.
    :param issued_as: its 发文字号 once it has one.
    """

    id: str
    path: str
    genre: str
    title: str
    owner: str
    stage: Stage
    version: int
    changed: str
    issued_as: str


@dataclass(frozen=True, slots=True)
class State:
    """A state of a draft as it was saved.

    :param base: the state that it was made from.
    """

    version: int
    base: int
    at: str
    who: str
    digest: str


@dataclass(frozen=True, slots=True)
class Opinion:
    """What somebody wrote when a draft went on, or back.

    :param version: the state that it is about.
    """

    at: str
    who: str
    step: str
    text: str
    version: int


@dataclass(frozen=True, slots=True)
class Saved:
    """What became of a text that was saved.

    :param state: it, as it is kept.
    :param counts: it is the draft now; else somebody else saved meanwhile, whose text is the draft, and this one is kept beside.
    :param told: why its file could not be written, which it is when the draft is opened or goes on; empty: it was.
    """

    state: State
    counts: bool
    told: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """What is saved: a file's content, and what lists show of it."""

    content: bytes
    genre: str = ""
    title: str = ""
