"""PDF: the painted pages written as PDF, object by object; faces are subset to the characters that the document has.

A document whose office or type brings an HTML template of its own is drawn by WeasyPrint (:mod:`hongtou.render.html_pdf`).
"""

from __future__ import annotations

from collections.abc import Callable

from ...page import frames
from ...plugin import Drawing, Renderer, hookimpl
from ..html_pdf import has_own_template
from ..html_pdf import render as render_html
from ..html_pdf import render_archival as render_html_archival
from .document import write


@hookimpl
def hongtou_register_renderers(register: Callable[[Renderer], None]) -> None:
    """Bring the PDF renderers."""
    register(Renderer("pdf", "可以直接印刷的 PDF", render))
    register(Renderer("pdfa", "长期保存用的 PDF/A-2u", render_archival, suffix="pdf"))


def render(drawing: Drawing) -> bytes:
    """Draw a document as PDF; its fonts are embedded and subset. The same drawing gives the same bytes.

    :raises FontError: a face has no file, must not be embedded, or nothing has one of the characters.
    :raises TemplateError: an HTML template of the office's or the type's own is wrong.
    """
    if has_own_template(drawing):
        return render_html(drawing)
    return write(drawing.gongwen, tuple(frames(drawing.plan, drawing.fonts)))


def render_archival(drawing: Drawing) -> bytes:
    """The same as PDF/A-2u (ISO 19005-2): nothing in the file depends on what is outside, and all its text can be read out."""
    if has_own_template(drawing):
        return render_html_archival(drawing)
    return write(drawing.gongwen, tuple(frames(drawing.plan, drawing.fonts)), is_archival=True)
