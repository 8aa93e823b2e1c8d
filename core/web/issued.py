"""The book of numbers beside the drafts of pages: what was issued by a command, or by another program, is issued all the same."""

from __future__ import annotations

from collections.abc import Collection
from contextlib import closing
from typing import Final

from ..office import Settings
from ..register.entry import Entry, EntryState
from ..register.query import Sought
from ..register.register import Register
from ..workflow.search import excerpt, words_of

# So many are looked at where nobody looks for words.
_NEWEST: Final = 400


def issued_elsewhere(settings: Settings, known: Collection[tuple[str, str]], sought: str) -> list[Entry]:
    """What is issued and no draft of the page, the newest first.

    :param known: numbers with their 文种 that drafts of the page have.
    :param sought: words that stand in the number, the title, the 文种, the name of the draft or the day.
    :raises RegisterError: the register cannot be used; there is one.
    """
    words = words_of(sought)
    with closing(Register(settings)) as register:
        entries = register.entries(Sought(state=EntryState.ISSUED, newest=0 if words else _NEWEST))
    return [one for one in reversed(entries) if (str(one.number), one.genre) not in known and _has(one, words)]


def _has(entry: Entry, words: list[str]) -> bool:
    text = f"{entry} {entry.title} {entry.genre} {entry.source} {entry.dated}"
    return all(excerpt(text, [word]) for word in words)
