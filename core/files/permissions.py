"""文件权限: who may read what commands make for an office: files and folders alike, and those of the processes they start."""

from __future__ import annotations

import os
import stat
from contextlib import suppress
from pathlib import Path
from typing import Final

# What is taken from others: files become 0600, 0640, 0644, folders 0700, 0750, 0755.
MASKS: Final = {"本人": 0o077, "本组": 0o027, "所有人": 0o022}
_chosen: list[str] = []
_before: list[int] = []


def restrict(readers: str) -> None:
    """Let only these read what this process makes from now on.

    :param readers: one of :data:`MASKS`; empty: as the system's user has it.
    """
    if not _before:
        _before.append(umask())
    os.umask(MASKS.get(readers, _before[0]))
    _chosen[:] = [readers] if readers else []


def umask() -> int:
    """What this process takes from the permissions of new files; for a moment nobody else may read any."""
    mask = os.umask(0o077)
    os.umask(mask)
    return mask


def mode_for(target: Path) -> int:
    """The permissions of a file about to be written: those of what is there, as far as the office allows, or the usual."""
    try:
        mode = stat.S_IMODE(target.stat().st_mode)
    except OSError:
        return 0o666 & ~umask()
    return mode & ~MASKS[_chosen[0]] if _chosen else mode


def tighten(path: Path) -> None:
    """Take from what is there already what the office allows nobody, where it may be taken."""
    if _chosen:
        with suppress(OSError):
            mode = stat.S_IMODE(path.stat().st_mode)
            if mode & MASKS[_chosen[0]]:
                path.chmod(mode & ~MASKS[_chosen[0]])
