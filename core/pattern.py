"""Regular expressions that are compiled when they are first used: each set of hanzi in one costs a tenth of a millisecond."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Final, cast

# A hanzi (or kana): what stands in words, behind Latin, Greek and Cyrillic, and is no index or circled number. So it takes no
# range of twenty thousand characters, and finds the rare ones outside it, too.
HANZI: Final = r"(?:(?![\0-\u052f\u2070-\u27bf])\w)"


class _Uncompiled:
    """What stands for a pattern; it has whatever the compiled one has."""

    def __init__(self, text: str, flags: int) -> None:
        self._source = text, flags

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - as varied as what a pattern has
        found = getattr(re.compile(*self._source), name)
        # The next time it is found without asking here.
        setattr(self, name, found)
        return found


# What a pattern gives of a text that it is not found in.
_FRUITLESS: Final[Mapping[str, Callable[[], object]]] = {
    "search": lambda: None,
    "match": lambda: None,
    "fullmatch": lambda: None,
    "finditer": lambda: iter(()),
}


class _Rare(_Uncompiled):
    """One that few texts can hold: for the others it is not compiled."""

    def __init__(self, text: str, flags: int, holds: str) -> None:
        super().__init__(text, flags)
        self._words = holds.split("|")

    def __getattr__(self, name: str) -> Any:  # noqa: ANN401 - as above
        return partial(self._ask, name) if name in _FRUITLESS else super().__getattr__(name)

    def _ask(self, name: str, text: str, *bounds: int) -> object:
        if any(one in text for one in self._words):
            return super().__getattr__(name)(text, *bounds)
        return _FRUITLESS[name]()


def pattern(text: str, flags: int = 0, *, holds: str = "") -> re.Pattern[str]:
    """A regular expression for a constant of a module; every command imports modules of which it uses little.

    :param text: as for :func:`re.compile`, which keeps what it has compiled.
    :param holds: words parted by ``|``, one of which stands in every text that it is found in: what has none is not searched.
    """
    return cast("re.Pattern[str]", _Rare(text, flags, holds) if holds else _Uncompiled(text, flags))
