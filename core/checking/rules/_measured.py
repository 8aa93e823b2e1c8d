"""Where things lie on paper, mm from its upper left corner, as the rules on places measure them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from ...evidence import Box, Evidence, Item, Page, Role, Row, Stroke

MM: Final = 25.4 / 72
# A character's box reaches so far above its baseline and below it, em.
_ABOVE, _BELOW = 0.86, 0.14
LETTER_RULE: Final = (165.0, 175.0)


def box_top(row: Row) -> float:
    """The upper edge of its characters' boxes."""
    return row.baseline - _ABOVE * row.pieces[0].look.size * MM


def box_bottom(row: Row) -> float:
    """Their lower edge."""
    return row.baseline + _BELOW * row.pieces[0].look.size * MM


def rows(evidence: Evidence, *roles: Role) -> list[Row]:
    """The rows of the document's own text with one of these roles."""
    return [row for item in evidence.of(*roles) for row in item.rows]


def red_rules(evidence: Evidence) -> list[Stroke]:
    """Those of the first page, from the top."""
    return [stroke for page in evidence.pages[:1] for stroke in page.strokes if stroke.red]


def is_letter(evidence: Evidence) -> bool:
    """Whether the first page has the double rules of a letter (10.1)."""
    least, most = LETTER_RULE
    return any(least <= stroke.width <= most for stroke in red_rules(evidence))


def issuer_mark(evidence: Evidence) -> Item | None:
    """The 发文机关标志 on the first page, if its ink is measured."""
    item = evidence.first(Role.ISSUER_MARK)
    return item if item and item.rows and item.rows[0].page == 1 and item.rows[0].ink_bottom else None


def issuer_mark_bottom(evidence: Evidence) -> float:
    """The lower printed edge of its last row."""
    return max((row.ink_bottom for row in rows(evidence, Role.ISSUER_MARK)), default=0.0)


def number_rows(evidence: Evidence) -> list[Row]:
    """The rows with the 发文字号 and the 签发人, below the mark; minutes have other things there."""
    if "".join(evidence.text(Role.ISSUER_MARK).split()).endswith("纪要"):
        return []
    below = issuer_mark_bottom(evidence)
    found = {row for row in rows(evidence, Role.DOCUMENT_NUMBER, Role.SIDES, Role.APPROVERS) if row.page == 1}
    if found and not is_letter(evidence):  # names on lines of their own are nobody's but theirs
        rule = next((stroke.y for stroke in red_rules(evidence) if stroke.y > below), 0.0)
        found |= {row for row in evidence.pages[0].rows if row.baseline < rule}
    return sorted((row for row in found if row.baseline > below > 0), key=lambda row: row.baseline)


def number_item(evidence: Evidence) -> Item | None:
    """The item whose row is the first of these."""
    above = number_rows(evidence)
    return next((item for item in evidence.items if above and above[0] in item.rows), None)


def seals(evidence: Evidence, row: Row) -> list[Box]:
    """The pictures that lie on a row."""
    return [box for box in evidence.pages[row.page - 1].pictures if box.top < row.baseline < box.bottom]


def above(page: Page, row: Row) -> Row | None:
    """The row before another one on the same page."""
    return next((one for one in reversed(page.rows) if one.baseline < row.baseline - 0.6), None)


def first_on(evidence: Evidence, page: Page) -> Iterator[Item]:
    """The items whose first row is the first of a page."""
    return (item for item in evidence.items if item.rows and page.rows and item.rows[0] == page.rows[0])
