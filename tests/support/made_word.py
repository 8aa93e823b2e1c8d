"""Small Word documents, made of their XML, for what python-docx does not write."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

NAMES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/word/document.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
    'Target="word/document.xml"/></Relationships>'
)


def element(name: str, inside: str) -> str:
    """A root element with all names declared."""
    names = "".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in NAMES.items())
    return f"<w:{name}{names}>{inside}</w:{name}>"


def run(text: str, properties: str = "") -> str:
    """A run of text."""
    return f'<w:r>{f"<w:rPr>{properties}</w:rPr>" if properties else ""}<w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*inside: str, properties: str = "") -> str:
    """A paragraph; what begins with ``<`` is XML, the rest text."""
    pieces = "".join(piece if piece.startswith("<") else run(piece) for piece in inside)
    return f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}{pieces}</w:p>"


def table(*rows: tuple[str, ...]) -> str:
    """A table; a cell that begins with ``<`` is the XML inside it."""
    made = ""
    for row in rows:
        cells = (cell if cell.startswith("<") else paragraph(cell) for cell in row)
        made += "<w:tr>" + "".join(f"<w:tc>{cell}</w:tc>" for cell in cells) + "</w:tr>"
    return f"<w:tbl>{made}</w:tbl>"


def word(folder: Path, *blocks: str, parts: Mapping[str, str] | None = None, title: str = "关于开展义诊活动的通知") -> Path:
    """A document with a title and these paragraphs and tables.

    :param parts: of its other parts, what is inside their root: ``{"styles": "<w:style …>"}``; with a name that has a dot, all.
    """
    path = folder / "来文.docx"
    body = element("document", f"<w:body>{paragraph(title)}{''.join(blocks)}</w:body>")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _RELATIONS,
            "word/document.xml": body,
            **{_named(name): _part(name, inside) for name, inside in (parts or {}).items()},
        }.items():
            archive.writestr(name, content)
    return path


def _named(name: str) -> str:
    return name if "." in name else f"word/{name}.xml"


def _part(name: str, inside: str) -> str:
    roots = {"header1": "hdr", "footer1": "ftr"}
    return inside if "." in name else element(roots.get(name, name), inside)


def rewritten(path: Path, old: str, new: str) -> None:
    """Put something else into all parts of a document."""
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content.decode().replace(old, new))


def _nested(depth: int) -> str:
    return "<w:tbl><w:tr><w:tc>" * depth + paragraph("甲") + "</w:tc></w:tr></w:tbl>" * depth


_BOMB = (
    '<!DOCTYPE x [<!ENTITY a "' + "甲" * 1000 + '">'
    + "".join(f'<!ENTITY {now} "{f"&{before};" * 10}">' for before, now in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)  # fmt: skip
# What is inside, what stands before it, and what people are told.
HOSTILE = {
    "nested": (_nested(200), "", "一层套一层"),
    "bomb": (paragraph("甲") * 2, _BOMB, "不是完好的 Word 文档"),
    "used bomb": (paragraph("&i;"), _BOMB, "不是完好的 Word 文档"),
    "entity": (paragraph("&e;"), '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', "不是完好的 Word 文档"),
    "large": (paragraph("甲") * 500_000, "", "展开以后太大"),
}


def hostile(folder: Path, kind: str) -> tuple[Path, str]:
    """A document that would do harm, and what people must be told of it."""
    inside, prolog, told = HOSTILE[kind]
    path = word(folder, inside, parts={"styles": ""})
    if prolog:
        rewritten(path, "<w:document", f"{prolog}<w:document")
    return path, told
