"""``hongtou number backup``, ``restore``, ``recover`` and ``move``: how the register is kept from loss."""

from __future__ import annotations

from pathlib import Path

import click

from . import chinese, console
from .app import App
from .registering import format_option, open_register, options, say_entries, who_option


@click.command(
    "backup",
    cls=chinese.Command,
    short_help="把登记簿备份成一个文件",
    help="把登记簿整本备份成一个文件，放在文件里的和放在 PostgreSQL 上的都行；抄完逐条比过才算数。已有的文件不盖掉。",
)
@click.argument("file", metavar="文件", type=click.Path(path_type=Path))
@click.pass_obj
def backup_command(app: App, file: Path) -> None:
    """Back the register up."""
    count = open_register(app).back_up(file)
    console.say(f"{file}\t{count}个号")


@click.command(
    "restore",
    cls=chinese.Command,
    short_help="用备份恢复登记簿",
    help="登记簿丢了、坏了的，用备份恢复。坏的改名留着；好的登记簿不会被盖掉。\n"
    "备份以后发的公文，再用 hongtou number recover 从归档补进来。",
)
@click.argument("file", metavar="备份", type=click.Path(path_type=Path))
@options(who_option)
@click.pass_obj
def restore_command(app: App, file: Path, who: str) -> None:
    """Restore the register from a backup, and tell what the backup lacks."""
    from ..register.register import restore

    kept = restore(app.settings(Path()), file, who)
    if kept:
        console.tell(f"坏的登记簿改名为“{kept}”")
    register = open_register(app)
    if missing := register.unregistered():
        console.tell(f"备份以后发的有 {len(missing)} 份：{'、'.join(missing)}。接着运行 hongtou number recover，补进登记簿")
    console.tell("备份以后预留的、作废的号不在里面：对照手边的记录，用 hongtou number reserve --serial 补上，再编新的号")
    console.say(f"{register.name}\t{len(register.entries())}个号")


@click.command(
    "recover",
    cls=chinese.Command,
    short_help="从归档把发过的公文补进登记簿",
    help="登记簿是旧的备份，或者丢了：归档里有而登记簿里没有的公文，照归档的清单补成已发。\n"
    "每份先核对文件的摘要；有一份不合，就逐份说明，一份也不补。\n"
    "hongtou batch 做的材料用过的号，加 --packet 材料文件夹，照它的台账补成预留，还是留给原来的公文。",
)
@click.option(
    "--packet", "packets", metavar="文件夹", type=click.Path(path_type=Path), multiple=True, help="hongtou batch 做的材料文件夹"
)
@options(who_option, format_option)
@click.pass_obj
def recover_command(app: App, packets: tuple[Path, ...], who: str, format: str) -> None:
    """Take what the archive and the ledgers of packets prove into the register."""
    claims = []
    if packets:
        from ..batch.ledger import used_in

        claims = [use.claim for folder in packets for use in used_in(folder)]
    entries = open_register(app, who, anew=True).recover(claims)
    if not entries:
        console.tell("用过的号登记簿里都有，没有要补的")
    say_entries(entries, format)


@click.command(
    "move",
    cls=chinese.Command,
    short_help="把登记簿整本搬到另一个地方",
    help="把登记簿连同日志整本搬到另一个数据库，例如搬到 PostgreSQL：postgresql+psycopg://用户@主机/数据库。\n"
    "搬完逐条比过才算数；原来的登记簿从此只能看，不能再编号。搬完把 hongtou.yaml 的“登记簿”改成新的地址。",
)
@click.argument("address", metavar="地址")
@options(who_option)
@click.pass_obj
def move_command(app: App, address: str, who: str) -> None:
    """Move the register."""
    register = open_register(app, who)
    count = register.move(address)
    console.say(f"{register.name}\t{count}个号，已经搬走，不能再用它编号")
    console.tell("把 hongtou.yaml 的“登记簿”改成新的地址（或者改环境变量 HONGTOU_REGISTER），再用 hongtou number audit 核对")
