"""The galley: a document's paragraphs in order, each with its geometry and its lines. Pages come later (:mod:`.pages`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Final

from ..document import Attachment, Block, Content, Emphasis, Figure, Gongwen, Heading, Paragraph, Span, Spans, Table, spans
from .figures import set_figure
from .lines import compose, natural_width
from .metrics import Metrics
from .page_setup import STANDARD, House
from .plan import Element, Line, Run
from .signature import closing
from .standard import TABLE_BELOW, TYPE_WIDTH
from .styles import HEADINGS, Face, Role, Setting, Style
from .tables import set_table
from .title import shape

# How many paragraphs before a turned table stand on its page.
_WORDS_ABOUT: Final = 2
# The lines of a paragraph that is carried over whole, so that a short last one does not stand alone above the signature.
_CARRIED_MAX: Final = 1
# 附件说明 of so many lines are not divided.
_NOTES_TOGETHER: Final = 6
_EMPHASIS: Final = {Emphasis.STRONG: Face.HEI, Emphasis.MILD: Face.KAI}

# A name in a list of people, or the department that goes before it, with the mark that parts it from the next.
_NAME: Final = re.compile("[^、，；：]*[、，；：]?")


class Galley:
    """Sets a document's paragraphs one after the other.

    :param metrics: the faces.
    :param house: the rules of the page.
    :param upright: this one sets turned pages (clause 8), whose lines are as long as a page is high; ``upright`` does the rest.
    :param known: paragraphs that were broken before, for another pitch.
    """

    def __init__(
        self,
        metrics: Metrics,
        house: House = STANDARD,
        *,
        upright: Galley | None = None,
        known: dict[object, tuple[Line, ...]] | None = None,
    ) -> None:
        self.metrics = metrics
        self.house = house
        self.upright = upright or self
        self.known = {} if known is None else known
        # Organs of the document, which titles do not break.
        self.names: tuple[str, ...] = upright.names if upright else ()
        self.turned = upright is not None
        self.measure = house.height if self.turned else TYPE_WIDTH
        self.blank = Element(Role.BLANK, lines=(Line((), 0.0, 0.0, 0.0),), pitch=house.pitch, turned=self.turned)

    @cached_property
    def across(self) -> Galley:
        """Sets turned pages."""
        return self if self.turned else Galley(self.metrics, self.house, upright=self, known=self.known)

    def setting(self, content: Content) -> Galley:
        """The one that sets a text: one that is a turned table and a few words about it stands on turned pages whole."""
        for block in content.blocks[: _WORDS_ABOUT + 1]:
            if not isinstance(block, Paragraph):
                return self.across if isinstance(block, Table) and block.landscape else self
        return self

    def document(self, gongwen: Gongwen) -> Iterator[Element]:
        """The main text with title, addressees, signature and note; issued texts and attachments on new pages."""
        if self.house.issued_attached:
            gongwen = _issued_attached(gongwen)
        self.names = _organs(gongwen)
        own = self if gongwen.masthead else self.setting(gongwen.main)
        if gongwen.detached:
            ordinal = gongwen.detached.ordinal or ""
            yield own.paragraph(Role.ATTACHMENT_MARK, spans(f"{gongwen.detached.number}附件{ordinal}"))
        if gongwen.main.title:
            yield from own._opening(gongwen.main, blank=gongwen.masthead is None)
        if gongwen.addressees:
            yield own.paragraph(Role.ADDRESSEES, spans("，".join(gongwen.addressees) + "："))
        yield from own._body(gongwen.main, closing=(*self._attendance(gongwen), *closing(gongwen, own)))
        for content in gongwen.enclosed:
            own = self.setting(content)
            yield from _on_new_page(own._opening(content, blank=True))
            yield from own._body(content)
            yield from self._attachments(content.attachments)
        yield from self._attachments(gongwen.main.attachments)

    def paragraph(
        self, role: Role, content: Spans, *, left: float = 0.0, first: float | None = None, run_in: Spans = ()
    ) -> Element:
        """A paragraph in its role's style.

        :param left: its left indent, pt.
        :param first: added to it on the first line, pt; None: as the style has it.
        :param run_in: text in body type that runs on after ``content``.
        """
        style = self.house.styles[role]
        indent = style.first if first is None else first
        runs = tuple(_runs(content, style.face)) + tuple(_runs(run_in, Face.BODY))
        key = (
            runs,
            self.measure,
            style.left + left,
            style.right,
            indent,
            style.size,
            self.house.tracking_of(role),
            style.setting,
        )
        lines = self.known.get(key)
        if lines is None:
            lines = self.known[key] = self._composed(runs, style, style.left + left, indent, self.house.tracking_of(role))
        return Element(
            role, runs, lines, style.pitch, left=style.left + left, right=style.right, first=indent, turned=self.turned
        )

    def _composed(self, runs: Sequence[Run], style: Style, left: float, first: float, tracking: float) -> tuple[Line, ...]:
        return compose(
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
        face = self.house.styles[role].face
        lines = tuple(self._center(role, row) for row in rows)
        return Element(role, (Run("\n".join(rows), face),), lines, self.house.styles[role].pitch, turned=self.turned)

    def _center(self, role: Role, row: str) -> Line:
        style, tracking = self.house.styles[role], self.house.resting(role)
        run = Run(row, style.face)
        width = natural_width([run], self.metrics, style.size, tracking)
        return Line((run,), (self.measure - width) / 2, width, tracking)

    def _wrapped(self, role: Role, text: str) -> Element:
        """A centred paragraph that is broken where a line is full."""
        style = self.house.styles[role]
        lines = compose(
            [Run(text, style.face)],
            self.metrics,
            width=self.measure,
            size=style.size,
            tracking=self.house.tracking_of(role),
            flush=False,
        )
        return self.centered(role, [line.text for line in lines])

    def _opening(self, content: Content, *, blank: bool) -> Iterator[Element]:
        """A text's title, 题注 and the blank line below; with ``blank``, one above too."""
        if blank:
            yield self.blank
        yield self.centered(Role.TITLE, shape(content.title, self.names))
        if content.caption:
            yield self._wrapped(Role.CAPTION, content.caption)
        yield self.blank

    def _body(self, content: Content, closing: Iterable[Element] = ()) -> Iterator[Element]:
        """A text, its 附件说明 and what closes it, which is kept with the last paragraph."""
        elements = [*self._blocks(content.blocks), *self._attachment_notes(content.attachments)]
        closing = tuple(closing)
        if elements and closing:
            elements[-1] = replace(elements[-1], keep=True)
        # LibreOffice carries a kept paragraph over whole, so that in the DOCX only a short one goes along.
        if len(elements) > 1 and elements[-1].short_end and len(elements[-2].lines) <= _CARRIED_MAX:
            elements[-2] = replace(elements[-2], keep=True, whole=True)
        yield from _spaced(elements)
        yield from closing

    def _blocks(self, blocks: Iterable[Block]) -> Iterator[Element]:
        for block in blocks:
            if isinstance(block, Table):
                yield from (self.across if block.landscape else self)._table(block)
            elif isinstance(block, Figure):
                title = self.upright._wrapped(Role.FIGURE_TITLE, block.title) if block.title else None
                yield from set_figure(block.picture, title, self.house)
            elif isinstance(block, Heading):
                yield self._heading(block)
            elif isinstance(block, Paragraph):
                yield self.paragraph(Role.TEXT, block.spans)

    def _heading(self, heading: Heading) -> Element:
        """A heading; where text runs on, only the heading itself has its face (7.3.3)."""
        role = HEADINGS[heading.level - 1]
        if not heading.run_in:
            return replace(self.paragraph(role, heading.spans), keep=self.house.keep_headings, whole=self.house.keep_headings)
        own = self.paragraph(role, heading.spans, run_in=heading.run_in)
        return replace(own, role=Role.TEXT)

    def _table(self, table: Table) -> Iterator[Element]:
        if table.title:
            yield replace(self._wrapped(Role.TABLE_TITLE, table.title), keep=True, whole=True)
        if table.caption:
            yield replace(self._wrapped(Role.CAPTION, table.caption), keep=True, whole=True)
        yield Element(Role.TABLE, grid=set_table(table, self.metrics, self.measure), turned=self.turned)

    def _attachment_notes(self, attachments: Sequence[Attachment]) -> Iterator[Element]:
        """附件说明 (7.3.4), a few lines of which stay together."""
        if not attachments:
            return
        notes = [self._attachment_note(number, attachment, len(attachments)) for number, attachment in enumerate(attachments, 1)]
        together = sum(len(note.lines) for note in notes) <= _NOTES_TOGETHER
        yield replace(self.blank, keep=True)
        for note in notes[:-1]:
            yield replace(note, keep=together, whole=True)
        yield replace(notes[-1], whole=True)

    def _attachment_note(self, number: int, attachment: Attachment, count: int) -> Element:
        """The name of an attachment: two 字 in; its next lines stand below its first character."""
        label = "附件：" if number == 1 else ""
        ordinal = f"{number}." if count > 1 else ""
        own = self.width(Role.ATTACHMENT_NOTE, ordinal) + (self.house.tracking if ordinal else 0.0)
        return self.paragraph(
            Role.ATTACHMENT_NOTE,
            spans(label + ordinal + attachment.title.replace("\n", "")),
            left=5 * self.house.cell + own,
            first=-(len(label) * self.house.cell + own),
        )

    def width(self, role: Role, text: str) -> float:
        """The width of a text on one line in a role's style."""
        style = self.house.styles[role]
        return natural_width([Run(text, style.face)], self.metrics, style.size, self.house.tracking_of(role))

    def _attendance(self, gongwen: Gongwen) -> Iterator[Element]:
        """出席, 请假 and 列席 of minutes (10.3); a list's next lines stand below its first name."""
        if gongwen.attendance:
            yield replace(self.blank, keep=True)
        for attendance in gongwen.attendance:
            yield self._people(Span(f"{attendance.label}：", Emphasis.STRONG), attendance.people)

    def _people(self, label: Span, people: str) -> Element:
        """A list of people, broken between names and not within one."""
        hang = len(label.text) * self.house.cell
        left = self.house.styles[Role.TEXT].first + hang
        whole = self.paragraph(Role.ATTENDANCE, (label, *spans(people)), left=left, first=-hang)
        rows = self._rows(people, self.measure - left)
        first = self.paragraph(Role.ATTENDANCE, (label, *spans(rows[0])), left=left, first=-hang)
        others = [self.paragraph(Role.ATTENDANCE, spans(row), left=left, first=0.0) for row in rows[1:]]
        lines = [line for element in (first, *others) for line in element.lines]
        # More lines than rows: a name has no room in one.
        if len(lines) > len(rows):
            return whole
        return replace(whole, runs=(*whole.runs[:-1], Run("\n".join(rows), whole.runs[-1].face)), lines=tuple(lines))

    def _rows(self, people: str, room: float) -> list[str]:
        """Names as many as have room in each row."""
        rows = [""]
        for name in _NAME.findall(people):
            if rows[-1] and self.width(Role.ATTENDANCE, rows[-1] + name) > room:
                rows.append("")
            rows[-1] += name
        return rows

    def _attachments(self, attachments: Sequence[Attachment]) -> Iterator[Element]:
        """附件 (7.3.7): each on a new page, its mark on the first line, its title on the third."""
        for number, attachment in enumerate(attachments, 1):
            if attachment.content is None:
                continue
            mark = (f"附件{number}" if len(attachments) > 1 else "附件") + self.house.attachment_mark
            own = self.setting(attachment.content)
            yield replace(own.paragraph(Role.ATTACHMENT_MARK, spans(mark)), new_page=True)
            # The title is the one that the 附件说明 names: both must be the same to the letter.
            yield from own._opening(replace(attachment.content, title=attachment.title), blank=True)
            yield from own._body(attachment.content)
            yield from self._attachments(attachment.content.attachments)


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


