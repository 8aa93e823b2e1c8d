"""Where the standard wants each element, and where the PDF shows it. Lengths in mm from the page's upper left corner.

Nothing here asks the page plan: what is expected comes from the standard's own numbers and from what the page shows of other
elements (发文字号 stands two lines below the ink of the mark, and so on).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil
from typing import NamedTuple

from hongtou import Format, Heading, Paragraph, Signature, chinese_date
from support.measure import Glyph, Row, Shape

from .made import Made, bare
from .written import heads

PT = 25.4 / 72
CELL_4 = 14 * PT
LEFT, RIGHT, MIDDLE, BOTTOM = 28.0, 184.0, 106.0, 262.0
TWO_LINES, ONE_LINE = 20.78, 10.39
# How far type reaches above and below its baseline, in em.
ASCENT, DESCENT = 0.88, 0.12
USUAL = 0.3


class Place(NamedTuple):
    """One measurement: what, by which clause, where it is, where it must be, and by how much it may be off."""

    element: str
    clause: str
    measured: float
    expected: float
    tolerance: float = USUAL

    @property
    def off(self) -> float:
        return abs(self.measured - self.expected)

    @property
    def met(self) -> bool:
        return self.off <= self.tolerance


def top(row: Row) -> float:
    """The upper edge of a row's characters."""
    return row.baseline - ASCENT * row.size * PT


def bottom(row: Row) -> float:
    """Their lower edge."""
    return row.baseline + DESCENT * row.size * PT


def places(made: Made) -> Iterator[Place]:
    """Every measurement of a document."""
    yield from _head(made)
    yield from _text(made)
    yield from _closing(made)
    yield from _attached(made)
    yield from _landscape(made)
    yield from _foot(made)


# --- 版头 -----------------------------------------------------------------------------------------------------------------------

_MARK_TOP = {Format.DOCUMENT: 72.0, Format.LETTER: 30.0, Format.ORDER: 57.0, Format.MINUTES: 72.0}

# What stands in the left corner above the mark is of this size, pt.
_CORNER = 16.1


def _head(made: Made) -> Iterator[Place]:
    gongwen = made.gongwen
    if gongwen.masthead is None:
        return
    upper = min((row for row in _named(made) if row), key=top, default=None)
    bounds = made.paper.ink(1, (10, 15, 200, top(upper) - 1 if upper else 110), red=True, dpi=200)
    red = _red_rules(made)
    if bounds is None or upper is None:
        return
    _, high, _, low = bounds
    if gongwen.format is Format.LETTER:
        above = made.paper.ink(1, (10, 15, 200, red[0].top - 0.3), red=True, dpi=200)
        _, high, _, low = above or bounds
        yield from _letter(made, red, low, upper)
    else:
        yield Place("标志到发文字号：二行", "7.2.5", top(upper), low + TWO_LINES)
    yield Place("发文机关标志上边缘", "7.2.4、10", high, _MARK_TOP[gongwen.format])
    if shown := [row for row in made.pages[0] if row.baseline < top(upper) and row.size > _CORNER]:
        # The frames of its characters, as of all that is centred: the ink of 令 stands to the left in its own.
        sides = min(row.left for row in shown), max(row.right for row in shown)
        yield Place("发文机关标志居中", "7.2.4", sum(sides) / 2, MIDDLE)
    if red and gongwen.format in (Format.DOCUMENT, Format.MINUTES):
        yield from _rule(made, red[0])
    yield from _number(made)


def _named(made: Made) -> list[Row | None]:
    """What stands below the mark: 发文字号 or 令号, 签发人, the letter's corner."""
    head = made.gongwen.masthead
    texts = [head.label or str(head.document_number or ""), "签发人："] if head else []
    found = [row for rows in made.pages[:1] for row in rows for text in texts if text and bare(text) in bare(row.text)]
    return list(found)


def _red_rules(made: Made) -> list[Shape]:
    return [rule for rule in made.paper.rules(1) if rule.red]


