"""The lines of a PDF put together to paragraphs, each by what it is; what stands between rules is a table or the 版记."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from ..evidence import Item, Page, Role, Row, Stroke, Where
from ..importing.source import Line
from ..pattern import pattern
from .structure import roles

# A line that ends so far before the right edge, mm, ends its paragraph; one that begins so far in begins one.
_SHORT: Final = 9.0
_INDENT: Final = 8.0
# Rules that are no farther apart, mm, are those of one table.
_APART: Final = 60.0
# Characters of titles and marks are larger, pt; the middle of the type area, mm.
_LARGE: Final = 19.0
# One row stands so far below another, mm, at the most.
_NEXT: Final = 11.5
# What the second row of a long name is taken for, and how far the first reaches, mm.
_TAKEN: Final = frozenset({None, Role.SIGNATURE, Role.TEXT})
_FULL: Final = 175.0
_MIDDLE: Final = 106.0
# Rules as long as the type area is wide, which begin where its lines do, mm.
_RULES: Final = (140.0, 165.0)
_PRINTED: Final = pattern(r"印\s*发\s*$")
# The last line of a 版记 that lacks the word, or has another one.
_DATED: Final = pattern(r"\S.*\d\s*日\s*翻?\s*印?\s*[制发刷]?\s*$")
_LABEL: Final = pattern(r"\s*(?:抄\s*[送报]|报\s*送|主\s*送)\s*[：:]")
# The same without its colon, where it can be nothing else.
_BARE_LABEL: Final = pattern(r"\s*抄\s*[送报]")


def paragraphs(file: str, pages: Sequence[Page]) -> list[Item]:
    """The paragraphs of all pages; those of tables, of the 版记 and page numbers behind the others."""
    edges = [row for page in pages for row in page.rows]
    ruled = [one for page in pages for one in page.strokes if _RULES[0] < one.width < _RULES[1]]
    left = min((*(row.left for row in edges), *(one.x for one in ruled)), default=28.0)
    right = max((row.right for row in edges), default=184.0)
    flow: list[Item] = []
    beside: list[Item] = []
    held: list[Row] = []
    for page in pages:
        bands = [*_bands(page.strokes), *(_imprint_band(page) if page is pages[-1] else ())]
        for row in page.rows:
            band = next((band for band in bands if band[0] < row.baseline < band[1]), None)
            if band is not None:
                beside.append(_item(file, [row], Role.TABLE))
                continue
            if held and _begins(held[-1], row, left, right):
                flow.append(_item(file, held))
                held = []
            held.append(row)
        if page.folio:
            beside.append(_item(file, [page.folio], Role.FOLIO))
    if held:
        flow.append(_item(file, held))
    return [*_recognised(flow, _red_rule(pages)), *_imprint(file, beside)]


def _bands(strokes: Sequence[Stroke]) -> list[tuple[float, float]]:
    """From the first to the last rule of each table, mm from the top; the red rules are none of them."""
    bands: list[tuple[float, float]] = []
    for stroke in strokes:
        if stroke.red:
            continue
        if bands and stroke.y - bands[-1][1] < _APART:
            bands[-1] = bands[-1][0], stroke.y
        else:
            bands.append((stroke.y, stroke.y))
    return [band for band in bands if band[1] - band[0] > 1]


def _imprint_band(page: Page) -> Iterator[tuple[float, float]]:
    """The 版记 of the last page, which may be higher than a row of a table."""
    first = next((row for row in page.rows if _LABEL.match(row.text) or _PRINTED.search(row.text)), None)
    above = [stroke.y for stroke in page.strokes if not stroke.red and first and stroke.y < first.baseline]
    if above and page.strokes[-1].y > above[-1]:
        yield above[-1], page.strokes[-1].y


def _imprint(file: str, beside: Sequence[Item]) -> Iterator[Item]:
    """What stands between rules; of the last lines those of the 版记 (7.4)."""
    tabled = [item for item in beside if item.role is Role.TABLE]
    last = tabled[-1].where.page if tabled else 0
    on_last = [at for at, item in enumerate(tabled) if item.where.page == last]
    start = next((at for at in on_last if _is_label(tabled[at].text)), None)
    printed = next((at for at in on_last if _PRINTED.search(tabled[at].text)), None)
    if printed is None and start is not None and _DATED.fullmatch(tabled[-1].text):
        printed = len(tabled) - 1
    copied = range(start, len(tabled) if printed is None else printed) if start is not None else range(0)
    groups: list[list[Row]] = []
    for place in copied:
        if _is_label(tabled[place].text):
            groups.append([])
        groups[-1].extend(tabled[place].rows)
    yield from (item for place, item in enumerate(tabled) if place not in copied and place != printed)
    yield from (_item(file, rows, Role.COPIES_TO) for rows in groups)
    if printed is not None:
        yield replace(tabled[printed], role=Role.PRINTED)
    yield from (item for item in beside if item.role is Role.FOLIO)


def _is_label(text: str) -> bool:
    return bool(_LABEL.match(text) or _BARE_LABEL.match(text))


def _begins(above: Row, row: Row, left: float, right: float) -> bool:
    """Whether a line begins a paragraph: it is indented, the line above ends early, or it looks otherwise."""
    indented = row.left > left + _INDENT or above.right < right - _SHORT
    return indented or above.pieces[0].look.size != row.pieces[0].look.size or above.left > left + 2 * _INDENT


def _item(file: str, rows: Sequence[Row], role: Role | None = None) -> Item:
    text = "".join(row.text for row in rows)
    pieces = tuple(piece for row in rows for piece in row.pieces)
    return Item(role, text, Where(file, page=rows[0].page, line=rows[0].number), pieces, rows=tuple(rows))


def _red_rule(pages: Sequence[Page]) -> float:
    """Where the red rule of the head lies, mm from the top; 0: there is none."""
    return next((stroke.y for page in pages[:1] for stroke in page.strokes if stroke.red), 0.0)


def _recognised(items: list[Item], rule: float) -> list[Item]:
    found = roles([Line(item.text, place) for place, item in enumerate(items, 1)])
    told: list[Item] = []
    for place, item in enumerate(items, 1):
        role, part = found.get(place, (None, 0))
        role = _by_look(item, rule) or role
        if role in _TAKEN and told and told[-1].role is Role.ATTACHMENT_NOTE and _goes_on(told[-1], item):
            role = Role.ATTACHMENT_NOTE  # the name goes on below its first character
        if role in {None, Role.TITLE} and told and told[-1].role is Role.DATE and _is_note(told[-1], item):
            role, part = Role.NOTE, 0
        told.append(replace(item, role=role, part=part))
    return [*_addressed(told)]


def _is_note(above: Item, item: Item) -> bool:
    """Whether an item stands where the 附注 does: on the next line below the date, in the type of text, indented (7.3.6)."""
    last, first = above.rows[-1], item.rows[0]
    near = last.page == first.page and first.baseline - last.baseline < _NEXT
    return near and len(item.rows) == 1 and first.pieces[0].look.size <= _LARGE and first.left < _MIDDLE - 2 * _INDENT


def _addressed(items: list[Item]) -> Iterator[Item]:
    """The items, with the line below the title that alone is not indented as 主送, though it may lack its colon (7.3.2)."""
    for place, item in enumerate(items):
        above, below = items[place - 1] if place else None, items[place + 1] if place + 1 < len(items) else None
        is_open = item.role in {None, Role.TEXT} and "。" not in item.text.rstrip()[:-1] and len(item.rows) == 1
        if is_open and above and below and above.role is Role.TITLE and not above.part and below.role is Role.TEXT:
            moved = below.rows[0].left - item.rows[0].left
            yield replace(item, role=Role.ADDRESSEES) if _INDENT < moved < 2 * _INDENT else item
        else:
            yield item


def _goes_on(above: Item, item: Item) -> bool:
    """Whether an item's first row is the next below another's last, which is full."""
    last, first = above.rows[-1], item.rows[0]
    return last.page == first.page and first.baseline - last.baseline < _NEXT and last.right > _FULL


def _by_look(item: Item, rule: float) -> Role | None:
    """What large characters are: a mark above the red rule, or red where there is none (7.2.4); a title in the middle (7.3.1)."""
    first, row = item.pieces[0].look, item.rows[0]
    if first.size <= _LARGE:
        return None
    if row.page == 1 and (row.baseline < rule or (first.is_red and not rule)):
        return Role.ISSUER_MARK
    return Role.TITLE if abs(row.middle - _MIDDLE) < _SHORT else None
