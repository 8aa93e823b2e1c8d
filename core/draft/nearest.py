"""The known word that someone meant."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word nearest to one that is not known: the same but for spaces and full-width forms, or much the same."""
    names = {_plain(name): name for name in known}
    plain = _plain(word)
    if plain in names:
        return names[plain]
    # Half of the characters: “抄松” for “抄送”. Long words are cut, since the comparison takes the square of their length.
    word = plain[:50]
    found = difflib.get_close_matches(word, names, n=5, cutoff=0.5)
    # Of words that are equally alike the first known one: a field that more drafts have stands before others.
    return names[max((name for name in names if name in found), key=lambda name: _likeness(word, name))] if found else None


def _likeness(word: str, name: str) -> tuple[float, bool]:
    """How alike two words are; of those equally alike, those that begin alike are more so."""
    return difflib.SequenceMatcher(None, name, word).ratio(), name[:1] == word[:1]


def _plain(word: str) -> str:
    return "".join(unicodedata.normalize("NFKC", word).split()).casefold()
