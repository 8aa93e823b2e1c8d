"""Values in a record that the pages show, too: not themselves, only where they stand on the page.

Whoever takes a person or a sentence out of the page in Word so takes it out of the file. What is personal and not shown is left
out; what else is not shown is kept as it was typed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, Final

from ..pattern import pattern

# Words, and the numbers in them: 2019 and 3 in 2019年3月.
_WORD: Final = pattern(r"[^\W_]+")
_RUN: Final = pattern(r"\d+|[^\W\d_]+")
_TOKEN: Final = pattern(r"[^\W_]+|[\W_]+")
_AT, _GONE = "@", "?"
# Shorter words that are not personal say nothing by themselves, and stand anywhere on a page.
_TELLING: Final = 6
# What a value becomes that the page does not show any more.
LOST: Final = object()


class Referrer:
    """Looks values up on a page.

    :param lines: what the page shows.
    """

    def __init__(self, lines: Sequence[str]) -> None:
        self._lines = lines
        self._words: dict[str, tuple[int, int]] = {}
        self._cells: dict[str, list[int]] = {}
        for number, line in enumerate(lines):
            for match in (*_WORD.finditer(line), *_RUN.finditer(line)):
                self._words.setdefault(match[0], (number, match.start()))
            for cell in line.split("\t"):
                self._cells.setdefault("".join(cell.split()), []).append(number)

    def refer(self, value: Any, *, personal: bool) -> Any:  # noqa: ANN401 - whatever was typed
        """A typed value as places on the page."""
        return self._refer(value, None, personal=personal)

    def _refer(self, value: Any, near: int | None, *, personal: bool) -> Any:  # noqa: ANN401
        match value:
            case Mapping():
                near = self._nearest(value) if near is None else near
                return {key: self._refer(part, near, personal=personal) for key, part in value.items()}
            case list() | tuple():
                return [self._refer(part, near, personal=personal) for part in value]
        pieces: list[object] = []
        for token in _TOKEN.findall(str(value)):
            telling = personal or len(token) >= _TELLING
            places = [*self._places(token, near)] if token[0].isalnum() and telling else [token]
            if not places and personal:
                return {_GONE: 1}
            pieces += places or [token]
        return {_AT: pieces} if any(isinstance(piece, list) for piece in pieces) else value

    def _places(self, token: str, near: int | None) -> Iterator[list[int] | str]:
        """Where a word stands, whole or, as names of two characters are spread, character by character; nothing: nowhere."""
        line = self._lines[near] if near is not None else ""
        if near is not None and (at := line.find(token)) >= 0:
            yield [near, at, len(token)]
        elif token in self._words:
            yield [*self._words[token], len(token)]
        elif token.isdigit() and token.startswith("0") and (short := list(self._places(token.lstrip("0"), near))):
            yield from ["0" * (len(token) - len(token.lstrip("0"))), *short]
        elif near is not None and len(singly := list(_singly(token, line))) == len(token):
            yield from ([near, at, 1] for at in singly)
        elif near is not None and len(token) > 1 and (at := line.find(token[:-1])) >= 0:
            yield [near, at, len(token) - 1]
            yield token[-1]  # 汉族, of which the page shows 汉

    def _nearest(self, value: Mapping[str, Any]) -> int | None:
        """The line with most of a mapping's values in its cells."""
        texts = ["".join(part.split()) for part in value.values() if isinstance(part, str)]
        found = Counter(line for text in texts for line in self._cells.get(text, [])[:100])
        return max(found, key=lambda line: (found[line], -line)) if found else None


def _singly(token: str, line: str) -> Iterator[int]:
    at = -1
    for character in token:
        at = line.find(character, at + 1)
        if at < 0:
            return
        yield at


def resolve(value: Any, lines: Sequence[str], places: Mapping[int, int], lost: list[object]) -> Any:  # noqa: ANN401
    """A value of a record as the page shows it now; :data:`LOST` where it does not.

    :param lines: what the page shows now.
    :param places: where the lines stand now that stood on the page when the record was made.
    :param lost: gets what is lost, at any depth.
    """
    match value:
        case {"@": list() as pieces}:
            return _text(pieces, lines, places, lost)
        case {"?": _}:
            lost.append(value)
            return LOST
        case Mapping():
            found = {key: resolve(part, lines, places, lost) for key, part in value.items()}
            kept = {key: part for key, part in found.items() if part is not LOST}
            return kept if kept or not found else LOST
        case list():
            items = [resolve(part, lines, places, lost) for part in value]
            left = [item for item in items if item is not LOST]
            return left if left or not items else LOST
    return value


def _text(pieces: Sequence[Any], lines: Sequence[str], places: Mapping[int, int], lost: list[object]) -> Any:  # noqa: ANN401
    text = ""
    for piece in pieces:
        if isinstance(piece, str):
            text += piece
            continue
        line, at, length = map(int, piece)
        now = places.get(line)
        if now is None or not 0 <= now < len(lines):
            lost.append(piece)
            return LOST
        text += lines[now][at : at + length]
    return text


def moved(old: Sequence[str], new: Sequence[str]) -> dict[int, int]:
    """Where lines stand now, by their digests; changed ones nowhere."""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    return {block.a + offset: block.b + offset for block in blocks for offset in range(block.size)}
