"""A Word file from anywhere: unpacked within limits, its parts parsed without looking anything up; nothing of it is run."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from ..errors import InputError

if TYPE_CHECKING:
    from lxml.etree import _Element

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BYTES_MAX: Final = 24 * 1024 * 1024
_MEMBERS_MAX: Final = 5000
_BODY: Final = "word/document.xml"
# What Word calls “strict” has other names for the same things.
_STRICT: Final = b"http://purl.oclc.org/ooxml/"
_NAMES: Final = (
    (b"wordprocessingml/main", b"wordprocessingml/2006/main"),
    (b"officeDocument/relationships", b"officeDocument/2006/relationships"),
    (b"officeDocument/math", b"officeDocument/2006/math"),
    (b"drawingml/main", b"drawingml/2006/main"),
)


class ReceivedFile:
    """A Word file's parts.

    :raises InputError: it is damaged, has a password, or is too large.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.has_macros = False
        self._members = self._read()

    @property
    def body(self) -> _Element:
        """What holds the text."""
        root = self.part(_BODY)
        body = root.find(f"{W}body") if root is not None else None
        if body is None:
            raise self.damaged()
        return body

    def part(self, name: str) -> _Element | None:
        """A part by its name; None: there is none."""
        from lxml import etree

        content = self._members.get(name)
        if content is None:
            return None
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
        try:
            root = etree.fromstring(_plain(content), parser)
        except etree.XMLSyntaxError as error:
            if "depth" in str(error):
                raise InputError(f"{self.path}：表格或者内容控件一层套一层，太深了，没有读。把里层的拿出来再来") from error
            raise self.damaged() from error
        if root.getroottree().docinfo.internalDTD is not None:  # no program writes one: entities are for bombs
            raise self.damaged()
        return root

    def content(self, name: str) -> bytes:
        """A part as the file has it; nothing where there is none."""
        return self._members.get(name, b"")

    def named(self, *starts: str) -> Iterator[tuple[str, _Element]]:
        """The parts whose names begin so, each with its name."""
        for name in sorted(self._members):
            if name.startswith(starts) and (part := self.part(name)) is not None:
                yield name, part

    def damaged(self) -> InputError:
        """The error that tells that it is."""
        return InputError(f"{self.path}：不是完好的 Word 文档（DOCX）。用 Word 或 WPS 打开，另存为 .docx 再来")

    def _read(self) -> Mapping[str, bytes]:
        try:
            with zipfile.ZipFile(self.path) as archive:
                infos = [one for one in archive.infolist() if one.filename.endswith((".xml", ".rels"))]
                self.has_macros = any("vbaProject" in name for name in archive.namelist())
                too_large = sum(info.file_size for info in infos) > _BYTES_MAX or len(infos) > _MEMBERS_MAX
                members = {} if too_large else {info.filename: archive.read(info) for info in infos}
        except FileNotFoundError as error:
            raise InputError(f"{self.path}：找不到这个文件") from error
        except (
            OSError,
            zipfile.BadZipFile,
            zipfile.LargeZipFile,
            RuntimeError,
            NotImplementedError,
            EOFError,
            ValueError,
        ) as error:
            raise self._unreadable() from error
        except Exception as error:  # zlib's, lzma's and bz2's own
            raise self.damaged() from error
        if too_large:
            raise InputError(f"{self.path}：展开以后太大（超过 {_BYTES_MAX // 1024**2} MB），没有读。分成几份再来")
        return members

    def _unreadable(self) -> InputError:
        try:
            with self.path.open("rb") as file:
                is_ole = file.read(4) == b"\xd0\xcf\x11\xe0"
        except OSError:
            is_ole = False
        if is_ole:  # so does Word keep what has a password
            return InputError(f"{self.path}：有密码，或者其实是旧版 Word 文件。去掉密码再来；没有密码的，把后缀改成 .doc 再来")
        return self.damaged()


def _plain(content: bytes) -> bytes:
    """A part with the usual names."""
    if _STRICT in content[:4096]:
        for strict, usual in _NAMES:
            content = content.replace(_STRICT + strict, b"http://schemas.openxmlformats.org/" + usual)
    return content
