"""Drawings that are anchored to the page: finding them by name, giving them a place, copying and dropping them."""

from __future__ import annotations

from collections.abc import Sequence
from copy import deepcopy
from itertools import pairwise
from typing import TYPE_CHECKING

from ...ooxml.elements import emu
from ...ooxml.tree import remove, select

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

_DRAWN = select(".//w:p/w:r[.//wp:docPr/@name=$name]")
_ACROSS = select(".//wp:positionH/wp:posOffset")
_DOWN = select(".//wp:positionV/wp:posOffset")
_EXTENTS = select(".//wp:extent | .//a:xfrm/a:ext")
_PROPERTIES = select(".//wp:docPr")


def drawn(body: Element, name: str) -> list[Element]:
    """The runs that hold a drawing of this name; none: an office has taken it out of its template."""
    return _DRAWN(body, name=name)


def place(run: Element, x: float, y: float, width: float, height: float) -> None:
    """Put a run's drawing in its place, ``x`` from the type area's left edge and ``y`` from the page's upper one; pt."""
    for offsets, length in ((_ACROSS(run), x), (_DOWN(run), y)):
        for offset in offsets:
            offset.text = str(emu(length))
    resize(run, width, height)


def resize(run: Element, width: float, height: float) -> None:
    """Give a run's drawing its size, pt."""
    for extent in _EXTENTS(run):
        extent.set("cx", str(emu(width)))
        extent.set("cy", str(emu(height)))


def copies(run: Element, names: Sequence[str]) -> list[Element]:
    """As many runs with the drawing as there are names, in their order behind each other; without names it goes."""
    made = [run, *(deepcopy(run) for _ in names[1:])][: len(names)]
    for before, copy in pairwise(made):
        before.addnext(copy)
    for copy, name in zip(made, names, strict=True):
        rename(copy, name)
    if not made:
        remove(run)
    return made


def rename(run: Element, name: str) -> None:
    """Give a run's drawing another name."""
    for properties in _PROPERTIES(run):
        properties.set("name", name)
