"""A place where a worker process works: started when needed, watched, killed when it takes too long, replaced when it ended."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Sequence
from contextlib import suppress
from multiprocessing.connection import Connection, wait
from typing import Final

from ..errors import HongtouError
from .limits import Limits
from .process import start
from .worker import Fate, Reply

# So many workers in a row that end before they can work are no accident.
_STARTS: Final = 3
_START_SECONDS: Final = 60.0


class WorkerProcess:
    """One worker process after another, each with one task at a time.

    :param limits: what a task may cost.
    :param modules: what a worker imports before its first task.
    """

    def __init__(self, limits: Limits, modules: Sequence[str] = ()) -> None:
        self._limits = limits
        self._modules = modules
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Connection | None = None
        self._fresh = True
        self._done = 0
        self._until = 0.0

    @property
    def connection(self) -> Connection:
        """What becomes readable when there is a reply, or when the worker has ended."""
        assert self._connection is not None  # noqa: S101 - only asked of one that was given a task
        return self._connection

    @property
    def left(self) -> float:
        """How many seconds its task still has; below 0: none."""
        return self._until - time.monotonic()

    def begin(self) -> None:
        """See that a worker is there or on its way; a first task finds it ready then."""
        if self._connection is None:
            self._start()

    def give(self, payload: bytes) -> None:
        """Begin with a task; it must be free.

        :param payload: as :func:`~hongtou.workers.worker.packed` gives it.
        :raises HongtouError: no worker can be started.
        """
        for _ in range(_STARTS):
            self.begin()
            # A worker that was killed while it had nothing to do has done no harm: the next one takes the task.
            with suppress(OSError, EOFError):
                self._ready()
                self.connection.send_bytes(payload)
                self._until = time.monotonic() + self._limits.seconds
                return
            self.stop()
        raise HongtouError("工作进程启动不了。设 HONGTOU_DEBUG=1 再运行一次，看它说了什么")

    def take(self) -> Reply:
        """The reply to its task, once there is one, or its worker ended, or its time is over; it is free after that."""
        if not self.connection.poll():
            self.stop()
            return Reply(Fate.LATE, reason=f"超过 {self._limits.seconds:g} 秒没有做完，已经停下")
        try:
            reply: Reply = self.connection.recv()
        except (OSError, EOFError):
            return Reply(Fate.DIED, reason=f"工作进程中途退出（{_how(self.stop())}）")
        self._done += 1
        if reply.fate is Fate.MEMORY:
            reply = Reply(Fate.MEMORY, reason=f"用的内存超过 {self._limits.memory} MiB，已经停下")
        if reply.fate is Fate.MEMORY or self._done >= self._limits.tasks:
            self.stop()
        return reply

    def finish(self) -> Reply:
        """Wait for the reply to its task, as long as it may take."""
        wait([self.connection], max(self.left, 0))
        return self.take()

    def stop(self) -> int:
        """End the worker, whatever it is doing.

        :return: how it ended, as :class:`subprocess.Popen` tells it; of one that had ended already, how it did.
        """
        process, connection = self._process, self._connection
        self._process = self._connection = None
        if process is None or connection is None:
            return 0
        connection.close()
        # It leads a group of its own: the programs that it started end with it.
        with suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        return process.wait()

    def _start(self) -> None:
        limits = (self._limits.memory, int(self._limits.network), self._limits.nice)
        self._process, self._connection = start("hongtou.workers.worker", *map(str, limits), *self._modules)
        self._done = 0
        self._fresh = True

    def _ready(self) -> None:
        """Wait until a fresh worker can work.

        :raises OSError: it did not come up, or has gone since.
        """
        if self._fresh:
            if not self.connection.poll(_START_SECONDS):
                raise TimeoutError
            self.connection.recv()
            self._fresh = False
        elif self.connection.poll():  # nothing was asked of it: this is its end
            raise BrokenPipeError


def _how(code: int) -> str:
    """How a process ended, for people."""
    if code >= 0:
        return f"退出码 {code}"
    with suppress(ValueError):
        return signal.Signals(-code).name
    return f"信号 {-code}"
