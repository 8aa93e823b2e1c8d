"""A ledger: five tables, one for each thing to be clear about; figures that contradict one another are told."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from hongtou import (
    Align,
    Block,
    Cell,
    Column,
    Context,
    Data,
    FieldError,
    FieldErrors,
    Gongwen,
    Heading,
    Paragraph,
    Row,
    Table,
    official,
    spans,
)

from ..units import unit_of
from ..words import printed_name
from .schema import LEADER, MEMBERS, ORGAN, REASON, RUNNING, STAFF

_UNITS: Final = {"会员数": "名", "分支机构数": "个", "年度收入": "万元"}
_PAIRS: Final = (Column("项目"), Column("情况", align=Align.LEFT), Column("项目"), Column("情况", align=Align.LEFT))


def compose(data: Data, context: Context) -> Gongwen:
    """Set the ledger out.

    :raises FieldError: nobody says whose ledger it is.
    :raises FieldErrors: figures contradict one another, or nobody says whether there is a party organisation.
    """
    unit = unit_of(data, context, "台账")
    errors = list(_wrong(data))
    if errors:
        raise FieldErrors(errors)
    title = data.get("标题") or f"{unit}{data['年度']}年度党建工作台账"
    blocks = (*data.get("正文", ()), *_blocks(data))
    return official({"格式": "普通", **data}, context, blocks=blocks, title=title, inner=True)


def _wrong(data: Data) -> Iterator[FieldError]:
    yield from _more("职工队伍", data["职工队伍"], "职工总数")
    yield from _more("党员队伍", data["党员队伍"], "党员总数")
    if "党组织" in data and "未建党组织原因" in data:
        yield FieldError(("未建党组织原因",), "已经写了“党组织”，又写了未建的原因。只留一处")
    if "党组织" not in data and "未建党组织原因" not in data:
        yield FieldError((), "没有写党组织的情况。已建的写“党组织”，没有建的写“未建党组织原因”")
    organ = data.get("党组织", {})
    if "批准时间" in organ and "届满时间" in organ and organ["届满时间"] <= organ["批准时间"]:
        yield FieldError(("党组织", "届满时间"), "届满时间早于批准时间。请核对")
    if data.get("未建党组织原因", {}).get("原因") == "没有党员" and data["党员队伍"].get("党员总数"):
        yield FieldError(("未建党组织原因", "原因"), f"写着没有党员，党员总数却是{data['党员队伍']['党员总数']}。请核对")


def _more(group: str, figures: Mapping[str, int], whole: str) -> Iterator[FieldError]:
    """Parts that are more than their whole."""
    for part, count in figures.items():
        if part not in {whole, "入党积极分子"} and count > figures.get(whole, count):
            yield FieldError((group, part), f"{part}为{count}，多于{whole}{figures[whole]}。请核对这两个数")


def _blocks(data: Data) -> Iterator[Block]:
    yield from (Heading(1, spans("一、业务运行情况")), _pairs(RUNNING, data["业务运行"]))
    yield from (Heading(1, spans("二、职工队伍情况")), _pairs(STAFF, data["职工队伍"]))
    yield from (Heading(1, spans("三、党员队伍情况")), _pairs(MEMBERS, data["党员队伍"]))
    if "党组织" in data:
        # With a title, lest the two tables look like one.
        yield _pairs(ORGAN, data["党组织"], "党组织基本情况")
    yield from (Heading(1, spans("四、负责人情况")), _leaders(data["负责人"]))
    yield Heading(1, spans("五、未建党组织原因"))
    if "未建党组织原因" in data:
        yield _pairs(REASON, data["未建党组织原因"])
    else:
        yield Paragraph(spans(f"已建立{data['党组织']['形式']}，没有此项。"))


def _pairs(fields: Mapping[str, Any], values: Mapping[str, Any], title: str = "") -> Table:
    """What is known, two fields a row; what is not known is left out."""
    told = [(name, _shown(name, values[name])) for name in fields if name in values]
    told += [("", "")] * (len(told) % 2)
    rows = zip(told[::2], told[1::2], strict=True)
    return Table(_PAIRS, tuple(Row(tuple(Cell(text) for pair in row for text in pair)) for row in rows), title=title)


def _shown(name: str, value: object) -> str:
    if isinstance(value, datetime.date):
        return f"{value.year}年{value.month}月"
    unit = _UNITS.get(name, "名" if isinstance(value, int) else "")
    return f"{value}{unit}"


def _leaders(leaders: Sequence[Mapping[str, Any]]) -> Table:
    used = [name for name in LEADER if any(name in leader for leader in leaders)]
    columns = (Column("序号"), *(Column(name) for name in used))
    rows = (
        Row((Cell(str(number)), *(Cell(_cell(name, leader.get(name, ""))) for name in used)))
        for number, leader in enumerate(leaders, 1)
    )
    return Table(columns, tuple(rows))


def _cell(name: str, value: object) -> str:
    if isinstance(value, datetime.date):
        return f"{value:%Y.%m}"
    return printed_name(str(value)) if name == "姓名" else str(value)
