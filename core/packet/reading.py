"""Reads a packet's workbooks in a process of its own: whatever memory they take is given back, and none of them can harm the run.

What each unit handed in goes into a file without a name that vanishes with the run, since it may be personal.
"""

from __future__ import annotations

import pickle
import resource
import sys
import tempfile
import weakref
from collections.abc import Callable, Iterator
from contextlib import suppress
from multiprocessing.connection import Connection
from pathlib import Path
from typing import IO, Any, Final

from ..declared import plugins_of
from ..errors import DraftError, HongtouError, InputError, one_line
from ..office import Office
from ..workers.isolation import leave_network
from ..workers.process import start
from ..workers.worker import die_with
from .gather import Collected, Gathered, Gatherer
from .packet_file import read_packet_file

# What reading may take, in bytes; the largest workbooks that are let in need a quarter of it.
MEMORY_MAX: Final = 4 * 1024**3
# How long it may say nothing, in seconds; a workbook of all units with 200,000 rows takes a tenth of it.
SILENCE_MAX: Final = 600.0
_LESS: Final = "工作簿里也许有几百万行，删去没有用的行和列再来"


Receive = Callable[[Gathered, bytes], None]


class Spool:
    """What the units handed in, one after another, on the disk."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115 - lives as long as the packet
        weakref.finalize(self, self._file.close)
        self._ends = [0]

    def __len__(self) -> int:
        return len(self._ends) - 1

    def add(self, content: bytes) -> None:
        """Keep one more."""
        self._file.seek(self._ends[-1])
        self._file.write(content)
        self._ends.append(self._ends[-1] + len(content))

    def __iter__(self) -> Iterator[Any]:
        for begin, end in zip(self._ends, self._ends[1:], strict=False):
            self._file.seek(begin)
            yield pickle.loads(self._file.read(end - begin))  # noqa: S301 - our own process wrote it


def read_here(path: Path, office: Office, receive: Receive) -> Collected:
    """Read everything that a packet names in this process; as :func:`read_apart`, but for the limit of memory."""
    return _gather(path, office, lambda gathered: receive(gathered, pickle.dumps(("unit", gathered))), lambda _: None)


def read_apart(path: Path, office: Office, receive: Receive) -> Collected:
    """Read everything that a packet names.

    :param path: the packet's file.
    :param receive: gets what each unit handed in, and the same as bytes: a pickle of ``("unit", gathered)``.
    :raises HongtouError: as :class:`Gatherer` does; or reading took more memory or time than it may.
    """
    process, ours = start("hongtou.packet.reading")
    at = str(path)
    try:
        ours.send((path, office))
        while True:
            if not ours.poll(SILENCE_MAX):
                raise InputError(f"{at}：读了 {SILENCE_MAX:g} 秒还没有读完，已经停下。{_LESS}")
            content = ours.recv_bytes()
            kind, value = pickle.loads(content)  # noqa: S301 - our own process wrote it
            if kind == "at":
                at = value
            elif kind == "unit":
                receive(value, content)
            elif kind == "found":
                found: Collected = value
                return found
            else:
                raise _ERRORS[kind](value)
    except (EOFError, ConnectionError):
        raise InputError(f"{at}：读到这里，程序用的内存超过了限度或者被中止。{_LESS}") from None
    finally:
        ours.close()
        process.kill()
        process.wait()


# What the other process tells of, by its word.
_ERRORS: Final = {"draft": DraftError, "error": InputError, "bug": RuntimeError}


def main() -> None:
    """What the other process runs: ``python -m hongtou.packet.reading HANDLE PARENT``."""
    handle, parent = (int(word) for word in sys.argv[1:])
    leave_network()
    die_with(parent)
    with Connection(handle) as connection, suppress(EOFError, ConnectionError):
        path, office = connection.recv()
        _read(connection, path, office)


def _read(connection: Connection, path: Path, office: Office) -> None:
    with suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (MEMORY_MAX, MEMORY_MAX))

    def send(kind: str, value: object) -> None:
        connection.send_bytes(pickle.dumps((kind, value)))

    with suppress(BrokenPipeError):
        try:
            found = _gather(path, office, lambda gathered: send("unit", gathered), lambda file: send("at", file))
            send("found", found)
        except DraftError as error:
            send("draft", error.problems)
        except HongtouError as error:
            send("error", str(error))
        except Exception as error:
            send("bug", one_line(error))


def _gather(path: Path, office: Office, take: Callable[[Gathered], None], opening: Callable[[str], None]) -> Collected:
    gatherer = Gatherer(read_packet_file(path), office, plugins_of(office), opening)
    for gathered in gatherer.each():
        take(gathered)
    return gatherer.found


if __name__ == "__main__":
    # Run as a program this module is not the one that pickles name: hand over to that.
    from hongtou.packet.reading import main as run

    run()
