"""The page plan as plain values for the HTML template: groups of paragraphs, rules, tables; all lengths in pt."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby, takewhile
from typing import Any, Final

from ...document import Picture
from ...errors import FontError
from ...fonts.faces import Fonts, is_han, without
from ...layout.grid import Grid, GridCell, GridRow
from ...layout.line import Run, SetLine
from ...layout.page_setup import PageSetup
from ...layout.plan import (
    Element,
    ImprintPlan,
    IssuerMarkPlan,
    Page,
    PagePlan,
    PlacedPicture,
    PlacedRule,
    PlacedStar,
    Slice,
    height_of,
    placed,
)
from ...layout.standard import FOLIO_Y_MM, LEFT, RED, SIZE_3, STAR_HEIGHT, TABLE_PADDING_MM, TABLE_RULE, TYPE_WIDTH, mm
from ...layout.styles import STYLES, Face, Role, Setting
from ...page.fitted import BASELINE
from ...plugin import Drawing

_DIGITS: Final = 3
# The kinds of classes for faces: a face itself; what stands in for its Chinese characters, and for all others.
_OWN: Final = "f"
_HAN: Final = "e"
_OTHERS: Final = "s"
# What leaves a gap in the flow.
_WITHOUT_TEXT: Final = (Role.BLANK, Role.FIGURE)
Item = dict[str, Any]


def describe(drawing: Drawing) -> Item:
    """All that the template needs to draw a document; places are counted from the upper left corner of the type area."""
    pages = _Pages(drawing.plan, drawing.fonts)
    gongwen = drawing.gongwen
    described = [pages.page(page) for page in drawing.plan.pages]
    return {
        "title": gongwen.title,
        "author": gongwen.author,
        "genre": gongwen.genre,
        "pages": described,
    }


class _Pages:
    """Describes a plan's pages: what flows on each, and what is placed on it.

    What WeasyPrint has to position costs many times what flows; so paragraphs flow, with a gap above where the plan has one.
    And a class costs less than a style of its own; so settings that recur are classes of the style sheet (:func:`classes`).
    """

    def __init__(self, plan: PagePlan, fonts: Fonts) -> None:
        self.plan = plan
        self.setup = plan.setup
        self.fonts = fonts
        self._known: dict[Face, set[str]] = {}

    def page(self, page: Page) -> Item:
        head = self.plan.masthead if page.number == 1 and not self.setup.preprinted else None
        imprint = self.plan.imprint if self.plan.imprint and self.plan.imprint.page == page.number else None
        rules = [self._rule(rule) for rule in (*(head.rules if head else ()), *(imprint.rules if imprint else ()))]
        flow = list(self._items(page))
        first, *others = [_EMPTY] if page.landscape or not flow else flow
        if not page.folio:
            # What flows on one page must be of one kind of page.
            first, *others = (_with_class(item, "bare") for item in (first, *others))
        first = _with_class(first, "turn") if page.number > 1 else first
        others += self._imprint(imprint) if imprint else []
        return {
            "issuer_mark": self._issuer_mark(head.issuer_mark) if head else None,
            "landscape": flow if page.landscape else [],
            "rules": rules,
            "pictures": [self._picture(picture) for picture in self.plan.pictures if picture.page == page.number],
            "star": self._star(head.star) if head and head.star else None,
            "items": [first, *others],
        }

    def _issuer_mark(self, issuer_mark: IssuerMarkPlan) -> Item:
        face = self.setup.styles[Role.ISSUER_MARK].face
        drop = issuer_mark.size / 2 + self.fonts.file(face).middle * issuer_mark.size
        rows = [
            {
                "runs": list(self._spans(Run(line.text, face))),
                "x": _round(line.x),
                "width": _round(2 * TYPE_WIDTH),
                "y": _round(baseline - drop - self.setup.top),
                "tracking": _round(line.tracking * 100 / issuer_mark.scale),
            }
            for line, baseline in zip(issuer_mark.lines, issuer_mark.baselines, strict=True)
        ]
        return {
            "css": Role.ISSUER_MARK.name.lower(),
            "rows": rows,
            "size": issuer_mark.size,
            "scale": issuer_mark.scale / 100,
        }

    def _items(self, page: Page) -> Iterator[Item]:
        """A page's paragraphs and tables from top to bottom, each with the gap above it."""
        end = LEFT if page.landscape else self.setup.top
        for piece in page.slices:
            element = self.plan.galley[piece.element]
            if element.role in _WITHOUT_TEXT:
                continue
            gap = _gap(piece.y - end)
            if element.grid:
                yield self._grid(element.grid, piece, gap)
            else:
                yield from self._paragraphs(element, piece, gap)
            end = piece.y + height_of(element, piece.start, piece.stop)

    def _paragraphs(self, element: Element, piece: Slice, gap: str) -> Iterator[Item]:
        """A slice of an element; lines with one left end share a paragraph, the first line's own is its indent."""
        lines = element.lines[piece.start : piece.stop]
        label = element.text.replace("\n", "") if piece.start == 0 else ""
        if any(line.beside for line in lines):
            yield from self._row(element, lines, gap)
        elif self.setup.styles[element.role].setting is Setting.CENTER:
            for number, line in enumerate(lines):
                yield self._paragraph(element.role, [line], line.x, *(("", "") if number else (gap, label)))
        else:
            yield self._paragraph(element.role, lines, lines[-1].x, gap, label)

    def _row(self, element: Element, lines: Sequence[SetLine], gap: str) -> Iterator[Item]:
        """Lines beside each other: each goes back up to the row that it stands on."""
        for number, line in enumerate(lines):
            back = f"margin-top:{_round(-element.pitch)}pt;" if line.beside else ""
            yield self._paragraph(element.role, [line], line.x, back if number else gap)

    def _paragraph(self, role: Role, lines: Sequence[SetLine], x: float, style: str, label: str = "") -> Item:
        """A paragraph whose lines begin at ``x``; its first line's own left end is its indent."""
        outlined = self.setup.styles[role].outline or role is Role.TITLE
        css, rules = _lefts(_round(x), _round(lines[0].x - x))
        return {
            "css": f"{role.name.lower()} {css}".rstrip(),
            "label": label if outlined else "",
            "style": style + rules + self._shift(role),
            "runs": [run for number, line in enumerate(lines) for run in self._line(role, line, last=number == len(lines) - 1)],
        }

    def _shift(self, role: Role) -> str:
        """What brings a face's type to where that of most faces stands, whatever its file says about its extents."""
        style = self.setup.styles[role]
        shift = _round((BASELINE - self.fonts.file(style.face).middle) * style.size)
        return f"position:relative;top:{shift}pt;" if shift else ""

    def _line(self, role: Role, line: SetLine, *, last: bool) -> Iterator[Item]:
        """A line's runs and the break after it; classes only where the face or the tracking is not the paragraph's own."""
        style = self.setup.styles[role]
        for run, tracking in line.tracked():
            step = steps(tracking, style.size)
            css, rules = ("", "") if step == steps(self.setup.natural_tracking(role), style.size) else _tracking(step, style.size)
            for text, kind in self._pieces(run):
                face = _face_class(run.face, kind) if run.face is not style.face or kind != _OWN else ""
                yield {"text": text, "css": f"{face} {css}".strip() or ("own" if rules else ""), "style": rules}
        if not last:
            yield _BREAK

    def _pieces(self, run: Run) -> Iterator[tuple[str, str]]:
        """A run cut where its face lacks characters, each piece with the kind of its class (:func:`_face_class`).

        What stands in for characters must not push lines apart.

        :raises FontError: nothing has one of the characters.
        """
        lacking = self._lacking(run)
        if not lacking:
            yield run.text, _OWN
            return
        if missing := self.fonts.missing(run.face, "".join(sorted(lacking))):
            raise FontError(without(missing), missing)
        for kind, chars in groupby(run.text, key=lambda char: _kind(char) if char in lacking else _OWN):
            yield "".join(chars), kind

    def _lacking(self, run: Run) -> set[str]:
        """The characters of a run that its face lacks."""
        known = self._known.setdefault(run.face, set())
        new = set(run.text) - known
        file = self.fonts.file(run.face)
        lacking = {char for char in new if char != "\n" and self.fonts.holder(run.face, char) is not file}
        known |= new - lacking
        return lacking

    def _rule(self, rule: PlacedRule) -> Item:
        x, width = _round(rule.x - LEFT), _round(rule.width)
        return {
            "css": "red" if rule.red else "black",
            "across": "" if (x, width) == (0.0, _round(TYPE_WIDTH)) else f"left:{x}pt;width:{width}pt;",
            "y": _round(rule.y - rule.weight / 2 - self.setup.top),
            "weight": rule.weight,
        }

    def _star(self, star: PlacedStar) -> Item:
        height = star.width * STAR_HEIGHT
        left, top = star.x - star.width / 2 - LEFT, star.y - height / 2 - self.setup.top
        return {"x": _round(left), "y": _round(top), "width": _round(star.width), "height": _round(height), "color": RED}

    def _picture(self, picture: PlacedPicture) -> Item:
        return {
            "url": address(picture.picture),
            "alt": picture.picture.name,
            # Below the text, which stays black and sharp: what a press does with red over black, without blending colours.
            "css": "placed under" if picture.over else "placed",
            "x": _round(picture.x - LEFT),
            "y": _round(picture.y - self.setup.top),
            "width": _round(picture.width),
            "height": _round(picture.height),
        }

    def _grid(self, grid: Grid, piece: Slice, gap: str) -> Item:
        rows = [*grid.head, *grid.rows[piece.start : piece.stop]]
        return {
            "css": "",
            "style": f"{gap}width:{_round(sum(grid.widths))}pt",
            "widths": [_round(width) for width in grid.widths],
            "rows": [self._grid_row(grid, rows, number) for number in range(len(rows))],
        }

    def _grid_row(self, grid: Grid, rows: Sequence[GridRow], number: int) -> Item:
        row, below = rows[number], rows[number + 1 :]
        # Where a page ends within a merged cell, the next one begins with the rest of it.
        over = [replace(cell, lines=()) for cell in row.above] if number == len(grid.head) else []
        # The plan counts from the middles of rules, a style sheet from their edges.
        padding = _round(mm(TABLE_PADDING_MM) - TABLE_RULE / 2)
        type_ = f"font-size:{grid.size}pt;line-height:{grid.pitch}pt;padding:0 {padding}pt;"
        cells = [
            {
                "runs": list(self._spans(Run("\n".join(cell.lines), Face.HEI if cell.strong else Face.BODY))),
                "css": f"table {_face_class(Face.HEI)}" if cell.strong else "table",
                "style": f"{type_}text-align:{cell.align}",
                "across": cell.across,
                "down": 1 + _rows_more(cell, below),
            }
            for cell in sorted((*row.cells, *over), key=lambda cell: cell.column)
        ]
        return {"height": _round(row.height), "cells": cells}

    def _spans(self, run: Run) -> Iterator[Item]:
        """A run that has its paragraph's face; what stands in for it has a class."""
        for text, kind in self._pieces(run):
            yield {"text": text, "css": _face_class(run.face, kind) if kind != _OWN else "", "style": ""}

    def _imprint(self, imprint: ImprintPlan) -> Iterator[Item]:
        for element, top in zip(imprint.elements, imprint.places, strict=True):
            for line, y in placed(element, 0, len(element.lines), top):
                paragraph = self._paragraph(element.role, [line], line.x, f"top:{_round(y - self.setup.top)}pt;")
                yield paragraph | {"css": f"{paragraph['css']} placed"}


