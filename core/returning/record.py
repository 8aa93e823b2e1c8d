"""What a DOCX carries of the drafts that it was made from: what its pages do not show, and digests of what they do.

It stands among the file's own properties, in pieces that every office program keeps. What the pages show does not stand in
it, so that nothing comes back that somebody took out of the page; what is personal and not shown does not stand in it at all.
"""

from __future__ import annotations

import base64
import json
import zlib
from collections.abc import Mapping
from dataclasses import asdict, field
from typing import Any, Final

from ..values import dataclass

PROPERTY: Final = "hongtou."
_VERSION: Final = 1
# Longer values of properties are cut by Word.
_PIECE: Final = 240
_BYTES_MAX: Final = 8 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Origin:
    """A draft that a DOCX was made from.

    :param file: its path as the document's own draft would name it.
    :param content: a digest of the file.
    :param shown: digests of the fields that the page shows, by their names.
    :param typed: fields as they were typed which the page does not give back just so.
    :param hidden: fields that the page does not show.
    :param order: the names of all its fields, as they stand in it.
    :param body: digests of the parts of its text on the page, and which of them its 正文 holds; None: it has none.
    :param pictures: the files of the pictures in its text.
    :param lines: digests of its text line by line, where hidden fields tell where in it they stand.
    """

    file: str
    content: str
    shown: Mapping[str, str] = field(default_factory=dict)
    typed: Mapping[str, Any] = field(default_factory=dict)
    hidden: Mapping[str, Any] = field(default_factory=dict)
    order: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    body: tuple[int, int] | None = None
    pictures: tuple[str, ...] = ()
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Record:
    """The drafts that a DOCX was made from, the document's own first."""

    origins: tuple[Origin, ...]

    def properties(self) -> dict[str, str]:
        """The record as properties of a file."""
        told = {"version": _VERSION, "origins": [asdict(one) for one in self.origins]}
        packed = zlib.compress(json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode(), 9)
        text = base64.b64encode(packed).decode()
        pieces = [text[start : start + _PIECE] for start in range(0, len(text), _PIECE)]
        return {f"{PROPERTY}{number:04d}": piece for number, piece in enumerate(pieces, 1)}


def read_record(properties: Mapping[str, str]) -> Record | None:
    """The record in a file's properties; None: there is none, or it was damaged on its way."""
    text = "".join(properties[name].strip() for name in sorted(properties))
    if not text:
        return None
    try:
        unpacker = zlib.decompressobj()
        content = unpacker.decompress(base64.b64decode(text, validate=True), _BYTES_MAX)
        told = json.loads(content) if unpacker.eof else {}
        return Record(tuple(map(_origin, told["origins"]))) if told.get("version") == _VERSION else None
    except (ValueError, KeyError, TypeError, AttributeError, zlib.error, RecursionError):
        return None


def _origin(told: Mapping[str, Any]) -> Origin:
    body = told["body"]
    return Origin(
        str(told["file"]),
        str(told["content"]),
        dict(told["shown"]),
        dict(told["typed"]),
        dict(told["hidden"]),
        tuple(map(str, told["order"])),
        tuple(map(str, told["parts"])),
        None if body is None else (int(body[0]), int(body[1])),
        tuple(map(str, told["pictures"])),
        tuple(map(str, told["lines"])),
    )
