"""Every screen of the office's page, and how one comes to it in a browser: pages empty and full, in order and with a fault."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hongtou.packet.rows import key_of
from hongtou.web.guard import cookie_name
from hongtou.web.html import HELP
from hongtou.web.packets import found
from hongtou.web.site import Options, Site
from hongtou.workflow.drafts import Kept, Text
from hongtou.workflow.people import Person, Role
from hongtou.workflow.runs import Runs
from hongtou.workflow.way import STEPS

from support.office_page import KEY, NOTICE, PASSWORD, person, site_at
from support.packets import write_packet
from support.serving import in_thread, listening

if TYPE_CHECKING:
    from playwright.sync_api import BrowserContext, Page

_UNITS: Final = [("内科分会", "请于年底前报送。"), ("外科分会", "请于年底前报送。"), ("儿科分会", "")]
_FAULTY: Final = NOTICE.replace("2026-11-20", "2026-13-40")
_FOUND: Final = NOTICE + "\n三、其他\n\n请于11月31日前报名。\n"
_DOUBTFUL: Final = NOTICE.replace("标题:", "# 待核：当作了标题\n标题:")


@dataclass
class Visit:
    """Somebody at an office's page.

    :param page: of the browser.
    :param site: the office that is served.
    :param who: signed in.
    """

    page: Page
    site: Site
    who: Person

    def open(self, path: str) -> None:
        """Go to a page."""
        self.page.goto(self.site.options.origin + path)

    def press(self, name: str) -> None:
        """Press a button, and wait for the page that comes."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).click()

    def draft(self, text: str = NOTICE) -> Kept:
        """A new draft."""
        path = f"drafts/{len(self.site.drafts.all())}/草稿.md"
        return self.site.drafts.create(path, Text(text.encode(), "通知", "关于开展义诊活动的通知"), self.who.id, self.who.name)

    def edit(self, kept: Kept) -> None:
        """Open a draft, and wait for what comes after the page."""
        self.open(f"/drafts/{kept.id}")
        self.page.locator("#findings li").first.wait_for()

    def packet(self) -> str:
        """The path of a packet's page."""
        folder = self.site.folder / "材料"
        if not folder.exists():
            folder.mkdir()
            profile = (self.site.folder / "hongtou.yaml").read_bytes()
            write_packet(folder, _UNITS)
            (folder / "hongtou.yaml").unlink()
            assert (self.site.folder / "hongtou.yaml").read_bytes() == profile
        (packet,) = found(self.site)
        return f"/packets/{packet.id}"

    def run(self, *, ends: bool) -> None:
        """Have the packet's run be at work, or at its end."""
        runs = Runs(self.site.store)
        path = "材料/材料包.yaml"
        if not runs.is_going(runs.get(path)):
            runs.begin(path, self.who.name)
        runs.hear(path, units=3, through=2, failed=1)
        if ends:
            runs.end(path, "做成 2，没有交材料 1")

    def upload(self, label: str, name: str, content: str) -> None:
        """Choose a file."""
        self.page.get_by_label(label).set_input_files({"name": name, "mimeType": "", "buffer": content.encode()})


Way = Callable[[Visit], None]


@dataclass(frozen=True)
class Screen:
    """One screen.

    :param route: the path of the table that answers.
    :param way: to it.
    :param own: on somebody's own computer, where nothing was done yet; else at an office.
    """

    route: str
    name: str
    way: Way
    own: bool = False

    def __str__(self) -> str:
        return f"{self.route} {self.name}".strip()


SCREENS: Final[list[Screen]] = []


def _screen(route: str, name: str = "", *, own: bool = False) -> Callable[[Way], Way]:
    def known(way: Way) -> Way:
        SCREENS.append(Screen(route, name, way, own))
        return way

    return known


def _plain(route: str, name: str = "", path: str = "", *, own: bool = False) -> None:
    SCREENS.append(Screen(route, name, lambda visit: visit.open(path or route), own))


# --- the first day, on one's own computer ---

_plain("/", "nothing yet", own=True)
_plain("/", "no such page", "/nowhere", own=True)


@_screen("/", "nothing found", own=True)
def _nothing(visit: Visit) -> None:
    visit.open("/")
    visit.page.get_by_label("找", exact=True).fill("没有的字")
    visit.press("找")


