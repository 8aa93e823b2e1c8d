"""What an importer hands over: a file's paragraphs and tables as they stand there, and what was left out of it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ..values import dataclass


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text.

    :param text: as it stands in the source, blanks included.
    :param number: of the line (of a paragraph in Word documents), from 1.
    :param boxed: it stands in a text box or a shape.
    :param heading: it is a heading without a numeral.
    """

    text: str
    number: int
    boxed: bool = False
    heading: bool = False

    @property
    def plain(self) -> str:
        """Its text without the blanks around it."""
        return self.text.strip()

    def with_text(self, text: str) -> Line:
        """The same line with another text."""
        return replace(self, text=text)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table: its rows of cells; a cell that goes over several columns or rows is followed by empty ones."""

    rows: tuple[tuple[str, ...], ...]
    number: int


Part = Line | Grid


@dataclass(frozen=True, slots=True)
class Left:
    """Text that does not come into the draft.

    :param reason: why, in Chinese: ``页码``.
    :param number: of the line where it stands; 0: nowhere in the text.
    """

    text: str
    reason: str
    number: int


@dataclass(frozen=True, slots=True)
class Source:
    """A source as read.

    :param doubts: what its reader could not take over and what to do about it, in Chinese.
    :param comments: what people wrote in its margin; it becomes comments of the draft. They stand in ``left``, too.
    :param added: characters that its parts have without having stood in it, as what marks the place of a formula.
    """

    path: Path
    parts: tuple[Part, ...]
    left: tuple[Left, ...] = ()
    doubts: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()
    added: str = ""
