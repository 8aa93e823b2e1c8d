"""A year's packets for pages: found in the office's folder, looked at before a run, run in a thread, by what the command uses."""

from __future__ import annotations

import hashlib
import logging
import os
import re
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..errors import HongtouError
from ..pattern import pattern
from ..values import dataclass
from ..workers.limits import Limits
from ..workflow.folder import files
from ..workflow.runs import BEAT, Runs
from ..workflow.store import StoreError
from .site import Site
from .state import sources

if TYPE_CHECKING:
    from ..batch.ledger import LedgerLine
    from ..batch.told import Told
    from ..packet.packet_file import PacketFile

# Folders of an office that hold no packets; among the rest, what a batch wrote has a ledger, and may be thousands of folders.
_NONE: Final = ("archive", "文种", "模板", "seals", "印章", "drafts")
_PLACE: Final = pattern(r"\{[^}]*\}")
_LIMITS: Final = Limits(seconds=300.0, memory=2048)
_MODULES: Final = ("hongtou.batch.make", "hongtou.packet.task", "hongtou.runner")
# How often, and how long between, it is tried to write down that a run has ended, s.
_TRIES: Final = 120
_AGAIN: Final = 5.0
_LOG: Final = logging.getLogger("hongtou.web")


class _StopError(HongtouError):
    """Somebody wants the run to stop."""


@dataclass(frozen=True, slots=True)
class Found:
    """A packet's file.

    :param id: what addresses name it by.
    :param path: from the office's folder.
    :param name: what it is called; empty: its file is wrong, ``problem`` says how.
    """

    id: str
    path: str
    name: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Workbook:
    """A workbook that a packet names.

    :param path: as the packet's file has it.
    :param types: 文种 whose data it has; none: it lists the units.
    """

    path: str
    types: tuple[str, ...]
    is_there: bool


@dataclass(frozen=True, slots=True)
class Outlook:
    """What a run would find.

    :param units: the names of all.
    """

    units: Sequence[str]
    missing: Sequence[str]
    lacking: Sequence[tuple[str, str]]
    problems: Sequence[tuple[str, str]]
    notes: Sequence[str]


def found(site: Site) -> Iterator[Found]:
    """The packets in an office's folder."""
    from ..batch.ledger_file import FILE

    for path in files(site.folder, (".yaml", ".yml"), {*_NONE, *sources(site.folder)}, FILE):
        if _is_packet(site.folder / path):
            try:
                name, problem = _file(site, path).name, ""
            except HongtouError as error:
                name, problem = "", site.bare(str(error))
            yield Found(hashlib.sha256(path.encode()).hexdigest()[:16], path, name, problem)


def _is_packet(path: Path) -> bool:
    try:
        with path.open(encoding="utf-8", errors="replace") as file:
            return any(line.startswith(("材料包:", "材料包：")) for line in file.read(20_000).splitlines())
    except OSError:
        return False


def _file(site: Site, path: str) -> PacketFile:
    from ..packet.packet_file import read_packet_file

    return read_packet_file(site.folder / path)


def workbooks(site: Site, packet: Found) -> list[Workbook]:
    """The workbooks that a packet names, those that each unit has of its own aside.

    :raises HongtouError: its file is wrong.
    """
    file = _file(site, packet.path)
    types: dict[str, list[str]] = {file.units: []}
    for one in file.files:
        for path in one.workbooks:
            types.setdefault(path, []).append(one.type)
    shared = {path: names for path, names in types.items() if "{" not in path}
    return [Workbook(path, tuple(names), (file.home / path).is_file()) for path, names in shared.items()]


def books(site: Site, packet: Found) -> re.Pattern[str]:
    """The paths of all workbooks that a packet names, from its folder, those that each unit has of its own among them.

    :raises HongtouError: its file is wrong.
    """
    file = _file(site, packet.path)
    paths = {file.units, *(path for one in file.files for path in one.workbooks)}
    return re.compile("|".join(".+".join(map(re.escape, _PLACE.split(path.removeprefix("./")))) for path in sorted(paths)))


def is_encrypted(site: Site, packet: Found) -> bool:
    """Whether only encrypted archives are to be left.

    :raises HongtouError: its file is wrong.
    """
    return _file(site, packet.path).output.encrypted


def output(site: Site, packet: Found) -> Path:
    """Where a packet's files go: beside its file, as the command has it."""
    return (site.folder / packet.path).with_suffix("")


