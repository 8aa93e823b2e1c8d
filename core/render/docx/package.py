"""The parts of a DOCX that hold it together (ECMA-376, part 2): kinds of contents, relations, properties."""

from __future__ import annotations

from typing import Final

_OFFICE: Final = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_RELATIONS: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE: Final = "http://schemas.openxmlformats.org/package/2006"
_RELS: Final = "application/vnd.openxmlformats-package.relationships+xml"
_CONTENT: Final = {
    "word/document.xml": f"{_OFFICE}.document.main+xml",
    "word/styles.xml": f"{_OFFICE}.styles+xml",
    "word/settings.xml": f"{_OFFICE}.settings+xml",
    "word/fontTable.xml": f"{_OFFICE}.fontTable+xml",
    "word/footer1.xml": f"{_OFFICE}.footer+xml",
    "word/footer2.xml": f"{_OFFICE}.footer+xml",
    "word/footer3.xml": f"{_OFFICE}.footer+xml",
    "word/footer4.xml": f"{_OFFICE}.footer+xml",
    "docProps/core.xml": "application/vnd.openxmlformats-package.core-properties+xml",
}


def core() -> str:
    """The properties of the template."""
    return (
        f'<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/"'
        ' xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        "<dc:title>公文模板</dc:title><dc:language>zh-CN</dc:language>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:created>'
        '<dcterms:modified xsi:type="dcterms:W3CDTF">2000-01-01T00:00:00Z</dcterms:modified>'
        "</cp:coreProperties>"
    )


def content_types() -> str:
    """What each part of the file is."""
    kinds = "".join(f'<Override PartName="/{name}" ContentType="{kind}"/>' for name, kind in _CONTENT.items())
    relations = f'<Default Extension="rels" ContentType="{_RELS}"/>'
    plain = '<Default Extension="xml" ContentType="application/xml"/>'
    return f'<Types xmlns="{_PACKAGE}/content-types">{relations}{plain}{kinds}</Types>'


def _relations(*entries: tuple[str, str, str]) -> str:
    listed = "".join(f'<Relationship Id="{ident}" Type="{kind}" Target="{target}"/>' for ident, kind, target in entries)
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{listed}</Relationships>'


def root_relations() -> str:
    """Where the document and its properties are."""
    return _relations(
        ("rId1", f"{_RELATIONS}/officeDocument", "word/document.xml"),
        ("rId2", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
    )


def document_relations() -> str:
    """The parts that the document uses."""
    return _relations(
        ("rIdStyles", f"{_RELATIONS}/styles", "styles.xml"),
        ("rIdSettings", f"{_RELATIONS}/settings", "settings.xml"),
        ("rIdFonts", f"{_RELATIONS}/fontTable", "fontTable.xml"),
        *((f"rIdFooter{number}", f"{_RELATIONS}/footer", f"footer{number}.xml") for number in range(1, 5)),
    )
