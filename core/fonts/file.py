"""A font file: which characters it has, and how wide and high they are, as HarfBuzz reads it."""

from __future__ import annotations

import mmap
import os
import struct
import unicodedata
from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..errors import FontError
from ..files.reasons import reason
from ..layout.metrics import Ink
from ..values import dataclass
from .outline_bounds import OutlineBounds

if TYPE_CHECKING:
    import uharfbuzz

# How a font begins: with TrueType's outlines (two ways), or with those of PostScript; and a collection of fonts.
_FONTS: Final = frozenset({b"\x00\x01\x00\x00", b"true", b"OTTO"})
_COLLECTION: Final = b"ttcf"
# OS/2.fsType (OpenType 1.9): what a font's maker forbids.
_RESTRICTED: Final = 0x0002
_ALLOWED: Final = 0x000C
_NO_SUBSETTING: Final = 0x0100
_BITMAPS_ONLY: Final = 0x0200
# Blanks, and what directs others: characters that show nothing.
_BLANK: Final = frozenset({"Zs", "Cf", "Cc"})
_MEMBERS_MAX: Final = 64
# Of the table of names: the licence, where it is told, whose it is.
_LICENCE: Final = (13, 14, 0)
_CALLED: Final = {"LXGWWenKai": "霞鹜文楷", "NotoSerifCJK": "思源宋体", "NotoSansCJK": "思源黑体"}


@dataclass(frozen=True)
class FaceFile:
    """A font file as layout and painters read it; values in em."""

    path: Path

    @cached_property
    def face(self) -> uharfbuzz.Face:
        """HarfBuzz's view of the file; of a collection that of the font with the mainland's forms, or else of the first.

        :raises FontError: it cannot be read, is no font, or is cut off.
        """
        import uharfbuzz

        try:
            count = _fonts_in(self.path)
            # HarfBuzz maps the file: collections have 25 MB, of which a document needs little, and processes share it.
            blob = uharfbuzz.Blob.from_file_path(os.fsencode(self.path)) if count else None
        except (OSError, uharfbuzz.HarfBuzzError) as error:
            raise FontError(self._unusable(reason(error) if isinstance(error, OSError) else "打不开")) from error
        if not blob:
            raise FontError(self._unusable("不是字体，或者坏了"))
        faces = [uharfbuzz.Face(blob, number) for number in range(count)]
        return next(filter(_is_simplified, faces[1:]), faces[0])

    @property
    def index(self) -> int:
        """Which font of its file it is; 0 but in collections."""
        return int(self.face.index)

    @cached_property
    def font(self) -> uharfbuzz.Font:
        """The face in units of its em."""
        import uharfbuzz

        return uharfbuzz.Font(self.face)

    @property
    def name(self) -> str:
        """What people call it: the free ones by their Chinese names."""
        return next((name for start, name in _CALLED.items() if self.path.name.startswith(start)), self.path.stem)

    @property
    def licence(self) -> str:
        """What the file says of who may use it, or whose it is; empty: nothing."""
        return next(filter(None, (self.face.get_name(number) for number in _LICENCE)), "") or ""

    def _unusable(self, why: str) -> str:
        return f"字体文件“{self.path}”读不了：{why}。请换成完好的 OTF、TTF 或 TTC 文件"

    @cached_property
    def em(self) -> int:
        """Units of the em."""
        return int(self.face.upem)

    @cached_property
    def extents(self) -> tuple[float, float]:
        """Ascent and descent (negative below the baseline) as text engines take them from the file."""
        ascent, descent = struct.unpack_from(">hh", self.face.reference_table("hhea").data, 4)
        # Some files have the descent's sign wrong; HarfBuzz reads it as below the baseline all the same.
        return ascent / self.em, -abs(descent) / self.em

    @property
    def middle(self) -> float:
        """How far the baseline lies below the middle of a line that centres these extents."""
        ascent, descent = self.extents
        return (ascent + descent) / 2

    @cached_property
    def _is_outlined(self) -> bool:
        """Whether it has outlines at all, and not bitmaps alone, which :attr:`unfit` tells."""
        return bool({"CFF ", "CFF2", "glyf"} & set(self.face.table_tags))

    @cached_property
    def unfit(self) -> str:
        """Why no PDF can embed it: its maker forbids it, or it has no outlines; empty: it can be embedded."""
        if not self._is_outlined:
            return "里没有字的轮廓（只有点阵），不能印刷"
        os2 = self.face.reference_table("OS/2").data
        allowed = struct.unpack_from(">H", os2, 8)[0] if len(os2) >= 10 else 0
        if allowed & _RESTRICTED and not allowed & _ALLOWED:
            return "的作者不许把它嵌入文件"
        if allowed & _NO_SUBSETTING:
            return "的作者只许整个嵌入，不许截取"
        return "的作者只许嵌入点阵" if allowed & _BITMAPS_ONLY else ""

    def require_embeddable(self) -> None:
        """See that a PDF can embed it.

        :raises FontError: its maker forbids it, or it has no outlines.
        """
        if self.unfit:
            raise FontError(f"字体文件“{self.path}”{self.unfit}。请在 hongtou.yaml 的“字体”里换一个可以嵌入的字体文件")

    def has(self, char: str) -> bool:
        """Whether it has a glyph for the character that shows something; blanks show nothing anywhere.

        Some fonts name characters and draw nothing for them: what is written would be lost without a word.
        """
        glyph = self.font.get_nominal_glyph(ord(char))
        if glyph is None or not self._is_outlined:
            return glyph is not None
        extents = self.font.get_glyph_extents(glyph)
        return bool(extents and (extents.width or extents.height)) or unicodedata.category(char) in _BLANK

    def glyph(self, char: str) -> int:
        """The number of a character's glyph; 0, the sign for what is missing, where it has none."""
        return self.font.get_nominal_glyph(ord(char)) or 0

    @cached_property
    def advances(self) -> Mapping[str, float]:
        """The widths of characters that it has."""
        return _Advances(self)

    def advance(self, char: str) -> float:
        """The width of a character that it has."""
        return self.advances[char]

    def ink(self, char: str) -> Ink:
        """How far a character's ink reaches; nothing for a space."""
        _, bottom, _, top = self.box(char)
        return Ink(top, bottom)

    def box(self, char: str) -> tuple[float, float, float, float]:
        """The left, lower, right and upper edge of a character's ink; nothing for a space."""
        # HarfBuzz's own extents are those of the curves' control points.
        pen = OutlineBounds()
        self.font.draw_glyph_with_pen(self.glyph(char), pen)
        left, bottom, right, top = pen.bounds
        return left / self.em, bottom / self.em, right / self.em, top / self.em


