"""Runs commands in processes of their own that have everything imported: each is forked from one that waits.

What a command leaves in its process ends with it, as it does in a process that is started; only the start is saved.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import IO, Any, Self

# What a running interpreter cannot take from its environment any more.
STARTING = ("PYTHON", "LANG", "LC_", "LD_")


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

    def run(self, arguments: Sequence[str], folder: Path, environment: Mapping[str, str]) -> tuple[int, bytes, bytes]:
        """Run ``hongtou``: its exit code, and what it printed on both streams."""
        with TemporaryDirectory() as name:
            streams = Path(name, "out"), Path(name, "err")
            told = {
                "arguments": arguments,
                "folder": str(folder),
                "environment": dict(environment),
                "streams": list(map(str, streams)),
            }
            print(json.dumps(told), file=self._process.stdin, flush=True)
            answer = self._process.stdout.readline()  # type: ignore[union-attr]
            return int(answer), streams[0].read_bytes(), streams[1].read_bytes()


def starting(environment: Mapping[str, str]) -> dict[str, str]:
    """What of an environment counts when an interpreter starts, but for the folders of plug-ins."""
    return {name: value for name, value in environment.items() if name.startswith(STARTING) and name != "PYTHONPATH"}


def _wait_for_commands() -> None:
    """Read commands, line by line, until there are no more; answer with their exit codes."""
    _import_all()
    answers = os.fdopen(os.dup(1), "w")
    for line in sys.stdin:
        child = os.fork()
        if not child:
            answers.close()
            _become(json.loads(line))
        _, status = os.waitpid(child, 0)
        print(os.waitstatus_to_exitcode(status), file=answers, flush=True)


def _import_all() -> None:
    import gc
    import pkgutil
    from importlib import import_module

    import hongtou

    for module in pkgutil.walk_packages(hongtou.__path__, "hongtou."):
        # Migrations run when they are imported by Alembic alone; dask is for clusters.
        if not any(part in module.name for part in (".migrations", ".plugins", ".cluster", "__main__")):
            import_module(module.name)
    gc.freeze()


def _become(told: Mapping[str, Any]) -> None:
    """Be the command: with its folder, its environment and its streams; never comes back."""
    code = 1
    try:
        for number, path in zip((1, 2), told["streams"], strict=True):
            os.dup2(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), number)
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        sys.stdin, sys.stdout, sys.stderr = _stream(0, "r"), _stream(1, "w"), _stream(2, "w")
        os.chdir(told["folder"])
        os.environ.clear()
        os.environ.update(told["environment"])
        sys.path[:0] = filter(None, told["environment"].get("PYTHONPATH", "").split(os.pathsep))
        sys.argv = ["hongtou", *told["arguments"]]
        from hongtou.cli import run

        code = run(told["arguments"])
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        os._exit(code)


def _stream(number: int, mode: str) -> IO[str]:
    return open(number, mode, encoding="utf-8", errors="backslashreplace" if number == 2 else "strict", closefd=False)


if __name__ == "__main__":
    sys.path.pop(0)
    _wait_for_commands()
