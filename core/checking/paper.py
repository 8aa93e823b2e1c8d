"""A PDF as evidence: its characters and rules with their measured places, put together to lines and paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from ..errors import InputError
from ..evidence import Box, Evidence, Kind, Look, Page, Piece, Role, Row, Sees, Sheet, Stroke, TableSeen, Where
from ..pattern import pattern
from .formats import format_of
from .paragraphs import paragraphs
from .structure import genre

if TYPE_CHECKING:
    import pypdfium2 as pdfium

_SEES: Final = frozenset({Sees.WORDS, Sees.PRINT, Sees.LOOKS, Sees.PLACES})
MM: Final = 25.4 / 72
_PAGES_MAX: Final = 500
# Baselines that differ by less, mm, are one line.
_SAME: Final = 0.6
# 7.5: below the type area; 一字线 and a number.
_FOLIO: Final = pattern(r"[—\-–－]?\s*\d{1,4}\s*[—\-–－]?")
_FOLIO_TOP: Final = 258.0
# Of type as large as marks and titles, pt, the printed edges are measured, too.
_INKED: Final = 19.0
# A head and two rows lie between so many level rules; what a table that goes on overleaf leaves on a page may have fewer.
_RULES_OF_TABLE: Final = 4
_RULES_OF_PART: Final = 2
_RULE_MIN: Final = 5.0
# What PDFium tells of a hyphen at the end of a line, and of the blank of some fonts.
_SHOWN: Final = {"\x02": "-", "\xa0": " "}
_RULE_HEIGHT: Final = 1.2


class _Glyph(NamedTuple):
    text: str
    left: float
    right: float
    top: float
    baseline: float
    look: Look
    ink: tuple[float, float] | None


def read_pdf(path: Path) -> Evidence:
    """What stands on the pages of a PDF, and where.

    :raises InputError: it cannot be read, or has no text.
    """
    import pypdfium2 as pdfium

    try:
        pages, outside, properties = _seen(path)
    except FileNotFoundError as error:
        raise InputError(f"{path}：找不到这个文件") from error
    except (pdfium.PdfiumError, OSError) as error:  # a page may be damaged in a document that is not
        raise InputError(f"{path}：不是完好的 PDF，或者有密码。换一份再来") from error
    if not any(page.rows or page.folio for page in pages):
        raise InputError(f"{path}：里面没有文字。扫描的图片要先识别成文字")
    items = paragraphs(str(path), pages)
    title = "".join(item.text for item in items if item.role is Role.TITLE and not item.part)
    sheets = tuple(Sheet(Where(str(path), page=page.number), page.width, page.height) for page in pages)
    return Evidence(
        path,
        Kind.PAPER,
        tuple(items),
        _SEES,
        tables=tuple(_tables(path, pages)),
        sheets=sheets,
        pages=tuple(pages),
        genre=genre(title),
        format=format_of(items),
        fonts_outside=outside,
        properties=properties,
    )


def _tables(path: Path, pages: Sequence[Page]) -> Iterator[TableSeen]:
    """The tables, where pages have rules enough for one."""
    from ..importing.pdf_tables import tables_on

    counts = [sum(not one.red for one in page.strokes) for page in pages]
    beside = [max(pair) for pair in zip([0, *counts], [*counts[1:], 0], strict=False)]
    ruled = [
        page.number
        for page, count, other in zip(pages, counts, beside, strict=True)
        if count >= _RULES_OF_TABLE or (count >= _RULES_OF_PART and other > _RULES_OF_PART)
    ]
    for number, cells in tables_on(path, ruled) if ruled else ():
        yield TableSeen(cells, Where(str(path), page=number))


def _seen(path: Path) -> tuple[list[Page], tuple[str, ...], dict[str, str]]:
    """What stands on each page, the fonts that are not in the file, and what it says of itself.

    :raises PdfiumError: it is damaged.
    """
    import pypdfium2 as pdfium

    with pdfium.PdfDocument(path) as document:
        if len(document) > _PAGES_MAX:
            raise InputError(f"{path}：有 {len(document)} 页，超过 {_PAGES_MAX} 页，没有读")
        pages = [_page(document[number], number + 1) for number in range(len(document))]
        outside = {name for number in range(len(document)) for name in _outside(document[number])}
        return pages, tuple(sorted(outside)), _properties(document)


def _properties(document: pdfium.PdfDocument) -> dict[str, str]:
    """What a PDF says of itself, as far as that is text."""
    found: dict[str, str] = {}
    for key in document.METADATA_KEYS:
        with suppress(UnicodeDecodeError):  # half of a surrogate pair, in damaged files
            found[key] = document.get_metadata_value(key)
    return {key: value for key, value in found.items() if value}


def _page(page: pdfium.PdfPage, number: int) -> Page:
    width, height = page.get_size()
    rows = [*_rows([*_glyphs(page)], number)]
    last = rows[-1] if rows else None
    is_folio = last is not None and last.baseline > _FOLIO_TOP and _FOLIO.fullmatch(last.text.strip()) is not None
    folio = rows.pop() if is_folio else None
    return Page(
        number, width * MM, height * MM, tuple(rows), tuple(_strokes(page)), folio, tuple(_pictures(page)), _rotated(page)
    )


def _glyphs(page: pdfium.PdfPage) -> Iterator[_Glyph]:
    import pypdfium2.raw as raw

    height = page.get_height()
    text = page.get_textpage()
    x, y = raw.c_double(), raw.c_double()
    matrix = raw.FS_MATRIX()
    for index in range(text.count_chars()):
        char = chr(raw.FPDFText_GetUnicode(text, index))
        if char in "\r\n" or raw.FPDFText_IsGenerated(text, index) == 1:
            continue
        raw.FPDFText_GetMatrix(text, index, matrix)
        if abs(matrix.b) > abs(matrix.d):
            continue  # landscape
        left, _, right, top = text.get_charbox(index, loose=True)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        size = raw.FPDFText_GetFontSize(text, index) * abs(matrix.d)
        look = Look(_font(text, index), size=round(size, 2), colour=_colour(text, index))
        char = _SHOWN.get(char, char)
        ink = None
        if size > _INKED and char.strip():
            _, low, _, high = text.get_charbox(index)
            ink = (height - high) * MM, (height - low) * MM
        yield _Glyph(char, left * MM, right * MM, (height - top) * MM, (height - y.value) * MM, look, ink)


def _font(text: pdfium.PdfTextPage, index: int) -> str:
    import pypdfium2.raw as raw

    flags = raw.c_int()
    buffer = raw.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(text, index, buffer, 128, flags)
    return bytes(buffer.value).decode("utf-8", "replace").split("+")[-1]


def _colour(text: pdfium.PdfTextPage, index: int) -> str:
    import pypdfium2.raw as raw

    parts = [raw.c_uint() for _ in range(4)]
    raw.FPDFText_GetFillColor(text, index, *parts)
    red, green, blue = (part.value for part in parts[:3])
    return "" if (red, green, blue) == (0, 0, 0) else f"#{red:02x}{green:02x}{blue:02x}"


def _rows(glyphs: list[_Glyph], page: int) -> Iterator[Row]:
    lines: list[list[_Glyph]] = []
    for glyph in sorted(glyphs, key=lambda one: (one.baseline, one.left)):
        if lines and abs(lines[-1][0].baseline - glyph.baseline) < _SAME:
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
    number = 0
    for line in lines:
        line.sort(key=lambda one: one.left)
        seen = [glyph for glyph in line if glyph.text.strip()]
        if not seen:
            continue
        number += 1
        top = min(glyph.top for glyph in seen)
        inks = [glyph.ink for glyph in seen if glyph.ink] or [(0.0, 0.0)]
        ink = min(one[0] for one in inks), max(one[1] for one in inks)
        yield Row(tuple(_pieces(line)), page, number, seen[0].left, seen[-1].right, top, line[0].baseline, *ink)


def _pieces(line: Sequence[_Glyph]) -> Iterator[Piece]:
    """The characters of a line by their looks; halves of characters beyond U+FFFF are joined."""
    start = 0
    for place in range(1, len(line) + 1):
        if place == len(line) or line[place].look != line[start].look:
            text = "".join(glyph.text for glyph in line[start:place])
            yield Piece(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"), line[start].look)
            start = place


def _strokes(page: pdfium.PdfPage) -> Iterator[Stroke]:
    import pypdfium2.raw as raw

    height = page.get_height()
    found: list[Stroke] = []
    for shape in page.get_objects(filter=(raw.FPDF_PAGEOBJ_PATH,)):
        left, bottom, right, top = shape.get_bounds()
        if (top - bottom) * MM > 2 * _RULE_HEIGHT or (right - left) * MM < _RULE_MIN:
            continue
        drawn = _drawn(shape)
        weight = (drawn or top - bottom) * MM
        if weight <= _RULE_HEIGHT:
            middle, more = (height - (top + bottom) / 2) * MM, drawn * MM
            length = (right - left) * MM - 2 * more
            found.append(Stroke(left * MM + more, middle, length, weight, _is_red(shape, drawn=bool(drawn))))
    yield from sorted(found, key=lambda one: one.y)


def _drawn(shape: pdfium.PdfObject) -> float:
    """The weight of a path that is drawn as a line, pt, whose bounds PDFium makes wider by it on all sides; 0: it is filled."""
    import pypdfium2.raw as raw

    filling, stroked, weight = raw.c_int(), raw.c_int(), raw.c_float()
    raw.FPDFPath_GetDrawMode(shape, filling, stroked)
    if filling.value or not stroked.value:
        return 0.0
    raw.FPDFPageObj_GetStrokeWidth(shape, weight)
    matrix = shape.get_matrix()
    scale: float = abs(matrix.d or matrix.b)
    return float(weight.value) * scale


def _is_red(shape: pdfium.PdfObject, *, drawn: bool) -> bool:
    import pypdfium2.raw as raw

    red, green, blue, alpha = (raw.c_uint() for _ in range(4))
    colour = raw.FPDFPageObj_GetStrokeColor if drawn else raw.FPDFPageObj_GetFillColor
    colour(shape, red, green, blue, alpha)
    return bool(red.value >= 180 and green.value <= 80)


def _pictures(page: pdfium.PdfPage) -> Iterator[Box]:
    import pypdfium2.raw as raw

    height = page.get_height()
    for picture in page.get_objects(filter=(raw.FPDF_PAGEOBJ_IMAGE,)):
        left, bottom, right, top = picture.get_bounds()
        yield Box(left * MM, (height - top) * MM, right * MM, (height - bottom) * MM)


def _rotated(page: pdfium.PdfPage) -> int:
    import pypdfium2.raw as raw

    slopes = [text.get_matrix() for text in page.get_objects(filter=(raw.FPDF_PAGEOBJ_TEXT,))]
    return sum((slope.b > 0) - (slope.b < 0) for slope in slopes if abs(slope.b) > abs(slope.d))


def _outside(page: pdfium.PdfPage) -> Iterator[str]:
    """The names of fonts that are not in the file."""
    import pypdfium2.raw as raw

    for text in page.get_objects(filter=(raw.FPDF_PAGEOBJ_TEXT,)):
        font = raw.FPDFTextObj_GetFont(text)
        if font and raw.FPDFFont_GetIsEmbedded(font) == 0:
            buffer = raw.create_string_buffer(128)
            raw.FPDFFont_GetBaseFontName(font, buffer, 128)
            yield bytes(buffer.value).decode("utf-8", "replace") or "没有名字的字体"
