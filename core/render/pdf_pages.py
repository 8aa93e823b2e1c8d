"""The page plan as plain values for the HTML template: groups of paragraphs, rules, tables; all lengths in pt."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from ..errors import FontError
from ..fonts import Fonts
from ..layout.galley import tracking_of
from ..layout.lines import is_resting
from ..layout.plan import Element, Grid, GridRow, ImprintPlan, Line, Mark, Page, PagePlan, Run, Slice, pitch_of
from ..layout.standard import (
    BLACK,
    FOLIO_Y_MM,
    LEFT,
    RED,
    RIGHT,
    RULE_WEIGHT,
    SIZE_3,
    SIZE_4,
    TABLE_PADDING_MM,
    TYPE_WIDTH,
    mm,
)
from ..layout.styles import STYLES, Face, Role
from ..model import Align
from ..renderer import Drawing

# Where the baseline of Chinese type lies, measured from the middle of its box, in em.
BASELINE: Final = 0.38
_DIGITS: Final = 3


def describe(drawing: Drawing) -> dict[str, Any]:
    """All that the template needs to draw a document."""
    pages = _Pages(drawing.plan, drawing.fonts)
    gongwen = drawing.gongwen
    issuers = gongwen.signature.issuers if gongwen.signature else ()
    mark = gongwen.masthead.issuer_mark.names if gongwen.masthead else ()
    described = [pages.page(page) for page in drawing.plan.pages]
    return {
        "title": gongwen.main.title.replace("\n", ""),
        "author": "、".join(issuers or mark),
        "genre": gongwen.genre,
        "pages": described,
        "trackings": list(pages.trackings),
    }


class _Pages:
    """Describes a plan's pages; gathers the trackings of lines that are stretched."""

    def __init__(self, plan: PagePlan, fonts: Fonts) -> None:
        self.plan = plan
        self.fonts = fonts
        self.trackings: dict[float, int] = {}
        self._known: dict[Face, set[str]] = {}

    def page(self, page: Page) -> dict[str, Any]:
        head = self.plan.masthead if page.number == 1 else None
        imprint = self.plan.imprint if self.plan.imprint and self.plan.imprint.page == page.number else None
        return {
            "mark": self._mark(head.mark) if head else None,
            "rules": [*([_rule(head.rule, RULE_WEIGHT, RED)] if head else []), *(_imprint_rules(imprint) if imprint else [])],
            "groups": [*self._groups(page), *(self._imprint(imprint) if imprint else [])],
            "grids": [grid for piece in page.slices for grid in self._grid(piece)],
            "folio": self._folio(page) if page.folio else None,
        }

    def _mark(self, mark: Mark) -> dict[str, Any]:
        style = STYLES[Role.ISSUER_MARK]
        drop = (mark.pitch / 2) + self._baseline(style.face) * mark.size
        rows = [
            {
                "text": line.text,
                "x": _round(LEFT + line.x),
                "y": _round(mark.baseline + number * mark.pitch - drop),
                "tracking": _round(line.tracking * 100 / mark.scale),
            }
            for number, line in enumerate(mark.lines)
        ]
        return {
            "css": Role.ISSUER_MARK.name.lower(),
            "rows": rows,
            "size": mark.size,
            "pitch": mark.pitch,
            "scale": mark.scale / 100,
        }

    def _groups(self, page: Page) -> Iterator[dict[str, Any]]:
        """Slices that follow each other without a gap make one group, so that few boxes are positioned."""
        group: list[tuple[float, Element, Slice]] = []
        end = -1.0
        for piece in page.slices:
            element = self.plan.galley[piece.element]
            if element.grid or element.role is Role.BLANK:
                continue
            y = piece.y + self._shift(element.role)
            if group and abs(y - end) > 0.01:
                yield self._group(group)
                group = []
            group.append((y, element, piece))
            end = y + (piece.stop - piece.start) * pitch_of(element)
        if group:
            yield self._group(group)

    def _group(self, group: list[tuple[float, Element, Slice]]) -> dict[str, Any]:
        paragraphs = [
            paragraph for _, element, piece in group for paragraph in self._paragraphs(element, piece.start, piece.stop)
        ]
        return {"x": _round(LEFT), "y": _round(group[0][0]), "width": _round(TYPE_WIDTH), "paragraphs": paragraphs}

    def _paragraphs(self, element: Element, start: int, stop: int) -> Iterator[dict[str, Any]]:
        """A slice of an element; lines with one left end share a paragraph, the first line's own is its indent."""
        lines = element.lines[start:stop]
        label = element.text.replace("\n", "") if start == 0 else ""
        if STYLES[element.role].setting == "center":
            for number, line in enumerate(lines):
                yield self._paragraph(element.role, [line], line.x, label if number == 0 else "")
        else:
            yield self._paragraph(element.role, lines, lines[-1].x if len(lines) > 1 else lines[0].x, label)

    def _paragraph(self, role: Role, lines: Sequence[Line], x: float, label: str) -> dict[str, Any]:
        outlined = STYLES[role].outline or role is Role.TITLE
        return {
            "css": role.name.lower(),
            "label": label if outlined else "",
            "x": _round(x),
            "indent": _round(lines[0].x - x),
            "lines": [self._line(role, line) for line in lines],
        }

    def _line(self, role: Role, line: Line) -> list[dict[str, str]]:
        """A line's runs; a class only where the face or the tracking is not the paragraph's own."""
        resting = is_resting(line) if STYLES[role].size == SIZE_3 else abs(line.tracking - tracking_of(role)) < 0.01
        tracking = "" if resting else f"t{self._tracking(line.tracking)}"
        own = STYLES[role].face
        return [
            {
                "text": text,
                "css": " ".join(filter(None, [_face_class(run.face) if run.face is not own or lacking else "", tracking])),
            }
            for run in line.runs
            for text, lacking in self._pieces(run)
        ]

    def _pieces(self, run: Run) -> Iterator[tuple[str, bool]]:
        """A run cut where its face lacks characters: what stands in for them must not push lines apart.

        :raises FontError: nothing has one of the characters.
        """
        lacking = self._lacking(run)
        if not lacking:
            yield run.text, False
            return
        if missing := self.fonts.missing(run.face, "".join(sorted(lacking))):
            raise FontError(
                f"没有一种字体有“{'”“'.join(missing)}”，会印成空白。请换一个字，或者在 hongtou.yaml 的“字体”里换用字更全的字体"
            )
        for is_lacking, chars in groupby(run.text, key=lacking.__contains__):
            yield "".join(chars), is_lacking

    def _lacking(self, run: Run) -> set[str]:
        """The characters of a run that its face lacks."""
        known = self._known.setdefault(run.face, set())
        new = set(run.text) - known
        file = self.fonts.file(run.face)
        lacking = {char for char in new if not file.has(char)}
        known |= new - lacking
        return lacking

    def _tracking(self, tracking: float) -> int:
        return self.trackings.setdefault(_round(tracking), len(self.trackings))

    def _grid(self, piece: Slice) -> Iterator[dict[str, Any]]:
        grid = self.plan.galley[piece.element].grid
        if grid:
            rows = [grid.head, *grid.rows[piece.start : piece.stop]]
            yield {
                "x": _round(LEFT),
                "y": _round(piece.y),
                "width": _round(sum(grid.widths)),
                "widths": [_round(width) for width in grid.widths],
                "size": grid.size,
                "pitch": grid.pitch,
                "padding": _round(mm(TABLE_PADDING_MM)),
                "rows": [_row(grid, row) for row in rows],
            }

    def _imprint(self, imprint: ImprintPlan) -> Iterator[dict[str, Any]]:
        for element, places in zip(imprint.elements, imprint.places, strict=True):
            shift = self._shift(element.role)
            for line, y in zip(element.lines, places, strict=True):
                paragraph = self._paragraph(element.role, [line], line.x, "")
                yield {"x": _round(LEFT), "y": _round(y + shift), "width": _round(TYPE_WIDTH), "paragraphs": [paragraph]}

    def _folio(self, page: Page) -> dict[str, Any]:
        """Page number (7.5): odd at the right, even at the left, one 字 in; the middle of its dashes 7 mm below the type area."""
        style = STYLES[Role.FOLIO]
        text = f"— {page.number} —"
        width = sum(self.fonts.advance(style.face, char) for char in text) * style.size
        ink = self.fonts.ink(style.face, "—")
        baseline = mm(FOLIO_Y_MM) + (ink.top + ink.bottom) / 2 * style.size
        x = RIGHT - SIZE_4 - width if page.number % 2 else LEFT + SIZE_4
        y = baseline - style.pitch / 2 - self._baseline(style.face) * style.size
        return {"css": Role.FOLIO.name.lower(), "x": _round(x), "y": _round(y), "text": text}

    def _baseline(self, face: Face) -> float:
        """How far below the middle of a line WeasyPrint puts a face's baseline, in em: it centres the face's own extents."""
        ascent, descent = self.fonts.file(face).extents
        return (ascent + descent) / 2

    def _shift(self, role: Role) -> float:
        """What brings a face's type to where that of most faces stands, whatever its file says about its extents."""
        style = STYLES[role]
        return (BASELINE - self._baseline(style.face)) * style.size


def _row(grid: Grid, row: GridRow) -> dict[str, Any]:
    aligns = [Align.LEFT] if row.band else grid.aligns
    head = row is grid.head
    cells = [
        {
            "text": "\n".join(lines),
            "css": f"table {_face_class(Face.HEI)}" if marked else "table",
            "align": Align.CENTER.value if head else align.value,
        }
        for lines, marked, align in zip(row.cells, row.marked, aligns, strict=True)
    ]
    return {"height": _round(row.height), "band": row.band, "cells": cells}


def _face_class(face: Face) -> str:
    return f"f{list(Face).index(face)}"


def _imprint_rules(imprint: ImprintPlan) -> list[dict[str, Any]]:
    return [_rule(y, weight, BLACK) for y, weight in imprint.rules]


def _rule(middle: float, weight: float, color: str) -> dict[str, Any]:
    return {"x": _round(LEFT), "y": _round(middle - weight / 2), "width": _round(TYPE_WIDTH), "weight": weight, "color": color}


def _round(length: float) -> float:
    return round(length, _DIGITS)
