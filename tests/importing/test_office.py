"""Files of old Word, WPS and others through LibreOffice, where it is installed."""

from __future__ import annotations

import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from docx import Document as WordDocument
from hongtou.errors import InputError
from hongtou.importing import office
from hongtou.importing.apart import import_apart
from hongtou.importing.importer import import_file, importer_of
from hongtou.importing.kinds import BUILT_IN
from support.libreoffice import convert
from support.plugins import PLUGINS

KNOWN = list(PLUGINS.document_types)
LINES = ("关于开展义诊活动的通知", "各专科分会：", "学会决定开展义诊活动。", "云州市医学会", "2026年9月18日")


def word(path: Path) -> Path:
    document = WordDocument()
    for text in LINES[:3]:
        document.add_paragraph(text)
    table = document.add_table(2, 2, "Table Grid")
    for number, text in enumerate("甲乙丙丁"):
        table.cell(number // 2, number % 2).text = text
    for text in LINES[3:]:
        document.add_paragraph(text)
    document.save(str(path))
    return path


@pytest.mark.libreoffice
@pytest.mark.xdist_group("libreoffice")
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed; script/bootstrap --test installs it")
def test_every_kind_gives_the_same_draft_and_several_are_read_at_once(tmp_path: Path) -> None:
    source = word(tmp_path / "来文.docx")
    wanted = import_file(source, known=KNOWN)
    kinds = ("doc", "rtf", "odt")
    for kind in kinds:
        convert(tmp_path, [source], kind=kind)
    shutil.copyfile(tmp_path / "来文.doc", tmp_path / "来文.wps")
    files = [tmp_path / f"来文.{kind}" for kind in (*kinds, "wps")]
    with ThreadPoolExecutor(2) as pool:
        got = list(pool.map(lambda file: import_apart(file, importer_of(file, BUILT_IN), known=KNOWN), files))
    assert [one.drafts for one in got] == [wanted.drafts] * 4
    assert {path.name for path in tmp_path.iterdir()} == {"来文.docx", *(file.name for file in files)}


def test_without_libreoffice_people_are_told_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    (tmp_path / "来文.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    with pytest.raises(InputError, match=r"读旧版 Word 文件要用 LibreOffice.*apt-get install libreoffice-writer.*另存为 \.docx"):
        import_file(tmp_path / "来文.doc", known=KNOWN)


@pytest.mark.parametrize("kind", ["html", "docx"])
def test_a_file_is_read_by_what_it_is(tmp_path: Path, kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _: None)
    path = tmp_path / "来文.doc"
    if kind == "docx":
        word(path)
    else:
        path.write_text("<html><body>" + "".join(f"<p>{text}</p>" for text in LINES), encoding="utf-8")
    assert "标题: 关于开展义诊活动的通知" in import_file(path, known=KNOWN).drafts[0].text


def test_the_profile_lets_nothing_run_and_nothing_be_fetched() -> None:
    profile = office._profile()
    for path, name, value in (
        ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
        ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
        ("Writer/Content/Update", "Link", "0"),
    ):
        assert f'{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value>' in profile
