"""A year's summary: figures, tasks and indicators → running text in five sections; an empty section is left out."""

from __future__ import annotations

from collections.abc import Sequence

from hongtou import Block, Context, Data, Gongwen, Heading, Paragraph, chinese_numeral, official, spans

from ..fields import DONE, ONGOING, UNDONE
from ..units import unit_of
from ..words import closed, numbered, sections, sentence
from . import figures, indicators


def compose(data: Data, context: Context) -> Gongwen:
    """Write the summary.

    :raises FieldError: nobody says whose summary it is.
    :raises FieldErrors: figures contradict one another.
    """
    unit, year = unit_of(data, context, "总结"), data["年度"]
    known = data.get("概况", {})
    figures.check(known)
    parts = (
        ("基本情况", figures.basics(known, unit, data.get("统计截止日期"), year)),
        ("主要工作及成效", _tasks(data["本年度任务"])),
        ("指标完成情况", indicators.section(data.get("指标", ()), year)),
        ("存在问题", numbered(data.get("问题", ()))),
        ("下一步打算", numbered(data.get("下一步打算", ()))),
    )
    blocks = (*(data.get("正文") or _opening(unit, year)), *sections(parts))
    return official(data, context, blocks=blocks, title=data.get("标题") or f"{unit}{year}年度党建工作总结", inner=True)


def _opening(unit: str, year: int) -> tuple[Block, ...]:
    return (Paragraph(spans(f"现将{unit}{year}年度党建工作情况总结如下。")),)


def _tasks(tasks: Sequence[Data]) -> tuple[Block, ...]:
    blocks: list[Block] = [Paragraph(spans(_overview(tasks)))]
    for number, task in enumerate(tasks, 1):
        blocks += _task(f"（{chinese_numeral(number)}）", task)
    return tuple(blocks)


def _overview(tasks: Sequence[Data]) -> str:
    """How many tasks there were; how many are done, where every task tells."""
    total = f"本年度重点任务共{len(tasks)}项"
    states = [task.get("进度") for task in tasks]
    if None in states:
        return f"{total}，主要工作及成效如下。"
    if states.count(DONE) == len(states):
        return f"{total}，{'全部' if len(tasks) > 1 else ''}{DONE}。"
    counts = (f"{state}{states.count(state)}项" for state in (DONE, ONGOING, UNDONE) if state in states)
    return f"{total}，其中{'，'.join(counts)}。"


def _task(ordinal: str, task: Data) -> tuple[Block, ...]:
    """A task: its name as heading, what was done running on, what came of it at the end."""
    heading = spans(ordinal + sentence(task["任务"]))
    first, *rest = _told(task["完成情况"], sentence(task.get("成效", "")))
    if isinstance(first, Paragraph):
        return (Heading(2, heading, first.spans), *rest)
    return (Heading(2, heading), first, *rest)


def _told(done: Sequence[Block], result: str) -> tuple[Block, ...]:
    """What was done, as whole sentences, with what came of it."""
    *before, last = done
    if isinstance(last, Paragraph):
        return (*before, Paragraph((*closed(last.spans), *spans(result))))
    return (*done, Paragraph(spans(result))) if result else tuple(done)