def _letter(made: Made, red: Sequence[Shape], foot: float, number: Row) -> Iterator[Place]:
    yield Place("信函第一条线距标志：4毫米", "10.1", red[0].top, foot + 4)
    yield Place("信函第二条线距下页边：20毫米", "10.1", red[-1].bottom, 277.0)
    for rule in red:
        yield Place("信函线左端", "10.1", rule.left, 20.0)
        yield Place("信函线长", "10.1", rule.width, 170.0)
    yield Place("信函第一条线到发文字号", "10.1", top(number), red[1].bottom + 4.84)
    yield Place("信函发文字号右端", "10.1", number.right, RIGHT)
    yield Place("信函首页没有页码", "10.1", float(made.folios[0] is not None), 0.0)


def _rule(made: Made, rule: Shape) -> Iterator[Place]:
    above = [row for row in made.pages[0] if bottom(row) < rule.top]
    rules = _red_rules(made)
    yield Place("红线距发文字号：4毫米", "7.2.7", rule.top, bottom(above[-1]) + 4)
    yield Place("红线左端", "7.2.7", rule.left, LEFT)
    yield Place("红线右端", "7.2.7", max(one.right for one in rules), RIGHT)
    title = next((row for row in made.pages[0] if row.size > 20 and top(row) > rule.bottom), None)
    if title:
        yield Place("红线到标题：二行", "7.3.1", top(title), rule.bottom + TWO_LINES)


def _number(made: Made) -> Iterator[Place]:
    head, gongwen = made.gongwen.masthead, made.gongwen
    number = made.find(str(head.document_number or "")) if head else None
    if head and head.approvers:
        row = next(row for row in made.pages[0] if bare(str(head.document_number)) in bare(row.text))
        yield Place("上行文发文字号左空一字", "7.2.5", row.left, LEFT + made.cell)
        widest = max(row.right for row in made.pages[0] if any(bare(name) in bare(row.text) for name in head.approvers))
        yield Place("签发人右空一字", "7.2.6", widest, RIGHT - made.cell)
    elif number and gongwen.format is Format.DOCUMENT:
        yield Place("发文字号居中", "7.2.5", (number[1].left + number[1].right) / 2, MIDDLE)


# --- 主体 -----------------------------------------------------------------------------------------------------------------------


def _text(made: Made) -> Iterator[Place]:
    for rows in made.pages:
        titles = [row for row in rows if _is_title(made, row)]
        for row in titles:
            yield Place("标题居中", "7.3.1", (row.left + row.right) / 2, MIDDLE)
        for one, other in pairwise(titles):
            yield Place("标题行距：35磅", "3.2", other.baseline - one.baseline, 35 * PT, 0.15)
        yield from _pitches(made, rows)
    yield from _addressees(made)
    yield from _paragraphs(made)


def _addressees(made: Made) -> Iterator[Place]:
    found = made.find("，".join(made.gongwen.addressees)[:20], start=True)
    if found is None:
        return
    page, row = found
    yield Place("主送机关顶格", "7.3.2", row.left, LEFT)
    above = [title for title in made.pages[page - 1] if _is_title(made, title)]
    if above:
        gap = bottom(above[-1]) + (35 - 22) / 2 * PT + made.pitch + (made.pitch - 16 * PT) / 2
        yield Place("标题到主送：一行", "7.3.2", top(row), gap)


def _is_title(made: Made, row: Row) -> bool:
    return abs(row.size - 22) < 0.2 and row.font == "FandolSong-Bold" and not _is_mark(made, row)


def _is_mark(made: Made, row: Row) -> bool:
    head = made.gongwen.masthead
    return head is not None and row.baseline < 120 and any(bare(name) in bare(row.text) for name in head.issuer_mark.names)


def _paragraphs(made: Made) -> Iterator[Place]:
    for block in made.gongwen.main.blocks:
        if isinstance(block, Paragraph | Heading) and block.spans:
            text = "".join(span.text for span in block.spans)
            if found := made.find(text[:12], start=True):
                name = "层次标题左空二字" if isinstance(block, Heading) else "自然段左空二字"
                yield Place(name, "7.3.3", found[1].left, LEFT + 2 * made.cell)


