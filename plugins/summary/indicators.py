"""三、指标完成情况: the year's indicators as a sentence and a table that marks what fell short."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from hongtou import Align, Block, Cell, Column, Data, Paragraph, Row, Table, spans

from .schema import LOWER
from .words import amount, percent


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


def section(items: Sequence[Data], year: int) -> tuple[Block, ...]:
    """The sentence and the table; nothing where there are no indicators."""
    indicators = [Indicator.read(item) for item in items]
    return (Paragraph(spans(_sentence(indicators))), _table(indicators, year)) if indicators else ()


def _sentence(indicators: Sequence[Indicator]) -> str:
    short = [indicator for indicator in indicators if not indicator.met]
    total, done = len(indicators), len(indicators) - len(short)
    told = f"本年度设定指标{total}项，"
    if not short:
        return f"{told}{'全部' if total > 1 else '已'}完成，详见下表。"
    rate = percent(done, total)[0]
    reached = f"完成{done}项，完成率{rate}；未完成{len(short)}项，" if done else f"{'均' if total > 1 else ''}未完成，"
    return f"{told}{reached}{'分别' if len(short) > 1 else ''}是{'、'.join(one.shortfall for one in short)}。详见下表。"


def _table(indicators: Sequence[Indicator], year: int) -> Table:
    columns = (
        Column("序号"),
        Column("指标", align=Align.LEFT),
        Column("目标"),
        Column("结果"),
        Column("完成情况"),
    )
    rows = tuple(_row(number, indicator) for number, indicator in enumerate(indicators, 1))
    return Table(columns, rows, title=f"{year}年度党建工作指标完成情况")


def _row(number: int, one: Indicator) -> Row:
    short = not one.met
    name = f"{one.name}（越低越好）" if one.lower else one.name
    cells = (str(number), name, one.shown(one.target), one.shown(one.result), "未完成" if short else "完成")
    return Row(tuple(Cell(text, marked=short and place >= 3) for place, text in enumerate(cells)))
