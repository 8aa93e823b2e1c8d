"""Fonts and pictures as objects of a PDF (ISO 32000-1, 8.9, 9.7)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Final

import pydyf

from ...page import FaceFile, Frame, Subset, subset
from .content import FontCodes
from .pictures import Packed, key, pack
from .streams import deflated

# Table 123: the font's characters are its own, not those of a standard set.
_SYMBOLIC: Final = 4
_STEM: Final = 80
_CMAP: Final = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <ffff>
endcodespacerange
{}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""
# 9.10.3: no more entries than this in one block of a CMap.
_BLOCK: Final = 100


def fonts(pdf: pydyf.PDF, frames: Sequence[Frame]) -> tuple[dict[FaceFile, tuple[FontCodes, ...]], pydyf.Dictionary]:
    """Embed the fonts of a document's pages, each once and cut to the characters that they show.

    :returns: the codes of each font's characters, and the resources that name the fonts.
    :raises FontError: a font must not be embedded.
    """
    shown: dict[FaceFile, set[str]] = {}
    for frame in frames:
        for text in (*frame.texts, *frame.folio):
            shown.setdefault(text.font, set()).update(text.text)
    codes: dict[FaceFile, tuple[FontCodes, ...]] = {}
    resources = pydyf.Dictionary()
    for font, chars in shown.items():
        cut = subset(font, "".join(sorted(chars)))
        descendant = _descendant(pdf, cut)
        layers = []
        for layer in cut.layers:
            name = f"F{len(resources)}"
            resources[name] = _font(pdf, cut, layer, descendant).reference
            layers.append(FontCodes(name, {char: f"{code:04x}" for char, code in layer.items()}))
        codes[font] = tuple(layers)
    return codes, resources


def _font(pdf: pydyf.PDF, cut: Subset, layer: Mapping[str, int], descendant: pydyf.Dictionary) -> pydyf.Dictionary:
    meaning = deflated(pdf, _CMAP.format("\n".join(_blocks(layer))).encode("ascii"))
    font = pydyf.Dictionary(
        {
            "Type": "/Font",
            "Subtype": "/Type0",
            "BaseFont": f"/{cut.name}",
            "Encoding": "/Identity-H",
            "DescendantFonts": pydyf.Array([descendant.reference]),
            "ToUnicode": meaning.reference,
        }
    )
    pdf.add_object(font)
    return font


def _blocks(layer: Mapping[str, int]) -> list[str]:
    entries = iter([f"<{code:04x}> <{char.encode('utf-16-be').hex()}>" for char, code in layer.items()])
    blocks = []
    while block := list(islice(entries, _BLOCK)):
        blocks += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return blocks


def _descendant(pdf: pydyf.PDF, cut: Subset) -> pydyf.Dictionary:
    extra = {"Subtype": "/CIDFontType0C"} if cut.is_cff else {"Length1": len(cut.program)}
    program = deflated(pdf, cut.program, extra, are_outlines=True)
    descriptor = pydyf.Dictionary(
        {
            "Type": "/FontDescriptor",
            "FontName": f"/{cut.name}",
            "Flags": _SYMBOLIC,
            "FontBBox": pydyf.Array(cut.box),
            "ItalicAngle": 0,
            "Ascent": cut.ascent,
            "Descent": cut.descent,
            "CapHeight": cut.ascent,
            "StemV": _STEM,
            "FontFile3" if cut.is_cff else "FontFile2": program.reference,
        }
    )
    pdf.add_object(descriptor)
    system = pydyf.Dictionary({"Registry": "(Adobe)", "Ordering": "(Identity)", "Supplement": 0})
    descendant = pydyf.Dictionary(
        {
            "Type": "/Font",
            "Subtype": "/CIDFontType0" if cut.is_cff else "/CIDFontType2",
            "BaseFont": f"/{cut.name}",
            "CIDSystemInfo": system,
            "FontDescriptor": descriptor.reference,
            "W": pydyf.Array([0, pydyf.Array(cut.widths)]),
        }
    )
    if not cut.is_cff:
        descendant["CIDToGIDMap"] = "/Identity"
    pdf.add_object(descendant)
    return descendant


def images(pdf: pydyf.PDF, frames: Sequence[Frame]) -> tuple[dict[str, str], pydyf.Dictionary]:
    """Embed the pictures of a document's pages, each once.

    :returns: their names by :func:`hongtou.render.pdf.pictures.key`, and the resources that name them.
    :raises InputError: one is damaged.
    """
    names: dict[str, str] = {}
    resources = pydyf.Dictionary()
    for image in (image for frame in frames for image in frame.images):
        known = key(image.picture)
        if known not in names:
            names[known] = f"X{len(names)}"
            resources[names[known]] = _image(pdf, pack(image.picture)).reference
    return names, resources


def _image(pdf: pydyf.PDF, packed: Packed) -> pydyf.Stream:
    extra = {
        "Type": "/XObject",
        "Subtype": "/Image",
        "Width": packed.width,
        "Height": packed.height,
        "ColorSpace": "/DeviceRGB" if packed.channels > 1 else "/DeviceGray",
        "BitsPerComponent": 8,
        "Filter": "/FlateDecode",
        "DecodeParms": pydyf.Dictionary({"Predictor": 15, "Colors": packed.channels, "Columns": packed.width}),
    }
    if packed.alpha:
        extra["SMask"] = _image(pdf, packed.alpha).reference
    stream = pydyf.Stream([packed.data], extra)
    pdf.add_object(stream)
    return stream
