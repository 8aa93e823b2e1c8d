"""The page plan as rows of a page, to be held against those of the PDF."""

from __future__ import annotations

from collections.abc import Iterator

from hongtou.layout.grid import Grid
from hongtou.layout.plan import Element, Page, PagePlan, Slice, placed
from hongtou.layout.standard import TABLE_PADDING_MM, mm, to_mm

from .made import Made, bare

# Where the baseline of type lies below the middle of its line, in em.
_BASELINE = 0.38
Piece = tuple[float, float, str]


def differences(made: Made) -> Iterator[str]:
    """Pages and lines that the PDF shows otherwise than planned."""
    if len(made.paper) != len(made.plan.pages):
        yield f"计划{len(made.plan.pages)}页，PDF {len(made.paper)}页"
    for page, rows in zip(made.plan.pages, made.pages, strict=False):
        planned, shown = _rows(_pieces(made.plan, page)), [bare(row.text) for row in rows if bare(row.text)]
        if planned != shown:
            wrong = next(((one, other) for one, other in zip(planned, shown, strict=False) if one != other), ("", ""))
            yield f"第{page.number}页计划{len(planned)}行，PDF {len(shown)}行：“{wrong[0][:30]}”“{wrong[1][:30]}”"


def count(made: Made) -> int:
    """How many lines the plan has."""
    return sum(len(_rows(_pieces(made.plan, page))) for page in made.plan.pages)


def _rows(pieces: Iterator[Piece]) -> list[str]:
    """Pieces by their baselines, as :class:`measure.Paper` puts glyphs in rows."""
    rows: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: (round(piece[0], 1), piece[1])):
        if rows and abs(rows[-1][0][0] - piece[0]) < 0.6:
            rows[-1].append(piece)
        else:
            rows.append([piece])
    texts = ("".join(bare(text) for _, _, text in sorted(row, key=lambda piece: piece[1])) for row in rows)
    return [text for text in texts if text]


def _pieces(plan: PagePlan, page: Page) -> Iterator[Piece]:
    """Every planned piece of text of a page: its baseline and left end (mm), and what it says."""
    if page.number == 1 and plan.masthead:
        head = plan.masthead.issuer_mark
        yield from ((to_mm(y), to_mm(line.x), line.text) for line, y in zip(head.lines, head.baselines, strict=True))
    for piece in page.slices:
        element = plan.galley[piece.element]
        yield from _grid(element.grid, piece) if element.grid else _lines(plan, element, piece.start, piece.stop, piece.y)
    if plan.imprint and plan.imprint.page == page.number:
        for element, y in zip(plan.imprint.elements, plan.imprint.places, strict=True):
            yield from _lines(plan, element, 0, len(element.lines), y)


def _lines(plan: PagePlan, element: Element, start: int, stop: int, y: float) -> Iterator[Piece]:
    size = plan.setup.styles[element.role].size
    for line, top in placed(element, start, stop, y):
        yield to_mm(top + element.pitch / 2 + _BASELINE * size), to_mm(line.x), line.text


def _grid(grid: Grid, piece: Slice) -> Iterator[Piece]:
    y = piece.y
    rows = (*grid.head, *grid.rows[piece.start : piece.stop])
    for number, row in enumerate(rows):
        for cell in row.cells:
            x = grid.edges[cell.column]
            top = y + (sum(covered.height for covered in rows[number : number + cell.down]) - len(cell.lines) * grid.pitch) / 2
            for place, text in enumerate(cell.lines):
                yield to_mm(top + (place + 0.5) * grid.pitch + _BASELINE * grid.size), to_mm(x + mm(TABLE_PADDING_MM)), text
        y += row.height
