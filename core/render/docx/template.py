"""The Word template ``templates/docx/gongwen.docx``, built from the standard's numbers; ``script/build_templates`` writes it.

A paragraph of each style stands in it as a sample, chosen by the tags around it. Offices may change the samples and the styles
in Word; what depends on one document (where the red rule lies, how large the mark is) is put in by others of this room.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from ...fonts.faces import NAMES
from ...layout import standard
from ...layout.standard import mm, twips
from ...layout.styles import STYLES, Face, Role
from ...ooxml.elements import NAMESPACES, PPR, SECTPR, element, emu, ordered, paragraph, run, text, w
from ...ooxml.package import packed
from .drawing import anchored, geometry, text_box
from .package import content_types, core, document_relations, root_relations
from .sample_text import sample_paragraphs
from .styles import CARRIER_HEIGHT, style_id, styles_xml

# The names of the drawings, by which a document's own places are put in.
ISSUER_MARK: Final = "发文机关标志"
RULE: Final = "版头分隔线"
IMPRINT: Final = "版记"
# The relation to a footer with nothing in it.
BLANK_FOOTER: Final = "rIdFooter3"

HEADER: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
# From the middle of a page number's dashes down to the lower edge of its line (measured in LibreOffice).
FOLIO_DROP: Final = 6.9
# In the flow of the text; the others stand in the mark, in tables, in the 版记 or in the footers.
_FLOWING: Final = [
    role for role in STYLES if role not in (Role.TEXT, Role.ISSUER_MARK, Role.TABLE, Role.COPIES_TO, Role.PRINTED, Role.FOLIO)
]


def build() -> dict[str, bytes]:
    """The template's parts by their names, in the order in which they stand in the file."""
    parts = {
        "[Content_Types].xml": content_types(),
        "_rels/.rels": root_relations(),
        "word/document.xml": document(),
        "word/_rels/document.xml.rels": document_relations(),
        "word/styles.xml": styles_xml(),
        "word/settings.xml": settings_xml(),
        "word/fontTable.xml": _font_table(),
        "word/footer1.xml": _footer(folio("right")),
        "word/footer2.xml": _footer(folio("left")),
        "word/footer3.xml": _footer(paragraph(style_id(Role.FOLIO))),
        "word/footer4.xml": _footer(paragraph(style_id(Role.FOLIO))),
        "docProps/core.xml": core(),
    }
    return {name: (HEADER + part).encode() for name, part in parts.items()}


def build_for_offices() -> bytes:
    """The template that an office edits: the same parts with a sample of each paragraph in a content control, as a file."""
    body = w("body", *sample_paragraphs(), section_xml((1, 2)))
    return packed({**build(), "word/document.xml": (HEADER + _root("document", body)).encode()})


def _root(name: str, *children: str) -> str:
    declared = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in NAMESPACES.items())
    return w(name, *children).replace(f"<w:{name}", f"<w:{name}{declared}", 1)


# --- the document ---------------------------------------------------------------------------------------------------------------


def document() -> str:
    """The document with a sample for each kind of paragraph, and the tags that choose among them."""
    imprint = [_tag("{%p if imprint %}"), _imprint_box(_imprint_samples()), _tag("{%p endif %}")]
    return _root("document", w("body", *_body([_tag("{%p for item in items %}"), *_samples(), _tag("{%p endfor %}")], imprint)))


def filled(items: Iterable[Mapping[str, Any]], imprint: Mapping[str, Any] | None) -> str:
    """The body as filling this template's own document would make it, without reading any tag.

    :param items: as :func:`.context.context` gives them; ``imprint`` likewise.
    """
    rows = [
        *(_imprint_row(Role.COPIES_TO, row) for row in (imprint or {}).get("copies", ())),
        *(_imprint_row(Role.PRINTED, row) for row in (imprint or {}).get("printed", ())),
    ]
    return w("body", *_body(map(_filled, items), [_imprint_box(rows)] if imprint else []))


