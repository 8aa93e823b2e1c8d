"""The pages of a PDF whose text and rules are moved, stretched, coloured, removed: its content streams are written anew."""

from __future__ import annotations

import ctypes
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2 as pdfium
import pypdfium2.raw as raw
import uharfbuzz as hb
from hongtou.fonts.faces import find

MM = 72 / 25.4


@dataclass(frozen=True)
class Thing:
    """Something that is drawn: a run of text or a rule; mm from the page's upper left corner.

    :param text: empty of what is no text.
    """

    page: int
    text: str
    left: float
    top: float
    right: float
    bottom: float
    drawn: Any
    is_picture: bool = False

    @property
    def is_rule(self) -> bool:
        """Whether it is a horizontal rule."""
        return not self.text and not self.is_picture and self.bottom - self.top < 1.3 and self.right - self.left > 5


# What is set in another face's font, of which there is no file of that name.
_SUBSTITUTE = "FandolFang-Regular.otf"
Wanted = Callable[[Thing], bool]


class Sheets:
    """An opened PDF; :meth:`save` writes it with what was done."""

    def __init__(self, content: bytes) -> None:
        self._document = pdfium.PdfDocument(content)
        self._pages = [self._document[number] for number in range(len(self._document))]
        self._described: dict[str, str] = {}

    def save(self, path: Path) -> None:
        """Write it and close it."""
        for page in self._pages:
            raw.FPDFPage_GenerateContent(page)
            page.close()
        self._document.save(str(path))
        self._document.close()
        if self._described:
            with pikepdf.open(path, allow_overwriting_input=True) as document:
                document.docinfo.update({f"/{name}": text for name, text in self._described.items()})
                document.save(path)

    def things(self) -> Iterator[Thing]:
        """Whatever is drawn, page by page."""
        for number, page in enumerate(self._pages, 1):
            height, text = page.get_height(), page.get_textpage()
            for drawn in page.get_objects():
                left, bottom, right, top = (length / MM for length in drawn.get_bounds())
                words = _words(drawn, text) if drawn.type == raw.FPDF_PAGEOBJ_TEXT else ""
                yield Thing(
                    number,
                    words,
                    left,
                    height / MM - top,
                    right,
                    height / MM - bottom,
                    drawn,
                    drawn.type == raw.FPDF_PAGEOBJ_IMAGE,
                )
            text.close()

    def find(self, wanted: Wanted) -> list[Thing]:
        """What is wanted; something must be."""
        found = [thing for thing in self.things() if wanted(thing)]
        if not found:
            raise LookupError("nothing is drawn there")
        return found

    def move(self, wanted: Wanted, right: float = 0.0, down: float = 0.0) -> None:
        """Move things, mm."""
        for thing in self.find(wanted):
            raw.FPDFPageObj_Transform(thing.drawn, 1, 0, 0, 1, right * MM, -down * MM)

    def stretch(self, wanted: Wanted, across: float = 1.0, along: float = 1.0) -> None:
        """Stretch things from their left and lower edges."""
        for thing in self.find(wanted):
            left, bottom, _, _ = thing.drawn.get_bounds()
            raw.FPDFPageObj_Transform(thing.drawn, across, 0, 0, along, left * (1 - across), bottom * (1 - along))

    def turn(self, wanted: Wanted, quarters: int) -> None:
        """Turn things about the middle of the page, by quarters to the left."""
        for thing in self.find(wanted):
            page = self._pages[thing.page - 1]
            x, y = page.get_width() / 2, page.get_height() / 2
            cos, sin = ((1, 0), (0, 1), (-1, 0), (0, -1))[quarters % 4]
            matrix = (cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y)
            raw.FPDFPageObj_Transform(thing.drawn, *matrix)

    def colour(self, wanted: Wanted, red: int, green: int = 0, blue: int = 0) -> None:
        """Fill things with a colour."""
        for thing in self.find(wanted):
            raw.FPDFPageObj_SetFillColor(thing.drawn, red, green, blue, 255)

    def say(self, wanted: Wanted, old: str, new: str) -> None:
        """Other words in the place of some, in the face that they have."""
        for thing in self.find(wanted):
            self._put(thing, thing.text.replace(old, new), f"{_face(thing.drawn)}.otf")

    def face(self, wanted: Wanted, file: str) -> None:
        """Things set in another face: that of a font's file."""
        for thing in self.find(wanted):
            self._put(thing, thing.text, file)

    def _put(self, thing: Thing, text: str, file: str) -> None:
        """Characters in the place of a run of text."""
        matrix, size = raw.FS_MATRIX(), ctypes.c_float()
        raw.FPDFPageObj_GetMatrix(thing.drawn, matrix)
        raw.FPDFTextObj_GetFontSize(thing.drawn, size)
        run = raw.FPDFPageObj_CreateTextObj(self._document, self._font(file, text), size)
        raw.FPDFText_SetText(run, _wide(text))
        raw.FPDFPageObj_SetMatrix(run, matrix)
        colour = [ctypes.c_uint() for _ in range(4)]
        raw.FPDFPageObj_GetFillColor(thing.drawn, *colour)
        raw.FPDFPageObj_SetFillColor(run, *(part.value for part in colour))
        raw.FPDFPage_RemoveObject(self._pages[thing.page - 1], thing.drawn)
        raw.FPDFPage_InsertObject(self._pages[thing.page - 1], run)

    def _font(self, file: str, text: str) -> Any:
        """A font with the characters of a text alone."""
        path = find(file) or find(_SUBSTITUTE)
        if path is None:
            raise LookupError(f"{file} is not installed")
        wanted = hb.SubsetInput()
        wanted.sets(hb.SubsetInputSets.UNICODE).update(map(ord, text))
        data = hb.subset(hb.Face(hb.Blob.from_file_path(path)), wanted).blob.data
        program = (ctypes.c_uint8 * len(data)).from_buffer_copy(data)
        return raw.FPDFText_LoadFont(self._document, program, len(data), raw.FPDF_FONT_TRUETYPE, 1)

    def describe(self, **properties: str) -> None:
        """What the file says of itself."""
        self._described |= properties

    def remove(self, wanted: Wanted) -> None:
        """Take things away."""
        for thing in self.find(wanted):
            raw.FPDFPage_RemoveObject(self._pages[thing.page - 1], thing.drawn)

    def draw(self, page: int, top: float, left: float = 28.0, width: float = 156.0, weight: float = 0.3) -> None:
        """A black rule, mm."""
        sheet = self._pages[page - 1]
        bar = raw.FPDFPageObj_CreateNewRect(left * MM, sheet.get_height() - (top + weight) * MM, width * MM, weight * MM)
        raw.FPDFPath_SetDrawMode(bar, raw.FPDF_FILLMODE_WINDING, 0)
        raw.FPDFPageObj_SetFillColor(bar, 0, 0, 0, 255)
        raw.FPDFPage_InsertObject(sheet, bar)

    def write(self, page: int, left: float, baseline: float, text: str, font: str = "Helvetica") -> None:
        """Characters of 16 pt in a font that is not in the file."""
        sheet = self._pages[page - 1]
        run = raw.FPDFPageObj_NewTextObj(self._document, font.encode(), 16.0)
        raw.FPDFText_SetText(run, _wide(text))
        raw.FPDFPageObj_Transform(run, 1, 0, 0, 1, left * MM, sheet.get_height() - baseline * MM)
        raw.FPDFPage_InsertObject(sheet, run)

    def size(self, width: float, height: float) -> None:
        """Cut all pages to a size, mm."""
        for page in self._pages:
            page.set_mediabox(0, 0, width * MM, height * MM)

    def blank(self, at: int, count: int = 1) -> None:
        """Put empty pages before the page of this number."""
        for _ in range(count):
            self._document.new_page(210 * MM, 297 * MM, at - 1)


