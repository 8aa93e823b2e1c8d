"""What workers are given in tests: tasks that do well, and tasks that harm whoever does them."""

import ctypes
import os
import signal
import sys
import time
from pathlib import Path

from hongtou import HongtouError
from hongtou.intake.workbook.apart import Question
from hongtou.packet.opened import Reader


def work(task: str) -> str:
    """Do what the task's first word says, with the second; a word that is none of these is only given back in capitals."""
    word, _, rest = task.partition(" ")
    action = globals().get(f"_{word}")
    return action(rest.partition(" ")[0]) if action else task.upper()


def _face(name: str) -> str:
    """What this machine was sent under a name."""
    return (Path(os.environ["HONGTOU_FACES"]) / name).read_text("utf-8")


def _exit(code: str) -> str:
    os._exit(int(code))


def _kill(_: str) -> str:
    os.kill(os.getpid(), signal.SIGKILL)
    return ""


def _crash(_: str) -> str:
    return str(ctypes.string_at(0))


def _once(path: str) -> str:
    """Die the first time only."""
    if not Path(path).exists():
        Path(path).touch()
        os._exit(9)
    return path


def _hang(_: str) -> str:
    while True:
        time.sleep(1)


def _stiff(_: str) -> str:
    """Hang with the interpreter's lock held."""
    return str(ctypes.PyDLL(None).sleep(1000))


def _eat(_: str) -> str:
    return str(len([bytearray(10_000_000) for _ in range(100_000)]))


def _swallow(_: str) -> str:
    """Tell of too little memory as something else, as libraries do."""
    try:
        return _eat("")
    except MemoryError as error:
        raise HongtouError("排不了") from error


def _wrong(_: str) -> str:
    raise HongtouError("名单.xlsx!B7：民族没有填")


def _bug(_: str) -> str:
    raise KeyError("110101199001011234")


def _leave(code: str) -> str:
    sys.exit(code)


def _pid(_: str) -> str:
    return str(os.getpid())


def _sleep(seconds: str) -> str:
    time.sleep(float(seconds))
    return seconds


class Stiff:
    """A task that cannot be read where it arrives."""

    def __reduce__(self) -> tuple[object, ...]:
        return (int, ("zwölf",))


def read(task: tuple[Path, bytes, Question, str]) -> object:
    """Read a workbook, unless the file holds a task of those above."""
    from hongtou.intake.workbook.apart import read

    content = task[1]
    return work(content.decode()) if content.isascii() else read(task)


def answer(task: tuple[Reader, Path, bytes, str | None]) -> object:
    """Read what a packet is filled from, with the same exception."""
    from hongtou.packet.opened import answer

    content = task[2]
    return work(content.decode()) if content.isascii() else answer(task)


class Evil:
    """A result that leaves the number of the process that reads it."""

    def __init__(self, path: str) -> None:
        self.path = path

    def __reduce__(self) -> tuple[object, ...]:
        return (leave, (self.path,))


def leave(path: str) -> None:
    Path(f"{path}-{os.getpid()}").touch()


def evil(path: str) -> Evil:
    return Evil(path)


def raising(path: str) -> None:
    raise RuntimeError(Evil(path))


def shout(text: str) -> None:
    """Have dask tell a text on every terminal that listens."""
    from distributed import print as tell

    tell(text)


def environment(prefix: str) -> list[str]:
    """The names of the variables that a worker has."""
    return [name for name in os.environ if name.startswith((prefix, "PG"))]
