"""What PDF/A-2u asks besides (ISO 19005-2): metadata as XMP, and what the colours mean."""

from __future__ import annotations

import zlib
from functools import cache
from html import escape
from typing import Final

import pydyf

_XMP: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>U</pdfaid:conformance>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<xmp:CreatorTool>hongtou</xmp:CreatorTool>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
# ICC.1, 7.2: where a profile's date is, which must not tell when this was made.
_DATE: Final = slice(24, 36)
_FIXED_DATE: Final = bytes.fromhex("07b200010001000000000000")


def add(pdf: pydyf.PDF, title: str, author: str, subject: str) -> None:
    """Put into a PDF what makes it a PDF/A-2u."""
    text = _XMP.format(title=escape(title, quote=False), author=escape(author, quote=False), subject=escape(subject, quote=False))
    metadata = pydyf.Stream([text.encode()], {"Type": "/Metadata", "Subtype": "/XML"})
    pdf.add_object(metadata)
    pdf.catalog["Metadata"] = metadata.reference
    profile = pydyf.Stream([_srgb()], {"N": 3, "Filter": "/FlateDecode"})
    pdf.add_object(profile)
    intent = {
        "Type": "/OutputIntent",
        "S": "/GTS_PDFA1",
        "OutputConditionIdentifier": pydyf.String("sRGB IEC61966-2.1"),
        "DestOutputProfile": profile.reference,
    }
    pdf.catalog["OutputIntents"] = pydyf.Array([pydyf.Dictionary(intent)])


@cache
def _srgb() -> bytes:
    """The profile of sRGB, deflated."""
    from PIL import ImageCms

    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return zlib.compress(data[: _DATE.start] + _FIXED_DATE + data[_DATE.stop :])
