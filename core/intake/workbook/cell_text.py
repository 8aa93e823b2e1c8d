"""The text of a cell: what nobody sees is dropped, what no document can show is told apart."""

from __future__ import annotations

import unicodedata
from typing import Final

from ...pattern import pattern
from ..text.decoding import COMBINING

_BREAKS: Final = pattern("\r\n|[\r\x0b\u2028\u2029]")
# Joiners, direction marks, soft hyphens, variation selectors, byte order marks: pasted from web pages and chats.
_UNSEEN: Final = pattern("[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]")
_UNFIT: Final = pattern(f"[\x00-\x08\x0c-\x1f\x7f-\x9f\ud800-\udfff\ufff9-\ufffb\ufffd-\uffff{COMBINING}]")


def clean(raw: str) -> str:
    r"""A cell's text without blanks around it and without what nobody sees, ``\n`` at the end of its lines."""
    return unicodedata.normalize("NFC", _UNSEEN.sub("", _BREAKS.sub("\n", raw))).strip()


def is_unfit(text: str) -> bool:
    """Whether it holds control characters, the mark of text that was lost, or accents apart: no document can show them."""
    return _UNFIT.search(text) is not None
