"""Raised and lowered digits as characters of their own: m² must not become m2."""

from __future__ import annotations

from typing import Final

_SIGNS: Final = "0123456789+-=()"
_RAISED: Final = {
    "sup": str.maketrans(_SIGNS, "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾"),
    "sub": str.maketrans(_SIGNS, "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎"),
}


def raised(text: str, how: str) -> str:
    """A text as it stands above (``sup``) or below (``sub``) the line, if there are characters for all of it; else as it is."""
    return text.translate(_RAISED[how]) if set(text) <= set(_SIGNS) else text
