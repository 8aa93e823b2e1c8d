"""What PDF/A-2 asks besides (ISO 19005-2): metadata as XMP, and what the colours mean.

Files are of level A: structure, language and alternatives for pictures are in every PDF of ours. Characters of private use, which
mean nothing outside the office's own font, are what keeps a file at level U (6.2.11.7.3).
"""

from __future__ import annotations

import zlib
from collections.abc import Sequence
from functools import cache
from typing import Final
from unicodedata import category

import pydyf

from ...page import Frame

_XMP: Final = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>{level}</pdfaid:conformance>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
{creator}
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<xmp:CreatorTool>hongtou</xmp:CreatorTool>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""
_CREATOR: Final = "<dc:creator><rdf:Seq><rdf:li>{}</rdf:li></rdf:Seq></dc:creator>"
# So that a text is no mark-up; html.escape would bring all characters that HTML has names for.
_ESCAPED: Final = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
# ICC.1, 7.2: where a profile's date is, which must not tell when this was made.
_DATE: Final = slice(24, 36)
_FIXED_DATE: Final = bytes.fromhex("07b200010001000000000000")


def add(pdf: pydyf.PDF, frames: Sequence[Frame], title: str, author: str, subject: str) -> None:
    """Put into a PDF what makes it a PDF/A-2."""
    title, author, subject = (text.translate(_ESCAPED) for text in (title, author, subject))
    text = _XMP.format(level=level(frames), title=title, creator=_CREATOR.format(author) if author else "", subject=subject)
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


def level(frames: Sequence[Frame]) -> str:
    """The level that a document's pages can have: A or U."""
    chars = set[str]().union(*(text.text for frame in frames for text in frame.texts))
    return "U" if any(category(char) == "Co" for char in chars) else "A"


@cache
def _srgb() -> bytes:
    """The profile of sRGB, deflated."""
    from PIL import ImageCms

    data = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return zlib.compress(data[: _DATE.start] + _FIXED_DATE + data[_DATE.stop :])
