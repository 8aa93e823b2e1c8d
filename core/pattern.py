"""Regular expressions that are compiled when they are first used: one with a range of all hanzi costs a millisecond."""

from __future__ import annotations

import re
from typing import Final, cast

# A hanzi (or kana): what stands in words, behind Latin, Greek and Cyrillic, and is no index or circled number. So it takes no
# range of twenty thousand characters, and finds the rare ones outside it, too.
HANZI: Final = r"(?:(?![\0-\u052f\u2070-\u27bf])\w)"


class _Uncompiled:
    """What stands for a pattern; it has whatever the compiled one has."""

    def __init__(self, text: str, flags: int) -> None:
        self._source = text, flags

    def __getattr__(self, name: str) -> object:
        found: object = getattr(re.compile(*self._source), name)
        # The next time it is found without asking here.
        setattr(self, name, found)
        return found


def pattern(text: str, flags: int = 0) -> re.Pattern[str]:
    """A regular expression for a constant of a module; every command imports modules of which it uses little.

    :param text: as for :func:`re.compile`, which keeps what it has compiled.
    """
    return cast("re.Pattern[str]", _Uncompiled(text, flags))
