"""Draft 草稿: what a person wrote, and where each value stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from ..errors import Place, Problem
from ..values import dataclass

FieldPath = tuple[str | int, ...]


def written(path: FieldPath) -> str:
    """A field's path as people read it: ``名单.第3项.民族``."""
    return ".".join(f"第{part + 1}项" if isinstance(part, int) else part for part in path)


def short(value: object, length: int = 30) -> str:
    """A value as a message shows it, cut where it is long."""
    text = str(value).strip()
    return text if len(text) <= length else text[: length - 1] + "…"


@dataclass(frozen=True, slots=True)
class PictureLine:
    """A line of running text that names a picture; :class:`hongtou.Figure` once its file has been read.

    :param file: as it is written, relative to the draft.
    :param title: what stands below the picture; may be empty.
    """

    file: str
    title: str
    place: Place


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft as read: every value is the text that was typed, a list or a mapping of such, or, for ``正文``, blocks.

    :param path: the file.
    :param values: its fields.
    :param places: for the path of every field and item, where it stands; ``()`` is the draft itself.
    """

    path: Path
    values: Mapping[str, Any]
    places: Mapping[FieldPath, Place]

    def place(self, path: FieldPath) -> Place:
        """Where a value stands; of a missing one, where its parent does."""
        while path and path not in self.places:
            path = path[:-1]
        return self.places.get(path, Place(str(self.path)))

    def problem(self, path: FieldPath, message: str) -> Problem:
        """Something wrong with the value at ``path``."""
        return Problem(self.place(path), written(path), message)

    def having(self, changes: Mapping[str, Any]) -> Draft:
        """It with other values in some fields."""
        return replace(self, values={**self.values, **changes})
