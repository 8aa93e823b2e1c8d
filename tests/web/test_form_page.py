"""The form of a draft and the page of a type in a browser, with the real server."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect
from support.browser import MARKS, Windows
from support.office_page import PROFILE
from support.serving import serving

pytestmark = MARKS
SKETCH = '<svg xmlns="http://www.w3.org/2000/svg" width="119" height="168"/>'
PICTURE = re.compile("^data:image/png")
CLIPBOARD = '张三\\t1,250.50\\t12\\t15,006.00\\t\\r\\n李四\\t"1,000"\\t12\\t12000\\t"补交\\n上月""两次"""\\r\\n'


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory, windows: Windows) -> Iterator[Page]:
    """The office's first page on one's own computer."""
    folder = tmp_path_factory.mktemp("office")
    (folder / "hongtou.yaml").write_text(PROFILE, encoding="utf-8")
    with serving(folder, "--no-browser") as server, windows.one() as context:
        assert server.stdout
        context.grant_permissions(["clipboard-read", "clipboard-write"])
        page = context.new_page()
        # Nobody draws the first pages of all types for it.
        page.route("**/types/*/first-page", lambda route: route.fulfill(body=SKETCH, content_type="image/svg+xml"))
        page.goto(server.stdout.readline().strip())
        yield page


def begin(page: Page, genre: str) -> None:
    page.goto(f"{page.url.split('/', 3)[0]}//{page.url.split('/', 3)[2]}/new")
    page.locator(f'button[value="{genre}"]').click()
    expect(page.locator("#pages .page").first.locator("img")).to_have_attribute("src", PICTURE)


def text(page: Page) -> str:
    return str(page.locator("#source").input_value())


def test_cells_of_excel_become_rows_with_their_line_breaks_and_numbers(page: Page) -> None:
    begin(page, "党费收缴公示")
    page.evaluate(f"navigator.clipboard.writeText('{CLIPBOARD}')")
    page.get_by_label("收缴第1行姓名").focus()
    with page.expect_response("**/field"):
        page.keyboard.press("Control+v")
    expect(page.locator("#source")).to_have_value(re.compile("李四"))
    assert "  - 姓名: 张三\n    月标准: 1,250.50\n    月数: 12\n    实缴: 15,006.00\n  - 姓名: 李四\n" in text(page)
    assert '备注: 补交 上月"两次"\n' in text(page)
    expect(page.locator("#pages")).not_to_have_class(re.compile("stale"))


def test_a_cell_for_running_text_keeps_its_paragraphs(page: Page) -> None:
    begin(page, "党建简报")
    page.evaluate("navigator.clipboard.writeText('义诊开展\\t\"第一段。\\n第二段。\"\\t办公室\\r\\n')")
    page.get_by_label("稿件第1行题目").focus()
    with page.expect_response("**/field"):
        page.keyboard.press("Control+v")
    expect(page.locator("#source")).to_have_value(re.compile("内容: \\|\n      第一段。\n      第二段。\n"))


def test_items_that_are_groups_are_added_and_taken_away(page: Page) -> None:
    begin(page, "党委会会议纪要")
    field = page.locator('#fields > .field[data-name="议题"]')
    count = field.locator(".item").count()
    field.locator(":scope > .rowwork button").click()
    with page.expect_response("**/field"):
        page.keyboard.insert_text("听取汇报")
    expect(page.locator("#source")).to_have_value(re.compile("- 名称: 听取汇报"))
    added = field.locator(".item").nth(count)
    added.get_by_label("决定第1行事项").fill("同意")
    added.get_by_label("决定第1行事项").press("Tab")
    expect(page.locator("#source")).to_have_value(re.compile("- 名称: 听取汇报\n    决定:\n      - 事项: 同意\n"))
    added.get_by_role("button", name="删去这一项").click()
    expect(page.locator("#source")).not_to_have_value(re.compile("听取汇报"))
    expect(field.locator(":scope > .rowwork button")).to_be_focused()


