"""The kinds of files that hongtou itself reads; they take the same road as anyone's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from ..plugin import Importer, hookimpl
from .html import read_html
from .office import MEMORY, NAMES, SECONDS, read_office
from .pdf import read_pdf
from .plain import read_plain
from .word import read_word

IMPORTERS: Final = (
    Importer("txt", "文本文件：UTF-8、GB18030、UTF-16", (".txt", ".md", ".text", ""), read_plain),
    Importer("docx", "Word 文档", (".docx", ".docm"), read_word),
    Importer("html", "网页，或者从 Word 粘贴的 HTML", (".html", ".htm"), read_html),
    Importer("pdf", "有文字的 PDF", (".pdf",), read_pdf),
    Importer("office", "DOC、WPS、RTF、ODT，经 LibreOffice", tuple(NAMES), read_office, SECONDS, MEMORY),
)
BUILT_IN: Final = {suffix: importer for importer in IMPORTERS for suffix in importer.suffixes}


@hookimpl
def hongtou_register_importers(register: Callable[[Importer], None]) -> None:
    """Bring the importers of text files, Word documents and whatever else people have."""
    for importer in IMPORTERS:
        register(importer)
