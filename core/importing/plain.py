"""Plain text files: UTF-8, GB18030 or UTF-16; lines as they are."""

from __future__ import annotations

from pathlib import Path

from ..intake.text.decoding import clean, decoded
from ..plugin import TrackedChanges
from .source import Left, Line, Source


def read_plain(path: Path, changes: TrackedChanges = TrackedChanges.REFUSE) -> Source:  # noqa: ARG001 - no text file has tracked changes
    """Read a text file.

    :raises InputError: it cannot be read, is too large, or is no text.
    """
    lines: list[Line] = []
    left: list[Left] = []
    for number, text in enumerate(decoded(path).split("\n"), 1):
        kept, dropped = clean(text)
        if dropped:
            left.append(Left(dropped, "看不见的字符", number))
        lines.append(Line(kept, number))
    return Source(path, tuple(lines), tuple(left))
