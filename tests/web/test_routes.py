"""Every route asked by everybody: what is not theirs is refused, made from the table of routes itself."""

import re
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from importlib import import_module

import pytest
from hongtou.web.call import EVERYBODY, Route
from hongtou.web.routes import ROUTES
from hongtou.web.site import Site
from hongtou.workflow.drafts import Kept, Text
from hongtou.workflow.people import Person, Role
from httpx2 import Response
from support.office_page import NOTICE, Browser, person, site_of

pytestmark = pytest.mark.xdist_group("routes")  # one worker has the office
_NUMBERS = {"number:int": "1", "line:int": "0", "file:int": "0", "version:int": "1"}
_NAMES = {"type": "学习计划", "face": "仿宋"}
_FILLED = {
    "genre": "通知",
    "name": "style.css",
    "format": "pdf",
    "unit": "x",
    "state": "x",
    "number": "云医党发〔2026〕9号",
    "type": "学习计划",
    "face": "仿宋",
    **_NUMBERS,
}
OF_DRAFTS = [route for route in ROUTES if route.path.startswith("/drafts/{id}")]
GUARDED = [route for route in ROUTES if route.roles is not EVERYBODY]


def label(value: object) -> str:
    return f"{value.method} {value.path}" if isinstance(value, Route) else str(value)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    made = site_of(tmp_path_factory.mktemp("office"), shared=True)
    yield made
    made.close()


@pytest.fixture(scope="module")
def people(site: Site) -> dict[Role, Person]:
    return {role: person(site, role.name.lower(), role) for role in Role}


@pytest.fixture(scope="module")
def kept(site: Site) -> Kept:
    """A draft of somebody who is none of those who ask."""
    owner = person(site, "owner", Role.DRAFTER)
    return site.drafts.create("drafts/x/草稿.md", Text(NOTICE.encode(), "通知", "别人的"), owner.id, owner.name)


def filled(route: Route, id: str) -> str:
    return re.sub(r"\{([\w:]+)\}", lambda found: id if found[1] == "id" else _FILLED[found[1]], route.path)


def asked(browser: Browser, route: Route, id: str) -> Response:
    path = filled(route, id)
    return browser.get(path) if route.method == "GET" else browser.post(path)


def told(answer: Response) -> list[str]:
    return re.findall(r'role="alert">(.*?)<', answer.text)


@pytest.mark.parametrize("route", GUARDED, ids=label)
def test_nobody_who_is_not_signed_in_gets_anything(site: Site, kept: Kept, route: Route) -> None:
    answer = asked(Browser(site), route, kept.id)
    if route.method == "GET":
        assert (answer.status_code, answer.headers.get("location")) == (303, "/sign-in")
    else:
        assert answer.status_code == 401
    assert "别人的" not in answer.text


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("route", GUARDED, ids=label)
def test_routes_of_other_roles_are_refused(site: Site, people: dict[Role, Person], kept: Kept, route: Route, role: Role) -> None:
    answer = asked(Browser(site, people[role]), route, kept.id)
    if role in route.roles:
        assert answer.status_code not in {401, 403}
    else:
        assert answer.status_code == 403
        assert "办" in answer.text


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("route", OF_DRAFTS, ids=label)
def test_anothers_draft_is_not_there(site: Site, people: dict[Role, Person], kept: Kept, route: Route, role: Role) -> None:
    answer = asked(Browser(site, people[role]), route, kept.id)
    assert answer.status_code == 404
    assert "别人的" not in answer.text
    assert told(answer) == told(asked(Browser(site, people[role]), route, "nosuchdraft"))  # nobody learns which


@pytest.mark.parametrize("route", [route for route in ROUTES if route.method == "POST"], ids=label)
def test_a_change_without_the_pages_token_is_refused(site: Site, people: dict[Role, Person], kept: Kept, route: Route) -> None:
    if route.path == "/sign-in":
        pytest.skip("nobody has a token before they are signed in; the origin is looked at")
    browser = Browser(site, people[next(iter(route.roles))])
    for token in ("", "x", Browser(site, people[Role.DRAFTER]).csrf):
        browser.csrf = token
        answer = asked(browser, route, kept.id)
        assert answer.status_code == 403
        assert "重新打开这一页" in answer.text


