"""Requests that no page of ours sends: they are refused in words, and leave no traceback in the log."""

import json
import logging
import socket
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hongtou.web.naming import described
from hongtou.web.routes import ROUTES
from hongtou.web.site import Options, Site
from hongtou.workflow.drafts import Kept, Text
from hongtou.workflow.people import Role
from hongtou.workflow.way import Stage
from support.office_page import NOTICE, Browser, person, site_at
from support.serving import in_thread, listening

LARGE = "9" * 30
LONGEST = "9" * 5000


@pytest.fixture
def browser(office: Site) -> Browser:
    return Browser(office, person(office, "boss", *Role))


@pytest.fixture
def mine(browser: Browser) -> Kept:
    (who,) = [one for one in browser.site.people.all() if one.login == "boss"]
    return browser.site.drafts.create("drafts/b/草稿.md", Text(NOTICE.encode(), "通知", "义诊"), who.id, who.name)


@pytest.mark.parametrize("number", [LARGE, LONGEST])
@pytest.mark.parametrize("path", [route.path for route in ROUTES if ":int}" in route.path])
def test_a_number_that_is_none_leads_nowhere(browser: Browser, mine: Kept, path: str, number: str) -> None:
    for name in ("number", "line", "file", "version"):
        path = path.replace(f"{{{name}:int}}", number)
    path = path.replace("{id}", mine.id).replace("{unit}", "x").replace("{type}", "x")
    assert browser.get(path).status_code == 404


@pytest.mark.parametrize("known", [{"²": "x"}, {"٣": "x"}, {"": "x"}, {LONGEST: "x"}, {"1": {"x": 1}}, [1], "x"])
def test_pages_that_are_known_are_whole_numbers(browser: Browser, mine: Kept, known: object) -> None:
    answer = browser.ask(f"/drafts/{mine.id}/preview", {"text": NOTICE, "pages": [1], "known": known})
    assert (answer.status_code, answer.json()["count"]) == (200, 2)


def test_half_a_character_is_replaced(browser: Browser, mine: Kept) -> None:
    """Half of a pair can be written in JSON, and nowhere else."""

    def ask(path: str, data: dict[str, object]) -> int:
        headers = {"Origin": browser.origin, "X-CSRF": browser.csrf, "Content-Type": "application/json"}
        answer = browser.client.post(path, content=json.dumps(data).encode(), headers=headers)
        return answer.status_code

    half = "\ud83d\ude00 \ud800 好"
    assert ask(f"/drafts/{mine.id}/save", {"text": f"{NOTICE}{half}\n", "base": 1}) == 200
    assert browser.site.drafts.content(browser.site.drafts.get(mine.id)).decode().endswith("😀 ? 好\n")
    assert ask(f"/drafts/{mine.id}/step", {"step": "送核稿", "version": 2, "opinion": half}) == 303
    assert browser.site.drafts.opinions(mine)[0].text == "😀 ? 好"
    assert ask("/people", {"login": half, "name": half, "password": "x", "role-DRAFTER": "1"}) == 422
    assert ask("/office/types", {"name": half, "fields": half}) == 422
    assert ask("/office/types/学习计划/preview", {"files": {half: half}}) in {200, 404, 422}
    for route in ROUTES:
        if route.method == "POST" and "{" not in route.path and route.path not in {"/sign-out", "/sign-in"}:
            assert ask(route.path, dict.fromkeys(("q", "name", "login", "note", "reason", "genre", "old", half), half)) < 500


def test_a_sign_that_no_database_takes_is_left_out(browser: Browser, mine: Kept) -> None:
    browser.post(f"/drafts/{mine.id}/step", {"step": "送核稿", "version": "1", "opinion": "请\0核"})
    assert browser.site.drafts.opinions(mine)[0].text == "请核"
    text = NOTICE.replace("义诊活动", "义\0诊活动").encode()
    browser.site.drafts.save(mine.id, 1, described(text), "甲", tuple(Stage))
    assert browser.site.drafts.get(mine.id).title == "关于开展义诊活动的通知"
    assert browser.site.drafts.content(browser.site.drafts.get(mine.id)) == text  # what was typed stays as it was


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Site]:
    with listening() as (server, origin):
        site = site_at(tmp_path, Options(tmp_path, shared=True, origin=origin))
        with in_thread(site, server):
            yield site


def test_whoever_goes_while_sending_leaves_no_traceback(served: Site, caplog: pytest.LogCaptureFixture) -> None:
    port = urlsplit(served.options.origin).port
    head = f"POST /sign-in HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: {{}}\r\nContent-Length: 1000\r\n\r\nlogin="
    with caplog.at_level(logging.INFO):
        for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json"):
            with socket.create_connection(("127.0.0.1", port)) as connection:
                connection.sendall(head.format(kind).encode())
        browser = Browser(served, person(served, "boss", Role.ADMINISTRATOR))
        while len([one for one in caplog.records if getattr(one, "request", {}).get("path") == "/sign-in"]) < 3:
            browser.get("/healthz")
    assert [one.getMessage() for one in caplog.records if one.levelno >= logging.WARNING] == []
