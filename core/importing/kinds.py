"""The kinds of files that hongtou itself reads; they take the same road as anyone's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..plugin import Importer, PacketSheet, PacketSource, TrackedChanges, hookimpl
from .office_files import MEMORY, NAMES, SECONDS

if TYPE_CHECKING:
    from .source import Source


# Their modules are imported when they read: every command loads the plug-ins.
def _read_plain(path: Path, changes: TrackedChanges) -> Source:
    from .plain import read_plain

    return read_plain(path, changes)


def _read_word(path: Path, changes: TrackedChanges) -> Source:
    from .word import read_word

    return read_word(path, changes)


def _read_html(path: Path, changes: TrackedChanges) -> Source:
    from .html import read_html

    return read_html(path, changes)


def _read_pdf(path: Path, changes: TrackedChanges) -> Source:
    from .pdf import read_pdf

    return read_pdf(path, changes)


def _read_office(path: Path, changes: TrackedChanges) -> Source:
    from .office import read_office

    return read_office(path, changes)


def _read_workbook(path: Path, content: bytes) -> Sequence[PacketSheet]:
    from .filled import workbook

    return workbook(path, content)


def _read_csv(path: Path, content: bytes) -> Sequence[PacketSheet]:
    from .filled import csv

    return csv(path, content)


IMPORTERS: Final = (
    Importer("txt", "文本文件：UTF-8、GB18030、UTF-16", (".txt", ".md", ".text", ""), _read_plain),
    Importer("docx", "Word 文档", (".docx", ".docm"), _read_word),
    Importer("html", "网页，或者从 Word 粘贴的 HTML", (".html", ".htm"), _read_html),
    Importer("pdf", "有文字的 PDF", (".pdf",), _read_pdf),
    Importer("office", "DOC、WPS、RTF、ODT，经 LibreOffice", tuple(NAMES), _read_office, SECONDS, MEMORY),
)
# The files whose kind the readers of workbooks tell are among them: they say how to save them.
_WORKBOOKS: Final = (".xlsx", ".xls", ".et", ".xlsm", ".xlsb", ".ods")
BUILT_IN: Final = {suffix: importer for importer in IMPORTERS for suffix in importer.suffixes}


@hookimpl
def hongtou_register_importers(register: Callable[[Importer], None]) -> None:
    """Bring the importers of text files, Word documents and whatever else people have."""
    for importer in IMPORTERS:
        register(importer)


@hookimpl
def hongtou_register_packet_sources(register: Callable[[PacketSource], None]) -> None:
    """Bring what packets are filled from: workbooks, and tables as text."""
    register(PacketSource("workbook", "XLSX、XLS 和 WPS 的 ET", _WORKBOOKS, _read_workbook))
    register(PacketSource("csv", "CSV：逗号、分号或者制表符隔开的文字", (".csv", ".tsv"), _read_csv))
