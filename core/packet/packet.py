"""A packet 材料包 as read: the tasks that make it, who handed in nothing, what is wrong, and what is made of all units."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from ..cluster.faces import known
from ..draft import Rules
from ..errors import DraftError, HongtouError, Problem
from ..office import Office, load_office
from ..personal.scrubbing import scrubbed
from ..plugin.manager import Plugins
from .gather import Collected, Gathered
from .packet_file import PacketFile, WholeOf, read_packet_file
from .patterns import filled_all
from .reading import Receive, Spool, read_apart
from .task import Document, Output, UnitTask

# What rows are told under that name no unit, or none that is like one of the packet.
NAMELESS: Final = "（不知道是哪个单位的行）"
WHOLE: Final = "（汇总）"
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
            yield self._task(gathered)

    def _task(self, gathered: Gathered) -> UnitTask:
        unit, packet = gathered.unit, self._packet
        return UnitTask(unit.name, unit.folder, packet.year, gathered.documents, packet.output, self._office)


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
    :ivar notes: what is odd and stops nothing, such as people in the lists of several units.
    """

    def __init__(self, packet: PacketFile, office: Office, plugins: Plugins, read: Read = read_apart, made: str = "") -> None:
        self._packet = packet
        self._plugins = plugins
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
        self._note_unmatched(found)
        self._constants = self._check_whole(packet.whole, found) if packet.whole else {}

    @property
    def identity(self) -> str:
        """What tells it from another packet."""
        return self._packet.identity or f"{self.title}（{self.year}年）"

    def whole(self, failed: Collection[str] = ()) -> UnitTask | None:
        """What is made of all units together, as a task like any other; None: the packet asks for nothing.

        :param failed: units whose documents could not be made; nothing of theirs is counted.
        """
        asked = self._packet.whole
        if not asked:
            return None
        wanted = self._wanted(asked)
        rows = {task.unit: self._row(task, wanted) for task in self.tasks if task.unit not in failed}
        units = [rows.get(unit) or {"单位": unit, "状态": self._state(unit)} for unit in self.units]
        values = {"文种": asked.type, "年度": str(self.year), **self._constants, "单位": units}
        document = Document(asked.name, asked.type, values, draft=f"“{self.title}”的汇总")
        output = Output(self._packet.output.docx, self._packet.output.pdf, xlsx=asked.workbook)
        return UnitTask(WHOLE, asked.folder, self.year, (document,), output, self._travelling)

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
            # Where columns were mixed up, a number of a person may stand in place of a unit.
            known = scrubbed(name) or NAMELESS
            before = self.problems.get(known, "")
            self.problems[known] = f"{before}\n{_told(problems)}".strip()

    def _state(self, unit: str) -> str:
        return "未交" if unit in self.missing else "有误"

    def _row(self, task: UnitTask, wanted: Mapping[str, Rules]) -> dict[str, Any]:
        """What the whole is told of a unit: of its documents the fields that it asks for."""
        documents = [
            {"文种": document.type, "名称": document.name, **_picked(wanted, document.values)} for document in task.documents
        ]
        row: dict[str, Any] = {"单位": task.unit, "状态": "已交", "材料": documents}
        return row | ({"缺": list(self.lacking[task.unit])} if task.unit in self.lacking else {})

    def _wanted(self, whole: WholeOf) -> Mapping[str, Rules]:
        """The fields of the units' documents that the whole's document type asks for."""
        schema = self._plugins.document_type(whole.type).schema
        found: Any = schema.get("单位", {}).get("schema", {}).get("schema", {}).get("材料", {}).get("schema", {}).get("schema")
        if not isinstance(found, Mapping):
            raise DraftError([self._packet.draft.problem(("汇总", "文种"), f"“{whole.type}”不能用来汇总各单位的材料")])
        return {name: rules for name, rules in found.items() if name not in {"文种", "名称"}}

    def _check_whole(self, whole: WholeOf, found: Collected) -> Mapping[str, Any]:
        """See that the whole can be made; its constants, filled in."""
        self._wanted(whole)
        taken = next((unit for unit in found.units if unit.folder.casefold() == whole.folder.casefold()), None)
        if taken:
            message = f"“{whole.folder}”是单位“{taken.name}”的文件夹。换一个"
            raise DraftError([self._packet.draft.problem(("汇总", "文件夹"), message)])
        try:
            filled: Mapping[str, Any] = filled_all(whole.constants, {"年度": str(self.year), "材料包": self.title})
        except HongtouError as error:
            raise DraftError([self._packet.draft.problem(("汇总", "常量"), str(error))]) from error
        return filled


def load_packet(path: Path, office: Office | None = None, plugins: Plugins | None = None, read: Read = read_apart) -> Packet:
    """Read a packet and everything that it names.

    :param path: its file, ``packet.yaml``.
    :param office: whose it is; None: the office that the file belongs to.
    :param read: reads what the packet names; usually in a process of its own.
    :raises InputError: a file that all units share cannot be read.
    :raises FontError: a font file of the office cannot be read.
    :raises DraftError: the packet's file is wrong, or asks for what is not there.
    """
    packet = read_packet_file(path)
    made = _new_password() if packet.output.encrypted and not packet.password else ""
    return Packet(packet, known(office or load_office(path)), plugins or Plugins(), read, made)


def _new_password() -> str:
    from ..files.encrypted_zip import new_password

    return new_password()


def _told(problems: Iterable[Problem]) -> str:
    return scrubbed("\n".join(str(problem) for problem in problems))


def _picked(rules: Mapping[str, Rules], values: Mapping[str, Any]) -> dict[str, Any]:
    """Of a draft's values those that fields ask for."""
    return {name: _part(rules[name], value) for name, value in values.items() if name in rules}


def _part(rules: Rules, value: object) -> object:
    inner = rules.get("schema", {})
    match rules.get("type"), value:
        case "dict", Mapping():
            return _picked(inner, value)
        case "list", list():
            return [_part(inner, one) for one in value]
    return value
