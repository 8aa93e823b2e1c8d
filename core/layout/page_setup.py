"""The rules of one office's page: the standard's, with what it leaves to the office set by the office (版式)."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Final

from ..values import dataclass
from . import standard
from .styles import Role, Style, styles


@dataclass(frozen=True)
class PageSetup:
    """All that may differ from one office's page to another's; lengths in pt.

    :param pitch: 行距, from one line of 3号 to the next.
    :param tracking: 字距, added to every character of 3号 while lines are filled.
    :param top: 天头, the upper edge of the type area.
    :param height: of the type area.
    :param overhang: by how much the type area is higher than the standard's at either end, so that the first line's characters
        and not their leading begin at its edge (GB/T 33476.2).
    :param rule_weight: of the red rule (not in the standard).
    :param folio: what stands before and behind a page's number (7.5: 一字线).
    :param attachment_mark: how an attachment's mark ends (7.3.7: with nothing).
    :param issued_attached: 印发正文作附件: an issued text is named in the 附件说明 and marked (not in the standard).
    :param keep_headings: 标题不落单: a heading is never a page's last line (not in the standard, which wants full pages; every
        office does it).
    :param mirrored: 镜像页边: even pages have their 订口 at the right.
    :param star: the party's star stands in the middle of the red rule (not in the standard).
    :param preprinted: 套打: mark, red rules and star are on the paper already; their room stays, they are not drawn.
    """

    pitch: float = standard.PITCH
    tracking: float = standard.TRACKING
    top: float = standard.TOP
    height: float = standard.TYPE_HEIGHT
    overhang: float = 0.0
    rule_weight: float = standard.RULE_WEIGHT
    folio: tuple[str, str] = ("— ", " —")
    attachment_mark: str = ""
    issued_attached: bool = False
    keep_headings: bool = True
    mirrored: bool = False
    star: bool = False
    preprinted: bool = False

    @property
    def bottom(self) -> float:
        """The lower edge of the type area."""
        return self.top + self.height

    @property
    def edge(self) -> float:
        """The lower edge of the type area as the standard measures it, on which the last rule of the 版记 lies (7.4.1)."""
        return self.bottom - self.overhang

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

    def natural_tracking(self, role: Role) -> float:
        """The tracking of a role's lines that are not stretched; in 3号 that of a full line."""
        return standard.full_tracking(self.cell) if self.styles[role].size == standard.SIZE_3 else 0.0


STANDARD: Final = PageSetup()
# GB/T 33476.2: margins for word processors, which put half of a line's leading above its characters; these begin 37 mm down.
SOFTWARE: Final = PageSetup(
    pitch=standard.SOFTWARE_PITCH,
    top=standard.snap(standard.mm(standard.SOFTWARE_TOP_MM)),
    height=standard.mm(standard.PAGE_HEIGHT_MM - standard.SOFTWARE_TOP_MM - standard.SOFTWARE_BOTTOM_MM),
    overhang=standard.mm(standard.MARGIN_TOP_MM - standard.SOFTWARE_TOP_MM),
)
