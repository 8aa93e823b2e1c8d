"""Draft 草稿: what a person wrote, and where each value stands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import Place

FieldPath = tuple[str | int, ...]


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
        return self.places.get(path, Place(self.path.name))
