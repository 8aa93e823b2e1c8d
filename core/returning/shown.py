"""What a document shows, paragraph by paragraph: the same of a page plan and of a DOCX, so that the two can be compared."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import field

from ..document import Align
from ..layout.grid import Grid, GridRow
from ..layout.line import Run
from ..layout.plan import Element, PagePlan
from ..layout.styles import STYLES, Face, Role
from ..values import dataclass


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table that is shown.

    :param across: how many columns it covers; ``down``: how many rows.
    """

    text: str
    strong: bool = False
    align: Align = Align.CENTER
    across: int = 1
    down: int = 1


Row = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    """A paragraph or a table.

    :param role: what it is; None: its style is none of ours.
    :param runs: its text by faces, without the line breaks that the layout makes.
    :param rows: of a table, of which ``head`` are its head's.
    :param landscape: it is a table on landscape pages.
    :param picture: the name of the picture that stands in it.
    :param number: of the paragraph in its file, from 1; 0: it is in none.
    """

    role: Role | None
    runs: tuple[Run, ...] = ()
    rows: tuple[Row, ...] = ()
    head: int = 0
    landscape: bool = False
    picture: str = ""
    number: int = field(default=0, compare=False)

    @property
    def text(self) -> str:
        """All its characters; the parts of a row of several are parted by a tab."""
        return "".join(run.text for run in self.runs) or "".join(cell.text for row in self.rows for cell in row)

    def look(self) -> tuple[object, ...]:
        """What it shows, as far as a draft can say it."""
        role = self.role.value if self.role else ""
        runs = ((run.face.value, run.text) for run in self.runs)
        cells = ((cell.text, cell.strong, cell.across, cell.down) for row in self.rows for cell in row)
        return role, *runs, *cells, self.picture, self.landscape

    def lines(self) -> tuple[str, ...]:
        """Its text, line by line; a table's row is one, with tabs between its cells."""
        return tuple("\t".join(cell.text for cell in row) for row in self.rows) or (self.text,)


def digest(parts: Iterable[object]) -> str:
    """A short digest of what a part of a page shows: enough to tell whether it was changed, too little to guess it from."""
    return hashlib.sha256("\0".join(map(str, parts)).encode()).hexdigest()[:8]


def joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Runs without empty ones, neighbours of one face as one."""
    made: list[Run] = []
    for run in runs:
        if made and run.text and made[-1].face is run.face:
            made[-1] = Run(made[-1].text + run.text, run.face)
        elif run.text:
            made.append(run)
    return tuple(made)


def face_of(role: Role | None) -> Face:
    """The face of a role's style."""
    return STYLES[role or Role.TEXT].face


def of_plan(plan: PagePlan) -> tuple[Shown, ...]:
    """What a page plan shows, in the order in which its DOCX has it."""
    lines = plan.masthead.issuer_mark.lines if plan.masthead else ()
    return (
        *(Shown(Role.ISSUER_MARK, joined([Run(line.text.strip(), face_of(Role.ISSUER_MARK))])) for line in lines),
        *_elements(plan.galley),
        *_elements(plan.imprint.elements if plan.imprint else ()),
    )


def _elements(elements: Iterable[Element]) -> Iterator[Shown]:
    for element in elements:
        if element.grid is not None:
            yield _table(element.grid, landscape=element.landscape)
        elif element.picture is not None:
            yield Shown(element.role, picture=element.picture.name)
        elif element.role is not Role.BLANK:
            yield Shown(element.role, joined(Run(run.text.replace("\n", ""), run.face) for run in element.runs))


def _table(grid: Grid, *, landscape: bool) -> Shown:
    rows = tuple(tuple(_cells(row)) for row in (*grid.head, *grid.rows))
    return Shown(Role.TABLE, rows=rows, head=len(grid.head), landscape=landscape)


def _cells(row: GridRow) -> Iterator[Cell]:
    for cell in row.cells:
        yield Cell(cell.text, cell.strong, cell.align, cell.across, cell.down)
