"""PDF: the painted pages written as PDF, object by object; faces are subset to the characters that the document has.

A document whose office or type brings an HTML template of its own is drawn by WeasyPrint (:mod:`hongtou.render.html_pdf`).
"""

from __future__ import annotations

from collections.abc import Callable

from ...plugin import Drawing, Renderer, hookimpl

__all__ = ["document", "hongtou_register_renderers", "render", "render_archival"]


@hookimpl
def hongtou_register_renderers(register: Callable[[Renderer], None]) -> None:
    """Bring the PDF renderers."""
    register(Renderer("pdf", "可以直接印刷的 PDF", render))
    register(Renderer("pdfa", "长期保存用的 PDF/A-2a", render_archival, suffix="pdf"))


def render(drawing: Drawing) -> bytes:
    """Draw a document as PDF; its fonts are embedded and subset. The same drawing gives the same bytes.

    :raises FontError: a face has no file, must not be embedded, or nothing has one of the characters.
    :raises TemplateError: an HTML template of the office's or the type's own is wrong.
    """
    return _draw(drawing)


def render_archival(drawing: Drawing) -> bytes:
    """The same as PDF/A-2u (ISO 19005-2): nothing in the file depends on what is outside, and all its text can be read out."""
    return _draw(drawing, is_archival=True)


def _draw(drawing: Drawing, *, is_archival: bool = False) -> bytes:
    # Imported when a PDF is drawn: every command loads the plug-ins.
    from ..templates import has_own_html

    if has_own_html(drawing.templates):
        from .. import html_pdf

        return html_pdf.render_archival(drawing) if is_archival else html_pdf.render(drawing)
    from ...page import frames
    from .document import write

    return write(drawing.gongwen, tuple(frames(drawing.plan, drawing.fonts)), is_archival=is_archival)
