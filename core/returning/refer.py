"""Personal values in a record: not themselves, only where the page shows them; what it does not show is left out.

Whoever takes a person out of the page in Word so takes the person out of the file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, Final

_TOKEN: Final = re.compile(r"[^\W_]+|[\W_]+")
_AT, _GONE = "@", "?"
# What a value becomes that the page does not show any more.
LOST: Final = object()


def refer(value: Any, lines: Sequence[str]) -> Any:  # noqa: ANN401 - whatever was typed
    """A typed value as places on the page.

    :param lines: what the page shows.
    """
    return _refer(value, lines, None)


def _refer(value: Any, lines: Sequence[str], near: int | None) -> Any:  # noqa: ANN401
    match value:
        case Mapping():
            near = _nearest(value, lines, near)
            return {key: _refer(part, lines, near) for key, part in value.items()}
        case list() | tuple():
            return [_refer(part, lines, near) for part in value]
    pieces: list[object] = []
    for token in _TOKEN.findall(str(value)):
        places: list[object] = [*_places(token, lines, near)] if token[0].isalnum() else [token]
        if not places:
            return {_GONE: 1}
        pieces += places
    return {_AT: pieces}


def _places(token: str, lines: Sequence[str], near: int | None) -> Iterator[list[int] | str]:
    """Where a word stands, whole or, as names of two characters are spread, character by character; nothing: nowhere."""
    found = _find(token, lines, near)
    singly = list(_singly(token, lines[near])) if found is None and near is not None else []
    if found is not None:
        yield [*found, len(token)]
    elif near is not None and len(singly) == len(token):
        yield from ([near, at, 1] for at in singly)
    elif len(token) > 1 and (stem := _find(token[:-1], lines[near : near + 1] if near is not None else (), None)):
        yield [near or 0, stem[1], len(token) - 1]
        yield token[-1]  # 汉族, of which the page shows 汉


def _singly(token: str, line: str) -> Iterator[int]:
    at = -1
    for character in token:
        at = line.find(character, at + 1)
        if at < 0:
            return
        yield at


def _find(token: str, lines: Sequence[str], near: int | None) -> tuple[int, int] | None:
    order = range(len(lines)) if near is None else (near, *range(len(lines)))
    return next(((line, at) for line in order if (at := lines[line].find(token)) >= 0), None)


def _nearest(value: Mapping[str, Any], lines: Sequence[str], near: int | None) -> int | None:
    """The line that shows most of a mapping's values."""
    tokens = [token for part in value.values() if isinstance(part, str) for token in _TOKEN.findall(part) if token[0].isalnum()]
    if near is not None or not lines:
        return near
    return max(range(len(lines)), key=lambda line: sum(token in lines[line] for token in tokens))


def resolve(value: Any, lines: Sequence[str], places: Mapping[int, int]) -> Any:  # noqa: ANN401
    """A value of a record as the page shows it now.

    :param lines: what the page shows now.
    :param places: where the lines stand now that stood on the page when the record was made.
    """
    match value:
        case {"@": list() as pieces}:
            return _text(pieces, lines, places)
        case {"?": _}:
            return LOST
        case Mapping():
            found = {key: resolve(part, lines, places) for key, part in value.items()}
            kept = {key: part for key, part in found.items() if part is not LOST}
            return kept if kept or not found else LOST
        case list():
            items = [resolve(part, lines, places) for part in value]
            left = [item for item in items if item is not LOST]
            return left if left or not items else LOST
    return value


def _text(pieces: Sequence[Any], lines: Sequence[str], places: Mapping[int, int]) -> Any:  # noqa: ANN401
    text = ""
    for piece in pieces:
        if isinstance(piece, str):
            text += piece
            continue
        line, at, length = map(int, piece)
        now = places.get(line)
        if now is None or not 0 <= now < len(lines):
            return LOST
        text += lines[now][at : at + length]
    return text


def moved(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Where lines stand now, by their digests; changed ones nowhere."""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return {block.a + offset: block.b + offset for block in blocks for offset in range(block.size)}
