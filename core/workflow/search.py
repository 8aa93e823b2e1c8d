"""Words that somebody looks for, in what an office keeps; and where in a text they stand."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from typing import Final

import sqlalchemy as sa

from ..pattern import pattern
from ..values import dataclass

# Brackets and stops are typed full and half width, 〔2026〕 as [2026]: any of them is found by any sign.
_SIGNS: Final = pattern(r"[()\[\]【】〔〕〖〗{}<>《》〈〉:：;；,，、.。．!！?？\"'“”‘’「」\-－—–~～]")
_WORDS_MOST: Final = 8
# So much of a text is shown before the first word that was found, and behind it.
_BEFORE: Final = 20
_BEHIND: Final = 60


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a text.

    :param found: somebody looked for it.
    """

    text: str
    found: bool = False


def words_of(sought: str) -> list[str]:
    """The words that somebody looks for, blanks between them: all of them are to be there."""
    return unicodedata.normalize("NFKC", sought).split()[:_WORDS_MOST]


def having(words: Sequence[str], columns: Sequence[sa.Column[str]]) -> sa.ColumnElement[bool]:
    """Rows in which each word stands in one of these columns."""
    return sa.and_(sa.true(), *(sa.or_(*(one.ilike(_like(word), escape="\\") for one in columns)) for word in words))


def _like(word: str) -> str:
    literal = word.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{_SIGNS.sub('_', literal)}%"


def excerpt(text: str, words: Sequence[str]) -> list[Piece]:
    """The line of a text in which most of the words stand, as far as it is near them; nothing where none does."""
    patterns = [re.compile(_SIGNS.sub(".", re.escape(word)).replace("\\.", "."), re.IGNORECASE) for word in words]
    line = max(text.splitlines() or [""], key=lambda line: sum(bool(one.search(line)) for one in patterns))
    spots = sorted({match.span() for one in patterns for match in one.finditer(line)})
    if not spots:
        return []
    start, end = max(0, spots[0][0] - _BEFORE), spots[0][1] + _BEHIND
    pieces = [Piece("……")] if start else []
    for first, last in spots:
        if start <= first and last <= end:
            pieces += [Piece(line[start:first]), Piece(line[first:last], found=True)]
            start = last
    pieces.append(Piece(line[start:end] + ("……" if end < len(line) else "")))
    return [piece for piece in pieces if piece.text]
