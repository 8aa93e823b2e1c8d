"""The compositor: sets the paragraphs, headings, tables and figures of a text in lines, one after the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import field, replace
from functools import cached_property
from typing import Final

from ..document import Block, Content, Emphasis, Figure, Heading, Paragraph, Span, Spans, Table
from ..values import dataclass
from .figures import set_figure
from .grid import Grid
from .line import Run, SetLine
from .lines import break_lines, natural_width
from .metrics import Metrics
from .page_setup import STANDARD, PageSetup
from .plan import Element
from .standard import TYPE_WIDTH
from .styles import HEADINGS, Face, Role, Setting, Style
from .tables import set_table

# How many paragraphs before a landscape table stand on its page.
_WORDS_ABOUT: Final = 2
_EMPHASIS: Final = {Emphasis.STRONG: Face.HEI, Emphasis.MILD: Face.KAI}


@dataclass(frozen=True, slots=True)
class Known:
    """What attempts at one document need to do once: paragraphs broken into lines, and tables."""

    lines: dict[object, tuple[SetLine, ...]] = field(default_factory=dict)
    grids: dict[tuple[int, float], Grid] = field(default_factory=dict)


class Compositor:
    """Sets paragraphs one after the other.

    :param metrics: the faces.
    :param setup: the rules of the page.
    :param portrait: given, this one sets landscape pages (clause 8), whose lines are as long as a page is high, and ``portrait``
        the rest.
    :param known: what was set before, for another pitch.
    """

    def __init__(
        self,
        metrics: Metrics,
        setup: PageSetup = STANDARD,
        *,
        portrait: Compositor | None = None,
        known: Known | None = None,
    ) -> None:
        self.metrics = metrics
        self.setup = setup
        self.portrait = portrait or self
        self.known = known or Known()
        self.is_landscape = portrait is not None
        self.measure = setup.height if self.is_landscape else TYPE_WIDTH
        self.blank = Element(Role.BLANK, lines=(SetLine((), 0.0, 0.0, 0.0),), pitch=setup.pitch, landscape=self.is_landscape)

    @cached_property
    def landscape(self) -> Compositor:
        """Sets landscape pages."""
        return self if self.is_landscape else Compositor(self.metrics, self.setup, portrait=self, known=self.known)

    def setting(self, content: Content) -> Compositor:
        """The one that sets a text: one that is a landscape table and a few words about it stands on landscape pages whole."""
        for block in content.blocks[: _WORDS_ABOUT + 1]:
            if not isinstance(block, Paragraph):
                return self.landscape if isinstance(block, Table) and block.landscape else self
        return self

    def paragraph(
        self, role: Role, content: Spans, *, left: float = 0.0, first: float | None = None, run_in: Spans = ()
    ) -> Element:
        """A paragraph in its role's style.

        :param left: its left indent, pt.
        :param first: added to it on the first line, pt; None: as the style has it.
        :param run_in: text in body type that runs on after ``content``.
        """
        style = self.setup.styles[role]
        indent = style.first if first is None else first
        runs = tuple(_runs(content, style.face)) + tuple(_runs(run_in, Face.BODY))
        key = (
            runs,
            self.measure,
            style.left + left,
            style.right,
            indent,
            style.size,
            self.setup.tracking_of(role),
            style.setting,
        )
        lines = self.known.lines.get(key)
        if lines is None:
            lines = self.known.lines[key] = self._composed(runs, style, style.left + left, indent, self.setup.tracking_of(role))
        return Element(
            role, runs, lines, style.pitch, left=style.left + left, right=style.right, first=indent, landscape=self.is_landscape
        )

    def _composed(self, runs: Sequence[Run], style: Style, left: float, first: float, tracking: float) -> tuple[SetLine, ...]:
        return break_lines(
            runs,
            self.metrics,
            width=self.measure - style.right,
            left=left,
            first=first,
            size=style.size,
            tracking=tracking,
            flush=style.setting is Setting.JUSTIFIED,
        )

    def centered(self, role: Role, rows: Sequence[str]) -> Element:
        """A paragraph of centred lines, broken where the rows end."""
        face = self.setup.styles[role].face
        lines = tuple(self._center(role, row) for row in rows)
        return Element(role, (Run("\n".join(rows), face),), lines, self.setup.styles[role].pitch, landscape=self.is_landscape)

    def _center(self, role: Role, row: str) -> SetLine:
        style, tracking = self.setup.styles[role], self.setup.natural_tracking(role)
        run = Run(row, style.face)
        width = natural_width([run], self.metrics, style.size, tracking)
        return SetLine((run,), (self.measure - width) / 2, width, tracking)

    def wrapped(self, role: Role, text: str) -> Element:
        """A centred paragraph that is broken where a line is full."""
        style = self.setup.styles[role]
        lines = break_lines(
            [Run(text, style.face)],
            self.metrics,
            width=self.measure,
            size=style.size,
            tracking=self.setup.tracking_of(role),
            flush=False,
        )
        return self.centered(role, [line.text for line in lines])

    def width(self, role: Role, text: str) -> float:
        """The width of a text on one line in a role's style."""
        style = self.setup.styles[role]
        return natural_width([Run(text, style.face)], self.metrics, style.size, self.setup.tracking_of(role))

    def blocks(self, blocks: Iterable[Block]) -> Iterator[Element]:
        """The paragraphs, headings, tables and figures of a text."""
        for block in blocks:
            if isinstance(block, Table):
                yield from (self.landscape if block.landscape else self)._table(block)
            elif isinstance(block, Figure):
                title = self.portrait.wrapped(Role.FIGURE_TITLE, block.title) if block.title else None
                yield from set_figure(block.picture, title, self.setup)
            elif isinstance(block, Heading):
                yield self._heading(block)
            elif isinstance(block, Paragraph):
                yield self.paragraph(Role.TEXT, block.spans)

    def _heading(self, heading: Heading) -> Element:
        """A heading; where text runs on, only the heading itself has its face (7.3.3)."""
        role = HEADINGS[heading.level - 1]
        if not heading.run_in:
            return replace(self.paragraph(role, heading.spans), keep=self.setup.keep_headings, whole=self.setup.keep_headings)
        own = self.paragraph(role, heading.spans, run_in=heading.run_in)
        return replace(own, role=Role.TEXT)

    def _table(self, table: Table) -> Iterator[Element]:
        if table.title:
            yield replace(self.wrapped(Role.TABLE_TITLE, table.title), keep=True, whole=True)
        if table.caption:
            yield replace(self.wrapped(Role.CAPTION, table.caption), keep=True, whole=True)
        # Attempts with another pitch or tracking are made of the same tables, and set them no other way.
        key = id(table), self.measure
        grid = self.known.grids.get(key)
        if grid is None:
            grid = self.known.grids[key] = set_table(table, self.metrics, self.measure)
        yield Element(Role.TABLE, grid=grid, landscape=self.is_landscape)


def _runs(content: Spans, face: Face) -> Iterator[Run]:
    """Spans by faces; neighbours of one face are joined."""
    pending: Run | None = None
    for run in (Run(span.text, _face(span, face)) for span in content if span.text):
        if pending and pending.face is run.face:
            pending = Run(pending.text + run.text, run.face)
            continue
        if pending:
            yield pending
        pending = run
    if pending:
        yield pending


def _face(span: Span, face: Face) -> Face:
    return _EMPHASIS.get(span.emphasis, face)
