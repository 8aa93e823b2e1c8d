"""``hongtou number import`` and ``book``: an older book into the register, and the register's book out of it."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..errors import UsageError
from . import chinese, console, offers
from .app import App
from .registering import as_json, code_option, format_option, open_register, options, who_option, year_option

if TYPE_CHECKING:
    from ..issuing.book import Book
    from ..register.importing import ImportConflictError


@click.command(
    "import",
    cls=chinese.Command,
    short_help="补录已有的登记簿（XLSX、CSV）",
    help="把已有的登记簿补录进来：XLSX 或 CSV，要有“发文字号”和“文件标题”等栏目，次序不限。\n"
    "有一行不合，就逐行说明，整本都不补录；改正后再来。",
)
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@click.option(
    "--code",
    metavar="代字",
    default="",
    shell_complete=offers.codes,
    help="整本只有顺序号的，机关代字；不写则为 hongtou.yaml 里的",
)
@click.option("--year", metavar="年份", type=click.IntRange(1900, 2099), help="整本只有顺序号的，是哪一年")
@options(who_option, format_option)
@click.pass_obj
def import_command(app: App, file: Path, code: str, year: int | None, who: str, format: str) -> int:
    """Import a book; every conflict is told by its row, and then nothing is entered."""
    from ..register.importing import ImportConflictError, read_book, span_of

    register = open_register(app, who)
    try:
        lines = read_book(file, code or register.office.code, year, apart=register.office.numbered_apart)
        entries = register.enter(lines, file.name)
    except ImportConflictError as error:
        if format != "json":
            raise
        console.say_json(_conflicts(error))
        return 1
    if format == "json":
        console.say_json({"entries": [as_json(entry) for entry in entries], "conflicts": []})
    else:
        console.say(f"补录 {len(entries)} 个号：{span_of(entries)}")
    return 0


def _conflicts(error: ImportConflictError) -> dict[str, Any]:
    return {"entries": [], "conflicts": [{"row": one.row, "message": one.message} for one in error.conflicts]}


@click.command(
    "book",
    cls=chinese.Command,
    short_help="印一年的发文登记簿",
    help="把一年的发文登记簿写成文件：.xlsx 有全部栏目；.pdf、.docx 印成表格归档。",
)
@options(year_option, code_option)
@click.option(
    "-o", "--output", metavar="文件", required=True, type=click.Path(path_type=Path), help="写到这个文件，例如 登记簿.xlsx"
)
@click.option(
    "--type", "genre", metavar="文种", default="", shell_complete=offers.types(), help="印成表格用哪个文种；不写则为发文登记簿"
)
@click.option("--force", is_flag=True, help="做成以后改过的 DOCX 也盖掉")
@click.pass_obj
def book_command(app: App, year: int | None, code: str, output: Path, genre: str, force: bool) -> None:
    """Write the book of a year."""
    from ..files.edits import guard
    from ..files.output import write
    from ..issuing.book import Book
    from ..register.query import Sought

    guard(() if force else [output])
    year = year or datetime.datetime.now().astimezone().year
    register = open_register(app)
    book = Book(register.office, year, register.entries(Sought(code=code, year=year)), code)
    suffix = output.suffix.lower().removeprefix(".")
    if suffix == "xlsx":
        from ..register.book import workbook

        write({output: workbook(book.entries, book.title)})
    else:
        write({output: _rendered(app, suffix, genre, book)})
    console.say(f"{output}\t{len(book.entries)}个号")


def _rendered(app: App, suffix: str, genre: str, book: Book) -> bytes:
    """The book through a document type that prints it."""
    from ..issuing.book import printed

    known = [name for name, renderer in app.plugins.renderers.items() if name == renderer.extension]
    if suffix not in known:
        endings = "、".join(f".{name}" for name in dict.fromkeys(["xlsx", *known]))
        raise UsageError(f"“{suffix}”不能印登记簿，文件名应以 {endings} 结尾")
    return printed(book, app.plugins, suffix, genre)
