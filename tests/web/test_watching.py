"""What machines that watch the server get: numbers by a token, health, and lines of JSON in which nobody's number stands."""

import json
import logging
from collections.abc import Iterator
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from hongtou.web import logs
from hongtou.web.site import Site
from hongtou.workflow import log
from hongtou.workflow.drafts import Text
from hongtou.workflow.people import Role
from support.office_page import NOTICE, Browser, person, site_of

TOKEN = "3f0e" * 16
# Right by its check digit, of nobody.
NUMBER = "11010519491231002X"


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Site]:
    (tmp_path / "token").write_text(TOKEN + "\n")
    plain = site_of(tmp_path, shared=True)
    plain.close()
    site = Site(replace(plain.options, metrics_token=tmp_path / "token"))
    yield site
    site.close()


@pytest.fixture
def lines(monkeypatch: pytest.MonkeyPatch) -> Iterator[StringIO]:
    """What is logged from now on, also after a command of this process that wanted silence."""
    monkeypatch.setattr(logging.root.manager, "disable", logging.NOTSET)
    told = StringIO()
    handler = logging.StreamHandler(told)
    handler.setFormatter(logs.Lines())
    handler.addFilter(lambda record: not record.name.startswith("httpx"))  # the tests' own browser
    root = logging.getLogger()
    level = root.level
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    yield told
    root.removeHandler(handler)
    root.setLevel(level)


@pytest.mark.parametrize("host", ["gongwen.example", "127.0.0.1:8000"])
def test_prometheus_reads_the_numbers_with_its_token(watched: Site, host: str) -> None:
    person(watched, "zhang", Role.DRAFTER)
    Browser(watched).post("/sign-in", {"login": "nobody", "password": "x"})
    answer = Browser(watched).get("/metrics", headers={"Authorization": f"Bearer {TOKEN}", "Host": host})
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith("text/plain; version=0.0.4")
    told = dict(line.rsplit(" ", 1) for line in answer.text.splitlines() if not line.startswith("#"))
    assert told['hongtou_drafts{stage="drafting"}'] == "0"
    assert (told["hongtou_sessions"], int(told["hongtou_wrong_passwords"]) > 0) == ("0", True)
    assert int(told["hongtou_disk_free_bytes"]) > 0
    assert answer.text.count("# TYPE hongtou_drafts gauge") == 1


@pytest.mark.parametrize(
    "given",
    ["", "Bearer", "Bearer ", f"Bearer {TOKEN[:-1]}", f"Bearer {TOKEN}x", f"Basic {TOKEN}", TOKEN, f"Bearer {TOKEN.upper()}"],
)
def test_no_other_token_does(watched: Site, given: str) -> None:
    answer = Browser(watched).get("/metrics", headers={"Authorization": given} if given else {})
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")


