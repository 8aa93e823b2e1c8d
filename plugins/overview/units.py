"""What the units handed in, as an overview looks at it."""

from __future__ import annotations

import datetime
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any, Final

from hongtou import Data

from .schema import LOWER


@dataclass(frozen=True)
class IndicatorOf:
    """An indicator of a unit."""

    name: str
    unit: str
    target: Decimal
    result: Decimal
    lower: bool

    @property
    def met(self) -> bool:
        """Whether the target was reached."""
        return self.result <= self.target if self.lower else self.result >= self.target

    @property
    def shortfall(self) -> str:
        """What was aimed at, and what was reached."""
        bound = "不超过" if self.lower else ""
        return f"{self.name}（目标{bound}{self.target}{self.unit}，实际{self.result}{self.unit}）"


@dataclass(frozen=True)
class UnitOf:
    """A unit.

    :param people: the kinds of each person of its roster.
    """

    name: str
    state: str
    lacking: Sequence[str] = ()
    figures: Mapping[str, Any] = field(default_factory=dict)
    indicators: Sequence[IndicatorOf] = ()
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
        state=row["状态"],
        lacking=row.get("缺", ()),
        figures=merged.get("概况", {}),
        indicators=[_indicator(one) for one in merged.get("指标", ())],
        organ=merged.get("党组织", {}),
        reason=merged.get("未建党组织原因", {}),
        people=[tuple(map(_kind, person.get("统战对象类别", ()))) for person in merged.get("名单", ())],
    )


# The twelve kinds of the regulations on united-front work, in their order; rosters may give their numbers. A roster has them,
# too: plug-ins share nothing, and a test holds both alike.
_KINDS: Final = (
    "民主党派成员",
    "无党派人士",
    "党外知识分子",
    "少数民族人士",
    "宗教界人士",
    "非公有制经济人士",
    "新的社会阶层人士",
    "出国和归国留学人员",
    "香港同胞、澳门同胞",
    "台湾同胞及其在大陆的亲属",
    "华侨、归侨及侨眷",
    "其他需要联系和团结的人员",
)


def _kind(text: str) -> str:
    """A kind by its name; its number stands for it, too, also as ④."""
    number = unicodedata.normalize("NFKC", text)
    return _KINDS[int(number) - 1] if number.isdecimal() and 1 <= int(number) <= len(_KINDS) else text


def _indicator(item: Data) -> IndicatorOf:
    target, result = (Decimal(str(item[name])) for name in ("目标", "结果"))
    return IndicatorOf(item["名称"], item.get("单位", ""), target, result, lower=item.get("方向") == LOWER)
