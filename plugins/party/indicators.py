"""An indicator 指标: what was to be reached, and what was."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from hongtou import Data

from .fields import LOWER
from .words import amount


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator: what was to be reached, and what was."""

    name: str
    unit: str
    target: Decimal
    result: Decimal
    lower: bool

    @classmethod
    def read(cls, item: Data) -> Indicator:
        """From a draft's item."""
        target, result = (Decimal(str(item[key])) for key in ("目标", "结果"))
        return cls(item["名称"], item.get("单位", ""), target, result, lower=item.get("方向") == LOWER)

    @property
    def met(self) -> bool:
        """Whether the target was reached."""
        return self.result <= self.target if self.lower else self.result >= self.target

    def shown(self, value: Decimal) -> str:
        """A value with its unit."""
        return amount(value) + self.unit

    @property
    def shortfall(self) -> str:
        """What is missing, in words."""
        gap = amount(abs(self.target - self.result)) + ("个百分点" if self.unit in {"%", "％"} else self.unit)
        told = f"目标{self.shown(self.target)}，实际{self.shown(self.result)}，{'超出' if self.lower else '差'}{gap}"
        return f"{self.name}（{told}）"
