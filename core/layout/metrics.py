"""How wide and how high characters are, as the layout asks; the answers come from the faces (:mod:`hongtou.fonts`)."""

from __future__ import annotations

from typing import NamedTuple, Protocol

from .styles import Face


class Ink(NamedTuple):
    """How far ink reaches above (``top``) and below (``bottom``, negative) the baseline, in em."""

    top: float
    bottom: float


class Metrics(Protocol):
    """What the layout must know about the faces. All values in em (1 = the size of the type)."""

    def advance(self, face: Face, char: str, /) -> float:
        """The width of a character."""

    def ink(self, face: Face, text: str, /) -> Ink:
        """How far the ink of a line of text reaches above and below the baseline."""


class CellMetrics:
    """A stand-in without a face: ASCII and other narrow characters take half a cell, all others one."""

    def advance(self, _face: Face, char: str, /) -> float:
        """The width of a character in cells."""
        return 0.5 if char < "\u2000" and char != "·" else 1.0

    def ink(self, _face: Face, _text: str, /) -> Ink:
        """Ink that nearly fills the character's box."""
        return Ink(0.84, -0.08)
