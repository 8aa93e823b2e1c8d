"""The galley: a document's paragraphs in order, each with its geometry and its lines. Pages come later (:mod:`.pages`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from typing import Final

from ..document import Attachment, Content, Emphasis, Gongwen, Span, spans
from ..pattern import pattern
from .compositor import Compositor
from .line import Run
from .plan import Element
from .signature import closing
from .standard import TABLE_BELOW
from .styles import Role
from .title import shape

# The lines of a paragraph that is carried over whole, so that a short last one does not stand alone above the signature.
_CARRIED_MAX: Final = 1
# 附件说明 of so many lines are not divided.
_NOTES_TOGETHER: Final = 6

# A name in a list of people, or the department that goes before it, with the mark that parts it from the next.
_NAME: Final = pattern("[^、，；：]*[、，；：]?")


def galley(gongwen: Gongwen, compositor: Compositor) -> Iterator[Element]:
    """The main text with title, addressees, signature and note; issued texts and attachments on new pages.

    :param compositor: the one that sets portrait pages.
    """
    if compositor.setup.issued_attached:
        gongwen = _issued_attached(gongwen)
    names = _organs(gongwen)
    own = compositor if gongwen.masthead else compositor.setting(gongwen.main)
    if gongwen.detached:
        ordinal = gongwen.detached.ordinal or ""
        yield own.paragraph(Role.ATTACHMENT_MARK, spans(f"{gongwen.detached.number}附件{ordinal}"))
    if gongwen.main.title:
        yield from _opening(gongwen.main, names, own, blank=gongwen.masthead is None)
    if gongwen.addressees:
        yield own.paragraph(Role.ADDRESSEES, spans("，".join(gongwen.addressees) + "："))
    yield from _body(gongwen.main, own, closing=(*_attendance(gongwen, compositor), *closing(gongwen, own)))
    for content in gongwen.enclosed:
        own = compositor.setting(content)
        yield from _on_new_page(_opening(content, names, own, blank=True))
        yield from _body(content, own)
        yield from _attachments(content.attachments, names, compositor)
    yield from _attachments(gongwen.main.attachments, names, compositor)


def _opening(content: Content, names: Sequence[str], compositor: Compositor, *, blank: bool) -> Iterator[Element]:
    """A text's title, 题注 and the blank line below; with ``blank``, one above too.

    :param names: organs, which titles do not break.
    """
    if blank:
        yield compositor.blank
    yield compositor.centered(Role.TITLE, shape(content.title, names))
    if content.caption:
        yield compositor.wrapped(Role.CAPTION, content.caption)
    yield compositor.blank


def _body(content: Content, compositor: Compositor, closing: Iterable[Element] = ()) -> Iterator[Element]:
    """A text, its 附件说明 and what closes it, which is kept with the last paragraph."""
    elements = [*compositor.blocks(content.blocks), *_attachment_notes(content.attachments, compositor)]
    closing = tuple(closing)
    if elements and closing:
        elements[-1] = replace(elements[-1], keep=True)
    # LibreOffice carries a kept paragraph over whole, so that in the DOCX only a short one goes along.
    if len(elements) > 1 and elements[-1].short_end and len(elements[-2].lines) <= _CARRIED_MAX:
        elements[-2] = replace(elements[-2], keep=True, whole=True)
    yield from _spaced(elements)
    yield from closing


def _attachment_notes(attachments: Sequence[Attachment], compositor: Compositor) -> Iterator[Element]:
    """附件说明 (7.3.4), a few lines of which stay together."""
    if not attachments:
        return
    notes = [
        _attachment_note(number, attachment, len(attachments), compositor) for number, attachment in enumerate(attachments, 1)
    ]
    together = sum(len(note.lines) for note in notes) <= _NOTES_TOGETHER
    yield replace(compositor.blank, keep=True)
    for note in notes[:-1]:
        yield replace(note, keep=together, whole=True)
    yield replace(notes[-1], whole=True)


def _attachment_note(number: int, attachment: Attachment, count: int, compositor: Compositor) -> Element:
    """The name of an attachment: two 字 in; its next lines stand below its first character."""
    label = "附件：" if number == 1 else ""
    ordinal = f"{number}." if count > 1 else ""
    own = compositor.width(Role.ATTACHMENT_NOTE, ordinal) + (compositor.setup.tracking if ordinal else 0.0)
    return compositor.paragraph(
        Role.ATTACHMENT_NOTE,
        spans(label + ordinal + attachment.title.replace("\n", "")),
        left=5 * compositor.setup.cell + own,
        first=-(len(label) * compositor.setup.cell + own),
    )


def _attendance(gongwen: Gongwen, compositor: Compositor) -> Iterator[Element]:
    """出席, 请假 and 列席 of minutes (10.3); a list's next lines stand below its first name."""
    if gongwen.attendance:
        yield replace(compositor.blank, keep=True)
    for attendance in gongwen.attendance:
        yield _people(Span(f"{attendance.label}：", Emphasis.STRONG), attendance.people, compositor)


