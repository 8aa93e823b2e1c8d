"""What the units handed in, as an overview looks at it."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from hongtou import Data, UnitState

from ..codes import KIND_TABLE
from ..indicators import Indicator


@dataclass(frozen=True)
class UnitOf:
    """A unit.

    :param people: the kinds of each person of its roster.
    """

    name: str
    state: UnitState
    lacking: Sequence[str] = ()
    figures: Mapping[str, Any] = field(default_factory=dict)
    indicators: Sequence[Indicator] = ()
    organ: Mapping[str, Any] = field(default_factory=dict)
    reason: Mapping[str, Any] = field(default_factory=dict)
    people: Sequence[Sequence[str]] = ()

    @property
    def term(self) -> datetime.date | None:
        """When its party organisation's term ends."""
        return self.organ.get("届满时间")

    @property
    def planned(self) -> datetime.date | None:
        """When it means to have a party organisation."""
        return self.reason.get("计划组建时间")

    @cached_property
    def kinds(self) -> Counter[str]:
        """How many people it has of each kind."""
        return Counter(kind for person in self.people for kind in person)


def read_units(rows: Sequence[Data]) -> list[UnitOf]:
    """From the checked draft; each unit's documents are put together."""
    return [_unit(row) for row in rows]


def _unit(row: Data) -> UnitOf:
    merged: dict[str, Any] = {}
    for document in row.get("材料", ()):
        for name, value in document.items():
            merged.setdefault(name, value)
    return UnitOf(
        name=row["单位"],
        state=UnitState(row["状态"]),
        lacking=row.get("缺", ()),
        figures=merged.get("概况", {}),
        indicators=[Indicator.read(one) for one in merged.get("指标", ())],
        organ=merged.get("党组织", {}),
        reason=merged.get("未建党组织原因", {}),
        people=[tuple(map(_kind, person.get("统战对象类别", ()))) for person in merged.get("名单", ())],
    )


def _kind(text: str) -> str:
    """A kind by its name; its number stands for it, too."""
    return KIND_TABLE.find(text) or text
