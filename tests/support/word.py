"""Reads a DOCX as lines of text that show what a clerk would look for, and finds what would make Word refuse it."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections import Counter
from collections.abc import Iterator
from typing import Any

from lxml import etree
from lxml.etree import _Element

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
NS = {
    "w": W,
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
    "ct": "http://schemas.openxmlformats.org/package/2006/content-types",
}
# By ISO/IEC 29500-1, kept apart from the product's own lists.
ORDER = {
    "pPr": "pStyle keepNext keepLines pageBreakBefore widowControl tabs kinsoku overflowPunct autoSpaceDE autoSpaceDN "
    "adjustRightInd snapToGrid spacing ind jc outlineLvl rPr sectPr",
    "rPr": "rStyle rFonts noProof color spacing w kern sz szCs lang",
    "sectPr": "headerReference footerReference type pgSz pgMar cols titlePg docGrid",
    "tblPr": "tblStyle tblW jc tblInd tblBorders tblLayout tblCellMar",
    "trPr": "cantSplit trHeight tblHeader",
    "tcPr": "tcW gridSpan vMerge vAlign",
    "style": "name basedOn next qFormat pPr rPr tblPr",
}


def _w(name: str) -> str:
    return f"{{{W}}}{name}"


class Word:
    """A DOCX file."""

    def __init__(self, blob: bytes) -> None:
        self.file = zipfile.ZipFile(io.BytesIO(blob))
        self.parts = {name: self.file.read(name) for name in self.file.namelist()}
        self.document: Any = self.xml("word/document.xml")
        self.styles = self.xml("word/styles.xml")
        names = self.styles.iterfind("w:style", NS)
        self.names: dict[str, str] = {style.get(_w("styleId")): style.find("w:name", NS).get(_w("val")) for style in names}

    def with_part(self, name: str, content: bytes) -> bytes:
        """The file's bytes with another content of a part."""
        target = io.BytesIO()
        with zipfile.ZipFile(target, "w") as file:
            for part, own in self.parts.items():
                file.writestr(part, content if part == name else own)
        return target.getvalue()

    def xml(self, part: str) -> Any:
        return etree.fromstring(self.parts[part])

    def style(self, name: str) -> dict[str, str]:
        """A style's properties, those that it inherits included: ``pPr.spacing.line`` → ``579``."""
        return self._effective(next(ident for ident, found in self.names.items() if found == name))

    def _effective(self, ident: str) -> dict[str, str]:
        style = self.styles.xpath("w:style[@w:styleId=$ident]", namespaces=NS, ident=ident)[0]
        base = style.find("w:basedOn", NS)
        found = self._effective(base.get(_w("val"))) if base is not None else {}
        for item in style.xpath("w:pPr/* | w:rPr/*", namespaces=NS):
            own = {f"{_local(item.getparent())}.{_local(item)}.{_local(key)}": value for key, value in item.attrib.items()}
            found.update(own or {f"{_local(item.getparent())}.{_local(item)}": "on"})
        return found

    def drawings(self) -> dict[str, float]:
        """The drawings by their names, with their place from the page's upper edge in mm; one that ends at its foot: 297."""
        return {anchor.find("wp:docPr", NS).get("name"): _down(anchor) for anchor in self.document.iterfind(".//wp:anchor", NS)}

    def text(self) -> str:
        texts: list[str] = self.document.xpath(".//w:t/text()", namespaces=NS)
        return "".join(texts)

    # --- as lines of text -------------------------------------------------------------------------------------------------------

    def dump(self) -> str:
        """The body, a line for each paragraph: its style, what is set in it directly, its text; then the styles it changed."""
        return "\n".join(self._blocks(self.document[0], "")) + "\n"

    def _blocks(self, holder: Any, margin: str) -> Iterator[str]:
        for block in holder:
            if block.tag == _w("p"):
                yield from self._paragraph(block, margin)
            elif block.tag == _w("tbl"):
                yield from self._table(block, margin)
            elif block.tag == _w("sectPr"):
                yield margin + self._section(block)

    def _paragraph(self, block: Any, margin: str) -> Iterator[str]:
        properties = block.find("w:pPr", NS)
        style = properties.find("w:pStyle", NS) if properties is not None else None
        own = (
            [self._property(item) for item in properties if item.tag not in (_w("pStyle"), _w("sectPr"))]
            if len(properties)
            else []
        )
        name = self.names[style.get(_w("val"))] if style is not None else "—"
        text = "".join(self._run(run) for run in block.iterfind("w:r", NS))
        yield f"{margin}[{name}]{''.join(f'{{{item}}}' for item in own)} {text}".rstrip()
        for anchor in block.iterfind(".//wp:anchor", NS):
            drawn = anchor.find("wp:docPr", NS).get("name")
            yield f"{margin}    <{drawn}> y={self.drawings()[drawn]:.1f}mm"
            for box in anchor.iter(_w("txbxContent")):
                yield from self._blocks(box, margin + "    ")
        section = properties.find("w:sectPr", NS)
        if section is not None:
            yield margin + self._section(section)

    def _section(self, section: Any) -> str:
        kinds = {_rel_id(item): item.get(_w("type")) for item in section.iterfind("w:footerReference", NS)}
        relations = {item.get("Id"): item.get("Target") for item in self.xml("word/_rels/document.xml.rels")}
        shown = [f"{kind}={self._footer(relations[ident])}" for ident, kind in kinds.items()]
        begins = {"evenPage": "，从双页起"}.get(section.find("w:type", NS).get(_w("val")), "")
        heads = [
            f"，页眉 {item.get(_w('type'))}={self._header(relations[_rel_id(item)])}"
            for item in section.iterfind("w:headerReference", NS)
        ]
        return f"=== 节{begins}：页脚 {'，'.join(shown)}{''.join(heads)} ==="

    def _header(self, part: str) -> str:
        return "".join(f"<{drawn.get('name')}>" for drawn in self.xml(f"word/{part}").iter(f"{{{NS['wp']}}}docPr"))

    def _footer(self, part: str) -> str:
        root = self.xml(f"word/{part}")
        text = "".join(item.text or "" for item in root.iter(_w("t"), _w("instrText")))
        side = root.find(".//w:jc", NS)
        return f"“{text}”{side.get(_w('val')) if side is not None else ''}"

    @staticmethod
    def _property(item: Any) -> str:
        values = ",".join(f"{_local(key)}={value}" for key, value in item.attrib.items())
        return f"{_local(item)}{':' if values else ''}{values}"

    def _run(self, run: Any) -> str:
        signs = {"br": "⏎", "tab": "→"}
        text = "".join((item.text or "") if _local(item) == "t" else signs.get(_local(item), "") for item in run)
        style = run.find("w:rPr/w:rStyle", NS)
        return text if style is None else f"‹{self.names[style.get(_w('val'))]}:{text}›"

    def _table(self, table: Any, margin: str) -> Iterator[str]:
        widths = [item.get(_w("w")) for item in table.iterfind("w:tblGrid/w:gridCol", NS)]
        yield f"{margin}<表 {' '.join(widths)}>"
        for row in table.iterfind("w:tr", NS):
            head = " 表头" if row.find("w:trPr/w:tblHeader", NS) is not None else ""
            yield f"{margin}  行{head}"
            for cell in row.iterfind("w:tc", NS):
                span = cell.find("w:tcPr/w:gridSpan", NS)
                wide = f"跨{span.get(_w('val'))}列 " if span is not None else ""
                merge = cell.find("w:tcPr/w:vMerge", NS)
                wide += {"restart": "向下合并 ", "continue": "续上 "}[merge.get(_w("val"))] if merge is not None else ""
                for line in self._blocks(cell, ""):
                    yield f"{margin}    {wide}{line}"

    # --- faults -----------------------------------------------------------------------------------------------------------------

    def faults(self) -> list[str]:
        """What is wrong with the file by the rules of the format; empty for a sound one."""
        return [*self._order(), *self._shape(), *self._references(), *self._package()]

    def _order(self) -> Iterator[str]:
        for part in (name for name in self.parts if name.startswith("word/") and name.endswith(".xml")):
            for element in self.xml(part).iter(*map(_w, ORDER)):
                order = ORDER[_local(element)].split()
                children = [_local(child) for child in element]
                unknown = [child for child in children if child not in order]
                places = [order.index(child) for child in children if child in order]
                twice = [name for name, count in Counter(children).items() if count > 1 and not name.endswith("Reference")]
                if unknown or twice or places != sorted(places):
                    yield f"{part}: {_local(element)} holds {children}"

    def _shape(self) -> Iterator[str]:
        body = self.document[0]
        for holder in self.document.iter(_w("tc"), _w("txbxContent")):
            if not len(holder) or holder[-1].tag != _w("p"):
                yield f"{_local(holder)} does not end with a paragraph"
        if body[-1].tag != _w("sectPr") or body[-2].tag != _w("p"):
            yield "the body does not end with a paragraph and its section"
        for table in body.iter(_w("tbl")):
            columns = len(table.findall("w:tblGrid/w:gridCol", NS))
            for row in table.iterfind("w:tr", NS):
                spans = [cell.find("w:tcPr/w:gridSpan", NS) for cell in row.iterfind("w:tc", NS)]
                if sum(1 if span is None else int(span.get(_w("val"))) for span in spans) != columns:
                    yield "a row has not as many cells as its table has columns"
        for paragraph in body.iter(_w("p")):
            if len(paragraph.findall("w:pPr", NS)) > 1 or (
                paragraph.find("w:pPr", NS) is not None and _local(paragraph[0]) != "pPr"
            ):
                yield "a paragraph's properties are not its first child"

    def _references(self) -> Iterator[str]:
        numbers = Counter(item.get("id") for item in self.document.iter(f"{{{NS['wp']}}}docPr"))
        yield from (f"two drawings have the id {number}" for number, count in numbers.items() if count > 1)
        for tag in ("pStyle", "rStyle", "tblStyle"):
            used = {item.get(_w("val")) for item in self.document.iter(_w(tag))}
            yield from (f"no style has the id {ident}" for ident in used - set(self.names))
        based = {item.get(_w("val")) for item in self.styles.iter(_w("basedOn"), _w("next"))}
        yield from (f"a style is based on {ident}, which is not there" for ident in based - set(self.names))
        known = {item.get("Id") for item in self.xml("word/_rels/document.xml.rels")}
        used = {
            value for item in self.document.iter() for key, value in item.attrib.items() if str(key).startswith(f"{{{NS['r']}}}")
        }
        yield from (f"no relationship has the id {ident}" for ident in used - known)
        if "{{" in self.text() or "{%" in self.text():
            yield "tags are left over"

    def _package(self) -> Iterator[str]:
        if len(self.parts) != len(self.file.namelist()):
            yield "two parts have one name"
        types = self.xml("[Content_Types].xml")
        named = {item.get("PartName").lstrip("/") for item in types.iterfind("ct:Override", NS)}
        suffixes = {item.get("Extension") for item in types.iterfind("ct:Default", NS)}
        yield from (f"{name} is announced and not there" for name in named - set(self.parts))
        for name in set(self.parts) - named - {"[Content_Types].xml"}:
            if name.rpartition(".")[2] not in suffixes:
                yield f"{name} has no content type"
        for name in (name for name in self.parts if name.endswith(".rels")):
            base = posixpath.dirname(posixpath.dirname(name))
            for item in self.xml(name).iterfind("rel:Relationship", NS):
                target = posixpath.normpath(posixpath.join(base, item.get("Target"))).lstrip("/")
                if target not in self.parts:
                    yield f"{name} leads to {target}, which is not there"


def _local(name: object) -> str:
    return str(name.tag if isinstance(name, _Element) else name).rpartition("}")[2]


def _rel_id(item: Any) -> str:
    ident: str = item.get(f"{{{NS['r']}}}id")
    return ident


def _down(anchor: Any) -> float:
    offset = anchor.findtext("wp:positionV/wp:posOffset", namespaces=NS)
    return int(offset) / 36000 if offset else 297.0
