"""What somebody with a grudge would send: scripts in every text, names that are paths, files that burst."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import gettempdir

import pytest
from hongtou.web.site import Site
from hongtou.workflow.drafts import Text
from hongtou.workflow.people import ONESELF, Role
from support.bursting import bursting
from support.haunted import harmless
from support.office_page import NOTICE, PASSWORD, Browser, oneself, person, site_of

SCRIPTS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "'><svg onload=alert(1)>",
    "</textarea><script>alert(1)</script>",
    "{{ 7*7 }}{% for x in ().__class__.__bases__ %}x{% endfor %}",
    "javascript:alert(1)",
    "<iframe src=javascript:alert(1)>",
    "]]><!--<script>",
]
NAMES = [
    "../../../etc/cron.d/x.md",
    "..\\..\\windows\\x.md",
    "/absolute/x.md",
    "C:\\x.md",
    "a\0b.md",
    "x.md/../../y.md",
    "....//x.md",
    "con.md",
    "x" * 500 + ".txt",
    "\u202etxt.exe.txt",
    "%2e%2e%2fx.txt",
    "x\r\nSet-Cookie: a=b.txt",
]


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_in_a_draft_is_text_wherever_it_is_shown(own: Site, script: str) -> None:
    text = NOTICE.replace("关于开展义诊活动的通知", f"'{script.replace(chr(39), chr(39) * 2)}的通知'") + f"{script}\n"
    kept = own.drafts.create("通知.md", Text(text.encode(), script, script), ONESELF.id, script)
    own.drafts.save(kept.id, 1, Text((text + "改\n").encode(), script, script), script)
    browser = oneself(own)
    paths = [
        "/",
        f"/?q={script[:20]}",
        f"/drafts/{kept.id}",
        f"/drafts/{kept.id}/states",
        f"/drafts/{kept.id}/compare?from=1&to=2",
    ]
    for path in paths:
        page = browser.get(path).text
        assert harmless(page), path
        assert "{{" not in script or "{{ 7*7 }}" in page
    assert harmless(browser.ask(f"/drafts/{kept.id}/fields", {"text": text}).text)


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_in_an_opinion_a_name_or_a_note_is_text(office: Site, script: str) -> None:
    drafter = office.people.add(script[:40], script[:40], [Role.DRAFTER], PASSWORD, by=script)
    root = person(office, "boss", Role.ADMINISTRATOR, Role.REVIEWER, Role.REGISTRAR)
    kept = office.drafts.create("drafts/a/草稿.md", Text(NOTICE.encode(), "通知", "甲"), drafter.id, drafter.name)
    Browser(office, drafter).post(f"/drafts/{kept.id}/step", {"step": "送核稿", "version": "1", "opinion": script})
    browser = Browser(office, root)
    browser.post("/register/reserve", {"count": "1", "year": "2026", "note": script})
    assert harmless(browser.post("/packets", {"name": script}).text)
    for path in (f"/drafts/{kept.id}", "/people", "/log", "/register", "/packets", "/"):
        assert harmless(browser.get(path).text), path


@pytest.mark.parametrize("script", SCRIPTS)
def test_a_script_in_what_is_asked_for_is_text(own: Site, script: str) -> None:
    browser = oneself(own)
    asked = [
        browser.get("/", params={"q": script}),
        browser.get("/register", params={"q": script, "year": script, "state": script, "code": script}),
        browser.post("/new", {"genre": script}),
        browser.post("/drafts/x/step", {"step": script}),
        browser.get(f"/help/{script.replace('/', '')}"),
        browser.get("/check/" + script.replace("/", "")),
    ]
    assert all(harmless(answer.text) for answer in asked)


@pytest.fixture
def buried(tmp_path: Path) -> Iterator[Site]:
    """A page on a folder whose parents are the test's own, too."""
    folder = tmp_path / "above" / "over" / "beside" / "office"
    folder.mkdir(parents=True)
    site = site_of(folder, shared=False)
    yield site
    site.close()


@pytest.mark.parametrize("name", NAMES)
def test_the_name_of_a_file_that_is_sent_is_no_path(buried: Site, tmp_path: Path, name: str) -> None:
    name = name.replace("/absolute", str(tmp_path))  # where nobody is harmed if it is one after all
    before = {path for path in tmp_path.rglob("*") if not path.is_relative_to(buried.folder)}
    answer = oneself(buried).post(
        "/take", files={"file": (name, "关于开展义诊活动的通知\n各专科分会：\n定于12月5日开展义诊。\n".encode())}
    )
    assert answer.status_code in {200, 422}
    assert "set-cookie" not in answer.headers
    assert {path for path in tmp_path.rglob("*") if not path.is_relative_to(buried.folder)} == before
    made = [path for path in buried.folder.rglob("*") if path.is_file() and path.suffix == ".md"]
    kept = [path.relative_to(buried.folder).parts for path in made if path.parent != buried.folder]
    assert all((parts[0], parts[2], len(parts)) == (".hongtou-originals", "file", 4) for parts in kept)


@pytest.mark.parametrize("path", ["/take", "/check"])
@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("甲.docx", None),
        ("甲.docx", b"PK\x03\x04" + b"\xff" * 1000),
        ("甲.docx", b""),
        ("甲.pdf", b"%PDF-1.7\n" + b"[" * 100_000),
        ("甲.html", b"<" * 100_000),
        ("甲.txt", b"\xff\xfe" + b"\xd8" * 1001),
        ("甲.exe", b"MZ"),
        ("甲", b"x"),
    ],
    ids=["bomb", "torn", "empty", "deep", "brackets", "surrogates", "program", "nameless"],
)
def test_a_file_that_harms_its_reader_is_told_and_harms_nobody_else(
    own: Site, path: str, name: str, content: bytes | None
) -> None:
    browser = oneself(own)
    content = bursting("word/document.xml") if content is None else content
    answer = browser.post(path, files={"file": (name, content)})
    assert answer.status_code in {200, 422}
    assert "Traceback" not in answer.text
    assert str(own.folder) not in answer.text
    assert gettempdir() not in answer.text  # where the server keeps it for a moment
    assert browser.get("/").status_code == 200


@pytest.mark.parametrize(
    "body",
    [
        "![图](http://169.254.169.254/latest/meta-data)",
        "![图](file:///etc/passwd)",
        "![图](../../../../etc/passwd)",
        "![图](//evil.example/x.png)",
        "[链接](javascript:alert(1))",
        "{% include '/etc/passwd' %}",
    ],
)
def test_a_draft_reaches_nothing_outside_its_folder(office: Site, body: str) -> None:
    somebody = person(office, "zhang", Role.DRAFTER)
    kept = office.drafts.create("drafts/a/草稿.md", Text(NOTICE.encode()), somebody.id, somebody.name)
    answer = Browser(office, somebody).ask(f"/drafts/{kept.id}/preview", {"text": f"{NOTICE}{body}\n", "pages": [1]})
    assert answer.status_code == 200
    assert "root:" not in answer.text
    seen = answer.json()
    assert seen["count"] == 0 or body.startswith(("{%", "[")), seen["problems"]


def test_an_endless_draft_stops_nobody_else(own: Site) -> None:
    kept = own.drafts.create("通知.md", Text(NOTICE.encode()), ONESELF.id, ONESELF.name)
    browser = oneself(own)
    text = NOTICE + "一" * 900_000
    told = browser.ask(f"/drafts/{kept.id}/preview", {"text": text, "pages": [1]})
    assert told.status_code in {200, 422}
    assert browser.ask(f"/drafts/{kept.id}/preview", {"text": NOTICE, "pages": [1]}).json()["count"] == 2
