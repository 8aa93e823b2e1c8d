"""Which number was used for which document, as the ledger keeps it and the register can be told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import astuple

from ..document import DocumentNumber
from ..draft import short
from ..packet.task import NUMBER, Document, UnitTask
from ..personal.scrubbing import scrubbed
from ..register.entry import Request, Series
from ..values import dataclass


@dataclass(frozen=True, slots=True)
class Use:
    """A number that stands in what was made, and the document that it was given to.

    :param identity: what the register knows the document by; empty: its draft named the number by itself.
    :param kind: the genre, where the office numbers it apart.
    :param dated: 成文日期 as ``2026-11-21``; empty: not known.
    """

    number: str
    identity: str = ""
    kind: str = ""
    source: str = ""
    title: str = ""
    genre: str = ""
    dated: str = ""

    @property
    def as_json(self) -> object:
        """It as :func:`read_use` knows it."""
        return astuple(self) if self.identity else self.number

    @property
    def claim(self) -> tuple[DocumentNumber, Request]:
        """It as the register knows it."""
        number = DocumentNumber.parse(self.number)
        series = Series(number.code, number.year or 0, self.kind)
        return number, Request(self.identity, series, self.source, "", self.title, self.genre, self.dated)


def read_use(value: str | list[str]) -> Use:
    """A use as the ledger keeps it."""
    return Use(value) if isinstance(value, str) else Use(*value)


def uses(wanting: UnitTask, numbered: UnitTask) -> Iterator[Use]:
    """The numbers in a unit's documents, in their order.

    :param wanting: the unit before it got numbers.
    :param numbered: the same with them.
    """
    for before, after in zip(wanting.documents, numbered.documents, strict=True):
        if NUMBER in after.values:
            number = str(after.values[NUMBER])
            yield _given(number, request(before)) if before.wants_number else Use(number)


def _given(number: str, asked: Request) -> Use:
    """People's numbers may stand in a title; the ledger holds none."""
    return Use(number, asked.identity, asked.series.kind, asked.source, scrubbed(asked.title), asked.genre, asked.dated)


def request(document: Document) -> Request:
    """What the register is asked for.

    :raises ValueError: the document wants no number.
    """
    if document.series is None:
        raise ValueError(document.name)
    dated = document.day.isoformat() if document.day else ""
    title = short(" ".join(str(document.values.get("标题", "")).split()), 200)
    return Request(document.identity, document.series, document.draft, "", title, document.type, dated)
