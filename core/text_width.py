"""How wide a text is where no font says so: in a terminal, in a workbook, before lines are set (Unicode's UAX #11)."""

from __future__ import annotations

from typing import Final
from unicodedata import east_asian_width

CELLS_PER_ZI: Final = 2
# Of those that UAX #11 leaves open, all are as wide as a 字 in Chinese fonts but these.
_NARROW: Final = frozenset("§°²³¹") | frozenset(map(chr, range(0x2070, 0x209D)))


def cell_width(text: str) -> int:
    """The width of a text in half-width characters: a 字 is two, a Latin letter or a digit one."""
    return sum(CELLS_PER_ZI if east_asian_width(char) in "WFA" and char not in _NARROW else 1 for char in text)


def zi_width(text: str) -> float:
    """The width of a text in 字: a Latin letter or a digit is half of one."""
    return cell_width(text) / CELLS_PER_ZI