_plain("/register", "no number yet", own=True)
_plain("/packets", "no packet yet", own=True)
_plain("/enter", "key used before", "/enter?key=x", own=True)


@_screen("/drafts/{id}", "one's own", own=True)
def _own_draft(visit: Visit) -> None:
    visit.open("/new")
    visit.page.get_by_role("button", name=re.compile("^通知")).click()
    visit.page.locator("#findings li").first.wait_for()


@_screen("/", "one draft", own=True)
def _second_step(visit: Visit) -> None:
    visit.open("/")


@_screen("/sign-out", own=True)
def _left(visit: Visit) -> None:
    visit.open("/help/begin")
    visit.press("结束")


# --- lists and drafts ---


@_screen("/", "drafts at all stages")
def _lists(visit: Visit) -> None:
    visit.draft()
    visit.site.drafts.go(visit.draft().id, STEPS[0], 1, visit.who.name)
    visit.open("/")


_plain("/new")


@_screen("/take", "taken in")
def _taken(visit: Visit) -> None:
    visit.open("/")
    visit.upload(
        "Word、WPS、TXT",
        "去年的通知.txt",
        "关于开展体检的通知\n\n各单位：\n\n定于12月8日体检。\n\n— 1 —\n\n云州市医学会\n\n2026年11月20日\n",
    )
    visit.press("带进来")


@_screen("/take", "nothing to take")
def _not_taken(visit: Visit) -> None:
    visit.open("/")
    visit.upload("Word、WPS、TXT", "坏的.docx", "不是 Word")
    visit.press("带进来")


@_screen("/drafts/{id}", "in order, with its opinions")
def _draft(visit: Visit) -> None:
    kept = visit.draft()
    visit.site.drafts.go(kept.id, STEPS[0], 1, visit.who.name, "请核。")
    visit.edit(kept)


@_screen("/drafts/{id}", "with findings")
def _findings(visit: Visit) -> None:
    visit.edit(visit.draft(_FOUND))
    visit.page.locator(".cm-lintRange").first.hover()
    visit.page.locator(".cm-tooltip").wait_for()


@_screen("/drafts/{id}", "that makes no document")
def _faulty(visit: Visit) -> None:
    visit.edit(visit.draft(_FAULTY))


@_screen("/drafts/{id}", "with something to be looked at")
def _doubtful(visit: Visit) -> None:
    visit.edit(visit.draft(_DOUBTFUL))
    visit.page.locator("details > summary").first.click()
    visit.page.locator("#notices .message").wait_for()


@_screen("/drafts/{id}", "with the file that it was taken in from")
def _with_original(visit: Visit) -> None:
    _taken(visit)
    with visit.page.expect_navigation():
        visit.page.get_by_role("link", name="打开稿子").click()
    visit.page.locator("#said").wait_for()


@_screen("/drafts/{id}", "while one searches")
def _searching(visit: Visit) -> None:
    visit.edit(visit.draft())
    visit.page.locator("#draft .cm-content").focus()
    visit.page.keyboard.press("Control+f")
    visit.page.locator(".cm-search").wait_for()


@_screen("/drafts/{id}", "in two texts")
def _conflict(visit: Visit) -> None:
    kept = visit.draft()
    visit.edit(kept)
    visit.site.drafts.save(kept.id, 1, Text((NOTICE + "别人的一句。\n").encode()), "李四")
    visit.page.locator("#draft .cm-content").focus()
    visit.page.keyboard.press("Control+End")
    visit.page.keyboard.insert_text("我的一句。")
    visit.page.keyboard.press("Control+s")
    visit.page.locator("dialog .cm-mergeView").wait_for()


@_screen("/drafts/{id}/save", "in two texts, without scripts")
def _conflict_told(visit: Visit) -> None:
    kept = visit.draft()
    visit.edit(kept)
    visit.site.drafts.save(kept.id, 1, Text((NOTICE + "别人的一句。\n").encode()), "李四")
    with visit.page.expect_navigation():
        visit.page.evaluate("document.getElementById('draft').submit()")


@_screen("/drafts/{id}", "of somebody else, to be read")
def _readonly(visit: Visit) -> None:
    kept = visit.draft()
    for version, step in enumerate(("送核稿", "送签发", "签发")):
        visit.site.drafts.go(kept.id, next(one for one in STEPS if one.name == step), 1, visit.who.name, f"第{version}条意见。")
    visit.edit(kept)