def _wide(text: str) -> Any:
    encoded = (text + "\0").encode("utf-16-le")
    return ctypes.cast(ctypes.create_string_buffer(encoded), ctypes.POINTER(ctypes.c_ushort))


def _face(drawn: Any) -> str:
    """The name of the face of a run of text, without the mark of a subset."""
    buffer = ctypes.create_string_buffer(128)
    raw.FPDFFont_GetBaseFontName(raw.FPDFTextObj_GetFont(drawn), buffer, 128)
    return buffer.value.decode().split("+")[-1]


def _words(drawn: Any, text: Any) -> str:
    length = raw.FPDFTextObj_GetText(drawn, text, None, 0)
    buffer = ctypes.create_string_buffer(length)
    raw.FPDFTextObj_GetText(drawn, text, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort)), length)
    return buffer.raw[: max(length - 2, 0)].decode("utf-16-le", "replace")


def words(start: str) -> Wanted:
    """Text that begins so."""
    return lambda thing: thing.text.strip().startswith(start)


def beside(start: str) -> Wanted:
    """Text with these characters in it."""
    return lambda thing: start in thing.text


def picture(thing: Thing) -> bool:
    """Any picture."""
    return thing.is_picture


def rule(page: int = 0, above: float = 400.0, below: float = 0.0) -> Wanted:
    """Horizontal rules, on a page (0: on all), between two heights, mm."""
    return lambda thing: thing.is_rule and page in {0, thing.page} and below < thing.top < above
