"""What the register's commands share: opening it, their options, and how an entry is shown."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar

import click

from ..errors import HongtouError
from . import chinese, console, offers
from .app import App

if TYPE_CHECKING:
    from ..document import DocumentNumber
    from ..register.entry import Entry
    from ..register.register import Register

_Command = TypeVar("_Command", bound=Callable[..., Any])

code_option: Final = click.option(
    "--code", metavar="代字", default="", shell_complete=offers.codes, help="机关代字；不写则为 hongtou.yaml 里的"
)
kind_option: Final = click.option("--kind", metavar="文种", shell_complete=offers.kinds, help="单独编号的文种，例如 函")
who_option: Final = click.option("--who", metavar="姓名", default="", help="经办人；不写则为环境变量 HONGTOU_WHO 或本机用户")
year_option: Final = click.option("--year", metavar="年份", type=click.IntRange(1900, 2099), help="四位年份，按成文日期")


def options(*wanted: Callable[[_Command], _Command]) -> Callable[[_Command], _Command]:
    """Several options as one, in their order."""

    def add(command: _Command) -> _Command:
        for option in reversed(wanted):
            command = option(command)
        return command

    return add


def open_register(app: App, who: str = "", *, anew: bool = False) -> Register:
    """The register of the office that this folder belongs to.

    :param anew: it may be made although the archive has documents.
    :raises HongtouError: there is no office, or the register cannot be used.
    """
    from ..register.register import Register

    register = Register(app.settings(Path()), who, anew=anew)
    settle(app, register)
    return register


def settle(app: App, register: Register, *, even_early: bool = False) -> None:
    """Do what is to be done after issues, and tell what came of it; whatever goes wrong with it hinders no command."""
    from ..register.address import AFTERWARDS, ARCHIVE

    folder = register.office.folder
    if folder is None or not (folder / ARCHIVE / AFTERWARDS).is_dir():
        return
    from ..issuing import after  # loads what makes documents

    try:
        for outcome in after.settle(folder.resolve(), register, lambda: app.plugins_of(folder), even_early=even_early):
            console.tell(str(outcome))
    except HongtouError as error:
        console.tell(f"警告：{error}")


def numbers(texts: Sequence[str]) -> list[DocumentNumber]:
    """Numbers as people typed them, each once.

    :raises HongtouError: one is no 发文字号; shows the right form.
    """
    from ..document import DocumentNumber

    return list(dict.fromkeys(DocumentNumber.parse(text) for text in texts))


def as_json(entry: Entry) -> dict[str, Any]:
    """An entry as a program reads it."""
    from ..register.transaction import as_row

    return {"number": str(entry.number), **as_row(entry), "details": dict(entry.more)}


def say_entries(entries: Sequence[Entry], format: str) -> None:
    """Show entries, one a line."""
    if format == "json":
        console.say_json([as_json(entry) for entry in entries])
        return
    rows = [(str(entry), entry.state.label, entry.dated, entry.title, _remark(entry)) for entry in entries]
    console.say_table(("发文字号", "状态", "成文日期", "标题", "备注"), rows)


def _remark(entry: Entry) -> str:
    waits = f"留给 {entry.source or entry.identity}" if entry.identity and entry.state.label == "预留" else ""
    return "；".join(filter(None, [entry.reason, entry.note, waits]))


format_option: Final = chinese.format_option
