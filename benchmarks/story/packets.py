"""The year's packets: workbooks put in, looked at before the run, run, a row mended, a unit looked at, all taken encrypted."""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import pyzipper
from playwright.sync_api import Page, expect

from .drafting import sign_in
from .material import workbooks
from .stage import Actor, Stage

# What is wrong in the sample's workbooks on purpose, and what is right: 女党员 are 47 of 44.
UNIT = "云州市医学会儿科学分会"
_WRONG, _RIGHT = "47", "27"
_PASSWORD = "云州2026党建材料-办公室"  # noqa: S105 - of the archive


def tell(stage: Stage, files: Path) -> None:
    """Play it."""
    actor = sign_in(stage, "zhao")
    page, step = actor.page, stage.telling.step
    with step("赵晓岚打开今年的材料包", page):
        actor.go("材料包")
        stage.scenes.take("packets", page)
        actor.link(re.compile("党建材料"))
        expect(page.get_by_role("heading", name="材料", exact=True)).to_be_visible()
    for path in workbooks():
        with step(f"换上工作簿 {path.name}", page):
            row = page.get_by_role("row", name=re.compile(re.escape(path.name)))
            actor.hands.give(row.get_by_label(re.compile("^换上")), path)
            actor.hands.press(row.get_by_role("button", name="换上", exact=True))
            expect(page.get_by_role("status").filter(has_text=f"换上了“工作簿/{path.name}”")).to_be_visible()
    with step("做以前先看缺什么、哪里有错", page):
        actor.button("先看缺什么")
        seen = page.locator("section.message")
        expect(seen).to_contain_text("没有交材料的 2 个")
        expect(seen.get_by_role("listitem").filter(has_text="Excel 已经丢了后面几位")).to_contain_text("血液病学分会")
        stage.scenes.take("packet-before", page)
    with step("开始做，看得见做到哪里，做完了说做成几个", page):
        actor.button("开始做")
        expect(page.get_by_role("progressbar")).to_be_visible()
        stage.scenes.take("packet-running", page)
        _done(page, "做成 55，没有做成 7")
        stage.scenes.take("packet", page)
    _correct(stage, actor)
    _look(stage, actor)
    _take(stage, actor, files)


def _done(page: Page, told: str) -> None:
    """Wait until a run is at its end."""
    expect(page.locator("#progress")).to_contain_text(told, timeout=300_000)
    page.reload()
    expect(page.get_by_role("heading", name="各单位")).to_be_visible()


def _correct(stage: Stage, actor: Actor) -> None:
    page, step = actor.page, stage.telling.step
    with step(f"{UNIT}没有做成：页面上指着错的格子", page):
        actor.link(UNIT)
        cell = page.get_by_label("女党员", exact=False).and_(page.locator('[aria-invalid="true"]'))
        expect(cell).to_have_value(_WRONG)
        stage.scenes.take("unit-wrong", page)
    with step("在页面上改这一行，只做这一个单位", page):
        actor.hands.write(cell, _RIGHT)
        row = page.locator("form").filter(has=page.locator('[aria-invalid="true"]'))
        actor.hands.press(row.get_by_role("button", name="保存，只做有变化的"))
        _done(page, "做成 1，没有变化 55")
        expect(page.get_by_role("row", name=re.compile(UNIT))).to_contain_text("做成")


def _look(stage: Stage, actor: Actor) -> None:
    page = actor.page
    with stage.telling.step("看这个单位做成的文件，面面都在", page):
        actor.link(UNIT)
        picture = page.locator("img.sheet").first
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", value=True)
        assert picture.evaluate("one => one.naturalWidth") > 0
        stage.scenes.take("unit", page)


def _take(stage: Stage, actor: Actor, files: Path) -> None:
    page, step = actor.page, stage.telling.step
    target = files / "材料.zip"
    with step("全部取走：压缩包有密码", page):
        actor.link(re.compile("党建材料"))
        actor.hands.write(page.get_by_label(re.compile("^压缩包的密码")), _PASSWORD)
        with page.expect_download() as taken:
            actor.button("下载压缩包")
        taken.value.save_as(target)
    with step("压缩包用密码打得开，没有密码打不开", page), pyzipper.AESZipFile(target) as archive:
        first, *_ = archive.namelist()
        with suppress(RuntimeError):
            raise AssertionError(f"没有密码也打开了：{len(archive.read(first))} 字节")
        archive.setpassword(_PASSWORD.encode())
        assert all(archive.read(name) for name in archive.namelist())