def _filled(item: Mapping[str, Any]) -> str:
    if "table" in item:
        return str(item["table"])
    if "lines" in item:
        return _masthead([paragraph(style_id(Role.ISSUER_MARK), line) for line in item["lines"]])
    role = Role(item["style"])
    return paragraph(style_id(role if role in _FLOWING else Role.TEXT), item["text"])


def _body(flow: Iterable[str], imprint: Iterable[str]) -> Iterator[str]:
    yield from flow
    yield w("p", w("pPr", ordered([w("pStyle", val="Carrier"), section_xml((1, 2))], PPR)))
    yield from imprint
    yield section_xml((3, 4))


def _tag(tag: str) -> str:
    return paragraph("TemplateTag", _tagged(tag))


def _tagged(tag: str) -> str:
    return w("r", text(tag))


def _sample(role: Role, tag: str = "{{r item.text }}") -> str:
    return paragraph(style_id(role), _tagged(tag))


def _samples() -> Iterator[str]:
    """One sample for each style, the first that fits an item is taken; 公文正文 takes whatever no other has."""
    yield _tag(f'{{%p if item.style == "{Role.ISSUER_MARK.value}" %}}')
    yield _masthead([_tag("{%p for line in item.lines %}"), _sample(Role.ISSUER_MARK, "{{r line }}"), _tag("{%p endfor %}")])
    for role in _FLOWING:
        yield _tag(f'{{%p elif item.style == "{role.value}" %}}')
        yield _sample(role)
    yield _tag(f'{{%p elif item.style == "{Role.TABLE.value}" %}}')
    yield _sample(Role.TABLE, "{{p item.table }}")
    yield _tag("{%p else %}")
    yield _sample(Role.TEXT)
    yield _tag("{%p endif %}")


# --- drawings -------------------------------------------------------------------------------------------------------------------


def _masthead(lines: Iterable[str]) -> str:
    """The paragraph that carries the mark with its lines, and the rule."""
    size = standard.mm(standard.TYPE_WIDTH_MM), 62.5
    issuer_mark = anchored(ISSUER_MARK, 1, size, text_box(size, lines), y=mm(standard.MARK_TOP_MM))
    return paragraph("Carrier", w("r", issuer_mark), w("r", _rule()))


def _rule() -> str:
    color = element("a", "srgbClr", val=standard.RED.lstrip("#").upper())
    stroke = element("a", "ln", element("a", "solidFill", color), w=emu(standard.RULE_WEIGHT))
    size = standard.TYPE_WIDTH, 0.0
    shape = element("wps", "wsp", element("wps", "cNvCnPr"), geometry("line", size, stroke), element("wps", "bodyPr"))
    return anchored(RULE, 2, size, shape, y=mm(112))


def _imprint_box(rows: Iterable[str]) -> str:
    """版记: a table with its rules in a box; a document's own is aligned to the foot of the type area (:mod:`.imprint`)."""
    height = 2 * standard.IMPRINT_PITCH
    size = standard.TYPE_WIDTH, height + CARRIER_HEIGHT
    content = [_imprint_table(rows), paragraph("Carrier")]
    shape = text_box(size, content, fit=True)
    box = anchored(IMPRINT, 3, size, shape, y=standard.BOTTOM - height, wrap="wrapTopAndBottom")
    return paragraph("Carrier", w("r", box))


def _imprint_table(rows: Iterable[str]) -> str:
    width = twips(standard.TYPE_WIDTH)
    thick, thin = (round(mm(weight) * 8) for weight in (standard.IMPRINT_THICK_MM, standard.IMPRINT_THIN_MM))
    borders = w(
        "tblBorders",
        *(
            w(side, val="single", sz=weight, space=0, color="auto")
            for side, weight in (("top", thick), ("bottom", thick), ("insideH", thin))
        ),
    )
    layout = w("tblLayout", type="fixed")
    margins = w("tblCellMar", *(w(side, w=0, type="dxa") for side in ("left", "right")))
    properties = w("tblPr", w("tblW", w=width, type="dxa"), w("tblInd", w=0, type="dxa"), borders, layout, margins)
    return w("tbl", properties, w("tblGrid", w("gridCol", w=width)), *rows)


