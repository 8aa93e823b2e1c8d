"""The file around a DOCX of ours: its parts, and its properties that are ours."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..errors import InputError
from ..layout.styles import Role
from ..ooxml.received import ReceivedFile
from .record import PROPERTY

if TYPE_CHECKING:
    from lxml.etree import _Element

_TITLE_STYLE: Final = re.compile(f'w:styleId="(?P<id>[^"]+)"[^>]*>\\s*<w:name w:val="{Role.TITLE.value}"'.encode())


def is_ours(path: Path) -> bool:
    """Whether a file is a DOCX that was made here: it says so, or its title has the style of ours."""
    if path.suffix.lower() != ".docx":
        return False
    try:
        file = ReceivedFile(path)
    except InputError:
        return False
    styles = file.content("word/styles.xml")
    if not all(f'"{role.value}"'.encode() in styles for role in (Role.TEXT, Role.TITLE, Role.ADDRESSEES, Role.HEADING_1)):
        return False
    title = _TITLE_STYLE.search(styles)
    used = title is not None and b'<w:pStyle w:val="' + title["id"] + b'"' in file.content("word/document.xml")
    return used or f'"{PROPERTY}'.encode() in file.content("docProps/custom.xml")


def properties(tree: _Element | None) -> dict[str, str]:
    """The file's own properties that are ours."""
    found = tree if tree is not None else ()
    return {one.get("name", ""): "".join(map(str, one.itertext())) for one in found if one.get("name", "").startswith(PROPERTY)}
