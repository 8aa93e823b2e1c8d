"""Changes that somebody makes in Word, each with its name: what the ways in Word files are made of."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from docx.oxml.ns import qn
from docx.shared import RGBColor
from docx.text.paragraph import Paragraph

Change = Callable[[Any], object]


def _paragraph(document: Any, text: str) -> Any:
    """The first paragraph that holds a text, those of boxes and tables among them."""
    every = (Paragraph(one, document) for one in document.element.body.iter(qn("w:p")))
    return next(one for one in every if text in one.text)


def _put(thing: object, values: dict[str, object]) -> None:
    for key, value in values.items():
        setattr(thing, key, value)


def font(text: str, **values: object) -> tuple[str, Change]:
    """The type of a paragraph's first words."""
    name = f"{text[:6]} {values}"

    def change(document: Any) -> None:
        for run in _paragraph(document, text).runs:
            _put(run.font, values)

    return name, change


def face(text: str, name: str) -> tuple[str, Change]:
    """Its face."""

    def change(document: Any) -> None:
        for run in _paragraph(document, text).runs:
            run._r.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), name)

    return f"{text[:6]} {name}", change


def colour(text: str, rgb: str) -> tuple[str, Change]:
    """Its colour."""

    def change(document: Any) -> None:
        for run in _paragraph(document, text).runs:
            _put(run.font.color, {"rgb": RGBColor.from_string(rgb)})

    return f"{text[:6]} {rgb}", change


def shape(text: str, **values: object) -> tuple[str, Change]:
    """How a paragraph is set."""
    return f"{text[:6]} {values}", lambda document: _put(_paragraph(document, text).paragraph_format, values)


def sheet(**values: object) -> tuple[str, Change]:
    """The paper of all sections."""

    def change(document: Any) -> None:
        for section in document.sections:
            _put(section, values)

    return f"{values}", change


def drop(*texts: str) -> tuple[str, Change]:
    """Paragraphs taken away."""

    def change(document: Any) -> None:
        for text in texts:
            paragraph = _paragraph(document, text)._p
            paragraph.getparent().remove(paragraph)

    return f"没有 {texts[0]}", change


def both(*changes: tuple[str, Change]) -> tuple[str, Change]:
    """Several changes at once."""
    return "，".join(name for name, _ in changes), lambda document: [change(document) for _, change in changes]


def say(old: str, new: str) -> tuple[str, Change]:
    """Other words."""

    def change(document: Any) -> None:
        paragraph = _paragraph(document, old)
        whole = paragraph.text
        for run in paragraph.runs[1:]:
            run.text = ""
        paragraph.runs[0].text = whole.replace(old, new)

    return f"{old[:8]} → {new[:12]}", change


def characters(text: str, name: str = "firstLineChars") -> tuple[str, Change]:
    """An indent counted in characters."""
    return (
        f"{text[:6]} {name}",
        lambda document: _paragraph(document, text)._p.get_or_add_pPr().get_or_add_ind().set(qn(f"w:{name}"), "200"),
    )


def swapped(first: str, second: str) -> tuple[str, Change]:
    """Two paragraphs change places."""

    def change(document: Any) -> None:
        one, two = _paragraph(document, first)._p, _paragraph(document, second)._p
        two.addnext(one)

    return f"{first} ⇄ {second}", change


def folio(text: str) -> tuple[str, Change]:
    """Numbers typed into the feet of pages."""

    def change(document: Any) -> None:
        for section in document.sections:
            for footer in (section.footer, section.even_page_footer, section.first_page_footer):
                for paragraph in footer.paragraphs if footer.paragraphs and footer.paragraphs[0].text.strip() else ():
                    for child in [*paragraph._p.iterchildren(qn("w:r"), qn("w:fldSimple"))]:
                        paragraph._p.remove(child)
                    paragraph.add_run(text)

    return f"页脚 {text}", change


def folio_font(**values: object) -> tuple[str, Change]:
    """The type of page numbers."""

    def change(document: Any) -> None:
        for section in document.sections:
            for footer in (section.footer, section.even_page_footer):
                for run in footer._element.iter(qn("w:r")):
                    properties = run.get_or_add_rPr()
                    if "size" in values:
                        properties.sz_val = values["size"]
                    if "name" in values:
                        for kind in ("ascii", "hAnsi", "eastAsia"):
                            properties.get_or_add_rFonts().set(qn(f"w:{kind}"), str(values["name"]))

    return f"页码 {values}", change


def every(**values: object) -> tuple[str, Change]:
    """How all paragraphs are set."""

    def change(document: Any) -> None:
        for paragraph in document.paragraphs:
            _put(paragraph.paragraph_format, values)

    return f"各段 {values}", change


def wider(by: float) -> tuple[str, Change]:
    """The columns of tables made wider."""

    def change(document: Any) -> None:
        for column in document.element.body.iter(qn("w:gridCol")):
            column.set(qn("w:w"), str(round(float(column.get(qn("w:w"))) * by)))

    return f"表宽 ×{by}", change


def rotated(name: str, **values: str) -> tuple[str, Change]:
    """The boxes of the page numbers of landscape sections set otherwise.

    :param values: ``vert`` the way of the text, ``rot`` that of the box, ``x`` its left edge, EMU.
    """

    def change(document: Any) -> None:
        for footer in (one.target_part.element for one in document.part.rels.values() if one.reltype.endswith("/footer")):
            for tag, key in (("wps:bodyPr", "vert"), ("a:xfrm", "rot")):
                for element in footer.iter(_drawn(tag)) if key in values else ():
                    element.set(key, values[key])
            for offset in footer.iterfind(f".//{_drawn('wp:positionH')}/{_drawn('wp:posOffset')}") if "x" in values else ():
                offset.text = values["x"]

    return name, change


def _drawn(tag: str) -> str:
    prefix, _, name = tag.partition(":")
    return f"{{http://schemas.microsoft.com/office/word/2010/wordprocessingShape}}{name}" if prefix == "wps" else qn(tag)


def same_feet(document: Any) -> None:
    """Landscape sections have the page numbers of the sections before them."""
    for section in document.sections:
        if section.page_width > section.page_height:
            for reference in [*section._sectPr.iterchildren(qn("w:footerReference"))]:
                section._sectPr.remove(reference)


def described(**values: str) -> tuple[str, Change]:
    """What the file says of itself."""
    return f"属性 {values}", lambda document: _put(document.core_properties, dict(values))
