"""Packets as tests need them: units with a few small documents, their data given here."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hongtou.batch.make import make_unit
from hongtou.draft import FieldPath
from hongtou.errors import Place
from hongtou.office import Office
from hongtou.packet.basis import Basis
from hongtou.packet.task import Document, Output, UnitTask
from hongtou.register.entry import Series
from hongtou.workers.engine import Outcomes, told
from hongtou.workers.worker import attempt, packed

VALUES: Mapping[str, Any] = {
    "文种": "通知",
    "发文机关": "云州市医学会",
    "标题": "关于报送年度材料的通知",
    "成文日期": "2026-11-21",
    "正文": "请于年底前报送年度材料。",
}


def document(unit: str, number: int = 0, numbered: bool = False, formats: tuple[str, ...] = ("docx",), **values: Any) -> Document:
    series = Series("云医发", 2026) if numbered else None
    identity = f"2026/{unit}/{number}" if numbered else ""
    place: dict[FieldPath, Place] = {("标题",): Place("单位.xlsx!B7")}
    given = {**VALUES, "主送": unit, **values}
    return Document(f"文件{number}", "通知", given, place, identity, series, f"{unit}/文件{number}", formats=formats)


def unit(name: str, office: Office | None = None, count: int = 1, output: Output | None = None, **values: Any) -> UnitTask:
    """A unit whose first document is numbered where there is an office.

    :param values: fields of its documents, and their ``formats``.
    """
    documents = tuple(document(name, number, numbered=bool(office) and number == 0, **values) for number in range(count))
    return UnitTask(name, name, 2026, documents, output or Output(), office or Office())


@dataclass
class Units:
    """A packet."""

    tasks: Sequence[UnitTask]
    problems: Mapping[str, str] = field(default_factory=dict)
    missing: Sequence[str] = ()
    lacking: Mapping[str, Sequence[str]] = field(default_factory=dict)
    notes: Sequence[str] = ()
    year: int = 2026
    all_together: UnitTask | None = None
    password: str = ""
    basis: Basis | None = None

    def __post_init__(self) -> None:
        self.units = tuple(dict.fromkeys([*self.problems, *self.missing, *(task.unit for task in self.tasks)]))
        self.left_out: list[str] = []

    @property
    def identity(self) -> str:
        return f"年度材料（{self.year}年）"

    def whole(self, failed: Collection[str] = ()) -> UnitTask | None:
        self.left_out = list(failed)
        return self.all_together


class Here:
    """An engine that does everything in this process; remembers what it made."""

    workers = 1

    def __init__(self) -> None:
        self.done: list[Any] = []

    def outcomes(self, function: Any, tasks: Any) -> Outcomes[Any, Any]:
        for task in tasks:
            self.done += [task] if function is make_unit else []
            yield told(task, attempt(packed(function, task)))


def tree(folder: Path) -> dict[str, bytes]:
    """All files of a folder, hidden ones apart."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
