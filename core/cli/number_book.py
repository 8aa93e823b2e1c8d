"""``hongtou number import`` and ``book``: an older book into the register, and the register's book out of it."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ..document import Format
from ..errors import HongtouError, UsageError
from ..values import dataclass
from . import chinese, console, offers
from .app import App
from .registering import as_json, code_option, format_option, open_register, options, who_option, year_option

if TYPE_CHECKING:
    from ..draft import Draft
    from ..office import Office
    from ..plugin import DocumentType, RegisterBook
    from ..register.entry import Entry
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
    from ..register.importing import ImportConflictError, read_book

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
        console.say(f"补录 {len(entries)} 个号：{_span(entries)}")
    return 0


def _conflicts(error: ImportConflictError) -> dict[str, Any]:
    return {"entries": [], "conflicts": [{"row": one.row, "message": one.message} for one in error.conflicts]}


def _span(entries: Sequence[Entry]) -> str:
    """What was entered, series by series."""
    series: dict[str, list[int]] = {}
    for entry in entries:
        series.setdefault(str(entry.series), []).append(entry.serial)
    return "，".join(f"{name}{min(serials)}至{max(serials)}号" for name, serials in series.items())


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
    from ..register.query import Sought

    guard(() if force else [output])
    year = year or datetime.datetime.now().astimezone().year
    register = open_register(app)
    entries = register.entries(Sought(code=code, year=year))
    title = f"{register.office.name}{year}年发文登记簿"
    suffix = output.suffix.lower().removeprefix(".")
    if suffix == "xlsx":
        from ..register.book import workbook

        write({output: workbook(entries, title)})
    else:
        write({output: _rendered(app, suffix, genre, _Book(register.office, year, code, title, entries))})
    console.say(f"{output}\t{len(entries)}个号")


@dataclass(frozen=True, slots=True)
class _Book:
    """The numbers of a year that are to be printed.

    :param code: the 机关代字 whose numbers alone are asked for; empty: all.
    """

    office: Office
    year: int
    code: str
    title: str
    entries: Sequence[Entry]


def _rendered(app: App, suffix: str, genre: str, asked: _Book) -> bytes:
    """The book through a document type that prints it."""
    from ..runner import Runner

    known = [name for name, renderer in app.plugins.renderers.items() if name == renderer.extension]
    if suffix not in known:
        endings = "、".join(f".{name}" for name in dict.fromkeys(["xlsx", *known]))
        raise UsageError(f"“{suffix}”不能印登记簿，文件名应以 {endings} 结尾")
    type, part = _printing(app, genre)
    return Runner(asked.office, app.plugins).make(_draft(type, part, asked), [suffix]).files[suffix]


def _printing(app: App, genre: str) -> tuple[DocumentType, RegisterBook]:
    """The document type that prints the book, and how.

    :param genre: its name; empty: the first that there is.
    """
    printing = {type.name: (type, part) for type in app.plugins.document_types.readable() if (part := type.register_book)}
    if not printing:
        raise HongtouError("没有装印登记簿的插件，只能写成 .xlsx")
    if genre and genre not in printing:
        raise UsageError(f"文种“{genre}”不能印登记簿。能印的：{'、'.join(printing)}")
    return printing[genre or next(iter(printing))]


def _draft(type: DocumentType, part: RegisterBook, asked: _Book) -> Draft:
    """A draft of a type that prints the register."""
    from ..draft import Draft
    from ..register.columns import row

    columns = part.columns(type.schema)
    lines = [{name: text for name, text in row(entry).items() if text and name in columns} for entry in asked.entries]
    own = {part.year: str(asked.year), part.entries: lines} | ({part.code: asked.code} if part.code and asked.code else {})
    values = {"文种": type.name, "标题": asked.title, "格式": Format.PLAIN.value, **own}
    return Draft(Path("hongtou number book"), values, {})
