"""Sizes of type 字号, in pt, as items of a document have them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from ..evidence import Item
from ..plugin import Found, Settings, found

# How far from a size type may be and still count as of it, pt.
SIZE_WITHIN: Final = 0.3


def other_sizes(items: Iterable[Item], settings: Settings, wanted: str) -> Iterator[Found]:
    """Those of the items whose first words are not of the size that the settings allow.

    :param wanted: which size they should have, in Chinese.
    """
    for item in items:
        piece = next((one for one in item.pieces if one.text.strip()), None)
        if piece and not settings.allows(piece.look.size):
            yield found(item, f"是 {piece.look.size:g} 磅，{wanted}", piece.text)