@_screen("/drafts/{id}", "that is not there")
def _gone(visit: Visit) -> None:
    visit.open("/drafts/nosuchdraft")


@_screen("/drafts/{id}/step", "refused")
def _refused(visit: Visit) -> None:
    kept = visit.draft()
    visit.edit(kept)
    visit.site.drafts.save(kept.id, 1, Text((NOTICE + "别人的一句。\n").encode()), "李四")
    visit.press("送核稿")


def _changed(visit: Visit) -> Kept:
    kept = visit.draft()
    visit.site.drafts.save(kept.id, 1, Text((NOTICE + "又一句。\n").encode()), visit.who.name)
    return kept


@_screen("/drafts/{id}/states")
def _states(visit: Visit) -> None:
    visit.open(f"/drafts/{_changed(visit).id}/states")


@_screen("/drafts/{id}/compare", "different")
def _compared(visit: Visit) -> None:
    visit.open(f"/drafts/{_changed(visit).id}/compare?from=1&to=2")


@_screen("/drafts/{id}/compare", "different, with their pages")
def _compared_pages(visit: Visit) -> None:
    visit.open(f"/drafts/{_changed(visit).id}/compare?from=1&to=2&whole=1&pages=1")


@_screen("/drafts/{id}/compare", "the same")
def _same(visit: Visit) -> None:
    visit.open(f"/drafts/{_changed(visit).id}/compare?from=2&to=2")


# --- checking ---


def _check(visit: Visit, name: str, content: str) -> None:
    visit.open("/check")
    visit.upload("DOCX、PDF", name, content)
    visit.press("检查")


_plain("/check")


@_screen("/check", "with findings")
def _checked(visit: Visit) -> None:
    _check(visit, "通知.md", _FOUND)


@_screen("/check", "that cannot be read")
def _unreadable(visit: Visit) -> None:
    _check(visit, "坏的.pdf", "不是 PDF")


@_screen("/check/{id}")
def _report(visit: Visit) -> None:
    _check(visit, "通知.md", _FOUND)
    path = visit.page.get_by_role("link", name="打开检查单").get_attribute("href")
    visit.open(str(path))


# --- the register ---


@_screen("/register/reserve")
def _reserved(visit: Visit) -> None:
    visit.open("/register")
    visit.page.locator("summary", has_text="预留").click()
    visit.page.get_by_label("几个号").fill("3")
    visit.page.get_by_label("留给").fill("年底的通知")
    visit.press("预留")


@_screen("/register/reserve", "refused")
def _not_reserved(visit: Visit) -> None:
    visit.open("/register")
    visit.page.locator("summary", has_text="预留").click()
    visit.page.get_by_label("几个号").fill("999")
    visit.page.get_by_label("留给").fill("年底的通知")
    visit.press("预留")


@_screen("/register/void")
def _voided(visit: Visit) -> None:
    _reserved(visit)
    visit.page.locator("summary", has_text="作废").first.click()
    visit.page.get_by_label("的原因").first.fill("不发了")
    with visit.page.expect_navigation():
        visit.page.get_by_role("button", name="作废").first.click()


def _enter(visit: Visit, lines: str, button: str) -> None:
    visit.open("/register")
    visit.page.locator("summary", has_text="补录").click()
    book = {"name": "2025年登记簿.csv", "mimeType": "text/csv", "buffer": f"发文字号,文件标题\n{lines}".encode()}
    visit.page.get_by_label("登记簿的文件").set_input_files(book)
    visit.press(button)


@_screen("/register/enter")
def _entered(visit: Visit) -> None:
    _enter(visit, "云医党发〔2025〕1号,关于开展义诊活动的通知\n", "补录")


@_screen("/register/enter", "refused")
def _not_entered(visit: Visit) -> None:
    _enter(visit, "云医党发〔2024〕1号,关于放假的通知\n云医党发〔2024〕1号,关于报送总结的通知\n", "只看合不合")


