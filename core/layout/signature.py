"""发文机关署名 and 成文日期 (7.3.5), and the 附注 below them (7.3.6)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil

from ..document import Gongwen, Signature, Stamp, Table, chinese_date, spans
from ..errors import LayoutError
from .compositor import Compositor
from .line import Run
from .lines import break_lines
from .plan import Anchored, Element, height_of
from .sealing import depth, sealed
from .standard import DATE_RIGHT, STAMP_LEFT, TYPE_WIDTH, mm, snap
from .styles import Role

# Less than any eye sees, pt.
_HAIR = 0.01


def closing(gongwen: Gongwen, compositor: Compositor) -> Iterator[Element]:
    """Signature, date and note, which stay together.

    :raises LayoutError: they do not fit on one page, or a seal would have no text on its page.
    """
    signature = gongwen.signature
    if signature and (signature.seals or signature.stamps):
        _check_text(gongwen, compositor)
        compositor = compositor.portrait
    elements = list(_signature(signature, compositor)) if signature else []
    if gongwen.note:
        note = compositor.paragraph(Role.NOTE, spans(f"（{gongwen.note}）"))
        if signature and signature.seals and _pressed(elements, note, compositor):
            # The note stands on the next line, sealed or not: the seals go up.
            elements = list(sealed(signature, compositor, clear=True))
        elements += [*[compositor.blank] * _pressed(elements, note, compositor), note]
    if signature:
        _check_room(signature, elements, compositor)
    for number, element in enumerate(elements, 1):
        yield replace(element, keep=number < len(elements), whole=True)


def _signature(signature: Signature, compositor: Compositor) -> Iterator[Element]:
    if signature.stamps:
        return _stamped(signature, compositor)
    return sealed(signature, compositor) if signature.seals else _unsealed(signature, compositor)


def _pressed(elements: Sequence[Element], note: Element, compositor: Compositor) -> int:
    """The blank lines above a note, which stands on the next line (7.3.6) where no seal lies upon it there."""
    left, right = min(line.x for line in note.lines), max(line.x + line.width for line in note.lines)
    y, lowest = 0.0, 0.0
    for element in elements:
        y += element.before
        for one in element.anchored:
            if one.x < right and left < one.x + mm(one.picture.width):
                lowest = max(lowest, y + one.y + mm(one.picture.height))
        y += height_of(element, 0, len(element.lines))
    return max(0, ceil((lowest - y - compositor.setup.leading - _HAIR) / compositor.setup.pitch))


def _check_text(gongwen: Gongwen, compositor: Compositor) -> None:
    """A seal does not stand on a page without text, as it would behind a landscape one."""
    blocks, attachments = gongwen.main.blocks, gongwen.main.attachments
    ends_landscape = blocks and isinstance(blocks[-1], Table) and blocks[-1].landscape and not attachments
    if compositor.is_landscape or ends_landscape:
        raise LayoutError(
            "正文以横排的页结尾，盖章的署名要另起一页，而印章所在的页上必须有正文（7.3.5.1）。"
            "请在横排表格后面加一段正文，或者把表格改作附件"
        )


def _check_room(signature: Signature, elements: Sequence[Element], compositor: Compositor) -> None:
    """A line of the text must stand above the signature on its page (7.3.5.1: 不得出现空白印章)."""
    if depth(elements) + compositor.setup.pitch > (TYPE_WIDTH if compositor.is_landscape else compositor.setup.height):
        count = len(signature.stamps or signature.issuers)
        raise LayoutError(
            f"{count}个机关的署名、印章和成文日期（还有附注）要连同正文的最后一行排在一页上，一页排不下。"
            "请减少“发文机关”（“署名”），缩小印章（“签名章”），或者缩短“附注”"
        )


def _unsealed(signature: Signature, compositor: Compositor) -> Iterator[Element]:
    """署名 and 成文日期 without a seal (7.3.5.2); several issuers below each other."""
    date = chinese_date(signature.date)
    longest = max((compositor.width(Role.SIGNATURE, name) for name in signature.issuers), default=0.0)
    sign_left, date_left = unsealed(longest, compositor.width(Role.DATE, date), compositor.setup.cell, compositor.measure)
    yield compositor.blank
    for name in signature.issuers:
        yield compositor.paragraph(Role.SIGNATURE, spans(name), left=sign_left)
    yield compositor.paragraph(Role.DATE, spans(date), left=date_left)


def unsealed(issuer: float, date: float, cell: float, width: float = TYPE_WIDTH) -> tuple[float, float]:
    """Where an unsealed signature and its date begin, from the left edge of the type area (7.3.5.2).

    :param issuer: the width of the (longest) issuer; ``date`` that of the date; all in the unit of ``cell``, one 字.
    :returns: the left ends of both: the issuer's right end two 字 in, the date two 字 further right than the issuer; a date
        that is the longer one ends two 字 in itself.
    """
    sign_left = max(0.0, width - 2 * cell - issuer)
    if date <= issuer:
        return sign_left, min(sign_left + 2 * cell, width - date)
    date_left = width - 2 * cell - date
    return max(0.0, date_left - 2 * cell), date_left


def _stamped(signature: Signature, compositor: Compositor) -> Iterator[Element]:
    """签名章 (7.3.5.3): two blank lines, a stamp in each row with its signatory's office, one blank line, the date."""
    date = chinese_date(signature.date)
    cell = compositor.setup.cell
    right = TYPE_WIDTH - DATE_RIGHT * cell
    titles_end = right - max(mm(stamp.picture.width) for stamp in signature.stamps) - STAMP_LEFT * cell
    yield compositor.blank
    over = 0.0
    for stamp in signature.stamps:
        title = _title(stamp, titles_end, compositor)
        room, own = mm(stamp.picture.height), height_of(title, 0, len(title.lines))
        spare = snap(max(0.0, room - own) / 2)
        # The room stands above the blank line: programs differ on whether a drawing's place counts from below or above its own
        # paragraph's room.
        yield replace(compositor.blank, before=over + spare)
        anchored = Anchored(stamp.picture, right - mm(stamp.picture.width), (own - room) / 2)
        yield replace(title, anchored=(anchored,))
        over = spare
    yield replace(compositor.blank, before=over)
    yield compositor.paragraph(Role.DATE, spans(date), left=right - compositor.width(Role.DATE, date))


def _title(stamp: Stamp, end: float, compositor: Compositor) -> Element:
    """A signatory's office, which ends at ``end``; a long one is broken.

    :raises LayoutError: the stamp leaves no room for it.
    """
    setup = compositor.setup
    style = setup.styles[Role.SIGNATURE]
    if end < 4 * setup.cell:
        raise LayoutError(f"签名章太宽，左边排不下职务“{stamp.title}”。请缩小“签名章”的“宽”，一般 30 至 50 毫米")
    left = max(0.0, end - compositor.width(Role.SIGNATURE, stamp.title))
    run = Run(stamp.title, style.face)
    tracking = setup.tracking_of(Role.SIGNATURE)
    # A hair's breadth more room than the text needs, so that rounding does not break it.
    lines = break_lines([run], compositor.metrics, width=end + 1.0, left=left, size=style.size, tracking=tracking, flush=False)
    return Element(Role.SIGNATURE, (run,), lines, style.pitch, left=left, right=TYPE_WIDTH - end - 1.0)
