"""Characters and their fonts: a run is cut where its face lacks characters, and each piece gets the font that has them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Final

from ..errors import FontError
from ..fonts.faces import FaceFile, Fonts, is_han, without
from ..layout.plan import Line, Run
from ..layout.standard import BLACK
from ..layout.styles import Face
from .frame import Tag, Text

# Where the baseline of Chinese type lies, measured from the middle of its box, in em.
BASELINE: Final = 0.38


class Fitter:
    """Fits runs to fonts; what it has found out about a character it keeps for the document."""

    def __init__(self, fonts: Fonts) -> None:
        self._fonts = fonts
        self._own: dict[Face, set[str]] = {}
        self._holders: dict[tuple[Face, str], FaceFile] = {}

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
        for run in runs:
            own = self._fonts.file(run.face)
            for font, chars in self._pieces(run):
                text = Text(chars, font, size, x, baseline, tag, tracking, scale, color)
                yield text if font is own or not is_han(chars[0]) else self._aligned(text, run.face)
                x += text.width

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

    def fit_line(self, line: Line, size: float, x: float, baseline: float, tag: Tag, *, color: str = BLACK) -> Iterator[Text]:
        """The texts of a line with its own tracking, from its left end on; lengths in pt.

        :raises FontError: nothing has one of the characters.
        """
        for run, tracking in line.tracked():
            for text in self.fit((run,), size, x, baseline, tag, tracking=tracking, color=color):
                yield text
                x += text.width

    def _pieces(self, run: Run) -> Iterator[tuple[FaceFile, str]]:
        own = self._fonts.file(run.face)
        known = self._own.setdefault(run.face, set())
        known |= {char for char in set(run.text) - known if self._fonts.holder(run.face, char) is own}
        if known.issuperset(run.text):
            if run.text:
                yield own, run.text
            return
        self._check(run)
        for (font, _), chars in groupby(run.text, key=lambda char: (self._holder(run.face, char), is_han(char))):
            yield font, "".join(chars)

    def _holder(self, face: Face, char: str) -> FaceFile:
        key = face, char
        if key not in self._holders:
            holder = self._fonts.holder(face, char)
            if holder is None:
                raise FontError(without(char), char)
            self._holders[key] = holder
        return self._holders[key]

    def _check(self, run: Run) -> None:
        """All that is missing is told at once."""
        if missing := self._fonts.missing(run.face, "".join(sorted(set(run.text)))):
            raise FontError(without(missing), missing)
