"""The office's own types in the page: begun, written beside their sample's pages, kept; two at once; nothing of Python's."""

import io
import re
from pathlib import Path

import pytest
from hongtou.errors import HongtouError
from hongtou.office import Settings, load_settings
from hongtou.web.own_types import OwnTypes
from hongtou.web.site import Site
from hongtou.workflow import log
from httpx2 import Response
from PIL import Image
from support.office_page import Browser, oneself

pytestmark = pytest.mark.xdist_group("office_page")
PATH = "/office/types/学习计划"


def begin(browser: Browser, name: str = "学习计划", **fields: str) -> Response:
    return browser.post("/office/types", {"name": name, "fields": "单位 年度:整数 安排（月份:整数 专题）", **fields})


def files(page: Response) -> dict[str, str]:
    import html

    found = re.findall(r'<textarea id="file-\d+" name="file:([^"]+)".*?>\n(.*?)</textarea>', page.text, re.DOTALL)
    return {name: html.unescape(text) for name, text in found}


def base(page: Response) -> str:
    found = re.search(r'name="base" value="(\d+)"', page.text)
    assert found
    return found[1]


def send(browser: Browser, changed: dict[str, str], how: str = "live", **more: str) -> Response:
    page = browser.get(PATH)
    sent = {f"file:{name}": text for name, text in {**files(page), **changed}.items()}
    return browser.post(f"{PATH}/save", {"base": base(page), "as": how, **sent, **more})


def told(answer: Response) -> str:
    return " ".join(re.findall(r'role="(?:alert|status)">(.*?)</p>', answer.text))


def there(site: Site) -> Path:
    return site.folder / "文种" / "学习计划"


def test_a_type_is_begun_from_fields_and_used_when_it_is_saved(own: Site) -> None:
    browser = oneself(own)
    assert begin(browser).headers["location"].startswith("/office/types/")
    assert "还没有启用" in browser.get("/office/types").text
    assert not there(own).exists()
    assert 'value="学习计划"' not in browser.get("/new").text
    answer = send(browser, {})
    assert "已经启用" in told(answer)
    assert sorted(path.name for path in there(own).iterdir()) == ["字段.yaml", "样稿.yaml", "正文.md"]
    assert 'value="学习计划"' in browser.get("/new").text
    assert browser.get("/types/学习计划/first-page").headers["content-type"] == "image/png"
    assert [one.detail for one in log.entries(own.store) if one.action == "改文种"] == ["第 2 版，启用", "第 1 版，存草稿"]
    assert log.broken(own.store) == ""


def test_a_type_is_begun_like_a_built_in_one(own: Site) -> None:
    browser = oneself(own)
    assert "<option>会议通知</option>" in browser.get("/office/types").text
    begin(browser, like="会议通知")
    shown = files(browser.get(PATH))
    assert list(shown) == ["字段.yaml", "正文.md", "样稿.yaml", "回执.md"]
    assert "文种: 学习计划\n" in shown["样稿.yaml"]
    assert "已经启用" in told(send(browser, {}))
    assert load_settings(own.folder).office.types[0].files["回执.md"].decode() == shown["回执.md"]


@pytest.mark.parametrize(
    ("name", "says"),
    [("", "写上文种的名称"), ("会议通知", "已经有“会议通知”"), ("a/b", "不能作文种的名称"), ("甲" * 31, "最多 30")],
)
def test_a_name_that_cannot_be_is_refused_and_what_was_typed_stays(own: Site, name: str, says: str) -> None:
    answer = begin(oneself(own), name, summary="说明说明")
    assert answer.status_code == 422
    assert says in told(answer)
    assert 'value="说明说明"' in answer.text
    assert not (own.folder / "文种").exists()


def test_the_sample_is_drawn_as_it_is_typed(own: Site) -> None:
    browser = oneself(own)
    begin(browser)
    typed = files(browser.get(PATH))
    before = browser.ask(f"{PATH}/preview", {"files": typed, "pages": [1]}).json()
    assert (before["count"], before["problems"]) == (1, [])
    typed["正文.md"] = typed["正文.md"].replace("单位：", "哪个单位：")
    after = browser.ask(f"{PATH}/preview", {"files": typed, "pages": [1], "known": {"1": before["pages"]["1"]["digest"]}}).json()
    assert "png" in after["pages"]["1"]
    assert after["pages"]["1"]["digest"] != before["pages"]["1"]["digest"]
    picture = browser.get(f"{PATH}/pages/1")
    assert Image.open(io.BytesIO(picture.content)).format == "PNG"
    assert not there(own).exists()


