"""The tables of a PDF alone, for who only looks at them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from .pdf_page import read_pages
from .ruled import Cells, Ruled, repeated_head, tables_of


def tables_on(path: Path, pages: Sequence[int]) -> list[tuple[int, Cells]]:
    """The ruled tables on pages of a PDF, each with the page on which it begins; one that goes on overleaf is one.

    :param pages: their numbers from 1, in order.
    :raises InputError: it cannot be read.
    """
    found: list[tuple[int, Ruled]] = []
    last = 0
    for number, page in zip(pages, read_pages(path, frozenset(pages)), strict=False):
        for table in sorted(tables_of(page.rules, page.glyphs)[0], key=lambda one: -one.top):
            repeated = repeated_head(found[-1][1], table) if found and last == number - 1 else None
            if repeated is None:
                found.append((number, table))
            else:
                found[-1] = found[-1][0], found[-1][1].with_rows(table.cells[repeated:])
        last = number
    return [(number, table.cells) for number, table in found]
