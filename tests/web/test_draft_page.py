"""The page of a draft, played in a browser: nothing typed is lost, pages follow the text, everything goes by keys."""

import json
import re
import threading
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Page, expect
from support.browser import MARKS, Windows, emptied, page_of, watched
from support.draft_page import StandIn, serving

pytestmark = MARKS

PICTURE = re.compile("^data:image/png")

TEXT = """---
文种: 通知
# 待核：当作了标题
标题: 关于开展义诊的通知
# 待核：当作了日期
成文日期: 2026-09-18
---
现将有关事项通知如下。
一、时间
（一）地点
1.要求
（1）其他
用数字１来写。
请认真执行。
"""


@pytest.fixture(scope="module")
def drafts() -> Iterator[Callable[[str], StandIn]]:
    with serving() as draft:
        yield draft


@pytest.fixture
def server(drafts: Callable[[str], StandIn]) -> StandIn:
    return drafts(TEXT)


@pytest.fixture(scope="module")
def window(windows: Windows) -> Iterator[BrowserContext]:
    with windows.one() as window:
        yield window


@pytest.fixture
def context(window: BrowserContext) -> BrowserContext:
    emptied(window)
    return window


@pytest.fixture
def page(server: StandIn, context: BrowserContext) -> Iterator[Page]:
    page = page_of(context)
    with watched(page) as wrong:
        opened(page, server)
        yield page
    assert wrong == []


def opened(page: Page, server: StandIn) -> Page:
    page.goto(server.address)
    page.wait_for_selector("html.ready", state="attached")
    return page


def text(page: Page) -> str:
    return str(page.locator("textarea[name=text]").input_value())


def write(page: Page, words: str, at: str = "Control+End") -> None:
    page.locator("#draft .cm-content").focus()
    page.keyboard.press(at)
    page.keyboard.insert_text(words)


def saved(page: Page) -> None:
    expect(page.locator("#status")).to_contain_text("已保存")


# --- the text and its pages -----------------------------------------------------------------------------------------------------


def test_typing_renews_the_page_without_taking_the_old_one_away_first(page: Page, server: StandIn) -> None:
    image = page.locator("#pages .page[data-page='1'] img")
    expect(image).to_have_attribute("src", PICTURE)
    before = image.get_attribute("src")
    page.evaluate(
        """() => {
            window.empty = 0
            const look = () => window.empty += !document.querySelector("#pages .page img")?.complete
            new MutationObserver(look).observe(document.getElementById("pages"), {childList: true, subtree: true})
        }"""
    )
    write(page, "再加一句。")
    expect(image).not_to_have_attribute("src", str(before))
    assert page.evaluate("window.empty") == 0
    assert "再加一句。" in server.told("preview")[-1]["text"]


def test_the_first_page_is_drawn_once(page: Page, server: StandIn) -> None:
    expect(page.locator("#pages .page[data-page='1'] img")).to_have_attribute("src", PICTURE)
    drawn = [path.rpartition(f"/{name}")[1] for path, _ in server.asked for name in ("preview", "pages/1") if path.endswith(name)]
    assert drawn == ["/preview"]


def test_one_request_at_a_time_and_the_newest_text_last(page: Page, server: StandIn) -> None:
    expect(page.locator("#pages .page img")).to_have_attribute("src", PICTURE)
    gate, running, most = threading.Semaphore(0), [0], [0]

    def before(path: str) -> None:
        if path.endswith("/preview"):
            running[0] += 1
            most[0] = max(most[0], running[0])
            gate.acquire(timeout=20)
            running[0] -= 1

    server.before = before
    asked = len(server.told("preview"))
    with page.expect_request("**/preview"):
        write(page, "甲")
    write(page, "乙")
    write(page, "丙")
    for _ in range(9):
        gate.release()
    page.wait_for_function("() => document.querySelector('#findings li')")
    with page.expect_response(lambda answer: "丙" in (answer.request.post_data or "") and answer.url.endswith("/preview")):
        gate.release()
        write(page, "丁")
    assert most[0] == 1
    texts = [one["text"].rstrip()[-4:] for one in server.told("preview")[asked:]]
    assert texts[0].endswith("甲")
    assert "丙" in texts[-1]


