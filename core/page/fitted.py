"""Characters and their fonts: a run is cut where its face lacks characters, and each piece gets the font that has them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from ..errors import FontError
from ..fonts.faces import FaceFile, Fonts, is_han, without
from ..layout.line import Run, SetLine
from ..layout.standard import BLACK
from ..layout.styles import Face
from .frame import Tag, Text

# Where the baseline of Chinese type lies, measured from the middle of its box, in em.
BASELINE: Final = 0.38


class Fitter:
    """Fits runs to fonts."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts

    def fit(
        self,
        runs: Sequence[Run],
        size: float,
        x: float,
        baseline: float,
        tag: Tag,
        *,
        tracking: float = 0.0,
        scale: float = 100.0,
        color: str = BLACK,
    ) -> Iterator[Text]:
        """The texts of a line, from its left end on; lengths in pt.

        :raises FontError: nothing has one of the characters.
        """
        return self._fit(((run, tracking) for run in runs), size, x, baseline, tag, scale, color)

    def fit_line(self, line: SetLine, size: float, x: float, baseline: float, tag: Tag, *, color: str = BLACK) -> Iterator[Text]:
        """The texts of a line with its own tracking, from its left end on; lengths in pt.

        :raises FontError: nothing has one of the characters.
        """
        return self._fit(line.tracked(), size, x, baseline, tag, 100.0, color)

    def _fit(
        self, tracked: Iterable[tuple[Run, float]], size: float, x: float, baseline: float, tag: Tag, scale: float, color: str
    ) -> Iterator[Text]:
        before: Text | None = None
        for run, tracking in tracked:
            own = self._fonts.file(run.face)
            for font, chars in self._pieces(run):
                x = x + before.width if before else x
                before = Text(chars, font, size, x, baseline, tag, tracking, scale, color)
                yield before if font is own or not is_han(chars[0]) else self._aligned(before, run.face)

    def _aligned(self, text: Text, face: Face) -> Text:
        """A stand-in's Chinese characters as large as their neighbours, in the middle of the same squares."""
        ratio, drop = self._fonts.alignment(face, text.font)
        less = text.size * (1 - ratio)
        return replace(
            text,
            size=text.size * ratio,
            x=text.x + less / 2 * text.scale / 100,
            baseline=text.baseline + drop * text.size,
            tracking=text.tracking + less,
        )

    def _pieces(self, run: Run) -> Iterator[tuple[FaceFile, str]]:
        if self._fonts.owns(run.face, run.text):
            if run.text:
                yield self._fonts.file(run.face), run.text
            return
        for (font, _), chars in groupby(run.text, key=lambda char: (self._fonts.holder(run.face, char), is_han(char))):
            if font is None:  # all that is missing is told at once
                missing = self._fonts.missing(run.face, "".join(sorted(set(run.text))))
                raise FontError(without(missing), missing)
            yield font, "".join(chars)
