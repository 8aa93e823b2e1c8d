"""``hongtou number list``, ``search``, ``show`` and ``audit``: what looks into the register."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import click

from . import chinese, console, offers
from .app import App
from .registering import (
    as_json,
    code_option,
    format_option,
    kind_option,
    numbers,
    open_register,
    options,
    say_entries,
    year_option,
)

if TYPE_CHECKING:
    from ..register.audit import Audit
    from ..register.entry import Entry
    from ..register.query import LogEntry, Sought

_STATES = {"预留": "reserved", "已发": "issued", "撤销": "revoked", "废止": "abolished", "作废": "void"}


@click.command("list", cls=chinese.Command, short_help="列出登记的号", help="列出登记的号，按年份、代字、顺序号。")
@options(code_option, year_option, kind_option)
@click.option("--state", type=chinese.Choice([*_STATES]), metavar="|".join(_STATES), help="只列这种状态的")
@format_option
@click.pass_obj
def list_command(app: App, code: str, year: int | None, kind: str | None, state: str | None, format: str) -> None:
    """List entries."""
    say_entries(open_register(app).entries(_sought(code, year, kind, state, "")), format)


@click.command(
    "search",
    cls=chinese.Command,
    short_help="按标题、主送、备注等查找",
    help="查找标题、主送、备注、原因等里面有这些字的；写几个词的，都要有。",
)
@click.argument("words", metavar="词…", nargs=-1, required=True)
@options(code_option, year_option, format_option)
@click.pass_obj
def search_command(app: App, words: tuple[str, ...], code: str, year: int | None, format: str) -> int:
    """List the entries that mention words; exit 1 where none does."""
    found = open_register(app).entries(_sought(code, year, None, None, " ".join(words)))
    say_entries(found, format)
    if not found:
        console.tell(f"没有找到“{' '.join(words)}”")
    return 0 if found else 1


def _sought(code: str, year: int | None, kind: str | None, state: str | None, text: str) -> Sought:
    from ..register.entry import EntryState
    from ..register.query import Sought

    return Sought(code, year, kind, EntryState(_STATES[state]) if state else None, text)


@click.command("show", cls=chinese.Command, short_help="一个号的全部情况", help="显示一个号登记的内容，和对它做过的每一件事。")
@click.argument("text", metavar="发文字号", shell_complete=offers.numbers)
@options(kind_option, format_option)
@click.pass_obj
def show_command(app: App, text: str, kind: str | None, format: str) -> None:
    """Show an entry and its history."""
    (number,) = numbers([text])
    register = open_register(app)
    entry = register.entry(number, kind)
    history = register.history(entry)
    if format == "json":
        console.say_json({**as_json(entry), "history": [_as_json(one) for one in history]})
        return
    console.say_table(("栏目", "内容"), _facts(entry))
    console.say_table(("时间", "经办人", "事项"), [(one.at, one.who, _label(one)) for one in history])


def _as_json(one: LogEntry) -> dict[str, Any]:
    return {**asdict(one), "change": json.loads(one.change)}


def _label(one: LogEntry) -> str:
    from ..register.entry import Action

    return Action(one.action).label


def _facts(entry: Entry) -> list[tuple[str, str]]:
    from ..register.columns import row

    others = {"标识": entry.identity, "草稿": entry.source, "草稿的摘要": entry.digest}
    return [(title, text) for title, text in {**row(entry), **others}.items() if text]


@click.command(
    "audit",
    cls=chinese.Command,
    short_help="核对登记簿、归档文件和日志",
    help="核对登记簿：缺号、重号、日期颠倒、归档的文件有没有变动、日志有没有被删改。查出问题的，退出码为 1。\n"
    "最后印出日志的封签。把封签抄在别处，以后用 --seal 核对，就知道它之前的日志没有换过。",
)
@click.option("--seal", metavar="封签", default="", help="以前核对时印出的封签")
@format_option
@click.pass_obj
def audit_command(app: App, seal: str, format: str) -> int:
    """Audit the register; exit 1 where something is found."""
    register = open_register(app)
    audit = register.audit(seal.strip(), app.plugins.printed(register.office.numbered_apart))
    if format == "json":
        counts = {state.value: count for state, count in audit.counts.items()}
        console.say_json({"findings": [asdict(one) for one in audit.findings], "counts": counts, "seal": audit.seal})
    else:
        _say(audit)
    return 1 if audit.findings else 0


def _say(audit: Audit) -> None:
    console.say_table(("问题", "发文字号", "情况"), [(one.kind.value, one.number, one.message) for one in audit.findings])
    counts = "、".join(f"{state.label}{count}" for state, count in audit.counts.items() if count)
    console.say(f"共 {sum(audit.counts.values())} 个号{f'：{counts}' if counts else ''}；查出 {len(audit.findings)} 个问题")
    console.say(f"封签\t{audit.seal}")
