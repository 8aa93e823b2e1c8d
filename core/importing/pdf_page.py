"""What PDFium tells of a page: its characters with their places, the straight lines that are drawn there."""

from __future__ import annotations

import ctypes
import math
from collections import Counter
from collections.abc import Container, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..errors import InputError
from ..values import dataclass

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument, PdfObject, PdfPage, PdfTextPage

_BYTES_MAX: Final = 100 * 1024 * 1024
_PAGES_MAX: Final = 500
_CHARACTERS_MAX: Final = 400_000
_SEGMENTS_MAX: Final = 20_000
# Shorter lines, in pt, are ends of thick ones.
_RULE_MIN: Final = 4.0
_SKEW_MAX: Final = 0.5
# Paper, or what looks like it.
_WHITE: Final = 250
Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character: its left and right edge, its baseline and its size, in pt from the lower left corner."""

    char: str
    left: float
    right: float
    baseline: float
    size: float


@dataclass(frozen=True, slots=True)
class Rule:
    """A line that is drawn, level or vertical: from one end to the other, the lower or left one first."""

    level: bool
    place: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Page:
    """A page, rotated so that most of its text is level.

    :param rotated: characters that stand in another direction.
    :param unknown: how many characters have no meaning in the file.
    :param images: how many pictures it has.
    """

    glyphs: tuple[Glyph, ...]
    rules: tuple[Rule, ...]
    rotated: tuple[Glyph, ...]
    unknown: int
    images: int


def read_pages(path: Path, wanted: Container[int] | None = None) -> list[Page]:
    """The pages of a file.

    :param wanted: only these, from 1; None: all.
    :raises InputError: it cannot be read, has a password or too many pages.
    """
    from pypdfium2 import PdfDocument, PdfiumError

    try:
        if path.stat().st_size > _BYTES_MAX:
            raise InputError(f"{path}：文件超过 {_BYTES_MAX // 1024**2} MB，没有读。分成几份再来")
        content = path.read_bytes()
    except FileNotFoundError as error:
        raise InputError(f"{path}：找不到这个文件") from error
    except OSError as error:
        raise InputError(f"{path}：读不了这个文件") from error
    try:
        document = PdfDocument(content)
    except PdfiumError as error:
        what = "有密码" if "password" in str(error).lower() else "不是完好的 PDF"
        raise InputError(f"{path}：{what}。用原来的程序打开，另存一份没有密码的再来") from error
    try:
        return list(_pages(document, path, wanted))
    except PdfiumError as error:
        raise InputError(f"{path}：不是完好的 PDF，有的页读不出来。用原来的程序打开，另存一份再来") from error
    finally:
        document.close()


def _pages(document: PdfDocument, path: Path, wanted: Container[int] | None) -> Iterator[Page]:
    if len(document) > _PAGES_MAX:
        raise InputError(f"{path}：超过 {_PAGES_MAX} 页，不像是一份公文。分成几份再来")
    left = _CHARACTERS_MAX
    for page in (page for number, page in enumerate(document, 1) if wanted is None or number in wanted):
        made = _page(page, left, path)
        left -= len(made.glyphs)
        yield made


def _page(page: PdfPage, most: int, path: Path) -> Page:
    from pypdfium2 import raw

    text = page.get_textpage()
    count = text.count_chars()
    if count > most:
        raise InputError(f"{path}：超过 {_CHARACTERS_MAX // 10000} 万字，不像是一份公文。分成几份再来")
    found = [(angle, glyph) for place in range(count) for angle, glyph in _glyph(text, place)]
    quarters = Counter(angle for angle, _ in found)
    turn = max(quarters, key=lambda angle: quarters[angle], default=0)
    images = sum(1 for _ in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4))
    own = tuple(_rotated(glyph, turn) for angle, glyph in found if angle == turn)
    others = tuple(glyph for angle, glyph in found if angle != turn)
    unknown = sum(glyph.char in "\ufffd\0" for _, glyph in found)
    return Page(own, tuple(_rules(page, turn)), others, unknown, images)


def _glyph(text: PdfTextPage, place: int) -> Iterator[tuple[int, Glyph]]:
    """A character with the quarter turns that it stands in; nothing for what PDFium only supposes."""
    from pypdfium2 import raw

    if raw.FPDFText_IsGenerated(text, place) == 1:
        return
    code = raw.FPDFText_GetUnicode(text, place)
    char = "\ufffd" if raw.FPDFText_HasUnicodeMapError(text, place) == 1 or 0xD800 <= code < 0xE000 else chr(code)
    if not char.strip():
        return
    box, x, y = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    raw.FPDFText_GetLooseCharBox(text, place, box)
    raw.FPDFText_GetCharOrigin(text, place, x, y)
    angle = round(raw.FPDFText_GetCharAngle(text, place) / (math.pi / 2), 1)
    quarter = int(angle) % 4 if angle == int(angle) else -1
    level = quarter in {0, 2, -1}
    size = abs(box.top - box.bottom) if level else abs(box.right - box.left)
    left, right = (box.left, box.right) if level else (box.bottom, box.top)
    yield quarter, Glyph(char, left, right, y.value if level else x.value, max(size, 1.0))


def _rotated(glyph: Glyph, quarter: int) -> Glyph:
    """A character of a page that is read from the side, as if it were level."""
    match quarter:
        case 1:
            return Glyph(glyph.char, -glyph.right, -glyph.left, glyph.baseline, glyph.size)
        case 2:
            return Glyph(glyph.char, -glyph.right, -glyph.left, -glyph.baseline, glyph.size)
        case 3:
            return Glyph(glyph.char, glyph.left, glyph.right, -glyph.baseline, glyph.size)
    return glyph


def _rules(page: PdfPage, quarter: int) -> Iterator[Rule]:
    from pypdfium2 import raw

    drawn = 0
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=4):
        if not _is_seen(item):
            continue
        matrix = item.get_matrix()
        before: Point | None = None
        first: Point | None = None
        for place in range(raw.FPDFPath_CountSegments(item)):
            drawn += 1
            if drawn > _SEGMENTS_MAX:
                return
            segment = raw.FPDFPath_GetPathSegment(item, place)
            x, y = ctypes.c_float(), ctypes.c_float()
            raw.FPDFPathSegment_GetPoint(segment, x, y)
            point = _around(matrix.on_point(x.value, y.value), quarter)
            if raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_MOVETO:
                first = point
            elif before is not None and raw.FPDFPathSegment_GetType(segment) == raw.FPDF_SEGMENT_LINETO:
                yield from _rule(before, point)
            if raw.FPDFPathSegment_GetClose(segment) and first is not None:
                yield from _rule(point, first)
            before = point


def _is_seen(path: PdfObject) -> bool:
    """Whether a path is more than paper: programs fill the ground of paragraphs with white, and its edges are no rules."""
    from pypdfium2 import raw

    fill, stroke = ctypes.c_int(), ctypes.c_int()
    raw.FPDFPath_GetDrawMode(path, fill, stroke)
    colour = [ctypes.c_uint() for _ in range(4)]
    known = raw.FPDFPageObj_GetFillColor(path, *colour)
    return bool(stroke.value) or not known or min(part.value for part in colour[:3]) < _WHITE


def _around(point: Point, quarter: int) -> Point:
    x, y = point
    match quarter:
        case 1:
            return -y, x
        case 2:
            return -x, -y
        case 3:
            return y, -x
    return point


def _rule(start: Point, end: Point) -> Iterator[Rule]:
    width, height = abs(end[0] - start[0]), abs(end[1] - start[1])
    if height <= _SKEW_MAX and width >= _RULE_MIN:
        yield Rule(True, start[1], min(start[0], end[0]), max(start[0], end[0]))
    elif width <= _SKEW_MAX and height >= _RULE_MIN:
        yield Rule(False, start[0], min(start[1], end[1]), max(start[1], end[1]))
