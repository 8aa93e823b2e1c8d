"""Whether a document that was made has been changed since: nobody's edits are overwritten.

A DOCX carries a digest of its own parts among its properties, where Word shows nothing of it. Whoever changes and saves the file
makes other parts: then both differ.
"""

from __future__ import annotations

import hashlib
import zipfile
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from ..errors import OutputError

_FINGERPRINT: Final = "hongtou:sha256:"
_PROPERTIES: Final = "docProps/core.xml"
_TYPES: Final = "[Content_Types].xml"
# What a document may unpack to that is looked into, bytes; a larger one is not ours.
_MOST: Final = 200_000_000
_CHANGED: Final = "做成以后改过"
_FOREIGN: Final = "不是 hongtou 做的，或者做成以后改过"


def fingerprint(parts: Iterable[tuple[str, bytes]]) -> str:
    """What a DOCX says of itself in its property ``dc:identifier``.

    :param parts: names and contents of its parts; its properties and relations do not count.
    """
    digest = hashlib.sha256()
    for name, content in sorted(parts):
        if name not in {_PROPERTIES, _TYPES} and not name.endswith(".rels"):
            digest.update(f"{name}\\0{len(content)}\\0".encode())
            digest.update(content)
    return _FINGERPRINT + digest.hexdigest()


def guard(paths: Iterable[Path]) -> None:
    """Make sure that no file which somebody changed is written over.

    :raises OutputError: one was changed since it was made, or is none of ours; says which and what to do.
    """
    for path in paths:
        if told := edited(path):
            raise OutputError(
                f"“{path}”{told}，没有覆盖。要用的，用 hongtou import --onto 合回草稿，或者先改名，或者用 -o 写到别处；"
                "不要了的，加上 --force 再做一次"
            )


def edited(path: Path) -> str:
    """What somebody has done to a DOCX, in words for people; empty: nothing, or it is not there, or no DOCX at all."""
    if path.suffix.lower() != ".docx" or not path.is_file():
        return ""
    try:
        with zipfile.ZipFile(path) as file:
            if sum(info.file_size for info in file.infolist()) > _MOST:
                return _FOREIGN
            parts = [(info.filename, file.read(info)) for info in file.infolist()]
    except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, ValueError):
        return _FOREIGN if _is_document(path) else ""
    own = next((content for name, content in parts if name == _PROPERTIES), b"")
    if _FINGERPRINT.encode() not in own:
        return _FOREIGN
    return "" if fingerprint(parts).encode() in own else _CHANGED


def is_changed(path: Path) -> bool:
    """Whether a DOCX is one that was made here, and was changed since."""
    return edited(path) == _CHANGED


def _is_document(path: Path) -> bool:
    """Whether a file that cannot be looked into may be one: a packed one, or one that Word has given a password."""
    try:
        with path.open("rb") as file:
            return file.read(4) in {b"PK\x03\x04", b"\xd0\xcf\x11\xe0"}
    except OSError:
        return True
