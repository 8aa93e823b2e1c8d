"""A duty report: four sections, an empty one left out; the person who reports signs it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from hongtou import (
    Align,
    Block,
    Cell,
    Column,
    Context,
    Data,
    Gongwen,
    Heading,
    Paragraph,
    Row,
    Table,
    chinese_numeral,
    official,
    spans,
)

from ..fields import DONE
from ..words import numbered, sections, sentence

_COLUMNS: Final = (Column("序号"), Column("问题", align=Align.LEFT), Column("整改情况", align=Align.LEFT), Column("进度"))


def compose(data: Data, context: Context) -> Gongwen:
    """Write the report."""
    year = data["年度"]
    parts = (
        ("履行职责情况", tuple(_work(data["履职情况"]))),
        ("上年度述职评议问题整改情况", tuple(_mended(data.get("上年整改", ())))),
        ("存在的问题", numbered(data.get("问题", ()))),
        ("下一步打算", numbered(data.get("下一步打算", ()))),
    )
    blocks = (*(data.get("正文") or _opening(data)), *sections(parts), Paragraph(spans("以上报告，请予评议。")))
    title = data.get("标题") or f"{year}年度抓基层党建工作述职报告"
    who = {"格式": "普通", "署名": (data["述职人"],), "题注": _caption(data)}
    return official({**who, **data}, context, blocks=blocks, title=title, inner=True)


def _caption(data: Data) -> str:
    """Who reports, under the title."""
    return "　".join(filter(None, [data.get("单位", ""), data["职务"], data["述职人"]]))


def _opening(data: Data) -> tuple[Block, ...]:
    return (Paragraph(spans(f"现将{data['年度']}年度履行抓基层党建工作职责的情况报告如下。")),)


def _work(items: Sequence[Data]) -> Iterator[Block]:
    for number, item in enumerate(items, 1):
        heading = spans(f"（{chinese_numeral(number)}）{sentence(item['方面'])}")
        first, *rest = item["情况"]
        result = sentence(item.get("成效", ""))
        if not isinstance(first, Paragraph):
            yield Heading(2, heading)
            yield first
        elif rest or not result:
            yield Heading(2, heading, first.spans)
        else:
            yield Heading(2, heading, (*first.spans, *spans(result)))
            continue
        yield from rest
        if result:
            yield Paragraph(spans(result))


def _mended(items: Sequence[Data]) -> Iterator[Block]:
    """What became of last year's problems: how many are mended, and a table."""
    if not items:
        return
    states = [item.get("进度", "") for item in items]
    done = states.count(DONE)
    told = f"，已完成整改{done}个" if done and all(states) else ""
    yield Paragraph(spans(f"上年度述职评议指出的问题共{len(items)}个{told}，情况见下表。"))
    rows = (
        Row(tuple(Cell(text) for text in (str(number), item["问题"], item["整改"], item.get("进度", ""))))
        for number, item in enumerate(items, 1)
    )
    yield Table(_COLUMNS, tuple(rows))
