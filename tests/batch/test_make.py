"""A unit's packet as made: documents, the dossier, archives; equal tasks give equal bytes; nothing personal is told."""

import io
import pickle
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pikepdf
import pypdfium2
import pytest
import pyzipper
from hongtou.batch.make import check_unit, make_unit
from hongtou.document.number import DocumentNumber
from hongtou.draft import Draft
from hongtou.errors import DraftError, HongtouError
from hongtou.files.archive import pack
from hongtou.files.encrypted_zip import pack_encrypted
from hongtou.office import Office
from hongtou.packet.task import Document, Output, UnitTask
from hongtou.personal import identity_numbers
from hongtou.personal.scrubbing import scrubbed
from hongtou.register.entry import Series
from hongtou.sources import Bundle, collect
from hypothesis import given, settings
from hypothesis import strategies as st
from support.measure import Paper
from support.plugins import PLUGINS
from support.units import unit

PHRASE = "一二三四五六"


def document(name: str = "01-通知", **values: object) -> Document:
    given = {
        "文种": "通知",
        "格式": "普通",
        "标题": f"关于{name}的通知",
        "正文": "请遵照执行。",
        "成文日期": "2026-11-21",
        **values,
    }
    return Document(name, "通知", given)


def task(*documents: Document, **output: Any) -> UnitTask:
    office = Office(name="示例市医学会", code="示委发")
    return UnitTask("甲学会", "第一片区/001-甲学会", 2026, documents or (document(),), Output(**output), office)


def text(pdf: bytes, page: int = 0) -> str:
    with pypdfium2.PdfDocument(pdf) as opened:
        found: str = opened[page].get_textpage().get_text_range()
        return found


def test_files_stand_in_the_units_folder() -> None:
    made = make_unit(task(document("01-总结"), document("02-台账")))
    assert sorted(made) == [
        f"第一片区/001-甲学会/{name}" for name in ("01-总结.docx", "01-总结.pdf", "02-台账.docx", "02-台账.pdf")
    ]
    assert all(content.startswith(b"%PDF" if path.endswith("pdf") else b"PK") for path, content in made.items())


def test_only_what_is_asked_for_is_made() -> None:
    assert [Path(path).name for path in make_unit(task(replace(document(), formats=("docx",))))] == ["01-通知.docx"]
    assert [Path(path).name for path in make_unit(task(replace(document(), formats=()), merged=True))] == ["卷.pdf"]


def test_a_task_travels_and_gives_the_same_bytes_again() -> None:
    one = task(document("01-总结"), merged=True, zip=True)
    again: UnitTask = pickle.loads(pickle.dumps(one))  # noqa: S301 - our own bytes
    assert make_unit(again) == make_unit(one)
    assert again.digest() == one.digest()


def test_the_volume_lists_its_documents_with_their_pages() -> None:
    number = DocumentNumber("示委发", 2026, 5)
    long = document("01-总结", 正文="\n".join(["说明情况。"] * 60))
    made = make_unit(task(long, document("02-台账", 格式="文件", 发文字号=str(number)), merged=True))
    dossier = made["第一片区/001-甲学会/卷.pdf"]
    listed = text(dossier).replace("\r\n", "").replace(" ", "")
    assert "卷内目录" in listed
    assert "关于01-总结的通知" in listed
    assert "示委发〔2026〕5号" in listed
    with pikepdf.open(io.BytesIO(dossier)) as opened, opened.open_outline() as outline:
        titles = [entry.title for entry in outline.root]
        assert titles == ["卷内目录", "关于01-总结的通知", "关于02-台账的通知"]
        labels: list[Any] = [page.label for page in opened.pages]
    assert labels[:2] == ["i", "1"]
    first = next(page for page in range(1, len(labels)) if "关于02-台账的通知" in text(dossier, page).replace("\r\n", ""))
    assert labels[first] in listed


