"""The documents of a packet as they were made, for whoever binds and packs them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from ..values import dataclass

if TYPE_CHECKING:
    from ..composing import Composed
    from ..packet.task import Document


@dataclass(frozen=True, slots=True)
class MadeDocument:
    """A document of the packet as made.

    :param pages: how many it has.
    :param files: name of the renderer → bytes.
    """

    document: Document
    composed: Composed
    pages: int
    files: Mapping[str, bytes]


def listed(made: Sequence[MadeDocument]) -> list[tuple[MadeDocument, int]]:
    """Every document with the page that it begins on, counted from the first document's first."""
    starts = [1]
    for one in made:
        starts.append(starts[-1] + one.pages)
    return list(zip(made, starts, strict=False))
