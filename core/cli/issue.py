"""``hongtou issue``: number, date, render, file and register a document."""

from __future__ import annotations

import datetime
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import HongtouError, UsageError
from . import chinese, console, offers
from .app import App
from .registering import as_json, format_option, options, settle, who_option

if TYPE_CHECKING:
    from ..issuing import Issued, Sign

PASSWORD = "HONGTOU_SIGN_PASSWORD"  # noqa: S105 - the name of the variable


@click.command(
    "issue",
    cls=chinese.Command,
    short_help="发文：编号、归档、登记",
    help="把定稿的草稿发出去：检查，编号，写上印发日期，做成 DOCX 和 PDF，归档到 archive/年份/发文字号/，登记为已发。\n"
    "中途断了，再运行一次就接着办，不会编两个号；发过的再发，只告诉是几号。草稿不动。",
)
@click.argument("draft", metavar="草稿", type=click.Path(path_type=Path), shell_complete=offers.drafts)
@click.option("--date", "dated", metavar="日期", help="成文日期；草稿里写了的以草稿为准")
@click.option("--printed-on", metavar="日期", help="印发日期；草稿里写了的以草稿为准，都不写则为今天")
@click.option(
    "--sign", metavar="证书", type=click.Path(path_type=Path), help=f"用这个 .p12 证书给 PDF 签名；口令放在环境变量 {PASSWORD}"
)
@click.option(
    "--despite",
    "codes",
    metavar="GW341,…",
    multiple=True,
    shell_complete=offers.rules,
    help="核对过，这几条规则不合也发：写编号，可以写几次；要写 --because",
)
@click.option("--because", metavar="原因", default="", help="为什么照发，记在登记簿里")
@options(who_option, format_option)
@click.pass_obj
def command(
    app: App,
    draft: Path,
    dated: str | None,
    printed_on: str | None,
    sign: Path | None,
    codes: tuple[str, ...],
    because: str,
    who: str,
    format: str,
) -> None:
    """Issue a draft and tell its number and its files."""
    from ..issuing import Days, Despite, Issuer
    from ..register.register import Register

    today = datetime.datetime.now().astimezone().date()
    days = Days(_day("--printed-on", printed_on) or today, _day("--date", dated))
    despite = Despite.read(codes, because, app.plugins.rules)
    runner = app.runner(draft.parent)
    register = Register(app.settings(draft.parent), who)
    issued = Issuer(runner, register, _signer(sign), despite=despite).issue(draft, days)
    _say(issued, format)
    if issued.weaker:
        console.tell(f"提示：检查发现 {issued.weaker}，不到“标准”，照发了。用 hongtou check {draft} 查看")
    if issued.warning:
        console.tell(f"警告：{issued.warning}")
    settle(app, register)


def _day(option: str, text: str | None) -> datetime.date | None:
    from ..draft.dates import read_date

    try:
        return read_date(text) if text else None
    except HongtouError as error:
        raise UsageError(f"“{option}”不对：{error}，例如 2026-11-21") from error


def _signer(certificate: Path | None) -> Sign | None:
    if certificate is None:
        return None
    from ..issuing.certificate import signer

    return signer(certificate, os.environ.get(PASSWORD, ""))


def _say(issued: Issued, format: str) -> None:
    if format == "json":
        told: dict[str, Any] = {"folder": str(issued.folder), "files": list(issued.files), "again": issued.again}
        console.say_json({**as_json(issued.entry), **told})
        return
    if issued.again:
        console.tell(f"这份草稿已经发出，没有再发：{issued.entry}（{issued.entry.issued_at[:10]}）")
    console.say(f"{issued.entry.number}\t{os.path.relpath(issued.folder)}")
