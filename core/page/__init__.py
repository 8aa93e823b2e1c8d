"""The painted page: what stands where on each sheet, glyph by glyph, for every output whose pages are fixed.

:func:`frames` turns a page plan into one :class:`Frame` for each page. A frame holds texts whose face is resolved and whose
place is known, fills, polygons and pictures; lengths are pt from the sheet's upper left corner. A renderer needs nothing else.
"""

from ..fonts.faces import FaceFile
from ..fonts.subset import Subset, subset
from ..layout.styles import Role
from .frame import Bookmark, Fill, Frame, Image, Polygon, Tag, Text
from .framing import frame, frames

__all__ = [
    "Bookmark",
    "FaceFile",
    "Fill",
    "Frame",
    "Image",
    "Polygon",
    "Role",
    "Subset",
    "Tag",
    "Text",
    "fitted",
    "frame",
    "frames",
    "subset",
]
