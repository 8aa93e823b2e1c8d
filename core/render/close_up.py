"""Keeps LibreOffice from setting a space between hanzi and narrow letters or digits, which the standard does not know.

Word sets none where ``w:autoSpaceDE`` and ``w:autoSpaceDN`` are 0. LibreOffice reads neither, and spaces by a fifth of an em: lines
would break elsewhere than in the PDF. But it spaces characters only, not what stands at a field. So an empty field is put there
for LibreOffice alone, as what is to be taken by readers that do not know Word 2010's drawings; others find nothing.
"""

from __future__ import annotations

import re
from typing import Final

_MC: Final = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_WP14: Final = "http://schemas.microsoft.com/office/word/2010/wordprocessingDrawing"
# The prefixes are declared here: a template that an office has saved may lack them, and one that is not declared breaks a file.
CLOSE_UP: Final = (
    f'<mc:AlternateContent xmlns:mc="{_MC}"><mc:Choice xmlns:wp14="{_WP14}" Requires="wp14"/><mc:Fallback>'
    '<w:fldChar w:fldCharType="begin"/><w:fldChar w:fldCharType="end"/></mc:Fallback></mc:AlternateContent>'
)
_WIDE: Final = "々〇\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff０-９Ａ-Ｚａ-ｚ\U00020000-\U0003ffff"
_NARROW: Final = "0-9A-Za-zÀ-ÖØ-öø-ɏͰ-Ͽ"
_MEETING: Final = re.compile(f"(?<=[{_WIDE}])(?=[{_NARROW}])|(?<=[{_NARROW}])(?=[{_WIDE}])")


def parts(text: str) -> list[str]:
    """A text, cut where a wide letter meets a narrow one."""
    return _MEETING.split(text)


def meet(two: str) -> bool:
    """Whether two characters are a wide letter and a narrow one."""
    return len(two) == 2 and len(parts(two)) == 2
