"""Measures a PDF: its lines with their text and places in mm, its ink, its rules. It reads the file alone and knows no plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import ImageChops

MM = 25.4 / 72


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character as placed: its box by its advance (mm from the page's upper left corner), its font and size in pt."""

    text: str
    left: float
    right: float
    baseline: float
    font: str
    size: float


@dataclass(frozen=True, slots=True)
class Row:
    """The glyphs on one baseline, left to right."""

    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        # PDFium hands out characters beyond U+FFFF in halves.
        return "".join(glyph.text for glyph in self.glyphs).encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    @property
    def left(self) -> float:
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        return [glyph for glyph in self.glyphs if glyph.text.strip()][-1].right

    @property
    def baseline(self) -> float:
        return self.glyphs[0].baseline

    @property
    def size(self) -> float:
        return self.glyphs[0].size

    @property
    def font(self) -> str:
        return self.glyphs[0].font


class Paper:
    """A PDF to be measured."""

    def __init__(self, data: bytes) -> None:
        self.document = pdfium.PdfDocument(data)

    def __len__(self) -> int:
        return len(self.document)

    def rows(self, page: int) -> list[Row]:
        """The rows of a page (from 1), from top to bottom."""
        glyphs = sorted(self._glyphs(page), key=lambda glyph: (round(glyph.baseline, 1), glyph.left))
        rows: list[list[Glyph]] = []
        for glyph in glyphs:
            if rows and abs(rows[-1][0].baseline - glyph.baseline) < 0.6:
                rows[-1].append(glyph)
            else:
                rows.append([glyph])
        return [Row(tuple(sorted(row, key=lambda glyph: glyph.left))) for row in rows]

    def body(self, page: int) -> list[Row]:
        """The rows without the page number."""
        return [row for row in self.rows(page) if row.baseline < 263]

    def text(self, page: int) -> str:
        """What a reader copies from a page, in the order of the file, without white space."""
        text: str = self.document[page - 1].get_textpage().get_text_bounded()
        return "".join(text.split())

    def whole_text(self) -> str:
        return "".join(self.text(page) for page in range(1, len(self) + 1))

    def fonts(self) -> set[str]:
        return {glyph.font for page in range(1, len(self) + 1) for glyph in self._glyphs(page)}

    def _glyphs(self, number: int) -> Iterator[Glyph]:
        page = self.document[number - 1]
        height = page.get_height()
        text = page.get_textpage()
        for index in range(text.count_chars()):
            char = chr(raw.FPDFText_GetUnicode(text, index))
            if char in "\r\n" or raw.FPDFText_IsGenerated(text, index) == 1:
                continue
            left, _, right, _ = text.get_charbox(index, loose=True)
            x, y = raw.c_double(), raw.c_double()
            raw.FPDFText_GetCharOrigin(text, index, x, y)
            yield Glyph(
                char, left * MM, right * MM, (height - y.value) * MM, _font(text, index), raw.FPDFText_GetFontSize(text, index)
            )

    def ink(
        self, page: int, box: Sequence[float] | None = None, *, red: bool = False, dpi: int = 300
    ) -> tuple[float, ...] | None:
        """The bounds (left, top, right, bottom in mm) of the ink in a box, or of its red ink; None: there is none."""
        image = self.document[page - 1].render(scale=dpi / 72).to_pil().convert("RGB")
        scale = dpi / 25.4
        if box:
            image = image.crop(tuple(round(edge * scale) for edge in box))
        red_part, green_part, _ = image.split()
        mask = green_part.point(lambda value: 255 if value < 160 else 0)
        if red:
            mask = ImageChops.multiply(mask, red_part.point(lambda value: 255 if value > 180 else 0))
        bounds = mask.getbbox()
        if bounds is None:
            return None
        left, top = (box[0], box[1]) if box else (0.0, 0.0)
        return (bounds[0] / scale + left, bounds[1] / scale + top, bounds[2] / scale + left, bounds[3] / scale + top)


def _font(text: pdfium.PdfTextPage, index: int) -> str:
    flags = raw.c_int()
    length = raw.FPDFText_GetFontInfo(text, index, None, 0, flags)
    buffer = raw.create_string_buffer(length)  # type: ignore[attr-defined]
    raw.FPDFText_GetFontInfo(text, index, buffer, length, flags)
    return bytes(buffer.value).decode("utf-8", "replace").split("+")[-1]


def pitches(rows: Sequence[Row]) -> list[float]:
    """From baseline to baseline, mm."""
    return [second.baseline - first.baseline for first, second in pairwise(rows)]