def _imprint_samples() -> Iterator[str]:
    for role, tag, rows in ((Role.COPIES_TO, "copies", "imprint.copies"), (Role.PRINTED, "printed", "imprint.printed")):
        yield _imprint_row("TemplateTag", _tagged(f"{{%tr for {tag} in {rows} %}}"))
        yield _imprint_row(role, _tagged(f"{{{{r {tag} }}}}"))
        yield _imprint_row("TemplateTag", _tagged("{%tr endfor %}"))


def _imprint_row(style: Role | str, content: str) -> str:
    ident = style_id(style) if isinstance(style, Role) else style
    cell = w("tc", w("tcPr", w("tcW", w=twips(standard.TYPE_WIDTH), type="dxa")), paragraph(ident, content))
    return w("tr", w("trPr", w("cantSplit")), cell)


# --- sections and footers -------------------------------------------------------------------------------------------------------


def section_xml(footers: tuple[int, int] = (1, 2)) -> str:
    """A section's page (5.1, 5.2.1), with the numbers of its odd and its even footer."""
    references = "".join(
        w("footerReference", type=kind).replace("/>", f' r:id="rIdFooter{number}"/>')
        for kind, number in zip(("default", "even"), footers, strict=True)
    )
    size = w("pgSz", w=twips(standard.PAGE_WIDTH), h=twips(standard.PAGE_HEIGHT))
    margins = w(
        "pgMar",
        top=twips(standard.TOP),
        # Down, so that right margin and bottom margin leave the type area whole.
        right=int(mm(standard.MARGIN_RIGHT_MM) * 20),
        bottom=int(mm(standard.MARGIN_BOTTOM_MM) * 20),
        left=twips(standard.LEFT),
        header=twips(standard.TOP) // 2,
        footer=twips(standard.PAGE_HEIGHT - mm(standard.FOLIO_Y_MM) - FOLIO_DROP),
        gutter=0,
    )
    grid = w("docGrid", type="lines", linePitch=twips(standard.PITCH))
    kind = w("type", val="nextPage")
    return w("sectPr", references + ordered([kind, size, margins, w("cols", space=425), grid], SECTPR))


def folio(side: str) -> str:
    """A page number at the outer edge (7.5)."""
    field = [
        w("r", w("fldChar", fldCharType="begin")),
        w("r", '<w:instrText xml:space="preserve"> PAGE </w:instrText>'),
        w("r", w("fldChar", fldCharType="separate")),
        run("1"),
        w("r", w("fldChar", fldCharType="end")),
    ]
    return paragraph(style_id(Role.FOLIO), run("— "), *field, run(" —"), properties=[w("jc", val=side)])


def _footer(content: str) -> str:
    return _root("ftr", content)


# --- the other parts ------------------------------------------------------------------------------------------------------------


def settings_xml() -> str:
    """The part ``word/settings.xml``."""
    mode = w("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=15)
    return _root(
        "settings",
        w("zoom", percent=100),
        w("defaultTabStop", val=twips(2 * standard.CELL)),
        w("evenAndOddHeaders"),
        # Squeezed marks would put more than 28 characters on a line.
        w("characterSpacingControl", val="doNotCompress"),
        w("compat", w("doNotExpandShiftReturn"), w("useFELayout"), mode),
        w("themeFontLang", val="en-US", eastAsia="zh-CN"),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    )


# What a machine without the office's face may take instead.
_OTHER_NAMES: Final = {Face.BODY: "仿宋", Face.KAI: "楷体", Face.HEI: "SimHei", Face.SONG: "SimSun"}


def _font_table() -> str:
    return _root(
        "fonts",
        *(
            w("font", w("altName", val=_OTHER_NAMES[face]) if face in _OTHER_NAMES else "", w("charset", val="86"), name=name)
            for face, name in NAMES.items()
        ),
    )