def test_pages_come_when_the_server_is_back(page: Page, context: BrowserContext) -> None:
    image = page.locator("#pages .page img")
    expect(image).to_have_attribute("src", PICTURE)
    before = image.get_attribute("src")
    context.set_offline(True)
    write(page, "断网时写的")
    expect(page.locator("#notices")).to_contain_text("版面没有更新：连不上服务器")
    context.set_offline(False)
    expect(image).not_to_have_attribute("src", str(before))
    expect(page.locator("#notices")).not_to_contain_text("版面没有更新")


def test_pages_wait_for_the_characters_of_an_input_method(page: Page, server: StandIn, context: BrowserContext) -> None:
    expect(page.locator("#pages .page img")).to_have_attribute("src", PICTURE)
    write(page, "甲")
    typing = context.new_cdp_session(page)
    for letters in ("y", "yi", "yi'z"):
        typing.send("Input.imeSetComposition", {"text": letters, "selectionStart": len(letters), "selectionEnd": len(letters)})
    expect(page.locator(".cm-line").last).to_have_text("甲yi'z")
    with page.expect_response(lambda answer: answer.url.endswith("/preview") and "甲义诊" in (answer.request.post_data or "")):
        typing.send("Input.insertText", {"text": "义诊"})
    assert text(page).endswith("甲义诊")
    assert not any("yi" in one["text"] for one in server.told("preview"))


def test_only_pages_that_are_looked_at_are_asked_for(page: Page, server: StandIn) -> None:
    write(page, "一段话。\n" * 60)
    shown = page.locator("#pages .page")
    expect(shown).to_have_count(7)
    shown.nth(0).click()
    expect(shown.nth(0).locator(".place")).to_have_count(1)
    before = shown.nth(0).locator("img").get_attribute("src")
    page.keyboard.insert_text("改")
    expect(shown.nth(0).locator("img")).not_to_have_attribute("src", str(before))
    page.keyboard.press("Control+s")
    saved(page)
    now = [one["pages"] for one in server.told("preview") if one["text"] == server.text]
    assert now[0] == [1]
    assert not any(7 in pages for pages in now)
    with page.expect_request(lambda asked: asked.url.endswith("/preview") and 7 in json.loads(asked.post_data or "{}")["pages"]):
        shown.nth(6).scroll_into_view_if_needed()


def test_a_draft_that_makes_no_document_keeps_its_last_pages_and_says_why(page: Page) -> None:
    expect(page.locator("#pages .page img")).to_have_attribute("src", PICTURE)
    write(page, "坏")
    expect(page.locator("#pages")).to_have_class(re.compile("stale"))
    expect(page.locator("#pages .page img")).to_have_count(1)
    expect(page.locator("#findings li.problem")).to_contain_text("标题：这个字不能用")
    expect(page.locator(".cm-lintRange-error")).to_have_count(1)
    page.locator("#draft .cm-content").focus()
    page.keyboard.press("Control+z")
    expect(page.locator("#pages")).not_to_have_class(re.compile("stale"))


def test_a_click_on_a_page_puts_the_cursor_there_and_the_cursor_marks_its_place(page: Page) -> None:
    expect(page.locator("#pages .page img")).to_have_attribute("src", PICTURE)
    box = page.locator("#pages .page").bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] / 2, box["y"] + box["height"] * 0.68)  # the eighth line
    expect(page.locator(".cm-activeLine")).to_have_text("现将有关事项通知如下。")
    place = page.locator("#pages .place").bounding_box()
    assert place and abs(place["y"] - box["y"] - box["height"] * 0.66) < 2


