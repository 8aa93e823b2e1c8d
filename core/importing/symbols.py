"""Characters of the fonts of symbols (Wingdings and others) as characters that every face has."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

# By the code that the font has for it.
_WINGDINGS: Final = {
    **dict(zip((0x28, 0x2A, 0x46, 0x6C, 0x6E, 0x6F, 0x71, 0x72, 0x75, 0x76, 0x9E, 0x9F), "☎✉☞●■□□□◆❖·•", strict=True)),
    **dict(zip(range(0x81, 0x8B), "①②③④⑤⑥⑦⑧⑨⑩", strict=True)),
    **dict(zip(range(0x8C, 0x96), "❶❷❸❹❺❻❼❽❾❿", strict=True)),
    **dict(zip((0xA1, 0xA7, 0xA8, 0xAB, 0xD8, 0xDF, 0xE0, 0xE1, 0xE2, 0xF0), "○▪□★➢←→↑↓⇨", strict=True)),
    **dict(zip((0xFB, 0xFC, 0xFD, 0xFE), "✗✓☒☑", strict=True)),
}
_WINGDINGS_2: Final = dict(zip((0x4F, 0x50, 0x51, 0x52, 0x53, 0x54, 0xA3), "✗✓☒☑☒☒□", strict=True))
_SYMBOL: Final = {
    **dict(zip((0x61, 0x62, 0x67, 0x64, 0x65, 0x6C, 0x6D, 0x70, 0x73, 0x44, 0x53, 0x57), "αβγδελμπσΔΣΩ", strict=True)),
    **dict(zip((0xA3, 0xA5, 0xAE, 0xB0, 0xB1, 0xB3, 0xB4, 0xB7, 0xB8, 0xB9, 0xBB, 0xD6), "≤∞→°±≥×•÷≠≈√", strict=True)),
}
_FONTS: Final = {"wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2, "symbol": _SYMBOL}
_FONTS_OF_SYMBOLS: Final = frozenset({*_FONTS, "wingdings 3", "webdings", "zapfdingbats", "marlett"})


def is_of_symbols(font: str) -> bool:
    """Whether a font has symbols in the place of letters."""
    return font.lower() in _FONTS_OF_SYMBOLS


def symbols(text: str, font: str) -> Iterator[tuple[str, str]]:
    """Each character of a text with what it shows; empty: nobody knows.

    :param font: the font that it is set in; characters of the range that such fonts use are looked up in it, too.
    """
    table = _FONTS.get(font.lower(), {})
    for char in text:
        code = ord(char)
        own = 0xF020 <= code <= 0xF0FF
        if own or (is_of_symbols(font) and 0x20 < code <= 0xFF):
            yield char, table.get(code - 0xF000 if own else code, "")
        else:
            yield char, char
