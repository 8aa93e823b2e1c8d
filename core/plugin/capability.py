"""What a document type can do besides being a document: stated by typed parts, and held against its fields when it is loaded.

Whoever needs a type for something asks the part; what the type calls its fields only the part tells.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping
from enum import StrEnum
from typing import Final

from ..draft import Rules, inner_fields
from ..values import dataclass


class UnitState(StrEnum):
    """How it stands with what a unit was to hand in for a packet."""

    HANDED_IN = "已交"
    NOTHING = "未交"
    WRONG = "有误"


@dataclass(frozen=True, slots=True)
class PacketFields:
    """The fields that a packet fills in by itself: no column of a workbook holds them.

    :param unit: gets the name of the unit whose document it is; empty: none does.
    :param year: gets the packet's year; empty: none does.
    """

    unit: str = ""
    year: str = ""

    @property
    def names(self) -> frozenset[str]:
        """The fields that are filled in."""
        return frozenset({self.unit, self.year} - {""})


@dataclass(frozen=True, slots=True)
class UnitSummary:
    """A type that sums up what the units of a packet handed in 汇总.

    :param units: its field that lists the units, a list of groups; all following names are of fields in such a group.
    :param unit: gets the unit's name.
    :param state: gets how it stands, the text of a :class:`UnitState`.
    :param documents: gets the unit's documents, a list of groups: of each document the fields that have their like in the
        group, as the draft has them. What has no field there stays with the unit.
    :param lacking: gets the names of the documents that are still to come, a list of texts; empty: nobody asks.
    :param type, name: in the group of a document, get its document type and the name of its file; empty: nobody asks.
    """

    units: str
    unit: str
    state: str
    documents: str
    lacking: str = ""
    type: str = ""
    name: str = ""

    def asked(self, schema: Mapping[str, Rules]) -> Mapping[str, Rules]:
        """The fields that are asked of the units' documents.

        :param schema: of the type that states this.
        """
        document = inner_fields(_unit(self, schema).get(self.documents, {}))
        return {name: rules for name, rules in document.items() if name not in {self.type, self.name}}


@dataclass(frozen=True, slots=True)
class RegisterBook:
    """A type that prints the register's numbers of a year 发文登记簿; ``hongtou number book`` makes its drafts.

    :param entries: its field that lists the numbers, a list of groups: of each number it gets those columns of the register
        (发文字号, 文件标题, 成文日期, 状态 …) that are fields of the group, as text; an empty column is left out.
    :param year: gets the year.
    :param code: gets the 机关代字 where only its numbers are asked for; empty: nobody asks.
    """

    entries: str
    year: str
    code: str = ""

    def columns(self, schema: Mapping[str, Rules]) -> frozenset[str]:
        """The columns of the register that it prints.

        :param schema: of the type that states this.
        """
        return frozenset(inner_fields(schema.get(self.entries, {})))


_TEXTS: Final = frozenset({"string", "title"})
_YEARS: Final = frozenset({"string", "integer"})
_LISTS: Final = frozenset({"list", "names"})
_KINDS: Final[Mapping[frozenset[str], str]] = {_TEXTS: "文字（string）", _YEARS: "整数（integer）", _LISTS: "列表（list）"}


def packet_faults(part: PacketFields, fields: Mapping[str, Rules]) -> Iterator[str]:
    """What :class:`PacketFields` says that does not agree with a type's fields, in Chinese."""
    yield from _unlike("packet_fields.unit", part.unit, fields, _TEXTS)
    yield from _unlike("packet_fields.year", part.year, fields, _YEARS)


def summary_faults(part: UnitSummary, fields: Mapping[str, Rules]) -> Iterator[str]:
    """What :class:`UnitSummary` says that does not agree with a type's fields, in Chinese."""
    yield from _no_groups("unit_summary.units", part.units, fields)
    if unit := _unit(part, fields):
        yield from _unlike("unit_summary.unit", part.unit, unit, _TEXTS, part.units)
        yield from _unlike("unit_summary.state", part.state, unit, _TEXTS, part.units)
        yield from _no_groups("unit_summary.documents", part.documents, unit, part.units)
        yield from _unlike("unit_summary.lacking", part.lacking, unit, _LISTS, part.units)
        yield from _words(part, unit.get(part.state, {}))
        yield from _never_filled(unit, {part.unit, part.state}, part.units)
        if document := inner_fields(unit.get(part.documents, {})):
            place = f"{part.units}.{part.documents}"
            yield from _unlike("unit_summary.type", part.type, document, _TEXTS, place)
            yield from _unlike("unit_summary.name", part.name, document, _TEXTS, place)
            yield from _never_filled(document, {part.type, part.name}, place)


def book_faults(part: RegisterBook, fields: Mapping[str, Rules]) -> Iterator[str]:
    """What :class:`RegisterBook` says that does not agree with a type's fields, in Chinese."""
    yield from _no_groups("register_book.entries", part.entries, fields)
    yield from _unlike("register_book.year", part.year, fields, _YEARS)
    yield from _unlike("register_book.code", part.code, fields, _TEXTS)


def _unit(part: UnitSummary, fields: Mapping[str, Rules]) -> Mapping[str, Rules]:
    """The fields of a unit."""
    return inner_fields(fields.get(part.units, {}))


def _unlike(said: str, name: str, fields: Mapping[str, Rules], kinds: frozenset[str], place: str = "") -> Iterator[str]:
    """A field that is named and is not there, or is of another kind."""
    if not name:
        return
    if name not in fields:
        yield f"{said} 写的是“{name}”，{_where(place)}没有这个字段"
    elif (kind := _kind(fields[name])) not in kinds:
        yield f"{said} 写的是“{name}”，这个字段应是{_KINDS[kinds]}，实为 {kind}"


def _no_groups(said: str, name: str, fields: Mapping[str, Rules], place: str = "") -> Iterator[str]:
    """A field that is not there, or is no list of groups."""
    if name not in fields:
        yield f"{said} 写的是“{name}”，{_where(place)}没有这个字段"
    elif _kind(fields[name]) != "list" or not inner_fields(fields[name]):
        yield f"{said} 写的是“{name}”，这个字段应是列表，每项是一组字段（dict）"


def _kind(rules: object) -> object:
    """The type of a field, however it is declared."""
    return rules.get("type") if isinstance(rules, Mapping) else None


def _words(part: UnitSummary, state: Rules) -> Iterator[str]:
    """States of a unit that its field does not take."""
    allowed = state.get("allowed", tuple(UnitState))
    if lacking := [word for word in UnitState if word not in allowed]:
        yield f"“{part.units}.{part.state}”的 allowed 里没有“{'”“'.join(lacking)}”。用 UnitState 的各项"


def _never_filled(fields: Mapping[str, Rules], filled: Container[str], place: str) -> Iterator[str]:
    """Fields that must be there and that not every unit, or not every document, has."""
    for name, rules in fields.items():
        if rules.get("required") and name not in filled:
            yield f"“{place}.{name}”不能是必填的（required）：不是每一项都有它"


def _where(place: str) -> str:
    return f"“{place}”里" if place else "schema 里"
