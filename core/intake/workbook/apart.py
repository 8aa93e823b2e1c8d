"""Workbooks that others filled in, read by a worker process: whatever one does to its reader, it harms nobody else."""

from __future__ import annotations

import atexit
from collections.abc import Callable, Iterator
from enum import Enum
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, TypeVar

from ...errors import InputError
from ...workers.limits import Limits
from ...workers.worker import Fate, Reply, packed
from ...workers.worker_process import WorkerProcess
from .appearance import SheetLook
from .file import SAVE_AS, read_workbook
from .reader import Row, Workbook

Task = TypeVar("Task")
# The largest workbook that is let in takes half of the time, and a quarter of the memory (MiB).
LIMITS: Final = Limits(seconds=60.0, memory=2048, network=False)


class Question(Enum):
    """What is asked of a workbook."""

    SHEETS = "sheets"
    ROWS = "rows"
    LOOK = "look"


class WorkbookApart:
    """A workbook, as :class:`~.workbook.Workbook` is one.

    :param content: the bytes of its file; None: they are read from it, once.
    :raises InputError: as that does; or its reader took too long, too much memory, or was ended by it.
    """

    def __init__(self, path: Path, content: bytes | None = None) -> None:
        self.path = path
        self._content = read_workbook(path) if content is None else content
        self.sheets: list[str] = self._ask(Question.SHEETS)

    def rows(self, sheet: str) -> Iterator[Row]:
        """The rows of a sheet that are not empty.

        :raises InputError: as above.
        """
        yield from self._ask(Question.ROWS, sheet)

    def appearance(self, sheet: str) -> SheetLook:
        """How a sheet looks; one whose rows were read before.

        :raises InputError: as above.
        """
        found: SheetLook = self._ask(Question.LOOK, sheet)
        return found

    def _ask(self, question: Question, sheet: str = "") -> Any:  # noqa: ANN401 - what it is depends on the question
        return ask(read, (self.path, self._content, question, sheet), str(self.path))


def ask(function: Callable[[Task], object], task: Task, where: str, told: Callable[[Reply], str] | None = None) -> Any:  # noqa: ANN401
    """What a function makes of a task, in the process that reads workbooks and whatever else people fill in.

    :param function: importable by its name; task and value can be pickled.
    :param where: whose file it is, for messages.
    :param told: what to say of a process that did not come to its end; None: what is said of workbooks.
    :raises InputError: any error of ours that the function raised; or it was too much for the process.
    """
    process = _process()
    process.give(packed(function, task))
    reply = process.finish()
    if reply.fate is Fate.MADE:
        return reply.value
    raise InputError(reply.reason if reply.fate is Fate.WRONG else f"{where}：{(told or _told)(reply)}")


def read(task: tuple[Path, bytes, Question, str]) -> list[str] | list[Row] | SheetLook:
    """What the worker does: the names of a workbook's sheets, the rows of one, or its looks."""
    path, content, question, sheet = task
    book = _opened(path, content)
    match question:
        case Question.SHEETS:
            return book.sheets
        case Question.ROWS:
            return list(book.rows(sheet))
        case Question.LOOK:
            return book.appearance(sheet)


@lru_cache(maxsize=1)
def _opened(path: Path, content: bytes) -> Workbook:
    return Workbook(path, content)


@lru_cache(maxsize=1)
def _process() -> WorkerProcess:
    """The one worker of this process, for all its workbooks."""
    process = WorkerProcess(LIMITS)
    atexit.register(process.stop)
    return process


def _told(reply: Reply) -> str:
    match reply.fate:
        case Fate.LATE | Fate.MEMORY:
            return f"读这个工作簿{reply.reason}。里面也许有几百万行，删去没有用的行和列，保存再来"
        case Fate.DIED:
            return f"读这个工作簿时，{reply.reason}。工作簿也许坏了。{SAVE_AS}"
    return f"读不了这个工作簿，程序出错：{reply.reason}。{SAVE_AS}"