def test_levels_fields_and_the_28_characters_are_shown(page: Page) -> None:
    levels = page.locator(".cm-levels .cm-gutterElement span")
    assert levels.all_text_contents() == ["一", "二", "三", "四"]
    assert page.locator(".cm-front").count() == 7
    write(page, "（二）报名。各单位自行安排。\n")
    # A heading that text follows on its line is its first sentence.
    assert page.locator(".cm-heading").all_text_contents() == ["一、时间", "（一）地点", "1.要求", "（1）其他", "（二）报名。"]
    ruler, line = page.locator(".cm-ruler > div").bounding_box(), page.locator(".cm-line.cm-front").first.bounding_box()
    assert ruler and line and abs(ruler["x"] - line["x"] - 6) < 1.5
    size = page.locator(".cm-content").evaluate("(one) => parseFloat(getComputedStyle(one).fontSize)")
    assert size >= 16 and abs(ruler["width"] - 28 * size) < 1
    # 26 characters fill the first line of a paragraph, 28 each other one.
    write(page, "国" * (26 + 28))
    paragraph = page.locator(".cm-line").last.bounding_box()
    write(page, "国")
    longer = page.locator(".cm-line").last.bounding_box()
    assert paragraph and longer and longer["height"] == pytest.approx(paragraph["height"] * 1.5)


def test_a_finding_is_put_right_at_a_press_and_undone_at_another(page: Page) -> None:
    item = page.locator("#findings li", has_text="数字写法")
    item.get_by_role("button", name="改正").press("Enter")
    expect(item).to_have_count(0)
    assert "用数字1来写" in text(page)
    page.keyboard.press("Control+z")
    expect(item).to_have_count(1)
    item.get_by_role("button", name="第 13 行").press("Enter")
    expect(page.locator(".cm-activeLine")).to_have_text("用数字１来写。")


def test_a_finding_is_put_right_where_its_line_is_by_now(page: Page, server: StandIn) -> None:
    item = page.locator("#findings li", has_text="数字写法")
    expect(item).to_be_visible()
    server.answers["preview"] = (503, {"message": "忙"})  # what is found still has the numbers of the lines before
    page.keyboard.press("F8")
    page.keyboard.press("Alt+Enter")
    item.get_by_role("button", name="改正").press("Enter")
    expect(page.locator("#draft .cm-content")).to_contain_text("用数字1来写")
    assert [asked["line"] for asked in server.told("fix")] == [12]


def test_doubts_are_confirmed_by_a_key_each(page: Page) -> None:
    expect(page.locator("#notices")).to_contain_text("还有 2 处待核")
    page.locator("#draft .cm-content").focus()
    page.keyboard.press("F8")
    expect(page.locator(".cm-activeLine")).to_contain_text("当作了标题")
    page.keyboard.press("Alt+Enter")
    expect(page.locator("#notices")).to_contain_text("还有 1 处待核")
    expect(page.locator(".cm-activeLine")).to_contain_text("当作了日期")
    page.keyboard.press("Alt+Enter")
    expect(page.locator("#notices")).not_to_contain_text("待核")
    assert "待核" not in text(page)
    assert "标题: 关于开展义诊的通知\n成文日期: 2026-09-18\n" in text(page)


# --- saving ---------------------------------------------------------------------------------------------------------------------


def test_it_saves_by_itself_and_by_a_key(page: Page, server: StandIn) -> None:
    write(page, "甲")
    page.keyboard.press("Control+s")
    saved(page)
    assert server.text.endswith("甲") and server.version == 2
    expect(page.locator("#version")).to_have_text("第 2 版，2026年11月24日 10:05")
    write(page, "乙")
    expect(page.locator("#status")).to_contain_text("还没有保存")
    saved(page)
    assert server.text.endswith("甲乙") and server.version == 3
    assert page.evaluate("localStorage.length") == 0


def test_leaving_the_text_saves_it(page: Page, server: StandIn) -> None:
    write(page, "甲")
    page.locator("#opinion").focus()
    saved(page)
    assert server.text.endswith("甲")


def test_the_next_step_waits_until_all_is_saved_and_names_that_version(page: Page, server: StandIn) -> None:
    write(page, "甲")
    page.get_by_role("button", name="送核稿").press("Enter")
    page.wait_for_url("**/step")
    assert [path.rpartition("/")[2] for path, _ in server.asked if not path.endswith("preview")][-2:] == ["save", "step"]
    assert "version=2" in server.told("step")[0]["form"]
    assert server.text.endswith("甲")


