"""A file that was taken in beside its draft: each doubtful place confirmed by a key, with what the file says there at hand."""

from pathlib import Path

import pytest
from hongtou.web.site import Options, Site
from hongtou.workflow import log
from hongtou.workflow.people import ONESELF, Role
from playwright.sync_api import expect
from support.browser import MARKS, Windows, signed_in
from support.made_word import paragraph, table, word
from support.office_page import PROFILE, drafts_on, oneself, person
from support.office_page import Browser as Window
from support.serving import in_thread, listening

BLOCKS = (
    paragraph("各专科分会："),
    paragraph("现就义诊活动通知如下。"),
    table(("分会", "人数"), ("内科", "12")),
    paragraph("一、时间和地点"),
    paragraph("12月5日上午9时，在市民广场。"),
    paragraph("云州市医学会"),
    paragraph("2026年11月20日"),
)


@pytest.fixture
def docx(tmp_path: Path) -> Path:
    (tmp_path / "来文").mkdir()
    return word(tmp_path / "来文", *BLOCKS, title="关于义诊活动的安排")


def taken(site: Site, docx: Path) -> str:
    """The draft that a file became."""
    answer = oneself(site).post("/take", files={"file": ("去年的 通知.docx", docx.read_bytes())})
    assert answer.status_code == 200
    return drafts_on(answer)[0]


def test_the_file_stays_with_its_draft_as_it_came(own: Site, docx: Path) -> None:
    id = taken(own, docx)
    page = oneself(own).get(f"/drafts/{id}").text
    assert "下载“去年的 通知.docx”" in page
    assert "<li>12月5日上午9时，在市民广场。</li>" in page
    assert "<li>内科\t12</li>" in page
    got = oneself(own).get(f"/drafts/{id}/original")
    assert got.content == docx.read_bytes()
    assert "attachment" in got.headers["content-disposition"]
    assert log.entries(own.store)[0].action == "取原件"
    assert len(own.drafts.all()) == 1
    oneself(own).get("/")
    assert len(own.drafts.all()) == 1  # what is kept is no draft


def test_a_draft_that_was_typed_here_has_no_file(own: Site) -> None:
    oneself(own).post("/new", {"genre": "通知"})
    (kept,) = own.drafts.all()
    assert 'id="original"' not in oneself(own).get(f"/drafts/{kept.id}").text
    assert oneself(own).get(f"/drafts/{kept.id}/original").status_code == 404


def test_the_file_is_for_whom_the_draft_is_for(office: Site, docx: Path) -> None:
    owner, other = (person(office, name, Role.DRAFTER) for name in ("li", "wang"))
    answer = Window(office, owner).post("/take", files={"file": ("去年.docx", docx.read_bytes())})
    id = drafts_on(answer)[0]
    assert Window(office, owner).get(f"/drafts/{id}/original").status_code == 200
    assert Window(office, other).get(f"/drafts/{id}/original").status_code == 404


class TestInABrowser:
    pytestmark = MARKS

    def test_each_place_is_confirmed_by_a_key_with_the_file_at_hand(self, tmp_path: Path, docx: Path, windows: Windows) -> None:
        (tmp_path / "hongtou.yaml").write_text(PROFILE, encoding="utf-8")
        with listening() as (server, origin):
            site = Site(Options(tmp_path, shared=False, origin=origin))
            with in_thread(site, server), signed_in(windows, site, ONESELF) as page:
                page.goto(origin)
                page.get_by_label("Word、WPS、TXT").set_input_files(docx)
                page.get_by_role("button", name="带进来").click()
                page.get_by_role("link", name="打开稿子").click()
                page.wait_for_selector("html.ready", state="attached")
                expect(page.locator("#pages .page img").first).to_be_visible()
                places = page.locator("#doubts li")
                count = places.count()
                assert count > 0
                current = page.locator("#original li[aria-current]")
                page.locator("#draft .cm-content").focus()
                page.locator(".cm-line", has_text="市民广场").click()
                expect(current).to_have_text("12月5日上午9时，在市民广场。")
                expect(page.locator("#said")).to_have_text("原文：12月5日上午9时，在市民广场。")
                for left in range(count, 0, -1):
                    expect(places).to_have_count(left)
                    page.keyboard.press("F8")
                    expect(page.locator(".cm-activeLine")).to_contain_text("待核")
                    page.keyboard.press("Alt+Enter")
                expect(page.locator("#doubts")).to_be_hidden()
                expect(page.locator("#notices")).not_to_contain_text("待核")
                page.keyboard.press("Control+s")
                expect(page.locator("#status")).to_contain_text("已保存")
                (kept,) = site.drafts.all()
                assert "待核" not in site.drafts.content(kept).decode()
            site.close()
