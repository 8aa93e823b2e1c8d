"""What was recognised of a document: its fields, its text, what follows it, and what must be looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from .source import Left, Line, Part, characters


@dataclass(slots=True)
class Document:
    """What was recognised.

    :param fields: of the draft, as they are written there.
    :param body: the main text's paragraphs and tables.
    :param rest: what follows the whole document: texts that it issues, attachments.
    :param doubts: what was a guess, by the field: what it was taken for.
    :param added: what stands in its fields without having stood in the source: names of files.
    """

    fields: dict[str, Any] = field(default_factory=dict)
    body: list[Part] = field(default_factory=list)
    rest: list[Part] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    doubts: dict[str, str] = field(default_factory=dict)
    added: list[str] = field(default_factory=list)

    def leave(self, text: str, reason: str, line: Line) -> None:
        """Tell that a text does not come into the draft."""
        if characters(text):
            self.left.append(Left(text, reason, line.number))