def test_what_a_closed_window_left_unsaved_is_offered_again(page: Page, server: StandIn, context: BrowserContext) -> None:
    server.answers["save"] = (503, {"message": "数据库不在"})
    tried = threading.Event()
    server.before = lambda path: tried.set() if path.endswith("save") else None
    write(page, "没有保存的话")
    expect(page.locator("#status")).to_contain_text("还没有保存")
    page.close()
    assert tried.wait(20)  # it is sent once more while the window closes
    other = opened(context.new_page(), server)
    server.answers.clear()
    assert "没有保存的话" not in text(other)
    notice = other.locator("#notices .message", has_text="上次没有保存的文字还在这里")
    notice.get_by_role("button", name="恢复").click()
    assert text(other).endswith("没有保存的话")
    other.keyboard.press("Control+s")
    saved(other)
    assert server.text.endswith("没有保存的话")
    assert other.evaluate("localStorage.length") == 0


def test_a_window_that_is_open_is_not_taken_for_a_closed_one(page: Page, server: StandIn, context: BrowserContext) -> None:
    server.answers["save"] = (503, {"message": "数据库不在"})
    write(page, "正在写")
    other = opened(context.new_page(), server)
    expect(other.locator("#findings li").first).to_be_visible()
    expect(other.locator("#notices")).not_to_contain_text("上次没有保存")


def test_a_server_that_is_away_is_tried_again_until_it_is_back(page: Page, server: StandIn, context: BrowserContext) -> None:
    context.set_offline(True)
    write(page, "断网时写的")
    page.keyboard.press("Control+s")
    expect(page.locator("#status")).to_contain_text("连不上服务器")
    context.set_offline(False)
    saved(page)
    assert server.text.endswith("断网时写的")


def test_who_signed_in_again_goes_on_without_loading_the_page_anew(page: Page, server: StandIn) -> None:
    server.csrf = "two"
    write(page, "甲")
    page.keyboard.press("Control+s")
    saved(page)
    assert server.text.endswith("甲")


@pytest.mark.parametrize(("choice", "kept"), [("用右边的", TEXT + "我的"), ("全用左边的", TEXT + "他的")], ids=["mine", "theirs"])
def test_two_texts_are_shown_side_by_side_and_one_is_taken(page: Page, server: StandIn, choice: str, kept: str) -> None:
    server.others_save(TEXT + "他的")
    write(page, "我的")
    page.keyboard.press("Control+s")
    dialog = page.get_by_role("dialog")
    expect(dialog).to_contain_text("李四存的（第 2 版")
    expect(dialog.locator(".cm-merge-a")).to_contain_text("他的")
    expect(dialog.locator(".cm-merge-b")).to_contain_text("我的")
    dialog.get_by_role("button", name=choice).click()
    expect(dialog).to_have_count(0)
    saved(page)
    assert text(page) == server.text == kept


def test_two_texts_can_be_joined_in_the_comparison(page: Page, server: StandIn) -> None:
    server.others_save(TEXT + "他的")
    write(page, "我的")
    page.keyboard.press("Control+s")
    dialog = page.get_by_role("dialog")
    dialog.locator(".cm-merge-b .cm-content").focus()
    page.keyboard.press("Control+End")
    page.keyboard.insert_text("和他的")
    dialog.get_by_role("button", name="用右边的").click()
    saved(page)
    assert server.text == TEXT + "我的和他的"


