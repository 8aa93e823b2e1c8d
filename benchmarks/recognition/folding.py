"""Texts as they are compared: forms of one character alike, blanks aside."""

from __future__ import annotations

import unicodedata
from typing import Final

_BRACKETS: Final = str.maketrans("[]（）()“”。", '〔〕〔〕〔〕"".')


def folded(value: object) -> str:
    """A text for comparison; empty for what is none."""
    return "".join(unicodedata.normalize("NFKC", str(value or "").translate(_BRACKETS)).split())
