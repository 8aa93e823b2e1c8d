"""A DOCX of ours, unedited, gives back the drafts that it was made from: ``script/trips`` shows it of the whole corpus."""

from __future__ import annotations

import io
import random
import re
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from docx import Document as WordDocument
from fidelity.corpus import corpus
from fidelity.returned import SAMPLES, drafts, faults, trip, trip_of
from hongtou import TrackedChanges
from hongtou.errors import InputError
from hongtou.importing.importer import Imported
from hongtou.intake import read_draft
from hongtou.office import load_office
from hongtou.returning.docx import read_docx
from hongtou.returning.drafts import made as drafts_of
from hongtou.returning.importer import import_own
from hongtou.returning.package import is_ours
from hongtou.returning.record import PROPERTY
from hongtou.runner import Runner
from support.plugins import PLUGINS

CASES = ("数字西文标点1", "附件02个", "主送移到版记", "横排表4行", "盖章3个", "信函14行", "命令", "纪要3人", "签发人5名", "插图")
GONGWEN = dict(corpus())


@pytest.mark.parametrize("draft", drafts(), ids=lambda draft: draft.stem)
def test_a_sample_comes_back_field_by_field(draft: Path) -> None:
    assert faults(trip(draft, SAMPLES)) == []


@pytest.mark.parametrize("name", PLUGINS.document_types)
def test_a_starter_of_every_type_comes_back(name: str, office: Path) -> None:
    type = PLUGINS.document_types[name]
    draft = office / f"起草{type.starter_suffix}"
    draft.write_text(type.starter, encoding="utf-8")
    assert faults(trip(draft, office)) == []


@pytest.mark.parametrize("name", CASES)
def test_a_case_of_the_corpus_comes_back(name: str) -> None:
    assert faults(trip_of(name, GONGWEN[name])) == []


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """The samples' office."""
    shutil.copytree(SAMPLES, tmp_path / "office")
    return tmp_path / "office"


def made(office: Path, name: str) -> Path:
    """A sample's DOCX."""
    file = office / f"{Path(name).stem}.docx"
    file.write_bytes(Runner(load_office(office), PLUGINS).make(office / name, ["docx"]).files["docx"])
    return file


def written(got: Imported, folder: Path) -> Path:
    """The drafts of an import, written; returns the document's own."""
    for one in got.drafts:
        target = folder / one.name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(one.text, encoding="utf-8")
    return folder / got.drafts[0].name


def without_record(file: Path) -> Path:
    """The same as a program saves it that drops what it does not know."""
    target = file.with_name(f"{file.stem}-无记录.docx")
    with zipfile.ZipFile(file) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            new.writestr(name, content.replace(PROPERTY.encode(), b"other.") if name == "docProps/custom.xml" else content)
    return target


def test_drafts_that_are_named_come_back_under_their_names(office: Path, tmp_path: Path) -> None:
    got = import_own(made(office, "01-通知.md"))
    assert [one.name for one in got.drafts] == ["01-通知.md", "附件/总结提纲.md", "附件/统战对象名单填报样表.yaml"]
    assert got.doubts == ()
    assert got.account.source == got.account.kept + got.account.left
    main = read_draft(written(got, tmp_path)).values
    assert main["文种"] == read_draft(office / "01-通知.md").values["文种"]


def test_without_its_record_the_page_still_comes_back(office: Path, tmp_path: Path) -> None:
    file = without_record(made(office, "formats/文件-联合行文.md"))
    assert is_ours(file)
    got = import_own(file)
    assert "没有了做成时的记录" in got.doubts[0]
    old, new = (read_draft(one).values for one in (office / "formats/文件-联合行文.md", written(got, tmp_path)))
    assert {name: new[name] for name in ("标题", "主送", "发文机关", "发文字号", "正文")} == {
        name: old[name] for name in ("标题", "主送", "发文机关", "发文字号", "正文")
    }


def test_who_is_taken_out_of_the_page_is_nowhere_in_the_file(office: Path) -> None:
    file = made(office, "06-统战对象名单.yaml")
    word = WordDocument(str(file))
    rows = [row for table in word.tables for row in table.rows if any("顾清和" in cell.text for cell in row.cells)]
    for row in rows:
        row._tr.getparent().remove(row._tr)
    target = io.BytesIO()
    word.save(target)
    with zipfile.ZipFile(target) as archive:
        for name in archive.namelist():
            assert "顾清和".encode() not in archive.read(name), name
    file.write_bytes(target.getvalue())
    record = read_docx(file).record
    assert record is not None
    assert "顾清和" not in str(record)
    text = import_own(file).drafts[0].text
    assert "顾清和" not in text
    assert "叶澜" in text


