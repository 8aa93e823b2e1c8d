"""Which plug-ins of one file this user lets run: a folder may come from anybody, so none runs before somebody has said so.

For each there is a record among the user's own files: the file's real path and the digest of what was allowed. Another machine,
or another user, has other records.
"""

from __future__ import annotations

import hashlib
import os
import stat
from pathlib import Path
from typing import Final

_FOLDER: Final = "hongtou/允许的插件"
_OWNER_ONLY: Final = 0o600
_OTHERS_WRITE: Final = stat.S_IWGRP | stat.S_IWOTH


def allow(path: Path, content: bytes) -> None:
    """Let a file run, as long as it is this one.

    :param content: what the user wants to run.
    :raises OutputError: it cannot be written down.
    """
    from ..files.output import explained, write

    record = _record(path)
    with explained(record):
        record.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        record.unlink(missing_ok=True)  # it may be another's
    write({record: f"{_digest(content)}\n{_real(path)}\n".encode()})
    with explained(record):
        record.chmod(_OWNER_ONLY)


def forbid(path: Path) -> bool:
    """Let a file run no more; False: it was not allowed.

    :raises OutputError: the record cannot be taken away.
    """
    from ..files.output import explained

    record = _record(path)
    there = record.exists()
    with explained(record):
        record.unlink(missing_ok=True)
    return there


def refusal(path: Path, content: bytes) -> str:
    """Why a file must not run, in Chinese; empty: its user allowed just this.

    :param content: what would run.
    """
    record = _record(path)
    way = f"看过、信得过，就运行：hongtou plugin allow {path}"
    try:
        with record.open("rb") as file:
            kept, owner = file.read(), os.fstat(file.fileno())
    except OSError:
        return f"这个文件里是程序，没有允许过，没有运行它。{way}"
    if owner.st_uid != os.geteuid() or owner.st_mode & _OTHERS_WRITE:
        return f"允许它的记录（{record}）别人也能写，不作数，没有运行它。{way}"
    if kept.decode(errors="replace").split("\n")[:2] != [_digest(content), _real(path)]:
        return f"允许以后改过了，没有运行它。看看改了什么，{way}"
    return ""


def _record(path: Path) -> Path:
    state = Path(os.environ.get("XDG_STATE_HOME", ""))
    home = state if state.is_absolute() else Path.home() / ".local" / "state"
    return home / _FOLDER / _digest(os.fsencode(_real(path)))


def _real(path: Path) -> str:
    return os.path.realpath(path)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
