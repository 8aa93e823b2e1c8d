"""``hongtou number``: the register of document numbers."""

from __future__ import annotations

from importlib import import_module
from typing import Final

import click

from . import chinese

COMMANDS: Final = {
    "reserve": "number_change",
    "list": "number_look",
    "search": "number_look",
    "show": "number_look",
    "void": "number_change",
    "revoke": "number_change",
    "abolish": "number_change",
    "import": "number_book",
    "book": "number_book",
    "audit": "number_look",
    "backup": "number_keep",
    "restore": "number_keep",
    "recover": "number_keep",
    "move": "number_keep",
}


class Commands(chinese.Group):
    """The register's commands, each imported when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in the order of a number's life."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f".{COMMANDS[cmd_name]}", __package__)
        command: click.Command = getattr(module, f"{cmd_name}_command")
        return command


@click.group(
    "number",
    cls=Commands,
    short_help="发文字号登记簿：预留、查看、作废、补录、核对、印簿、备份",
    help="发文字号登记簿：一个号只给一份公文，给了就不再给别的。\n"
    "登记簿是办公室文件夹里的 register.db，第一次用时建立；几台机器共用的，在 hongtou.yaml 里写“登记簿”。",
)
def command() -> None:
    """Hold the register's commands together."""
