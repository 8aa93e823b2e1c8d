"""A dispatch book: lines of the register → one table, with a sentence that counts them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from hongtou import Align, Block, Cell, Column, Context, Data, DocumentNumber, Gongwen, Paragraph, Row, Table, official, spans

_STATES: Final = ("已发", "撤销", "废止", "作废", "预留")


def compose(data: Data, context: Context) -> Gongwen:
    """Set the book out: line by line as the register gives them; a column in which nothing stands is left out.

    It is signed when it is dated.
    """
    lines: Sequence[Data] = data["登记"]
    title = data.get("标题") or f"{context.office.name}{data['年度']}年发文登记簿"
    table = (_table(lines, landscape=data.get("横排", False)),) if lines else ()
    blocks: tuple[Block, ...] = (*(data.get("正文") or (Paragraph(spans(_counts(lines))),)), *table)
    gongwen = official(data, context, blocks=blocks, title=title, inner=True)
    return gongwen if "成文日期" in data else replace(gongwen, signature=None)


def _counts(lines: Sequence[Data]) -> str:
    """How many numbers there are of each code, and how they stand."""
    if not lines:
        return "本年度没有发文登记。"
    return "；".join(_count(code, lines) for code in dict.fromkeys(_number(line).code for line in lines)) + "。"


def _count(code: str, lines: Sequence[Data]) -> str:
    states = [line["状态"] for line in lines if _number(line).code == code]
    told = "、".join(f"{state}{states.count(state)}个" for state in _STATES if state in states)
    kinds = f"其中{told}" if len(set(states)) > 1 else f"均为{states[0]}"
    return f"“{code}”共登记{len(states)}个号，{kinds}"


def _number(line: Data) -> DocumentNumber:
    number: DocumentNumber = line["发文字号"]
    return number


@dataclass(frozen=True, slots=True)
class _Kind:
    """A column of the table."""

    title: str
    text: Callable[[Data], str]
    align: Align = Align.CENTER


def _remark(line: Data) -> str:
    """How the number stands where it is not simply issued, why, and what else is to be said."""
    state = "" if line["状态"] == "已发" else line["状态"]
    why = f"{state}：{line['原因']}" if state and "原因" in line else state
    return "；".join(filter(None, [why, line.get("备注", ""), line.get("放行说明", "")]))


_COLUMNS: Final = (
    _Kind("序号", lambda line: line.get("顺序号") or str(_number(line).serial)),
    _Kind("发文字号", lambda line: str(_number(line))),
    _Kind("文件标题", lambda line: line.get("文件标题", ""), Align.LEFT),
    _Kind("成文日期", lambda line: f"{day.month}.{day.day}" if (day := line.get("成文日期")) else ""),
    _Kind("密级", lambda line: line.get("密级", "")),
    _Kind("主送", lambda line: line.get("主送", ""), Align.LEFT),
    _Kind("份数", lambda line: line.get("份数", "")),
    _Kind("签发人", lambda line: line.get("签发人", "")),
    _Kind("备注", _remark, Align.LEFT),
)
_ALWAYS: Final = frozenset({"序号", "发文字号", "文件标题", "成文日期"})


def _table(lines: Sequence[Data], *, landscape: bool) -> Table:
    used = [column for column in _COLUMNS if column.title in _ALWAYS or any(map(column.text, lines))]
    columns = tuple(Column(column.title, align=column.align) for column in used)
    return Table(columns, tuple(_rows(lines, used)), landscape=landscape)


def _rows(lines: Sequence[Data], used: Sequence[_Kind]) -> Iterator[Row]:
    """A row for every number; where there are several codes, a band with each one's name before it."""
    several = len({_number(line).code for line in lines}) > 1
    before = ""
    for line in lines:
        code = _number(line).code
        if several and code != before:
            yield Row((Cell(code),), band=True)
        before = code
        yield Row(tuple(Cell(column.text(line)) for column in used))
