"""DOCX: a Word template filled with the page plan's paragraphs; the text flows and stays editable."""

from __future__ import annotations

from collections.abc import Callable

from ...errors import TemplateError
from ...files.edits import mark
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
    from ...ooxml.tree import settle
    from .adjust import Styles
    from .context import Setter, context, shapes
    from .fill import WordTemplate
    from .imprint import place_imprint
    from .landscape import turn_sections
    from .masthead import place_masthead
    from .page_setup import set_pages
    from .properties import add_properties
    from .sections import arrange_sections, number_drawings, set_properties
    from .styles import CARRIER

    plan = drawing.plan
    file = find_template(drawing.templates, "docx", "gongwen.docx")
    word = WordTemplate(str(file), file.read_bytes())
    lengths, styles = shapes(plan), Styles(word.styles)
    styles.adjust(plan, lengths, drawing.fonts)
    word.fill(context(plan, Setter(lengths, styles.ids, plan.house, word.embed)))
    settle(word.body)
    place_masthead(word.body, plan)
    place_imprint(word.body, plan)
    number_drawings(word.body)
    part, carrier = word.docx.part, styles.ids.get(CARRIER, "")
    turn_sections(word.body, part, carrier)
    arrange_sections(word.body, part, plan, carrier)
    set_pages(word.body, part, plan.house)
    set_properties(word.core_properties, drawing.gongwen)
    add_properties(part.package, drawing.properties())
    word.core_properties.identifier = mark((str(part.partname)[1:], part.blob) for part in part.package.iter_parts())
    _whole(str(file), word.text, plan)
    return word.finished()


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
