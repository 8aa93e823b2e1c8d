"""``hongtou number reserve``, ``void``, ``revoke`` and ``abolish``: what changes the register."""

from __future__ import annotations

import datetime
import re
from typing import TYPE_CHECKING

import click

from ..errors import UsageError
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
    who_option,
    year_option,
)

if TYPE_CHECKING:
    from ..register.entry import Entry, EntryState


@click.command(
    "reserve",
    cls=chinese.Command,
    short_help="预留号，一行印一个",
    help="预留接下来的号，一行印一个；用 --serial 预留指定的号。\n"
    "预留的号不会再给别的公文。草稿里写上这个发文字号，hongtou issue 就用它发。",
)
@options(code_option, year_option, kind_option)
@click.option("--count", metavar="几个", type=int, help="预留接下来的几个；不写则为 1")
@click.option("--serial", "serials", metavar="号|号-号", help="预留指定的顺序号，例如 20 或者 20-25")
@click.option("--note", metavar="说明", default="", help="留作什么用")
@options(who_option, format_option)
@click.pass_obj
def reserve_command(
    app: App,
    code: str,
    year: int | None,
    kind: str | None,
    count: int | None,
    serials: str | None,
    note: str,
    who: str,
    format: str,
) -> None:
    """Reserve numbers and print them."""
    if count is not None and serials:
        raise UsageError("“--count”和“--serial”只写一个")
    wanted = _serials(serials) if serials else None
    register = open_register(app, who)
    series = register.series(year or datetime.datetime.now().astimezone().year, kind or "", code)
    if kind and not series.kind:
        raise UsageError(f"hongtou.yaml 的“单独编号”里没有“{kind}”，它和其他公文一起排号，不写 --kind")
    if wanted is not None:
        _say(register.reserve_these(series, wanted, note), format)
    else:
        _say(register.reserve(series, 1 if count is None else count, note), format)


def _serials(text: str) -> range:
    match = re.fullmatch(r"([1-9]\d{0,4})(?:-([1-9]\d{0,4}))?", text.strip())
    if not match or (match[2] and int(match[2]) < int(match[1])):
        raise UsageError(f"“--serial”后面写顺序号，例如 20 或者 20-25，这里是“{text}”")
    return range(int(match[1]), int(match[2] or match[1]) + 1)


def _say(entries: list[Entry], format: str) -> None:
    if format == "json":
        console.say_json([as_json(entry) for entry in entries])
        return
    for entry in entries:
        console.say(str(entry.number))


@click.command(
    "void",
    cls=chinese.Command,
    short_help="作废预留而没有用的号",
    help="作废预留而没有用的号，写明原因。\n"
    "作废的号不再用；hongtou.yaml 里写了“废号再用: 是”的，当年没有印过、后面没有用号的可以再用。",
)
@click.argument("texts", metavar="发文字号…", nargs=-1, required=True, shell_complete=offers.numbers)
@click.option("--reason", metavar="原因", required=True, help="原因，例如“会议决定不发”")
@click.option("--printed", is_flag=True, help="这个号已经印在纸上，永不再用")
@options(kind_option, who_option, format_option)
@click.pass_obj
def void_command(app: App, texts: tuple[str, ...], reason: str, printed: bool, kind: str | None, who: str, format: str) -> None:
    """Void reserved numbers."""
    wanted = numbers(texts)
    _say(open_register(app, who).void(wanted, reason, kind, printed=printed), format)


@click.command(
    "revoke", cls=chinese.Command, short_help="登记已发公文被撤销", help="登记已经发出的公文被撤销，写明原因。号不动，也不再用。"
)
@click.argument("texts", metavar="发文字号…", nargs=-1, required=True, shell_complete=offers.numbers)
@click.option("--reason", metavar="原因", required=True, help="原因，例如“与上级规定不一致，由市委撤销”")
@options(kind_option, who_option, format_option)
@click.pass_obj
def revoke_command(app: App, texts: tuple[str, ...], reason: str, kind: str | None, who: str, format: str) -> None:
    """Register that issued documents were revoked."""
    from ..register.entry import EntryState

    _withdraw(app, texts, reason, kind, who, format, EntryState.REVOKED)


@click.command(
    "abolish", cls=chinese.Command, short_help="登记已发公文被废止", help="登记已经发出的公文被废止，写明原因。号不动，也不再用。"
)
@click.argument("texts", metavar="发文字号…", nargs=-1, required=True, shell_complete=offers.numbers)
@click.option("--reason", metavar="原因", required=True, help="原因，例如“由云医党发〔2026〕8号代替”")
@options(kind_option, who_option, format_option)
@click.pass_obj
def abolish_command(app: App, texts: tuple[str, ...], reason: str, kind: str | None, who: str, format: str) -> None:
    """Register that issued documents were abolished."""
    from ..register.entry import EntryState

    _withdraw(app, texts, reason, kind, who, format, EntryState.ABOLISHED)


def _withdraw(app: App, texts: tuple[str, ...], reason: str, kind: str | None, who: str, format: str, state: EntryState) -> None:
    wanted = numbers(texts)
    _say(open_register(app, who).withdraw(wanted, reason, state, kind), format)