@_screen("/register/withdraw")
def _withdrawn(visit: Visit) -> None:
    _enter(visit, "云医党发〔2023〕1号,关于开展义诊活动的通知\n", "补录")
    visit.page.locator("summary", has_text="撤销、废止").last.click()
    visit.page.get_by_label("的原因").last.fill("由新的通知代替")
    with visit.page.expect_navigation():
        visit.page.get_by_role("button", name="登记", exact=True).last.click()


_plain("/register")
_plain("/register/audit")


# --- packets ---


@_screen("/packets")
def _packets(visit: Visit) -> None:
    visit.packet()
    visit.open("/packets")


@_screen("/packets/{id}", "not run yet")
def _packet(visit: Visit) -> None:
    visit.open(visit.packet())


@_screen("/packets/{id}/look")
def _outlook(visit: Visit) -> None:
    visit.open(visit.packet())
    visit.press("先看缺什么")


@_screen("/packets/{id}/workbook")
def _workbook(visit: Visit) -> None:
    visit.open(visit.packet())
    content = (visit.site.folder / "材料" / "通知.xlsx").read_bytes()
    field = visit.page.get_by_label("换上通知.xlsx")
    field.set_input_files({"name": "通知.xlsx", "mimeType": "", "buffer": content})
    with visit.page.expect_navigation():
        visit.page.locator("form", has=field).get_by_text("换上", exact=True).click()


@_screen("/packets/{id}/before/{state}", "put back")
def _put_back(visit: Visit) -> None:
    _workbook(visit)
    visit.open(f"{visit.packet()}/before")
    with visit.page.expect_navigation():
        visit.page.get_by_role("button", name="换回").first.click()


@_screen("/packets/{id}/before")
def _before(visit: Visit) -> None:
    visit.open(f"{visit.packet()}/before")


def _unit(visit: Visit) -> str:
    return f"{visit.packet()}/units/{key_of('外科分会')}"


@_screen("/packets/{id}/units/{unit}", "not made yet")
def _unit_rows(visit: Visit) -> None:
    visit.open(_unit(visit))


@_screen("/packets/{id}/units/{unit}", "corrected with a mistake")
def _unit_wrong(visit: Visit) -> None:
    _unit_rows(visit)
    visit.page.get_by_label("正文").fill("看不见的\x07字")
    visit.press("保存，只做有变化的")


@_screen("/packets/{id}/units/{unit}", "corrected by two")
def _unit_twice(visit: Visit) -> None:
    _unit_rows(visit)
    visit.page.get_by_label("正文").fill("我改的。")
    visit.page.evaluate("document.querySelector('input[name=state]').value = 'another'")
    visit.press("只保存")


@_screen("/packets/{id}", "at work")
@_screen("/packets/{id}/progress", "within the packet's page")
def _working(visit: Visit) -> None:
    visit.packet()
    visit.run(ends=False)
    visit.open(visit.packet())


@_screen("/packets/{id}", "done")
def _done(visit: Visit) -> None:
    visit.packet()
    visit.run(ends=True)
    visit.open(visit.packet())


@_screen("/packets/{id}", "whose file is wrong")
def _wrong_packet(visit: Visit) -> None:
    path = visit.packet()
    file = visit.site.folder / "材料" / "材料包.yaml"
    kept = file.read_bytes()
    file.write_bytes(kept + "没有的项: 1\n".encode())
    visit.open(path)
    file.write_bytes(kept)


# --- the office and its people ---

_plain("/office")


@_screen("/office", "with a mistake")
def _office(visit: Visit) -> None:
    visit.open("/office")
    visit.page.get_by_label("名称", exact=True).fill("")
    visit.page.get_by_label("机关代字", exact=True).fill("云医〔〕")
    visit.press("保存")


_plain("/office/types", "none yet")
_plain("/office/fonts")
_plain("/office/plugins")


@_screen("/office/types/{type}")
def _type(visit: Visit) -> None:
    visit.open("/office/types/工作简报")
    if visit.page.locator("#type").count() == 0:
        visit.open("/office/types")
        visit.page.get_by_label("名称").fill("工作简报")
        visit.page.get_by_label("照哪个文种做").select_option(index=1)
        visit.press("新建")


@_screen("/office/types/{type}", "with a mistake")
def _faulty_type(visit: Visit) -> None:
    _type(visit)
    visit.page.locator("#type .cm-content").first.focus()
    visit.page.keyboard.insert_text("没有的项: 1\n")
    visit.page.locator("#findings li.problem").wait_for()