@pytest.mark.parametrize("path", ["/", "/people", "/log", "/office", "/register"])
def test_the_token_opens_nothing_else(watched: Site, path: str) -> None:
    answer = Browser(watched).get(path, headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.headers["location"] == "/sign-in"


def test_a_token_that_is_changed_counts_from_then_on(watched: Site) -> None:
    (watched.folder / "token").write_text("77ab" * 16)
    answers = [Browser(watched).get("/metrics", headers={"Authorization": f"Bearer {one}"}) for one in (TOKEN, "77ab" * 16)]
    assert [one.status_code for one in answers] == [303, 200]


@pytest.mark.parametrize("content", ["", "short", "令" * 40])
def test_a_token_that_is_guessed_lets_nobody_in(watched: Site, content: str) -> None:
    (watched.folder / "token").write_text(content)
    answer = Browser(watched).get("/metrics", headers={"Authorization": f"Bearer {content}".encode()})
    assert answer.status_code == 503
    assert "令牌" in answer.text


def test_an_office_without_a_token_has_none(office: Site) -> None:
    for given in ("Bearer ", "Bearer None"):
        assert Browser(office).get("/metrics", headers={"Authorization": given}).status_code == 303
    browser = Browser(office, person(office, "boss", Role.ADMINISTRATOR))
    assert "hongtou_up_seconds" in browser.get("/metrics").text


def test_numbers_of_people_are_neither_in_the_log_nor_in_addresses(office: Site, lines: StringIO) -> None:
    person(office, "zhang", Role.DRAFTER)
    somebody = office.people.add("wang", "王示例", list(Role), "云州医协2026年的口令", by="test")
    browser = Browser(office, somebody)
    kept = office.drafts.create("drafts/a/草稿.md", _text(NOTICE), somebody.id, somebody.name)
    seen = [
        browser.post("/sign-in", {"login": NUMBER, "password": NUMBER}),
        browser.post("/", {"q": NUMBER}),
        browser.post("/register", {"q": NUMBER}),
        browser.get(f"/{NUMBER}"),
        browser.get(f"/help/{NUMBER}"),
        browser.get(f"/types/{NUMBER}/first-page"),
        browser.post("/new", {"genre": NUMBER}),
        browser.post("/take", files={"file": (f"张示例{NUMBER}.txt", f"关于{NUMBER}的通知\n".encode())}),
        browser.post("/check", files={"file": (f"{NUMBER}.docx", b"x")}),
        browser.ask(f"/drafts/{kept.id}/save", {"text": f"{NOTICE}{NUMBER}\n", "base": 1}),
        browser.ask(f"/drafts/{kept.id}/preview", {"text": f"{NOTICE}{NUMBER}\n"}),
        browser.post(f"/drafts/{kept.id}/step", {"step": NUMBER, "version": "2", "opinion": NUMBER}),
        browser.post("/register/reserve", {"count": "1", "year": "2026", "note": NUMBER}),
        browser.post("/packets", {"name": f"材料{NUMBER}"}),
        browser.post("/people", {"login": f"x{NUMBER}", "name": NUMBER, "password": "短"}),
    ]
    logging.getLogger("hongtou.web").error("met “%s”", NUMBER, exc_info=ValueError(NUMBER))
    told = lines.getvalue()
    assert told.count("\n") >= len(seen)
    assert all(isinstance(json.loads(line), dict) for line in told.splitlines())
    assert NUMBER not in told
    assert NUMBER not in str(log.entries(office.store))
    assert all(NUMBER not in one.headers.get("location", "") for one in seen)


def _text(text: str) -> Text:
    return Text(text.encode(), "通知", "义诊")


def test_pages_put_no_words_that_are_looked_for_into_addresses(office: Site) -> None:
    browser = Browser(office, person(office, "boss", *Role))
    for path in ("/", "/register", "/packets", "/people", "/log"):
        page = browser.get(path).text
        for one in page.split("<form")[1:]:
            is_text = any(word in one.partition("</form>")[0] for word in ('name="q"', "<textarea"))
            assert not is_text or 'method="post"' in one.partition(">")[0], path


@pytest.mark.parametrize(
    ("genre", "more", "noted"),
    [("通知", "", False), ("通知", f"联系人身份证号{NUMBER}。\n", True), ("通知", "110105 19491231 002X\n", True)],
)
def test_whoever_takes_what_is_nobody_elses_business_is_noted(office: Site, genre: str, more: str, noted: bool) -> None:
    somebody = person(office, "zhang", Role.DRAFTER)
    kept = office.drafts.create("drafts/a/草稿.md", Text((NOTICE + more).encode(), genre), somebody.id, somebody.name)
    assert Browser(office, somebody).get(f"/drafts/{kept.id}/as/docx").status_code == 200
    told = [(one.who, one.action, one.subject, one.detail) for one in log.entries(office.store)]
    assert (("zhang的姓名", "下载稿子", kept.id, "docx") in told) is noted
    assert NUMBER not in str(told)


def test_a_type_with_fields_of_persons_is_noted_whatever_stands_in_it(office: Site) -> None:
    known = office.plugins().document_types
    somebody = person(office, "zhang", Role.DRAFTER)
    text = known["统战对象名单"].starter
    kept = office.drafts.create("drafts/a/草稿.yaml", Text(text.encode(), "统战对象名单"), somebody.id, somebody.name)
    assert Browser(office, somebody).get(f"/drafts/{kept.id}/as/docx").status_code == 200
    assert log.entries(office.store)[0].action == "下载稿子"


def test_whoever_takes_the_book_is_noted(office: Site) -> None:
    Browser(office, person(office, "li", Role.REGISTRAR)).get("/register/book?year=2026")
    first = log.entries(office.store)[0]
    assert (first.who, first.action, first.subject) == ("li的姓名", "下载登记簿", "2026年")
    assert log.broken(office.store) == ""


def test_a_request_is_a_line(office: Site, lines: StringIO) -> None:
    Browser(office, person(office, "zhang", Role.DRAFTER)).get("/?q=secret")
    (line,) = [json.loads(one) for one in lines.getvalue().splitlines() if '"request"' in one]
    assert (line["method"], line["path"], line["status"], line["who"]) == ("GET", "/", 200, "zhang")
    assert "secret" not in lines.getvalue()
    assert set(line) == {"at", "level", "logger", "told", "method", "path", "status", "ms", "who"}
