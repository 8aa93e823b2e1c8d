"""What was typed and is not on the server yet: there after anything that happens, and gone for whoever comes next."""

import re
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from hongtou.workflow.drafts import Drafts, Text
from hongtou.workflow.people import Person, Role
from hongtou.workflow.way import STEPS
from playwright.sync_api import BrowserContext, Page, expect
from support.browser import MARKS, Windows, page_of
from support.office_page import NOTICE, person, site_of
from support.serving import office_serving

pytestmark = MARKS
OFFERED = re.compile("上次没有保存的文字还在这里")
KEPT = "Object.keys(localStorage).filter(key => key.startsWith('hongtou:')).length"


@dataclass
class Office:
    """An office's server with a draft that two reviewers may change."""

    folder: Path
    origin: str
    id: str
    zhang: Person
    li: Person

    def enter(self, context: BrowserContext, who: Person) -> None:
        """Let somebody be signed in at a browser, instead of whoever was."""
        with closing(site_of(self.folder, shared=True)) as site:
            key = site.sessions.begin(who)
        context.add_cookies([{"name": f"hongtou-{self.origin.rpartition(':')[2]}", "value": key, "url": self.origin}])

    def open(self, context: BrowserContext) -> Page:
        """The draft's page."""
        page = page_of(context)
        page.goto(f"{self.origin}/drafts/{self.id}")
        page.wait_for_selector("html.ready", state="attached")
        return page

    def states(self) -> list[tuple[str, str]]:
        """Who saved what, the first state first."""
        with closing(site_of(self.folder, shared=True)) as site:
            kept = site.drafts.get(self.id)
            return [(one.who, site.drafts.content(kept, one.version).decode()) for one in site.drafts.states(kept)]


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    folder = tmp_path_factory.mktemp("office")
    with closing(site_of(folder, shared=True)) as site:
        zhang, li = (person(site, login, Role.DRAFTER, Role.REVIEWER) for login in ("zhang", "li"))
    with office_serving(folder, 2) as origin:
        yield Office(folder, origin, "", zhang, li)


@pytest.fixture
def office(server: Office, request: pytest.FixtureRequest) -> Office:
    with closing(site_of(server.folder, shared=True)) as site:
        drafts = Drafts(site.store, server.folder)
        kept = drafts.create(f"drafts/{request.node.name}.md", Text(NOTICE.encode(), "通知", "义诊"), server.zhang.id, "张")
        drafts.go(kept.id, STEPS[0], 1, "张")
    server.id = kept.id
    return server


@pytest.fixture
def context(windows: Windows, office: Office) -> Iterator[BrowserContext]:
    with windows.one() as context:
        office.enter(context, office.zhang)
        yield context


def write(page: Page, words: str) -> None:
    page.locator("#draft .cm-content").focus()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(words)


def test_a_network_that_is_cut_and_comes_back(office: Office, context: BrowserContext) -> None:
    page = office.open(context)
    context.set_offline(True)
    write(page, "断网时打的。")
    page.keyboard.press("Control+s")
    expect(page.locator("#status")).to_contain_text("连不上服务器")
    expect(page.locator("#status")).to_contain_text("文字在这个浏览器里存着")
    context.set_offline(False)
    expect(page.locator("#status")).to_contain_text("已保存")
    assert office.states()[-1] == ("zhang的姓名", NOTICE + "断网时打的。")
    assert page.evaluate(KEPT) == 0


def test_a_save_whose_answer_got_lost_is_no_other_persons(office: Office, context: BrowserContext) -> None:
    page = office.open(context)
    page.route("**/save", lambda route: (route.fetch(), route.abort()))
    write(page, "存上了，")
    page.keyboard.press("Control+s")
    expect(page.locator("#status")).to_contain_text("连不上服务器")
    page.unroute("**/save")
    write(page, "接着打。")
    page.keyboard.press("Control+s")
    expect(page.locator("#status")).to_contain_text("已保存")
    expect(page.locator("dialog")).to_have_count(0)
    assert office.states()[-1][1] == NOTICE + "存上了，接着打。"