@_screen("/office/types", "one, on the desk")
def _types(visit: Visit) -> None:
    _type(visit)
    visit.open("/office/types")


@_screen("/people", "somebody added, somebody closed")
def _people(visit: Visit) -> None:
    visit.open("/people")
    visit.page.get_by_label("登录名").fill("zhangsan")
    visit.page.get_by_label("姓名", exact=True).fill("张三")
    visit.page.get_by_label("口令（至少").fill(PASSWORD)
    visit.page.locator("fieldset").get_by_label("拟稿人").check()
    visit.press("增加")
    with visit.page.expect_navigation():
        visit.page.get_by_role("row", name="zhangsan").get_by_role("button", name="停用").click()


_plain("/log")
_plain("/password")


@_screen("/password", "wrong")
def _password(visit: Visit) -> None:
    visit.open("/password")
    visit.page.get_by_label("原来的口令").fill("不是这个口令的口令")
    visit.page.get_by_label("新口令").fill(PASSWORD + "!")
    visit.press("改")


_plain("/sign-in")


@_screen("/sign-in", "refused")
def _sign_in(visit: Visit) -> None:
    visit.open("/sign-in")
    visit.page.get_by_label("登录名").fill("nobody")
    visit.page.get_by_label("口令").fill("不是这个口令")
    visit.press("登录")


@_screen("/office", "with its help beside it")
def _helped(visit: Visit) -> None:
    visit.open("/office")
    visit.page.locator(".help-here summary").click()


for _name in HELP:
    SCREENS.append(Screen("/help/{name}", _name, functools.partial(Visit.open, path=f"/help/{_name}")))

# What is answered at these is no page; where one can be had without more, it is asked for.
FILES: Final = {
    "/healthz": "/healthz",
    "/static/{name}": "/static/style.css",
    "/types/{genre}/first-page": "/types/通知/first-page",
    "/drafts/{id}/pages/{number:int}": "/drafts/{id}/pages/1",
    "/drafts/{id}/states/{version:int}/pages/{number:int}": "/drafts/{id}/states/1/pages/1",
    "/drafts/{id}/original": "",
    "/drafts/{id}/as/{format}": "/drafts/{id}/as/docx",
    "/check/{id}/comments": "",
    "/register/book": "/register/book",
    "/register/filed/{number}/{format}": "",
    "/packets/blank/{genre}": "/packets/blank/通知",
    "/packets/{id}/units/{unit}/files/{file:int}": "",
    "/packets/{id}/units/{unit}/pages/{file:int}/{number:int}": "",
    "/office/first-page": "/office/first-page",
    "/office/types/{type}/pages/{number:int}": "",
    "/office/fonts/{face}": "",
    "/metrics": "/metrics",
}


@contextmanager
def own_computer(folder: Path) -> Iterator[Site]:
    """Somebody's own computer on the first day, served until the block ends."""
    with listening() as (socket, origin):
        site = _sketched(site_at(folder, Options(folder, shared=False, origin=origin, key=KEY)))
        with in_thread(site, socket):
            yield site


@contextmanager
def office(folder: Path) -> Iterator[tuple[Site, Person]]:
    """An office's server until the block ends, and somebody who may do everything there."""
    with listening() as (socket, origin):
        site = _sketched(site_at(folder, Options(folder, shared=True, origin=origin)))
        everything = person(site, "boss", *Role)
        with in_thread(site, socket):
            yield site, everything


def _sketched(site: Site) -> Site:
    """Let the first page of one type stand for those of all, which take their time; those of faces and looks are their own."""
    kept = site.kept_picture
    vars(site)["kept_picture"] = lambda name, draw: kept(name if "-" in name else "文种", draw)
    return site


def arriving(context: BrowserContext, site: Site, who: Person) -> Page:
    """The page of somebody who is signed in, with nothing on it yet."""
    context.add_cookies([{"name": cookie_name(site), "value": site.sessions.begin(who), "url": site.options.origin}])
    return context.new_page()


@contextmanager
def visiting(context: BrowserContext, site: Site, who: Person) -> Iterator[Visit]:
    """Somebody who comes to an office's page, signed in, and leaves at the end of the block."""
    page = arriving(context, site, who)
    yield Visit(page, site, who)
    page.close()
