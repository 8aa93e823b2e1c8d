"""The rules of one office's page: the standard's, with what it leaves to the office set by the office (版式)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from . import standard
from .styles import Role, Style, styles


@dataclass(frozen=True)
class House:
    """All that may differ from one office's page to another's; lengths in pt.

    :param pitch: 行距, from one line of 3号 to the next.
    :param tracking: 字距, added to every character of 3号 while lines are filled.
    :param top: 天头, the upper edge of the type area.
    :param height: of the type area.
    :param rule_weight: of the red rule (not in the standard).
    :param star: the party's star stands in the middle of the red rule (not in the standard).
    :param preprinted: 套打: mark, red rules and star are on the paper already; their room stays, they are not drawn.
    """

    pitch: float = standard.PITCH
    tracking: float = standard.TRACKING
    top: float = standard.TOP
    height: float = standard.TYPE_HEIGHT
    rule_weight: float = standard.RULE_WEIGHT
    star: bool = False
    preprinted: bool = False

    @property
    def bottom(self) -> float:
        """The lower edge of the type area."""
        return self.top + self.height

    @property
    def cell(self) -> float:
        """The width of a 字 in the text."""
        return standard.SIZE_3 + self.tracking

    @property
    def leading(self) -> float:
        """From the top of a line of 3号 to that of its characters."""
        return (self.pitch - standard.SIZE_3) / 2

    @cached_property
    def styles(self) -> Mapping[Role, Style]:
        """How each kind of paragraph is set."""
        return styles(self.pitch, self.cell)

    def tracking_of(self, role: Role) -> float:
        """The tracking that a role's type has by its style: only 3号 must be squeezed to make 28 characters a line."""
        return self.tracking if self.styles[role].size == standard.SIZE_3 else 0.0

    def resting(self, role: Role) -> float:
        """The tracking of a role's lines that are not stretched; in 3号 that of a full line."""
        return standard.full_tracking(self.cell) if self.styles[role].size == standard.SIZE_3 else 0.0


STANDARD: Final = House()
