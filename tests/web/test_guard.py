"""What is refused before a view sees it, and what every answer bears."""

import pytest
from hongtou.web.guard import Rates
from hongtou.web.site import Site
from support.office_page import OWN, Browser, oneself


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost:8000", "127.0.0.1", "127.0.0.1:8001", "127.0.0.1:8000.evil.example", "", "[::1]:8000"]
)
def test_another_name_for_this_computer_is_refused(own: Site, host: str) -> None:
    browser = oneself(own)
    answer = browser.get("/", headers={"Host": host})
    assert answer.status_code == 421
    assert "地址" in answer.text


PATHS = ["/", "/new", "/check", "/register", "/office", "/help/begin", "/static/style.css", "/nowhere", "/healthz"]


@pytest.mark.parametrize("path", PATHS)
def test_every_answer_bears_its_headers(own: Site, path: str) -> None:
    headers = oneself(own).get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["cache-control"]


@pytest.mark.parametrize("path", PATHS[:6])
def test_pages_have_no_scripts_nor_styles_of_their_own_and_nothing_from_elsewhere(own: Site, path: str) -> None:
    import re

    page = oneself(own).get(path).text
    assert re.findall(r"<script(?![^>]*src=\"/static/)", page) == []
    assert re.findall(r"<style|\sstyle=|\son\w+=|javascript:", page) == []
    assert re.findall(r"(?:src|href|action)=\"(?!/|#)[^\"]*", page) == []


def test_a_request_that_is_too_large_is_refused_whatever_it_says_of_its_length(own: Site) -> None:
    browser = oneself(own)
    answer = browser.post("/register/reserve", {"note": "x" * 300_000})
    assert answer.status_code == 413

    def chunks() -> object:
        yield from (b"x" * 65536 for _ in range(8))

    headers = {"Origin": OWN, "Content-Type": "application/x-www-form-urlencoded"}
    answer = browser.client.post("/register/reserve", content=chunks(), headers=headers)  # type: ignore[arg-type]
    assert answer.status_code == 413
    assert "太大了" in answer.text


@pytest.mark.parametrize("body", [b"", b"{", b"[]", b"null", b"\xff", b"[" * 100_000, b'"x"'])
def test_a_request_that_makes_no_sense_is_refused_with_words(own: Site, body: bytes) -> None:
    browser = oneself(own)
    headers = {"Origin": OWN, "X-CSRF": browser.csrf, "Content-Type": "application/json"}
    answer = browser.client.post("/drafts/x/preview", content=body, headers=headers)
    assert answer.status_code == 400
    assert answer.json() == {"message": "请求看不懂"}


def test_who_asks_too_often_waits() -> None:
    rates = Rates(3)
    assert [rates.over("here") for _ in range(5)] == [False, False, False, True, True]
    assert not rates.over("elsewhere")


def test_without_an_origin_the_browser_says_where_it_comes_from(own: Site) -> None:
    browser = oneself(own)
    fields = {"_csrf": browser.csrf}
    for site, status in (("cross-site", 403), ("same-site", 403), ("same-origin", 422)):
        answer = browser.client.post("/register/reserve", data=fields, headers={"Sec-Fetch-Site": site})
        assert answer.status_code == status


def test_a_bug_is_told_by_a_number_and_nothing_of_it(
    own: Site, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fails(_sought: str = "") -> None:
        raise ValueError("a secret")

    browser = oneself(own)
    monkeypatch.setattr(own.drafts, "all", fails)
    answer = browser.get("/")
    assert answer.status_code == 500
    assert "secret" not in answer.text
    assert "编号" in answer.text
    assert "a secret" in caplog.text


def test_the_server_is_well_while_its_database_answers(own: Site) -> None:
    assert Browser(own).get("/healthz", headers={"Host": "10.0.0.7"}).text == "ok\n"
