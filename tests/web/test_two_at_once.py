"""Two people with one draft at once, each in a browser of their own, with the real server: nobody's text is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hongtou.web.site import Options, Site
from hongtou.workflow.drafts import Text
from hongtou.workflow.people import Role
from hongtou.workflow.way import Stage, Step
from playwright.sync_api import Page, expect
from support.browser import MARKS, Windows, signed_in
from support.office_page import NOTICE, PROFILE, person
from support.serving import in_thread, listening

pytestmark = MARKS


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    (tmp_path / "hongtou.yaml").write_text(PROFILE, encoding="utf-8")
    with listening() as (server, origin):
        site = Site(Options(tmp_path, shared=True, origin=origin))
        with in_thread(site, server):
            yield site
        site.close()


@pytest.fixture
def draft(site: Site) -> str:
    """A draft that waits for 核稿, which two do."""
    owner = person(site, "owner", Role.DRAFTER)
    kept = site.drafts.create("drafts/x/草稿.md", Text(NOTICE.encode(), "通知", "关于开展义诊活动的通知"), owner.id, owner.name)
    site.drafts.go(kept.id, Step("送核稿", Stage.DRAFTING, Stage.REVIEW, None), 1, owner.name)
    return kept.id


def opened(page: Page, site: Site, draft: str) -> None:
    page.goto(f"{site.options.origin}/drafts/{draft}")
    page.wait_for_selector("html.ready", state="attached")


def typed(page: Page, words: str) -> None:
    """Something at the end of the text, saved."""
    page.locator("#draft .cm-content").focus()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text(words)
    page.keyboard.press("Control+s")


def now(site: Site, draft: str) -> str:
    return site.drafts.content(site.drafts.get(draft)).decode()


def test_the_second_sees_both_texts_and_joins_them(site: Site, draft: str, windows: Windows) -> None:
    first, second = (person(site, name, Role.REVIEWER) for name in ("zhao", "qian"))
    with signed_in(windows, site, first) as one, signed_in(windows, site, second) as other:
        opened(one, site, draft)
        opened(other, site, draft)
        expect(other.locator("#people")).to_contain_text("zhao的姓名")
        one.get_by_label("标题").first.fill("关于开展冬季义诊活动的通知")
        one.get_by_label("标题").first.press("Tab")
        one.keyboard.press("Control+s")
        expect(one.locator("#status")).to_contain_text("已保存")
        expect(other.locator("#notices")).to_contain_text("zhao的姓名刚才存了第 2 版")
        typed(other, "\n请带工作证。")
        dialog = other.get_by_role("dialog")
        expect(dialog).to_contain_text("zhao的姓名存的（第 2 版")
        expect(dialog.locator(".cm-merge-b")).to_contain_text("请带工作证。")
        expect(dialog.locator(".cm-merge-b")).to_contain_text("关于开展义诊活动的通知")
        assert "请带工作证" not in now(site, draft)
        dialog.get_by_role("button", name="两份合在一起").press("Enter")
        expect(dialog.locator(".cm-merge-b")).to_contain_text("关于开展冬季义诊活动的通知")
        dialog.get_by_role("button", name="用右边的").press("Enter")
        expect(other.locator("#status")).to_contain_text("已保存")
        expect(one.locator("#notices")).to_contain_text("qian的姓名刚才存了第 4 版")
    assert "标题: 关于开展冬季义诊活动的通知\n" in now(site, draft)
    assert now(site, draft).endswith("请带工作证。")
    states = site.drafts.states(site.drafts.get(draft))
    assert [one.who for one in states] == ["owner的姓名", "zhao的姓名", "qian的姓名", "qian的姓名"]


def test_where_both_changed_the_same_nothing_is_joined_unasked(site: Site, draft: str, windows: Windows) -> None:
    first, second = (person(site, name, Role.REVIEWER) for name in ("zhao", "qian"))
    with signed_in(windows, site, first) as one, signed_in(windows, site, second) as other:
        opened(one, site, draft)
        opened(other, site, draft)
        typed(one, "请提前报名。")
        expect(one.locator("#status")).to_contain_text("已保存")
        typed(other, "请带工作证。")
        dialog = other.get_by_role("dialog")
        expect(dialog.locator(".cm-merge-a")).to_contain_text("请提前报名。")
        expect(dialog.get_by_role("button", name="两份合在一起")).to_have_count(0)
        dialog.get_by_role("button", name="全用左边的").press("Enter")
        expect(other.locator("#status")).to_contain_text("已保存")
        expect(other.locator("textarea[name=text]")).to_have_value(NOTICE + "请提前报名。")
    kept = site.drafts.get(draft)
    assert (kept.version, now(site, draft)) == (2, NOTICE + "请提前报名。")
    assert site.drafts.content(kept, 3).decode() == NOTICE + "请带工作证。"


def test_without_scripts_the_second_sees_both_and_joins_them(site: Site, draft: str, windows: Windows) -> None:
    first, second = (person(site, name, Role.REVIEWER) for name in ("zhao", "qian"))
    with signed_in(windows, site, first, scripts=False) as one, signed_in(windows, site, second, scripts=False) as other:
        for page in (one, other):
            page.goto(f"{site.options.origin}/drafts/{draft}")
        area = "textarea[name=text]"
        one.locator(area).fill(NOTICE.replace("义诊活动的", "冬季义诊活动的"))
        one.get_by_role("button", name="保存", exact=True).click()
        other.locator(area).fill(NOTICE + "请带工作证。\n")
        other.get_by_role("button", name="保存", exact=True).click()
        expect(other.get_by_role("heading", level=1)).to_have_text("两个人都改了这份稿子")
        expect(other.locator("del")).to_have_text("冬季")
        expect(other.locator("ins")).to_have_text("请带工作证。")
        other.get_by_role("button", name="存合在一起的").click()
        expect(other.locator(area)).to_have_value(NOTICE.replace("义诊活动的", "冬季义诊活动的") + "请带工作证。\n")
