"""``hongtou check``: whether a draft, a Word file or a PDF holds to the rules."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import UsageError
from . import chinese, console
from .app import App

if TYPE_CHECKING:
    from ..checking.selection import Selection
    from ..plugin import Strength
    from ..workers.apart import Apart


@click.command(
    "check",
    cls=chinese.Command,
    short_help="检查草稿、Word 文档和 PDF 合不合标准",
    help="按 GB/T 9704 等标准检查草稿、Word 文档（.docx）和 PDF，不管是不是本程序做的。\n"
    "每处发现印一行：在哪里、哪一条规则、写着什么、应当怎样。看不到依据的规则不查，说有几条。",
)
@click.argument("files", metavar="文件…", nargs=-1, type=click.Path(path_type=Path))
@click.option("--select", "select", metavar="GW3,…", multiple=True, help="只查这些规则：编号，或者编号的开头")
@click.option("--ignore", "ignore", metavar="GW512,…", multiple=True, help="不查这些规则")
@click.option(
    "--strength",
    type=chinese.Choice(["标准", "推荐", "惯例"]),
    metavar="标准|推荐|惯例",
    default="标准",
    help="有这样强的发现（或者更强的），退出码为 1；不写则为标准",
)
@click.option("--list", "listing", is_flag=True, help="列出全部规则和强度，不检查")
@chinese.format_option
@click.pass_obj
def command(
    app: App, files: tuple[Path, ...], select: tuple[str, ...], ignore: tuple[str, ...], strength: str, listing: bool, format: str
) -> int:
    """Check files; one that cannot be read does not stop the others."""
    from ..checking.selection import Selection
    from ..plugin import Strength
    from ..workers.apart import Apart

    rules = app.plugins.rules
    selection = Selection.read(select, ignore, rules)
    if listing:
        _list(app, format)
        return 0
    if not files:
        raise UsageError("写上要检查的文件，例如 hongtou check 通知.docx；或者用 --list 看有哪些规则")
    with Apart() as apart:
        told = [_attempt(app, file, selection, Strength(strength), format == "text", apart) for file in files]
    if format == "json":
        console.say_json([data for data, _ in told])
    return 1 if any(failed for _, failed in told) else 0


def _list(app: App, format: str) -> None:
    from ..checking.telling import listed

    titles = ("编号", "强度", "规则", "依据", "要看到")
    rows = [listed(rule) for rule in app.plugins.rules]
    if format == "json":
        console.say_json([dict(zip(("code", "strength", "name", "clause", "needs"), row, strict=True)) for row in rows])
    else:
        console.say_table(titles, rows)


def _attempt(
    app: App,
    file: Path,
    selection: Selection,
    strength: Strength,
    told: bool,
    apart: Apart,
) -> tuple[dict[str, Any], bool]:
    """One file's report as a program reads it, and whether it fails."""
    from ..checking.checker import check
    from ..checking.telling import as_data, lines

    try:
        report = check(file, app.settings(file.parent).office, app.plugins, selection, apart)
    except BrokenPipeError:
        raise
    except Exception as error:  # even a bug in one must not stop the others
        console.report(error)
        return {"file": str(file), "kind": "", "findings": [], "unseen": [], "problems": [console.message(error)]}, True
    for line in lines(report) if told else ():
        console.say(line)
    return as_data(report), bool(report.at_least(strength))
