"""Files from elsewhere are read by a process of their own: whatever one does to its reader, it harms nobody else."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TypeVar

from ..errors import InputError
from ..plugin import Importer, TrackedChanges
from ..workers.worker import Fate, Reply, packed
from ..workers.worker_process import Limits, WorkerProcess
from .importer import Imported, import_file

Task = TypeVar("Task")
Value = TypeVar("Value")
# What a file may cost that asks for nothing else.
LIMITS: Final = Limits(seconds=10.0, memory=400, network=False)


@dataclass(frozen=True, slots=True)
class _Task:
    path: Path
    importer: Importer
    genre: str
    known: tuple[str, ...]
    changes: TrackedChanges


def import_apart(
    path: Path, importer: Importer, *, genre: str = "", known: Sequence[str] = (), changes: TrackedChanges = TrackedChanges.REFUSE
) -> Imported:
    """Make drafts of a file, as :func:`~.importer.import_file` does, within the importer's limits of time and memory.

    :raises InputError: as that does; or it took too long, too much memory, or the process was ended by it.
    """
    task = _Task(path, importer, genre, tuple(known), changes)
    return apart(_imported, task, path, Limits(seconds=importer.seconds, memory=importer.memory, network=False))


def apart(function: Callable[[Task], Value], task: Task, path: Path, limits: Limits = LIMITS) -> Value:
    """Do something with a file from elsewhere in a process of its own, without a network.

    What it puts into its folder for temporary files is gone afterwards, however it ended.

    :param function: importable by its name; task and value can be pickled.
    :param path: of the file, for messages.
    :raises InputError: any error of ours that the function raised; or it was too much for the process.
    """
    process = WorkerProcess(limits)
    with TemporaryDirectory(prefix="hongtou-import-", ignore_cleanup_errors=True) as folder:
        try:
            process.give(packed(_within, (Path(folder), function, task)))
            reply = process.finish()
        finally:
            process.stop()
    if reply.fate is Fate.MADE:
        value: Value = reply.value
        return value
    raise InputError(reply.reason if reply.fate is Fate.WRONG else f"{path}：{_told(reply)}")


def _within(work: tuple[Path, Callable[[Task], Value], Task]) -> Value:
    """What the worker does."""
    folder, function, task = work
    tempfile.tempdir = str(folder)
    return function(task)


def _imported(task: _Task) -> Imported:
    return import_file(task.path, genre=task.genre, known=task.known, changes=task.changes, importer=task.importer)


def _told(reply: Reply) -> str:
    match reply.fate:
        case Fate.LATE | Fate.MEMORY:
            return f"读这个文件{reply.reason}。它太大或者结构太乱：分成几份，或者只把文字复制到 .txt 里再来"
        case Fate.DIED:
            return f"读这个文件时，{reply.reason}。文件也许坏了：用原来的程序打开，另存一份再来"
    return f"读不了这个文件，程序出错：{reply.reason}。把文件和这句话告诉维护的人；急用的，把文字复制到 .txt 里再来"
