"""``hongtou type``: an office's own document types, made without Python."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from ..errors import HongtouError, InputError, UsageError
from . import chinese, console, offers
from .app import App
from .present import refuse_present

if TYPE_CHECKING:
    from ..declared.skeleton import Asked

_COMMANDS: Final = {"new": "type:new_command", "from": "type:from_command"}
_FIELDS_MAX: Final = 100


class Commands(chinese.LazyGroup):
    """What makes types."""

    modules = _COMMANDS


@click.group(
    "type",
    cls=Commands,
    short_help="自己做文种，不用写程序",
    help="自己做文种，不用写程序：一个文件夹，里面写明有哪些字段、正文怎样写。\n"
    "文件夹放在 hongtou.yaml 旁边的“文种”里，做好就能用：hongtou types 里有，草稿里写“文种: 名称”。",
)
def command() -> None:
    """Hold the commands together."""


_folder_option = click.option(
    "-o", "--output", metavar="文件夹", type=click.Path(path_type=Path), help="写到这里；不写则为 hongtou.yaml 旁边的“文种”里"
)


@click.command("new", cls=chinese.Command, short_help="做一个新的文种", help="做一个新的文种：问有哪些字段，写好文件夹，照着改。")
@click.argument("name", metavar="名称")
@click.option("--fields", metavar="字段", help="有哪些字段，不再问；例如“单位 年度:整数 安排（月份:整数 专题）”")
@click.option("--summary", metavar="说明", help="一行：这是什么公文")
@click.option(
    "--like", metavar="文种", help="照这个文种做，把它的文件拷过来；它不能是用 Python 写的", shell_complete=offers.types()
)
@_folder_option
@click.pass_obj
def new_command(app: App, name: str, fields: str | None, summary: str | None, like: str | None, output: Path | None) -> None:
    """Write the folder of a new type."""
    from ..declared.copying import copy_of
    from ..declared.skeleton import USUAL, read_fields, skeleton

    folder = _folder(app, name, output)
    if like:
        if fields or summary:
            raise UsageError("“--like”把那个文种的字段和说明都拷过来，不要再写“--fields”“--summary”，做好以后改字段.yaml")
        try:
            files = copy_of(app.plugins, like, name)
        except HongtouError as error:
            raise UsageError(str(error)) from error
        _write(folder, files)
        _tell_next(name)
        return
    asks = sys.stdin.isatty() and fields is None
    told = summary or (str(click.prompt("这是什么公文，一行说明", default=name)) if asks else f"{name}（写明这是什么公文）")
    try:
        asked = list(_asked()) if asks else read_fields(fields or USUAL)
    except HongtouError as error:
        raise UsageError(f"“--fields”：{error}") from error
    _write(folder, skeleton(name, told, asked or read_fields(USUAL)))
    _tell_next(name)


def _asked() -> Iterator[Asked]:
    """The fields, as somebody at a terminal names them; an empty line ends."""
    from ..declared.skeleton import read_fields

    console.say("一行一个字段，例如“单位”“年度:整数”“安排（月份:整数 专题）”；直接按回车结束")
    for _ in range(_FIELDS_MAX):
        line = str(click.prompt("字段", default="", show_default=False))
        if not line.strip():
            return
        try:
            yield from read_fields(line)
        except HongtouError as error:
            console.say(str(error))


@click.command(
    "from",
    cls=chinese.Command,
    short_help="照一份有空要填的文件做文种",
    help="照一份有空要填的文件（DOCX 等）做文种：下划线、空括号、【…】成为字段，其余的是正文。",
)
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@click.option("--name", metavar="名称", help="文种的名称；不写则为文件名")
@_folder_option
@click.pass_obj
def from_command(app: App, file: Path, name: str | None, output: Path | None) -> None:
    """Write the folder of a type out of a document with gaps."""
    from ..declared.gaps import files_of
    from ..importing.apart import import_apart
    from ..importing.importer import importer_of
    from ..intake import draft_of

    name = name or file.stem
    folder = _folder(app, name, output)
    importer = importer_of(file, app.plugins.importers)
    imported = import_apart(file, importer, app.plugins.owner(importer), known=app.plugins.document_types.for_titles())
    text = imported.drafts[0].text
    values = draft_of(Path(f"{name}.md"), text.encode(), []).values
    common = {key: _line(values.get(key, "")) for key in ("标题", "主送", "附注")}
    files, fields = files_of(name, common, text.split("\n---\n", 1)[1])
    if not fields:
        raise InputError(f"{file}：没有要填的空。在要填的地方写下划线“____”或者“【名称】”，再来")
    _write(folder, files)
    console.say(f"字段：{'、'.join(one.name for one in fields)}")
    _tell_next(name)


def _line(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, list) else str(value)


def _folder(app: App, name: str, output: Path | None) -> Path:
    """Where a new type's files go."""
    from ..declared import plugins_of
    from ..kit.scaffold import check_type, check_type_name
    from ..office import Office

    check_type_name(name)
    folder = (output or app.home() / app.settings(Path()).type_folders[0]) / name
    refuse_present([folder], "换个名称，或者先把它挪走")
    check_type(name, plugins_of(Office()).document_types)  # those of this office may be made anew in another's folder
    return folder


def _write(folder: Path, files: Mapping[str, str]) -> None:
    from ..files.output import write

    write({folder / name: text.encode() for name, text in files.items()})
    for name in files:
        console.say(str(folder / name))


def _tell_next(name: str) -> None:
    console.say(f"改好字段.yaml 和正文.md，试一试：hongtou new {name} -o {name}.yaml，再 hongtou render {name}.yaml")