@pytest.mark.parametrize(
    ("file", "old", "new", "line", "says"),
    [
        ("字段.yaml", "类型: 整数", "类型: 整树", 11, "整树"),
        ("字段.yaml", "{{ 年度 }}", "{{ 年 }}", 3, "没有“年”这个字段"),
        ("字段.yaml", "字段:", "字段: [", 5, ""),
        ("正文.md", "{{ 年度 }}", "{{ 念 }}", 1, "没有“念”这个字段"),
        ("正文.md", "{% endfor %}", "", 0, ""),
        ("样稿.yaml", "年度: 2026", "年度: 今年", 3, "今年"),
        ("样稿.yaml", "文种: 学习计划", "文种: 通知", 1, "样稿的文种要写“学习计划”"),
    ],
)
def test_each_fault_is_told_at_its_file_and_line(own: Site, file: str, old: str, new: str, line: int, says: str) -> None:
    browser = oneself(own)
    begin(browser)
    typed = files(browser.get(PATH))
    assert old in typed[file]
    answer = browser.ask(f"{PATH}/preview", {"files": {**typed, file: typed[file].replace(old, new)}, "pages": [1]}).json()
    assert answer["count"] == 0
    first = answer["problems"][0]
    assert first["file"] == file
    assert first["line"] == line or (not line and first["line"])
    assert says in first["message"]
    assert str(own.folder) not in str(answer)


def test_a_type_with_faults_is_not_put_into_use_but_kept_as_a_draft(own: Site) -> None:
    browser = oneself(own)
    begin(browser)
    send(browser, {})
    before = {path.name: path.read_bytes() for path in there(own).iterdir()}
    wrong = {"正文.md": "{{ 没有 }}\n"}
    answer = send(browser, wrong)
    assert answer.status_code == 422
    assert "有 1 处错，没有启用，也没有存" in told(answer)
    assert files(answer)["正文.md"] == "{{ 没有 }}\n"
    assert "正文.md 第 1 行：没有“没有”这个字段" in answer.text
    assert "是草稿，没有启用" in told(send(browser, wrong, "draft"))
    assert {path.name: path.read_bytes() for path in there(own).iterdir()} == before
    assert files(browser.get(PATH))["正文.md"] == "{{ 没有 }}\n"
    assert "在用，有没启用的草稿" in browser.get("/office/types").text
    assert files(browser.get(f"{PATH}?version=2"))["正文.md"] != "{{ 没有 }}\n"  # every state is there


def test_two_at_once_are_told_and_nothing_is_lost(own: Site) -> None:
    one, other = oneself(own), oneself(own)
    begin(one)
    send(one, {})
    page = other.get(PATH)
    body = files(page)["正文.md"]
    send(one, {"正文.md": f"{body}甲写的。\n"})
    mine = {f"file:{name}": text for name, text in {**files(page), "正文.md": f"{body}乙写的。\n"}.items()}
    answer = other.post(f"{PATH}/save", {"base": base(page), "as": "live", **mine})
    assert answer.status_code == 409
    assert "刚才也存过。你的存成了第 4 版，没有丢" in told(answer)
    assert "甲写的。" in files(answer)["正文.md"]
    assert "<ins>乙" in answer.text
    assert "甲写的。" in (there(own) / "正文.md").read_text("utf-8")
    assert "乙写的。" in files(other.get(f"{PATH}?version=4"))["正文.md"]
    script = other.ask(f"{PATH}/save", {"base": base(page), "as": "draft", "files": {"字段.yaml": "丙", "正文.md": ""}})
    assert (script.status_code, script.json()["version"]) == (409, 3)


def test_what_somebody_changed_in_the_folder_is_a_state_too(own: Site) -> None:
    browser = oneself(own)
    begin(browser)
    send(browser, {})
    changed = (there(own) / "正文.md").read_text("utf-8") + "\n手工写的。\n"
    (there(own) / "正文.md").write_text(changed, "utf-8")
    page = browser.get(PATH)
    assert files(page)["正文.md"] == changed
    assert "（在别处改的）" in page.text
    assert "已经启用" in told(send(browser, {"正文.md": "{{ 单位 }}。\n"}))
    assert files(browser.get(f"{PATH}?version=3"))["正文.md"] == changed