def _spaced(elements: Iterable[Element]) -> Iterator[Element]:
    """Elements with some space below their tables."""
    above = None
    for element in elements:
        below_table = above is not None and above.grid is not None and element.grid is None and element.role is not Role.BLANK
        yield replace(element, before=element.before + TABLE_BELOW) if below_table else element
        above = element


def _face(span: Span, face: Face) -> Face:
    return _EMPHASIS.get(span.emphasis, face)


def _organs(gongwen: Gongwen) -> tuple[str, ...]:
    """The organs that a document is from."""
    mark = gongwen.masthead.issuer_mark.names if gongwen.masthead else ()
    issuers = gongwen.signature.issuers if gongwen.signature else ()
    printer = (gongwen.imprint.printed_by,) if gongwen.imprint else ()
    return tuple(dict.fromkeys((*mark, *issuers, *printer)))


def _issued_attached(gongwen: Gongwen) -> Gongwen:
    """The document whose issued texts are attachments."""
    issued = tuple(Attachment(content.title.replace("\n", ""), content) for content in gongwen.enclosed)
    main = replace(gongwen.main, attachments=(*issued, *gongwen.main.attachments))
    return replace(gongwen, main=main, enclosed=())


def _on_new_page(elements: Iterable[Element]) -> Iterator[Element]:
    for number, element in enumerate(elements):
        yield replace(element, new_page=True) if number == 0 else element
