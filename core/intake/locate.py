"""Where in a draft's files a character stands that landscape out to be in no face."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from ..draft import Draft, FieldPath
from ..errors import HongtouError, Place
from . import is_workbook
from .text.decoding import text_of


def locate(draft: Draft, files: Iterable[tuple[Path, bytes]], char: str) -> tuple[Place, FieldPath]:
    """The first place of a character: in the draft's fields, else in a line of the files.

    :param files: those that the document was made from, as they were read.
    :returns: the place and, where it is known, the field; of what stands in no text, the draft.
    """
    for path, text in _texts(draft.values):
        if char in text:
            return draft.place(path), path
    for file, content in files:
        if place := _in_file(file, content, char):
            return place, ()
    return Place(str(draft.path)), ()


def _texts(value: object, path: FieldPath = ()) -> Iterator[tuple[FieldPath, str]]:
    """Every text of a field's value, with its path."""
    match value:
        case str():
            yield path, value
        case Mapping():
            for key, part in value.items():
                yield from _texts(part, (*path, key))
        case list():
            for number, part in enumerate(value):
                yield from _texts(part, (*path, number))


def _in_file(file: Path, content: bytes, char: str) -> Place | None:
    try:
        lines = [] if is_workbook(file) else text_of(file, content).split("\n")
    except HongtouError:
        return None
    found = ((number, line.find(char) + 1) for number, line in enumerate(lines, 1) if char in line)
    line, column = next(found, (0, 0))
    return Place(str(file), line, column) if line else None
