"""Is what a draft says in the document? A word must not get lost without a word, whatever a plug-in makes of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from ..document import Block, Gongwen

# Pieces of so many characters are looked for: a plug-in may cut a text up, number it or put words around it.
_PIECE = 6


def is_lost(body: tuple[Block, ...], gongwen: Gongwen) -> bool:
    """Whether nothing of a draft's 正文 stands in the document that was made of it."""
    printed = _joined(gongwen)
    return bool(body) and not any(piece in printed for block in body for piece in _pieces(_joined(block)))


def _pieces(text: str) -> Iterator[str]:
    last = max(len(text) - _PIECE, 0)
    yield from (text[start : start + _PIECE] for start in range(0, last + 1, _PIECE))


def _joined(value: object) -> str:
    return "".join("".join(_texts(value)).split())


def _texts(value: object) -> Iterator[str]:
    if type(value) is str:
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from _texts(part)
    elif is_dataclass(value):
        for field in fields(value):
            yield from _texts(getattr(value, field.name))
