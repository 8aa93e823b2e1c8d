"""What a page format is: how inner documents are set, whose page the standard leaves to the office."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from ..layout.page_setup import PageSetup
from ..layout.standard import mm, snap
from ..values import dataclass


@dataclass(frozen=True, slots=True)
class PageFormat:
    """A format that a draft may name (``格式``) besides those of the standard: an inner document 普通, set otherwise.

    What has a red head has the page of GB/T 9704 (5.2, 10), or what the office's profile makes of it. Paper, side margins and the
    place of the page's number are always the standard's. What is None is as the office has it.

    :param name: as drafts write it: ``会议材料``.
    :param summary: one line for people.
    :param pitch: 行距, from one line of 3号 to the next, in pt: 26 to 31.
    :param tracking: 字距, added to every character of 3号 while lines are filled, in pt: -0.55 to 0.2.
    :param top: 天头, in mm from the page's upper edge: 20 to 60; the type area ends where the office's does.
    :param folio: what stands before and behind a page's number, such as ``("- ", " -")``.
    """

    name: str
    summary: str
    pitch: float | None = None
    tracking: float | None = None
    top: float | None = None
    folio: tuple[str, str] | None = None

    def page(self, setup: PageSetup) -> PageSetup:
        """The page of such a document; lengths are such that Word can hold them.

        :param setup: the office's.
        """
        made: dict[str, Any] = {"pitch": self.pitch, "tracking": self.tracking, "folio": self.folio}
        made = {name: value if name == "folio" else snap(value) for name, value in made.items() if value is not None}
        if self.top is not None:
            top = snap(mm(self.top))
            made |= {"top": top, "height": setup.bottom - top}
        return replace(setup, **made)
