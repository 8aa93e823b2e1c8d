"""``hongtou template``: an office's own look, in Word or in HTML."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

import click

from ..errors import InputError
from ..office import FOR_ALL, TEMPLATES, read_template
from . import chinese, console, offers
from .app import App
from .present import refuse_present

_COMMANDS: Final = {"export": "template:export_command", "check": "template:check_command"}


class Commands(chinese.LazyGroup):
    """What is done with templates."""

    modules = _COMMANDS


@click.group(
    "template",
    cls=Commands,
    short_help="本单位自己的样子：Word 模板和网页模板",
    help="本单位自己的样子：导出模板，在 Word 里改好，放回 hongtou.yaml 旁边的“模板”里，以后做的公文就是那样。",
)
def command() -> None:
    """Hold the commands together."""


@click.command(
    "export",
    cls=chinese.Command,
    short_help="导出模板，照着改",
    help=f"导出模板，照着改。文件名是文种的名称；写“{FOR_ALL}”的，各文种都用它。",
)
@click.argument("name", metavar="文种", shell_complete=offers.types(FOR_ALL))
@click.option("--html", is_flag=True, help="要画 PDF 的网页模板和样式表，不要 Word 模板")
@click.option(
    "-o",
    "--output",
    metavar="文件夹",
    type=click.Path(path_type=Path),
    help=f"写到这里；不写则为“{TEMPLATES}”",
)
@click.pass_obj
def export_command(app: App, name: str, html: bool, output: Path | None) -> None:
    """Write the templates that an office may edit."""
    from ..files.output import write

    folder = output or app.home() / TEMPLATES
    files = {folder / f"{name}{suffix}": content for suffix, content in _contents(app, name, html).items()}
    refuse_present(files, "先把它挪走，或者用 -o 写到别处")
    write(files)
    for path in files:
        console.say(str(path))
    console.say("改好放回原处，再用 hongtou template check 看一看能不能用")


def _contents(app: App, name: str, html: bool) -> Mapping[str, bytes]:
    """The templates' files by their suffixes."""
    from importlib.resources import files

    from ..render.templates import HTML_TEMPLATES, find_template
    from ..render.word_template import word_template

    own = None if name == FOR_ALL else app.plugins.document_type(name).templates
    if html:
        folders = (*([own] if own else []), files("hongtou.templates"))
        return {Path(file).suffix: find_template(folders, "html", file).read_bytes() for file in HTML_TEMPLATES}
    return {".docx": word_template()}


@click.command(
    "check",
    cls=chinese.Command,
    short_help="看一看模板能不能用",
    help="看一看模板能不能用：要有的样例在不在，用样稿试做一份。不写文件的，看“模板”里的每一个。",
)
@click.argument("paths", metavar="[文件]…", nargs=-1, type=click.Path(path_type=Path))
@click.pass_obj
def check_command(app: App, paths: tuple[Path, ...]) -> None:
    """Tell what is wrong with templates, and what of them does nothing."""
    from ..doctor.templates import examine_template

    office = app.settings(Path()).office
    found = [read_template(path) for path in paths] or list(office.templates)
    if not found:
        raise InputError(f"没有模板。用 hongtou template export 导出一个，改好放进 hongtou.yaml 旁边的“{TEMPLATES}”")
    bad = 0
    for template in found:
        faults, notes = examine_template(template, office, app.plugins)
        bad += bool(faults)
        console.say(f"{template.path}\t{'用不了' if faults else '可以用'}")
        for fault in faults:
            console.say(f"　　{fault}")
        for note in notes:
            console.say(f"　　说明：{note}")
    if bad:
        raise InputError(f"{bad} 个模板用不了。改好以前，用到它的公文做不成")
