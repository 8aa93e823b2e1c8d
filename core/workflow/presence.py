"""Who has a draft open: told to all processes of a server by files that are touched for as long as somebody is there."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Final

# Hidden: nothing in it is a draft.
_FOLDER: Final = ".hongtou-open"
# Whoever was not heard of for so long, s, has gone without a word: their process was killed.
SILENT: Final = 15.0


class Presence:
    """Somebody who has a draft open.

    :param folder: the office's.
    :param draft: the draft's id.
    :param name: theirs.
    """

    def __init__(self, folder: Path, draft: str, name: str) -> None:
        self._own = folder / _FOLDER / draft / secrets.token_hex(8)
        self._name = name

    def names(self) -> list[str]:
        """Say that they are still there; who is, themselves among them, in the order of names. More often than in ``SILENT``
        seconds. Where nothing can be written only they are known.
        """
        try:
            return sorted({self._name, *self._others(self._touched())})
        except OSError:
            return [self._name]

    def leave(self) -> None:
        """Say that they are gone."""
        with suppress(OSError):
            self._own.unlink(missing_ok=True)
            self._own.parent.rmdir()

    def _touched(self) -> float:
        """This moment, as the disk has it: a disk of the network need not have our clock."""
        if self._own.exists():
            os.utime(self._own)
        else:
            self._own.parent.mkdir(parents=True, exist_ok=True)
            self._own.write_text(self._name, "utf-8")
        return self._own.stat().st_mtime

    def _others(self, now: float) -> Iterator[str]:
        for path in self._own.parent.iterdir():
            with suppress(FileNotFoundError):  # gone just now
                if path.stat().st_mtime < now - SILENT:
                    path.unlink()
                else:
                    yield path.read_text("utf-8")
