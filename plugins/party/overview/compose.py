"""An overview: sections on who handed in, the figures, organisations and elections, indicators, people; charts and tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from hongtou import (
    Align,
    Bar,
    Block,
    Cell,
    Column,
    Context,
    Data,
    Gongwen,
    Paragraph,
    Row,
    Table,
    UnitState,
    bar_chart,
    official,
    spans,
)

from ..indicators import Indicator
from ..words import amount, percent, sections
from .schema import SUMMED
from .units import UnitOf, read_units

_MONEY: Final = "缴纳党费"


def compose(data: Data, context: Context) -> Gongwen:
    """Write the overview."""
    units = read_units(data["单位"])
    year = data["年度"]
    parts = (
        ("材料报送情况", _handed_in(units)),
        ("基本数字", _figures(units)),
        ("党组织覆盖和换届", _organs(units, year, context)),
        ("指标完成情况", _indicators(units, context)),
        ("统战对象", _people(units, context)),
    )
    name = next(iter(data.get("发文机关", ())), "") or context.office.name
    title = data.get("标题") or f"{name}{year}年度党建工作汇总"
    blocks = (*data.get("正文", ()), *sections(parts))
    return official({"格式": "普通", **data}, context, blocks=blocks, title=title, inner=True)


def _handed_in(units: Sequence[UnitOf]) -> Iterator[Block]:
    """Who handed in, who did not, and what is missing."""
    counts = Counter(unit.state for unit in units)
    there, nothing, wrong = counts[UnitState.HANDED_IN], counts[UnitState.NOTHING], counts[UnitState.WRONG]
    told = [f"应报送单位{len(units)}个", f"已报送{there}个（占{_share(there, len(units))}）"]
    told += [f"未报送{nothing}个"] if nothing else []
    told += [f"材料有误、没有计入{wrong}个"] if wrong else []
    yield _said("，".join(told) + "。")
    for state, words in ((UnitState.NOTHING, "未报送的单位"), (UnitState.WRONG, "材料有误的单位")):
        names = [unit.name for unit in units if unit.state == state]
        if names:
            yield _said(f"{words}：{'、'.join(names)}。")
    lacking = [unit for unit in units if unit.lacking]
    if lacking:
        rows = ((str(number), unit.name, "、".join(unit.lacking)) for number, unit in enumerate(lacking, 1))
        yield _table("材料不全的单位", (Column("序号"), _wide("单位"), _wide("缺少的材料")), rows)


def _figures(units: Sequence[UnitOf]) -> Iterator[Block]:
    """The sums of the figures, and how many units gave each."""
    given = [unit.figures for unit in units if unit.figures]
    if not given:
        return
    rows = []
    for name in SUMMED:
        found = [figures[name] for figures in given if name in figures]
        if found:
            rows.append((name, str(sum(found)), str(len(found)), _most(units, name, max(found))))
    money = [Decimal(str(figures[_MONEY])) for figures in given if _MONEY in figures]
    if money:
        rows.append((f"{_MONEY}（元）", amount(sum(money, Decimal(0))), str(len(money)), ""))
    yield _said(f"{len(given)}个单位报送了概况数字，合计如下。")
    yield _table("各单位基本数字合计", (_wide("项目"), Column("合计"), Column("填报单位数"), _wide("最多的单位")), rows)


def _most(units: Sequence[UnitOf], name: str, most: int) -> str:
    """Who has most of something; empty: nobody has any."""
    first, *others = [unit.name for unit in units if unit.figures.get(name) == most]
    also = f"等{len(others) + 1}个单位" if others else ""
    return f"{first}{also}（{most}）" if most else ""


def _organs(units: Sequence[UnitOf], year: int, context: Context) -> Iterator[Block]:
    """How many units have a party organisation, which have none and why, whose term ends."""
    known = [unit for unit in units if unit.organ or unit.reason]
    if not known:
        return
    built = [unit for unit in known if unit.organ]
    kinds = Counter(unit.organ.get("形式", "其他") for unit in built)
    told = "、".join(f"{kind}{count}个" for kind, count in kinds.most_common())
    yield _said(
        f"报送台账的单位{len(known)}个，已建党组织{len(built)}个{f'（{told}）' if told else ''}，"
        f"党组织覆盖率{_share(len(built), len(known))}；未建{len(known) - len(built)}个。"
    )
    bars = [Bar(kind, count, f"{count}个") for kind, count in kinds.most_common()]
    bars += [Bar("未建党组织", len(known) - len(built), f"{len(known) - len(built)}个")]
    yield bar_chart(context, "党组织的形式", bars)
    yield from _unbuilt([unit for unit in known if not unit.organ])
    yield from _terms(built, year)


def _unbuilt(units: Sequence[UnitOf]) -> Iterator[Block]:
    if not units:
        return
    rows = (
        (str(number), unit.name, unit.reason.get("原因", ""), f"{day.year}年{day.month}月" if (day := unit.planned) else "")
        for number, unit in enumerate(units, 1)
    )
    columns = (Column("序号"), _wide("单位"), _wide("原因"), Column("计划组建时间"))
    yield _table("未建党组织的单位", columns, rows)


def _terms(built: Sequence[UnitOf], year: int) -> Iterator[Block]:
    """Organisations whose term ends in the year, or ended before."""
    due = sorted((unit for unit in built if unit.term and unit.term.year <= year), key=lambda unit: (unit.term, unit.name))
    coming = sum(unit.term is not None and unit.term.year == year + 1 for unit in built)
    late = sum(unit.term is not None and unit.term.year < year for unit in due)
    told = f"本年度任期届满的党组织{len(due) - late}个，以前年度届满、至今没有换届的{late}个；{year + 1}年届满的{coming}个。"
    yield _said(told)
    if due:
        rows = (
            (str(number), unit.name, f"{day.year}年{day.month}月", "逾期" if day.year < year else "")
            for number, unit in enumerate(due, 1)
            if (day := unit.term)
        )
        columns = (Column("序号"), _wide("单位"), Column("届满时间"), Column("备注"))
        yield _table("任期届满的党组织", columns, rows)


def _indicators(units: Sequence[UnitOf], context: Context) -> Iterator[Block]:
    """Which indicators were met by how many, and unit by unit which were missed."""
    given = [unit for unit in units if unit.indicators]
    if not given:
        return
    total = sum(len(unit.indicators) for unit in given)
    met = sum(one.met for unit in given for one in unit.indicators)
    yield _said(f"{len(given)}个单位共设指标{total}项，完成{met}项，完成率{_share(met, total)}；未完成{total - met}项。")
    all_of: Counter[str] = Counter(one.name for unit in given for one in unit.indicators)
    met_of: Counter[str] = Counter(one.name for unit in given for one in unit.indicators if one.met)
    bars = [Bar(name, met_of[name], f"{met_of[name]}/{count}", count) for name, count in all_of.most_common(12)]
    yield bar_chart(context, "各项指标完成的单位数", bars)
    yield _indicator_table(given)


def _indicator_table(units: Sequence[UnitOf]) -> Table:
    columns = (
        Column("序号"),
        _wide("单位"),
        Column("指标"),
        Column("完成"),
        Column("未完成"),
        _wide("未完成的指标"),
    )
    rows = []
    for number, unit in enumerate(units, 1):
        short = [_shortfall(one) for one in unit.indicators if not one.met]
        done = len(unit.indicators) - len(short)
        texts = (str(number), unit.name, str(len(unit.indicators)), str(done), str(len(short)), "；".join(short))
        rows.append(Row(tuple(Cell(text, strong=bool(short) and place >= 4) for place, text in enumerate(texts))))
    return Table(columns, tuple(rows), title="各单位指标完成情况")


def _shortfall(one: Indicator) -> str:
    """What was aimed at, and what was reached."""
    return f"{one.name}（目标{'不超过' if one.lower else ''}{one.shown(one.target)}，实际{one.shown(one.result)}）"


def _people(units: Sequence[UnitOf], context: Context) -> Iterator[Block]:
    """People by kind, and by unit."""
    given = [unit for unit in units if unit.people]
    if not given:
        return
    kinds = Counter(kind for unit in given for person in unit.people for kind in person)
    several = sum(len(person) > 1 for unit in given for person in unit.people)
    total = sum(len(unit.people) for unit in given)
    also = f"，其中{several}人属于两个以上类别，各类均计入" if several else ""
    yield _said(f"{len(given)}个单位共报送统战对象{total}人次{also}。")
    yield bar_chart(context, "统战对象各类人数", [Bar(kind, count, f"{count}人") for kind, count in kinds.most_common()])
    rows = (
        (str(number), unit.name, str(len(unit.people)), "、".join(f"{kind}{count}" for kind, count in unit.kinds.most_common()))
        for number, unit in enumerate(given, 1)
    )
    yield _table("各单位统战对象人数", (Column("序号"), _wide("单位"), Column("人数"), _wide("其中")), rows)


def _said(text: str) -> Paragraph:
    return Paragraph(spans(text))


def _wide(title: str) -> Column:
    return Column(title, align=Align.LEFT)


def _table(title: str, columns: tuple[Column, ...], rows: Iterator[tuple[str, ...]] | Sequence[tuple[str, ...]]) -> Table:
    return Table(columns, tuple(Row(tuple(map(Cell, row))) for row in rows), title=title)


def _share(part: int, whole: int) -> str:
    """A percentage; of nothing it is 0%."""
    return percent(part, whole or 1)[0]
