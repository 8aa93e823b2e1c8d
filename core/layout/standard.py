"""Every number of GB/T 9704-2012 that the layout uses, with its clause; the Word templates are built from the same values.

Lengths whose name ends in ``_MM`` are millimetres; all others are points (pt). Lengths that Word has to hold too are whole
twips (1/20 pt), so that both outputs count the same.
"""

from __future__ import annotations

from typing import Final

PT_PER_MM: Final = 72 / 25.4


def mm(length: float) -> float:
    """Millimetres → points."""
    return length * PT_PER_MM


def to_mm(length: float) -> float:
    """Points → millimetres."""
    return length / PT_PER_MM


def twips(length: float) -> int:
    """Points → whole twips."""
    return round(length * 20)


def snap(length: float) -> float:
    """Points, rounded to whole twips."""
    return twips(length) / 20


# 5.1, 5.2.1 Paper and type area; right and bottom margins follow by subtraction.
PAGE_WIDTH_MM: Final = 210
PAGE_HEIGHT_MM: Final = 297
MARGIN_TOP_MM: Final = 37
MARGIN_LEFT_MM: Final = 28
TYPE_WIDTH_MM: Final = 156
TYPE_HEIGHT_MM: Final = 225
MARGIN_RIGHT_MM: Final = PAGE_WIDTH_MM - MARGIN_LEFT_MM - TYPE_WIDTH_MM
MARGIN_BOTTOM_MM: Final = PAGE_HEIGHT_MM - MARGIN_TOP_MM - TYPE_HEIGHT_MM

PAGE_WIDTH: Final = mm(PAGE_WIDTH_MM)
PAGE_HEIGHT: Final = mm(PAGE_HEIGHT_MM)
LEFT: Final = mm(MARGIN_LEFT_MM)
# The top margin as Word holds it.
TOP: Final = snap(mm(MARGIN_TOP_MM))
TYPE_WIDTH: Final = mm(TYPE_WIDTH_MM)
TYPE_HEIGHT: Final = mm(TYPE_HEIGHT_MM)
RIGHT: Final = LEFT + TYPE_WIDTH
BOTTOM: Final = TOP + TYPE_HEIGHT


# 字号 as Word counts them.
SIZE_2: Final = 22.0
SIZE_3: Final = 16.0
SIZE_4: Final = 14.0

# 28 characters of 16 pt do not fit into 156 mm: each gives up 0.25 pt (the step Word can hold), then the line is stretched
# to the edge. 579 twips is the largest pitch with which Word keeps 22 lines in 225 mm.
TRACKING: Final = -0.25
CELL: Final = SIZE_3 + TRACKING


def full_tracking(cell: float = CELL) -> float:
    """The tracking of a line as full of 3号 as it gets: so many characters as cells fit into 156 mm, from edge to edge."""
    count = int(TYPE_WIDTH / cell)
    return (TYPE_WIDTH - count * SIZE_3) / (count - 1)


PITCH: Final = 28.95
# GB/T 33476.2 6.2, 7: the margins and the pitch of word processors.
SOFTWARE_TOP_MM: Final = 34.58
SOFTWARE_BOTTOM_MM: Final = 32.58
SOFTWARE_PITCH: Final = 29.45
# The pitch of a title's lines: the standard's 一行 of 2号 is about 12.5 mm.
TITLE_PITCH: Final = 35.0

# 3.2 一行 = the height of a 3号 character and 7/8 of it; GB/T 33476.2 7.1 gives two lines as 20.78 mm.
GAP_ONE_LINE_MM: Final = 10.39
GAP_TWO_LINES_MM: Final = 20.78

# 7.2.4 发文机关标志: its upper edge is 35 mm below that of the type area; red; its size is the office's choice.
MARK_TOP_MM: Final = MARGIN_TOP_MM + 35
MARK_SIZE_MAX: Final = 62.0
# A long name is narrowed (长扁字) before it is set smaller than this.
MARK_SIZE_GOOD: Final = 36.0
# Names are not set wider than this, so that a short one does not stretch from edge to edge.
MARK_WIDTH_MM: Final = 150
# A short one is spaced out to this width, by half a character at the most.
MARK_SPACED_MM: Final = 110
# The least scaling of a long name's letters (长扁字), in per cent.
MARK_SCALE_MIN: Final = 66

