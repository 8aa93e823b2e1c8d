"""The parts of a Word file, opened with care: nothing of it is run or fetched, and what is too large is refused."""

from __future__ import annotations

import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ...errors import InputError

if TYPE_CHECKING:
    from lxml.etree import _Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A: Final = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_BYTES_MAX: Final = 24 * 1024 * 1024


class Package:
    """A Word file.

    :raises InputError: it cannot be read, is damaged or too large.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._parts = self._read()

    def tree(self, name: str) -> _Element | None:
        """A part as XML; None: there is no such part.

        :raises InputError: it is damaged.
        """
        from lxml import etree

        if name not in self._parts:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            return etree.fromstring(self._parts[name], parser)
        except etree.XMLSyntaxError as error:
            raise self.damaged() from error

    def damaged(self) -> InputError:
        """The error that says so."""
        return InputError(f"{self._path}：不是完好的 Word 文档（DOCX）。用 Word 或 WPS 打开，另存为 .docx 再来")

    def _read(self) -> dict[str, bytes]:
        try:
            with zipfile.ZipFile(self._path) as archive:
                wanted = [one for one in archive.infolist() if one.filename.endswith((".xml", ".rels"))]
                if sum(one.file_size for one in wanted) > _BYTES_MAX:
                    raise InputError(f"{self._path}：展开以后太大（超过 {_BYTES_MAX // 1024**2} MB），没有读。分成几份再来")
                return {one.filename: archive.read(one) for one in wanted}
        except FileNotFoundError as error:
            raise InputError(f"{self._path}：找不到这个文件") from error
        except (OSError, zipfile.BadZipFile, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
            raise self.damaged() from error


def value(element: _Element | None, name: str, attribute: str = "val") -> str | None:
    """An attribute of a child; None: there is none."""
    child = element.find(f"{W}{name}") if element is not None else None
    return child.get(f"{W}{attribute}") if child is not None else None


def number(text: str | None) -> float | None:
    """A number in an attribute; None: it is none."""
    try:
        return float(text) if text is not None else None
    except ValueError:
        return None
