"""Starts processes: those of ours all in one way, whose modules never come from the current folder; and programs of others."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Sequence
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Final

# What only the process that people started may know: no other needs these, and some run on what others wrote.
SECRETS: Final = frozenset({"HONGTOU_PASSWORD", "HONGTOU_SIGN_PASSWORD", "HONGTOU_REGISTER", "PGPASSWORD", "PGPASSFILE"})


def start(module: str, *words: str) -> tuple[subprocess.Popen[bytes], Connection]:
    """Run a module of ours as a process; it, and the connection to it.

    :param module: gets the number of its end of the connection, this process's number and the words as arguments.
    """
    ours, theirs = socket.socketpair()
    with ours, theirs:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", module, str(theirs.fileno()), str(os.getpid()), *words],
            pass_fds=[theirs.fileno()],
            env={**_environment(), "PYTHONPATH": os.pathsep.join(_search_path())},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            # Libraries quote what they draw: that is nothing for a terminal or a log.
            stderr=None if os.environ.get("HONGTOU_DEBUG", "") not in {"", "0"} else subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C is for the parent, which ends its children itself
        )
        return process, Connection(ours.detach())


def run_program(words: Sequence[str], folder: Path, seconds: float) -> int:
    """Run a program of others to its end, within the limits of this process, with which it ends.

    :param folder: its working folder and its home: it finds nothing of the user's there.
    :return: its exit code; -9: it took longer than ``seconds``.
    :raises OSError: it cannot be started.
    """
    environment = {name: value for name, value in os.environ.items() if name in {"PATH", "LANG", "LC_ALL", "LC_CTYPE"}}
    nothing = subprocess.DEVNULL
    with subprocess.Popen(
        words, cwd=folder, env={**environment, "HOME": str(folder)}, stdin=nothing, stdout=nothing, stderr=nothing
    ) as program:
        try:
            return program.wait(seconds)
        except subprocess.TimeoutExpired:
            program.kill()
            return program.wait()


def _environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if name not in SECRETS}


def _search_path() -> Iterator[str]:
    """Where modules are looked for: as here, but for folders that are named from the current one."""
    return (folder for folder in sys.path if Path(folder).is_absolute())
