"""What a packet was read from: while none of it changes, it need not be read again."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from dataclasses import field
from pathlib import Path
from typing import Final

from ..office import Office
from ..sources import Bundle, SourceFile
from ..values import dataclass
from .packet_file import PacketFile
from .task import digest_of_common

# In place of a digest: there is no such file, or it cannot be read.
_ABSENT: Final = ""
_UNREADABLE: Final = "?"


@dataclass(frozen=True, slots=True)
class Basis:
    """All that decides what a packet is, and what reading it told.

    :param common: SHA-256, hexadecimal, of what is no file of the units: program, document types, office, the packet's own file.
    :param files: every file that was looked for, by its path from the packet's folder, with its SHA-256; empty: it was not there.
    :param notes: what was odd and stopped nothing.
    """

    common: str
    files: Mapping[str, str] = field(default_factory=dict, repr=False)
    notes: tuple[str, ...] = ()

    def holds(self, common: str, home: Path) -> bool:
        """Whether nothing changed since.

        :param common: as it is now.
        :param home: the packet's folder.
        """
        return common == self.common and all(_digest(home / path) == known != _UNREADABLE for path, known in self.files.items())


class Consulted:
    """Notes the files that a packet is read from, each as it was before it was opened.

    :param home: the packet's folder.
    """

    def __init__(self, home: Path) -> None:
        self._home = str(home)
        self.files: dict[str, str] = {}

    def looked_for(self, path: Path) -> None:
        """A file is about to be opened, or was not there."""
        self._note(path, _digest(path))

    def read(self, bundle: Bundle) -> None:
        """The files of a draft were read."""
        for (_, path), file in bundle.files.items():
            self._note(path, file.digest if isinstance(file, SourceFile) else _UNREADABLE)

    def digest(self, path: Path) -> str:
        """SHA-256, hexadecimal, of a file that was looked for; empty: there was none."""
        return self.files.get(os.path.relpath(path, self._home), _ABSENT)

    def _note(self, path: Path, digest: str) -> None:
        """The first look counts: what changes while the packet is read has changed since."""
        self.files.setdefault(os.path.relpath(path, self._home), digest)


def common(packet: PacketFile, office: Office) -> str:
    """What of a basis is no file of the units; another password changes it, too."""
    whose = [str(packet.draft.path.resolve()), str(office.folder.resolve()) if office.folder else "", packet.digest]
    digest = hashlib.sha256("\n".join([*whose, digest_of_common(office)]).encode()).hexdigest()
    if not packet.password:
        return digest
    from ..files.encrypted_zip import keyed

    return keyed(digest, packet.password)


def _digest(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except FileNotFoundError:
        return _ABSENT
    except (OSError, ValueError):
        return _UNREADABLE