def _rows_more(cell: GridCell, below: Sequence[GridRow]) -> int:
    """In how many of the rows below a cell goes on."""
    return sum(1 for _ in takewhile(lambda row: any(one.column == cell.column for one in row.above), below))


def _with_class(item: Item, name: str) -> Item:
    return item | {"css": f"{item['css']} {name}".lstrip()}


def _kind(char: str) -> str:
    """Which stand-ins give a character: those for Chinese ones, which have digits and letters, too, are not asked for others."""
    return _HAN if is_han(char) else _OTHERS


def _face_class(face: Face, kind: str = _OWN) -> str:
    """The class of a face, or of what stands in for it."""
    return f"{kind}{list(Face).index(face)}"


def address(picture: Picture) -> str:
    """What the page calls a picture's file: the same for the same bytes."""
    return f"picture:{hashlib.sha256(picture.data).hexdigest()}"


def folio_drop(fonts: Fonts, setup: PageSetup) -> float:
    """From the lower edge of the type area to the page number's line, which puts the middle of its dashes where 7.5 asks."""
    style = setup.styles[Role.FOLIO]
    file, ink = fonts.file(style.face), fonts.ink(style.face, "—")
    baseline = mm(FOLIO_Y_MM) + (ink.top + ink.bottom) / 2 * style.size
    return _round(baseline - style.pitch / 2 - file.middle * style.size - setup.bottom)


