"""DOCX: a Word template filled with the page plan's paragraphs; the text flows and stays editable."""

from __future__ import annotations

from collections.abc import Callable

from ...errors import TemplateError
from ...layout.plan import Element, PagePlan
from ...plugin import Drawing, Renderer, hookimpl
from ..templates import find_template


@hookimpl
def hongtou_register_renderers(register: Callable[[Renderer], None]) -> None:
    """Bring the DOCX renderer."""
    register(Renderer("docx", "可以用 Word、WPS 修改的 DOCX", render))


def render(drawing: Drawing) -> bytes:
    """Draw a document as DOCX.

    :raises TemplateError: the Word template is wrong, or leaves out a part of the text.
    """
    from ...ooxml.package import WordFile
    from ...ooxml.tree import settle
    from .adjust import Styles
    from .context import Setter, context, shapes
    from .edited_template import EditedTemplate, settled
    from .fill import fill, text
    from .imprint import place_imprint
    from .landscape import turn_sections
    from .masthead import place_masthead
    from .page_setup import set_pages
    from .properties import add_properties
    from .sections import arrange_sections, number_drawings, set_properties
    from .styles import CARRIER

    plan = drawing.plan
    file = find_template(drawing.templates, "docx", "gongwen.docx")
    parts, is_edited = settled(str(file), file.read_bytes())
    word = WordFile(parts)
    lengths, styles = shapes(plan), Styles(word.styles)
    styles.adjust(plan, lengths, drawing.fonts)
    values = context(plan, Setter(lengths, styles.ids, plan.setup, lambda picture: word.add_picture(picture.data)))
    if is_edited:
        word.body = EditedTemplate(str(file), word).fill(values)
    else:
        fill(str(file), word, values)
    body, carrier = word.body, styles.ids.get(CARRIER, "")
    settle(body)
    place_masthead(body, plan)
    place_imprint(body, plan)
    number_drawings(body)
    turn_sections(body, word, carrier)
    arrange_sections(body, word, plan, carrier)
    set_pages(body, word, plan.setup)
    add_properties(word, drawing.properties())
    set_properties(word, drawing.gongwen)
    _whole(str(file), text(word), plan)
    return word.save()


def _whole(name: str, text: str, plan: PagePlan) -> None:
    """An official document must not lose a word, whatever a template leaves out."""
    place = 0
    for element in (*plan.galley, *(plan.imprint.elements if plan.imprint else ())):
        written = _written(element)
        found = text.find(written, place)
        if found < 0:
            raise TemplateError(f"模板“{name}”漏掉了{element.role.value}“{written[:20]}”。请对照原来的模板，补上这种段落的样例")
        place = found + len(written)


def _written(element: Element) -> str:
    """An element's text as it stands in the file, where breaks and tabs are no characters."""
    if element.grid is None:
        return element.text.replace("\n", "").replace("\t", "")
    rows = (*element.grid.head, *element.grid.rows)
    return "".join(cell.text for row in rows for cell in row.cells)
