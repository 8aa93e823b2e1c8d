"""A worker process: makes what its parent sends, one thing at a time, within its limits, and never outlives its parent."""

from __future__ import annotations

import ctypes
import os
import pickle
import signal
import sys
import threading
import time
import traceback
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

from ..errors import HongtouError
from .isolation import leave_network

_PR_SET_PDEATHSIG: Final = 1
_MIB: Final = 1024 * 1024
# How often a worker looks whether its parent is still there, in seconds; on Linux the kernel tells it at once.
_LOOK: Final = 1.0
# After so many seconds without a task a worker ends; a new one starts quickly.
_IDLE: Final = 600.0


class Fate(StrEnum):
    """What became of a task."""

    MADE = "made"
    WRONG = "wrong"  # its data is wrong; the reason says where
    BUG = "bug"  # our code failed
    MEMORY = "memory"  # it wanted more memory than it may have
    LATE = "late"  # it took longer than it may
    DIED = "died"  # its process ended


@dataclass(frozen=True, slots=True)
class Reply:
    """What came of one task.

    :param value: what the function returned; None where it did not.
    :param reason: in words for people, without personal data; empty where all is well.
    """

    fate: Fate
    value: Any = None
    reason: str = ""


def main() -> None:
    """What a worker process runs: ``python -m hongtou.workers.worker HANDLE PARENT MEMORY NETWORK NICE MODULE…``."""
    handle, parent, memory, network, nice = (int(word) for word in sys.argv[1:6])
    if not network:
        leave_network()
    die_with(parent)
    limit_memory(memory)
    if hasattr(os, "nice"):
        os.nice(nice)
    with Connection(handle) as connection, suppress(EOFError, BrokenPipeError, ConnectionResetError):
        connection.send(os.getpid())
        for module in sys.argv[6:]:
            with suppress(Exception):  # what fails here fails again with the first task, which tells it
                import_module(module)
        while connection.poll(_IDLE):
            payload = connection.recv_bytes()
            connection.send(attempt(payload))
            del payload


def packed(function: Callable[[Any], Any], task: object) -> bytes:
    """What is to be done with which task, as it travels."""
    return pickle.dumps((function, task), pickle.HIGHEST_PROTOCOL)


def attempt(payload: bytes) -> Reply:
    """Do what :func:`packed` tells; whatever goes wrong becomes a reply."""
    try:
        function, task = pickle.loads(payload)  # noqa: S301 - from our own parent
        return Reply(Fate.MADE, function(task))
    except HongtouError as error:
        return Reply(Fate.MEMORY) if of_memory(error) else Reply(Fate.WRONG, reason=str(error))
    except MemoryError:
        return Reply(Fate.MEMORY)
    except (Exception, SystemExit) as error:
        return Reply(Fate.MEMORY) if of_memory(error) else Reply(Fate.BUG, reason=kind(error))


def limit_memory(mebibytes: int) -> None:
    """Let this process have no more memory of its own than this; 0: as much as there is. Systems that know no limit set none."""
    if mebibytes and sys.platform == "linux":
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_DATA)
        limit = mebibytes * _MIB if most == resource.RLIM_INFINITY else min(mebibytes * _MIB, most)
        resource.setrlimit(resource.RLIMIT_DATA, (limit, limit))


def die_with(parent: int) -> None:
    """End this process when its parent ends, however that comes about: killed, too, and even while this one hangs."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGKILL, 0, 0, 0)
    if os.getppid() != parent:  # it ended before the kernel knew what to do
        os._exit(1)
    threading.Thread(target=_watch, args=(parent,), daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_LOOK)
    os._exit(1)


def of_memory(error: BaseException | None) -> bool:
    """Whether too little memory is behind an error."""
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        if isinstance(error, MemoryError):
            return True
        seen.add(id(error))
        error = error.__cause__ or error.__context__
    return False


def kind(error: BaseException) -> str:
    """What a strange exception is and where it was raised; its words may quote anybody's data."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"（{Path(frames[-1].filename).name}:{frames[-1].lineno}）" if frames else ""
    return f"{type(error).__name__}{place}"


if __name__ == "__main__":
    # Run as a program this module is not the one that pickles name: hand over to that.
    from hongtou.workers.worker import main as run

    run()