class _Advances(dict[str, float]):
    """Widths, each asked for once."""

    def __init__(self, file: FaceFile) -> None:
        super().__init__()
        self._file = file

    def __missing__(self, char: str) -> float:
        file = self._file
        return self.setdefault(char, float(file.font.get_glyph_h_advance(file.glyph(char))) / file.em)


def _fonts_in(path: Path) -> int:
    """How many fonts a file has; 0: it is no font file, or one is cut off.

    :raises OSError: it cannot be read.
    """
    with path.open("rb") as file:
        if not os.fstat(file.fileno()).st_size:
            return 0
        with mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as data:
            members = _members(data)
            return len(members) if all(_is_whole(data, start) for start in members) else 0


def _members(data: mmap.mmap) -> tuple[int, ...]:
    """Where the fonts in a file begin; none: it is no font file."""
    if data[:4] in _FONTS:
        return (0,)
    if data[:4] != _COLLECTION or len(data) < 12:
        return ()
    (count,) = struct.unpack_from(">L", data, 8)
    if not 0 < count <= _MEMBERS_MAX or len(data) < 12 + 4 * count:
        return ()
    return struct.unpack_from(f">{count}L", data, 12)


def _is_whole(data: mmap.mmap, start: int) -> bool:
    """Whether the tables of the font that begins here lie within the file, and it has those that every font has."""
    tables = dict(_tables(data, start))
    return {"cmap", "head", "hhea", "hmtx", "maxp"} <= tables.keys() and max(tables.values()) <= len(data)


def _tables(data: mmap.mmap, start: int) -> Iterator[tuple[str, int]]:
    """The tables of a font: their tags, and where they end."""
    if start + 12 > len(data):
        return
    (count,) = struct.unpack_from(">H", data, start + 4)
    for place in range(start + 12, min(start + 12 + 16 * count, len(data) - 15), 16):
        tag, _, offset, length = struct.unpack_from(">4sLLL", data, place)
        yield tag.decode("latin-1"), offset + length


def _is_simplified(face: uharfbuzz.Face) -> bool:
    """Whether it has the mainland's forms of the characters, as collections with a font for each region call it."""
    import uharfbuzz

    return str(face.get_name(uharfbuzz.OTNameIdPredefined.FONT_FAMILY)).endswith(" SC")
