"""PNG: a preview of all pages side by side, drawn from the PDF, so that it shows just what is printed."""

from __future__ import annotations

import io
import threading
import zlib
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from math import ceil, sqrt
from typing import TYPE_CHECKING, Final

from ..document import Content, Gongwen
from ..plugin import Drawing, Renderer, hookimpl

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfDocument

    from ..page import Frame

DPI: Final = 96.0
# No larger than this in all: many pages are drawn smaller.
PIXELS_MAX: Final = 48_000_000
# How hard one page is packed: what takes twice the time saves a tenth.
_QUICK: Final = 1
_GAP: Final = 12
# PDFium serves one thread at a time.
_DRAWING: Final = threading.Lock()
_DESK: Final = (208, 208, 208)


@hookimpl
def hongtou_register_renderers(register: Callable[[Renderer], None]) -> None:
    """Bring the PNG renderer."""
    register(Renderer("png", "预览图：各页拼成一张 PNG", render))


def render(drawing: Drawing) -> bytes:
    """Draw a document as one picture: its pages in rows, at 96 dpi where that is not too large.

    :raises FontError: a face has no file.
    :raises TemplateError: the HTML template or its style sheet is wrong.
    """
    from .pdf import render as render_pdf

    with _opened(render_pdf(drawing)) as document:
        sheet = _sheet(_pages(document))
    target = io.BytesIO()
    sheet.save(target, "PNG", optimize=False, compress_level=6, dpi=(DPI, DPI))
    return target.getvalue()


def page_png(drawing: Drawing, number: int, dpi: float) -> bytes:
    """Draw one page of a document, from 1, without the others: quickly, for whoever types waits for it.

    :raises FontError: a face has no file.
    """
    from ..page import frame
    from .pdf.document import write

    painted = frame(drawing.plan, drawing.fonts, number)
    with _opened(write(drawing.gongwen, (painted,))) as document:
        image: Image = document[0].render(scale=dpi / 72).to_pil()
    return _packed(image.getchannel(0) if painted.is_black else _plain(image.convert("RGB")), dpi)


def frame_png(painted: Frame, dpi: float) -> bytes:
    """Draw one page as it is painted.

    :raises FontError: a font must not be embedded.
    """
    from .pdf.document import write

    with _opened(write(Gongwen("", Content("", ())), (painted,))) as document:
        return packed_page(document[0].render(scale=dpi / 72).to_pil(), dpi)


def pages_of(pdf: bytes) -> int:
    """How many pages a PDF has."""
    with _opened(pdf) as document:
        return len(document)


def drawn_page(asked: tuple[bytes, int, float]) -> bytes:
    """Draw one page of a PDF.

    :param asked: the PDF; the page's number, from 1, that it has; dots to an inch.
    """
    pdf, number, dpi = asked
    with _opened(pdf) as document:
        image = document[number - 1].render(scale=dpi / 72).to_pil()
    return packed_page(image, dpi)


def packed_page(image: Image, dpi: float) -> bytes:
    """A page that was drawn, as PNG: quickly, and in greys where it has no colours."""
    return _packed(_plain(image.convert("RGB")), dpi)


def _packed(image: Image, dpi: float) -> bytes:
    """A page as PNG. Greys are packed as a palette, without PNG's filters: those help photographs, and take the time."""
    greys = image.mode == "L"
    how = {"compress_type": zlib.Z_RLE} if greys else {}
    target = io.BytesIO()
    (image.convert("P") if greys else image).save(target, "PNG", compress_level=_QUICK, dpi=(dpi, dpi), **how)
    return target.getvalue()


def _plain(image: Image) -> Image:
    """A picture without colours in shades of grey: packed in half the time to half the size."""
    from PIL import ImageChops

    red, green, blue = image.split()
    coloured = any(ImageChops.difference(red, other).getbbox() for other in (green, blue))
    return image if coloured else red


@contextmanager
def _opened(pdf: bytes) -> Iterator[PdfDocument]:
    from pypdfium2 import PdfDocument

    with _DRAWING:
        document = PdfDocument(pdf)
        try:
            yield document
        finally:
            document.close()


def _pages(document: PdfDocument) -> list[Image]:
    scale = DPI / 72
    sizes = [page.get_size() for page in document]
    area = sum(width * height for width, height in sizes) * scale**2
    scale *= min(1.0, sqrt(PIXELS_MAX / area))
    return [page.render(scale=scale).to_pil().convert("RGB") for page in document]


def _sheet(pages: Sequence[Image]) -> Image:
    """Pages in rows of as many as make the whole about square; all are of one size, as A4 is."""
    from PIL import Image

    width, height = max(page.width for page in pages), max(page.height for page in pages)
    across = max(1, round(sqrt(len(pages) * height / width)))
    down = ceil(len(pages) / across)
    size = across * (width + _GAP) + _GAP, down * (height + _GAP) + _GAP
    sheet = Image.new("RGB", size, _DESK)
    for number, page in enumerate(pages):
        row, column = divmod(number, across)
        sheet.paste(page, (_GAP + column * (width + _GAP), _GAP + row * (height + _GAP)))
    return sheet
