"""``hongtou number``: the register of document numbers."""

from __future__ import annotations

from typing import Final

import click

from . import chinese

# In the order of a number's life.
_COMMANDS: Final = {
    "reserve": "number_change:reserve_command",
    "list": "number_look:list_command",
    "search": "number_look:search_command",
    "show": "number_look:show_command",
    "void": "number_change:void_command",
    "revoke": "number_change:revoke_command",
    "abolish": "number_change:abolish_command",
    "import": "number_book:import_command",
    "book": "number_book:book_command",
    "after": "number_after:after_command",
    "audit": "number_look:audit_command",
    "backup": "number_keep:backup_command",
    "restore": "number_keep:restore_command",
    "recover": "number_keep:recover_command",
    "move": "number_keep:move_command",
}


class Commands(chinese.LazyGroup):
    """The register's commands."""

    modules = _COMMANDS


@click.group(
    "number",
    cls=Commands,
    short_help="发文字号登记簿：预留、查看、作废、补录、核对、印簿、备份",
    help="发文字号登记簿：一个号只给一份公文，给了就不再给别的。\n"
    "登记簿是办公室文件夹里的 register.db，第一次用时建立；几台机器共用的，在 hongtou.yaml 里写“登记簿”。",
)
def command() -> None:
    """Hold the register's commands together."""