@pytest.mark.parametrize(
    "origin", ["https://evil.example", "null", "http://gongwen.example", "https://gongwen.example.evil.example"]
)
@pytest.mark.parametrize("route", [route for route in ROUTES if route.method == "POST"], ids=label)
def test_a_change_from_another_sites_page_is_refused(
    site: Site, people: dict[Role, Person], kept: Kept, route: Route, origin: str
) -> None:
    role = next(iter(route.roles), Role.DRAFTER)
    browser = Browser(site, people[role])
    answer = browser.client.post(filled(route, kept.id), data={"_csrf": browser.csrf}, headers={"Origin": origin})
    assert answer.status_code == 403
    assert "不是从本网站的页面来的" in answer.text


def test_all_paths_are_in_the_table(site: Site) -> None:
    from hongtou.web.application import application

    served = {(route.path, *(route.methods - {"HEAD"})) for route in application(site).routes}  # type: ignore[attr-defined]
    assert served == {(route.path, route.method) for route in ROUTES} | {("/drafts/{id}/events", "GET")}


def test_every_view_that_a_route_names_is_there() -> None:
    for route in ROUTES:
        assert isinstance(route.view, partial)
        module, name = route.view.args
        assert callable(getattr(import_module(module), name)), label(route)


def test_the_first_page_loads_nothing_that_makes_checks_or_reads_documents() -> None:
    heavy = {
        "Cryptodome",
        "PIL",
        "cerberus",
        "hongtou.composing",
        "hongtou.importing",
        "hongtou.packet",
        "hongtou.plugin",
        "hongtou.register.register",
        "hongtou.returning",
        "hongtou.runner",
        "lxml",
        "multiprocessing",
        "sqlalchemy.dialects.postgresql",
        "sqlalchemy.orm",
    }
    code = (
        "import sys, hongtou.web.application, hongtou.web.serving; from hongtou.web.views import entering, lists;"
        f"print(sorted({heavy!r} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


@pytest.mark.parametrize("path", ["/nowhere", "/drafts", "/%3Cscript%3Ealert(1)%3C/script%3E"])
def test_people_are_told_on_a_page_that_there_is_none(site: Site, people: dict[Role, Person], path: str) -> None:
    for browser in (Browser(site), Browser(site, people[Role.DRAFTER])):
        answer = browser.get(path, headers=BROWSER)
        assert answer.status_code == 404
        assert answer.headers["content-type"].startswith("text/html")
        assert "<h1>没有这一页</h1>" in answer.text
        assert 'href="/">回到桌面' in answer.text
        assert "alert(1)" not in answer.text and path not in re.sub(r'href="[^"]*"', "", answer.text)
        assert "default-src 'none'" in answer.headers["content-security-policy"]


def test_programs_are_told_in_words(site: Site) -> None:
    browser = Browser(site)
    assert browser.get("/nowhere", headers={"Accept": "*/*"}).text == "没有这一页"
    assert browser.get("/nowhere", headers={"Accept": "application/json"}).json() == {"message": "没有这一页"}
    assert browser.ask("/nowhere", {}).json() == {"message": "没有这一页"}


def test_a_path_that_takes_other_requests_says_so_on_a_page(site: Site) -> None:
    answer = Browser(site).get("/sign-out", headers=BROWSER)
    assert (answer.status_code, answer.headers["allow"]) == (405, "POST")
    assert "<h1>这个地址不能这样打开</h1>" in answer.text


def test_what_is_too_large_is_told_on_a_page(site: Site, people: dict[Role, Person]) -> None:
    answer = Browser(site, people[Role.DRAFTER]).post("/new", {"genre": "甲" * 300_000})
    assert answer.status_code == 413
    assert "太大了" in answer.text and "<h1>没有办成</h1>" in answer.text
