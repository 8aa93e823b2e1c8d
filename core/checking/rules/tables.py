"""表格: how wide they are, and whether what they add up is right (GB/T 9704 5.2.1, 8)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from ...evidence import Evidence, Sees, TableSeen, Where
from ...pattern import pattern
from ...plugin import Found, Rule, Settings, Strength

_LEFT, _RIGHT, _WITHIN = 28.0, 184.0, 1.5
_TOTAL: Final = pattern(r"(?:合|总|共)\s*计", holds="计")
_PARTIAL: Final = pattern(r"小\s*计")
_AMONG: Final = pattern(r"其中|\#|＃")
# Columns that nobody adds up.
_NOT_ADDED: Final = pattern(r"率|比|%|％|均|价|号|码|序|年|电话|日期|时间|排名|名次|增|降|标准|目标|分数|得分")
_NUMBER: Final = pattern(r"(?P<number>-?(?:\d{1,3}(?:,\d{3})+|\d{1,12})(?:\.\d{1,6})?)\s*(?P<unit>[\u4e00-\u9fff]{0,2})")
_SHARE: Final = pattern(r"占\s*比|百分比|比例|比重")
_PERCENT: Final = pattern(r"(?P<number>\d{1,3}(?:\.(?P<places>\d{1,3}))?)\s*[%％]")
_FEW: Final = 2


def wide(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """No wider than the type area; on a page of its own it may lie on its side."""
    del settings
    portrait = all(sheet.width < sheet.height for sheet in evidence.sheets)
    for table in evidence.tables:
        if portrait and table.width > _RIGHT - _LEFT + _WITHIN:
            yield Found(table.where, f"宽 {table.width:.0f} 毫米", "表格宽出了版心（156 毫米）；缩窄，或者横排")
    for page in evidence.pages:
        black = [one for one in page.strokes if not one.red]
        over = next((one for one in black if one.x < _LEFT - _WITHIN or one.x + one.width > _RIGHT + _WITHIN), None)
        if page.width < page.height and over:
            where = Where(str(evidence.file), page=page.number)
            yield Found(
                where,
                f"{over.x:.0f} 至 {over.x + over.width:.0f} 毫米",
                "这一页有线画到版心（28 至 184 毫米）外面；缩窄，或者横排",
            )


def sums(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """What stands under 合计 is the sum of what stands above it, and beside it."""
    del settings
    for table in evidence.tables:
        if any(_AMONG.search(cell) for row in table.rows for cell in row):
            continue
        yield from _added_down(table)
        yield from _added_across(table)


def _added_down(table: TableSeen) -> Iterator[Found]:
    head = table.rows[0] if table.rows else ()
    total = next((place for place, row in enumerate(table.rows) if place > _FEW and _is_total(row)), None)
    if total is None or any(_is_total(row) for row in table.rows[total + 1 :]):
        return
    body = [row for row in table.rows[1:total] if not any(_PARTIAL.search(cell) for cell in row)]
    for column in range(1, min(len(head), len(table.rows[total]))):
        if _NOT_ADDED.search(head[column]) or len({len(row) for row in (*body, head, table.rows[total])}) != 1:
            continue
        yield from _compared(table, head[column], [row[column] for row in body], table.rows[total][column])


def _is_total(row: Sequence[str]) -> bool:
    first = next((cell for cell in row if cell.strip()), "")
    return _TOTAL.fullmatch(first.strip()) is not None


def _added_across(table: TableSeen) -> Iterator[Found]:
    head = table.rows[0] if table.rows else ()
    if not head or not _TOTAL.fullmatch(head[-1].strip()) or any(_NOT_ADDED.search(name) for name in head[1:]):
        return
    for row in table.rows[1:]:
        if len(row) == len(head):
            yield from _compared(table, row[0], row[1:-1], row[-1])


def _compared(table: TableSeen, name: str, parts: Sequence[str], told: str) -> Iterator[Found]:
    """The sum of cells, where all are numbers of one unit or empty."""
    given, due = [_value(part) for part in parts if part.strip() not in {"", "—", "-", "/"}], _value(told)
    if due is None or len(given) < _FEW or any(one is None or one[1] != due[1] for one in given):
        return
    right = sum((one[0] for one in given if one), Decimal(0))
    if right != due[0]:
        yield Found(table.where, told.strip(), f"“{name.strip()}”各项相加是 {right}，合计写的是 {due[0]}，核对")


def _value(cell: str) -> tuple[Decimal, str] | None:
    match = _NUMBER.fullmatch(cell.strip())
    return (Decimal(match["number"].replace(",", "")), match["unit"]) if match else None


def shares(evidence: Evidence, settings: Settings) -> Iterator[Found]:
    """A share is the part in the column before it by the total below."""
    del settings
    for table in evidence.tables:
        head = table.rows[0] if table.rows else ()
        total = next((row for row in table.rows[1:] if _is_total(row) and len(row) == len(head)), None)
        for column in range(2, len(head)):
            whole = _value(total[column - 1]) if total else None
            if total is None or whole is None or not whole[0] or not _SHARE.search(head[column]):
                continue
            if not (_PERCENT.fullmatch(total[column].strip()) and re.match("100", total[column].strip())):
                continue  # shares of something else
            for row in table.rows[1:]:
                yield from _share(table, row, column, whole[0]) if len(row) == len(head) else ()


def _share(table: TableSeen, row: Sequence[str], column: int, whole: Decimal) -> Iterator[Found]:
    part, told = _value(row[column - 1]), _PERCENT.fullmatch(row[column].strip())
    if part is None or told is None:
        return
    places = len(told["places"] or "")
    right = part[0] * 100 / whole
    if abs(right - Decimal(told["number"])) > Decimal(1).scaleb(-places):
        yield Found(
            table.where,
            told[0],
            f"“{row[0].strip()}”{part[0]} 占合计 {whole} 的 {right:.{max(places, 1)}f}%，写的是 {told[0]}，核对",
        )


RULES: Final = (
    Rule(
        "GW603",
        "表格不宽出版心",
        "GB/T 9704 5.2.1、8",
        Strength.MUST,
        finds="Word 文档里宽过 156 毫米的表（有横页的文档不查）；PDF 竖页上画到版心外面的线。",
        why="版心宽 156 毫米，宽出去的装订时会被钉住、切掉。",
        mend="缩窄各栏，或者把表横排在单独的页上。",
        before="表宽 170 毫米",
        after="表宽 156 毫米",
        needs=(Sees.SHAPE, Sees.PLACES),
        judge=wide,
    ),
    Rule(
        "GW641",
        "表里的合计相加得对",
        "惯例",
        Strength.SHOULD,
        finds="“合计”一行（一栏）和上面（左边）各项相加的数不一样。有“其中”的表，率、比、均值、单价、编号等栏，不全是数的栏不查。",
        why="改了一个数忘了改合计，是表里最常见的错。",
        mend="核对各项和合计。",
        before="30、20，合计 60",
        after="30、20，合计 50",
        needs=(Sees.WORDS,),
        judge=sums,
    ),
    Rule(
        "GW642",
        "表里的占比和数相符",
        "惯例",
        Strength.SHOULD,
        finds="“占比”一栏的百分数，和它左边一栏的数除以合计的不一样（差出最后一位的一）；合计的占比不是 100% 的表不查。",
        why="占比是算出来的，数改了要重算。",
        mend="重新算。",
        before="30（合计 50）占 65%",
        after="30（合计 50）占 60%",
        needs=(Sees.WORDS,),
        judge=shares,
    ),
)
