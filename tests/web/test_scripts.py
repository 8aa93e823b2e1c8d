"""Scripts in everything that anybody may have written: on every page, made from the table of routes, they are text."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any, Final
from urllib.parse import quote

import pytest
from hongtou.packet.rows import key_of
from hongtou.web.html import HELP
from hongtou.web.routes import ROUTES
from hongtou.workflow.people import Role
from httpx2 import Response
from support.haunted import TYPE, Haunted, book, haunt, links, read, seen, text, unit_of, word
from support.office_page import PASSWORD, Browser, person, site_of

pytestmark = pytest.mark.xdist_group("scripts")
GET: Final = [route.path for route in ROUTES if route.method == "GET"]
POST: Final = [route.path for route in ROUTES if route.method == "POST"]
_ROLE: Final = {"role-DRAFTER": "1"}
# In place of a part of a path, a parameter, a field of a form or the name of a file.
EVIL: Final = "'\"></title></textarea><script>x(0)</script><img src=x onerror=x(0)>"
FILE: Final = '"><img src=x onerror=x(0)>.docx'
NAMES: Final = sorted(
    {
        name
        for page in files("hongtou.web").joinpath("pages").iterdir()
        for name in re.findall(r'name="([\w-]+)"', page.read_text("utf-8"))
    }
    | {"name", "value", "code", "line", "text"}
)
# What is written and on no page: it is in files alone, or known to the register.
UNSEEN: Final = {"发的人", "Word 的题名", "Word 的作者", "Word 的备注"}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Haunted]:
    site = site_of(tmp_path_factory.mktemp("office"), shared=True)
    yield haunt(site)
    site.close()


def evil_path(path: str) -> str:
    """A route's path with scripts for all that it names."""
    return re.sub(r"\{(\w+)(:int)?\}", lambda found: "1" if found[2] else quote(EVIL, safe=""), path)


# --- what is asked for ---


def _of_drafts(end: str) -> Callable[[Haunted], list[str]]:
    return lambda office: [f"/drafts/{kept.id}{end}" for kept in (office.draft, office.own)]


def _of_packets(end: str) -> Callable[[Haunted], list[str]]:
    return lambda office: [f"/packets/{packet.id}{end}" for packet in (office.good, office.bad)]


def _units(office: Haunted) -> list[str]:
    evil = [office.scripts(place, short=True) for place in ("单位名", "没有交的单位", "别的单位")]
    return [unit_of(office.good), *(unit_of(office.bad, unit) for unit in evil), unit_of(office.bad, "没有的")]


# By routes, what there is to be looked at besides what is not there.
PAGES: Final[Mapping[str, Callable[[Haunted], list[str]]]] = {
    "/drafts/{id}": lambda office: [*_of_drafts("")(office), *links(office.told["/take"], "/drafts/")],
    "/drafts/{id}/states": _of_drafts("/states?whole=1"),
    "/drafts/{id}/compare": lambda office: [f"/drafts/{office.draft.id}/compare?from=1&to=2&whole=1&pages=1"],
    "/check/{id}": lambda office: links(office.told["/check"], "/check/")[:1],
    "/packets/{id}": lambda office: [
        *_of_packets("")(office),
        *links(office.browser.get("/packets").text, "/packets/"),
        *_of_packets(f"?unit={quote(EVIL)}&state={quote(EVIL)}")(office),
    ],
    "/packets/{id}/progress": _of_packets("/progress"),
    "/packets/{id}/before": _of_packets("/before"),
    "/packets/{id}/units/{unit}": _units,
    "/office/types/{type}": lambda _: [f"/office/types/{name}" for name in (TYPE, "有错的")],
    "/help/{name}": lambda _: [f"/help/{name}" for name in HELP],
}


def got(office: Haunted, path: str) -> Iterator[Response]:
    """What a route answers: with scripts for all that it names, behind the question mark, and what there is."""
    asked = "&".join(f"{name}={quote(EVIL)}" for name in ("q", "year", "state", "code", "version", "from", "to", "key", "unit"))
    more = PAGES[path](office) if path in PAGES else []
    for one in [evil_path(path), f"{evil_path(path)}?{asked}", *more]:
        yield office.browser.get(one)


# --- what is sent ---


def _conflict(office: Haunted) -> dict[str, Any]:
    return {"text": text(office.scripts) + EVIL, "base": "1"}


