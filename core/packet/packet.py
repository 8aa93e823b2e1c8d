"""A packet 材料包 as read: the tasks that make it, who handed in nothing, what is wrong, and what is made of all units."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from ..cluster.faces import known
from ..declared import plugins_of
from ..errors import Problem
from ..office import Office, load_office
from ..personal.scrubbing import scrubbed
from ..plugin import UnitState
from ..plugin.manager import Plugins
from .basis import Basis, common
from .gather import Collected, Gathered
from .packet_file import PacketFile, read_packet_file
from .reading import Receive, Spool, read_apart
from .task import UnitTask
from .units import unit_told
from .whole import UnitRow, Whole

Read = Callable[[Path, Office, Receive], Collected]


class Tasks:
    """The tasks of the units whose material could be read, in the units' order; each is made when it is asked for."""

    def __init__(self, packet: PacketFile, office: Office, spool: Spool) -> None:
        self._packet = packet
        self._office = office
        self._spool = spool

    def __len__(self) -> int:
        return len(self._spool)

    def __iter__(self) -> Iterator[UnitTask]:
        for _, gathered in self._spool:
            yield unit_task(self._packet, gathered, self._office)


def unit_task(packet: PacketFile, gathered: Gathered, office: Office) -> UnitTask:
    """What a unit handed in, as a task."""
    unit = gathered.unit
    return UnitTask(unit.name, unit.folder, packet.year, gathered.documents, packet.output, office)


class Packet:
    """A packet.

    :ivar title: what it is called.
    :ivar encrypted: only encrypted archives are to be left.
    :ivar password: encrypts them; in no task. Empty: none is needed.
    :ivar made_password: the same where it was made; empty: the user gave one, or none is needed. To be told once.
    :ivar units: the names of all its units, in their order.
    :ivar tasks: one for each unit whose material could be read; may be gone through again and again.
    :ivar problems: unit → what is wrong with its material; also for names that no unit has. Without personal data.
    :ivar missing: the units that handed in nothing.
    :ivar lacking: unit → the documents that it did not hand in, where it handed in others.
    :ivar basis: what it was read from; None: its archives have a password that no other run knows.
    :ivar notes: what is odd and stops nothing, such as people in the lists of several units.
    """

    def __init__(self, packet: PacketFile, office: Office, plugins: Plugins, read: Read = read_apart, made: str = "") -> None:
        self._packet = packet
        self.office = office
        self.title = packet.title
        self.encrypted = packet.output.encrypted
        self.password = made or packet.password
        self.made_password = made
        self.year = packet.year
        self.problems: dict[str, str] = {}
        self.lacking: dict[str, tuple[str, ...]] = {}
        self._nothing: list[str] = []
        spool = Spool()
        found = read(packet.draft.path, office, lambda gathered, content: self._receive(spool, gathered, content))
        # Where the office's folder is, is nobody's business elsewhere.
        self._travelling = replace(office, folder=None)
        self.tasks = Tasks(packet, self._travelling, spool)
        self.units = tuple(unit.name for unit in found.units)
        self.missing: Sequence[str] = tuple(self._nothing)
        self.notes = tuple(scrubbed(str(note)) for note in found.notes)
        self.basis = None if made else Basis(common(packet, office), found.files, self.notes)
        self._note_unmatched(found)
        self._whole = Whole(packet, packet.whole, plugins, found) if packet.whole else None

    @property
    def identity(self) -> str:
        """What tells it from another packet."""
        return self._packet.name

    def whole(self, failed: Collection[str] = ()) -> UnitTask | None:
        """What is made of all units together, as a task like any other; None: the packet asks for nothing.

        :param failed: units whose documents could not be made; nothing of theirs is counted.
        """
        return self._whole.task(self._rows(failed), self._travelling) if self._whole else None

    def _receive(self, spool: Spool, gathered: Gathered, content: bytes) -> None:
        name = gathered.unit.name
        if gathered.problems:
            self.problems[name] = _told(gathered.problems)
        elif gathered.documents:
            spool.add(content)
            if gathered.lacking:
                self.lacking[name] = gathered.lacking
        else:
            self._nothing.append(name)

    def _note_unmatched(self, found: Collected) -> None:
        for name, problems in found.unmatched.items():
            known = unit_told(name)
            before = self.problems.get(known, "")
            self.problems[known] = f"{before}\n{_told(problems)}".strip()

    def _rows(self, failed: Collection[str]) -> Iterator[UnitRow]:
        """What the whole is told of the units, one after another: all their tasks may be more than memory holds."""
        tasks = iter(self.tasks)
        task = next(tasks, None)
        for unit in self.units:
            if not task or task.unit != unit:
                yield UnitRow(unit, UnitState.NOTHING if unit in self.missing else UnitState.WRONG)
                continue
            if unit in failed:
                yield UnitRow(unit, UnitState.WRONG)
            else:
                yield UnitRow(unit, UnitState.HANDED_IN, task.documents, self.lacking.get(unit, ()))
            task = next(tasks, None)


def load_packet(
    path: Path, office: Office | None = None, plugins: Plugins | None = None, read: Read = read_apart, *, password: str = ""
) -> Packet:
    """Read a packet and everything that it names.

    :param path: its file, ``packet.yaml``.
    :param office: whose it is; None: the office that the file belongs to.
    :param read: reads what the packet names; usually in a process of its own.
    :param password: encrypts its archives; empty: the one that the environment has, or one is made.
    :raises InputError: a file that all units share cannot be read.
    :raises FontError: a font file of the office cannot be read.
    :raises DraftError: the packet's file is wrong, or asks for what is not there.
    """
    packet = read_packet_file(path)
    packet = replace(packet, password=password or packet.password) if packet.output.encrypted else packet
    made = _new_password() if packet.output.encrypted and not packet.password else ""
    whose = known(office or load_office(path))
    return Packet(packet, whose, plugins or plugins_of(whose), read, made)


def _new_password() -> str:
    from ..files.encrypted_zip import new_password

    return new_password()


def _told(problems: Iterable[Problem]) -> str:
    return scrubbed("\n".join(str(problem) for problem in problems))