def test_the_pages_of_a_volume_bear_its_numbers_at_the_upper_right() -> None:
    """Small, besides each document's own at the foot; the list 卷内目录 is not counted."""
    long = document("01-总结", 正文="\n".join(["说明情况。"] * 60))
    made = make_unit(task(long, document("02-台账"), merged=True))
    paper = Paper(made["第一片区/001-甲学会/卷.pdf"])
    corners = [[row for row in paper.rows(page) if row.baseline < 30] for page in range(1, len(paper) + 1)]
    assert [[row.text for row in rows] for rows in corners] == [[], *[[str(page)] for page in range(1, len(paper))]]
    for (row,) in corners[1:]:
        assert row.right == pytest.approx(184, abs=0.3)
        assert row.size == pytest.approx(9, abs=0.1)
    feet = [paper.rows(page)[-1].text for page in range(2, len(paper) + 1)]
    assert feet == ["— 1 —", "— 2 —", "— 3 —", "— 1 —"]


def test_the_bookmarks_of_a_volume_lead_to_the_headings_of_its_documents() -> None:
    one, two = (document(name, 正文="一、工作情况\n照办。\n二、下一步打算\n照办。") for name in ("01-总结", "02-台账"))
    dossier = make_unit(task(one, two, merged=True))["第一片区/001-甲学会/卷.pdf"]
    with pikepdf.open(io.BytesIO(dossier)) as opened, opened.open_outline() as outline:
        assert [[item.title for item in entry.children] for entry in outline.root] == [
            [],
            ["一、工作情况", "二、下一步打算"],
            ["一、工作情况", "二、下一步打算"],
        ]
        targets: list[Any] = [item.destination for item in outline.root[2].children]
        pages = [pikepdf.Page(target[0]).index for target in targets]
    assert pages == [2, 2]


def test_the_archive_holds_the_files_and_no_time() -> None:
    made = make_unit(task(merged=True, zip=True))
    with zipfile.ZipFile(io.BytesIO(made["第一片区/001-甲学会/001-甲学会.zip"])) as archive:
        assert {f"第一片区/001-甲学会/{name}": archive.read(name) for name in archive.namelist()} == {
            path: content for path, content in made.items() if not path.endswith(".zip")
        }
        assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_a_worker_encrypts_nothing_and_packs_nothing_in_the_open() -> None:
    assert [path.rpartition(".")[2] for path in make_unit(task(zip=True, encrypted=True))] == ["docx", "pdf"]


