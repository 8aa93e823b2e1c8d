"""Starts the processes of a batch, all in one way: their modules never come from the current folder."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator
from multiprocessing.connection import Connection
from pathlib import Path


def start(module: str, *words: str) -> tuple[subprocess.Popen[bytes], Connection]:
    """Run a module of ours as a process; it, and the connection to it.

    :param module: gets the number of its end of the connection, this process's number and the words as arguments.
    """
    ours, theirs = socket.socketpair()
    with ours, theirs:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", module, str(theirs.fileno()), str(os.getpid()), *words],
            pass_fds=[theirs.fileno()],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(_search_path())},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            # Libraries quote what they draw: that is nothing for a terminal or a log.
            stderr=None if os.environ.get("HONGTOU_DEBUG", "") not in {"", "0"} else subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for the parent, which ends its children itself
        )
        return process, Connection(ours.detach())


def _search_path() -> Iterator[str]:
    """Where modules are looked for: as here, but for folders that are named from the current one."""
    return (folder for folder in sys.path if Path(folder).is_absolute())
