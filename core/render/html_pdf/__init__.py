"""PDF: WeasyPrint paints the page plan from an HTML template; every line stands where the plan puts it."""

from __future__ import annotations

import atexit
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from ...errors import TemplateError
from ...fonts.faces import FALLBACK_FAMILIES, WENKAI_FAMILY
from ...layout.page_setup import PageSetup
from ...layout.plan import Element, PagePlan
from ...layout.standard import BLACK, LEFT, PAGE_HEIGHT, PAGE_WIDTH, RED, SIZE_4, TABLE_RULE, TYPE_WIDTH
from ...layout.styles import Face, Role
from ...page import frames
from ...plugin import Drawing
from ...values import dataclass
from ..templates import HTML_TEMPLATES, fill, fill_text, find_template, read_text
from .pages import address, classes, describe, folio_drop, steps

if TYPE_CHECKING:
    from weasyprint import CSS
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher


# The plan fills pages to within a hair's breadth, which sums of rounded lengths may pass: WeasyPrint would turn the page.
_SPARE: Final = 0.2
# Pango and fontconfig, which documents share, serve one thread at a time.
PAINTING: Final = threading.Lock()


def render(drawing: Drawing) -> bytes:
    """Draw a document as PDF; its fonts are embedded and subset.

    :raises FontError: a face has no file, or one that no PDF may embed.
    :raises TemplateError: the HTML template or its style sheet is wrong, or leaves out a part of the text.
    """
    return _paint(drawing)


def render_archival(drawing: Drawing) -> bytes:
    """The same as PDF/A-2u (ISO 19005-2): nothing in the file depends on what is outside, and all its text can be read out."""
    return _paint(drawing, "pdf/a-2u")


def _paint(drawing: Drawing, variant: str | None = None) -> bytes:
    from weasyprint import HTML
    from weasyprint.urls import FatalURLFetchingError

    setup = drawing.plan.setup
    for file in {text.font for page in frames(drawing.plan, drawing.fonts) for text in (*page.texts, *page.folio)}:
        file.require_embeddable()
    template = find_template(drawing.templates, "html", HTML_TEMPLATES[0])
    html = fill(template, describe(drawing))
    faces = tuple((face, drawing.fonts.path(face)) for face in Face)
    css = find_template(drawing.templates, "html", HTML_TEMPLATES[1])
    style_sheet = _style_sheet(str(css), read_text(css), faces, setup, folio_drop(drawing.fonts, setup))
    files = tuple(path for _, path in faces)
    pictures = {address(placed.picture): placed.picture.data for placed in drawing.plan.pictures}
    try:
        with PAINTING:
            painter = _painter(style_sheet, files)
            fetcher = font_fetcher(files, pictures) if pictures else painter.fetcher
            document = HTML(string=html, url_fetcher=fetcher).render(stylesheets=[painter.style_sheet], font_config=painter.fonts)
            pdf: bytes = document.write_pdf(pdf_variant=variant)
    except FatalURLFetchingError as error:
        raise TemplateError(f"模板“{template}”：{error}") from error
    _whole(str(template), html, drawing.plan)
    return pdf


def _whole(name: str, html: str, plan: PagePlan) -> None:
    """An official document must not lose a word, whatever a template leaves out."""
    from lxml import html as reader

    body = reader.fromstring(html).find("body")
    text = "".join(str(body.xpath("string()")).split()) if body is not None else ""
    elements = (*plan.galley, *(plan.imprint.elements if plan.imprint else ()))
    for line, times in Counter(line for element in elements for line in _lines(element)).items():
        if text.count(line) < times:
            raise TemplateError(f"模板“{name}”漏掉了“{line[:20]}”。请对照原来的模板，补上这一部分")


def _lines(element: Element) -> Iterator[str]:
    """An element's text as it is painted, a line or a cell at a time, without blanks."""
    if element.grid is None:
        texts = [line.text for line in element.lines]
    else:
        texts = [cell.text for row in (*element.grid.head, *element.grid.rows) for cell in row.cells]
    yield from filter(None, ("".join(text.split()) for text in texts))


@lru_cache(maxsize=4)
def _style_sheet(name: str, source: str, faces: tuple[tuple[Face, Path], ...], setup: PageSetup, folio_drop: float) -> str:
    return fill_text(name, source, _style_values(faces, setup, folio_drop))


