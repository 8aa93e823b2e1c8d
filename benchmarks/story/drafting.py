"""From last year's file to the archive: taken in, mended beside its pages, returned, signed, numbered, issued."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

from playwright.sync_api import Locator, Page, expect
from pypdfium2 import PdfDocument
from support.office_page import PASSWORD

from .material import last_year
from .stage import Actor, Stage

TITLE = "关于开展2026年度党建工作考核的通知"
OPINION = "主送漏了各党支部，补上再送。"
NUMBER = re.compile(r"云医党发〔\d{4}〕1号")
ROLES = {
    "chen": ("陈思远", ["拟稿人"]),
    "zhou": ("周明", ["核稿人"]),
    "li": ("李卫国", ["签发人"]),
    "wang": ("王静", ["登记员"]),
    "zhao": ("赵晓岚", ["登记员"]),
}
_PICTURE = re.compile("^data:image/png")


def sign_in(stage: Stage, login: str) -> Actor:
    """Somebody of the office signs in."""
    actor = stage.enters(login, ROLES.get(login, (login,))[0])
    actor.write("登录名", login)
    actor.write("口令", PASSWORD)
    actor.button("登录")
    expect(actor.page.get_by_role("heading", name="桌面")).to_be_visible()
    return actor


def people(stage: Stage) -> Actor:
    """The administrator adds the others."""
    admin = stage.enters("root", "管理员")
    with stage.telling.step("管理员登录", admin.page):
        stage.scenes.take("sign-in", admin.page)
        admin.write("登录名", "root")
        admin.write("口令", PASSWORD)
        admin.button("登录")
        expect(admin.page.get_by_role("heading", name="第一份公文，三步")).to_be_visible()
        stage.scenes.take("first", admin.page)
    for login, (name, roles) in ROLES.items():
        with stage.telling.step(f"管理员增加{name}（{'、'.join(roles)}）", admin.page):
            admin.go("人员")
            entry = admin.page.locator('form[action="/people"]')
            admin.hands.write(entry.get_by_label("登录名"), login)
            admin.hands.write(entry.get_by_label("姓名"), name)
            admin.hands.write(entry.get_by_label(re.compile("^口令")), PASSWORD)
            for role in roles:
                admin.hands.tick(entry.get_by_label(role))
            admin.hands.press(entry.get_by_role("button", name="增加"))
            expect(admin.page.get_by_role("status")).to_contain_text(f"增加了{name}")
    stage.scenes.take("people", admin.page)
    return admin


def tell(stage: Stage, files: Path) -> None:
    """Play it."""
    clerk = sign_in(stage, "chen")
    page = clerk.page
    _take_in(stage, clerk, files)
    _mend(stage, clerk)
    with stage.telling.step("陈思远送核稿", page):
        clerk.button("送核稿")
        expect(page.locator(".about")).to_contain_text("到了核稿")
    _return(stage, clerk)
    number = _sign(stage)
    _issue(stage, clerk, number)


def _take_in(stage: Stage, clerk: Actor, files: Path) -> None:
    page = clerk.page
    with stage.telling.step("陈思远把去年的 Word 文件带进来", page):
        clerk.hands.give(page.get_by_label("Word、WPS、TXT、PDF 或者网页文件"), last_year(files))
        clerk.button("带进来")
        expect(page.get_by_role("heading", name="带进来了")).to_be_visible()
        expect(page.get_by_role("heading", name=re.compile("要核对的"))).to_be_visible()
        stage.scenes.take("taken", page)
    with stage.telling.step("打开稿子：版面在旁边，有待核的，有检查的发现", page):
        clerk.link("打开稿子")
        expect(_first_page(page)).to_have_attribute("src", _PICTURE)
        expect(page.locator("#notices")).to_contain_text("处待核")
        expect(page.locator("#findings .place").first).to_be_visible()
        stage.scenes.take("draft-taken", page)


def _mend(stage: Stage, clerk: Actor) -> None:
    page, step = clerk.page, stage.telling.step
    with step("待核的一处一处看过，按键去掉", page):
        while page.locator(".cm-doubt").count():
            _editor(clerk)
            page.keyboard.press("F8")
            page.keyboard.press("Alt+Enter")
        expect(page.locator("#notices")).not_to_contain_text("处待核")
    with step("点“改正”，改正检查的发现", page):
        while (fix := page.locator("#findings .fix")).count():
            left = fix.count()
            clerk.hands.press(fix.first)
            expect(fix).to_have_count(left - 1)
    with step("把 2025 都换成 2026（查找、替换）", page):
        _editor(clerk)
        page.keyboard.press("Control+f")
        page.keyboard.insert_text("2025")
        page.keyboard.press("Tab")
        panel = page.locator(".cm-search")
        clerk.hands.write(panel.get_by_label("换成"), "2026")
        clerk.hands.press(panel.get_by_role("button", name="全部替换"))
        expect(page.locator(".cm-content")).not_to_contain_text("2025")
        page.keyboard.press("Escape")
    with step("在表单里去掉去年的发文字号，版面跟着变", page):
        before = _first_page(page).get_attribute("src")
        expect(page.get_by_label("发文字号").first).not_to_have_value(re.compile("2025"))
        clerk.write("发文字号", "")
        expect(page.locator(".cm-content")).not_to_contain_text("发文字号")
        expect(_first_page(page)).not_to_have_attribute("src", str(before))
    with step("在表单里改标题，页面上的标题跟着变", page):
        clerk.write("标题", TITLE)
        expect(page.locator(".about h1")).to_have_text(TITLE)
    with step("在正文里打字，那一行印在哪里，版面上看得见", page):
        _find(clerk, "二、工作要求")
        page.keyboard.insert_text("三、工作要求")
        expect(page.locator("#findings")).not_to_contain_text("层次序数")
        expect(page.locator("#pages .place").first).to_be_visible()
    with step("版面和正文对得上", page):
        _follow(stage, clerk)
    with step("自动存好了", page):
        expect(page.locator("#status")).to_contain_text("已保存")
        stage.scenes.take("draft", page)


def _follow(stage: Stage, clerk: Actor) -> None:
    """A click on a page brings the cursor to its text; with keys, the cursor's line is marked on the page."""
    page = clerk.page
    if not stage.keyboard:
        place = page.locator("#pages .place").first
        box = place.bounding_box()
        assert box
        page.locator("#draft .cm-content").press("Control+Home")
        page.mouse.click(box["x"] + 5, box["y"] + box["height"] / 2)
        expect(page.locator(".cm-activeLine")).to_contain_text("三、工作要求")
        return
    _find(clerk, "一、考核内容")
    expect(page.locator(".cm-activeLine")).to_contain_text("一、考核内容")
    expect(page.locator("#pages .place").first).to_be_visible()


