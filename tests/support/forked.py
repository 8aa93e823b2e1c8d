"""Runs commands in processes of their own that have everything imported: each is forked from one that waits.

What a command leaves in its process ends with it, as it does in a process that is started; only the start is saved. The workers
that a command has are forked from it in turn, and the commands that the tests of a plug-in have; the workers of the tests' own
process are forked from a second one that waits.
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
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from importlib import import_module
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, TYPE_CHECKING, Any, NoReturn, Self

if TYPE_CHECKING:
    from hongtou.testing.running import Ran

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
        self._whole = dict(environment)
        self._starting = threading.Lock()  # workers are called for from several threads
        self._started: tuple[subprocess.Popen[str], socket.socket] | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._started:
            process, calls = self._started
            calls.close()
            process.stdin.close()  # type: ignore[union-attr]
            process.wait()
            process.stdout.close()  # type: ignore[union-attr]

    def _ready(self) -> tuple[subprocess.Popen[str], socket.socket]:
        """The process, and the connection for calls; started when it is first asked for."""
        with self._starting:
            if self._started is None:
                ours, calls = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
                with calls:
                    process = subprocess.Popen(
                        [sys.executable, __file__, str(calls.fileno())],
                        env=self._whole,
                        stdin=subprocess.PIPE,
                        stdout=subprocess.PIPE,
                        text=True,
                        pass_fds=[calls.fileno()],
                    )
                self._started = process, ours
            return self._started

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
            told = _told(Path(name), arguments, folder, environment) | {"code": code, "memory": memory, "killed": killed}
            if together:
                told["streams"] = told["streams"][:1] * 2
            process, _ = self._ready()
            print(json.dumps(told), file=process.stdin, flush=True)
            answer = process.stdout.readline()  # type: ignore[union-attr]
            out, err = (Path(stream).read_bytes() for stream in told["streams"])
            return int(answer), out, b"" if together else err

    def run_tests(self, folder: Path, search: Path, *files: str) -> tuple[int, str]:
        """Run the tests of a plug-in as its author does: pytest's exit code, and what it printed.

        :param search: where what they import is installed.
        """
        words = "-q", "-p", "no:cacheprovider", "-p", "hongtou.testing", *files
        environment = surroundings(PYTHONPATH=str(search), PYTEST_DISABLE_PLUGIN_AUTOLOAD="1")
        code = "import pytest, sys; sys.exit(pytest.main(sys.argv[1:]))"
        ended, printed, _ = self.run(words, folder, environment, code=code, together=True)
        return ended, printed.decode()

    def start(self, module: str, *words: str) -> tuple[CalledWorker, Connection]:
        """As :func:`hongtou.workers.process.start`, but forked: a worker of this process."""
        ours, theirs = socket.socketpair()
        ends, end = os.pipe()
        told = {"module": module, "words": words, "folder": str(Path.cwd()), "environment": dict(os.environ), "path": sys.path}
        _, calls = self._ready()
        socket.send_fds(calls, [json.dumps(told).encode()], [theirs.fileno(), end])
        theirs.close()
        os.close(end)
        return CalledWorker(os.fdopen(ends)), Connection(ours.detach())


class CalledWorker:
    """A worker that another process forked, as far as :class:`subprocess.Popen` is asked of one.

    :param told: tells its number and, when it has ended, its exit code.
    """

    def __init__(self, told: IO[str]) -> None:
        self._told = told
        self.pid = int(told.readline())

    def kill(self) -> None:
        os.kill(self.pid, signal.SIGKILL)

    def wait(self) -> int:
        with self._told:
            return int(self._told.readline() or -signal.SIGKILL)  # it ends with the process that forked it


def _told(scratch: Path, arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> dict[str, Any]:
    """What :func:`_become` is told.

    :param scratch: where the streams are written.
    """
    return {
        "arguments": list(arguments),
        "code": "",
        "folder": str(folder),
        "environment": dict(environment),
        "streams": [str(scratch / "out"), str(scratch / "err")],
        "memory": resource.RLIM_INFINITY,
    }


def surroundings(**more: str) -> dict[str, str]:
    """This process's environment without what tests decide for themselves, in UTF-8."""
    decided = ("PYTHON", "HONGTOU_DEBUG", "HONGTOU_REGISTER", "LC_", "LANG")
    return {name: value for name, value in os.environ.items() if not name.startswith(decided)} | {"LANG": "C.UTF-8"} | more


def starting(environment: Mapping[str, str]) -> dict[str, str]:
    """What of an environment counts when an interpreter starts, but for the folders of plug-ins."""
    return {name: value for name, value in environment.items() if name.startswith(STARTING) and name != "PYTHONPATH"}


def _wait() -> None:
    """Wait for commands in this process, and in another for who needs workers."""
    _import_all()
    calls = socket.socket(fileno=int(sys.argv[1]))
    if not os.fork():
        for number in range(2):
            os.dup2(os.open(os.devnull, os.O_RDWR), number)
        _wait_for_calls(calls)
    calls.close()
    _wait_for_commands()


