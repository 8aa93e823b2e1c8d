"""The file around a DOCX of ours: its parts, and its properties that are ours."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..errors import InputError
from ..layout.styles import Role
from .record import PROPERTY

if TYPE_CHECKING:
    from lxml.etree import _Element

_BYTES_MAX: Final = 24 * 1024 * 1024
_TITLE_STYLE: Final = re.compile(f'w:styleId="(?P<id>[^"]+)"[^>]*>\\s*<w:name w:val="{Role.TITLE.value}"'.encode())


def is_ours(path: Path) -> bool:
    """Whether a file is a DOCX that was made here: it says so, or its title has the style of ours."""
    if path.suffix.lower() != ".docx":
        return False
    try:
        parts = parts_of(path)
    except InputError:
        return False
    styles = parts.get("word/styles.xml", b"")
    if not all(f'"{role.value}"'.encode() in styles for role in (Role.TEXT, Role.TITLE, Role.ADDRESSEES, Role.HEADING_1)):
        return False
    title = _TITLE_STYLE.search(styles)
    used = title is not None and b'<w:pStyle w:val="' + title["id"] + b'"' in parts.get("word/document.xml", b"")
    return used or f'"{PROPERTY}'.encode() in parts.get("docProps/custom.xml", b"")


def parts_of(path: Path) -> dict[str, bytes]:
    """The parts of a DOCX that are read.

    :raises InputError: it is damaged, or too large.
    """
    wanted = {"word/document.xml", "word/styles.xml", "word/numbering.xml", "word/comments.xml", "docProps/custom.xml"}
    try:
        with zipfile.ZipFile(path) as archive:
            infos = [one for one in archive.infolist() if one.filename in wanted]
            if sum(one.file_size for one in infos) > _BYTES_MAX:
                raise InputError(f"{path}：展开以后太大（超过 {_BYTES_MAX // 1024**2} MB），没有读")
            return {one.filename: archive.read(one) for one in infos}
    except FileNotFoundError as error:
        raise InputError(f"{path}：找不到这个文件") from error
    except (OSError, zipfile.BadZipFile, zlib.error, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
        raise damaged(path) from error


def damaged(path: Path) -> InputError:
    """What to tell of a file that is no sound DOCX."""
    return InputError(f"{path}：不是完好的 Word 文档（DOCX）。用 Word 或 WPS 打开，另存为 .docx 再来")


def parsed(content: bytes, path: Path) -> _Element:
    """A part as a tree; nothing is fetched and no entity is read.

    :raises InputError: it is no XML.
    """
    from lxml import etree

    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        return etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise damaged(path) from error


def properties(tree: _Element | None) -> dict[str, str]:
    """The file's own properties that are ours."""
    found = tree if tree is not None else ()
    return {one.get("name", ""): "".join(map(str, one.itertext())) for one in found if one.get("name", "").startswith(PROPERTY)}