def _people(label: Span, people: str, compositor: Compositor) -> Element:
    """A list of people, broken between names and not within one."""
    hang = len(label.text) * compositor.setup.cell
    left = compositor.setup.styles[Role.TEXT].first + hang
    whole = compositor.paragraph(Role.ATTENDANCE, (label, *spans(people)), left=left, first=-hang)
    rows = _rows(people, compositor.measure - left, compositor)
    first = compositor.paragraph(Role.ATTENDANCE, (label, *spans(rows[0])), left=left, first=-hang)
    others = [compositor.paragraph(Role.ATTENDANCE, spans(row), left=left, first=0.0) for row in rows[1:]]
    lines = [line for element in (first, *others) for line in element.lines]
    # More lines than rows: a name has no room in one.
    if len(lines) > len(rows):
        return whole
    return replace(whole, runs=(*whole.runs[:-1], Run("\n".join(rows), whole.runs[-1].face)), lines=tuple(lines))


def _rows(people: str, room: float, compositor: Compositor) -> list[str]:
    """Names as many as have room in each row."""
    rows = [""]
    for name in _NAME.findall(people):
        if rows[-1] and compositor.width(Role.ATTENDANCE, rows[-1] + name) > room:
            rows.append("")
        rows[-1] += name
    return rows


def _attachments(attachments: Sequence[Attachment], names: Sequence[str], compositor: Compositor) -> Iterator[Element]:
    """附件 (7.3.7): each on a new page, its mark on the first line, its title on the third."""
    for number, attachment in enumerate(attachments, 1):
        if attachment.content is None:
            continue
        label = (f"附件{number}" if len(attachments) > 1 else "附件") + compositor.setup.attachment_mark
        own = compositor.setting(attachment.content)
        yield replace(own.paragraph(Role.ATTACHMENT_MARK, spans(label)), new_page=True)
        # The title is the one that the 附件说明 names: both must be the same to the letter.
        yield from _opening(replace(attachment.content, title=attachment.title), names, own, blank=True)
        yield from _body(attachment.content, own)
        yield from _attachments(attachment.content.attachments, names, compositor)


def _spaced(elements: Iterable[Element]) -> Iterator[Element]:
    """Elements with some space below their tables."""
    above = None
    for element in elements:
        below_table = above is not None and above.grid is not None and element.grid is None and element.role is not Role.BLANK
        yield replace(element, before=element.before + TABLE_BELOW) if below_table else element
        above = element


def _organs(gongwen: Gongwen) -> tuple[str, ...]:
    """The organs that a document is from."""
    issuer = gongwen.masthead.issuer_mark.names if gongwen.masthead else ()
    issuers = gongwen.signature.issuers if gongwen.signature else ()
    printer = (gongwen.imprint.printed_by,) if gongwen.imprint else ()
    return tuple(dict.fromkeys((*issuer, *issuers, *printer)))


def _issued_attached(gongwen: Gongwen) -> Gongwen:
    """The document whose issued texts are attachments."""
    issued = tuple(Attachment(content.title.replace("\n", ""), content) for content in gongwen.enclosed)
    main = replace(gongwen.main, attachments=(*issued, *gongwen.main.attachments))
    return replace(gongwen, main=main, enclosed=())


def _on_new_page(elements: Iterable[Element]) -> Iterator[Element]:
    for number, element in enumerate(elements):
        yield replace(element, new_page=True) if number == 0 else element
