"""Files from elsewhere are read by a process of their own: whatever one does to its reader, it harms nobody else."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, TypeVar

from ..errors import InputError
from .limits import Limits
from .worker import Fate, Reply, packed
from .worker_process import WorkerProcess

Task = TypeVar("Task")
Value = TypeVar("Value")
# What a file may cost that asks for nothing else.
LIMITS: Final = Limits(seconds=10.0, memory=400, network=False)


class Apart:
    """Does one thing after another with files from elsewhere in a process of their own, without a network.

    The process starts with the first and serves until :meth:`stop`, or until one was too much for it.

    :param modules: what it imports before the first.
    """

    def __init__(self, limits: Limits = LIMITS, modules: Sequence[str] = ()) -> None:
        self._process = WorkerProcess(limits, modules)

    def __enter__(self) -> Apart:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def do(self, function: Callable[[Task], Value], task: Task, path: Path, reader: str = "") -> Value:
        """What a function makes of a task. What it puts into its folder for temporary files is gone afterwards.

        :param function: importable by its name; task and value can be pickled.
        :param path: of the file, for messages.
        :param reader: the plug-in whose code reads it; empty: it is ours.
        :raises InputError: any error of ours that the function raised; or it was too much for the process.
        """
        with TemporaryDirectory(prefix="hongtou-import-", ignore_cleanup_errors=True) as folder:
            try:
                self._process.give(packed(_within, (Path(folder), function, task)))
                reply = self._process.finish()
            except BaseException:  # what was begun is not left running, nor its answer taken for the next one's
                self.stop()
                raise
        if reply.fate is Fate.MADE:
            value: Value = reply.value
            return value
        raise InputError(reply.reason if reply.fate is Fate.WRONG else f"{path}：{_told(reply, reader)}")

    def stop(self) -> None:
        """End the process."""
        self._process.stop()


def apart(function: Callable[[Task], Value], task: Task, path: Path, limits: Limits = LIMITS, reader: str = "") -> Value:
    """Do one thing as :meth:`Apart.do` does, in a process that ends with it."""
    with Apart(limits) as process:
        return process.do(function, task, path, reader)


def _within(work: tuple[Path, Callable[[Task], Value], Task]) -> Value:
    """What the worker does."""
    folder, function, task = work
    tempfile.tempdir = str(folder)
    return function(task)


def _told(reply: Reply, reader: str) -> str:
    who = f"插件“{reader}”" if reader else ""
    match reply.fate:
        case Fate.LATE | Fate.MEMORY:
            return f"{who}读这个文件{reply.reason}。它太大或者结构太乱：分成几份，或者只把文字复制到 .txt 里再来"
        case Fate.DIED:
            return f"{who}读这个文件时，{reply.reason}。文件也许坏了：用原来的程序打开，另存一份再来"
    return f"{who}读不了这个文件，程序出错：{reply.reason}。把文件和这句话告诉维护的人；急用的，把文字复制到 .txt 里再来"
