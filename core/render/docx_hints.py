"""Hints for LibreOffice alone, so that it breaks lines where Word and the PDF do.

Where ``w:autoSpaceDE`` and ``w:autoSpaceDN`` are 0, Word sets no space between hanzi and narrow letters or digits. LibreOffice
reads neither and spaces by a fifth of an em. It also takes ``，2026``, ``12（`` and such for one piece, which Word breaks. A
zero-width space between them mends both; so one is put there as what is to be taken by readers that do not know the drawings of
Word 2010. Word, and whatever else knows them, finds nothing. And it stands there as deleted text, which LibreOffice shows like
any other where no revision tells of it, and which nobody else counts as text: whoever collects a document's ``w:t`` gets the
draft's characters and no more.
"""

from __future__ import annotations

import re
from typing import Final

_MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_WP14: Final = "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing"
# The prefixes are declared here: a template that an office has saved may lack them, and one that is not declared breaks a file.
HINT: Final = (
    f'<mc:AlternateContent xmlns:mc="{_MC}"><mc:Choice xmlns:wp14="{_WP14}" Requires="wp14"/>'
    "<mc:Fallback><w:delText>\u200b</w:delText></mc:Fallback></mc:AlternateContent>"
)
_NARROW: Final = r"0-9A-Za-zÀ-ÖØ-öø-ɏͰ-Ͽ"
_WIDE: Final = "々〇\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff\uff10-\uff19\uff21-\uff3a\uff41-\uff5a\U00020000-\U0003ffff"
_SIGNS: Final = "★①-⑳×"
_CLOSING: Final = f"，。、）》〉”’〕】」』·～％℃{_SIGNS}"
_OPENING: Final = f"（《〈“‘〔【「『￥№{_SIGNS}"
_PLACES: Final = re.compile(
    f"(?<=[{_WIDE}{_CLOSING}])(?=[{_NARROW}])|(?<=[{_NARROW}])(?=[{_WIDE}{_OPENING}])"
    f"|(?<=[0-9][%‰])(?=[{_OPENING}])|(?<=[%％‰℃][，。；：、])(?=[“‘])"
)


def parts(text: str) -> list[str]:
    """A text, cut where hints belong."""
    return _PLACES.split(text)


def wants_hint(before: str, after: str) -> bool:
    """Whether a hint belongs between two characters."""
    return len(parts(before + after)) > 1
