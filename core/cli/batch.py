"""``hongtou batch``: a year's packets, in one run that cannot be lost."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final, NoReturn

import click

from ..errors import UsageError
from . import chinese, console, offers
from .app import App

if TYPE_CHECKING:
    from ..batch.numbers import Numbers
    from ..office import Office
    from ..packet.packet import Packet
    from ..plugin.manager import Plugins
    from ..workers.engine import Engine
    from ..workers.limits import Limits

PARTLY: Final = 3
MEMORY_LEAST: Final = 256
_SHOWN: Final = 20
_TOLD_ONCE: Final = (
    "没有给密码（环境变量 {}），这次的压缩包用：\n    {}\n记下来，只说这一次，不写进任何文件；"
    "下次运行把它写在环境变量里，不然换一个密码、全部重做"
)
# What makes a unit, for workers to load while there is nothing to do.
_MODULES: Final = ("hongtou.batch.make", "hongtou.packet.task", "hongtou.runner")
TERMINATED: Final = 128 + signal.SIGTERM


@click.command(
    "batch",
    cls=chinese.Command,
    short_help="一年的材料包：各单位的全部文件",
    help="按材料包文件（packet.yaml）和其中写明的工作簿，做出各单位的全部文件。\n"
    "中断了，或者材料改了，再运行一次：只做没有做成的和有变化的，编过的号不变。有单位没有做成的，退出码为 3。",
)
@click.argument("packet", metavar="材料包", type=click.Path(path_type=Path), shell_complete=offers.drafts)
@click.option(
    "-o", "--output", metavar="文件夹", type=click.Path(path_type=Path), help="写到这个文件夹；不写则为材料包旁边的同名文件夹"
)
@click.option("--workers", metavar="几个", type=click.IntRange(1, 256), help="在本机同时做几个单位；不写则看本机有几个处理器")
@click.option("--scheduler", metavar="地址", help="由这个 dask 调度器上的工作机做，例如 tls://192.168.1.10:8786")
@click.option("--seconds", metavar="秒", type=click.IntRange(1), default=300, help="一个单位最多做多久；不写则为 300")
@click.option(
    "--memory", metavar="MiB", type=click.IntRange(0), default=2048, help="一个单位最多用多少内存；不写则为 2048，0 为不限"
)
@click.option("--force", is_flag=True, help="做成以后改过的 DOCX，材料有变化的也盖掉；没有变化的照留")
@chinese.format_option
@click.pass_obj
def command(
    app: App,
    packet: Path,
    output: Path | None,
    workers: int | None,
    scheduler: str | None,
    seconds: int,
    memory: int,
    force: bool,
    format: str,
) -> int:
    """Make a packet; units that fail do not stop the others."""
    from ..batch.numbers import numbers_of
    from ..batch.run import run
    from ..cluster.faces import known
    from ..workers.limits import Limits
    from .progress import shown

    if 0 < memory < MEMORY_LEAST:
        raise UsageError(f"“--memory”至少是 {MEMORY_LEAST}，不然一个单位也做不成；不限的写 0")
    if workers and scheduler:
        raise UsageError("“--workers”是在本机做，“--scheduler”是在别的机器上做，只写一个")
    with _stopped():
        settings = app.settings(packet)
        folder = output or packet.with_suffix("")
        with numbers_of(settings) as numbers:
            office = known(settings.office)
            if _kept(packet, office, folder, numbers, format):
                return 0
            # Workers come up while the packet is read.
            with _engine(office, workers, scheduler, Limits(seconds, memory)) as engine:
                loaded = _load(packet, office, app.plugins_of(packet))
                with shown(loaded.identity, folder, len(loaded.units), format) as display:
                    counts = run(loaded, folder, engine, numbers, display.tell, force=force)
                    display.end(counts)
        if loaded.encrypted:
            _tell_plain(folder)
    return 0 if counts.is_whole else PARTLY


def _kept(packet: Path, office: Office, folder: Path, numbers: Numbers, format: str) -> bool:
    """Tell that everything stays as it is, if nothing changed since the last run."""
    from ..batch.unchanged import unchanged
    from .progress import shown

    same = unchanged(packet, office, folder, numbers)
    if not same:
        return False
    _tell_notes(same.notes)
    with shown(same.title, folder, same.units, format) as display:
        for told in same.told:
            display.tell(told)
        display.end(same.counts)
    if same.encrypted:
        _tell_plain(folder)
    return True


def _load(path: Path, office: Office, plugins: Plugins) -> Packet:
    from ..packet.packet import load_packet
    from ..packet.packet_file import PASSWORD

    loaded = load_packet(path, office, plugins)
    _tell_notes(loaded.notes)
    if loaded.made_password:
        console.tell(_TOLD_ONCE.format(PASSWORD, loaded.made_password))
    return loaded


def _tell_notes(notes: Iterable[str]) -> None:
    for note in notes:
        console.tell(f"提醒：{note}")


def _tell_plain(folder: Path) -> None:
    """Tell what stands in the open although only encrypted archives should."""
    from ..batch.report import not_encrypted

    if plain := not_encrypted(folder):
        console.tell(f"提醒：“{folder}”里还有 {len(plain)} 个没有加密的文件：{'、'.join(plain[:_SHOWN])}。不要了的删掉")


@contextmanager
def _engine(office: Office, workers: int | None, scheduler: str | None, limits: Limits) -> Iterator[Engine]:
    """Where the units are made: as the user says, on the command line or in the settings."""
    from ..cluster.scheduler import Scheduler, own_scheduler
    from ..workers.engine import Local

    known = Scheduler() if workers else own_scheduler()
    address = scheduler or known.address
    if not address:
        with Local(workers or _processors(), limits, _MODULES) as here:
            yield here
        return
    from ..cluster.cluster import connect
    from ..cluster.faces import contents

    with connect(replace(known, address=address), limits, contents(office)) as engine:
        yield engine


def _processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@contextmanager
def _stopped() -> Iterator[None]:
    """Stop cleanly when told to: workers end, files are whole, and people are told how to go on."""

    def stop(number: int, frame: object) -> NoReturn:
        del number, frame
        raise SystemExit(TERMINATED)

    before = signal.signal(signal.SIGTERM, stop)
    try:
        yield
    except (KeyboardInterrupt, SystemExit):
        console.tell("停下了。做成的都在，再运行一次接着做其余的")
        raise
    finally:
        signal.signal(signal.SIGTERM, before)
