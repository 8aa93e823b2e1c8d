"""What every line and every page of text must be: full, flush, and broken where marks and numbers allow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from hongtou import Content, Gongwen, Heading, Table, chinese_date
from hongtou.document.model import plain
from support.measure import Row

from .made import Made, bare, continued

LEFT, RIGHT = 28.0, 184.0
FLUSH = 0.3
INSET = 14 * 25.4 / 72
INDENT = 2 * 15.75 * 25.4 / 72
# GB/T 15834: what no line begins or ends with; a dash —— may begin one.
NO_START = "，。、；：？！）》〉」』】〕”’…·～％%‰℃,.;:?!)]"
NO_END = "（《〈「『【〔“‘(["
_SPLIT = (
    ("——", re.compile(r"—$"), re.compile(r"^—")),
    ("……", re.compile(r"…$"), re.compile(r"^…")),
    ("数", re.compile(r"[0-9][0-9.,:/%-]*$"), re.compile(r"^[.,]?[0-9%％]")),
)


def full_pages(made: Made) -> Iterator[tuple[int, int]]:
    """For each page from whose end a paragraph goes on, of text alone: its number and its lines, from the first to the last.

    A page before that of the signature is none: its last lines go over, so that the signature does not stand alone. A page is
    none either whose last line, a heading, went over: no paragraph goes on from its end.
    """
    for page, (rows, following) in enumerate(pairwise(made.pages), 1):
        text = all(round(row.size) == 16 for row in rows) and not _dated(made, page + 1)
        if rows and text and following and _flows_on(rows[-1], following[0]) and rows[0].baseline < made.top + made.pitch:
            yield page, round((rows[-1].baseline - rows[0].baseline) / made.pitch) + 1


def _dated(made: Made, page: int) -> bool:
    """Whether the date of issue stands on a page."""
    signature = made.gongwen.signature
    date = bare(chinese_date(signature.date)) if signature else None
    return any(bare(row.text) == date for row in made.pages[page - 1])


def _flows_on(last: Row, first: Row) -> bool:
    """Whether a paragraph goes on on the next page, at its first line."""
    return last.right > RIGHT - 1 and abs(first.left - LEFT) < FLUSH and round(first.size) == 16


def stranded(made: Made, pages: Sequence[Sequence[Row]]) -> Iterator[str]:
    """Pages that end with a heading, the title of a table or the name of a group in one."""
    titles = {bare(title) for content in contents(made.gongwen) for title in _headings(content)}
    for page, rows in enumerate(pages, 1):
        last = bare(rows[-1].text) if rows else ""
        if last and any(title.endswith(last) or title.startswith(last) for title in titles):
            yield f"第{page}页以“{last[:12]}”结尾"


def contents(gongwen: Gongwen) -> Iterator[Content]:
    """All texts of a document."""
    waiting = [gongwen.main, *gongwen.enclosed]
    while waiting:
        content = waiting.pop()
        yield content
        waiting += [attachment.content for attachment in content.attachments if attachment.content]


def _headings(content: Content) -> Iterator[str]:
    for block in content.blocks:
        if isinstance(block, Heading) and not block.run_in:
            yield plain(block.spans)
        elif isinstance(block, Table):
            yield from filter(None, (block.title, *(row.cells[0].text for row in block.rows if row.band)))


def edges(made: Made) -> Iterator[tuple[Row, float]]:
    """Every full line with the distance of its worse edge from where it belongs, mm."""
    for rows in made.pages:
        for row, _ in continued(rows):
            inset = INSET if round(row.size) == 14 else 0.0
            lefts = [LEFT + 4 * INSET, LEFT + INSET] if inset else [LEFT, LEFT + INDENT]
            left = min(abs(row.left - place) for place in lefts) if row.left < LEFT + INDENT + 1 else 0.0
            yield row, max(left, abs(row.right - (RIGHT - inset)))


def forbidden(made: Made) -> Iterator[str]:
    """Lines that begin or end with a mark that must not stand there, and pieces that are split."""
    for rows in made.pages:
        for one, other in (*continued(rows), *_titles(rows)):
            before, after = one.text.strip(), other.text.strip()
            if after[0] in NO_START or (after[0] == "—" and after[:2] != "——"):
                yield f"行首“{after[:6]}”"
            if before[-1] in NO_END:
                yield f"行末“{before[-6:]}”"
            yield from (
                f"拆开“{before[-4:]}|{after[:4]}”" for name, end, start in _SPLIT if end.search(before) and start.search(after)
            )


def _titles(rows: list[Row]) -> Iterator[tuple[Row, Row]]:
    """The lines of a title, each with the next."""
    titles = [row for row in rows if round(row.size) == 22]
    return ((one, other) for one, other in pairwise(titles) if other.baseline - one.baseline < 13)
