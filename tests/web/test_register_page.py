"""The book on the page: older books entered or only looked at, documents withdrawn, the year printed."""

import re
from collections.abc import Sequence
from contextlib import closing
from io import BytesIO

import pypdfium2
import pytest
import xlsxwriter
from hongtou.office import load_settings
from hongtou.register.entry import Entry, EntryState
from hongtou.register.register import Register
from hongtou.web.site import Site
from hongtou.workflow.people import Role
from httpx2 import Response
from support.office_page import PROFILE, Browser, oneself, person

BOOK = (
    ("发文字号", "文件标题"),
    ("云医党发〔2025〕1号", "关于开展义诊活动的通知"),
    ("云医党发〔2025〕3号", "关于报送总结的通知"),
)


def sheet(lines: Sequence[Sequence[object]] = BOOK) -> bytes:
    made = BytesIO()
    with xlsxwriter.Workbook(made) as book:
        page = book.add_worksheet()
        for row, line in enumerate(lines):
            page.write_row(row, 0, line)
    return made.getvalue()


def enter(site: Site, content: bytes, name: str = "2025年登记簿.xlsx", **more: str) -> Response:
    return oneself(site).post("/register/enter", more, files={"book": (name, content)})


def entries(site: Site) -> list[Entry]:
    with closing(Register(load_settings(site.folder, site.folder))) as register:
        return register.entries()


def test_an_older_book_is_entered(own: Site) -> None:
    answer = enter(own, sheet())
    assert answer.status_code == 200
    assert "补录了 2 个号：云医党发〔2025〕1至3号" in answer.text
    assert [(str(entry), entry.title, entry.state) for entry in entries(own)] == [
        ("云医党发〔2025〕1号", "关于开展义诊活动的通知", EntryState.ISSUED),
        ("云医党发〔2025〕3号", "关于报送总结的通知", EntryState.ISSUED),
    ]
    assert [entry.source for entry in entries(own)] == ["2025年登记簿.xlsx 第 2 行", "2025年登记簿.xlsx 第 3 行"]


def test_whoever_only_looks_enters_nothing(own: Site) -> None:
    answer = enter(own, sheet(), only_look="1")
    assert "看过了，没有补录：2 个号都合" in answer.text
    assert entries(own) == []


@pytest.mark.parametrize("only_look", ["", "1"])
def test_a_line_that_does_not_fit_is_told_and_none_is_entered(own: Site, only_look: str) -> None:
    enter(own, sheet())
    answer = enter(own, sheet([*BOOK, ("云医党发〔2025〕4号", "关于放假的通知")]), only_look=only_look)
    assert answer.status_code == 422
    assert "有 2 行不合，没有补录任何一行" in answer.text
    assert "<li>第 2 行：云医党发〔2025〕1号 登记簿里已经有了：已发，关于开展义诊活动的通知</li>" in answer.text
    assert len(entries(own)) == 2


def test_a_line_that_is_wrong_in_itself_is_told_likewise(own: Site) -> None:
    answer = enter(own, sheet([*BOOK, ("云医党发〔2025〕5号", "")]))
    assert answer.status_code == 422
    assert "第 4 行：云医党发〔2025〕5号 没有标题" in answer.text
    assert entries(own) == []


def test_a_book_of_serial_numbers_takes_code_and_year_of_the_form(own: Site) -> None:
    lines = (("序号", "标题"), (1, "关于开展义诊活动的通知"))
    assert "补录了 1 个号：云医党办〔2024〕1号" in enter(own, sheet(lines), code="云医党办", year="2024").text


@pytest.mark.parametrize("content", [b"", b"x" * 1000, b"PK\3\4 no workbook"])
def test_a_file_that_is_no_book_is_told_without_its_place(own: Site, content: bytes) -> None:
    answer = enter(own, content)
    assert answer.status_code == 422
    assert "另存为 .xlsx 再来" in answer.text
    assert "hongtou-upload" not in answer.text
    assert entries(own) == []


def test_no_file_is_told(own: Site) -> None:
    answer = oneself(own).post("/register/enter", {})
    assert answer.status_code == 422
    assert "还没有选文件" in answer.text


def test_a_document_that_holds_no_more_is_registered_as_such_with_the_reason(own: Site) -> None:
    enter(own, sheet())
    browser = oneself(own)
    sent = {"number": "云医党发〔2025〕1号", "kind": "", "state": "abolished", "reason": "由3号代替"}
    assert "云医党发〔2025〕1号 登记为废止" in browser.post("/register/withdraw", sent).text
    assert "已经废止" in browser.post("/register/withdraw", sent).text
    assert [(entry.state, entry.reason) for entry in entries(own)] == [
        (EntryState.ABOLISHED, "由3号代替"),
        (EntryState.ISSUED, ""),
    ]


@pytest.mark.parametrize(
    ("change", "told"), [({"reason": " "}, "撤销要写原因"), ({"state": "void"}, "选撤销还是废止"), ({"number": "x"}, "x")]
)
def test_a_withdrawal_that_is_not_complete_is_told(own: Site, change: dict[str, str], told: str) -> None:
    enter(own, sheet())
    sent = {"number": "云医党发〔2025〕1号", "kind": "", "state": "revoked", "reason": "与规定不一致"}
    answer = oneself(own).post("/register/withdraw", sent | change)
    assert answer.status_code == 422
    assert told in answer.text
    assert {entry.state for entry in entries(own)} == {EntryState.ISSUED}


def test_of_two_series_that_have_a_number_the_one_that_was_pressed_is_void(own: Site) -> None:
    (own.folder / "hongtou.yaml").write_text(f"{PROFILE}单独编号: [函]\n", encoding="utf-8")
    browser = oneself(own)
    for kind in ("", "函"):
        browser.post("/register/reserve", {"count": "1", "year": "2026", "note": "要用", "kind": kind})
    assert "<option>函</option>" in browser.get("/register").text
    browser.post("/register/void", {"number": "云医党发〔2026〕1号", "kind": "函", "reason": "不发了", "printed": "1"})
    states = {entry.kind: entry.state for entry in entries(own)}
    assert states == {"": EntryState.RESERVED, "函": EntryState.VOID}


def test_the_year_is_printed_as_pdf(own: Site) -> None:
    enter(own, sheet())
    answer = oneself(own).get("/register/book", params={"as": "pdf", "year": "2025"})
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-disposition"].startswith("inline; ")
    with closing(pypdfium2.PdfDocument(answer.content)) as document:
        text = "".join(page.get_textpage().get_text_bounded() for page in document)
    assert "中共云州市医学会委员会2025年发文登记簿" in re.sub(r"\s", "", text)
    assert "关于报送总结的通知" in re.sub(r"\s", "", text)


def test_whoever_only_drafts_changes_nothing_in_it(office: Site) -> None:
    browser = Browser(office, person(office, "zhang", Role.DRAFTER))
    page = browser.get("/register").text
    assert "补录已有的登记簿" not in page
    assert browser.post("/register/enter", {}, files={"book": ("x.xlsx", sheet())}).status_code == 403
    assert browser.post("/register/withdraw", {"number": "云医党发〔2025〕1号"}).status_code == 403


def test_what_was_entered_from_a_book_is_listed_as_issued_without_files_that_nobody_has(own: Site) -> None:
    enter(own, sheet())
    page = oneself(own).get("/").text
    assert "<td>关于报送总结的通知</td>" in page
    assert "/register/filed/" not in page