# By routes, forms that come further than to a first refusal: path, fields, files.
Sending = tuple[str, dict[str, Any], dict[str, Any]]
SENDING: Final[Mapping[str, Callable[[Haunted], Sequence[Sending]]]] = {
    "/": lambda office: [("/", {"q": office.scripts("正文")[:40]}, {}), ("/", {"q": "x("}, {})],
    "/take": lambda office: [("/take", {}, {"file": (FILE, word(office.scripts))})],
    "/check": lambda office: [("/check", {}, {"file": (FILE, word(office.scripts))})],
    "/drafts/{id}/save": lambda office: [(f"/drafts/{office.draft.id}/save", _conflict(office), {})],
    "/drafts/{id}/step": lambda office: [
        (f"/drafts/{office.draft.id}/step", {"step": EVIL, "version": "2"}, {}),
        (f"/drafts/{office.draft.id}/step", {"step": "退回修改", "version": "1", "opinion": EVIL}, {}),
    ],
    "/register/reserve": lambda _: [("/register/reserve", {"count": "1", "year": "2026", "note": EVIL, "kind": EVIL}, {})],
    "/register/void": lambda _: [("/register/void", {"number": "云医党发〔2026〕2号", "reason": EVIL}, {})],
    "/register/withdraw": lambda _: [
        ("/register/withdraw", {"number": "云医党发〔2026〕3号", "state": "revoked", "reason": EVIL}, {})
    ],
    "/register/enter": lambda _: [
        ("/register/enter", {"code": EVIL}, {"book": (FILE[:-5] + ".csv", f"发文字号,文件标题\n{EVIL},{EVIL}\n".encode())})
    ],
    "/packets/{id}/look": lambda office: [(path, {}, {}) for path in _of_packets("/look")(office)],
    "/packets/{id}/run": lambda office: [(f"/packets/{office.bad.id}/run", {}, {})],
    "/packets/{id}/source": lambda office: [(f"/packets/{office.bad.id}/source", {"text": EVIL, "base": "x"}, {})],
    "/packets/{id}/workbook": lambda office: [
        (
            f"/packets/{office.good.id}/workbook",
            {"number": "1"},
            {"file": (name, book([["单位名称", "正文"], ["外科分会", EVIL]]))},
        )
        for name in ('x."><img src=x onerror=x(0)>', FILE[:-5] + ".xlsx")
    ],
    "/packets/{id}/units/{unit}": lambda office: [
        (unit_of(office.bad, office.scripts("单位名", short=True)), {"cell-1": EVIL}, {})
    ],
    "/office": lambda office: [("/office", _profile(office), {})],
    "/office/seals": lambda office: [
        ("/office/seals", _profile(office) | {"organ": EVIL, "diameter": EVIL}, {"picture": (FILE, b"x")})
    ],
    "/office/types": lambda _: [("/office/types", {"name": "新的", "fields": EVIL, "summary": EVIL}, {})],
    "/office/types/{type}/save": lambda _: (
        [
            (
                f"/office/types/{TYPE}/save",
                {"base": "0", "as": how, "file:字段.yaml": EVIL, "file:正文.md": EVIL, "added": EVIL},
                {},
            )
            for how in ("live", "draft")
        ]
        + [(f"/office/types/{TYPE}/save", {"base": "0", "as": "draft", "file:字段.yaml": EVIL, "file:正文.md": EVIL}, {})]
    ),
    "/sign-in": lambda _: [("/sign-in", {"login": EVIL, "password": EVIL}, {})],
    "/people": lambda _: (
        [
            (
                "/people",
                {"login": '"><img src=x onerror=x(0)>', "name": '"><img src=x onerror=x(1)>', "password": PASSWORD} | _ROLE,
                {},
            )
        ]
        * 2
    ),
    "/password": lambda _: [("/password", {"old": EVIL, "password": EVIL}, {})],
}


def _profile(office: Haunted) -> dict[str, Any]:
    page = office.browser.get("/office").text
    base = re.findall(r'name="base" value="(\w+)"', page)[:1]
    return {"base": base[0] if base else "", "名称": "", "简称": EVIL, "机关代字": EVIL}


def sent(office: Haunted, path: str) -> Iterator[Response]:
    """What a route answers to forms: with scripts in every field, without any, and with what comes further."""
    evil = dict.fromkeys(NAMES, EVIL)
    yield office.browser.post(evil_path(path), evil)
    yield office.browser.post(evil_path(path), evil, files={"file": (FILE, EVIL.encode())})
    for one, fields, brought in SENDING[path](office) if path in SENDING else []:
        yield office.browser.post(one, fields, **({"files": brought} if brought else {}))