def steps(tracking: float, size: float) -> int:
    """A tracking in thousandths of the type's size, the steps in which a PDF places characters.

    WeasyPrint would round every single gap; this way a line errs by half a step a character at the most, 0.08 mm in all, and
    lines share their settings.
    """
    return round(tracking * 1000 / size)


def classes() -> Iterator[tuple[str, str]]:
    """The style sheet's classes for settings that recur: their names and rules."""
    for (left, indent), name in _LEFTS.items():
        yield name, f"margin-left:{left}pt;text-indent:{indent}pt"
    for step in _STEPS:
        yield _step_class(step), f"letter-spacing:{_round(step * SIZE_3 / 1000)}pt"


_INDENT: Final = STYLES[Role.TEXT].first
_LEFTS: Final = {(0.0, _INDENT): "first", (_INDENT, 0.0): "single"}
_STEPS: Final = range(-60, 121)
_BREAK: Final[Item] = {"text": "\n", "css": "", "style": ""}
_EMPTY: Final[Item] = {"css": "", "style": "", "label": "", "runs": []}


def _lefts(left: float, indent: float) -> tuple[str, str]:
    """The class, or else the rules, for a paragraph's left end and indent; neither where both are zero."""
    name = _LEFTS.get((left, indent), "")
    rules = {"margin-left": left, "text-indent": indent}
    return name, "" if name else "".join(f"{key}:{value}pt;" for key, value in rules.items() if value)


def _tracking(step: int, size: float) -> tuple[str, str]:
    """The class, or else the rules, for a tracking."""
    if size == SIZE_3 and step in _STEPS:
        return _step_class(step), ""
    return "", f"letter-spacing:{_round(step * size / 1000)}pt"


def _step_class(step: int) -> str:
    return f"t{step}" if step >= 0 else f"m{-step}"


def _gap(length: float) -> str:
    """The rule for a gap that is one; sums of lengths leave crumbs."""
    return f"margin-top:{_round(length)}pt;" if length > 0.01 else ""


def _round(length: float) -> float:
    return round(length, _DIGITS)