@dataclass(frozen=True, slots=True)
class _Painter:
    """What is costly to make and the same for all documents with the same faces."""

    style_sheet: CSS
    fonts: FontConfiguration
    fetcher: URLFetcher


@lru_cache(maxsize=4)
def _painter(style_sheet: str, files: tuple[Path, ...]) -> _Painter:
    from weasyprint import CSS

    fonts, fetcher = _font_configuration(files), font_fetcher(files, {})
    return _Painter(CSS(string=style_sheet, font_config=fonts, url_fetcher=fetcher), fonts, fetcher)


@lru_cache(maxsize=4)
def _font_configuration(_files: tuple[Path, ...]) -> FontConfiguration:
    """The dearest of it; documents that are set otherwise (fitted, or of another setup) share it."""
    from weasyprint.text.fonts import FontConfiguration

    return FontConfiguration()


# Font configurations clean up after themselves, which they can only while the interpreter is whole.
atexit.register(_font_configuration.cache_clear)
atexit.register(_painter.cache_clear)


def font_fetcher(files: tuple[Path, ...], pictures: Mapping[str, bytes]) -> URLFetcher:
    """Reads these font files, and the document's pictures: no network, no other file, whatever a template asks for."""
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse

    allowed = frozenset(path.resolve().as_uri() for path in files)

    class FontFetcher(URLFetcher):  # type: ignore[misc]
        """The only door to the outside."""

        def fetch(self, url: str, headers: object = None) -> object:
            if url in pictures:
                return URLFetcherResponse(url, pictures[url], {"Content-Type": "image/png"})
            if url.startswith("data:image/png;"):
                return super().fetch(url, headers)
            if url not in allowed:
                raise FatalURLFetchingError(f"HTML 模板不能取用外面的文件：{url}。请把它从模板里去掉")
            return super().fetch(url, headers)

    return FontFetcher(allowed_protocols={"file", "data"}, allow_redirects=False, fail_on_errors=True)


def family(face: Face) -> str:
    """The family name of a face's file within the style sheet, and what stands in for characters that it lacks."""
    return f'"hongtou {face.name.lower()}", {_others(face)}'


def _others(face: Face, *, is_han: bool = True) -> str:
    """What stands in for a face: for Chinese characters, or for all others."""
    names = (name for name in FALLBACK_FAMILIES[face] if is_han or name != WENKAI_FAMILY)
    return ", ".join(f'"{name}"' for name in names) + ", serif"


def _style_values(faces: tuple[tuple[Face, Path], ...], setup: PageSetup, folio_drop: float) -> dict[str, Any]:
    right, bottom = PAGE_WIDTH - LEFT - TYPE_WIDTH, PAGE_HEIGHT - setup.bottom - _SPARE
    return {
        "page": {
            "width": PAGE_WIDTH,
            "height": PAGE_HEIGHT,
            "top": setup.top,
            "left": LEFT,
            "right": right,
            "bottom": bottom,
            "text_height": setup.height,
            "mirrored": setup.mirrored,
        },
        "folio": {"drop": folio_drop - _SPARE, "inset": SIZE_4, "before": setup.folio[0], "behind": setup.folio[1]},
        "colors": {"red": RED, "black": BLACK},
        "table": {"rule": TABLE_RULE},
        "faces": [
            {
                "family": f"hongtou {face.name.lower()}",
                "url": path.resolve().as_uri(),
                "stack": family(face),
                "others": _others(face),
                "signs": _others(face, is_han=False),
                "bold": face is Face.TITLE,
            }
            for face, path in faces
        ],
        "classes": [{"name": name, "rules": rules} for name, rules in classes()],
        "styles": [_style(setup, role) for role in Role],
    }


def _style(setup: PageSetup, role: Role) -> dict[str, Any]:
    style = setup.styles[role]
    return {
        "name": role.name.lower(),
        "size": style.size,
        "pitch": style.pitch,
        "family": family(style.face),
        "tracking": steps(setup.natural_tracking(role), style.size) * style.size / 1000,
        "red": style.red,
        # Headings are bookmarks below that of their text's title.
        "outline": 1 if role is Role.TITLE else style.outline and style.outline + 1,
    }
