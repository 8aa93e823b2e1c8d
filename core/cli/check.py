"""``hongtou check``: whether a draft, a Word file or a PDF holds to the rules."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ..errors import UsageError
from ..plugin import TrackedChanges
from . import chinese, console, offers
from .app import App
from .books import Books
from .check_files import Destination, write_annotated, write_report
from .fixing import fixed
from .importing import Taking, changes_option, issuer_option, type_option

if TYPE_CHECKING:
    from ..checking.finding import Checked
    from ..checking.selection import Selection
    from ..workers.apart import Apart

# How a page to read ends; a name that is given with -o says so, too.
_PAGES: Final = frozenset({".html", ".pdf"})


@click.command(
    "check",
    cls=chinese.Command,
    short_help="检查草稿、Word 文档和 PDF 合不合标准",
    help="按 GB/T 9704 等标准检查草稿、Word 文档（.docx）和 PDF，不管是不是本程序做的。\n"
    "每处发现印一行：在哪里、哪一条规则、写着什么、应当怎样。看不到依据的规则不查，说有几条。",
)
@click.argument("files", metavar="文件…", nargs=-1, type=click.Path(path_type=Path), shell_complete=offers.checked)
@click.option("--select", metavar="GW3,…", multiple=True, shell_complete=offers.rules, help="只查这些规则：编号，或者编号的开头")
@click.option("--ignore", metavar="GW512,…", multiple=True, shell_complete=offers.rules, help="不查这些规则")
@click.option(
    "--strength",
    type=chinese.Choice(["标准", "推荐", "惯例"]),
    metavar="标准|推荐|惯例",
    default="标准",
    help="有这样强的发现（或者更强的），退出码为 1；不写则为标准",
)
@click.option("--list", "listing", is_flag=True, help="列出全部规则和强度，不检查")
@chinese.choose_format("text", "json", "sarif", "html", "pdf")
@click.option("--annotate", is_flag=True, help="另存一份带批注的 DOCX：“名-批注.docx”，每处发现一个批注；草稿先做成 DOCX")
@click.option("--fix", is_flag=True, help="改正有唯一改法的：草稿就地改，原来的留成 .bak；DOCX 变成草稿，改正，再做成 DOCX")
@type_option
@issuer_option
@changes_option
@click.option(
    "-o",
    "--output",
    metavar="文件或文件夹",
    type=click.Path(path_type=Path),
    help="检查单、带批注的和改正的 DOCX 写到这里；不写则写在原文件旁边",
)
@click.option("--force", is_flag=True, help="要写的文件已经存在时覆盖它")
@click.pass_obj
def command(
    app: App,
    files: tuple[Path, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    strength: str,
    listing: bool,
    format: str,
    annotate: bool,
    fix: bool,
    genre: str,
    issuer: str,
    changes: TrackedChanges,
    output: Path | None,
    force: bool,
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
    if output and format == "text" and not annotate and output.suffix in _PAGES:
        format = output.suffix[1:]
    is_page = f".{format}" in _PAGES
    if (output or force) and not (annotate or fix or is_page):
        raise UsageError("-o 和 --force 是写文件时用的，和 --annotate、--fix、--format html（或者 pdf）一起写")
    is_told = is_page or format == "text"
    taking = Taking(genre, issuer, changes, force)
    if not fix and taking != Taking(force=force):
        raise UsageError("--type、--issuer、--changes 是 DOCX 变成草稿时用的，和 --fix 一起写")
    destination = Destination(output, force=force, alone=len(files) == 1)
    checked: list[Checked] = []
    with Apart() as apart, Books(app) as books:
        for file in files:
            one = _attempt(app, file, selection, apart, books)
            one = fixed(app, one, selection, destination, taking, told=is_told) if fix else one
            if is_told:
                _tell(one)
            one = write_annotated(app, one, selection, destination, apart, told=is_told) if annotate else one
            checked.append(write_report(app, one, destination, format, told=is_told) if is_page else one)
    if not is_told:
        console.say_json(_data(app, checked, format))
    failed = any(one.report is None or one.problem or one.report.at_least(Strength(strength)) for one in checked)
    return 1 if failed else 0


def _data(app: App, checked: Sequence[Checked], format: str) -> object:
    """What came of it, as a program reads it."""
    if format == "sarif":
        from ..checking.sarif import log

        return log(checked, app.plugins.rules)
    from ..checking.telling import as_data

    return [as_data(one) for one in checked]


def _list(app: App, format: str) -> None:
    from ..checking.telling import listed

    titles = ("编号", "强度", "规则", "依据", "要看到")
    rows = [listed(rule) for rule in app.plugins.rules]
    if format == "json":
        console.say_json([dict(zip(("code", "strength", "name", "clause", "needs"), row, strict=True)) for row in rows])
    else:
        console.say_table(titles, rows)


def _attempt(app: App, file: Path, selection: Selection, apart: Apart, books: Books) -> Checked:
    """What the check of one file came to."""
    from ..checking.checker import check
    from ..checking.finding import Checked

    try:
        office, plugins = app.settings(file.parent).office, app.plugins_of(file.parent)
        return Checked(file, check(file, office, plugins, selection, apart, books.of(file)))
    except BrokenPipeError:
        raise
    except Exception as error:  # even a bug in one must not stop the others
        console.report(error)
        return Checked(file, None, console.message(error))


def _tell(one: Checked) -> None:
    from ..checking.telling import lines

    for line in lines(one.report) if one.report else ():
        console.say(line)
