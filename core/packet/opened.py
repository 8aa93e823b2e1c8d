"""The files that a packet is filled from, opened by whoever brings their kind: in this process, or in one of their own."""

from __future__ import annotations

import datetime
import math
import unicodedata
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path
from typing import Any, Final, Protocol

from ..draft import CellFault
from ..errors import HongtouError, InputError
from ..foreign import TooLongError, blamed, guarded
from ..intake.workbook.apart import ask
from ..intake.workbook.cell_text import clean, is_unfit
from ..intake.workbook.file import read_workbook
from ..intake.workbook.reader import ROWS_MAX, UNFIT, Row, Value
from ..plugin import CellValue, PacketSheet, PacketSource
from ..plugin.manager import OWN, Plugins
from ..values import dataclass
from ..workers.worker import Reply

# How long reading a file, or a table of it, may take.
SECONDS: Final = 300.0
# Whole numbers up to here are exact where a program keeps them as fractions.
_EXACT: Final = 1e15
_INEXACT: Final = CellFault("是 15 位以上的数字，存成了小数，后面几位已经丢了。在原来的地方改成文字，重新填写")
_NO_NUMBER: Final = CellFault("不是一个数。这一格坏了，重新填写")


@dataclass(frozen=True, slots=True)
class Reader:
    """Who reads the files of a kind.

    :param owner: the plug-in that brings it.
    """

    source: PacketSource
    owner: str

    @property
    def is_own(self) -> bool:
        """Whether hongtou itself brings it."""
        return self.owner.startswith(f"{OWN}[")

    def place(self, path: Path) -> str:
        """A file for people, with whose business it is to read it."""
        return str(path) if self.is_own else f"{path}（由插件“{self.owner}”读）"


class OpenedFile(Protocol):
    """A file that was opened."""

    @property
    def path(self) -> Path:
        """Where it is."""

    @property
    def sheets(self) -> list[str]:
        """The names of its tables, in their order."""

    def rows(self, sheet: str) -> Iterator[Row]:
        """The rows of a table that are not empty."""


def reader_of(path: Path, plugins: Plugins) -> Reader:
    """Who reads a file, by what its name ends in.

    :raises InputError: nobody does.
    """
    source = plugins.packet_sources.get(path.suffix.lower())
    if source is None:
        broken = "、".join(f"“{failure.plugin}”" for failure in plugins.failures)
        also = f"（插件{broken}没有装上，也许是它读的）" if broken else "；别的要装上读它的插件"
        known = "、".join(plugins.packet_sources)
        raise InputError(f"{path}：不会读“{path.suffix}”文件。能读的：{known}{also}。另存为 .xlsx 再来")
    return Reader(source, plugins.owner(source))


class FileHere:
    """A file, read in this process.

    :param content: its bytes; None: they are read from it.
    :raises InputError: it cannot be read; says why, and whose it was to read it.
    """

    def __init__(self, path: Path, reader: Reader, content: bytes | None = None) -> None:
        self.path = path
        self._reader = reader
        content = read_workbook(path) if content is None else content
        with _blaming(path, reader):
            self._sheets = {sheet.name: sheet for sheet in _sound(reader.source.read(path, content))}

    @property
    def sheets(self) -> list[str]:
        """The names of its tables, in their order."""
        return list(self._sheets)

    def rows(self, sheet: str) -> Iterator[Row]:
        """The rows of a table that are not empty.

        :raises InputError: they cannot be read, or are too many.
        """
        found: list[Row] = []
        with _blaming(self.path, self._reader):
            for row in self._sheets[sheet].rows:
                cells = tuple(map(_value, row.cells))
                if any(cell != "" for cell in cells):
                    found.append(Row(row.number, cells, row.label))
                if len(found) > ROWS_MAX:
                    raise InputError(f"{self.path}：{sheet} 超过 {ROWS_MAX} 行。分成几个文件")
        return iter(found)


class FileApart:
    """The same, read in a process of its own: what a single unit handed in harms nobody else's.

    :raises InputError: as :class:`FileHere`; or reading took too long, too much memory, or ended the process.
    """

    def __init__(self, path: Path, reader: Reader) -> None:
        self.path = path
        self._reader = reader
        self._content = read_workbook(path)
        self.sheets: list[str] = self._ask(None)

    def rows(self, sheet: str) -> Iterator[Row]:
        """The rows of a table that are not empty."""
        yield from self._ask(sheet)

    def _ask(self, sheet: str | None) -> Any:  # noqa: ANN401 - what it is depends on the question
        told = None if self._reader.is_own else self._told
        return ask(answer, (self._reader, self.path, self._content, sheet), self._reader.place(self.path), told)

    def _told(self, reply: Reply) -> str:
        return f"没有读成，{reply.reason}。把文件分小；还不行的，告诉插件的作者"


def answer(task: tuple[Reader, Path, bytes, str | None]) -> list[str] | list[Row]:
    """What the worker does: the names of a file's tables, or the rows of one."""
    reader, path, content, sheet = task
    file = _opened(reader, path, content)
    return file.sheets if sheet is None else list(file.rows(sheet))


@lru_cache(maxsize=1)
def _opened(reader: Reader, path: Path, content: bytes) -> FileHere:
    return FileHere(path, reader, content)


@contextmanager
def _blaming(path: Path, reader: Reader) -> Iterator[None]:
    """Tell what goes wrong with its file, and whose it was to read it; the words of an exception may quote anybody's data."""
    try:
        with guarded(reader.owner, SECONDS):
            yield
    except HongtouError as error:
        told = str(error)
        raise InputError(told if told.startswith(str(path)) else f"{reader.place(path)}：{told}") from error
    except TooLongError as error:
        raise InputError(f"{reader.place(path)}：读了 {SECONDS:g} 秒还没有读完，已经停下。把文件分小再来") from error
    except (Exception, SystemExit) as error:
        raise InputError(f"{reader.place(path)}：读它时程序出错：{blamed(error, quoting=False)}") from error


def _sound(sheets: object) -> Sequence[PacketSheet]:
    """What a source gave, if these are tables.

    :raises InputError: they are not.
    """
    if not isinstance(sheets, list | tuple) or not all(isinstance(sheet, PacketSheet) for sheet in sheets):
        raise InputError("读出来的不是 PacketSheet 的列表。请插件的作者改好 read")
    names = [sheet.name for sheet in sheets]
    if not names or not all(isinstance(name, str) and name for name in names) or len(set(names)) < len(names):
        raise InputError(f"里面没有表，或者两张表同名，或者表没有名称：{'、'.join(map(str, names)) or '没有表'}")
    return sheets


def _value(raw: CellValue) -> Value:
    """A cell as text, a day or a fault."""
    match raw:
        case str():
            if raw.isalnum() and unicodedata.is_normalized("NFC", raw):  # most are
                return raw
            text = clean(raw)
            return UNFIT if is_unfit(text) else text
        case None:
            return ""
        case CellFault():
            return raw
        case bool():
            return "是" if raw else "否"
        case datetime.datetime():
            return raw.date()
        case datetime.date():
            return raw
        case float():
            return _fraction(raw)
        case int():
            return str(raw)
    raise InputError(f"有一格是 {type(raw).__name__}，应为文字、数、日期、CellFault 或者 None。请插件的作者改好 read")


def _fraction(raw: float) -> Value:
    if not math.isfinite(raw):
        return _NO_NUMBER
    if abs(raw) >= _EXACT:
        return _INEXACT
    return str(int(raw)) if raw == int(raw) else f"{raw:.15g}"
