"""Full lines set a hair tighter, so that LibreOffice breaks them where Word and the PDF do.

LibreOffice gives the last character of each piece of one script and face no tracking. A full line with many numbers is up to 2 pt
wider there than in Word, and goes over. Such a line gets a tighter tracking of its own, in steps that Word can hold, as little as
serves; never so much that Word would take one more character onto it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil
from typing import Final, NamedTuple

from ...layout.line import Run, SetLine
from ...layout.page_setup import PageSetup
from ...layout.plan import Element
from ...layout.standard import TYPE_WIDTH

# A step of tracking in twips and the room that rounding is given, pt.
_STEP: Final = 0.05
_CRUMB: Final = 0.6
# No character is narrower than this, pt: what a line has left must not be more.
_NARROWEST: Final = 6.0
_WIDE: Final = "\u2000"


class Piece(NamedTuple):
    """Text in one face, and how much less than its style's its tracking is; pt."""

    run: Run
    less: float


def pieces(element: Element, setup: PageSetup) -> list[Piece]:
    """An element's runs, cut where the tracking changes."""
    lines = element.lines
    tight = [_less(line, element, setup) for line in lines]
    if not any(tight) or element.text != "".join(line.text for line in lines):
        return [Piece(run, 0.0) for run in element.runs]
    found: list[Piece] = []
    for line, less in zip(lines, tight, strict=True):
        for run in line.runs:
            if found and found[-1].run.face is run.face and found[-1].less == less:
                found[-1] = Piece(Run(found[-1].run.text + run.text, run.face), less)
            else:
                found.append(Piece(run, less))
    return found


def _less(line: SetLine, element: Element, setup: PageSetup) -> float:
    """How much tighter a line must be, pt; 0.0: it serves as it is, or nothing would."""
    tracking = setup.tracking_of(element.role)
    count = len(line.text.rstrip())
    room = TYPE_WIDTH - element.right - line.x
    joints = sum(one != other for one, other in pairwise(_characters(line.runs)))
    over = line.natural + (count - joints) * tracking - room + _CRUMB
    if not tracking or element.landscape or over <= 0 or count <= joints:
        return 0.0
    less = ceil(over / (count - joints) / _STEP) * _STEP
    left = room - line.natural - count * (tracking - less)
    return less if left < _NARROWEST else 0.0


def _characters(runs: Sequence[Run]) -> Iterator[tuple[bool, object]]:
    """Of each visible character whether it is wide, and its face."""
    for run in runs:
        yield from ((character >= _WIDE, run.face) for character in run.text if not character.isspace())
