"""Without scripts everything goes by plain forms; each page has its help beside it; the first document is led through."""

import re
from collections.abc import Iterator

import pytest
from hongtou.web.site import Site
from hongtou.workflow.people import ONESELF, Person, Role
from playwright.sync_api import BrowserContext, Page, expect
from support.browser import MARKS, Windows
from support.office_page import NOTICE, person
from support.screens import Visit, arriving, office, own_computer, visiting

pytestmark = MARKS


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with office(tmp_path_factory.mktemp("office")) as (site, _):
        yield site


@pytest.fixture(scope="module")
def at_home(windows: Windows, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    with (
        windows.one() as context,
        own_computer(tmp_path_factory.mktemp("own")) as site,
        visiting(context, site, ONESELF) as visit,
    ):
        yield visit


@pytest.fixture
def plain(windows: Windows) -> Iterator[BrowserContext]:
    """A browser that runs no scripts."""
    with windows.one(scripts=False) as context:
        yield context


def at_desk(context: BrowserContext, site: Site, who: Person) -> Page:
    """A page of somebody, at their desk."""
    page = arriving(context, site, who)
    page.goto(site.options.origin)
    return page


def go_on(page: Page, step: str, opinion: str = "") -> None:
    page.get_by_role("link", name="关于开展义诊活动的通知").first.click()
    page.get_by_label("意见").fill(opinion)
    page.get_by_role("button", name=step, exact=True).click()


def test_a_document_goes_its_whole_way_by_plain_forms(plain: BrowserContext, site: Site) -> None:
    drafter, other = person(site, "drafter", Role.DRAFTER), [Role.REVIEWER, Role.APPROVER, Role.REGISTRAR]
    page = at_desk(plain, site, drafter)
    page.get_by_role("link", name="拟稿").first.click()
    page.get_by_role("button", name=re.compile("^通知")).click()
    expect(page.get_by_text("浏览器没有运行脚本")).to_be_visible()
    expect(page.locator("#fields .field").first).to_be_hidden()  # what is typed there would be lost
    page.locator("textarea[name=text]").fill(NOTICE)
    page.get_by_role("button", name="保存").click()
    expect(page.locator("textarea[name=text]")).to_have_value(NOTICE)
    page.get_by_role("link", name="桌面").click()
    go_on(page, "送核稿", "请核。")
    page = at_desk(plain, site, person(site, "other", *other))
    go_on(page, "送签发", "没有意见。")
    page.get_by_role("button", name="签发", exact=True).click()
    page.get_by_role("button", name="印发", exact=True).click()
    expect(page.get_by_text("云医党发〔2026〕1号").first).to_be_visible()
    expect(page.locator(".opinions")).to_contain_text("没有意见。")
    assert list((site.folder / "archive").rglob("*.pdf"))


def test_a_save_over_anothers_is_told_and_keeps_both(plain: BrowserContext, site: Site) -> None:
    drafter = person(site, "second", Role.DRAFTER)
    page = at_desk(plain, site, drafter)
    page.goto(f"{site.options.origin}/new")
    page.get_by_role("button", name=re.compile("^通知")).click()
    again = page.context.new_page()
    again.goto(page.url)
    again.locator("textarea[name=text]").fill(NOTICE + "先存的一句。\n")
    again.get_by_role("button", name="保存").click()
    page.locator("textarea[name=text]").fill(NOTICE + "后存的一句。\n")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert").first).to_contain_text("没有丢")
    assert b"\xe5\x85\x88\xe5\xad\x98" in site.path(site.drafts.get(page.url.split("/")[4])).read_bytes()


def test_help_opens_beside_what_is_typed(at_home: Visit) -> None:
    page = at_home.page
    at_home.open("/office")
    page.get_by_label("名称", exact=True).fill("写了一半")
    page.locator(".help-here summary").press("Enter")
    expect(page.locator(".help-here").get_by_role("heading", name="办公室")).to_be_visible()
    expect(page.get_by_label("名称", exact=True)).to_have_value("写了一半")
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="全部帮助").click()
    expect(opened.value.get_by_role("heading", level=1)).to_have_text("办公室")
    opened.value.close()


def test_the_first_document_is_led_through(at_home: Visit) -> None:
    page = at_home.page
    at_home.open("/")
    expect(page.locator("[aria-current=step]")).to_contain_text("选文种")
    page.get_by_role("link", name="选一个文种").click()
    page.get_by_role("button", name=re.compile("^通知")).click()
    at_home.open("/")
    expect(page.locator("[aria-current=step]")).to_contain_text("接着写")
    page.locator("[aria-current=step] a").click()
    page.locator("#findings li").first.wait_for()
    page.locator("#draft .cm-content").focus()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(NOTICE)
    page.get_by_role("button", name="印发", exact=True).click()
    expect(page.get_by_text("云医党发〔2026〕1号").first).to_be_visible()
    at_home.open("/")
    expect(page.locator(".steps")).to_have_count(0)


def test_printing_a_draft_leads_to_its_pdf(at_home: Visit) -> None:
    page = at_home.page
    at_home.edit(at_home.draft())
    page.locator("#draft .cm-content").focus()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text("印以前的一句。")
    with page.context.expect_event("request", lambda asked: asked.url.endswith("/as/pdf")):
        page.keyboard.press("Control+p")
    kept = at_home.site.drafts.get(page.url.rpartition("/")[2])
    assert "印以前的一句。" in at_home.site.drafts.content(kept).decode()
    page.emulate_media(media="print")
    expect(page.get_by_text("请打印 PDF")).to_be_visible()
    expect(page.locator("#pages")).to_be_hidden()
    page.emulate_media(media="screen")
    expect(page.get_by_text("请打印 PDF")).to_be_hidden()


def test_without_scripts_the_browsers_own_file_field_is_there(plain: BrowserContext, site: Site) -> None:
    page = at_desk(plain, site, person(site, "chooser", Role.DRAFTER))
    page.get_by_role("link", name="检查").first.click()
    box = page.locator("#file").bounding_box()
    assert box and box["width"] > 100
    expect(page.get_by_text("选文件", exact=True)).to_be_hidden()
