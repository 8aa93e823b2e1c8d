"""三、指标完成情况: the year's indicators as a sentence and a table that marks what fell short."""

from __future__ import annotations

from collections.abc import Sequence

from hongtou import Align, Block, Cell, Column, Data, Paragraph, Row, Table, spans

from ..indicators import Indicator
from ..words import percent


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
    return Row(tuple(Cell(text, strong=short and place >= 3) for place, text in enumerate(cells)))
