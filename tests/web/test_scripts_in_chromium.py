"""Scripts in everything that anybody may have written, on the pages as a browser has them: none runs, and none is even tried."""

from collections.abc import Callable, Iterator
from typing import Final

import pytest
from hongtou.web.guard import cookie_name
from hongtou.web.site import Options
from hongtou.workflow.drafts import Text
from hongtou.workflow.presence import Presence
from playwright.sync_api import Dialog, Page
from support.browser import MARKS, Windows, watched
from support.haunted import TYPE, Haunted, haunt, links, text, unit_of
from support.office_page import site_at
from support.serving import in_thread, listening

pytestmark = MARKS
# Says when a script of ours runs, and when a browser would not let one run.
_WATCH: Final = """
window.x = (number) => console.error(`ran ${number}`)
addEventListener("securitypolicyviolation", (event) => console.error(`tried ${event.violatedDirective} ${event.sample}`))
"""
_BROUGHT: Final = (
    'document.querySelectorAll(\'img[src=x], script:not([src^="/static/"]), [onerror], [href^="javascript:"]\').length'
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Haunted]:
    folder = tmp_path_factory.mktemp("office")
    with listening() as (socket, origin):
        site = site_at(folder, Options(folder, shared=True, origin=origin))
        haunted = haunt(site)
        with in_thread(site, socket):
            yield haunted


@pytest.fixture(scope="module")
def page(office: Haunted, windows: Windows) -> Iterator[Page]:
    with windows.one() as context:
        key = office.site.sessions.begin(office.who)
        context.add_cookies([{"name": cookie_name(office.site), "value": key, "url": office.site.options.origin}])
        page = context.new_page()
        page.add_init_script(_WATCH)
        yield page
        page.close()


def look(page: Page, office: Haunted, path: str, ready: Callable[[], None] = lambda: None) -> None:
    """Open a page, and see that nothing ran, was tried, or was brought along.

    :param ready: waits for what comes after the page.
    """
    asked: list[str] = []

    def dismiss(dialog: Dialog) -> None:
        asked.append(dialog.message)
        dialog.dismiss()

    page.once("dialog", dismiss)
    with watched(page) as wrong:
        page.goto(office.site.options.origin + path)
        ready()
        page.evaluate("document.querySelectorAll('details').forEach((one) => { one.open = true })")
        assert page.evaluate(_BROUGHT) == 0
    assert (wrong, asked) == ([], [])


@pytest.mark.parametrize(
    "path",
    ["/", "/new", "/register", "/packets", "/office", "/office/types", "/office/fonts", "/people", "/log", "/check"],
)
def test_no_script_runs_on_a_page(page: Page, office: Haunted, path: str) -> None:
    look(page, office, path)


def test_none_runs_where_a_draft_is_written(page: Page, office: Haunted) -> None:
    """Neither in the editor, its form, its findings, nor in what is told of somebody else, who saves meanwhile."""

    def ready() -> None:
        page.locator("#findings li").first.wait_for()
        page.locator(".cm-lintRange").first.hover()
        page.locator(".cm-tooltip").wait_for()
        Presence(office.site.folder, office.draft.id, office.scripts("打开着的人", short=True)).names()
        page.locator("#people", has_text="onerror").wait_for()
        others = Text(f"{text(office.scripts)}{office.scripts('别人的一句')}\n".encode())
        office.site.drafts.save(office.draft.id, 2, others, office.scripts("另一个人"), [office.draft.stage])
        page.get_by_text("刚才存了第").first.wait_for()
        page.locator("#draft .cm-content").focus()
        page.keyboard.press("Control+End")
        page.keyboard.insert_text(office.scripts("我的一句"))
        page.keyboard.press("Control+s")
        page.locator("dialog .cm-mergeView").wait_for()

    look(page, office, f"/drafts/{office.draft.id}", ready)


def test_none_runs_where_a_form_comes_anew(page: Page, office: Haunted) -> None:
    def ready() -> None:
        page.locator("#findings li").first.wait_for()
        page.locator('#fields [data-name="单位"] input').fill(office.scripts("新填的"))
        page.locator('#fields [data-name="单位"] input').press("Tab")
        with page.expect_response("**/fields"):
            page.locator("#draft .cm-content").focus()
            page.keyboard.press("Control+Home")
            page.keyboard.insert_text("# 说明\n")

    look(page, office, f"/drafts/{office.own.id}", ready)


def test_none_runs_in_what_was_taken_in_checked_or_made(page: Page, office: Haunted) -> None:
    for path in (
        *links(office.told["/take"], "/drafts/"),
        *links(office.told["/check"], "/check/")[:1],
        f"/packets/{office.good.id}",
        f"/packets/{office.bad.id}",
        unit_of(office.good),
        f"/drafts/{office.draft.id}/compare?from=1&to=2&whole=1",
    ):
        look(page, office, path)


def test_none_runs_where_a_type_is_written(page: Page, office: Haunted) -> None:
    def ready() -> None:
        page.locator("#type .cm-content").first.focus()
        page.keyboard.insert_text(f"{office.scripts.quoted('没有的')}: 1\n")
        page.locator("#findings li.problem").wait_for()

    look(page, office, f"/office/types/{TYPE}", ready)
