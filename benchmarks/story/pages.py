"""The pages that the story does not come to, each with something in it: pictured only."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

from .drafting import sign_in
from .material import SAMPLES, last_year
from .stage import Stage

# What the office's page leads to.
_OF_OFFICE = {"types": "做文种", "fonts": "字体", "plugins": "各带来什么"}
_HELP = ("begin", "drafting", "way", "checking", "register", "packets", "office", "types", "people")


def tell(stage: Stage, files: Path) -> None:
    """Look at them as the administrator, who may see all."""
    admin = sign_in(stage, "root")
    page, scenes, step = admin.page, stage.scenes, stage.telling.step
    with step("选文种的一页，每个文种有首页的样子", page):
        admin.go("拟稿")
        pictures = page.locator(".types img")
        for number in range(pictures.count()):
            pictures.nth(number).scroll_into_view_if_needed()
            expect(pictures.nth(number)).to_have_js_property("complete", value=True)
        page.keyboard.press("Control+Home")
        scenes.take("new", page)
    with step("检查一份文件，得到检查单", page):
        admin.go("检查")
        admin.hands.give(page.locator("#file"), last_year(files))
        admin.button("检查")
        expect(page.locator(".findings li").first).to_be_visible()
        scenes.take("check", page)
    with step("登记簿：预留的、已发的都列出来", page):
        admin.go("登记簿")
        admin.hands.press(page.get_by_text("预留几个号"))
        admin.write("留给", "年度考核结果的通报")
        admin.button("预留")
        expect(page.get_by_role("status")).to_contain_text("预留了")
        admin.go("登记簿")
        scenes.take("register", page)
    with step("办公室：配置和照着做的首页，印章", page):
        admin.go("办公室")
        expect(page.locator("#pages .page img").first).to_have_js_property("complete", value=True)
        scenes.take("office", page)
    for name, told in _OF_OFFICE.items():
        with step(f"办公室：{told}", page):
            admin.go("办公室")
            admin.link(told)
            page.wait_for_load_state("networkidle")
            scenes.take(name, page)
    with step("人员和办理日志", page):
        admin.go("人员")
        scenes.take("people", page)
        admin.link("办理日志")
        expect(page.get_by_role("status")).to_contain_text("日志完整")
        scenes.take("log", page)
    for name in _HELP:
        with step(f"帮助：{name}", page):
            page.goto(f"{stage.origin}/help/{name}")
            scenes.take(f"help-{name}", page)
    with step("改口令的一页", page):
        page.goto(f"{stage.origin}/password")
        scenes.take("password", page)
    with step("没有办成的一页", page):
        page.goto(f"{stage.origin}/check")
        page.locator("#file").set_input_files(SAMPLES / "seals" / "党委.png")
        admin.button("检查")
        expect(page.get_by_role("alert")).to_be_visible()
        stage.wrong.remove(f"{page.url}: 422")  # which is what was to be seen
        scenes.take("problem", page)
