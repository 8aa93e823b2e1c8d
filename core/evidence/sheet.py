"""What lies on a sheet besides lines of characters, and how a page number lies on it."""

from __future__ import annotations

from enum import Enum

from ..values import dataclass


@dataclass(frozen=True, slots=True)
class Stroke:
    """A horizontal rule on paper, mm: its left end, its middle, its length and weight."""

    x: float
    y: float
    width: float
    weight: float
    red: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """The place of something on paper, mm from the page's upper left corner."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def middle(self) -> float:
        """Half-way between its left and right edges."""
        return (self.left + self.right) / 2


class Turn(Enum):
    """How characters lie on a sheet; those turned to the right are read from its top to its bottom."""

    UPRIGHT = 0
    RIGHT = 1
    LEFT = -1


@dataclass(frozen=True, slots=True)
class Numbered:
    """How a page number lies on the sheets of a section.

    :param is_left: whether it lies in their left half; None: nobody can tell.
    """

    turn: Turn
    is_left: bool | None = None
