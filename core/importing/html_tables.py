"""Tables of web pages: which of them hold data and which only place what they hold; their cells with what goes over several."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_SPAN_MAX: Final = 64
# A cell with more paragraphs, or more characters, is no cell of data.
_BLOCKS_MAX: Final = 6
_CHARACTERS_MAX: Final = 600


def is_layout(table: HtmlElement) -> bool:
    """Whether a table only places what it holds: it has one cell, tables in it, or cells as long as texts."""
    cells = [cell for row in _rows(table) for cell in row]
    return (
        len(cells) < 2
        or any(True for _ in table.iterdescendants("table"))
        or any(_is_text(cell) for cell in cells)
        or all(len(row) < 2 for row in _rows(table))
    )


def _is_text(cell: HtmlElement) -> bool:
    blocks = sum(bool(block.text_content().strip()) for block in cell.iterdescendants("p", "li", "h1", "h2", "h3"))
    return blocks > _BLOCKS_MAX or len(cell.text_content().strip()) > _CHARACTERS_MAX


def _rows(table: HtmlElement) -> Iterator[list[HtmlElement]]:
    """The cells of each row, in the order of the page."""
    for row in table.iterdescendants("tr"):
        if next(row.iterancestors("table")) is table:
            yield [cell for cell in row if cell.tag in {"td", "th"}]


def cells_of(table: HtmlElement) -> list[list[HtmlElement | None]]:
    """The rows of a table, each as wide as the widest; None: what a cell to the left or above covers."""
    rows: list[list[HtmlElement | None]] = []
    below: dict[int, int] = {}
    for row in _rows(table):
        cells: list[HtmlElement | None] = []
        for cell in row:
            while below.get(len(cells), 0) > 0:
                below[len(cells)] -= 1
                cells.append(None)
            across = _span(cell, "colspan")
            for place in range(len(cells), len(cells) + across):
                below[place] = _span(cell, "rowspan") - 1
            cells += [cell, *[None] * (across - 1)]
        while below.get(len(cells), 0) > 0:
            below[len(cells)] -= 1
            cells.append(None)
        rows.append(cells)
    width = max(map(len, rows), default=0)
    return [[*row, *[None] * (width - len(row))] for row in rows]


def _span(cell: HtmlElement, name: str) -> int:
    value = cell.get(name) or "1"
    return min(max(int(value), 1), _SPAN_MAX) if value.isascii() and value.isdecimal() and len(value) < 6 else 1
