"""Tables that would leave a row or two on a page of their own: their lines are set closer, so that all stand together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from .grid import Grid
from .plan import Element, Page, Slice
from .standard import TABLE_LEADINGS, snap
from .table_rows import stacked

# So few rows do not stand on a page of their own.
_FEW: Final = 2


def without_spills(galley: Sequence[Element], fill: Callable[[Sequence[Element]], Sequence[Page]]) -> list[Element]:
    """The elements, tables that leave few rows over set closer where that brings these back.

    :param fill: fills pages with elements.
    """
    elements = list(galley)
    if not any(element.grid for element in elements):
        return elements
    pages = fill(elements)
    for number, element in enumerate(elements):
        if element.grid is None or not _spills(_slices(pages, number)):
            continue
        for leading in TABLE_LEADINGS:
            closer = [*elements[:number], replace(element, grid=closed(element.grid, leading)), *elements[number + 1 :]]
            tried = fill(closer)
            if len(_slices(tried, number)) < len(_slices(pages, number)):
                elements, pages = closer, tried
                break
    return elements


def closed(grid: Grid, leading: float) -> Grid:
    """A table with its lines closer; ``leading`` is their pitch by the size of the type."""
    pitch, columns = snap(grid.size * leading), len(grid.widths)
    head, rows = (
        stacked([row.cells for row in part], columns, pitch, [row.least for row in part]) for part in (grid.head, grid.rows)
    )
    return replace(grid, head=head, rows=rows, pitch=pitch)


def _slices(pages: Sequence[Page], number: int) -> list[Slice]:
    return [piece for page in pages for piece in page.slices if piece.element == number]


def _spills(slices: Sequence[Slice]) -> bool:
    return len(slices) > 1 and slices[-1].stop - slices[-1].start <= _FEW
