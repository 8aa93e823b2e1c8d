"""The office's page as people run it: a process of its own, with all that it starts."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from support.machines import free_port

if TYPE_CHECKING:
    from hongtou.web.site import Site

SERVE = (sys.executable, "-m", "hongtou", "serve")


@contextmanager
def serving(folder: Path, *options: str, stdin: int = subprocess.DEVNULL) -> Iterator[subprocess.Popen[str]]:
    """``hongtou serve`` in an office's folder; at the end it is killed with all its processes.

    :param stdin: what it reads from: nobody is at the keyboard, unless a terminal is given.
    """
    with subprocess.Popen(
        [*SERVE, *options],
        cwd=folder,
        stdin=stdin,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    ) as server:
        try:
            yield server
        finally:
            end_all(server, signal.SIGKILL)


@contextmanager
def office_serving(folder: Path, workers: int, *options: str) -> Iterator[str]:
    """``hongtou serve --office-server`` without TLS: what browsers open."""
    port = free_port()
    origin = f"http://127.0.0.1:{port}"
    known = ("--office-server", "--origin", origin, "--port", str(port), "--workers", str(workers))
    with serving(folder, *known, *options) as server:
        assert server.stderr
        started = 0
        while started < workers:
            told = server.stderr.readline()
            assert told, "the server ended"
            started += "startup complete" in told
        threading.Thread(target=server.stderr.read, daemon=True).start()  # it must not wait for whoever reads its log
        yield origin


def end_all(server: subprocess.Popen[str], number: signal.Signals) -> None:
    """Send a signal to a server and to all that it started."""
    with suppress(ProcessLookupError):
        os.killpg(server.pid, number)


@contextmanager
def listening() -> Iterator[tuple[socket.socket, str]]:
    """A free port of this computer, and what a browser writes before the path."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server, f"http://127.0.0.1:{server.getsockname()[1]}"


@contextmanager
def in_thread(site: "Site", server: socket.socket) -> Iterator[None]:
    """A site served by this process, so that tests can bring it to any state; it is closed at the end."""
    import uvicorn
    from hongtou.web.application import application

    running = uvicorn.Server(uvicorn.Config(application(site), log_config=None, access_log=False, timeout_graceful_shutdown=1))
    thread = threading.Thread(target=running.run, args=([server],), daemon=True)
    thread.start()
    try:
        yield
    finally:
        running.should_exit = True
        thread.join()


def started(server: subprocess.Popen[str], workers: int) -> None:
    """Wait until all processes of an office's server are there; what it logs from then on is not kept.

    :raises RuntimeError: it ended.
    """
    assert server.stderr
    told: list[str] = []
    while sum("startup complete" in line for line in told) < workers:
        line = server.stderr.readline()
        if not line:
            raise RuntimeError("".join(told))
        told.append(line)
    threading.Thread(target=lambda: [None for _ in server.stderr or ()], daemon=True).start()
