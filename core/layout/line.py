"""A line of text as it was broken; lengths in pt."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ..pattern import pattern
from ..values import dataclass
from .styles import Face

# What numbers and foreign words are made of; such a character with another one behind it, and runs of those.
NARROW: Final = r"[\x21-\x7e°±²³¹µÀ-ÖØ-öø-ɏͰ-Ͽ\u2070-\u209c]"
INNER: Final = pattern(f"{NARROW}(?={NARROW})")
_INNERS: Final = pattern(f"((?:{NARROW}(?={NARROW}))+)")


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one face."""

    text: str
    face: Face


@dataclass(frozen=True, slots=True)
class SetLine:
    """A line as broken.

    :param runs: its text.
    :param x: its left end, from the left edge of the type area.
    :param width: the width that its characters take with ``tracking``.
    :param tracking: added after every character, so that a full line ends flush with its right edge.
    :param tight: added instead of it between the characters of a number or a word of narrow letters; None: no line's own.
    :param beside: it stands on the row of the line before it.
    """

    runs: tuple[Run, ...]
    x: float
    width: float
    tracking: float
    beside: bool = False
    tight: float | None = None

    @property
    def text(self) -> str:
        """The characters of the line."""
        return "".join(run.text for run in self.runs)

    @property
    def natural(self) -> float:
        """The width of its visible characters without tracking."""
        over = len(self.text) - len(self.text.rstrip()) + 1
        return self.width - sum(own * len(run.text) for run, own in self.tracked()) + over * self.tracking

    def tracked(self) -> Iterator[tuple[Run, float]]:
        """Its runs, cut where the tracking changes, each with its own."""
        for run in self.runs:
            if self.tight is None or not INNER.search(run.text):
                yield run, self.tracking
                continue
            for place, piece in enumerate(_INNERS.split(run.text)):
                if piece:
                    yield Run(piece, run.face), self.tight if place % 2 else self.tracking