def test_types_stand_where_the_profile_says(own: Site) -> None:
    profile = own.folder / "hongtou.yaml"
    profile.write_text(f"{profile.read_text('utf-8')}文种: [./资料/自己的/, 共用]\n", "utf-8")
    browser = oneself(own)
    begin(browser)
    assert "还没有启用" in browser.get("/office/types").text
    assert "已经启用" in told(send(browser, {}))
    home = own.folder / "资料" / "自己的"
    assert sorted(path.name for path in home.iterdir()) == [".学习计划", "学习计划"]
    assert 'value="学习计划"' in browser.get("/new").text
    home.rename(own.folder / "共用")
    assert [one.version for one in own_types(own).states("学习计划")] == [1, 2]
    field = own.folder / "共用" / "学习计划" / "字段.yaml"
    field.write_text(field.read_text("utf-8").replace("单位", "部门"), "utf-8")
    assert "部门" in files(browser.get(PATH))["字段.yaml"]
    browser.get("/")
    assert own.drafts.all() == []  # a type's sample is no draft


def own_types(site: Site) -> OwnTypes:
    return OwnTypes(site.folder, lambda: site.settings, site.store)


def test_what_is_kept_of_an_office_follows_all_that_its_profile_names(own: Site) -> None:
    profile = own.folder / "hongtou.yaml"
    for path in ("资料/自己的/甲/字段.yaml", "图/印.png", "模板/公函.html"):
        (own.folder / path).parent.mkdir(parents=True)
    picture = Image.new("RGBA", (600, 600), (255, 0, 0, 0))
    picture.paste((255, 0, 0, 255), (0, 0, 600, 60))
    picture.save(own.folder / "图" / "印.png")
    named = "文种: [资料/自己的]\n印章: [{名称: 云州市医学会, 文件: 图/印.png}]\n"
    profile.write_text(f"{profile.read_text('utf-8')}{named}", "utf-8")
    seen = {own.office.stamp}
    for path in ("资料/自己的/甲/字段.yaml", "图/印.png", "模板/公函.html"):
        (own.folder / path).write_text("another", "utf-8")
        seen.add(own.office.stamp)
    assert len(seen) == 4
    profile.write_text("名称: [", "utf-8")
    assert own.office.stamp not in seen


def test_an_attachment_is_added_and_taken_away(own: Site) -> None:
    browser = oneself(own)
    begin(browser)
    assert "已经启用" in told(send(browser, {}, added="安排表", added_text="| 月份 |\n| --- |\n| 一 |\n"))
    assert (there(own) / "安排表.md").exists()
    assert "已经启用" in told(send(browser, {"安排表.md": " "}))
    assert not (there(own) / "安排表.md").exists()
    for name in ("../../外面", "甲/乙", ".隐藏", "x.py"):
        answer = send(browser, {}, added=name, added_text="x")
        assert answer.status_code == 422
        assert "文件不能叫" in told(answer)
    assert not list(own.folder.rglob("*外面*"))


def test_types_of_python_are_shown_and_not_touched(own: Site) -> None:
    (own.folder / "文种").mkdir()
    (own.folder / "文种" / "回执.py").write_text("raise SystemExit('<b>ran</b>')\n", "utf-8")
    page = oneself(own).get("/office/types").text
    assert "文种/回执.py" in page
    assert "raise SystemExit(&#39;&lt;b&gt;ran&lt;/b&gt;&#39;)" in page
    assert oneself(own).get("/office/types/回执").status_code == 404


def test_a_script_in_a_file_is_text(own: Site) -> None:
    browser = oneself(own)
    begin(browser)
    answer = send(browser, {"正文.md": "</textarea><script>alert(1)</script>\n"}, "draft")
    assert "<script>alert" not in answer.text


def test_a_disk_that_is_full_changes_nothing(own: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    from hongtou.errors import OutputError
    from hongtou.web import own_types

    browser = oneself(own)
    begin(browser)

    def full(*_: object) -> None:
        raise OutputError("磁盘满了")

    monkeypatch.setattr(own_types, "write", full)
    answer = send(browser, {"正文.md": "{{ 单位 }}新的。\n"})
    assert answer.status_code == 422
    assert files(answer)["正文.md"] == "{{ 单位 }}新的。\n"
    monkeypatch.undo()
    assert len(OwnTypes(own.folder, lambda: load_settings(own.folder), own.store).states("学习计划")) == 1


def test_a_name_of_no_type_leads_nowhere(own: Site) -> None:
    types = OwnTypes(own.folder, Settings, own.store)
    for name in ("..", "a b", "\x00"):
        with pytest.raises(HongtouError):
            types.current(name)
