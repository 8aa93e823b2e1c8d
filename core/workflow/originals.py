"""The files that drafts were taken in from, as they came, with what they say: to hold a draft against."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from ..files.output import write
from ..values import dataclass

# Hidden: nothing in it is a draft.
_FOLDER: Final = ".hongtou-originals"
_LINES: Final = "原文.txt"


@dataclass(frozen=True, slots=True)
class Original:
    """A file as it came.

    :param lines: what it says, line by line; a table's row is one, with tabs between its cells.
    """

    path: Path
    lines: tuple[str, ...]


def keep_original(folder: Path, draft: str, name: str, content: bytes, lines: Sequence[str]) -> None:
    """Keep the file that a draft was taken in from.

    :param folder: the office's.
    :param draft: the draft's id.
    :param name: of the file, without folders.
    :raises OutputError: it cannot be written.
    """
    own = folder / _FOLDER / draft
    text = "\n".join(" ".join(line.splitlines()) for line in lines)
    write({own / "file" / name: content, own / _LINES: text.encode("utf-8", "replace")}, folder)


def original_of(folder: Path, draft: str) -> Original | None:
    """The file that a draft was taken in from; None: it was typed here, or the file is gone."""
    own = folder / _FOLDER / draft
    try:
        path = next((own / "file").iterdir())
        return Original(path, tuple((own / _LINES).read_text("utf-8").split("\n")))
    except (OSError, StopIteration):
        return None
