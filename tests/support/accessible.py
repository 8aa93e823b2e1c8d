"""Looks in a PDF for what level A of PDF/A-2 asks (ISO 19005-2, 6.7; ISO 32000-1, 14.7, 14.8): who cannot see it can read it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name

# ISO 32000-1, 14.8.4: those that documents of ours need.
_STANDARD = frozenset({"Document", "P", "H1", "H2", "H3", "H4", "H5", "H6", "Table", "TR", "TH", "TD", "Figure"})
_WITHIN = {"TR": {"Table"}, "TH": {"TR"}, "TD": {"TR"}, "Table": {"Document"}, "Figure": {"Document"}, "P": {"Document", "TD"}}
# What paints: text, paths, pictures.
_PAINTING = frozenset({"Tj", "TJ", "'", '"', "f", "F", "f*", "B", "B*", "b", "b*", "S", "s", "Do", "sh"})
_PRIVATE = ((0xE000, 0xF8FF), (0xF0000, 0x10FFFF))


def faults(pdf: pikepdf.Pdf) -> Iterator[str]:
    """What keeps a file from level A; empty: nothing that was looked for."""
    if not bool(pdf.Root.get("/MarkInfo", Dictionary()).get("/Marked", False)):
        yield "the file does not say that it is tagged"
    if not str(pdf.Root.get("/Lang", "")):
        yield "the language is not told"
    if "/StructTreeRoot" not in pdf.Root:
        yield "there is no structure"
        return
    held = dict[tuple[int, int], str]()
    for child in pdf.Root.StructTreeRoot.K:
        yield from _element(child, "", held)
    for number, page in enumerate(pdf.pages):
        yield from _page(page, number, held)
    for font in (item for item in pdf.objects if isinstance(item, Dictionary) and "/ToUnicode" in item):
        if any(first <= char <= last for char in _meanings(font.ToUnicode.read_bytes()) for first, last in _PRIVATE):
            yield f"characters of {font.BaseFont} are of private use"


def _element(element: Any, parent: str, held: dict[tuple[int, int], str]) -> Iterator[str]:
    kind = str(element.S)[1:]
    if kind not in _STANDARD:
        yield f"{kind} is no standard type"
    if parent and parent not in _WITHIN.get(kind, {"Document"}):
        yield f"{kind} stands in {parent}"
    if kind == "Figure" and not str(element.get("/Alt", "")):
        yield "a picture has no alternative"
    for child in element.get("/K", []):
        if isinstance(child, Dictionary) and "/S" in child:
            if child.P.objgen != element.objgen:
                yield f"{kind} is not the parent of its child"
            yield from _element(child, kind, held)
        else:
            page, number = (child.Pg, int(child.MCID)) if isinstance(child, Dictionary) else (element.Pg, int(child))
            held[page.objgen[0], number] = kind


def _page(page: Any, number: int, held: dict[tuple[int, int], str]) -> Iterator[str]:
    """Everything that is painted belongs to the structure, or is said to be an artifact."""
    inside: list[str] = []
    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = instruction.operands
        name = str(instruction.operator)
        if name in {"BMC", "BDC"}:
            marked_content = isinstance(operands[-1], Dictionary) and "/MCID" in operands[-1]
            inside.append("kept" if marked_content or operands[0] == Name.Artifact else "")
            if marked_content and (page.objgen[0], int(operands[-1].MCID)) not in held:
                yield f"page {number + 1}: piece {int(operands[-1].MCID)} is not in the structure"
        elif name == "EMC":
            inside.pop()
        elif name in _PAINTING and "kept" not in inside:
            yield f"page {number + 1}: {name} paints what is no part of the document"


def _meanings(table: bytes) -> Iterator[int]:
    """The characters that a ToUnicode table tells."""
    for block in table.split(b"beginbfchar")[1:]:
        for word in block.split(b"endbfchar")[0].split()[1::2]:
            yield from map(ord, bytes.fromhex(word.strip(b"<>").decode()).decode("utf-16-be"))