def test_a_window_that_is_closed_right_after_typing(office: Office, context: BrowserContext) -> None:
    page = office.open(context)
    context.set_offline(True)
    write(page, "刚打的。")
    page.close()
    context.set_offline(False)
    page = office.open(context)
    expect(page.locator("#notices")).to_contain_text(OFFERED)
    page.get_by_role("button", name="恢复").click()
    page.keyboard.press("Control+s")
    expect(page.locator("#status")).to_contain_text("已保存")
    assert office.states()[-1][1] == NOTICE + "刚打的。"


def test_a_field_of_a_window_that_is_closed_right_after_typing(office: Office, context: BrowserContext) -> None:
    page = office.open(context)
    page.route(re.compile("/(save|field)$"), lambda route: route.abort())
    page.get_by_label("标题").first.fill("关于冬季义诊的通知")
    page.close()
    page = office.open(context)
    expect(page.locator("#notices")).to_contain_text(OFFERED)
    page.get_by_role("button", name="恢复").click()
    expect(page.locator(".about h1")).to_have_text("关于冬季义诊的通知")
    page.keyboard.press("Control+s")
    expect(page.locator("#status")).to_contain_text("已保存")
    assert "标题: 关于冬季义诊的通知\n" in office.states()[-1][1]


def test_who_signs_out_leaves_the_text_on_the_server_and_nothing_in_the_browser(office: Office, context: BrowserContext) -> None:
    page, other = office.open(context), office.open(context)
    write(page, "退出以前打的。")
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("heading", name="登录")).to_be_visible()
    assert office.states()[-1] == ("zhang的姓名", NOTICE + "退出以前打的。")
    assert page.evaluate(KEPT) == 0
    # The person's other windows show nothing any more.
    expect(other.get_by_role("heading", name="登录")).to_be_visible()


def test_what_cannot_be_sent_is_asked_about_before_one_signs_out(office: Office, context: BrowserContext) -> None:
    page = office.open(context)
    page.route("**/save", lambda route: route.abort())
    write(page, "不能让别人看见的。")
    page.get_by_role("button", name="退出").click()
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("1 处打的字，只在这个浏览器里：连不上服务器")
    dialog.get_by_role("button", name="不退出").click()
    assert page.evaluate(KEPT) == 1
    page.get_by_role("button", name="退出").click()
    with page.expect_download() as downloaded:
        dialog.get_by_role("button", name="下载这些文字").click()
    assert Path(downloaded.value.path()).read_text("utf-8") == NOTICE + "不能让别人看见的。"
    page.get_by_role("button", name="退出").click()
    dialog.get_by_role("button", name="不要这些文字，退出").click()
    expect(page.get_by_role("heading", name="登录")).to_be_visible()
    assert page.evaluate(KEPT) == 0
    office.enter(context, office.li)
    expect(office.open(context).locator("#notices")).not_to_contain_text("不能让别人看见的")
    assert len(office.states()) == 1


def test_another_person_at_the_same_browser_is_not_shown_it(office: Office, context: BrowserContext) -> None:
    page = office.open(context)
    context.set_offline(True)
    write(page, "张的话。")
    page.close()
    context.set_offline(False)
    office.enter(context, office.li)  # the first one's session ended by itself
    page = office.open(context)
    write(page, "李的话。")
    page.keyboard.press("Control+s")
    expect(page.locator("#status")).to_contain_text("已保存")
    assert "张的话" not in page.content()
    page.get_by_role("button", name="退出").click()
    expect(page.get_by_role("heading", name="登录")).to_be_visible()
    office.enter(context, office.zhang)
    page = office.open(context)
    expect(page.locator("#notices")).to_contain_text(OFFERED)
    assert [who for who, _ in office.states()] == ["张", "li的姓名"]


def test_a_window_left_open_does_not_save_in_another_persons_name(office: Office, context: BrowserContext) -> None:
    page = office.open(context)
    office.enter(context, office.li)
    write(page, "张的话。")
    page.keyboard.press("Control+s")
    expect(page.locator("#status")).to_contain_text("没有保存")
    assert len(office.states()) == 1
    office.enter(context, office.zhang)
    page.keyboard.press("Control+s")
    expect(page.locator("#status")).to_contain_text("已保存")
    assert office.states()[-1] == ("zhang的姓名", NOTICE + "张的话。")