def _pitches(made: Made, rows: Sequence[Row]) -> Iterator[Place]:
    for one, other in pairwise(rows):
        apart = other.baseline - one.baseline
        if round(one.size) == round(other.size) == 16 and abs(other.left - LEFT) < 0.3 and abs(apart - made.pitch) < 1:
            yield Place("正文行距", "5.2.3", apart, made.pitch, 0.1)


# --- 署名、成文日期、印章、附注 -------------------------------------------------------------------------------------------------


def _closing(made: Made) -> Iterator[Place]:
    signature = made.gongwen.signature
    if signature is None or made.gongwen.format is Format.MINUTES:
        return
    date = _last(made, chinese_date(signature.date))
    if date is None:
        return
    page, row = date
    pictures = [shape for shape in made.paper.shapes(page) if shape.picture]
    if signature.stamps:
        yield from _stamped(made, signature, pictures, row)
    elif signature.seals:
        yield from _sealed(made, signature, pictures, page, row)
    else:
        yield from _unsealed(made, signature, page, row)
    yield Place("署名页有正文", "7.3.5.1", float(_has_text(made, page, signature)), 1.0)
    if made.gongwen.note and (note := made.find(f"（{made.gongwen.note}）")):
        yield Place("附注左空二字", "7.3.6", note[1].left, LEFT + 2 * made.cell)
        down = _below(made, pictures, row, note[1])
        yield Place("附注在日期下一行，不压印章", "7.3.6", note[1].baseline - row.baseline, down)


def _below(made: Made, pictures: Sequence[Shape], date: Row, note: Row) -> float:
    """How far below the date the note belongs: a line, or as many more as keep it clear of the seals."""
    reach = max((shape.bottom for shape in pictures if shape.left < note.right and note.left < shape.right), default=0.0)
    return max(1, ceil((reach - top(date)) / made.pitch - 0.01)) * made.pitch


def _last(made: Made, text: str) -> tuple[int, Row] | None:
    """The row of the date: the 印发日期 has more in its row."""
    found = [(page, row) for page, rows in enumerate(made.pages, 1) for row in rows if bare(row.text) == bare(text)]
    return found[-1] if found else None


def _has_text(made: Made, page: int, signature: Signature) -> bool:
    names = {bare(name) for name in (*signature.issuers, chinese_date(signature.date))}
    return any(bare(row.text) not in names and round(row.size) != 14 for row in made.pages[page - 1])


def _unsealed(made: Made, signature: Signature, page: int, date: Row) -> Iterator[Place]:
    names = {bare(name) for name in signature.issuers}
    rows = [row for row in made.pages[page - 1] if bare(row.text) in names and row.baseline < date.baseline and row.left > 60]
    if not rows:
        return
    widest = max(rows, key=lambda row: row.right - row.left)
    if date.right - date.left <= widest.right - widest.left:
        yield Place("署名右空二字", "7.3.5.2", widest.right, RIGHT - 2 * made.cell)
        yield Place(
            "日期比署名右移二字", "7.3.5.2", date.left, min(widest.left + 2 * made.cell, RIGHT - (date.right - date.left))
        )
    else:
        yield Place("日期右空二字", "7.3.5.2", date.right, RIGHT - 2 * made.cell)
        yield Place("署名比日期左移二字", "7.3.5.2", widest.left, date.left - 2 * made.cell)
    above = [row for row in made.pages[page - 1] if row.baseline < rows[0].baseline - 1]
    if above and round(above[-1].size) == 16:
        yield Place("正文到署名：一行", "7.3.5.2", rows[0].baseline - above[-1].baseline, 2 * made.pitch)
    yield Place("日期在署名下一行", "7.3.5.2", date.baseline - rows[-1].baseline, made.pitch)


