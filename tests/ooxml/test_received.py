"""Word files from anywhere: whoever reads them, what is wrong with them is told alike."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hongtou.checking.word.reader import read_docx as read_to_check
from hongtou.errors import InputError
from hongtou.importing.word import read_word
from hongtou.ooxml.received import ReceivedFile
from hongtou.returning.docx import read_docx

_BODY = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body/></w:document>'
READERS: list[Callable[[Path], object]] = [read_word, read_to_check, read_docx]


def written(path: Path, body: str) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", body)
        archive.writestr("word/styles.xml", _BODY)
    return path


@pytest.mark.parametrize("read", READERS)
def test_entities_are_refused_by_every_reader(tmp_path: Path, read: Callable[[Path], object]) -> None:
    bomb = written(tmp_path / "来文.docx", f'<!DOCTYPE w [<!ENTITY a "甲">]>{_BODY}')
    with pytest.raises(InputError, match=r"来文\.docx：不是完好的 Word 文档"):
        read(bomb)


@pytest.mark.parametrize("read", READERS)
def test_a_file_with_a_password_is_told_by_every_reader(tmp_path: Path, read: Callable[[Path], object]) -> None:
    (tmp_path / "来文.docx").write_bytes(b"\xd0\xcf\x11\xe0" + b"\0" * 600)
    with pytest.raises(InputError, match="有密码，或者其实是旧版 Word 文件"):
        read(tmp_path / "来文.docx")


def test_a_part_is_given_as_it_is_and_as_a_tree(tmp_path: Path) -> None:
    file = ReceivedFile(written(tmp_path / "来文.docx", _BODY))
    assert file.content("word/document.xml") == _BODY.encode()
    assert file.content("word/numbering.xml") == b""
    assert file.part("word/numbering.xml") is None
    assert file.body.tag.endswith("}body")
