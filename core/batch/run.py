"""One run of a batch: numbers given, what is missing or changed made, everything written down."""

from __future__ import annotations

import errno
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, ThreadPoolExecutor
from contextlib import closing, suppress
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Final, Protocol

from ..document import DocumentNumber
from ..errors import HongtouError, OutputError
from ..files.digests import sha256_of
from ..files.edits import guard
from ..files.guard import refuse_outside
from ..files.output import write
from ..files.places import is_within
from ..packet.basis import Basis
from ..packet.task import UnitTask
from ..personal.scrubbing import scrubbed
from ..register.entry import Entry, Request
from ..values import dataclass
from ..workers import engine as engines
from ..workers.engine import Engine, Outcome
from ..workers.parcel import Parcel
from ..workers.worker import Fate
from .encryption import as_left, digest_of
from .findings import Tally, read
from .ledger import File, Ledger, LedgerLine, UnitState, open_ledger
from .make import check_unit, make_unit
from .told import Counts, Told
from .use import Use, request, uses

# So many units get their numbers in one transaction of the register.
_AT_ONCE: Final = 64
_SHOWN: Final = 5
# So many of a unit's files wait for the disk together: more gain nothing.
_WRITING: Final = 4
# After these no other unit could be written either.
_FATAL: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})


class Numbers(Protocol):
    """Who gives 发文字号: :class:`~hongtou.batch.numbers.Numbers`."""

    def ready(self) -> None:
        """Get ready to give some, which takes a while."""

    def allocate(self, requests: Sequence[Request]) -> list[Entry]:
        """The numbers of documents, in the order of asking; a document that has one keeps it."""

    def unknown(self, uses: Sequence[tuple[DocumentNumber, str]]) -> list[DocumentNumber]:
        """Those numbers that the register does not know as ever given to the documents of these identities."""


class Packet(Protocol):
    """What is to be made: :class:`~hongtou.packet.packet.Packet`."""

    @property
    def identity(self) -> str:
        """What tells it from other packets, for people, too."""

    @property
    def password(self) -> str:
        """What encrypts the archives that are to be encrypted; it goes into no task."""

    @property
    def units(self) -> Sequence[str]:
        """All its units, in order."""

    @property
    def problems(self) -> Mapping[str, str]:
        """Why the material of some units could not be read."""

    @property
    def missing(self) -> Sequence[str]:
        """The units that handed in nothing."""

    @property
    def lacking(self) -> Mapping[str, Sequence[str]]:
        """The documents that units did not hand in, which handed in others."""

    @property
    def notes(self) -> Sequence[str]:
        """What is odd and stops nothing."""

    @property
    def basis(self) -> Basis | None:
        """What it was read from; None: nobody knows."""

    @property
    def tasks(self) -> Iterable[UnitTask]:
        """The units whose material could be read, in order."""

    def whole(self, failed: Collection[str] = ()) -> UnitTask | None:
        """What is made of all units together."""


def run(
    packet: Packet, folder: Path, engine: Engine, numbers: Numbers, tell: Callable[[Told], None], *, force: bool = False
) -> Counts:
    """Make what is missing or changed, and write down how every unit stands.

    :param folder: where the files go; made if it is not there.
    :param tell: hears what became of each unit, as it happens.
    :param force: a DOCX that somebody changed is written over where its unit is made again.
    :raises OutputError: the folder is used by others, or nothing can be written any more; what was made stays.
    :raises HongtouError: numbers cannot be given, or there are no workers.
    """
    from .report import report

    with open_ledger(folder, packet.identity) as ledger, ThreadPoolExecutor(_WRITING) as threads:
        counts = _Run(packet, ledger, numbers, tell, threads, force=force).go(engine)
        report(packet.identity, packet.notes, ledger, packet.basis)
    return counts


@dataclass(frozen=True, slots=True)
class _Sent:
    """What a unit's files will be made of."""

    digest: str
    uses: tuple[Use, ...]


