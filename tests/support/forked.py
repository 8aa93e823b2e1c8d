"""Runs commands in processes of their own that have everything imported: each is forked from one that waits.

What a command leaves in its process ends with it, as it does in a process that is started; only the start is saved. The workers
that a command has are forked from it in turn.
"""

from __future__ import annotations

import gc
import json
import os
import pkgutil
import resource
import select
import signal
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, Self

# What a running interpreter cannot take from its environment any more.
STARTING = ("PYTHON", "LANG", "LC_", "LD_")
# What the code imports only where it is used.
LATE = ("markdown_it", "PIL.ImageCms", "PIL.ImageDraw", "pypdfium2", "uharfbuzz", "xlsxwriter")


class Forker:
    """The process that waits.

    :param environment: what it starts with; commands may have more, but for what :data:`STARTING` names.
    """

    def __init__(self, environment: Mapping[str, str]) -> None:
        self.environment = starting(environment)
        self._process = subprocess.Popen(
            [sys.executable, __file__], env=dict(environment), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stdin.close()  # type: ignore[union-attr]
        self._process.wait()
        self._process.stdout.close()  # type: ignore[union-attr]

    def run(
        self,
        arguments: Sequence[str],
        folder: Path,
        environment: Mapping[str, str],
        *,
        code: str = "",
        together: bool = False,
        memory: int = resource.RLIM_INFINITY,
        killed: float | None = None,
    ) -> tuple[int, bytes, bytes]:
        """Run ``hongtou``, or some code: its exit code, and what it printed on both streams.

        :param code: Python's, which finds the arguments in ``sys.argv``.
        :param together: as on a terminal: all in the order in which it was printed, as if it were the first stream's.
        :param memory: how many bytes it may have.
        :param killed: after how many seconds it is killed, if it has not ended before.
        """
        with TemporaryDirectory() as name:
            streams = Path(name, "out"), Path(name, "out" if together else "err")
            told = {
                "arguments": arguments,
                "code": code,
                "folder": str(folder),
                "environment": dict(environment),
                "streams": list(map(str, streams)),
                "memory": memory,
                "killed": killed,
            }
            print(json.dumps(told), file=self._process.stdin, flush=True)
            answer = self._process.stdout.readline()  # type: ignore[union-attr]
            return int(answer), streams[0].read_bytes(), b"" if together else streams[1].read_bytes()


def surroundings(**more: str) -> dict[str, str]:
    """This process's environment without what tests decide for themselves, in UTF-8."""
    decided = ("PYTHON", "HONGTOU_DEBUG", "HONGTOU_REGISTER", "LC_", "LANG")
    return {name: value for name, value in os.environ.items() if not name.startswith(decided)} | {"LANG": "C.UTF-8"} | more


def starting(environment: Mapping[str, str]) -> dict[str, str]:
    """What of an environment counts when an interpreter starts, but for the folders of plug-ins."""
    return {name: value for name, value in environment.items() if name.startswith(STARTING) and name != "PYTHONPATH"}


def _wait_for_commands() -> None:
    """Read commands, line by line, until there are no more; answer with their exit codes."""
    _import_all()
    answers = os.fdopen(os.dup(1), "w")
    for line in sys.stdin:
        told = json.loads(line)
        child = os.fork()
        if not child:
            answers.close()
            _become(told)
        if told["killed"] is not None:
            _kill(child, told["killed"])
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), file=answers, flush=True)


def _kill(child: int, seconds: float) -> None:
    """Kill a command after so many seconds, if it has not ended before."""
    handle = os.pidfd_open(child)
    if not select.select([handle], [], [], seconds)[0]:
        os.kill(child, signal.SIGKILL)
    os.close(handle)


def _import_all() -> None:
    """Import whatever commands may import, read the types that wait for it, and compile the patterns that do."""
    import hongtou
    import hongtou.plugin.manager
    import hongtou.plugins
    from hongtou.pattern import pattern

    for package in (hongtou, hongtou.plugins):
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            # Migrations run when they are imported by Alembic alone; dask is for clusters.
            if not any(part in module.name for part in (".migrations", ".cluster", "__main__")):
                import_module(module.name)
    for name in LATE:
        import_module(name)
    assert list(hongtou.plugin.manager.Plugins().document_types.values())
    for thing in gc.get_objects():
        if type(thing) is type(pattern("")):
            _ = thing.pattern
    for user in ("hongtou.packet.reading", "hongtou.workers.worker_process"):
        vars(import_module(user))["start"] = start_worker
    gc.freeze()


class _Worker:
    """A forked process, as far as :class:`subprocess.Popen` is asked of one."""

    def __init__(self, pid: int) -> None:
        self.pid = pid

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        return os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])


def start_worker(module: str, *words: str) -> tuple[_Worker, Connection]:
    """As :func:`hongtou.workers.process.start`, but forked."""
    ours, theirs = socket.socketpair()
    child = os.fork()
    if child:
        theirs.close()
        return _Worker(child), Connection(ours.detach())
    code = 1
    try:
        os.setsid()
        nothing = os.open(os.devnull, os.O_RDWR)
        for number in range(3):
            os.dup2(nothing, number)
        os.closerange(3, theirs.fileno())
        os.closerange(theirs.fileno() + 1, nothing + 4096)
        sys.argv = [module, str(theirs.detach()), str(os.getppid()), *words]
        for secret in import_module("hongtou.workers.process").SECRETS:
            os.environ.pop(secret, None)
        import_module(module).main()
        code = 0
    finally:
        os._exit(code)


def _become(told: Mapping[str, Any]) -> None:
    """Be the command: with its folder, its environment and its streams; never comes back."""
    code = 1
    try:
        for number, path in zip((1, 2), told["streams"], strict=True):
            os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), number)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        sys.stdin, sys.stdout, sys.stderr = _stream(0, "r"), _stream(1, "w"), _stream(2, "w")
        os.chdir(told["folder"])
        os.environ.clear()
        os.environ.update(told["environment"])
        sys.path[:0] = filter(None, told["environment"].get("PYTHONPATH", "").split(os.pathsep))
        sys.argv = ["hongtou", *told["arguments"]]
        resource.setrlimit(resource.RLIMIT_AS, (told["memory"], told["memory"]))
        code = _run(told["arguments"], told["code"])
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _run(arguments: Sequence[str], code: str) -> int:
    if code:
        exec(code, {"__name__": "__main__"})  # noqa: S102
        return 0
    from hongtou.cli import run

    return run(list(arguments))


def _stream(number: int, mode: str) -> IO[str]:
    return open(number, mode, encoding="utf-8", errors="backslashreplace" if number == 2 else "strict", closefd=False)


if __name__ == "__main__":
    sys.path.pop(0)
    _wait_for_commands()
