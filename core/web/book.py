"""The register's book in worker processes: read from a file that was sent, and printed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..issuing.book import Book, printed
from ..register.importing import BookLine, Conflict, ImportConflictError, read_book
from ..values import dataclass
from .state import OfficeState
from .tasks import runner


@dataclass(frozen=True, slots=True)
class Reading:
    """An older book that is to be read.

    :param code: 机关代字 where it gives serial numbers only; ``year``: the year of such a book; None: it says its years.
    :param apart: the genres that have a series of their own.
    """

    path: Path
    code: str
    year: int | None
    apart: Sequence[str]


@dataclass(frozen=True, slots=True)
class Read:
    """What a book says, or what is wrong with it, line by line."""

    lines: Sequence[BookLine] = ()
    conflicts: Sequence[Conflict] = ()


def read(asked: Reading) -> Read:
    """Read a book.

    :raises InputError: it cannot be read, or has no column of numbers.
    """
    try:
        return Read(read_book(asked.path, asked.code, asked.year, apart=asked.apart))
    except ImportConflictError as error:
        return Read(conflicts=error.conflicts)


@dataclass(frozen=True, slots=True)
class Printing:
    """A year's book that is to be printed.

    :param renderer: the name of the format.
    """

    office: OfficeState
    book: Book
    renderer: str


def print_book(asked: Printing) -> bytes:
    """A year's book as a document.

    :raises HongtouError: no document type prints it, or it cannot be made.
    """
    return printed(asked.book, runner(asked.office).plugins, asked.renderer)
