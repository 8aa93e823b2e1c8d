"""A disk that is full, or that nobody may write on, while people work: told, nothing half written; all goes on with room."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hongtou.office import load_settings
from hongtou.register.register import Register
from hongtou.web import packets
from hongtou.web.site import Site
from hongtou.workflow import log, store
from hongtou.workflow.drafts import Text
from support.disks import fill, make_read_only, make_room, small_disk
from support.office_page import NOTICE, Browser, drafts_on, oneself, ran, site_of
from support.packets import write_packet

LONG = NOTICE + "请认真组织，按时报送。\n" * 4000


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk(tmp_path / "office", "8m") as disk:
        yield disk


@pytest.fixture
def site(disk: Path) -> Iterator[Site]:
    with closing(site_of(disk, shared=False)) as site:
        yield site


@pytest.fixture
def browser(site: Site) -> Browser:
    (site.folder / "义诊.md").write_text(NOTICE, encoding="utf-8")
    return oneself(site)


def the_draft(browser: Browser) -> str:
    (id,) = drafts_on(browser.get("/"))
    return id


def whole(site: Site, id: str) -> bytes:
    """A draft's text; its file holds the same, and nobody left anything behind."""
    kept = site.drafts.get(id)
    content = site.drafts.content(kept)
    assert site.path(kept).read_bytes() == content
    assert not list(site.folder.rglob("*.tmp"))
    assert log.broken(site.store) == ""
    return content


def test_saving(site: Site, browser: Browser, disk: Path) -> None:
    id = the_draft(browser)
    fill(disk)
    refused = browser.ask(f"/drafts/{id}/save", {"text": LONG, "base": 1})
    assert refused.status_code == 503
    assert "磁盘满了，没有存上" in refused.json()["message"]
    refused = browser.post(f"/drafts/{id}/save", {"text": LONG, "base": "1"})
    assert (refused.status_code, "磁盘满了，没有存上" in refused.text) == (503, True)
    assert whole(site, id).decode() == NOTICE
    assert "义诊活动" in browser.get(f"/drafts/{id}").text  # one can still read
    make_room(disk)
    assert browser.ask(f"/drafts/{id}/save", {"text": LONG, "base": 1}).json()["version"] == 2
    assert whole(site, id).decode() == LONG


def test_a_text_that_is_kept_but_whose_file_has_no_room(tmp_path: Path) -> None:
    """The database has room where the file has none: what is typed next goes on from there."""
    with small_disk(tmp_path / "稿子", "256k") as disk, closing(site_of(tmp_path, shared=False)) as site:
        file = disk / "义诊.md"
        file.write_text(NOTICE, encoding="utf-8")
        browser = oneself(site)
        id = the_draft(browser)
        fill(disk)
        saved = browser.ask(f"/drafts/{id}/save", {"text": LONG, "base": 1})
        assert (saved.status_code, saved.json()["version"]) == (200, 2)
        assert saved.json()["told"].startswith("写不了“稿子/义诊.md”：磁盘满了")
        assert file.read_text("utf-8") == NOTICE
        page = browser.get(f"/drafts/{id}")
        assert (page.status_code, "磁盘满了" in page.text, LONG in page.text) == (200, True, True)
        assert browser.post(f"/drafts/{id}/step", {"step": "印发", "version": "2"}).status_code == 507
        make_room(disk)
        assert browser.ask(f"/drafts/{id}/save", {"text": LONG, "base": 2}).json() == {**saved.json(), "told": ""}
        assert whole(site, id).decode() == LONG


def test_beginning_a_draft_and_taking_a_file_in(site: Site, browser: Browser, disk: Path) -> None:
    browser.get("/")
    fill(disk)
    there = sorted(path.name for path in site.folder.iterdir())
    for path, fields, files in (
        ("/new", {"genre": "通知"}, None),
        ("/take", {}, {"file": ("旧的.txt", "关于做好年终总结的通知\n\n各专科分会：\n\n请认真总结。\n".encode())}),
    ):
        refused = browser.post(path, fields, files=files)
        assert refused.status_code in {503, 507}, refused.text
        assert "磁盘满了" in refused.text
        assert sorted(path.name for path in site.folder.iterdir()) == there
        assert len(site.drafts.all()) == 1
    make_room(disk)
    assert browser.post("/new", {"genre": "通知"}).status_code == 303
    assert len(site.drafts.all()) == 2


