"""Font files of every kind that an office may name, drawn here: each has a few characters, all of them the same square."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.t2CharStringPen import T2CharStringPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTCollection, TTFont
from fontTools.ttLib.tables.TupleVariation import TupleVariation

CHARS = "公文甲"
EM = 1000
SQUARE = ((100, 0), (100, 800), (900, 800), (900, 0))
_NAMES = {char: f"cid{place:05}" for place, char in enumerate(CHARS, 1)}
_ORDER = [".notdef", *_NAMES.values()]


def _builder(*, is_truetype: bool, chars: str = CHARS) -> FontBuilder:
    builder = FontBuilder(EM, isTTF=is_truetype)
    builder.setupGlyphOrder(_ORDER)
    builder.setupCharacterMap({ord(char): name for char, name in _NAMES.items() if char in chars})
    return builder


def _finished(builder: FontBuilder) -> TTFont:
    builder.setupHorizontalMetrics(dict.fromkeys(_ORDER, (EM, 100)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Yunzhou", "styleName": "Regular", "psName": "Yunzhou-Regular"})
    builder.setupOS2(fsType=0)
    builder.setupPost()
    return builder.font


def truetype(chars: str = CHARS) -> TTFont:
    """Outlines of TrueType."""
    builder = _builder(is_truetype=True, chars=chars)
    pen = TTGlyphPen(None)
    _draw(pen)
    builder.setupGlyf(dict.fromkeys(_ORDER, pen.glyph()))
    return _finished(builder)


def blank() -> TTFont:
    """A glyph for every character, with no outline in any."""
    builder = _builder(is_truetype=True)
    builder.setupGlyf(dict.fromkeys(_ORDER, TTGlyphPen(None).glyph()))
    return _finished(builder)


def postscript() -> TTFont:
    """Outlines of PostScript, glyphs known by names."""
    builder = _builder(is_truetype=False)
    builder.setupCFF("Yunzhou-Regular", {}, _charstrings(), {})
    return _finished(builder)


def numbered() -> TTFont:
    """Outlines of PostScript, glyphs known by numbers (CID-keyed)."""
    from fontTools.cffLib import FDArrayIndex, FDSelect, FontDict

    font = postscript()
    cff = font["CFF "].cff
    top = cff.topDictIndex[0]
    dictionary = FontDict()
    dictionary.Private = top.Private
    dictionary.FontName = "Yunzhou-Regular-0"
    top.ROS = ("Adobe", "Identity", 0)
    top.CIDCount = len(_ORDER)
    top.FDArray = FDArrayIndex()
    top.FDArray.append(dictionary)
    top.FDSelect = FDSelect()
    top.FDSelect.gidArray = [0] * len(_ORDER)
    top.FDSelect.format = 3
    top.CharStrings.fdArray, top.CharStrings.fdSelect = top.FDArray, top.FDSelect
    del top.Private
    return font


def variable() -> TTFont:
    """Outlines of TrueType that an axis makes heavier."""
    builder = _builder(is_truetype=True)
    pen = TTGlyphPen(None)
    _draw(pen)
    builder.setupGlyf(dict.fromkeys(_ORDER, pen.glyph()))
    font = _finished(builder)
    builder.setupFvar([("wght", 400, 400, 900, "Weight")], [])
    moves = [(-50, 0), (-50, 0), (50, 0), (50, 0), *[(0, 0)] * 4]
    builder.setupGvar({name: [TupleVariation({"wght": (0.0, 1.0, 1.0)}, moves)] for name in _ORDER})
    return font


def variable_postscript() -> TTFont:
    """Outlines of PostScript in the form for axes (CFF2)."""
    builder = _builder(is_truetype=False)
    font = _finished(builder)
    builder.setupFvar([("wght", 400, 400, 900, "Weight")], [])
    builder.setupCFF2(_charstrings(is_cff2=True))
    return font


def collection(path: Path) -> None:
    """A file of two fonts."""
    several = TTCollection()
    several.fonts = [truetype(), postscript()]
    several.save(path)


def crowded(path: Path) -> None:
    """As many glyphs as a font can have."""
    names = [".notdef", *(f"n{place}" for place in range(1, 65535 - len(CHARS))), *_NAMES.values()]
    builder = FontBuilder(EM, isTTF=True)
    builder.setupGlyphOrder(names)
    builder.setupCharacterMap({ord(char): name for char, name in _NAMES.items()})
    blank, pen = TTGlyphPen(None), TTGlyphPen(None)
    _draw(pen)
    shapes = dict.fromkeys(names, blank.glyph()) | dict.fromkeys(_NAMES.values(), pen.glyph())
    builder.setupGlyf(shapes)
    builder.setupHorizontalMetrics(dict.fromkeys(names, (EM, 100)))
    builder.setupHorizontalHeader(ascent=880, descent=-120)
    builder.setupNameTable({"familyName": "Yunzhou", "styleName": "Regular", "psName": "Yunzhou-Regular"})
    builder.setupOS2(fsType=0)
    builder.setupPost(keepGlyphNames=False)
    builder.save(path)


def saved(make: Callable[[], TTFont]) -> Callable[[Path], None]:
    """What writes such a font to a file."""
    return lambda path: make().save(path)


def _draw(pen: TTGlyphPen | T2CharStringPen) -> None:
    first, *others = SQUARE
    pen.moveTo(first)
    for point in others:
        pen.lineTo(point)
    pen.closePath()


def _charstrings(*, is_cff2: bool = False) -> dict[str, object]:
    pen = T2CharStringPen(None if is_cff2 else EM, None, CFF2=is_cff2)
    _draw(pen)
    return {name: pen.getCharString() for name in _ORDER}


KINDS: dict[str, Callable[[Path], None]] = {
    "TrueType": saved(truetype),
    "CFF": saved(postscript),
    "CID-keyed": saved(numbered),
    "variable": saved(variable),
    "CFF2": saved(variable_postscript),
    "collection": collection,
    "65,535 glyphs": crowded,
}
