"""A packet of which nothing changed since its last run: known without reading, checking or making any of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import field
from pathlib import Path
from typing import Protocol

from ..cluster.faces import known
from ..document import DocumentNumber
from ..office import Office
from ..packet.basis import common
from ..packet.packet_file import read_packet_file
from ..packet.whole import WHOLE
from ..values import dataclass
from .ledger import Ledger, LedgerLine, UnitState, last_run
from .report import is_there
from .told import Counts, Told


class Numbers(Protocol):
    """Who knows the numbers: :class:`~hongtou.batch.numbers.Numbers`."""

    def are_held(self, uses: Sequence[tuple[DocumentNumber, str]]) -> bool:
        """Whether each of these documents has its number still."""


@dataclass(frozen=True, slots=True)
class Unchanged:
    """What another run would come to.

    :param title: what tells the packet from others, for people.
    :param notes: what is odd in the material and stops nothing.
    :param encrypted: only encrypted archives are to be left.
    :param told: what became of each unit.
    :param counts: the same in numbers.
    """

    title: str
    notes: tuple[str, ...] = ()
    encrypted: bool = False
    told: list[Told] = field(default_factory=list)
    counts: Counts = field(default_factory=Counts)

    @property
    def units(self) -> int:
        """How many units the packet has."""
        return sum(not told.whole for told in self.told)

    def add(self, told: Told) -> None:
        """One more unit."""
        self.told.append(told)
        self.counts.add(told)


def unchanged(path: Path, office: Office, folder: Path, numbers: Numbers) -> Unchanged | None:
    """Look whether another run would find everything as the last one left it; nothing is written.

    :param path: the packet's file.
    :param folder: where its files go.
    :return: None: it might make something, or tell of something that failed.
    :raises InputError: the packet's file cannot be read.
    :raises DraftError: it is wrong.
    :raises FontError: a font file of the office cannot be read.
    :raises OutputError: the folder has another packet, or another run uses it.
    """
    packet = read_packet_file(path)
    with last_run(folder, packet.name) as ledger:
        if not (ledger and ledger.basis and is_there(folder)):
            return None
        if not ledger.basis.holds(common(packet, known(office)), packet.home):
            return None
        found = Unchanged(packet.name, ledger.basis.notes, packet.output.encrypted)
        for line in ledger.lines():
            if line.state is UnitState.REMOVED:
                continue
            if not _stands(ledger, line):
                return None
            found.add(Told(line, kept=line.state is UnitState.MADE, whole=line.unit == WHOLE))
    used = [(DocumentNumber.parse(use.number), use.identity) for told in found.told for use in told.line.uses if use.identity]
    return found if numbers.are_held(used) else None


def _stands(ledger: Ledger, line: LedgerLine) -> bool:
    """Whether a unit is as its line says: what it handed in was made, or it handed in nothing."""
    return line.state is UnitState.MISSING or (line.state is UnitState.MADE and all(map(ledger.is_as_written, line.files)))
