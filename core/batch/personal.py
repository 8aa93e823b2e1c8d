"""Personal data in what is told: numbers of identity cards, telephones and bank cards never stand in a message."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from ..errors import DraftError, HongtouError, Problem
from ..personal import identity_numbers

HIDDEN: Final = "（号码已隐去）"
# Eleven digits and more, be they typed full-width or in groups: no year, figure or 发文字号 has so many.
_RUN: Final = r"\d(?:[ \u00a0\u3000-]?\d){9,18}[ \u00a0\u3000-]?[\dXxＸｘ]"
# An identity number in its groups, whatever stands between them.
_GROUPS: Final = r"\d{6}[^\d\n]\d{4}[^\d\n]?\d{4}[^\d\n]\d{3}[^\d\n]?[\dXxＸｘ]"
_NUMBER: Final = re.compile(rf"(?<!\d)(?:{_RUN}|{_GROUPS})(?!\d)")


def scrubbed(text: str) -> str:
    """A message without the numbers that people are known by; long numbers of other kinds go, too."""
    # From the last to the first: places before what was hidden stay what they were. Those that overlap are hidden together.
    for where in reversed(_joined(identity_numbers(text))):
        text = text[: where.start] + HIDDEN + text[where.stop :]
    return _NUMBER.sub(HIDDEN, text)


def _joined(places: Sequence[slice]) -> list[slice]:
    joined: list[slice] = []
    for place in places:
        if joined and place.start < joined[-1].stop:
            joined[-1] = slice(joined[-1].start, max(place.stop, joined[-1].stop))
        else:
            joined.append(place)
    return joined


def without_personal_data(error: HongtouError) -> HongtouError:
    """An error whose messages tell no such number."""
    if isinstance(error, DraftError):
        return DraftError([Problem(one.place, one.field, scrubbed(one.message)) for one in error.problems])
    text = str(error)
    return error if scrubbed(text) == text else HongtouError(scrubbed(text))
