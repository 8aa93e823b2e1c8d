"""Packets as tests need them: units with a few small documents, their data given here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from hongtou.batch.engine import Outcomes, packed, told
from hongtou.batch.task import Document, Output, UnitTask
from hongtou.batch.worker import attempt
from hongtou.errors import Place
from hongtou.office import Office
from hongtou.register.entry import Series

VALUES: Mapping[str, Any] = {
    "文种": "通知",
    "发文机关": "云州市医学会",
    "标题": "关于报送年度材料的通知",
    "成文日期": "2026-11-21",
    "格式": "普通",
    "正文": "请于年底前报送年度材料。",
}


def document(unit: str, number: int = 0, numbered: bool = False, **values: Any) -> Document:
    series = Series("云医发", 2026) if numbered else None
    identity = f"2026/{unit}/{number}" if numbered else ""
    place = {("标题",): Place("单位.xlsx!B7")}
    return Document(f"文件{number}", "通知", {**VALUES, "主送": unit, **values}, place, identity, series, f"{unit}/文件{number}")


def unit(name: str, office: Office | None = None, count: int = 1, output: Output | None = None, **values: Any) -> UnitTask:
    """A unit whose first document is numbered where there is an office."""
    documents = tuple(document(name, number, numbered=bool(office) and number == 0, **values) for number in range(count))
    return UnitTask(name, name, 2026, documents, output or Output(pdf=False), office or Office())


@dataclass
class Units:
    """A packet."""

    tasks: Sequence[UnitTask]
    problems: Mapping[str, str] = field(default_factory=dict)
    missing: Sequence[str] = ()
    title: str = "年度材料"
    year: int = 2026


class Here:
    """An engine that does everything in this process; remembers what it did."""

    workers = 1

    def __init__(self) -> None:
        self.done: list[Any] = []

    def outcomes(self, function: Any, tasks: Any) -> Outcomes[Any, Any]:
        for task in tasks:
            self.done.append(task)
            yield told(task, attempt(function, packed(task)))


def tree(folder: Path) -> dict[str, bytes]:
    """All files of a folder, hidden ones apart."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file() and not path.name.startswith("."))
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