def _wait_for_calls(calls: socket.socket) -> NoReturn:
    """Fork a worker for each call, until there are no more; tell its number, and its exit code when it has ended."""
    working: dict[int, tuple[int, int]] = {}
    ended: dict[int, int] = {}
    ready = select.poll()
    ready.register(calls, select.POLLIN)
    while True:
        for handle, _ in ready.poll():
            if handle in working:
                child, end = working.pop(handle)
                _forget(ready, handle)
                _tell(end, _code(os.waitid(os.P_PID, child, os.WEXITED | os.WNOWAIT)))
                ended[end] = child
                ready.register(end, 0)
            elif handle in ended:  # nobody listens any more: its number may be another's from now on
                os.waitpid(ended.pop(handle), 0)
                _forget(ready, handle)
            else:
                child, end = _answer(calls)
                process = os.pidfd_open(child)
                working[process] = child, end
                ready.register(process, select.POLLIN)


def _answer(calls: socket.socket) -> tuple[int, int]:
    """Fork the worker that is called for: its number, and where its end is told."""
    message, handles, _, _ = socket.recv_fds(calls, 1 << 20, 2)
    if not message:
        os._exit(0)
    theirs, end = handles
    child = os.fork()
    if not child:
        _be_called(json.loads(message), theirs)
    os.close(theirs)
    _tell(end, child)
    return child, end


def _tell(end: int, number: int) -> None:
    with suppress(BrokenPipeError):
        os.write(end, b"%d\n" % number)


def _forget(ready: select.poll, handle: int) -> None:
    ready.unregister(handle)
    os.close(handle)


def _code(ended: os.waitid_result | None) -> int:
    """As :class:`subprocess.Popen` tells it."""
    assert ended
    return ended.si_status if ended.si_code == os.CLD_EXITED else -ended.si_status


def _be_called(told: Mapping[str, Any], theirs: int) -> NoReturn:
    """Be a worker of a process that called for one; never comes back."""
    os.chdir(told["folder"])
    os.environ.clear()
    os.environ.update(told["environment"])
    sys.path[:] = filter(os.path.isabs, told["path"])
    _be_worker(told["module"], theirs, told["words"])


def _wait_for_commands() -> None:
    """Read commands, line by line, until there are no more; answer with their exit codes."""
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
            # Migrations run when they are imported by Alembic alone; dask is for clusters; pytest loads the fixtures by itself.
            if not any(part in module.name for part in (".migrations", ".cluster", ".testing.", "__main__")):
                import_module(module.name)
    for name in LATE:
        import_module(name)
    assert list(hongtou.plugin.manager.Plugins().document_types.values())
    for thing in gc.get_objects():
        if type(thing) is type(pattern("")):
            _ = thing.pattern
    for user in ("hongtou.packet.reading", "hongtou.workers.worker_process"):
        vars(import_module(user))["start"] = start_worker
    vars(import_module("hongtou.testing.running"))["run_command"] = run_command
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
    if not child:
        _be_worker(module, theirs.detach(), words)
    theirs.close()
    return _Worker(child), Connection(ours.detach())


def _be_worker(module: str, theirs: int, words: Sequence[str]) -> NoReturn:
    """Be the worker at the other end of a connection; never comes back."""
    code = 1
    try:
        os.setsid()
        nothing = os.open(os.devnull, os.O_RDWR)
        for number in range(3):
            os.dup2(nothing, number)
        os.closerange(3, theirs)
        os.closerange(theirs + 1, max(theirs, nothing) + 4096)
        sys.argv = [module, str(theirs), str(os.getppid()), *words]
        for secret in import_module("hongtou.workers.process").SECRETS:
            os.environ.pop(secret, None)
        import_module(module).main()
        code = 0
    finally:
        os._exit(code)


def run_command(arguments: Sequence[str], folder: Path) -> Ran:
    """As :func:`hongtou.testing.running.run_command`, but forked."""
    from hongtou.testing.running import Ran

    with TemporaryDirectory() as name:
        told = _told(Path(name), arguments, folder, os.environ)
        child = os.fork()
        if not child:
            _become(told)
        _, status = os.waitpid(child, 0)
        out, err = (Path(stream).read_text("utf-8") for stream in told["streams"])
    return Ran(os.waitstatus_to_exitcode(status), out, err)


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
        try:
            exec(code, {"__name__": "__main__"})  # noqa: S102
        except SystemExit as end:
            return int(end.code or 0)
        return 0
    from hongtou.cli.running import run

    return run(list(arguments))


def _stream(number: int, mode: str) -> IO[str]:
    return open(number, mode, encoding="utf-8", errors="backslashreplace" if number == 2 else "strict", closefd=False)


if __name__ == "__main__":
    sys.path.pop(0)
    _wait()