@settings(max_examples=25)
@given(st.dictionaries(st.text("甲乙丙/", min_size=1), st.binary(max_size=2000), max_size=4), st.text(min_size=1, max_size=20))
def test_any_files_come_out_as_they_went_in(files: dict[str, bytes], password: str) -> None:
    files = {f"a{path}": content for path, content in files.items()}
    secret = password.encode(errors="ignore").decode() or "密"
    with zipfile.ZipFile(io.BytesIO(pack(files))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files
    with pyzipper.AESZipFile(io.BytesIO(pack_encrypted(files, secret, "001-甲学会"))) as archive:
        archive.setpassword(secret.encode())
        assert {name: archive.read(name) for name in archive.namelist()} == files


def test_no_two_contents_passwords_and_archives_share_a_salt() -> None:
    def salt(content: bytes, password: str, archive: str) -> bytes:
        made = pack_encrypted({"甲": content}, password, archive)
        return made[made.index("甲".encode()) :][:40]

    assert len({salt(b"1", "a", "x"), salt(b"2", "a", "x"), salt(b"1", "b", "x"), salt(b"1", "a", "y")}) == 4


def test_everything_wrong_with_a_unit_is_told_at_once() -> None:
    wrong = task(document("甲", 成文日期="昨天"), document("乙", 密级="很密"))
    for do in (check_unit, make_unit):
        with pytest.raises(DraftError) as caught:
            do(wrong)
        assert [problem.field for problem in caught.value.problems] == ["成文日期", "密级"]


def test_a_draft_that_came_along_needs_no_file(tmp_path: Path) -> None:
    (tmp_path / "要点.md").write_text("---\n文种: 工作要点\n标题: 要点\n---\n一、抓好学习。\n", encoding="utf-8")
    one = document(附件=[{"标题": "要点", "文件": "要点.md"}])
    one = replace(one, bundle=collect(Draft(tmp_path / "甲.md", one.values, {}), PLUGINS, tmp_path))
    (tmp_path / "要点.md").unlink()
    check_unit(task(one))
    with pytest.raises(DraftError, match="没有随这份材料带来"):
        check_unit(task(replace(one, bundle=Bundle(tmp_path))))


def test_numbers_go_to_the_documents_that_want_them() -> None:
    wanting = replace(document(), identity="甲", series=Series("示委发", 2026))
    one = task(wanting, replace(wanting, name="02", identity="乙"), document("03"))
    done = one.numbered({"甲": DocumentNumber("示委发", 2026, 7)})
    assert [made.values.get("发文字号") for made in done.documents] == ["示委发〔2026〕7号", None, None]
    assert done.digest() != one.digest()
    assert done.numbered({"甲": DocumentNumber("示委发", 2026, 8)}) == done


@pytest.mark.parametrize(
    "number",
    [
        "11010519491231002X",
        "110105194912310020",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105491231002",
        "13800138000",
        "138 0013 8000",
        "119999.19750820.1011",
        "119999/1975/0820/101X",
        "1101051949123100/2X",
        "一一〇一〇五一九四九一二三一〇〇二X",
        "壹壹零壹零伍壹玖肆玖壹贰叁壹零零贰X",
        "110105     19491231 --- --- 002X",
        "110105 1949年12月31日 002X",
        "一三八〇〇一三八〇〇〇",
        "138----0013----8000",
        "+86 13800138000"[1:],
        "0712-2345678",
        "E12345678",
        "ＥＡ１２３４５６７",
        "G一二三四五六七八",
    ],
)
def test_numbers_of_people_are_hidden(number: str) -> None:
    assert scrubbed(f"“{number}”不是年和月") == "“（号码已隐去）”不是年和月"


def test_figures_dates_and_document_numbers_are_left() -> None:
    told = "示委发〔2026〕12号，2026-11-21，86420.5元，1,234,567人，第1234行，名单!K93"
    assert scrubbed(told) == told


NUMBER = "11010519491231002X"


@pytest.mark.parametrize(
    "text",
    [
        f"{NUMBER} {NUMBER}",
        f"13800138000 {NUMBER}",
        f"13800138000{NUMBER}",
        f"0{NUMBER}",
        f"{NUMBER}-1",
        f"{NUMBER}1",
        f"{NUMBER}/{NUMBER}",
        f"{NUMBER}_1",
        "/".join(NUMBER),
        "_".join(NUMBER),
        " - ".join(NUMBER),
        "、".join(NUMBER),
    ],
)
def test_no_window_of_what_is_told_holds_a_number(text: str) -> None:
    told = scrubbed(f"备注“{text}”太长")
    assert identity_numbers(told) == []
    assert "19491231" not in "".join(char for char in told if char.isdigit())


@pytest.mark.parametrize(
    ("names", "merged", "told"),
    [
        (("总结", "总结"), False, "文件名“总结”和通知的一样，会盖掉它"),
        (("Report", "report"), False, "文件名“report”和通知的一样"),
        (("总结", "卷"), True, "文件名“卷”和合订的卷的一样"),
    ],
)
def test_files_of_one_name_are_refused_before_a_number_is_given(names: tuple[str, ...], merged: bool, told: str) -> None:
    one = unit("甲", count=2, output=Output(merged=merged))
    documents = tuple(replace(document, name=name) for document, name in zip(one.documents, names, strict=True))
    for do in (check_unit, make_unit):
        with pytest.raises(HongtouError, match=told):
            do(replace(one, documents=documents))


def test_a_document_may_be_called_as_a_volume_that_is_not_made() -> None:
    one = unit("甲")
    assert list(make_unit(replace(one, documents=(replace(one.documents[0], name="卷"),)))) == ["甲/卷.docx"]
