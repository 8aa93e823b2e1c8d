"""Documents that were issued without the page stand in its lists, are found, and who keeps the book takes their files."""

import re
from pathlib import Path

import pytest
from hongtou.register.glance import FILE
from hongtou.web.issue import Issuing, issue
from hongtou.web.site import Site
from hongtou.workflow import log
from hongtou.workflow.drafts import Text
from hongtou.workflow.people import ONESELF, Role
from support.office_page import NOTICE, Browser, oneself, person

TITLE = "关于举办培训班的通知"


def by_command(site: Site, name: str = "培训", title: str = TITLE) -> str:
    """A document that is issued as the command does; its number."""
    path = site.folder / f"{name}.md"
    path.write_text(NOTICE.replace("关于开展义诊活动的通知", title), encoding="utf-8")
    number = issue(Issuing(site.office, path, "王小云", "2026-11-20"))
    assert isinstance(number, str)
    return number


def issued(page: str) -> list[tuple[str, str]]:
    """The titles and numbers of the list of what is issued."""
    rows = re.findall(r"<tr>(.*?)</tr>", page.partition('<h2 id="issued">')[2], re.DOTALL)[1:]
    cells = [[re.sub(r"<[^>]+>", "", cell) for cell in re.findall(r"<td>(.*?)</td>", row, re.DOTALL)] for row in rows]
    return [(row[0], row[3]) for row in cells]


def links(page: str) -> list[str]:
    return re.findall(r'href="(/register/filed/[^"]+)"', page)


@pytest.fixture
def registrar(office: Site) -> Browser:
    return Browser(office, person(office, "li", Role.REGISTRAR))


def test_what_a_command_issued_stands_beside_what_the_page_did(office: Site, registrar: Browser) -> None:
    kept = office.drafts.create("drafts/a/草稿.md", Text(NOTICE.encode(), "通知", "关于开展义诊活动的通知"), "x", "甲")
    number = by_command(office)
    assert issued(registrar.get("/").text) == [(TITLE, number)]
    from hongtou.workflow.way import DIRECT

    own = issue(Issuing(office.office, office.path(kept), "王小云", "2026-11-20"))
    assert isinstance(own, str)
    office.drafts.go(kept.id, DIRECT, 1, "甲", issued_as=own)
    assert issued(registrar.get("/").text) == [("关于开展义诊活动的通知", own), (TITLE, number)]


def test_its_files_are_taken_by_who_keeps_the_book_and_that_is_noted(office: Site, registrar: Browser) -> None:
    number = by_command(office)
    (link,) = links(registrar.get("/").text)
    assert registrar.get(link).content.startswith(b"%PDF-")
    assert registrar.get(link.replace("/pdf", "/docx")).content.startswith(b"PK")
    first = log.entries(office.store)[0]
    assert (first.who, first.action, first.subject, first.detail) == ("li的姓名", "取归档", number, "docx")
    drafter = Browser(office, person(office, "zhang", Role.DRAFTER))
    page = drafter.get("/").text
    assert issued(page) == [(TITLE, number)]
    assert links(page) == []
    assert drafter.get(link).status_code == 403


@pytest.mark.parametrize(
    "path", ["云医党发〔2026〕9号/pdf", "云医党发〔2026〕1号/zip", "..%2f..%2fetc/pdf", "x/pdf", "云医党发〔2026〕1号（函）/pdf"]
)
def test_what_was_not_filed_is_not_there(office: Site, registrar: Browser, path: str) -> None:
    by_command(office)
    assert registrar.get(f"/register/filed/{path}").status_code == 404


def test_a_number_that_is_kept_has_no_file(registrar: Browser) -> None:
    registrar.post("/register/reserve", {"count": "1", "year": "2026", "note": "年底"})
    assert issued(registrar.get("/").text) == []
    assert registrar.get("/register/filed/云医党发〔2026〕1号/pdf").status_code == 404


@pytest.mark.parametrize(("sought", "found"), [("培训", 1), ("〔2026〕1号", 1), ("[2026]1", 1), ("培训 通知", 1), ("体检", 0)])
def test_it_is_found_by_its_title_and_number(office: Site, registrar: Browser, sought: str, found: int) -> None:
    by_command(office)
    assert len(issued(registrar.post("/", {"q": sought}).text)) == found


def test_no_register_is_made_for_a_look(own: Site) -> None:
    assert "还没有发过" in oneself(own).get("/").text
    assert not (own.folder / FILE).exists()


def test_the_lists_are_there_without_the_register(own: Site) -> None:
    own.drafts.create("通知.md", Text(NOTICE.encode(), "通知", "关于开展义诊活动的通知"), ONESELF.id, ONESELF.name)
    (own.folder / FILE).write_bytes(b"no database at all, but something else that is long enough" * 100)
    page = oneself(own).get("/")
    assert page.status_code == 200
    assert "关于开展义诊活动的通知" in page.text
    assert "这会儿列不出来：register.db：" in page.text
    assert str(own.folder) not in page.text


def test_a_file_that_is_gone_is_told(office: Site, registrar: Browser) -> None:
    number = by_command(office)
    next(Path(office.folder / "archive" / "2026").rglob("*.pdf")).unlink()
    answer = registrar.get(f"/register/filed/{number}/pdf")
    assert (answer.status_code, "归档里没有" in answer.text) == (422, True)
