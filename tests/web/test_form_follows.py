"""The form beside the text says what the text says, whenever either changed; what is written there writes nothing old back."""

import re
from collections.abc import Iterator

import pytest
from hongtou.web.site import Site
from hongtou.workflow.drafts import Text
from hongtou.workflow.people import Person, Role
from playwright.sync_api import Locator, Page, Route, expect
from support.browser import MARKS, Windows, signed_in
from support.office_page import person
from support.screens import office

pytestmark = MARKS
TEXT = """---
文种: 通知
标题: 关于做好2025年度总结的通知
主送: [各专科分会]
成文日期: 2025-12-01
附件:
  - 标题: 2025年度总结提纲
    文件: 提纲.docx
  - 2025年度总结名单
---
现将2025年度总结有关事项通知如下。
"""
RENEWED = TEXT.replace("2025年", "2026年")
SECOND = "附件第2行标题"
ONE_FIELD = re.compile("/field$")
FIELDS = re.compile("/fields$")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    with office(tmp_path_factory.mktemp("office")) as (site, _):
        yield site


@pytest.fixture(scope="module")
def drafter(site: Site) -> Person:
    return person(site, "drafter", Role.DRAFTER)


@pytest.fixture
def page(windows: Windows, site: Site, drafter: Person, request: pytest.FixtureRequest) -> Iterator[Page]:
    kept = site.drafts.create(f"drafts/{request.node.name}.md", Text(TEXT.encode(), "通知", "总结"), drafter.id, drafter.name)
    with signed_in(windows, site, drafter) as page:
        page.goto(f"{site.options.origin}/drafts/{kept.id}")
        page.wait_for_selector("html.ready", state="attached")
        yield page


class Held:
    """Requests of a page that the server does not get before they are let go."""

    def __init__(self, page: Page, path: re.Pattern[str]) -> None:
        self.routes: list[Route] = []
        self.free = False
        page.route(path, self.take)

    def take(self, route: Route) -> None:
        if self.free:
            route.continue_()
        else:
            self.routes.append(route)

    def let_go(self) -> None:
        self.free = True
        for route in self.routes:
            route.continue_()


@pytest.fixture
def held(page: Page) -> Held:
    """The page's requests for the form."""
    return Held(page, FIELDS)


def text(page: Page) -> str:
    return str(page.locator("#source").input_value())


def title(page: Page) -> Locator:
    return page.locator('.field[data-name="标题"] input').first


def replace_everywhere(page: Page, old: str, new: str) -> None:
    """By the keys of the editor's own search."""
    page.locator("#draft .cm-content").focus()
    page.keyboard.press("Control+f")
    page.get_by_placeholder("查找").fill(old)
    page.get_by_placeholder("换成").fill(new)
    page.get_by_role("button", name="全部替换").click()


def typed_at_the_end(page: Page, words: str) -> None:
    page.locator("#draft .cm-content").focus()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(words)


def test_rows_follow_what_is_replaced_everywhere_while_the_form_is_on_its_way(page: Page, held: Held) -> None:
    replace_everywhere(page, "2025年度", "2026年度")
    with page.expect_request(FIELDS):
        pass
    replace_everywhere(page, "做好2026", "认真做好2026")
    page.get_by_label(SECOND).focus()
    held.let_go()
    expect(page.get_by_label(SECOND)).to_have_value("2026年度总结名单")
    expect(page.get_by_label(SECOND)).to_be_focused()
    expect(title(page)).to_have_value("关于认真做好2026年度总结的通知")


def test_an_old_row_that_is_changed_writes_no_old_rows_back(page: Page, held: Held) -> None:
    replace_everywhere(page, "2025年度", "2026年度")
    with page.expect_response(ONE_FIELD):
        page.get_by_label("附件第1行文件").fill("新提纲.docx")  # the rows still say 2025
    expect(page.locator("#source")).to_have_value(RENEWED.replace("提纲.docx", "新提纲.docx"))
    held.let_go()
    expect(page.get_by_label(SECOND)).to_have_value("2026年度总结名单")
    page.get_by_label(SECOND).fill("2026年度总结名单和分工")
    expect(page.locator("#source")).to_have_value(re.compile("  - 2026年度总结提纲|2026年度总结名单和分工\n"))
    assert "2025年度" not in text(page)


def test_a_field_on_its_way_does_not_keep_the_others_old(page: Page) -> None:
    held = Held(page, ONE_FIELD)
    with page.expect_request(ONE_FIELD):
        page.get_by_label("主送").fill("各专科分会\n各处室")
    replace_everywhere(page, "2025年度", "2026年度")
    held.let_go()
    expect(page.get_by_label(SECOND)).to_have_value("2026年度总结名单")
    expect(page.locator("#source")).to_have_value(RENEWED.replace("[各专科分会]", "[各专科分会, 各处室]"))


