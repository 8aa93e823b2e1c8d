"""The office's page: its profile as a form, a first page made with it, and its seals."""

import io
import re
from pathlib import Path
from typing import Any

import pytest
from hongtou.office import load_settings
from hongtou.web.site import Site
from hongtou.workflow import log
from hongtou.workflow.people import Role
from httpx2 import Response
from PIL import Image, ImageDraw
from support.office_page import Browser, oneself, person

pytestmark = pytest.mark.xdist_group("office_page")
SECRET = "postgresql+psycopg://u:gehei@db/x"  # noqa: S105
COMMENTED = """# 本单位的配置
# 全称
名称: 中共云州市医学会委员会
机关代字: '云医党发'
抄送:
  - 市卫生健康委
  # 下面的每年核对
  - 市医保局

检查:
  - {规则: GW808, 强度: 不查}
"""


def seal(color: str = "red", size: tuple[int, int] = (600, 600), kind: str = "PNG") -> bytes:
    """A picture of a ring."""
    image = Image.new("RGBA" if kind == "PNG" else "RGB", size)
    ImageDraw.Draw(image).ellipse((10, 10, size[0] - 10, size[1] - 10), outline=color, width=40)
    target = io.BytesIO()
    image.save(target, kind)
    return target.getvalue()


def text(site: Site) -> str:
    return (site.folder / "hongtou.yaml").read_text("utf-8")


def base(browser: Browser) -> str:
    found = re.search(r'name="base" value="(\w+)"', browser.get("/office").text)
    assert found
    return found[1]


def change(browser: Browser, **fields: str) -> Response:
    return browser.post("/office", {"base": base(browser), **fields})


def put(browser: Browser, data: bytes, name: str = "章.png", **fields: str) -> Response:
    asked = {"base": base(browser), "organ": "中共云州市医学会委员会", **fields}
    return browser.post("/office/seals", asked, files={"picture": (name, data)})


def files(folder: Path) -> set[Path]:
    return {path for path in folder.rglob("*") if path.is_file() and ".db" not in path.name}


def test_the_form_shows_the_profile_with_help_and_examples(own: Site) -> None:
    (own.folder / "hongtou.yaml").write_text(COMMENTED, "utf-8")
    page = oneself(own).get("/office").text
    assert 'name="机关代字" value="云医党发"' in page
    assert ">市卫生健康委\n市医保局</textarea>" in page
    assert "发文字号前面的代字，只写汉字。例如：示委发" in page


def test_only_what_was_changed_is_written_in_place(own: Site) -> None:
    (own.folder / "hongtou.yaml").write_text(COMMENTED, "utf-8")
    answer = change(
        oneself(own),
        名称="中共云州市医学会委员会",
        机关代字="云医委",
        抄送="市卫生健康委\r\n市财政局\r\n",
        印发机关="云州市医学会办公室",
    )
    assert answer.status_code == 200
    assert "存好了：机关代字、印发机关、抄送" in answer.text
    expected = COMMENTED.replace("'云医党发'", "'云医委'").replace("市医保局", "市财政局")
    assert text(own) == expected.replace("检查:", "印发机关: 云州市医学会办公室\n检查:")
    assert (own.folder / "hongtou.yaml.bak").read_text("utf-8") == COMMENTED
    assert load_settings(own.folder).office.copies_to == ("市卫生健康委", "市财政局")
    entry = log.entries(own.store)[0]
    assert (entry.who, entry.action, entry.detail) == ("本人", "改办公室配置", "机关代字、印发机关、抄送")
    assert log.broken(own.store) == ""


def test_a_field_that_is_emptied_is_taken_out(own: Site) -> None:
    assert change(oneself(own), 印发机关=" ").status_code == 200
    assert "印发机关" not in text(own)
    assert "没有改动" in change(oneself(own), 印发机关="").text