def outlook(site: Site, packet: Found) -> Outlook:
    """What is missing, and what is wrong, before anything is made.

    :raises HongtouError: a file that all units share cannot be read.
    """
    from ..packet.packet import load_packet

    with site.reading:  # nothing is encrypted with the password: nothing is made
        loaded = load_packet(site.folder / packet.path, site.settings.office, site.plugins(), password="x" * 12)
    lacking = [(unit, "、".join(names)) for unit, names in loaded.lacking.items()]
    problems = [(unit, site.bare(told)) for unit, told in loaded.problems.items()]
    return Outlook(loaded.units, loaded.missing, lacking, problems, [site.bare(note) for note in loaded.notes])


def begin(site: Site, packet: Found, who: str, password: str, *, force: bool) -> None:
    """Begin a run in a thread of its own.

    :raises HongtouError: one is at work.
    """
    Runs(site.store).begin(packet.path, who)
    thread = threading.Thread(target=_run, args=(site, packet, password, force), name=_thread(packet), daemon=True)
    thread.start()


def running(packet: Found) -> list[threading.Thread]:
    """The thread of this process that runs a packet, if one does."""
    return [thread for thread in threading.enumerate() if thread.name == _thread(packet)]


def _thread(packet: Found) -> str:
    return f"packet {packet.id}"


def _run(site: Site, packet: Found, password: str, force: bool) -> None:
    runs = Runs(site.store)
    try:
        with _beating(runs, packet.path):
            told = _made(site, packet, password, force, runs)
    except _StopError:
        told = "停下了。做成的都在，再做一次接着做其余的"
    except HongtouError as error:
        told = site.bare(str(error))
    except Exception:  # a bug ends the run, not the server
        _LOG.exception("packet %s", packet.path)
        told = "程序出错了，停在这里。做成的都在；把这件事告诉维护的人"
    _end(runs, packet.path, told)


@contextmanager
def _beating(runs: Runs, path: str) -> Iterator[None]:
    """Let a run be heard of, however long a unit takes: one that is not has ended with its process, and another may begin."""
    done = threading.Event()

    def beat() -> None:
        while not done.wait(BEAT):
            with suppress(StoreError):  # the database is away; it comes back
                runs.hear(path)

    thread = threading.Thread(target=beat, name=f"beat {path}", daemon=True)
    thread.start()
    try:
        yield
    finally:
        done.set()
        thread.join()


def _end(runs: Runs, path: str, told: str) -> None:
    """Write down that a run has ended; while the database is away, again and again."""
    for left in reversed(range(_TRIES)):
        try:
            runs.end(path, told)
        except StoreError:
            if not left:
                _LOG.exception("packet %s: %s", path, told)
            threading.Event().wait(_AGAIN)
        else:
            return


def _made(site: Site, packet: Found, password: str, force: bool, runs: Runs) -> str:
    from ..batch.ledger import UnitState
    from ..batch.numbers import numbers_of
    from ..batch.run import run
    from ..cluster.faces import known
    from ..packet.packet import load_packet
    from ..workers.engine import Local

    settings = site.settings
    office = known(settings.office)
    through = failed = 0

    def tell(told: Told) -> None:
        nonlocal through, failed
        through += told.line.state is not UnitState.REMOVED and not (told.whole or told.unmatched)
        failed += told.line.state is UnitState.FAILED
        last = f"{told.line.unit}：{told.line.state.label}"
        try:
            go_on = runs.hear(packet.path, through=through, failed=failed, told=last)
        except StoreError:  # what is made stands in the packet's own ledger
            return
        if not go_on:
            raise _StopError("停下")

    with numbers_of(settings) as numbers, Local(os.cpu_count() or 1, _LIMITS, _MODULES) as engine:
        loaded = load_packet(site.folder / packet.path, office, site.plugins(), password=password)
        runs.hear(packet.path, units=len(loaded.units))
        return str(run(loaded, output(site, packet), engine, numbers, tell, force=force))


def lines(site: Site, packet: Found) -> list[LedgerLine]:
    """How each unit stands, as the last run left it; none: there was no run.

    :raises HongtouError: the folder has another packet, or a run is at work there.
    """
    from ..batch.ledger import to_look_at

    with to_look_at(output(site, packet), packet.name) as ledger:
        return [replace(line, reason=site.bare(line.reason)) for line in ledger.lines()] if ledger else []
