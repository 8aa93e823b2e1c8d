"""Fonts as a document embeds them: HarfBuzz cuts each to the characters that the document has."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import lru_cache
from itertools import count
from typing import TYPE_CHECKING, Final

from ..values import dataclass
from .file import FaceFile

if TYPE_CHECKING:
    import uharfbuzz

# What a document needs of a font: the outlines and what they are read with.
_KEPT: Final = frozenset(
    {"CFF ", "CFF2", "glyf", "loca", "head", "hhea", "hmtx", "maxp", "cvt ", "fpgm", "prep", "fvar", "gvar", "HVAR"}
)
# A prepared face is cut in a tenth of the time, but to prepare one takes as long as cutting some twenty times.
_PREPARED_AFTER: Final = 20
# So few characters, figures mostly, return from document to document; a large font takes as long for them as for many.
_RECURRING_MAX: Final = 12


@dataclass(frozen=True, slots=True)
class Subset:
    """A font cut to some characters; lengths in thousandths of the em.

    :param name: its PostScript name, with the prefix that tells subsets apart.
    :param layers: for each character its code; characters that share a glyph stand in different layers, each of which is a
        font of its own in the PDF, so that copied text is what was written.
    :param widths: of the glyphs, by their codes from 0.
    :param program: its file: bare CFF, or TrueType.
    """

    name: str
    layers: tuple[Mapping[str, int], ...]
    widths: tuple[int, ...]
    program: bytes = field(repr=False)
    is_cff: bool
    box: tuple[int, int, int, int]
    ascent: int
    descent: int


def subset(file: FaceFile, chars: str) -> Subset:
    """Cut a font to these characters, which it has.

    :raises FontError: its maker forbids to embed it, or it has no outlines.
    """
    return _recurring(file, chars) if len(chars) <= _RECURRING_MAX else _cut(file, chars)


@lru_cache(maxsize=64)
def _recurring(file: FaceFile, chars: str) -> Subset:
    return _cut(file, chars)


def _cut(file: FaceFile, chars: str) -> Subset:
    import uharfbuzz as hb

    file.require_embeddable()
    glyphs = {char: file.glyph(char) for char in chars}
    wanted = hb.SubsetInput()
    wanted.glyph_set.update(glyphs.values())
    wanted.flags = (
        hb.SubsetFlags.NO_HINTING
        | hb.SubsetFlags.CFF_IDENTITY_CHARSET
        | hb.SubsetFlags.NO_LAYOUT_CLOSURE
        | hb.SubsetFlags.DOWNGRADE_CFF2
    )
    wanted.drop_table_tag_set.update(_number(tag) for tag in file.face.table_tags if tag not in _KEPT)
    wanted.pin_all_axes_to_default(file.face)
    plan = hb.SubsetPlan(_source(file), wanted)
    cut = plan.execute()
    codes = plan.old_to_new_glyph_mapping
    is_cff = "CFF " in cut.table_tags
    program = bytes(cut.reference_table("CFF ").data if is_cff else cut.blob.data)
    ascent, descent = file.extents
    return Subset(
        name=f"{_prefix(program)}+{_name(file)}",
        layers=tuple(_layers({char: codes[glyph] for char, glyph in glyphs.items()})),
        widths=_widths(cut),
        program=program,
        is_cff=is_cff,
        box=_box(file.face),
        ascent=round(ascent * 1000),
        descent=round(descent * 1000),
    )


def _layers(codes: Mapping[str, int]) -> Iterator[dict[str, int]]:
    """Characters in as few groups as there are characters for one glyph, none of which has a glyph twice."""
    rest = dict(codes)
    while rest:
        layer = {code: char for char, code in reversed(rest.items())}
        yield {char: code for code, char in reversed(layer.items())}
        rest = {char: code for char, code in rest.items() if layer[code] != char}


def _widths(face: uharfbuzz.Face) -> tuple[int, ...]:
    import uharfbuzz as hb

    font = hb.Font(face)
    return tuple(round(font.get_glyph_h_advance(glyph) * 1000 / face.upem) for glyph in range(face.glyph_count))


_uses: Final[dict[FaceFile, Iterator[int]]] = {}


def _source(file: FaceFile) -> uharfbuzz.Face:
    """What a font is cut from: for whoever makes many documents a prepared face, which gives the same bytes."""
    uses = _uses.setdefault(file, count())
    return file.face if next(uses) < _PREPARED_AFTER else _prepared(file)


@lru_cache(maxsize=32)
def _prepared(file: FaceFile) -> uharfbuzz.Face:
    import uharfbuzz as hb

    return hb.subset_preprocess(file.face)


def _box(face: uharfbuzz.Face) -> tuple[int, int, int, int]:
    """The box that holds every glyph."""
    box = struct.unpack_from(">4h", face.reference_table("head").data, 36)
    left, bottom, right, top = (round(value * 1000 / face.upem) for value in box)
    return left, bottom, right, top


def _name(file: FaceFile) -> str:
    """A font's PostScript name, or what its file is called, with such letters as a PDF's names have."""
    import uharfbuzz as hb

    name = file.face.get_name(hb.OTNameIdPredefined.POSTSCRIPT_NAME) or file.path.stem
    return "".join(char for char in name if char.isascii() and (char.isalnum() or char in "-_")) or "Font"


def _number(tag: str) -> int:
    return int.from_bytes(tag.encode("latin-1"), "big")


def _prefix(program: bytes) -> str:
    """Six letters that are the same for the same glyphs."""
    return "".join(chr(65 + byte % 26) for byte in hashlib.sha256(program).digest()[:6])