@pytest.mark.parametrize(
    "value", ["a: b", "# 甲", "- 甲", "'甲'", '"', "{甲: 乙}", "[甲]", "&甲", "是", "2026-11-20", "甲\\n乙", "：", "|"]
)
def test_what_means_something_in_yaml_is_text_or_refused(own: Site, value: str) -> None:
    before = text(own)
    answer = change(oneself(own), 署名=value)
    if answer.status_code == 200:
        assert load_settings(own.folder).office.signature == value
    else:
        assert text(own) == before
        assert 'id="wrong-署名"' in answer.text


@pytest.mark.parametrize("value", ["甲\n登记簿: sqlite:///x", "甲\x00", "甲\u202e乙", "甲" * 300])
def test_more_than_a_line_of_signs_is_refused_at_its_field(own: Site, value: str) -> None:
    before = text(own)
    answer = change(oneself(own), 署名=value)
    assert answer.status_code == 422
    assert 'id="wrong-署名">只能写一行字' in answer.text
    assert text(own) == before


def test_a_wrong_value_is_told_at_its_field_and_what_was_typed_stays(own: Site) -> None:
    before = text(own)
    answer = change(oneself(own), 机关代字="ABC", 名称="新的名称")
    assert answer.status_code == 422
    assert 'name="机关代字" value="ABC" aria-describedby="help-机关代字 wrong-机关代字" aria-invalid="true"' in answer.text
    assert 'id="wrong-机关代字"' in answer.text
    assert 'value="新的名称"' in answer.text
    assert str(own.folder) not in answer.text
    assert text(own) == before
    assert not (own.folder / "hongtou.yaml.bak").exists()


def test_nobody_writes_over_what_another_changed(own: Site) -> None:
    browser = oneself(own)
    old = base(browser)
    changed = text(own).replace("云医党发", "云医委")
    (own.folder / "hongtou.yaml").write_text(changed, "utf-8")
    for fields in ({"base": old, "署名": "甲"}, {"署名": "甲"}):
        answer = browser.post("/office", fields)
        assert answer.status_code == 409
        assert "刚才又有人改过" in answer.text
        assert 'value="甲"' in answer.text
    assert text(own) == changed


def test_a_profile_that_is_wrong_is_told_and_mended_here(own: Site) -> None:
    (own.folder / "hongtou.yaml").write_text("名称: 甲\n机关代字: ABC\n", "utf-8")
    browser = oneself(own)
    page = browser.get("/office").text
    assert 'role="alert"' in page
    assert 'value="ABC"' in page
    assert change(browser, 机关代字="云医").status_code == 200
    (own.folder / "hongtou.yaml").write_text("名称: [甲\n", "utf-8")
    page = browser.get("/office").text
    assert 'role="alert"' in page
    assert "名称: [甲" in page


def preview(browser: Browser, **fields: str) -> dict[str, Any]:
    answer = browser.ask("/office/preview", {"fields": fields, "pages": [1], "known": {}})
    assert answer.status_code == 200
    return dict(answer.json())


def test_the_sample_follows_what_is_typed_and_nothing_is_written(own: Site) -> None:
    browser = oneself(own)
    before, known = text(own), files(own.folder)
    first = preview(browser)
    typed = preview(browser, 发文机关标志="云州市医学会文件", 机关代字="云医委")
    assert first["count"] and first["problems"] == typed["problems"] == []
    assert first["pages"]["1"]["digest"] != typed["pages"]["1"]["digest"]
    assert (text(own), files(own.folder)) == (before, known)


def test_what_is_wrong_is_said_at_its_field_while_one_types(own: Site) -> None:
    browser = oneself(own)
    told = preview(browser, 名称="", 机关代字="云医〔〕")
    assert told["count"] == 0
    assert {one["field"] for one in told["problems"]} == {"机关代字"}
    (own.folder / "hongtou.yaml").write_text("名称: [甲\n", "utf-8")
    (only,) = preview(browser, 名称="乙")["problems"]
    assert only["message"]
    assert str(own.folder) not in only["message"]


