"""Personal data in what is told: numbers of identity cards, telephones and bank cards never stand in a message."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from ..errors import DraftError, HongtouError, Problem
from ..personal import hide, without_identity_numbers, without_personal_numbers

# Eleven digits and more, be they typed full-width or in groups: no year, figure or 发文字号 has so many.
_RUN: Final = r"\d(?:[ \u00a0\u3000-]?\d){9,18}[ \u00a0\u3000-]?[\dXxＸｘ]"
# An identity number in its groups, whatever stands between them.
_GROUPS: Final = r"\d{6}[^\d\n]\d{4}[^\d\n]?\d{4}[^\d\n]\d{3}[^\d\n]?[\dXxＸｘ]"
_NUMBER: Final = re.compile(rf"(?<!\d)(?:{_RUN}|{_GROUPS})(?!\d)")


# A packet's units are told the same titles.
@lru_cache(maxsize=256)
def scrubbed(text: str) -> str:
    """A message without the numbers that people are known by; long numbers of other kinds go, too."""
    return without_personal_numbers(hide(_NUMBER, without_identity_numbers(text)))


def without_personal_data(error: HongtouError) -> HongtouError:
    """An error whose messages tell no such number."""
    if isinstance(error, DraftError):
        return DraftError([Problem(one.place, one.field, scrubbed(one.message)) for one in error.problems])
    text = str(error)
    return error if scrubbed(text) == text else HongtouError(scrubbed(text))
