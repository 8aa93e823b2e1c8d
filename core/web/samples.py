"""A line of text in a face, as it is printed."""

from __future__ import annotations

from itertools import groupby
from typing import Final

from ..layout.styles import Face
from ..page import Frame, Role, Tag, Text
from ..render.png import frame_png
from ..values import dataclass
from .state import OfficeState
from .tasks import DPI, runner

_LINE: Final = "关于开展义诊活动的通知　2026年11月20日　（一）1. A4"
# pt; of the picture, too, whose baseline is so far below its upper edge.
_SIZE: Final = 16.0
_MARGIN: Final = 6.0
_HEIGHT: Final = 30.0
_BASELINE: Final = 20.0


@dataclass(frozen=True, slots=True)
class Asked:
    """A face whose looks are asked for, by its key."""

    office: OfficeState
    face: str


def line(asked: Asked) -> bytes:
    """The line as PNG, each character from the file that prints it.

    :raises FontError: there is no file, or it must not be embedded.
    """
    fonts, face = runner(asked.office).fonts, Face(asked.face)
    texts: list[Text] = []
    x = _MARGIN
    for font, chars in groupby(_LINE, lambda char: fonts.holder(face, char) or fonts.file(face)):
        part = "".join(chars)
        texts.append(Text(part, font, _SIZE, x, _BASELINE, Tag(Role.TEXT, 0)))
        x += sum(fonts.advance(face, char) for char in part) * _SIZE
    return frame_png(Frame(1, texts=tuple(texts), width=x + _MARGIN, height=_HEIGHT), DPI)
