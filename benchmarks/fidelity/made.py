"""A case as made: its document, its plan, and what the files show."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from itertools import pairwise

from hongtou import Drawing, Gongwen
from hongtou.fonts.faces import Fonts
from hongtou.layout import lay_out
from hongtou.layout.page_setup import STANDARD, PageSetup
from hongtou.layout.plan import PagePlan
from hongtou.layout.standard import to_mm
from hongtou.render.docx import render as render_docx
from hongtou.render.pdf import render as render_pdf
from support.measure import Paper, Row
from support.word import Word

FONTS = Fonts()
TEMPLATES = (files("hongtou.templates"),)
# The lower edge of the type area; below it only the page number stands.
FOOT = 263.0


@dataclass(frozen=True)
class Made:
    """One case; its files are drawn when they are asked for.

    :ivar files: what a file's bytes are, by its kind, where it is another than what is drawn.
    """

    name: str
    gongwen: Gongwen
    plan: PagePlan
    files: Mapping[str, bytes] = field(default_factory=dict)

    @cached_property
    def docx(self) -> bytes:
        """The DOCX's bytes."""
        return self.files["docx"] if "docx" in self.files else render_docx(self._drawing)

    @cached_property
    def pdf(self) -> bytes:
        """The PDF's bytes."""
        return self.files["pdf"] if "pdf" in self.files else render_pdf(self._drawing)

    @property
    def _drawing(self) -> Drawing:
        return Drawing(self.gongwen, self.plan, FONTS, TEMPLATES)

    @cached_property
    def paper(self) -> Paper:
        return Paper(self.pdf)

    @cached_property
    def word(self) -> Word:
        return Word(self.docx)

    @property
    def pitch(self) -> float:
        """The office's pitch, or that which the document was tightened to, mm."""
        return to_mm(self.plan.setup.pitch)

    @property
    def cell(self) -> float:
        """The width of a 字, likewise."""
        return to_mm(self.plan.setup.cell)

    @property
    def top(self) -> float:
        """The upper edge of the text, likewise."""
        return to_mm(self.plan.setup.top)

    @property
    def full(self) -> int:
        """How many lines a full page has."""
        return int((self.plan.setup.height + 0.05) / self.plan.setup.pitch)

    @cached_property
    def pages(self) -> list[list[Row]]:
        """The rows of each page without the page number; those of a rotated one on the rotated sheet."""
        return shown(self.paper)

    @cached_property
    def folios(self) -> list[Row | None]:
        """The page number of each page."""
        last = [self.paper.rows(page)[-1:] for page in range(1, len(self.paper) + 1)]
        return [rows[0] if rows and rows[0].baseline >= FOOT else None for rows in last]

    def find(self, text: str, *, start: bool = False) -> tuple[int, Row] | None:
        """The first row that is this text, or begins with it, and its page."""
        wanted = bare(text)
        for page, rows in enumerate(self.pages, 1):
            for row in rows:
                own = bare(row.text)
                if wanted and (own.startswith(wanted) if start else own == wanted):
                    return page, row
        return None


def make(name: str, gongwen: Gongwen, setup: PageSetup = STANDARD) -> Made:
    """Take a case the whole way."""
    return Made(name, gongwen, lay_out(gongwen, FONTS, setup))


def _body(paper: Paper, page: int) -> list[Row]:
    """What a page says, its number left out, which is the only rotated text on a page that is wider than high."""
    if paper.landscape(page):
        return paper.rows(page)
    return [*paper.body(page), *paper.rows(page, rotated=True)]


def shown(paper: Paper) -> list[list[Row]]:
    """The rows of every page without its number."""
    return [_body(paper, page) for page in range(1, len(paper) + 1)]


def bare(text: str) -> str:
    """A text without white space."""
    return re.sub(r"\s", "", text)


def continued(rows: list[Row]) -> list[tuple[Row, Row]]:
    """Neighbours of which the second goes on with the first's paragraph: text of one size, the second begins at the left edge."""
    return [(one, other) for one, other in pairwise(rows) if _goes_on(one, other)]


def _goes_on(one: Row, other: Row) -> bool:
    left = {16: 28.0, 14: 28.0 + 4 * 14 * 25.4 / 72}.get(round(other.size))
    same = round(one.size) == round(other.size) and abs(other.left - (left or 0)) < 0.5
    near = other.baseline - one.baseline < 10.6
    # The corner above the mark, and labels such as 附件1, stand at the edge, too; they are short.
    return same and near and one.right > 170