def test_a_field_that_both_changed_is_asked_about(page: Page, held: Held) -> None:
    replace_everywhere(page, "2025年度", "2026年度")
    page.get_by_label(SECOND).fill("上年度总结名单")
    field = page.locator('.field[data-name="附件"]')
    expect(field.get_by_role("alert")).to_contain_text("“附件”在正文里刚才也改了")
    assert "2026年度总结名单" in text(page)
    held.let_go()
    expect(title(page)).to_have_value("关于做好2026年度总结的通知")  # the others are renewed around it
    expect(page.get_by_label(SECOND)).to_have_value("上年度总结名单")
    field.get_by_role("button", name="用正文里的").click()
    expect(page.get_by_label(SECOND)).to_have_value("2026年度总结名单")
    expect(page.get_by_role("alert")).to_have_count(0)


def test_what_one_says_in_the_form_stands_where_one_chooses_so(page: Page, held: Held) -> None:
    replace_everywhere(page, "做好2025", "做好2026")
    title(page).fill("关于总结的通知")
    page.locator('.field[data-name="标题"]').get_by_role("button", name="用这里的").click()
    expect(page.locator("#source")).to_have_value(re.compile("标题: 关于总结的通知\n"))
    held.let_go()


def test_a_form_that_could_not_be_had_comes_when_the_server_is_back(page: Page) -> None:
    page.route(FIELDS, lambda route: route.abort())
    with page.expect_request(FIELDS):
        replace_everywhere(page, "2025年度", "2026年度")
    page.unroute(FIELDS)
    expect(page.get_by_label(SECOND)).to_have_value("2026年度总结名单")


def test_what_is_typed_in_a_field_stays_as_it_was_typed_while_one_is_in_it(page: Page) -> None:
    day = page.get_by_label("成文日期", exact=True)
    day.fill("2026年1月8日")
    expect(page.locator("#source")).to_have_value(re.compile("成文日期: 2026-01-08\n"))
    with page.expect_response(FIELDS):
        title(page).fill("关于总结的通知")
        replace_everywhere(page, "总结提纲", "提纲")
    expect(page.get_by_label("附件第1行标题")).to_have_value("2025年度提纲")
    expect(day).to_have_value("2026-01-08")


def test_a_page_that_is_loaded_again_says_what_the_server_has(page: Page) -> None:
    page.route(re.compile("/(save|field)$"), lambda route: route.abort())
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_label(SECOND).fill("没有写进去的")
    typed_at_the_end(page, "没有存上的")
    page.reload()
    page.wait_for_selector("html.ready", state="attached")
    assert text(page) == TEXT
    expect(page.get_by_label(SECOND)).to_have_value("2025年度总结名单")
    expect(page.locator("#notices")).to_contain_text("上次没有保存的文字还在这里")
    page.unroute(re.compile("/(save|field)$"))
    page.get_by_role("button", name="恢复").click()
    expect(page.locator("#source")).to_have_value(re.compile("没有写进去的"))
    assert "没有存上的" in text(page)


def test_a_page_that_one_comes_back_to_says_what_the_server_has(page: Page, site: Site) -> None:
    # What is sent while a page is left is not routed.
    page.evaluate("() => { window.fetch = () => Promise.reject(new TypeError()) }")
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_label(SECOND).fill("没有写进去的")
    typed_at_the_end(page, "没有存上的")
    page.goto(site.options.origin)
    page.go_back()
    page.wait_for_selector("html.ready", state="attached")
    assert text(page) == TEXT
    expect(page.get_by_label(SECOND)).to_have_value("2025年度总结名单")
    expect(page.locator("#notices")).to_contain_text("上次没有保存的文字还在这里")


def test_what_is_typed_before_the_scripts_ran_is_not_lost(page: Page) -> None:
    address = page.url
    page.goto("about:blank")
    held = Held(page, re.compile("/editor.js"))
    page.goto(address, wait_until="commit")
    page.get_by_label(SECOND).fill("2025年度总结名单和分工")
    page.locator("#source").fill(RENEWED.replace("2026年度总结名单", "2025年度总结名单"))
    held.let_go()
    expect(page.locator("#source")).to_have_value(re.compile("  - 2025年度总结名单和分工\n"))
    assert "标题: 关于做好2026年度总结的通知" in text(page)
    expect(title(page)).to_have_value("关于做好2026年度总结的通知")
    expect(page.locator("#status")).to_contain_text("已保存")
    page.reload()
    expect(page.locator("#source")).to_have_value(re.compile("2025年度总结名单和分工\n"))
