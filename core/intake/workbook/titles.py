"""The titles of a table's columns, as people write them: in one of its first rows, with blanks, marks and notes of their own."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import Final, TypeVar

from ...pattern import pattern

# The titles stand in one of so many rows, under the name of the table and the like.
TITLES_WITHIN: Final = 10
_BRACKETED: Final = pattern(r"[(（【\[][^)）】\]]{0,50}[)）】\]]")
_SIGNS: Final = pattern(r"[\s*＊:：、，,.。“”\"'_\-—/·]+")

R = TypeVar("R")


def plain(title: str) -> str:
    """A title as it is compared: without blanks, marks, units of measure and notes in brackets."""
    text = unicodedata.normalize("NFKC", title)
    without = _SIGNS.sub("", _BRACKETED.sub("", text))
    return without or _SIGNS.sub("", text)


def title_row(rows: Sequence[R], titles: Callable[[R], Iterable[object]], known: Callable[[Sequence[str]], int]) -> int:
    """Where the row of titles stands among the first rows; -1: none of these is one.

    :param titles: a row's cells.
    :param known: how well titles, as they are compared, are known; 0: a row that has them is no row of titles. Of several
        the one counts that is known best, of equals the first.
    """
    judged = [known([plain(cell) if isinstance(cell, str) else "" for cell in titles(row)]) for row in rows[:TITLES_WITHIN]]
    best = max(judged, default=0)
    return judged.index(best) if best else -1