def _return(stage: Stage, clerk: Actor) -> None:
    reviewer, page, step = sign_in(stage, "zhou"), clerk.page, stage.telling.step
    with step("周明在“等我办的”里看到，写意见退回", reviewer.page):
        expect(reviewer.page.get_by_role("heading", name="等我办的（1）")).to_be_visible()
        stage.scenes.take("desk", reviewer.page)
        reviewer.link(TITLE)
        expect(_first_page(reviewer.page)).to_have_attribute("src", _PICTURE)
        reviewer.write("意见", OPINION)
        stage.scenes.take("review", reviewer.page)
        reviewer.button("退回修改")
        expect(reviewer.page.get_by_role("heading", name="桌面")).to_be_visible()
    with step("陈思远看到意见，补上主送，再送核稿", page):
        clerk.go("桌面")
        clerk.link(TITLE)
        expect(page.locator(".opinions")).to_contain_text(OPINION)
        expect(_first_page(page)).to_have_attribute("src", _PICTURE)
        clerk.write("主送", "各专科分会党组织\n各党支部")
        expect(page.locator("#status")).to_contain_text("已保存")
        clerk.button("送核稿")
        expect(page.locator(".about")).to_contain_text("到了核稿")
        stage.scenes.take("way", page)
    with step("周明送签发", reviewer.page):
        reviewer.go("桌面")
        reviewer.link(TITLE)
        reviewer.button("送签发")
        expect(reviewer.page.locator(".about")).to_contain_text("到了签发")
    with step("各个版本都在，两个版本差在哪里看得见", page):
        clerk.link(re.compile("^第 .* 版"))
        expect(page.get_by_role("heading", name=re.compile("各个版本"))).to_be_visible()
        stage.scenes.take("states", page)
        clerk.hands.tick(page.get_by_label("从第 1 版", exact=True))
        clerk.button("比较")
        expect(page.locator("ins", has_text="2026").first).to_be_visible()
        stage.scenes.take("compare", page)


