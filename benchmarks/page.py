"""Measures what the page machinery (layout, plan, fitting) costs beside drawing the PDF, and whether long documents stay linear.

    script/benchmark page

Prints a table of ratios of medians of processor time, measured in turns as in ``foundation.py``. Exits with 1 when a target is
missed.
"""

from __future__ import annotations

import sys
from dataclasses import replace

from foundation import FONTS, Row, drawing, pages_of, race, row, told
from hongtou import Cell, Column, Content, Gongwen, Paragraph, Table, spans
from hongtou import Row as TableRow
from hongtou.layout import lay_out
from hongtou.render.html_pdf import render as render_html
from hongtou.render.pdf import render as render_pdf
from rivals import weasyprint_alone
from support.samples import notice

_ROUNDS = 15


def tight(pages: int) -> Gongwen:
    """A notice whose signature would take a page of its own were it not tightened: what is set most often over."""
    for paragraphs in range(pages, 12 * pages):
        for spare in range(1, 12):
            gongwen = notice(paragraphs)
            blocks = (*gongwen.main.blocks, *(Paragraph(spans("特此通知。")),) * spare)
            gongwen = replace(gongwen, main=replace(gongwen.main, blocks=blocks), imprint=None)
            plan = lay_out(gongwen, FONTS)
            if len(plan.pages) >= pages and any("全文" in note for note in plan.notes):
                return gongwen
    raise AssertionError("nothing to tighten")


def roster(rows: int) -> Gongwen:
    """A landscape table of so many rows."""
    columns = tuple(Column(f"第{number}栏", 8) for number in range(1, 9))
    body = tuple(TableRow(tuple(Cell(f"{number}云州市人民医院") for _ in columns)) for number in range(rows))
    return Gongwen("名单", Content("统战对象名单", (Table(columns, body, landscape=True),)))


def against_pdf(name: str, gongwen: Gongwen) -> Row:
    """What laying a document out takes of the time that WeasyPrint takes to draw its pages."""
    drawn = drawing(gongwen)
    return row(
        f"layout of {name} : WeasyPrint drawing it",
        race(lambda: lay_out(gongwen, FONTS), lambda: render_html(drawn), _ROUNDS),
        0.10,
    )


def main() -> int:
    six, fitted, sheet = pages_of(6), tight(6), roster(200)
    short, long = pages_of(20), pages_of(200)
    alone = weasyprint_alone(six, FONTS)
    rows = [row("PDF of six pages : WeasyPrint alone", race(lambda: render_pdf(drawing(six)), alone, 2 * _ROUNDS + 1), 0.20)]
    rows.append(against_pdf("six pages", six))
    rows.append(against_pdf("six pages, tightened", fitted))
    rows.append(against_pdf("a landscape table of 200 rows", sheet))
    rows.append(against_pdf("twenty pages", short))
    rows.append(row("layout of 200 pages : of 20", race(lambda: lay_out(long, FONTS), lambda: lay_out(short, FONTS), 5), 11))
    both = race(lambda: render_pdf(drawing(long)), lambda: render_pdf(drawing(short)), 9)
    rows.append(row("PDF of 200 pages : of 20", both, 10.5))
    return told(rows, 3)


if __name__ == "__main__":
    sys.exit(main())
