"""An office's own faces 字体 on other machines: their bytes travel once to each machine, not with every task."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from ..errors import FontError
from ..files.digests import sha256_of
from ..files.output import write
from ..files.reasons import reason
from ..fonts.choice import FaceChoice
from ..office import Office

# Where a machine keeps the faces that were sent to it; its worker processes inherit the name.
_FOLDER: Final = "HONGTOU_FACES"
_WRITING: Final = threading.Lock()


def known(office: Office) -> Office:
    """It with the digests of its own font files, which tell whether documents must be made again.

    :raises FontError: a file cannot be read.
    """
    return _with_faces(office, lambda face: face if face.digest or not face.file else replace(face, digest=_digest(face.file)))


def contents(office: Office) -> dict[str, bytes]:
    """Its own font files by the names that other machines keep them under.

    :raises FontError: a file cannot be read.
    """
    return {_name(face): _read(face.file) for face in office.faces.values() if face.file}


def keep(faces: Mapping[str, bytes]) -> None:
    """Keep font files that were sent to this machine, for the worker processes that it starts from now on.

    :raises OutputError: they cannot be written.
    """
    with _WRITING:
        folder = Path(_folder().name)
        os.environ[_FOLDER] = str(folder)
        write({folder / name: content for name, content in faces.items() if not (folder / name).exists()})


def at_home(office: Office) -> Office:
    """It with the font files that were sent to this machine, where there are any."""
    folder = os.environ.get(_FOLDER, "")
    return _with_faces(office, lambda face: _moved(face, Path(folder))) if folder else office


@cache
def _folder() -> TemporaryDirectory[str]:
    return TemporaryDirectory(prefix="hongtou-faces-")


def _moved(face: FaceChoice, folder: Path) -> FaceChoice:
    sent = folder / _name(face) if face.file else None
    return replace(face, file=sent) if sent and sent.is_file() else face


def _with_faces(office: Office, change: Callable[[FaceChoice], FaceChoice]) -> Office:
    return replace(office, faces={key: change(face) for key, face in office.faces.items()})


def _name(face: FaceChoice) -> str:
    return f"{face.digest}{face.file.suffix.lower() if face.file else ''}"


def _digest(file: Path) -> str:
    return sha256_of(_read(file))


def _read(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise FontError(f"字体文件“{file}”读不了：{reason(error)}") from error
