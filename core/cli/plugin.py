"""``hongtou plugin``: for those who write plug-ins."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from ..errors import InputError, UsageError
from . import chinese, console
from .app import App
from .present import refuse_present

_COMMANDS: Final = {
    "new": "plugin:new_command",
    "update": "plugin:update_command",
    "check": "plugin:check_command",
    "allow": "plugin:allow_command",
}


class Commands(chinese.LazyGroup):
    """What helps to write plug-ins."""

    modules = _COMMANDS


@click.group(
    "plugin",
    cls=Commands,
    short_help="写插件：起步，检查",
    help="给写插件的人：起步的文件夹，交出去以前的检查。不写程序的，用 hongtou type。",
)
def command() -> None:
    """Hold the commands together."""


@click.command(
    "new",
    cls=chinese.Command,
    short_help="做一个新的插件",
    help="做一个新的插件：一个文件夹，装得上，带着测试、类型检查和持续集成，照着改。",
)
@click.argument("name", metavar="名称")
@click.option("--type", "type_name", metavar="文种", default="情况单", help="它带来的文种的名称；不写则为“情况单”")
@click.option(
    "-o",
    "--output",
    metavar="文件夹",
    type=click.Path(path_type=Path),
    help="写到这个文件夹；不写则在当前文件夹里建一个，叫插件的名称",
)
@click.pass_obj
def new_command(app: App, name: str, type_name: str, output: Path | None) -> None:
    """Write a new distribution.

    :raises OutputError: something stands where it would.
    """
    from ..files.output import write
    from ..kit.scaffold import check_name, check_type, scaffold
    from ..kit.updating import RECORD, record

    check_name(name)
    check_type(type_name, app.plugins.document_types)
    folder = output or Path(name)
    if not folder.is_dir() or any(folder.iterdir()):
        refuse_present([folder], "换一个名称，或者用 -o 指定别的文件夹")
    files = {**scaffold(name, type_name), RECORD: record(name, type_name)}
    write({folder / path: text.encode() for path, text in files.items()})
    console.say(str(folder))
    console.say(f"下一步：cd {folder}，pip install -e '.[test]'，hongtou plugin check .，pytest")


@click.command(
    "update",
    cls=chinese.Command,
    short_help="把起步的文件更新成新版的",
    help="hongtou 升级以后，把 hongtou plugin new 给的文件更新成新版的；自己改的都留着，和新版合在一起。\n"
    "改了同一处的，两边都写在那里，用 <<<<<<< 和 >>>>>>> 标出来，退出码为 1。先把自己的改动提交进版本库。",
)
@click.argument("folder", metavar="[文件夹]", default=".", type=click.Path(path_type=Path))
def update_command(folder: Path) -> int:
    """Bring a plug-in to what the kit has now; 1: something is to be settled by hand."""
    from ..files.output import write
    from ..kit.updating import RECORD, update

    made = update(folder)
    write({folder / path: text.encode() for path, text in made.files.items()})
    told = {path: "两边都改了，要自己定" if path in made.conflicts else "更新了" for path in made.files if path != RECORD}
    for path, what in told.items():
        console.say(f"{folder / path}\t{what}")
    if not told:
        console.say("已经是新的，没有要更新的")
    return 1 if made.conflicts else 0


@click.command(
    "check",
    cls=chinese.Command,
    short_help="交出去以前，检查一个插件",
    help="检查一个插件的文件夹：入口点、接口版本、字段、起步的草稿、导入的名称、测试等，逐处说明怎样改。\n"
    "会导入它的模块，只检查自己信得过的。有发现的，退出码为 1。",
)
@click.argument("folder", metavar="[文件夹]", default=".", type=click.Path(path_type=Path))
@chinese.format_option
def check_command(folder: Path, format: str) -> int:
    """Judge a distribution; 1: something is wrong with it."""
    from dataclasses import asdict

    from ..kit.judging import judge

    findings = list(dict.fromkeys(judge(folder)))
    if format == "json":
        console.say_json([asdict(finding) for finding in findings])
    else:
        for finding in findings:
            console.say(str(finding))
        console.tell(f"{len(findings)} 处要改" if findings else "没有发现问题")
    return 1 if findings else 0


@click.command(
    "allow",
    cls=chinese.Command,
    short_help="允许运行一个文件的插件",
    help="允许运行一个文件的插件“文种/名称.py”。里面是程序，能做你能做的任何事，先看过、信得过。\n"
    "只管这台机器上的这个用户，只管现在这样的文件：改过了，要再允许一次。",
)
@click.argument("paths", metavar="文件…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--undo", is_flag=True, help="收回，不再运行")
def allow_command(paths: tuple[Path, ...], undo: bool) -> None:
    """Let files run, or no more."""
    from ..plugin.allowed import allow, forbid

    if undo:
        for path in paths:
            console.say(f"{path}\t{'不再允许' if forbid(path) else '本来就没有允许'}")
        return
    contents = {path: _content(path) for path in paths}
    for path, content in contents.items():
        allow(path, content)
        console.say(f"{path}\t允许了，改过以后要再允许一次")


def _content(path: Path) -> bytes:
    """The whole of a file of Python's.

    :raises UsageError: it is none.
    :raises InputError: it cannot be read.
    """
    from ..files.reasons import reason

    if path.suffix.lower() != ".py":
        raise UsageError(f"“{path}”不是 Python 程序，应以 .py 结尾")
    try:
        return path.read_bytes()
    except OSError as error:
        raise InputError(f"{path}：读不了：{reason(error)}") from error
