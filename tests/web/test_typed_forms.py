"""What is typed into a form and not sent: there when the window was closed, gone when it is sent, and for whoever comes next."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from hongtou.web.site import Site
from hongtou.workflow.drafts import Text
from hongtou.workflow.people import Person
from playwright.sync_api import BrowserContext, Locator, Page, expect
from support.browser import MARKS, Windows
from support.office_page import NOTICE
from support.screens import arriving, office

pytestmark = MARKS
OFFERED = "上次在这里打了、没有送出的字还在"
KEPT = "Object.keys(localStorage).filter(key => key.startsWith('hongtou:')).length"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with office(tmp_path_factory.mktemp("office")) as (site, _):
        yield site


@pytest.fixture(scope="module")
def everything(site: Site) -> Person:
    return next(one for one in site.people.all() if one.login == "boss")


@pytest.fixture
def context(windows: Windows) -> Iterator[BrowserContext]:
    with windows.one() as context:
        yield context


def opened(context: BrowserContext, site: Site, who: Person, path: str) -> Page:
    page = arriving(context, site, who)
    page.goto(f"{site.options.origin}{path}")
    return page


def draft(site: Site, who: Person, name: str) -> str:
    kept = site.drafts.create(f"drafts/{name}.md", Text(NOTICE.encode(), "通知", "义诊"), who.id, who.name)
    return f"/drafts/{kept.id}"


def source_of(page: Page) -> Locator:
    return page.get_by_label("要做哪些文件、数据在哪里，都写在这里")


def test_an_opinion_is_offered_again_and_gone_when_it_is_sent(site: Site, everything: Person, context: BrowserContext) -> None:
    path = draft(site, everything, "opinion")
    page = opened(context, site, everything, path)
    page.get_by_label("意见").fill("第三段再核一遍。")
    page.close(run_before_unload=False)
    page = opened(context, site, everything, path)
    expect(page.locator(".message", has_text=OFFERED)).to_be_visible()
    page.get_by_role("button", name="恢复").click()
    expect(page.get_by_label("意见")).to_have_value("第三段再核一遍。")
    page.get_by_role("button", name="送核稿").click()
    expect(page.locator(".opinions")).to_contain_text("第三段再核一遍。")
    page.wait_for_function(f"() => {KEPT} === 0")


def test_an_opinion_that_was_not_taken_stays(site: Site, everything: Person, context: BrowserContext) -> None:
    path = draft(site, everything, "refused")
    page = opened(context, site, everything, path)
    page.get_by_label("意见").fill("请核。")
    page.route("**/step", lambda route: route.fulfill(status=503, body="忙", content_type="text/html; charset=utf-8"))
    page.get_by_role("button", name="送核稿").click()
    expect(page.get_by_text("忙")).to_be_visible()
    page.close()
    page = opened(context, site, everything, path)
    expect(page.locator(".message", has_text=OFFERED)).to_be_visible()
    page.get_by_role("button", name="不要").click()
    expect(page.locator(".message", has_text=OFFERED)).to_have_count(0)
    page.wait_for_function(f"() => {KEPT} === 0")


def test_a_profile_is_offered_again_and_not_over_what_others_made_of_it(
    site: Site, everything: Person, context: BrowserContext
) -> None:
    page = opened(context, site, everything, "/office")
    page.get_by_label("机关代字").fill("云新发")
    page.close()
    profile = site.options.folder / "hongtou.yaml"
    profile.write_text(f"{profile.read_text('utf-8')}# 别人写的\n", "utf-8")
    page = opened(context, site, everything, "/office")
    page.get_by_role("button", name="恢复").click()
    expect(page.get_by_label("机关代字")).to_have_value("云新发")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("alert")).to_contain_text("配置刚才又有人改过")
    expect(page.get_by_label("机关代字")).to_have_value("云新发")
    page.wait_for_function(f"() => {KEPT} === 1")  # nobody has it yet
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("status").first).to_contain_text("存好了：机关代字")
    page.wait_for_function(f"() => {KEPT} === 0")


def test_a_packets_file_is_offered_again(site: Site, everything: Person, context: BrowserContext) -> None:
    page = opened(context, site, everything, "/packets")
    page.get_by_label("名称").fill("2026年材料")
    page.get_by_role("button", name="增加").click()
    page.get_by_role("link", name="2026年材料").click()
    page.wait_for_url("**/packets/*")
    before = source_of(page).input_value()
    source_of(page).fill(f"{before}# 打了一半")
    address = page.url
    page.close()
    page = opened(context, site, everything, "/")
    page.goto(address)
    page.get_by_role("button", name="恢复").click()
    expect(source_of(page)).to_have_value(f"{before}# 打了一半")
    page.locator("form", has=source_of(page)).get_by_role("button", name="保存").click()
    page.wait_for_load_state()
    expect(source_of(page)).to_have_value(re.compile("# 打了一半"))
    page.wait_for_function(f"() => {KEPT} === 0")


def test_a_types_text_is_offered_again(site: Site, everything: Person, context: BrowserContext) -> None:
    page = opened(context, site, everything, "/office/types")
    page.get_by_label("名称").fill("培训通知")
    page.get_by_role("button", name="新建").click()
    page.wait_for_url("**/office/types/*")
    page.get_by_role("textbox", name="正文.md").focus()
    page.keyboard.press("Control+Home")
    page.keyboard.insert_text("各位同志：")
    expect(page.locator("textarea[name='file:正文.md']")).to_have_value(re.compile("^各位同志："))
    address = page.url
    page.close(run_before_unload=False)
    page = opened(context, site, everything, "/")
    page.goto(address)
    page.get_by_role("button", name="恢复").click()
    expect(page.get_by_role("textbox", name="正文.md")).to_contain_text("各位同志：")
    page.keyboard.press("Control+s")
    page.get_by_role("button", name="存成草稿").click()
    expect(page.locator("#status")).to_contain_text("是草稿，没有启用")
    page.wait_for_function(f"() => {KEPT} === 0")


def test_who_signs_out_is_asked_and_leaves_nothing(site: Site, everything: Person, context: BrowserContext) -> None:
    page = opened(context, site, everything, draft(site, everything, "left"))
    page.get_by_label("意见").fill("不能让别人看见的。")
    page.get_by_role("button", name="退出").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("1 处打的字，只在这个浏览器里：还没有送出")
    with page.expect_download() as downloaded:
        dialog.get_by_role("button", name="下载这些文字").click()
    assert Path(downloaded.value.path()).read_text("utf-8") == "不能让别人看见的。"
    page.get_by_role("button", name="退出").click()
    dialog.get_by_role("button", name="不要这些文字，退出").click()
    expect(page.get_by_role("heading", name="登录")).to_be_visible()
    page.wait_for_function(f"() => {KEPT} === 0")


def test_a_password_is_never_kept(site: Site, everything: Person, context: BrowserContext) -> None:
    page = opened(context, site, everything, "/password")
    for field in page.locator("input[type=password]").all():
        field.fill("很长的新口令一二三")
    page.wait_for_function(f"() => {KEPT} === 0")
