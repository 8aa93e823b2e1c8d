"""The office's page as people run it: a process of its own, with all that it starts."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

SERVE = (sys.executable, "-m", "hongtou", "serve")


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[subprocess.Popen[str]]:
    """``hongtou serve`` in an office's folder; at the end it is killed with all its processes."""
    with subprocess.Popen(
        [*SERVE, *options], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as server:
        try:
            yield server
        finally:
            end_all(server, signal.SIGKILL)


def end_all(server: subprocess.Popen[str], number: signal.Signals) -> None:
    """Send a signal to a server and to all that it started."""
    with suppress(ProcessLookupError):
        os.killpg(server.pid, number)