def _check(answer: Response) -> set[int]:
    """See that nothing on a page came of a text; the numbers of those that stand there."""
    if "html" not in answer.headers.get("content-type", ""):
        assert answer.headers["x-content-type-options"] == "nosniff"
        return set()
    assert read(answer.text).odd == [], answer.url
    assert answer.status_code < 500, answer.text
    return seen(answer.text)


@pytest.fixture(scope="module")
def shown(office: Haunted) -> set[int]:
    """The texts that stood on any page."""
    return {number for told in office.told.values() for number in seen(told)}


@pytest.mark.parametrize("path", GET)
def test_what_is_asked_for(office: Haunted, shown: set[int], path: str) -> None:
    for answer in got(office, path):
        shown |= _check(answer)


@pytest.mark.parametrize("path", POST)
def test_what_is_sent(office: Haunted, shown: set[int], path: str) -> None:
    for answer in sent(office, path):
        shown |= _check(answer)


def test_every_text_stood_somewhere(office: Haunted, shown: set[int]) -> None:
    """Otherwise nothing was looked at."""

    def unseen() -> set[str]:
        return {place for number, place in enumerate(office.scripts.places) if number not in shown}

    for path in [*GET, *POST]:  # those that were not looked at before this test
        if unseen() > UNSEEN:
            for answer in (got if path in GET else sent)(office, path):
                shown |= _check(answer)
    assert unseen() == UNSEEN


def test_whoever_has_a_role_alone_sees_no_script_either(office: Haunted) -> None:
    for role in Role:
        browser = Browser(office.site, person(office.site, role.name.lower(), role))
        for path in ("/", "/register", "/office", f"/drafts/{office.draft.id}"):
            _check(browser.get(path))


# --- what scripts of ours put into a page ---


def test_scripts_take_nothing_for_markup_but_what_the_server_escaped() -> None:
    """Elements are made with text. As markup come the form of a draft, which is looked at above and below, and in browsers that
    are too old the page's own ``noscript``.
    """
    sinks = (
        r"innerHTML|outerHTML|insertAdjacentHTML|setHTML|createContextualFragment|document\.write|srcdoc|\beval\(|new Function"
    )
    own = [one for one in files("hongtou.web").joinpath("static").iterdir() if one.name.endswith(".js")]
    scripts = {one.name: one.read_text("utf-8") for one in own if one.name not in {"codemirror.js", "htmx.js"}}
    found = {name: [line.strip() for line in text.splitlines() if re.search(sinks, line)] for name, text in scripts.items()}
    assert {name: lines for name, lines in found.items() if lines} == {
        "fields.js": ["fresh.innerHTML = html"],
        "old.js": ['pages.innerHTML = pages.getElementsByTagName("noscript")[0].textContent'],
    }


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("preview", {"pages": [1], "known": {EVIL: EVIL}}),
        ("fields", {}),
        ("field", {"name": "主送", "value": EVIL}),
        ("field", {"name": EVIL, "value": EVIL}),
        ("fix", {"code": EVIL, "line": EVIL}),
        ("save", {"base": 1}),
        ("step", {"step": EVIL}),
    ],
)
def test_what_scripts_are_answered_is_data_or_escaped(office: Haunted, path: str, data: dict[str, Any]) -> None:
    for kept in (office.draft, office.own):
        answer = office.browser.ask(f"/drafts/{kept.id}/{path}", {"text": text(office.scripts), **data})
        if path == "fields" and answer.status_code == 200:
            _check(answer)
        else:
            assert answer.headers["content-type"] == "application/json"
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert answer.json()


def test_what_a_type_comes_to_is_data(office: Haunted) -> None:
    sent = {"files": {"字段.yaml": EVIL, "正文.md": EVIL, EVIL: EVIL}}
    for end in ("preview", "save"):
        answer = office.browser.ask(f"/office/types/{TYPE}/{end}", sent)
        assert (answer.headers["content-type"], bool(answer.json())) == ("application/json", True)


def test_a_key_of_a_unit_says_nothing_of_its_name() -> None:
    assert re.fullmatch(r"[0-9a-f]{16}", key_of(EVIL))