def _sealed(made: Made, signature: Signature, seals: Sequence[Shape], page: int, date: Row) -> Iterator[Place]:
    yield Place("印章个数", "7.3.5.1", float(len(seals)), float(len(signature.issuers)), 0.0)
    last = max(seals, key=lambda seal: (round(seal.top), seal.left))
    yield Place("最后一个印章压成文日期", "7.3.5.1", last.middle[0], (date.left + date.right) / 2)
    if len(seals) == 1:
        yield Place("日期右空四字", "7.3.5.1", date.right, RIGHT - 4 * made.cell)
    for name in signature.issuers:
        at = _spot(made.pages[page - 1], name)
        if at is not None:
            nearest = min(abs(seal.middle[0] - at) for seal in seals)
            yield Place("印章居中压署名", "7.3.5.1", nearest, 0.0)
    above = [row for row in made.pages[page - 1] if bottom(row) <= min(seal.top for seal in seals) + 0.1]
    if above:
        gap = min(seal.top for seal in seals) - bottom(above[-1])
        yield Place("印章顶端距正文不超过一行", "7.3.5.1", max(gap, ONE_LINE), ONE_LINE, 0.05)
    pressed = (date.baseline - made.pitch / 2) if len(seals) == 1 else None
    if pressed is not None:
        down = pressed - 0.38 * 16 * PT - last.middle[1]
        yield Place("署名日期在印章中心偏下", "7.3.5.1", max(0.0, -down), 0.0, 0.0)
    yield Place("印章不出版心", "7.3.5.1", max(0.0, *(max(LEFT - seal.left, seal.right - RIGHT) for seal in seals)), 0.0, 0.05)
    yield Place("印章互不相交", "7.3.5.1", float(sum(_touch(one, other) for one, other in _couples(seals))), 0.0, 0.0)


def _couples(seals: Sequence[Shape]) -> Iterator[tuple[Shape, Shape]]:
    for place, one in enumerate(seals):
        yield from ((one, other) for other in seals[place + 1 :])


def _touch(one: Shape, other: Shape) -> bool:
    across, down = one.middle[0] - other.middle[0], one.middle[1] - other.middle[1]
    return bool((across**2 + down**2) ** 0.5 <= (one.width + other.width) / 2)


def _spot(rows: Sequence[Row], name: str) -> float | None:
    """The middle of a name that stands in a row, alone or beside others."""
    for row in reversed(rows):
        pieces: list[list[Glyph]] = []
        for glyph in (glyph for glyph in row.glyphs if glyph.text.strip()):
            if not pieces or glyph.left - pieces[-1][-1].right > CELL_4 / 2:
                pieces.append([])
            pieces[-1].append(glyph)
        for piece in pieces:
            if "".join(glyph.text for glyph in piece) == bare(name) and round(row.size) == 16:
                return (piece[0].left + piece[-1].right) / 2
    return None


def _stamped(made: Made, signature: Signature, stamps: Sequence[Shape], date: Row) -> Iterator[Place]:
    yield Place("签名章日期右空四字", "7.3.5.3", date.right, RIGHT - 4 * made.cell)
    for stamp, shape in zip(signature.stamps, sorted(stamps, key=lambda shape: shape.top), strict=False):
        yield Place("签名章右空四字", "7.3.5.3", shape.right, RIGHT - 4 * made.cell)
        if found := made.find(stamp.title):
            widest = min(stamp.left for stamp in stamps)
            yield Place("职务与签名章空二字", "7.3.5.3", found[1].right, widest - 2 * made.cell)
            yield Place("职务与签名章上下居中", "7.3.5.3", found[1].baseline - 0.38 * 16 * PT, shape.middle[1])


# --- 附件说明、附件、版记、页码 -------------------------------------------------------------------------------------------------