def test_a_comparison_that_is_put_off_loses_nothing(page: Page, server: StandIn) -> None:
    server.others_save(TEXT + "他的")
    write(page, "我的")
    page.keyboard.press("Control+s")
    expect(page.get_by_role("dialog")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    write(page, "还有")
    page.keyboard.press("Control+s")
    assert server.text == TEXT + "他的"
    assert [json.loads(page.evaluate("localStorage.getItem(localStorage.key(0))"))["text"]] == [TEXT + "我的还有"]
    page.get_by_role("button", name="对照").click()
    page.get_by_role("dialog").get_by_role("button", name="用右边的").click()
    saved(page)
    assert server.text == TEXT + "我的还有"


def test_one_place_is_taken_over_by_a_key(page: Page, server: StandIn) -> None:
    server.others_save(TEXT.replace("请认真执行", "请遵照执行"))
    write(page, "我的")
    page.keyboard.press("Control+s")
    dialog = page.get_by_role("dialog")
    dialog.get_by_role("button", name="这一处用左边的").first.press("Enter")
    expect(dialog.locator(".cm-merge-b")).to_contain_text("请遵照执行")
    dialog.get_by_role("button", name="用右边的").click()
    saved(page)
    assert server.text.startswith(TEXT.replace("请认真执行", "请遵照执行")[:-2])


def test_others_are_told_and_what_they_saved_can_be_taken(page: Page, server: StandIn) -> None:
    server.others.append("李四")
    expect(page.locator("#people")).to_have_text("同时打开这份稿子的：张三、李四")
    server.others_save(TEXT + "他的")
    notice = page.locator("#notices .message", has_text="李四刚才存了第 2 版")
    write(page, "我")
    expect(notice).to_contain_text("两份会放在一起对照")
    page.keyboard.press("Control+z")
    notice.get_by_role("button", name="换成新的").click()
    expect(page.locator("textarea[name=text]")).to_have_value(TEXT + "他的")
    expect(page.locator("#version")).to_have_text("第 2 版，2026年11月24日 10:00")
    expect(notice).to_have_count(0)
    write(page, "我的")
    page.keyboard.press("Control+s")
    saved(page)
    assert server.text == TEXT + "他的我的"


# --- the form beside the text ---------------------------------------------------------------------------------------------------


def test_a_field_is_written_into_the_text_as_one_step(page: Page) -> None:
    page.get_by_label("标题").fill("关于义诊的通知")
    page.get_by_label("标题").press("Tab")
    expect(page.locator(".cm-line", has_text="标题: 关于义诊的通知")).to_have_count(1)
    page.locator("#draft .cm-content").focus()
    page.keyboard.press("Control+z")
    assert text(page) == TEXT
    expect(page.get_by_label("标题")).to_have_value("关于开展义诊的通知")


def test_the_text_follows_while_a_field_is_typed_in(page: Page) -> None:
    page.get_by_label("标题").press("End")
    page.get_by_label("标题").press_sequentially("一则")
    expect(page.locator(".cm-line", has_text="标题: 关于开展义诊的通知一则")).to_have_count(1)
    expect(page.get_by_label("标题")).to_be_focused()


def test_the_next_step_waits_for_a_field_that_is_just_filled_in(page: Page, server: StandIn) -> None:
    page.get_by_label("标题").fill("关于义诊的通知")
    page.get_by_role("button", name="送核稿").click()
    page.wait_for_url("**/step")
    assert "标题: 关于义诊的通知\n" in server.text
    assert "version=2" in server.told("step")[0]["form"]


def test_the_next_step_is_not_taken_with_a_field_that_is_wrong(page: Page, server: StandIn) -> None:
    field = page.locator('.field[data-name="成文日期"]')
    field.locator("input").fill("错")
    page.get_by_role("button", name="送核稿").click()
    expect(field.get_by_role("alert")).to_have_text("这个日期看不懂")
    expect(field.locator("input")).to_be_focused()
    assert server.told("step") == []


def test_a_field_that_was_filled_in_offline_is_written_later(page: Page, context: BrowserContext) -> None:
    context.set_offline(True)
    page.get_by_label("标题").fill("关于义诊的通知")
    page.get_by_label("标题").press("Tab")
    expect(page.locator(".field .wrong")).to_have_text("连不上服务器")
    context.set_offline(False)
    expect(page.locator(".cm-line", has_text="标题: 关于义诊的通知")).to_have_count(1)
    expect(page.locator(".field .wrong")).to_have_count(0)


def test_a_field_that_cannot_be_written_says_why_beside_itself(page: Page) -> None:
    field = page.locator('.field[data-name="成文日期"]')
    field.locator("input").fill("错")
    field.locator("input").press("Tab")
    expect(field.get_by_role("alert")).to_have_text("这个日期看不懂")
    expect(field.locator("input")).to_have_attribute("aria-invalid", "true")
    assert text(page) == TEXT


def test_today_is_a_press_away(page: Page, server: StandIn) -> None:
    with page.expect_response("**/field"):
        page.get_by_role("button", name="成文日期：今天").press("Enter")
    assert server.told("field")[-1]["value"] == page.get_by_label("成文日期", exact=True).input_value()
    assert re.fullmatch(r"20\d\d年\d{1,2}月\d{1,2}日", server.told("field")[-1]["value"])


def test_lists_are_sent_an_item_a_line(page: Page, server: StandIn) -> None:
    page.get_by_label("主送").fill("各分会\n\n 各会员单位 ")
    with page.expect_response("**/field"):
        page.get_by_label("主送").press("Tab")
    assert server.told("field")[-1]["value"] == ["各分会", "各会员单位"]


def test_rows_are_taken_straight_from_excel(page: Page, server: StandIn, context: BrowserContext) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("navigator.clipboard.writeText('张三\\t第一医院\\r\\n李四\\t\"第二\\n医院\"\\r\\n王五\\t第三医院\\r\\n')")
    page.get_by_label("名单第1行姓名").focus()
    with page.expect_response("**/field"):
        page.keyboard.press("Control+v")
    names = [{"姓名": "张三", "单位": "第一医院"}, {"姓名": "李四", "单位": "第二 医院"}, {"姓名": "王五", "单位": "第三医院"}]
    assert server.told("field")[-1] == {"text": TEXT, "name": "名单", "value": names, "was": []}
    expect(page.get_by_label("名单第3行单位")).to_have_value("第三医院")


def test_rows_are_added_moved_and_removed_by_keys(page: Page, server: StandIn) -> None:
    page.get_by_label("名单第1行姓名").fill("张三")
    page.keyboard.press("Enter")
    expect(page.get_by_label("名单第2行姓名")).to_be_focused()
    page.keyboard.insert_text("李四")
    with page.expect_response("**/field"):
        page.keyboard.press("Alt+ArrowUp")
    expect(page.get_by_label("名单第1行姓名")).to_have_value("李四")
    expect(page.get_by_label("名单第1行姓名")).to_be_focused()
    with page.expect_response(
        lambda answer: answer.url.endswith("/field") and "李四" not in str(answer.request.post_data_json["value"])
    ):
        page.keyboard.press("Control+Delete")
    assert server.told("field")[-1]["value"] == [{"姓名": "张三"}]


# --- keys -----------------------------------------------------------------------------------------------------------------------


def test_tab_and_escape_lead_out_of_the_editor(page: Page) -> None:
    page.locator("#draft .cm-content").focus()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="保存")).to_be_focused()
    page.locator("#draft .cm-content").focus()
    page.keyboard.press("Tab")
    expect(page.locator("#draft .cm-content")).not_to_be_focused()
    assert text(page) == TEXT