def test_the_first_page_changes_with_the_profile(own: Site) -> None:
    browser = oneself(own)

    def picture() -> tuple[str, bytes]:
        found = re.search(r'src="(/office/first-page\?v=\w+)"', browser.get("/office").text)
        assert found
        answer = browser.get(found[1])
        assert answer.headers["content-type"] == "image/png"
        return found[1], answer.content

    before = picture()
    change(browser, 发文机关标志="云州市医学会文件", 机关代字="云医委")
    after = picture()
    assert before[0] != after[0]
    assert before[1] != after[1]
    assert Image.open(io.BytesIO(after[1])).size == (794, 1123)


def test_a_seal_is_kept_under_a_name_of_ours_and_listed(own: Site) -> None:
    (own.folder / "hongtou.yaml").write_text(COMMENTED, "utf-8")
    browser = oneself(own)
    answer = put(browser, seal(), name="../../../等.png")
    assert answer.status_code == 200
    assert "<li>中共云州市医学会委员会</li>" in answer.text
    (file,) = (own.folder / "印章").iterdir()
    assert re.fullmatch(r"[0-9a-f]{16}\.png", file.name)
    assert file.read_bytes() == seal()
    (known,) = load_settings(own.folder).office.seals
    assert (known.name, known.diameter, known.lacking) == ("中共云州市医学会委员会", 42.0, "")
    assert text(own).startswith(COMMENTED)
    assert log.entries(own.store)[0].action == "放印章"


def test_a_second_organs_seal_stands_behind_the_first_and_a_new_one_replaces(own: Site) -> None:
    browser = oneself(own)
    begins = text(own) + "印章:\n  # 主要的\n  - 名称: 甲\n    文件: 印章/甲.png\n\n# 后面的\n简称: 医学会\n"
    (own.folder / "hongtou.yaml").write_text(begins, "utf-8")
    assert put(browser, seal(), organ="乙", diameter="45").status_code == 200
    added = re.search(r"印章/\w{16}\.png", text(own))
    assert added
    entry = f"  - 名称: 乙\n    文件: {added[0]}\n    直径: 45\n"
    assert text(own) == begins.replace("甲.png\n", f"甲.png\n{entry}")
    assert put(browser, seal(), organ="甲").status_code == 200
    assert text(own) == begins.replace("甲.png\n", f"甲.png\n{entry}").replace("印章/甲.png", added[0])
    assert [(one.name, one.diameter) for one in load_settings(own.folder).office.seals] == [("甲", 42.0), ("乙", 45.0)]
    assert put(browser, seal(), organ="乙").status_code == 200
    assert [(one.name, one.diameter) for one in load_settings(own.folder).office.seals] == [("甲", 42.0), ("乙", 42.0)]


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (seal(kind="JPEG"), "是 JPEG 图片"),
        (b"<svg onload=alert(1)>", "不是图片"),
        (b"", "不是图片"),
        (seal()[:500], "不是完好的 PNG"),
        (seal("blue"), "不是红色的"),
        (seal(size=(600, 300)), "不是圆的"),
        (seal(size=(60, 60)), "会模糊"),
    ],
    ids=["jpeg", "svg", "empty", "torn", "blue", "oval", "coarse"],
)
def test_a_picture_that_is_no_seal_is_refused_and_nothing_is_kept(own: Site, data: bytes, told: str) -> None:
    before, profile = files(own.folder), text(own)
    answer = put(oneself(own), data)
    assert answer.status_code == 422
    assert told in re.findall(r'id="wrong-picture">(.*?)<', answer.text)[0]
    assert str(own.folder) not in answer.text
    assert (files(own.folder), text(own)) == (before, profile)


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"organ": " "}, "organ"),
        ({"organ": "甲\n乙: 丙"}, "organ"),
        *(({"diameter": one}, "diameter") for one in ("大", "0", "nan", "1e9")),
    ],
)
def test_a_seal_of_nobody_or_of_no_size_is_refused_at_its_field(own: Site, fields: dict[str, str], field: str) -> None:
    answer = put(oneself(own), seal(), **fields)
    assert answer.status_code == 422
    assert f'id="wrong-{field}"' in answer.text
    assert not (own.folder / "印章").exists()


