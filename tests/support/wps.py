"""A Word file as WPS Writer writes it."""

import io
import zipfile
from typing import Any

from docx.oxml.ns import qn
from lxml import etree

from support.word import Word

# Its version stands in the properties; it has data and names of spaces of its own, and a text box for either kind of program.
_APPLICATION = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"><Template>Normal.dotm</Template>
<Application>WPS Office_11.1.0.14309_F1E327BC-269C-435d-A152-05C5408002CA</Application></Properties>"""
_CUSTOM = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
 xmlns:vt="http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes">
<property fmtid="{D5CDD505-2E9C-101B-9397-08002B2CF9AE}" pid="2" name="KSOProductBuildVer">
<vt:lpwstr>2052-11.1.0.14309</vt:lpwstr></property></Properties>"""
_SPACES = {
    "wpsCustomData": "http://www.wps.cn/officeDocument/2013/wpsCustomData",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "w14": "http://schemas.microsoft.com/office/word/2010/wordml",
}
_RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument"
_DATA = """<?xml version="1.0" encoding="UTF-8"?>
<s:customData xmlns="http://www.wps.cn/officeDocument/2013/wpsCustomData" xmlns:s="http://www.wps.cn/officeDocument/2013/wpsCustomData">
<customSectProps><customSectPr/></customSectProps></s:customData>"""
_BOX = """<w:r xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:v="urn:schemas-microsoft-com:vml"
 xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><w:rPr><w:rFonts w:hint="eastAsia"/></w:rPr>
<mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0"
 relativeHeight="251659264" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>
<wp:positionH relativeFrom="page"><wp:posOffset>5400000</wp:posOffset></wp:positionH>
<wp:positionV relativeFrom="page"><wp:posOffset>720000</wp:posOffset></wp:positionV><wp:extent cx="1080000" cy="360000"/>
<wp:wrapNone/><wp:docPr id="901" name="文本框 1"/><a:graphic>
<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp><wps:cNvSpPr txBox="1"/>
<wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1080000" cy="360000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom>
</wps:spPr><wps:txbx><w:txbxContent><w:p><w:r><w:t>内部材料</w:t></w:r></w:p></w:txbxContent></wps:txbx><wps:bodyPr/>
</wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice><mc:Fallback><w:pict>
<v:shape id="box" style="position:absolute;margin-left:425pt;margin-top:57pt;width:85pt;height:28pt"><v:textbox><w:txbxContent>
<w:p><w:r><w:t>内部材料</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>"""
_PROPERTIES = {"extended": ("docProps/app.xml", _APPLICATION), "custom": ("docProps/custom.xml", _CUSTOM)}
_NAMING = [qn(f"w:{tag}") for tag in ("pStyle", "rStyle", "tblStyle", "basedOn", "next", "link")]


def by_wps(content: bytes) -> bytes:
    """A Word file as WPS saves it: styles called by numbers, no content controls, a text box on the first page."""
    word = Word(content)
    numbers = {ident: str(number) for number, ident in enumerate(word.names, 1)}
    parts = {name: _saved(name, part, numbers) for name, part in word.parts.items()}
    for number, (kind, (part, text)) in enumerate(_PROPERTIES.items(), 901):
        _add(parts, "[Content_Types].xml", f'<Override PartName="/{part}" ContentType="{_KIND}.{kind}-properties+xml"/>')
        _add(parts, "_rels/.rels", f'<Relationship Id="rId{number}" Type="{_RELATED}/{kind}-properties" Target="{part}"/>')
        parts[part] = text.encode()
    parts["customXml/item1.xml"] = _DATA.encode()
    blob = io.BytesIO()
    with zipfile.ZipFile(blob, "w", zipfile.ZIP_DEFLATED) as file:
        for name, saved in parts.items():
            file.writestr(name, saved)
    return blob.getvalue()


def _add(parts: dict[str, bytes], name: str, xml: str) -> None:
    """Put something at the end of a part."""
    head, end, rest = parts[name].rpartition(b"</")
    parts[name] = head + xml.encode() + end + rest


def _saved(name: str, part: bytes, numbers: dict[str, str]) -> bytes:
    """A part as it saves it."""
    if not name.startswith("word/") or not name.endswith(".xml"):
        return part
    root: Any = etree.fromstring(part)
    for one in root.iter(*_NAMING):
        one.set(qn("w:val"), numbers[one.get(qn("w:val"))])
    for one in root.iter(qn("w:style")):
        one.set(qn("w:styleId"), numbers[one.get(qn("w:styleId"))])
    for control in list(root.iter(qn("w:sdt"))):
        parent, inside = control.getparent(), control.find(qn("w:sdtContent"))
        place = parent.index(control)
        parent[place : place + 1] = list(inside)
    if name != "word/document.xml":
        return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True))
    next(root.iter(qn("w:p"))).append(etree.fromstring(_BOX))
    text: str = etree.tostring(root, encoding="unicode")
    spaces = (f'xmlns:{short}="{space}" ' for short, space in _SPACES.items() if f"xmlns:{short}=" not in text.partition(">")[0])
    return text.replace("<w:document ", f'<w:document {"".join(spaces)}mc:Ignorable="w14" ', 1).encode()
