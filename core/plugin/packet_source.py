"""What a packet source is: the interface between the core and whatever reads a kind of file that packets are filled from."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from ..draft import CellFault
from ..values import dataclass

# What stands in a cell; None is an empty one.
CellValue = str | int | float | datetime.date | CellFault | None
__all__ = ["CellFault", "CellValue", "PacketRow", "PacketSheet", "PacketSource"]


@dataclass(frozen=True, slots=True)
class PacketRow:
    """A row of a table that people filled in.

    :param number: as the file shows it, from 1.
    :param cells: from the first column on. Text may have blanks around it; of a time its day counts.
    :param label: what people call the row where nobody sees its number, as in a database: ``编号 12``; empty: its number.
    """

    number: int
    cells: tuple[CellValue, ...]
    label: str = ""


@dataclass(frozen=True, slots=True)
class PacketSheet:
    """A table in a file.

    :param name: by which a packet finds it; no other of the file is called so.
    :param rows: may be gone through several times, and each time gives the rows from the first on, among them that with the
        titles of the columns. They are asked for when the packet needs this table.
    """

    name: str
    rows: Iterable[PacketRow]


@dataclass(frozen=True, slots=True)
class PacketSource:
    """A way of reading files that packets are filled from. It runs in a process of its own, within its limits.

    :param name: 1 to 16 small letters or digits: ``csv``.
    :param summary: one line for people: what it reads.
    :param suffixes: what its files' names end in, in small letters, with the dot.
    :param read: takes a file's path, which is for messages, and its bytes; gives its tables, in their order. What it gives must
        come of these bytes alone: by them a batch knows what has changed. It is a function of a module, so that another process
        finds it by its name. A :class:`~hongtou.HongtouError` of it is told to people as it is.
    """

    name: str
    summary: str
    suffixes: tuple[str, ...]
    read: Callable[[Path, bytes], Sequence[PacketSheet]]
