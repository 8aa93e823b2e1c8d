"""A DOCX that somebody has changed is known as such."""

from __future__ import annotations

import io
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import docx
import pytest
from hongtou import Drawing
from hongtou.errors import OutputError
from hongtou.files.edits import edited, guard
from hongtou.fonts.faces import Fonts
from hongtou.layout import lay_out
from hongtou.render.docx import render
from support.samples import filler, simple, whole

FONTS = Fonts()


@pytest.fixture(params=[simple(*filler(3)), whole()], ids=["simple", "whole"])
def made(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    file = tmp_path / "通知.docx"
    file.write_bytes(render(Drawing(request.param, lay_out(request.param, FONTS), FONTS, (files("hongtou.templates"),))))
    return file


def test_a_file_as_it_was_made_is_nobodys_edit(made: Path) -> None:
    assert edited(made) == ""
    guard([made, made.with_name("没有.docx"), made.with_suffix(".pdf")])


def test_a_word_that_was_changed_is_seen(made: Path) -> None:
    document = docx.Document(io.BytesIO(made.read_bytes()))
    next(paragraph for paragraph in document.paragraphs if paragraph.text).add_run("，请认真落实")
    document.save(str(made))
    assert edited(made) == "做成以后改过"
    with pytest.raises(OutputError, match=r"通知\.docx”做成以后改过，没有覆盖.*先改名，或者用 -o.*--force"):
        guard([made])


def _other(path: Path) -> None:
    docx.Document().save(str(path))


def _locked(path: Path) -> None:
    path.write_bytes(b"\xd0\xcf\x11\xe0 with a password")


def _cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:3000])


@pytest.mark.parametrize("spoil", [_other, _locked, _cut_off])
def test_a_document_that_is_not_ours_is_not_written_over(made: Path, spoil: Callable[[Path], None]) -> None:
    spoil(made)
    assert edited(made).startswith("不是 hongtou 做的")


def test_what_is_no_document_is_nobodys(tmp_path: Path) -> None:
    (tmp_path / "通知.docx").write_bytes(b"half")
    (tmp_path / "通知.pdf").write_bytes(b"PK\x03\x04")
    guard([tmp_path / "通知.docx", tmp_path / "通知.pdf"])
