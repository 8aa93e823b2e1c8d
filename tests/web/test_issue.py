"""What stops a document from being issued: its own faults are the drafter's, the database and the disk are not."""

import pytest
from hongtou.register.glance import FILE
from hongtou.web.site import Site
from hongtou.workflow.drafts import Text
from hongtou.workflow.people import ONESELF
from hongtou.workflow.way import Stage
from httpx2 import Response
from support.machines import free_port
from support.office_page import NOTICE, PROFILE, oneself


def issue(site: Site, text: str = NOTICE) -> Response:
    kept = site.drafts.create("通知.md", Text(text.encode(), "通知"), ONESELF.id, ONESELF.name)
    return oneself(site).post(f"/drafts/{kept.id}/step", {"step": "印发", "version": "1"})


def test_a_register_that_is_away_is_told_as_the_database(own: Site) -> None:
    address = f"postgresql+psycopg://hongtou@127.0.0.1:{free_port()}/x"
    (own.folder / "hongtou.yaml").write_text(f"{PROFILE}登记簿: {address}\n", encoding="utf-8")
    answer = issue(own)
    assert answer.status_code == 503
    assert "连不上数据库" in answer.text
    assert [kept.stage for kept in own.drafts.all()] == [Stage.DRAFTING]


@pytest.mark.parametrize("path", ["/register", "/register/audit"])
def test_so_is_one_that_is_looked_at(own: Site, path: str) -> None:
    (own.folder / FILE).write_bytes(b"no database at all, but something else that is long enough" * 100)
    answer = oneself(own).get(path)
    assert answer.status_code == 503
    assert "登记簿" in answer.text
    assert str(own.folder) not in answer.text


def test_a_register_that_is_damaged_is_told_as_such(own: Site) -> None:
    (own.folder / FILE).write_bytes(b"no database at all, but something else that is long enough" * 100)
    answer = issue(own)
    assert answer.status_code == 503
    assert "备份恢复登记簿" in answer.text
    assert str(own.folder) not in answer.text


def test_an_archive_that_cannot_be_written_is_told_as_the_disk(own: Site) -> None:
    (own.folder / "archive").write_text("a file where a folder belongs", encoding="utf-8")
    answer = issue(own)
    assert answer.status_code == 507
    assert str(own.folder) not in answer.text


def test_what_the_draft_lacks_is_the_drafters(own: Site) -> None:
    answer = issue(own, NOTICE.replace("2026-11-20", "2026-13-40"))
    assert answer.status_code == 422
    assert "成文日期" in answer.text


def test_an_older_book_that_cannot_be_entered_now_is_told_as_the_database(own: Site) -> None:
    (own.folder / FILE).write_bytes(b"no database at all, but something else that is long enough" * 100)
    file = {"book": ("簿.csv", "发文字号,文件标题\n云医党发〔2025〕1号,关于义诊的通知\n".encode())}
    answer = oneself(own).post("/register/enter", files=file)
    assert answer.status_code == 503
    assert "备份恢复登记簿" in answer.text
