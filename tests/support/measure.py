"""Measures a PDF: its lines with their text and places in mm, its ink, its rules. It reads the file alone and knows no plan."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil

import pypdfium2 as pdfium
import pypdfium2.raw as raw
from PIL import Image, ImageChops

MM = 25.4 / 72


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character as placed: its box by its advance (mm from the page's upper left corner), its font and size in pt.

    One that is rotated by a quarter to the left has its places on the rotated sheet.
    """

    text: str
    left: float
    right: float
    baseline: float
    font: str
    size: float
    rotated: bool = False


@dataclass(frozen=True, slots=True)
class Shape:
    """A picture or a path as drawn (mm from the page's upper left corner)."""

    left: float
    top: float
    right: float
    bottom: float
    picture: bool = False
    red: bool = False

    @property
    def middle(self) -> tuple[float, float]:
        return (self.left + self.right) / 2, (self.top + self.bottom) / 2

    @property
    def width(self) -> float:
        return self.right - self.left

    @property
    def height(self) -> float:
        return self.bottom - self.top


@dataclass(frozen=True, slots=True)
class Row:
    """The glyphs on one baseline, left to right."""

    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        # PDFium hands out characters beyond U+FFFF in halves;
        # it tells a hyphen at a line's end by a mark of its own.
        text = "".join(glyph.text for glyph in self.glyphs).replace("\x02", "-")
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

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

    def rows(self, page: int, *, rotated: bool = False) -> list[Row]:
        """The rows of a page (from 1), from top to bottom; or those that are rotated."""
        found = (glyph for glyph in self._glyphs(page) if glyph.rotated == rotated)
        glyphs = sorted(found, key=lambda glyph: (round(glyph.baseline, 1), glyph.left))
        rows: list[list[Glyph]] = []
        for glyph in glyphs:
            if rows and abs(rows[-1][0].baseline - glyph.baseline) < 0.6:
                rows[-1].append(glyph)
            else:
                rows.append([glyph])
        return [Row(tuple(sorted(row, key=lambda glyph: glyph.left))) for row in rows]

    def landscape(self, page: int) -> bool:
        """Whether a page is wider than high."""
        width, height = self.document[page - 1].get_size()
        return bool(width > height)

    def body(self, page: int) -> list[Row]:
        """The rows without the page number."""
        return [row for row in self.rows(page) if row.baseline < 263]

    def text(self, page: int) -> str:
        """What a reader copies from a page, in the order of the file, without white space."""
        text: str = self.document[page - 1].get_textpage().get_text_bounded()
        return "".join(text.split())

    def whole_text(self) -> str:
        return "".join(self.text(page) for page in range(1, len(self) + 1))

    def shapes(self, page: int) -> list[Shape]:
        """The pictures and the filled paths of a page."""
        found = self.document[page - 1]
        kinds = (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH)
        return [_shape(shape, found.get_height()) for shape in found.get_objects(filter=kinds)]

    def rules(self, page: int) -> list[Shape]:
        """The horizontal rules of a page from top to bottom."""
        thin = (shape for shape in self.shapes(page) if not shape.picture and shape.height < 1.2 and shape.width > 20)
        return sorted(thin, key=lambda shape: shape.top)

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
            left, bottom, right, top = text.get_charbox(index, loose=True)
            x, y = raw.c_double(), raw.c_double()
            raw.FPDFText_GetCharOrigin(text, index, x, y)
            size, rotated = _size(text, index)
            # Rotated to the left, a line runs up the page: what is its height there is its length.
            start, stop, baseline = (bottom, top, x.value) if rotated else (left, right, height - y.value)
            yield Glyph(char, start * MM, stop * MM, baseline * MM, _font(text, index), size, rotated)

    def ink(
        self, page: int, box: Sequence[float] | None = None, *, red: bool = False, dpi: int = 300
    ) -> tuple[float, ...] | None:
        """The bounds (left, top, right, bottom in mm) of the ink in a box, or of its red ink; None: there is none."""
        scale = dpi / 25.4
        image = self._picture(page, dpi, tuple(round(edge * scale) for edge in box) if box else None)
        red_part, green_part, _ = image.split()
        mask = green_part.point(lambda value: 255 if value < 160 else 0)
        if red:
            mask = ImageChops.multiply(mask, red_part.point(lambda value: 255 if value > 180 else 0))
        bounds = mask.getbbox()
        if bounds is None:
            return None
        left, top = (box[0], box[1]) if box else (0.0, 0.0)
        return (bounds[0] / scale + left, bounds[1] / scale + top, bounds[2] / scale + left, bounds[3] / scale + top)

    def _picture(self, number: int, dpi: int, box: tuple[int, ...] | None) -> Image.Image:
        """A page, or the box of it in pixels; no more is drawn than is looked at."""
        page, scale = self.document[number - 1], dpi / 72
        margins: tuple[float, ...] = (0.0, 0.0, 0.0, 0.0)
        if box:
            width, height = (ceil(length * scale) for length in page.get_size())
            left, top, right, bottom = box
            # PDFium takes pt, and rounds them up to pixels.
            margins = tuple(max(0.0, (count - 0.5) / scale) for count in (left, height - bottom, width - right, top))
        picture: Image.Image = page.render(scale=scale, crop=margins).to_pil()
        return picture.convert("RGB")


def _size(text: pdfium.PdfTextPage, index: int) -> tuple[float, bool]:
    """A character's height in pt, whatever unit its page is written in, and whether it is rotated by a quarter."""
    matrix = raw.FS_MATRIX()
    raw.FPDFText_GetMatrix(text, index, matrix)
    rotated = abs(matrix.b) > abs(matrix.d)
    return raw.FPDFText_GetFontSize(text, index) * abs(matrix.b if rotated else matrix.d), rotated


def _shape(shape: pdfium.PdfObject, height: float) -> Shape:
    left, bottom, right, top = (edge * MM for edge in shape.get_bounds())
    picture = shape.type == raw.FPDF_PAGEOBJ_IMAGE
    red, green, blue, alpha = (raw.c_uint() for _ in range(4))
    raw.FPDFPageObj_GetFillColor(shape, red, green, blue, alpha)
    return Shape(left, height * MM - top, right, height * MM - bottom, picture, red.value > 180 and green.value < 80)


def _font(text: pdfium.PdfTextPage, index: int) -> str:
    flags = raw.c_int()
    length = raw.FPDFText_GetFontInfo(text, index, None, 0, flags)
    buffer = raw.create_string_buffer(length)
    raw.FPDFText_GetFontInfo(text, index, buffer, length, flags)
    return bytes(buffer.value).decode("utf-8", "replace").split("+")[-1]


def pitches(rows: Sequence[Row]) -> list[float]:
    """From baseline to baseline, mm."""
    return [second.baseline - first.baseline for first, second in pairwise(rows)]