def test_issuing(site: Site, browser: Browser, disk: Path) -> None:
    id = the_draft(browser)
    browser.get(f"/drafts/{id}")
    fill(disk)
    refused = browser.post(f"/drafts/{id}/step", {"step": "印发", "version": "1"})
    assert "磁盘满了" in refused.text
    assert whole(site, id).decode() == NOTICE
    make_room(disk)
    assert browser.post(f"/drafts/{id}/step", {"step": "印发", "version": "1"}).status_code == 303
    with closing(Register(load_settings(site.folder, site.folder))) as register:
        assert [str(entry.number) for entry in register.entries()] == ["云医党发〔2026〕1号"]
        assert register.audit().findings == ()


def test_a_packet(site: Site, browser: Browser, disk: Path) -> None:
    write_packet(site.folder, [("内科分会", "请于年底前报送。"), ("外科分会", "请于年底前报送。")], pdf=True)
    (packet,) = packets.found(site)
    browser.get(f"/packets/{packet.id}")
    fill(disk)
    refused = browser.post(f"/packets/{packet.id}/run")
    if refused.status_code == 303:  # the database had room for the run
        assert "磁盘满了" in ran(site, packet).told
    else:
        assert (refused.status_code, "磁盘满了" in refused.text) == (503, True)
    assert not list(site.folder.rglob("*.tmp"))
    make_room(disk)
    assert browser.post(f"/packets/{packet.id}/run").status_code == 303
    assert ran(site, packet).told.startswith("做成 2")


def test_a_copy_of_the_database_that_has_no_room_is_not_left_behind(site: Site, browser: Browser, disk: Path) -> None:
    for number in range(1, 20):
        browser.ask(f"/drafts/{the_draft(browser)}/save", {"text": f"{LONG}{number}", "base": number})
    fill(disk)
    with pytest.raises(store.StoreError, match="磁盘满了"):
        site.store.back_up(disk / "备份.db")
    assert not (disk / "备份.db").exists()


def test_a_disk_that_is_read_only(site: Site, browser: Browser, disk: Path) -> None:
    id = the_draft(browser)
    assert browser.ask(f"/drafts/{id}/save", {"text": NOTICE + "一。\n", "base": 1}).status_code == 200
    site.store.close()  # the system wants no file open that may be written
    make_read_only(disk)
    try:
        refused = browser.ask(f"/drafts/{id}/save", {"text": NOTICE + "二。\n", "base": 2})
        assert refused.status_code == 503
        assert "文件夹不能写" in refused.json()["message"]
    finally:
        site.store.close()
        make_read_only(disk, read_only=False)
    assert browser.ask(f"/drafts/{id}/save", {"text": NOTICE + "二。\n", "base": 2}).json()["version"] == 3
    assert whole(site, id).decode() == NOTICE + "二。\n"


def test_a_database_that_another_program_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(store._CONNECT, "timeout", 0.2)
    with closing(site_of(tmp_path, shared=False)) as site:
        (tmp_path / "义诊.md").write_text(NOTICE, encoding="utf-8")
        browser = oneself(site)
        id = the_draft(browser)
        with closing(sqlite3.connect(tmp_path / store.FILE, isolation_level=None)) as other:
            other.execute("begin exclusive")
            refused = browser.ask(f"/drafts/{id}/save", {"text": NOTICE + "一。\n", "base": 1})
            assert (refused.status_code, "别的程序占着" in refused.json()["message"]) == (503, True)
            other.execute("rollback")
        assert browser.ask(f"/drafts/{id}/save", {"text": NOTICE + "一。\n", "base": 1}).json()["version"] == 2


def test_a_draft_whose_file_cannot_be_written_is_none(site: Site, disk: Path) -> None:
    (disk / "夹").write_text("a file where a folder should be")
    with pytest.raises(Exception, match="写不了"):
        site.drafts.create("夹/通知.md", Text(NOTICE.encode()), "x", "x")
    assert site.drafts.all() == []