def test_types_are_found_while_one_types(page: Page) -> None:
    page.get_by_role("link", name="拟稿").click()
    page.get_by_label("找文种").fill("会议 党建")
    expect(page.locator('button[value="会议通知"]')).to_be_visible()
    expect(page.locator('button[value="公报"]')).to_be_hidden()
    page.get_by_label("找文种").fill("没有这样的")
    expect(page.locator("#sought")).to_have_text("没有找到，换一个词")
    page.get_by_label("找文种").fill("")
    expect(page.locator('button[value="公报"]')).to_be_visible()


def test_a_type_is_written_with_its_sample_beside(page: Page) -> None:
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda told: wrong.append(told.text) if told.type == "error" else None)
    page.get_by_role("link", name="办公室").click()
    page.get_by_role("link", name="做文种、改文种").click()
    page.get_by_label("名称").fill("培训通知")
    page.get_by_label("照哪个文种做").select_option("会议通知")
    page.get_by_role("button", name="新建").click()
    first = page.locator("#pages .page").first.locator("img")
    expect(first).to_have_attribute("src", PICTURE)
    page.get_by_role("textbox", name="正文.md").focus()
    page.keyboard.press("Control+Home")
    page.keyboard.insert_text("{{ 没有这个 }}")
    expect(page.locator("#findings")).to_contain_text("没有“没有这个”这个字段")
    page.get_by_role("button", name="保存并启用").click()
    expect(page.locator("#status")).to_contain_text("没有启用，也没有存")
    wrong.clear()  # the browser tells that it was refused
    page.get_by_role("button", name="正文.md 第 1 行").click()
    expect(page.get_by_role("textbox", name="正文.md")).to_be_focused()
    before = str(first.get_attribute("src"))
    page.get_by_role("textbox", name="正文.md").focus()
    page.keyboard.press("Control+Home")
    for _ in "{{ 没有这个 }}":
        page.keyboard.press("Delete")
    page.keyboard.insert_text("各位同志：")
    expect(page.locator("#findings")).to_contain_text("没有错")
    expect(first).not_to_have_attribute("src", before)
    page.keyboard.press("Control+s")
    expect(page.locator("#status")).to_contain_text("是草稿，没有启用")
    page.get_by_role("button", name="保存并启用").click()
    expect(page.locator("#status")).to_contain_text("已经启用")
    assert wrong == []
    begin(page, "培训通知")


def test_the_offices_sample_follows_what_is_typed(page: Page) -> None:
    page.get_by_role("link", name="办公室").click()
    first = page.locator("#pages .page").first.locator("img")
    expect(first).to_have_attribute("src", PICTURE)
    before = str(first.get_attribute("src"))
    code = page.get_by_label("机关代字")
    code.fill("云医委")
    expect(first).not_to_have_attribute("src", before)
    code.fill("云医〔〕")
    field = page.locator(".field", has=code)
    expect(field.get_by_role("alert")).to_contain_text("〔")
    expect(code).to_have_attribute("aria-invalid", "true")
    code.fill("云医党发")
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(first).to_have_attribute("src", before)
    page.reload()
    expect(page.get_by_label("机关代字")).to_have_value("云医党发")


def test_a_file_is_chosen_in_our_words_and_by_keys(page: Page) -> None:
    page.get_by_role("link", name="检查").click()
    field = page.locator(".file-input")
    expect(field.locator(".chosen")).to_have_text("还没有选")
    page.get_by_role("button", name="检查").press("Shift+Tab")
    expect(field.locator("input")).to_be_focused()
    assert field.locator("label").evaluate("(label) => getComputedStyle(label).outlineStyle") == "solid"
    expect(field.locator("input")).to_have_js_property("validationMessage", "先选一个文件")
    with page.expect_file_chooser() as choosing:
        page.get_by_text("选文件", exact=True).click()
    choosing.value.set_files({"name": "考核通知.md", "mimeType": "", "buffer": "文种: 通知".encode()})
    expect(field.locator(".chosen")).to_have_text("选了“考核通知.md”")
    expect(field.locator("input")).to_have_js_property("validationMessage", "")