def _attached(made: Made) -> Iterator[Place]:
    attachments = made.gongwen.main.attachments
    several = len(attachments) > 1
    for number, attachment in enumerate(attachments, 1):
        label = ("附件：" if number == 1 else "") + (f"{number}." if several else "")
        if found := made.find(label + attachment.title[:14], start=True):
            left = LEFT + 2 * made.cell if number == 1 else LEFT + 5 * made.cell
            yield Place("附件说明左空二字" if number == 1 else "附件序号上下对齐", "7.3.4", found[1].left, left)
        label = f"附件{number}" if several else "附件"
        if attachment.content is not None and (found := made.find(label)):
            page, row = found
            yield Place("附件标识顶格", "7.3.7", row.left, LEFT)
            yield Place("附件标识在第一行", "7.3.7", top(row), made.top + (made.pitch - 16 * PT) / 2)
            title = made.pages[page - 1][1]
            yield Place("附件标题在第三行", "7.3.7", top(title), made.top + 2 * made.pitch + (35 - 22) / 2 * PT)
    for one in made.gongwen.attendance:
        if found := made.find(f"{one.label}：{one.people[:6]}", start=True):
            yield Place(f"{one.label}左空二字", "10.3", found[1].left, LEFT + 2 * made.cell)


def _landscape(made: Made) -> Iterator[Place]:
    """A rotated table: its head nearest to the left edge of the page, whatever side of the sheet it is."""
    heads_ = heads(made.gongwen)
    for page in range(1, len(made.paper) + 1):
        rows = made.paper.rows(page, rotated=True)
        found = [row for row in rows if bare(row.text) in heads_]
        if rows and found:
            above = [row for row in rows if row.baseline < found[0].baseline]
            yield Place("横排表表头在左", "8", float(len(above) <= 1), 1.0, 0.0)
            low, high = min(row.left for row in rows), max(row.right for row in rows)
            yield Place("横排表不出版心", "8", max(0.0, 35 - low, high - 260), 0.0)


def _foot(made: Made) -> Iterator[Place]:
    for page, folio in enumerate(made.folios, 1):
        if folio:
            edge = (folio.right, RIGHT - CELL_4) if page % 2 else (folio.left, LEFT + CELL_4)
            yield Place("单页码右空一字" if page % 2 else "双页码左空一字", "7.5", *edge)
    if made.folios[0] and (folio := made.folios[0]):
        dash = made.paper.ink(1, (folio.left, 263, folio.glyphs[0].right, 275), dpi=200)
        if dash:
            yield Place("页码一字线距版心下边缘：7毫米", "7.5", (dash[1] + dash[3]) / 2, 269.0)
    yield from _imprint(made)


def _imprint(made: Made) -> Iterator[Place]:
    imprint = made.gongwen.imprint
    if imprint is None:
        return
    page = len(made.pages)
    rows = [row for row in made.pages[-1] if round(row.size) == 14]
    if made.gongwen.format is not Format.LETTER:
        black = [rule for rule in made.paper.rules(page) if not rule.red and rule.width > 155.5]
        # Those above are a table's.
        rules = black[-len(made.plan.imprint.rules) :] if made.plan.imprint else black
        yield Place("版记在双页", "显7.3.1", float(page % 2), 0.0, 0.0)
        yield Place("末条分隔线与版心下边缘重合", "7.4.1", rules[-1].middle[1], BOTTOM, 0.3)
        for rule, weight in zip(rules, [0.35, *[0.25] * (len(rules) - 2), 0.35], strict=True):
            yield Place("版记分隔线粗", "7.4.1", rule.height, weight, 0.05)
            yield Place("版记分隔线左端", "7.4.1", rule.left, LEFT)
            yield Place("版记分隔线右端", "7.4.1", rule.right, RIGHT)
        yield Place("印发机关左空一字", "7.4.3", rows[-1].left, LEFT + CELL_4)
        yield Place("印发日期右空一字", "7.4.3", rows[-1].right, RIGHT - CELL_4)
    copies = next((row for row in rows if row.text.startswith("抄送：")), None)
    if copies:
        yield Place("抄送左空一字", "7.4.2", copies.left, LEFT + CELL_4)
        following = rows[rows.index(copies) + 1] if len(rows) > rows.index(copies) + 1 else None
        if following and abs(following.left - LEFT - CELL_4) > 1:
            yield Place("抄送回行对齐", "7.4.2", following.left, LEFT + 4 * CELL_4)
