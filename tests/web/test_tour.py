"""A clerk's way through the office's page on one's own computer, in a browser, with the real server."""

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from support.browser import MARKS, Windows, page_of
from support.office_page import NOTICE, PROFILE

pytestmark = MARKS
PICTURE = re.compile("^data:image/png")


@contextmanager
def serving(folder: Path) -> Iterator[tuple[str, subprocess.Popen[str]]]:
    """``hongtou serve`` in an office's folder: the address that it tells, and its process."""
    command = [sys.executable, "-m", "hongtou", "serve", "--no-browser"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
        assert process.stdout
        yield process.stdout.readline().strip(), process
        process.send_signal(signal.SIGINT)
        process.wait()


@pytest.fixture
def context(windows: Windows) -> Iterator[BrowserContext]:
    with windows.one() as context:
        yield context


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "hongtou.yaml").write_text(PROFILE, encoding="utf-8")
    (tmp_path / "义诊.md").write_text(NOTICE, encoding="utf-8")
    return tmp_path


def watched(context: BrowserContext, asked: list[str], wrong: list[str]) -> Page:
    """A page whose requests and mistakes are noted."""
    page = page_of(context)
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda told: wrong.append(told.text) if told.type == "error" else None)
    return page


def shown(page: Page) -> None:
    """The pages are those of the text."""
    expect(page.locator("#pages .page").first.locator("img")).to_have_attribute("src", PICTURE)


def test_a_draft_is_made_by_typing_beside_its_pages(context: BrowserContext, folder: Path) -> None:
    asked: list[str] = []
    wrong: list[str] = []
    with serving(folder) as (address, _):
        page = watched(context, asked, wrong)
        page.goto(address)
        page.get_by_role("link", name="拟稿").click()
        page.get_by_role("button", name=re.compile("^通知")).click()
        shown(page)
        first = page.locator("#pages .page").first.locator("img")
        before = first.get_attribute("src")
        page.get_by_label("标题").first.fill("关于开展冬季义诊的通知")
        page.get_by_label("标题").first.press("Tab")
        expect(page.locator(".about h1")).to_have_text("关于开展冬季义诊的通知")
        expect(first).not_to_have_attribute("src", str(before))
        page.locator("#draft .cm-content").focus()
        page.keyboard.press("Control+End")
        page.keyboard.insert_text("\n请各单位于12月1日前报名。")
        page.keyboard.press("Control+s")
        expect(page.locator("#status")).to_contain_text("已保存")
        made = [path.read_text("utf-8") for path in folder.rglob("*.md") if path.name != "义诊.md"]
        assert len(made) == 1
        assert "标题: 关于开展冬季义诊的通知" in made[0]
        assert "请各单位于12月1日前报名。" in made[0]
    origin = address.partition("/enter")[0]
    assert [url for url in asked if not url.startswith((origin, "data:"))] == []
    assert wrong == []


def test_what_was_typed_when_the_server_was_killed_is_offered_by_the_next(context: BrowserContext, folder: Path) -> None:
    with serving(folder) as (address, process):
        page = page_of(context)
        page.goto(address)
        page.get_by_role("link", name="关于开展义诊活动的通知").or_(page.get_by_role("link", name="义诊.md")).first.click()
        shown(page)
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
        page.locator("#draft .cm-content").focus()
        page.keyboard.press("Control+End")
        page.keyboard.insert_text("\n最后一句。")
        page.keyboard.press("Control+s")
        expect(page.locator("#status")).to_contain_text("连不上服务器")
        where = page.url
        page.close()
    with serving(folder) as (address, _):
        page = page_of(context)
        page.goto(address)
        page.goto(where)  # the same address: it is the folder's
        page.get_by_role("button", name="恢复").click()
        page.keyboard.press("Control+s")
        expect(page.locator("#status")).to_contain_text("已保存")
    assert (folder / "义诊.md").read_text("utf-8").rstrip().endswith("最后一句。")


def test_a_file_that_is_dropped_on_the_page_becomes_a_draft(context: BrowserContext, folder: Path) -> None:
    with serving(folder) as (address, _):
        page = page_of(context)
        page.goto(address)
        page.evaluate(
            """() => {
                const taken = new DataTransfer()
                const text = "关于开展体检的通知\\n\\n各单位：\\n\\n定于12月8日体检。\\n\\n云州市医学会\\n\\n2026年11月20日\\n"
                taken.items.add(new File([text], "去年的通知.txt", {type: "text/plain"}))
                document.body.dispatchEvent(new DragEvent("drop", {dataTransfer: taken, bubbles: true, cancelable: true}))
            }"""
        )
        page.get_by_role("link", name="打开稿子").click()
        shown(page)
        assert "定于12月8日体检。" in page.locator("textarea[name=text]").input_value()