class _Run:
    """A run, unit by unit."""

    def __init__(
        self, packet: Packet, ledger: Ledger, numbers: Numbers, tell: Callable[[Told], None], threads: Executor, *, force: bool
    ) -> None:
        self._packet = packet
        self._threads = threads
        self._force = force
        self._ledger = ledger
        self._numbers = numbers
        self._tell = tell
        self._places = {unit: place for place, unit in enumerate(packet.units, 1)}
        self._known = frozenset(packet.units)
        self._seen: set[str] = set()
        self._whole = ""
        self._folders: dict[str, str] = {}
        self._sent: dict[str, _Sent] = {}
        self._counts = Counts()
        self._open: dict[str, str] = {}
        self._failed: dict[str, None] = {}
        self._compared: set[tuple[str, int]] = set()

    def go(self, engine: Engine) -> Counts:
        for unit, reason in self._packet.problems.items():
            self._enter(unit)
            self._fail(unit, reason)
        for unit in self._packet.missing:
            self._enter(unit)
            self._left(unit, UnitState.MISSING, "")
        self._check_and_make(engine, self._packet.tasks)
        whole = self._packet.whole(self._failed)
        if whole:
            self._whole = whole.unit
            self._check_and_make(engine, [whole])
        for line in self._ledger.remove_others(self._seen):
            self._told(Told(line))
        return self._counts

    def _check_and_make(self, engine: Engine, tasks: Iterable[UnitTask]) -> None:
        """Make what is to be made. No number is spent on data that cannot be made: whoever wants one is checked before.

        Both is done by workers: a document type that fails while it looks at wrong data ends a worker, not the run.
        """
        with closing(engines.run(engine, check_unit, self._doubtful(tasks))) as checked:
            for found in checked:
                if found.fate is Fate.MADE:
                    self._numbers.ready()  # some will be wanted; workers are busy meanwhile
                else:
                    self._lose(found.task, found.fate, found.reason)
        if self._open:
            with closing(engines.run(engine, make_unit, self._wanted(tasks))) as outcomes:
                for outcome in outcomes:
                    self._ended(outcome)

    def _doubtful(self, tasks: Iterable[UnitTask]) -> Iterator[UnitTask]:
        """The units that want numbers for what was not made before. Keeps those that are made of the same, opens all others."""
        same: list[tuple[UnitTask, LedgerLine]] = []
        for task in filter(self._admit, tasks):
            digest, known = digest_of(task, self._packet.password), self._ledger.line(task.unit)
            if known and known.state is UnitState.MADE and known.digest == digest:
                same.append((task, known))
                if len(same) == _AT_ONCE:
                    self._keep(same)
                    same = []
                continue
            self._open[task.unit] = digest
            if any(document.wants_number for document in task.documents):
                yield task
        self._keep(same)

    def _admit(self, task: UnitTask) -> bool:
        """Begin with a unit that has a folder of its own."""
        self._enter(task.unit)
        other = self._folders.setdefault(task.folder, task.unit)
        if other != task.unit:
            reason = f"和“{other}”用同一个文件夹“{task.folder}”。改一下输出的文件夹或者单位的名称"
            self._fail(task.unit, reason, task.folder)
        return other == task.unit

    def _keep(self, same: Sequence[tuple[UnitTask, LedgerLine]]) -> None:
        """Keep the units whose numbers and files are still what the ledger says; open the others."""
        for (task, used), (_, known) in zip(self._numbered([task for task, _ in same]), same, strict=True):
            there = self._ledger.there(known) if known.numbers == task.numbers else None
            if there:
                told = "。".join(filter(None, [self._lacks(task.unit), there.reason, there.checked.failed]))
                self._save(replace(there, place=self._places[task.unit], reason=told, uses=used), kept=True)
            else:
                self._open[task.unit] = known.digest

    def _wanted(self, tasks: Iterable[UnitTask]) -> Iterator[UnitTask]:
        """The open units, with their numbers."""
        left = (task for task in tasks if task.unit in self._open and task.unit not in self._failed)
        while chunk := list(islice(left, _AT_ONCE)):
            for task, used in self._numbered(chunk):
                self._sent[task.unit] = _Sent(self._open.pop(task.unit), used)
                yield task

    def _numbered(self, tasks: Sequence[UnitTask]) -> Iterator[tuple[UnitTask, tuple[Use, ...]]]:
        """Units with their numbers, and what these are used for."""
        wanting = [document for task in tasks for document in task.documents if document.wants_number]
        self._compare({(one.series.code, one.series.year) for one in wanting if one.series})
        entries = self._numbers.allocate([request(document) for document in wanting])
        given = {document.identity: entry.number for document, entry in zip(wanting, entries, strict=True)}
        for task in tasks:
            numbered = task.numbered(given)
            yield numbered, tuple(uses(task, numbered))

    def _compare(self, series: set[tuple[str, int]]) -> None:
        """See that the register knows the numbers that stand in what was made, and whose they are, before it gives more.

        :raises HongtouError: it is older than the ledger, or another one.
        """
        if not (new := series - self._compared):
            return
        self._compared |= new
        used = [(DocumentNumber.parse(use.number), use.identity) for use in self._ledger.uses()]
        lost = self._numbers.unknown([(number, whose) for number, whose in used if (number.code, number.year) in new])
        lost.sort(key=lambda number: (number.code, number.year, number.serial))
        if lost:
            told = "、".join(map(str, lost[:_SHOWN])) + (f"等 {len(lost)} 个号" if len(lost) > _SHOWN else "")
            raise HongtouError(
                f"“{self._ledger.folder}”里做成的公文用了 {told}，登记簿里没有，或者给了别的公文：登记簿丢了，或者是旧的备份。"
                f"再编会把用过的号又给一次，没有编号。用 hongtou number restore 从最近的备份恢复；"
                f"备份里也没有的，用 hongtou number recover --packet “{self._ledger.folder}” 补进登记簿"
            )

    def _ended(self, outcome: Outcome[UnitTask, Parcel]) -> None:
        task, sent = outcome.task, self._sent.pop(outcome.task.unit)
        if outcome.fate is not Fate.MADE or outcome.value is None:
            self._lose(task, outcome.fate, outcome.reason)
            return
        try:
            checked = _checked(outcome.value)
            files = self._write(task, outcome.value)
        except OutputError as error:
            if isinstance(error.__cause__, OSError) and error.__cause__.errno in _FATAL:
                raise OutputError(f"{error}。做成的都在，再运行一次接着做其余的") from error
            self._fail(task.unit, str(error), task.folder)
            return
        old = self._ledger.line(task.unit)
        told = "。".join(filter(None, [self._lacks(task.unit), checked.failed]))
        place = self._places[task.unit]
        line = LedgerLine(task.unit, place, task.folder, sent.digest, UnitState.MADE, told, sent.uses, files, checked)
        self._save(line)
        self._remove(old, line)

    def _write(self, task: UnitTask, made: Mapping[str, bytes]) -> tuple[File, ...]:
        """Write a unit's files, all or none; encrypted where they are to be.

        :raises OutputError: they cannot be written, or would not stand in the unit's own folder, whoever made them.
        """
        root = self._ledger.folder
        refuse_outside(made, task.folder)
        made = as_left(task, made, self._packet.password)
        guard(() if self._force else (root / path for path in made))
        write({root / path: content for path, content in made.items()}, root, self._threads)
        return tuple(_file(root, path, content) for path, content in made.items())

    def _remove(self, old: LedgerLine | None, new: LedgerLine) -> None:
        """Take away what an earlier run made and this one does not make any more, unless somebody changed it since."""
        left = {file.path for file in new.files}
        for file in old.files if old else ():
            path = self._ledger.folder / file.path
            if file.path not in left and self._ledger.is_there(file) and is_within(path.parent, self._ledger.folder):
                path.unlink(missing_ok=True)
                with suppress(OSError):  # there are other files in it
                    path.parent.rmdir()

    def _lose(self, task: UnitTask, fate: Fate, reason: str) -> None:
        bug = "这是程序的缺陷，请报告给维护者：" if fate is Fate.BUG else ""
        self._fail(task.unit, bug + reason, task.folder)

    def _fail(self, unit: str, reason: str, folder: str = "") -> None:
        self._left(unit, UnitState.FAILED, scrubbed(reason), folder)

    def _left(self, unit: str, state: UnitState, reason: str, folder: str = "") -> None:
        """Write down a unit that is not made now: what an earlier run made stays, and its numbers stay used."""
        known = self._ledger.line(unit) or LedgerLine(unit, self._places[unit])
        told = "。".join(filter(None, [reason, "文件夹里还是以前做的" if known.files else ""]))
        place, folder = self._places[unit], folder or known.folder
        self._save(replace(known, place=place, folder=folder, digest="", state=state, reason=told))

    def _save(self, line: LedgerLine, *, kept: bool = False) -> None:
        self._ledger.save(line)
        whole = line.unit == self._whole
        self._told(Told(line, kept, whole, not whole and line.unit not in self._known))

    def _told(self, told: Told) -> None:
        if told.line.state is UnitState.FAILED:
            self._failed[told.line.unit] = None
        self._counts.add(told)
        self._tell(told)

    def _lacks(self, unit: str) -> str:
        lacking = self._packet.lacking.get(unit, ())
        return f"没有交：{'、'.join(lacking)}" if lacking else ""

    def _enter(self, unit: str) -> None:
        """Begin with a unit; one that the packet does not know comes after all others.

        :raises HongtouError: it was there already.
        """
        if unit in self._seen:
            raise HongtouError(f"单位“{unit}”在材料包里有两次。去掉一个")
        self._seen.add(unit)
        self._places.setdefault(unit, len(self._places) + 1)


def _checked(made: Parcel) -> Tally:
    """What a worker says of the files that it made.

    :raises OutputError: it is nothing that the check says.
    """
    try:
        return read(made.word)
    except (ValueError, TypeError, RecursionError) as error:
        raise OutputError("工作机送回的检查结果读不懂。检查那台机器上装的是不是同一个版本") from error


def _file(root: Path, path: str, content: bytes) -> File:
    return File(path, sha256_of(content), len(content), (root / path).stat().st_mtime_ns)
