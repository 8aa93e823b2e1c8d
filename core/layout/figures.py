"""Pictures in the text: scaled to the type area, centred, in a room of whole lines, so that the lines below keep their places."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil
from typing import Final

from ..document import Picture
from .line import SetLine
from .page_setup import PageSetup
from .plan import Element, Page, PlacedPicture
from .standard import LEFT, TYPE_WIDTH, mm
from .styles import Role

# What flowing text needs below a picture's baseline.
_SPARE: Final = 2.0


def set_figure(picture: Picture, title: Element | None, setup: PageSetup) -> Iterator[Element]:
    """A picture and its title below, which no page parts.

    :param title: set; None: it has none.
    """
    lines = int(setup.height / setup.pitch) - (len(title.lines) if title else 0)
    scaled = _scaled(picture, TYPE_WIDTH, lines * setup.pitch - _SPARE)
    room = ceil((mm(scaled.height) + _SPARE) / setup.pitch - 1e-6) * setup.pitch
    width = mm(scaled.width)
    line = SetLine((), (TYPE_WIDTH - width) / 2, width, 0.0)
    yield Element(Role.FIGURE, lines=(line,), pitch=room, keep=title is not None, picture=scaled)
    if title:
        yield title


def _scaled(picture: Picture, width: float, height: float) -> Picture:
    """A picture no larger than its room (pt)."""
    scale = min(1.0, width / mm(picture.width), height / mm(picture.height))
    return replace(picture, width=picture.width * scale, height=picture.height * scale)


def place_figures(galley: Sequence[Element], pages: Sequence[Page]) -> Iterator[PlacedPicture]:
    """Where the pictures of the text stand: at the foot of their rooms."""
    for page in pages:
        for piece in page.slices:
            element = galley[piece.element]
            if element.picture:
                width, height = mm(element.picture.width), mm(element.picture.height)
                x, y = LEFT + element.lines[0].x, piece.y + element.pitch - _SPARE - height
                yield PlacedPicture(element.picture, page.number, x, y, width, height, piece.element, over=False)
