"""What stands in the register: series, requests for numbers, entries and their states."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Mapping
from dataclasses import fields
from enum import StrEnum
from typing import Any, Final

from ..document import DocumentNumber
from ..values import dataclass

# What stands for a number: code, year, kind, serial.
Key = tuple[str, int, str, int]
# A serial of more digits is a slip; the same limit that the number as printed has.
SERIAL_MAX: Final = 99999


class UnsoundError(Exception):
    """The book says what it cannot say: its file is damaged, or somebody changed it past the program; says what."""


class EntryState(StrEnum):
    """How a number stands: reserved → issued → revoked or abolished; reserved → void."""

    RESERVED = "reserved"
    ISSUED = "issued"
    REVOKED = "revoked"
    ABOLISHED = "abolished"
    VOID = "void"

    @property
    def label(self) -> str:
        """The state as people call it."""
        return _STATES[self]

    @property
    def done(self) -> str:
        """What happened to such a number, after 已经."""
        return "发出" if self is EntryState.ISSUED else self.label


_STATES: Final = {
    EntryState.RESERVED: "预留",
    EntryState.ISSUED: "已发",
    EntryState.REVOKED: "撤销",
    EntryState.ABOLISHED: "废止",
    EntryState.VOID: "作废",
}


class Action(StrEnum):
    """What was done, as the log keeps it."""

    CREATE = "create"
    RESERVE = "reserve"
    ALLOCATE = "allocate"
    REUSE = "reuse"
    AMEND = "amend"
    ISSUE = "issue"
    VOID = "void"
    REVOKE = "revoke"
    ABOLISH = "abolish"
    IMPORT = "import"
    RECOVER = "recover"
    MOVE = "move"

    @property
    def label(self) -> str:
        """The action as people call it."""
        return _ACTIONS[self]


_ACTIONS: Final = {
    Action.CREATE: "建簿",
    Action.RESERVE: "预留",
    Action.ALLOCATE: "编号",
    Action.REUSE: "废号再用",
    Action.AMEND: "换稿",
    Action.ISSUE: "发出",
    Action.VOID: "作废",
    Action.REVOKE: "撤销",
    Action.ABOLISH: "废止",
    Action.IMPORT: "补录",
    Action.RECOVER: "据归档恢复",
    Action.MOVE: "迁走",
}


@dataclasses.dataclass(frozen=True, slots=True, order=True)
class Series:
    """What is numbered from 1: an organ's code in a year.

    :param year: the year of 成文日期.
    :param kind: the genre, where the office numbers it apart; otherwise empty.
    """

    code: str
    year: int
    kind: str = ""

    def __str__(self) -> str:
        return f"{self.code}〔{self.year}〕" + (f"（{self.kind}）" if self.kind else "")


@dataclass(frozen=True, slots=True)
class Request:
    """A document that wants a number.

    :param identity: what makes it this document: its draft's 标识, or the draft's path from the office's folder.
    :param source: the draft's path, for people and to tell two drafts of one identity apart.
    :param digest: SHA-256 of its text, hexadecimal; empty: not known.
    :param dated: 成文日期 as ``2026-11-21``; empty: not known yet.
    """

    identity: str
    series: Series
    source: str = ""
    digest: str = ""
    title: str = ""
    genre: str = ""
    dated: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A number and what is known of it; days as ``2026-11-21``, times with their zone, empty where there is nothing.

    :param details: further columns of the book by their titles, such as 主送.
    :param note: what the number is kept for.
    :param reason: why it is void, revoked or abolished.
    :param printed: ``是``: the number stood on paper before it became void.
    :param folder: where its files are, from the office's folder.
    :param manifest: SHA-256 of the list of its files.
    """

    code: str
    year: int
    kind: str
    serial: int
    state: EntryState
    identity: str = ""
    source: str = ""
    digest: str = ""
    title: str = ""
    genre: str = ""
    dated: str = ""
    printed_on: str = ""
    details: str = ""
    note: str = ""
    reason: str = ""
    printed: str = ""
    folder: str = ""
    manifest: str = ""
    reserved_at: str = ""
    reserved_by: str = ""
    issued_at: str = ""
    issued_by: str = ""
    closed_at: str = ""
    closed_by: str = ""

    @property
    def series(self) -> Series:
        """The series it belongs to."""
        return Series(self.code, self.year, self.kind)

    @property
    def key(self) -> Key:
        """What stands for it."""
        return self.code, self.year, self.kind, self.serial

    @property
    def number(self) -> DocumentNumber:
        """It as a 发文字号."""
        return DocumentNumber(self.code, self.year, self.serial)

    @property
    def more(self) -> Mapping[str, str]:
        """The details as a mapping."""
        found: dict[str, str] = json.loads(self.details) if self.details else {}
        return found

    def __str__(self) -> str:
        return str(self.number) + (f"（{self.kind}）" if self.kind else "")


COLUMNS: Final = tuple(field.name for field in fields(Entry))
KEY: Final = COLUMNS[:4]
_TYPES: Final = {"year": int, "serial": int}


def from_row(row: Mapping[str, Any]) -> Entry:
    """An entry as the database holds it.

    :raises UnsoundError: it is none.
    """
    if row["state"] not in _STATES or not all(isinstance(value, _TYPES.get(name, str)) for name, value in row.items()):
        raise UnsoundError("有一个号的内容读不懂")
    return Entry(**{**row, "state": EntryState(row["state"])})


def canonical(value: object) -> str:
    """A value as JSON that is the same wherever it is made; what is hashed must be."""
    return _ENCODE(value)


_ENCODE: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), sort_keys=True).encode
