"""Pages of HTML that are no official documents, as PDF: WeasyPrint draws them, and fetches nothing but their fonts."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from .html_pdf import PAINTING, font_fetcher


def print_html(html: str, style: str, faces: Mapping[str, Path]) -> bytes:
    """A page of HTML as PDF; its pictures stand in it (``data:``).

    :param style: its style sheet, which may use the faces by their names.
    """
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    rules = (f'@font-face {{ font-family: "{name}"; src: url({path.resolve().as_uri()}) }}\n' for name, path in faces.items())
    with PAINTING:
        fonts, fetcher = FontConfiguration(), font_fetcher(tuple(faces.values()), {})
        sheet = CSS(string="".join(rules) + style, font_config=fonts, url_fetcher=fetcher)
        pdf: bytes = HTML(string=html, url_fetcher=fetcher).write_pdf(stylesheets=[sheet], font_config=fonts)
    return pdf
