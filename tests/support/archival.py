"""Looks in a PDF for what PDF/A-2 (ISO 19005-2) asks for and forbids, as far as a document of ours can meet it."""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Name

from support import accessible

# ISO 19005-2, 6.5.1 and 6.6.1.
_FORBIDDEN = ("/AA", "/JavaScript", "/JS", "/XFA", "/EmbeddedFiles", "/Encrypt", "/PS", "/OPI", "/TR", "/Ref")
_PDFA = "{http://www.aiim.org/pdfa/ns/id/}"


def faults(data: bytes) -> list[str]:
    """What keeps a file from being PDF/A-2 of the level that it says; empty: nothing that was looked for."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = [*_file(pdf, data), *_metadata(pdf), *_colors(pdf), *_fonts(pdf), *_contents(pdf), *pdf.check_pdf_syntax()]
        return found + (list(accessible.faults(pdf)) if level(pdf) == "A" else [])


def level(pdf: pikepdf.Pdf) -> str:
    """The level of PDF/A-2 that a file says it has; empty: it says none."""
    metadata = pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False)
    return str(metadata.get(f"{_PDFA}conformance", "")) if metadata.get(f"{_PDFA}part") == "2" else ""


def _file(pdf: pikepdf.Pdf, data: bytes) -> Iterator[str]:
    if not data.startswith(b"%PDF-1.7\n%") or min(data[10:14]) < 128:
        yield "the header is not that of PDF 1.7 with binary content"
    if "/ID" not in pdf.trailer:
        yield "the file has no identifier"
    if pdf.is_encrypted:
        yield "the file is encrypted"
    if not data.rstrip().endswith(b"%%EOF"):
        yield "there is something behind the end"


def _metadata(pdf: pikepdf.Pdf) -> Iterator[str]:
    with pdf.open_metadata() as metadata:
        if level(pdf) not in {"A", "U"}:
            yield "the metadata do not say PDF/A-2"
        pairs = {"/Title": "dc:title", "/Author": "dc:creator", "/Subject": "dc:description", "/Producer": "pdf:Producer"}
        for name, key in pairs.items():
            told, written = str(pdf.docinfo.get(name, "")), metadata.get(key, "")
            if told != ("".join(written) if isinstance(written, list) else str(written)):
                yield f"{name} is {told!r} here and {written!r} in the metadata"
    if Name.Filter in pdf.Root.Metadata and pdf.Root.Metadata.Filter != Name.FlateDecode:
        yield "the metadata are packed in a way that is not allowed"


def _colors(pdf: pikepdf.Pdf) -> Iterator[str]:
    intents = [intent for intent in pdf.Root.get("/OutputIntents", []) if intent.S == Name.GTS_PDFA1]
    if len(intents) != 1:
        yield f"{len(intents)} output intents"
        return
    profile = bytes(intents[0].DestOutputProfile.read_bytes())
    if profile[16:20] != b"RGB " or profile[36:40] != b"acsp" or intents[0].DestOutputProfile.N != 3:
        yield "the output intent has no RGB profile"
    if any(item.get("/ColorSpace") == Name.DeviceCMYK for item in _streams(pdf)):
        yield "a picture is in CMYK, the output intent in RGB"


def _fonts(pdf: pikepdf.Pdf) -> Iterator[str]:
    for font in (item for item in pdf.objects if _is(item, "/Font") and "/DescendantFonts" in item):
        descriptor = font.DescendantFonts[0].FontDescriptor
        if not any(f"/FontFile{kind}" in descriptor for kind in ("", "2", "3")):
            yield f"{font.BaseFont} is not embedded"
        if "+" not in str(font.BaseFont):
            yield f"{font.BaseFont} is not subset"
        if "/ToUnicode" not in font:
            yield f"the text in {font.BaseFont} cannot be read out"
        elif any(char in _told(font.ToUnicode.read_bytes()) for char in (0x0000, 0xFEFF, 0xFFFE)):
            yield f"characters of {font.BaseFont} have no meaning"


def _told(table: bytes) -> set[int]:
    """The characters that a ToUnicode table names."""
    found: set[int] = set()
    for block in table.split(b"beginbfchar")[1:]:
        words = block.split(b"endbfchar")[0].split()
        found |= {int(word.strip(b"<>")[:4], 16) for word in words[1::2] if word.startswith(b"<")}
    return found


def _contents(pdf: pikepdf.Pdf) -> Iterator[str]:
    for item in pdf.objects:
        for key in item.keys() if isinstance(item, pikepdf.Dictionary | pikepdf.Stream) else ():
            if key in _FORBIDDEN:
                yield f"{key} is not allowed"
    if any(item.get("/Filter") == Name.LZWDecode for item in _streams(pdf)):
        yield "LZW is not allowed"
    if any("/Annots" in page for page in pdf.pages):
        yield "there are annotations, of which nothing is known"
    if any(item.get("/Interpolate", False) for item in _streams(pdf)):
        yield "a picture is interpolated"


def _streams(pdf: pikepdf.Pdf) -> Iterator[Any]:
    return (item for item in pdf.objects if isinstance(item, pikepdf.Stream))


def _is(item: object, kind: str) -> bool:
    return isinstance(item, pikepdf.Dictionary) and item.get("/Type") == Name(kind)