# Names below each other (联合行文): from one to the next, and from them to the suffix beside them, in em; the least size.
MARK_JOINT_PITCH: Final = 1.3
MARK_SUFFIX_GAP: Final = 0.5
MARK_SIZE_MIN: Final = 12.0

# 7.2.7 the red rule: 4 mm below the 发文字号, as wide as the type area; its weight is the office's choice.
RULE_GAP_MM: Final = 4
RULE_WEIGHT: Final = 1.5

# The party's star in the middle of the red rule (not in the standard), and the gap on both sides of it.
STAR_MM: Final = 6.0
STAR_GAP_MM: Final = 1.5
# The height of a regular star of five points, by its width.
STAR_HEIGHT: Final = 0.9511

# 10.1 信函: the mark 30 mm below the page's edge; two red double rules of 170 mm in the middle of the page, the first 4 mm
# below the mark, the second 20 mm above the page's lower edge; 7/8 of a character (4.84 mm) from a rule to what follows it.
LETTER_MARK_TOP_MM: Final = 30
LETTER_RULE_MM: Final = 170
LETTER_RULE_GAP_MM: Final = 4
LETTER_RULE_BOTTOM_MM: Final = PAGE_HEIGHT_MM - 20
LETTER_GAP_MM: Final = 4.84
# Weights of a double rule and the gap in it (not in the standard).
LETTER_RULE_THICK: Final = 2.0
LETTER_RULE_THIN: Final = 0.75
LETTER_RULE_BETWEEN: Final = 1.25

# 10.2 命令（令）: the mark 20 mm below the upper edge of the type area.
ORDER_MARK_TOP_MM: Final = MARGIN_TOP_MM + 20

# 7.3.5.1 seals: the date ends four 字 in; a seal begins below the text, at most one line (10.39 mm) from it, and what it presses
# stands somewhat below its middle; the distances between are ours, as are those from one seal to the next and three in a row.
DATE_RIGHT: Final = 4
SEAL_GAP_MM: Final = 5.0
SEAL_DOWN_MM: Final = 4.5
SEAL_DOWN_RANGE_MM: Final = (3.0, 6.0)
SEAL_APART_MM: Final = 2.0
# What parts a seal from the characters above it, where a note below it leaves it no more.
SEAL_CLEAR_MM: Final = 1.5
SEALS_IN_ROW: Final = 3
# 7.3.5.3 the stamp of a signature: its signatory's office ends two 字 to the left of it.
STAMP_LEFT: Final = 2

# 7.4.1 rules of the 版记: 0.35 mm first and last, 0.25 mm between.
IMPRINT_THICK_MM: Final = 0.35
IMPRINT_THIN_MM: Final = 0.25
# A line of 4号: its height and 7/8 of a 3号 character, 9.78 mm.
IMPRINT_PITCH: Final = 27.7

# 7.5 page number: 4号 宋体, its dashes 7 mm below the type area, one 字 in from the outer edge.
FOLIO_Y_MM: Final = MARGIN_TOP_MM + TYPE_HEIGHT_MM + 7

# 6.2 the red of the printing press (Y80 M80) as screens show it.
RED: Final = "#ff0000"
BLACK: Final = "#000000"

# Sizes of text in a table, the first that fits is taken (not in the standard; 小四, 五号, 小五), and the space in a cell.
TABLE_SIZES: Final = (12.0, 10.5, 9.0)
TABLE_LEADING: Final = 1.5
# What the lines of a table may do with, that would else leave a row or two on one more page.
TABLE_LEADINGS: Final = (1.4, 1.3, 1.25)
# Space below a table before the text goes on, pt.
TABLE_BELOW: Final = 8.0
TABLE_PADDING_MM: Final = 1.0
TABLE_RULE: Final = 0.5