def _sign(stage: Stage) -> str:
    leader = sign_in(stage, "li")
    with stage.telling.step("李卫国签发，从登记簿编号", leader.page):
        leader.link(TITLE)
        leader.button("签发")
        expect(leader.page.locator(".about")).to_contain_text("到了印发")
        found = NUMBER.search(leader.page.locator(".about").inner_text())
        assert found, leader.page.locator(".about").inner_text()
        stage.scenes.take("signed", leader.page)
    return found[0]


def _issue(stage: Stage, clerk: Actor, number: str) -> None:
    registrar, step = sign_in(stage, "wang"), stage.telling.step
    page = registrar.page
    with step(f"王静印发 {number}", page):
        registrar.link(TITLE)
        registrar.button("印发")
        expect(page.locator(".about")).to_contain_text("到了已发")
        stage.scenes.take("issued", page)
    with step("PDF 上有文号、标题和补上的主送，没有去年的字", page):
        address = page.get_by_role("link", name="看 PDF").get_attribute("href")
        text = _text(page.context.request.get(f"{stage.origin}{address}").body())
        assert number in text and TITLE in text and "各党支部" in text, text
        assert "2025" not in text, text
    with step("归档的文件在，PDF 的文字一样", page):
        kept = [path for path in (stage.folder / "archive").rglob("*") if path.is_file()]
        assert {".docx", ".pdf"} <= {path.suffix for path in kept}, kept
        filed = _text(next(path for path in kept if path.suffix == ".pdf").read_bytes())
        assert number in filed and TITLE in filed, filed
    with step("登记簿里有这个号，页面上核对没有问题", page):
        registrar.go("登记簿")
        expect(page.get_by_role("row", name=re.compile(re.escape(number)))).to_contain_text(TITLE)
        registrar.link("核对")
        expect(page.get_by_role("status")).to_contain_text("没有问题")
        stage.scenes.take("audit", page)
    with step("hongtou number audit 没有查出问题", page):
        asked = [sys.executable, "-m", "hongtou", "number", "audit"]
        audit = subprocess.run(asked, cwd=stage.folder, capture_output=True, text=True, check=False)
        assert audit.returncode == 0, audit.stdout + audit.stderr
    with step("陈思远在“已发的”里找到它", clerk.page):
        clerk.go("桌面")
        clerk.write("找", number)
        clerk.hands.press(clerk.page.get_by_role("search").get_by_role("button", name="找"))
        expect(clerk.page.get_by_role("heading", name="已发的（1）")).to_be_visible()


def _editor(clerk: Actor) -> None:
    clerk.hands.enter(clerk.page.locator("#draft .cm-content"))


def _find(clerk: Actor, words: str) -> None:
    """Select words in the text by searching for them."""
    page = clerk.page
    _editor(clerk)
    page.keyboard.press("Control+Home")
    page.keyboard.press("Control+f")
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(words)
    page.keyboard.press("End")  # what an input method gives counts with the key that is let go
    page.keyboard.press("Enter")
    page.keyboard.press("Escape")


def _first_page(page: Page) -> Locator:
    return page.locator("#pages .page").first.locator("img")


def _text(pdf: bytes) -> str:
    """All characters of a PDF, without the ends of its lines."""
    document = PdfDocument(pdf)
    text = "".join(page.get_textpage().get_text_bounded() for page in document)
    document.close()
    return re.sub(r"\s", "", text)