def test_a_document_of_others_on_our_template_is_read_as_any_other(tmp_path: Path) -> None:
    shutil.copy(Path(__file__).resolve().parents[2] / "templates" / "docx" / "gongwen.docx", tmp_path / "空.docx")
    word = WordDocument(str(tmp_path / "空.docx"))
    for paragraph in list(word.paragraphs):
        word.element.body.remove(paragraph._p)
    word.add_paragraph("关于报送材料的通知", style="Normal")
    word.save(str(tmp_path / "别处.docx"))
    assert not is_ours(tmp_path / "别处.docx")


def test_a_record_names_no_file_outside(office: Path) -> None:
    file = made(office, "02-印发通知.md")
    returned = read_docx(file)
    assert returned.record is not None
    wild = [replace(one, file=f"../../{one.file}", hidden={**one.hidden, "印发": "/etc/x.md"}) for one in returned.record.origins]
    found = drafts_of(replace(returned, record=replace(returned.record, origins=tuple(wild))), "通知")
    assert all(not one.name.startswith(("/", "..")) for one in found)


def test_tracked_changes_are_refused_until_somebody_decides(office: Path) -> None:
    file = made(office, "02-印发通知.md")
    tracked(file)
    with pytest.raises(InputError, match=r"2 处修订.*--changes accept"):
        import_own(file)
    assert "请认真执行" in import_own(file, TrackedChanges.ACCEPT).drafts[0].text
    assert "请结合实际认真贯彻落实" in import_own(file, TrackedChanges.REJECT).drafts[0].text


def tracked(file: Path) -> None:
    """Replace words in a DOCX as Word does while it tracks changes."""
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    text = parts["word/document.xml"].decode()
    start = text.index("请结合实际认真贯彻落实")
    run = text.rindex("<w:r>", 0, start), text.index("</w:r>", start) + len("</w:r>")
    own = text[run[0] : run[1]]
    head, _, tail = own.partition("请结合实际认真贯彻落实")
    who = 'w:id="1" w:author="林示例" w:date="2026-03-01T00:00:00Z"'
    gone = f"<w:del {who}><w:r><w:delText>请结合实际认真贯彻落实</w:delText></w:r></w:del>"
    come = f"<w:ins {who}><w:r><w:t>请认真执行</w:t></w:r></w:ins>"
    parts["word/document.xml"] = (
        text[: run[0]] + head + "</w:t></w:r>" + gone + come + '<w:r><w:t xml:space="preserve">' + tail + text[run[1] :]
    ).encode()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def test_a_sentence_that_is_taken_out_of_the_page_is_nowhere_in_the_file(office: Path) -> None:
    file = made(office, "05-年度党建工作总结.yaml")
    word = WordDocument(str(file))
    gone = [one for one in word.paragraphs if "先研究、后审议的程序成为常态" in one.text]
    assert gone
    for paragraph in gone:
        paragraph._p.getparent().remove(paragraph._p)  # type: ignore[union-attr]
    word.save(str(file))
    assert "后审议的程序成为常态" not in str(read_docx(file).record)
    got = import_own(file)
    assert "后审议的程序成为常态" not in got.drafts[0].text
    assert any("“本年度任务”有" in doubt for doubt in got.doubts)


def test_damaged_files_are_told(office: Path) -> None:
    """Bytes that are flipped, parts that are cut: a message, and never a traceback."""
    chance = random.Random(2026)
    file = made(office, "01-通知.md")
    with zipfile.ZipFile(file) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    whole = file.read_bytes()
    for number in range(120):
        if number % 3:
            name = chance.choice(["word/document.xml", "word/styles.xml", "docProps/custom.xml"])
            with zipfile.ZipFile(file, "w") as archive:
                for part, content in parts.items():
                    archive.writestr(part, spoilt(content, chance) if part == name else content)
        else:
            file.write_bytes(spoilt(whole, chance))
        try:
            import_own(file)
        except InputError as error:
            assert re.search(r"[\u4e00-\u9fff]", str(error))


def spoilt(content: bytes, chance: random.Random) -> bytes:
    """Bytes with some of them flipped, doubled or cut."""
    place, length = chance.randrange(len(content)), chance.randrange(1, 400)
    match chance.randrange(4):
        case 0:
            return content[:place] + bytes([chance.randrange(256)]) + content[place + 1 :]
        case 1:
            return content[:place] + content[place + length :]
        case 2:
            return content[:place] + content[place : place + length] * 2 + content[place + length :]
    return content.replace(b'w:val="', b'w:val="9', chance.randrange(40))