def test_a_folder_of_seals_that_leads_elsewhere_is_not_followed(own: Site, tmp_path_factory: pytest.TempPathFactory) -> None:
    other = tmp_path_factory.mktemp("elsewhere")
    (own.folder / "印章").symlink_to(other)
    before = text(own)
    assert put(oneself(own), seal()).status_code == 422
    assert not list(other.iterdir())
    assert text(own) == before
    assert not [entry for entry in log.entries(own.store) if entry.action == "放印章"]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_others_see_names_and_no_passwords_and_change_nothing(office: Site, role: Role) -> None:
    before = f"{text(office)}登记簿: {SECRET}\n印章: [{{名称: 中共云州市医学会委员会, 文件: 印章/甲.png}}]\n"
    browser = Browser(office, person(office, "other", role))
    (office.folder / "hongtou.yaml").write_text(before, "utf-8")
    page = browser.get("/office").text
    assert "<li>中共云州市医学会委员会</li>" in page
    assert "云医党发" in page
    assert not [word for word in ("gehei", "印章/甲.png", 'action="/office', "配置的全文") if word in page]
    for answer in (
        browser.post("/office", {"base": "x", "署名": "甲"}),
        browser.post("/office/seals", {"organ": "甲"}, files={"picture": ("甲.png", seal())}),
    ):
        assert answer.status_code == 403
    assert text(office) == before
    (office.folder / "hongtou.yaml").write_text(f"名称: 甲\n登记簿: [{SECRET}\n", "utf-8")
    page = browser.get("/office").text
    assert "请管理员打开这一页改" in page
    assert "gehei" not in page


def test_a_script_in_the_profile_or_in_the_form_is_text(own: Site) -> None:
    script = "<script>alert(1)</script>"
    for answer in (
        change(oneself(own), 署名=script),
        change(oneself(own), 机关代字=script),
        put(oneself(own), b"", organ=script),
    ):
        assert script not in answer.text
        assert "&lt;script&gt;" in answer.text


def test_fonts_are_told_as_the_doctor_does_with_a_line_in_each(own: Site) -> None:
    from hongtou.doctor import fonts
    from hongtou.office import Office

    browser = oneself(own)
    page = browser.get("/office/fonts").text
    for told in fonts(Office()):
        assert told.detail in page
    assert "方正小标宋简体" in page
    pictures = {name: browser.get(f"/office/fonts/{name}").content for name in ("小标宋", "仿宋", "楷体", "黑体", "宋体")}
    assert len(set(pictures.values())) == 5
    sizes = [Image.open(io.BytesIO(png)).size for png in pictures.values()]
    assert all(height == 60 and width > 600 for width, height in sizes)
    for png in pictures.values():  # none is blank
        counts = Image.open(io.BytesIO(png)).convert("L").histogram()
        assert sum(counts[:80]) > 300
    assert browser.get("/office/fonts/隶书").status_code == 404


def test_a_font_that_is_missing_is_told_with_what_to_do(own: Site) -> None:
    (own.folder / "hongtou.yaml").write_text(text(own) + "字体:\n  楷体: {文件: 字体/没有.ttf}\n", "utf-8")
    browser = oneself(own)
    page = browser.get("/office/fonts").text
    assert "缺少" in page
    assert "没有.ttf" in page
    assert "怎样办：" in page
    assert browser.get("/office/fonts/楷体").status_code == 404


def test_plugins_are_seen_with_their_version_types_and_faults(own: Site) -> None:
    from hongtou import __version__

    (own.folder / "文种" / "值班表").mkdir(parents=True)
    (own.folder / "文种" / "值班表" / "字段.yaml").write_text("说明: 值班\n字段: {谁: {说明: 谁, 例: 甲}}\n", "utf-8")
    (own.folder / "文种" / "值班表" / "正文.md").write_text("{{ 别人 }}\n", "utf-8")
    page = oneself(own).get("/office/plugins").text
    assert f'<th scope="row">hongtou[notice]</th><td>{__version__}</td><td>通知</td>' in page
    assert "没有“别人”这个字段" in page
    assert str(own.folder) not in page