def test_search_speaks_chinese(page: Page) -> None:
    page.locator("#draft .cm-content").focus()
    page.keyboard.press("Control+f")
    expect(page.get_by_placeholder("查找")).to_be_focused()
    shown = page.locator(".cm-search").inner_text()
    assert not re.search("[A-Za-z]", shown), shown


def test_without_scripts_the_form_is_there(server: StandIn, windows: Windows) -> None:
    with windows.one(scripts=False) as context:
        page = page_of(context)
        page.goto(server.address)
        expect(page.locator("textarea[name=text]")).to_have_value(TEXT)
        expect(page.get_by_role("button", name="保存")).to_be_visible()
        expect(page.get_by_alt_text("第 1 面")).to_have_js_property("naturalWidth", 794)


def test_a_browser_that_cannot_read_the_scripts_is_told_and_keeps_the_form(server: StandIn, context: BrowserContext) -> None:
    context.route("**/editor.js", lambda route: route.fulfill(body="a language of later years", content_type="text/javascript"))
    page = page_of(context)
    page.goto(server.address)
    expect(page.get_by_role("alert")).to_contain_text("这个浏览器太旧")
    expect(page.locator("textarea[name=text]")).to_be_visible()
    expect(page.get_by_alt_text("第 1 面")).to_have_js_property("naturalWidth", 794)


def test_nobody_else_is_told_so(page: Page) -> None:
    expect(page.locator("#findings li").first).to_be_visible()
    assert page.locator(".old").count() == 0
