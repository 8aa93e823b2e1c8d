"""The office's profile."""

from pathlib import Path

import pytest
from hongtou.errors import DraftError, FontError, InputError
from hongtou.fonts.choice import FaceChoice
from hongtou.fonts.faces import Fonts
from hongtou.layout.styles import Face
from hongtou.office import PROFILE, Office, load_office
from hongtou.runner import Runner
from support.plugins import PLUGINS

WHOLE = """
名称: 中共云州市医学会委员会
简称: 云州医学会党委
机关代字: 云医党发
发文机关标志: 中共云州市医学会委员会文件
印发机关: 云州市医学会办公室
署名: 中共云州市医学会委员会
抄送: [市卫生健康委, 市科协]
字体:
  仿宋: {名称: 方正仿宋_GBK, 文件: 字体/仿宋.ttf}
  黑体: {名称: 方正黑体_GBK}
"""


@pytest.fixture
def office(tmp_path: Path) -> Path:
    (tmp_path / "字体").mkdir()
    (tmp_path / "字体" / "仿宋.ttf").write_bytes(b"")
    (tmp_path / PROFILE).write_text(WHOLE, encoding="utf-8")
    return tmp_path.resolve()


def complaints(folder: Path, text: str) -> list[str]:
    (folder / PROFILE).write_text(text, encoding="utf-8")
    with pytest.raises(DraftError) as caught:
        load_office(folder)
    return [str(problem).removeprefix(f"{folder / PROFILE}:") for problem in caught.value.problems]


def test_a_whole_profile(office: Path) -> None:
    assert load_office(office) == Office(
        folder=office,
        name="中共云州市医学会委员会",
        short_name="云州医学会党委",
        code="云医党发",
        issuer_mark="中共云州市医学会委员会文件",
        printed_by="云州市医学会办公室",
        signature="中共云州市医学会委员会",
        copies_to=("市卫生健康委", "市科协"),
        faces={"仿宋": FaceChoice("方正仿宋_GBK", office / "字体" / "仿宋.ttf"), "黑体": FaceChoice("方正黑体_GBK")},
    )


def test_the_nearest_folder_upward_counts(office: Path) -> None:
    inner = office / "2026" / "通知"
    inner.mkdir(parents=True)
    draft = inner / "稿.md"
    draft.write_text("", encoding="utf-8")
    assert load_office(inner).folder == load_office(draft).folder == office
    (inner.parent / PROFILE).write_text("名称: 云州市医学会\n", encoding="utf-8")
    assert load_office(draft) == Office(folder=inner.parent, name="云州市医学会")


def test_no_profile_and_an_empty_one(tmp_path: Path) -> None:
    assert load_office(tmp_path) == Office()
    (tmp_path / PROFILE).write_text("# 还没有填\n", encoding="utf-8")
    assert load_office(tmp_path) == Office(folder=tmp_path.resolve())


def test_the_folder_that_the_user_names(office: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    elsewhere = tmp_path_factory.mktemp("别处")
    assert load_office(elsewhere, office).folder == load_office(elsewhere, office / PROFILE).folder == office
    with pytest.raises(InputError, match=r"文件夹里没有 hongtou\.yaml。写上它所在的文件夹，或者在这里建一个$"):
        load_office(office, elsewhere)
    with pytest.raises(InputError, match=r"没有这个文件夹。写上 hongtou\.yaml 所在的文件夹$"):
        load_office(office, elsewhere / "没有")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("名 称: 甲\n", ["1:1  名 称：没有“名 称”这个字段，是不是“名称”？"]),
        ("名称：甲\n", ["1:3  名称：字段名后面是全角冒号“：”。改成半角冒号加空格，例如“名称: 甲”"]),
        (
            "机关代字: 云医党发〔2026〕\n",
            ["1:1  机关代字：“云医党发〔2026〕”写法不对。发文字号前面的代字，只写汉字，例如“机关代字: 示委发”"],
        ),
        ("字体: {宋: {名称: 甲}}\n", ["1:6  字体.宋：没有“宋”这个字段，是不是“宋体”？"]),
        (
            "字体:\n  宋体: 华文宋体\n",
            [
                "2:3  字体.宋体：应是下一级的字段，每行写“字段: 值”，这里却是“华文宋体”，"
                "例如“宋体: {名称: 宋体, 文件: 字体/宋体.ttf}”"
            ],
        ),
        (
            "字体:\n  宋体: {文件: 没有.ttf}\n  黑体: {文件: hongtou.yaml}\n  楷体: {文件: 没有.doc}\n",
            [
                "3:8  字体.黑体.文件：“hongtou.yaml”不是字体文件，应为 .ttf、.otf 或 .ttc",
                "4:8  字体.楷体.文件：“没有.doc”不是字体文件，应为 .ttf、.otf 或 .ttc",
            ],
        ),
    ],
)
def test_what_is_told(tmp_path: Path, text: str, told: list[str]) -> None:
    assert complaints(tmp_path.resolve(), text) == told


def test_a_font_that_is_not_there_stops_only_who_needs_it(tmp_path: Path) -> None:
    (tmp_path / PROFILE).write_text("字体:\n  宋体: {文件: 没有.ttf}\n", encoding="utf-8")
    fonts = Fonts(load_office(tmp_path).faces)
    assert fonts.advance(Face.BODY, "公") == 1.0
    with pytest.raises(
        FontError, match=r"hongtou\.yaml:2:8  字体\.宋体\.文件：找不到字体文件“没有\.ttf”。路径应相对于 hongtou\.yaml"
    ):
        fonts.advance(Face.SONG, "公")


PARTY = Office(
    name="中共示例市委员会",
    short_name="示例市委",
    code="示委发",
    issuer_mark="中共示例市委员会文件",
    printed_by="中共示例市委员会办公室",
    copies_to=("市委各部门",),
)


@pytest.mark.parametrize("organs", [(), ("中共示例市委员会",), ("示例市委", "示例市人民政府"), ("中共 示例市委员会",)])
def test_the_offices_own_documents_use_its_profile(organs: tuple[str, ...]) -> None:
    assert PARTY.seen_by(organs) is PARTY


def test_another_organs_document_takes_nothing_that_belongs_to_the_office() -> None:
    seen = PARTY.seen_by(("示例市人民政府", "中共示例市委员会"))
    assert (seen.name, seen.code, seen.issuer_mark, seen.printed_by, seen.signature, seen.copies_to) == ("", "", "", "", "", ())
    assert (seen.page_setup, seen.seals, seen.folder) == (PARTY.page_setup, PARTY.seals, PARTY.folder)
    assert Office(code="示委发").seen_by(("示例市人民政府",)).code == "示委发"  # it does not say whose it is


@pytest.mark.parametrize("genre", ["命令", "公告", "通知", "函", "纪要", "议案"])
def test_a_governments_document_names_no_party_office(genre: str, tmp_path: Path) -> None:
    fields = {
        "文种": genre,
        "发文机关": "示例市人民政府",
        "标题": f"示例市人民政府关于示例的{genre}",
        "主送": "示例市科学技术协会",
        "成文日期": "2026-11-21",
    }
    draft = tmp_path / "甲.md"
    draft.write_text(
        "\n".join(["---", *(f"{name}: {value}" for name, value in fields.items()), "---", "现予公布。"]), encoding="utf-8"
    )
    made = Runner(PARTY, PLUGINS).make(draft, ["docx"])
    said = "".join(element.text for element in (*made.plan.galley, *(made.plan.imprint.elements if made.plan.imprint else ())))
    issuer_mark = "".join(line.text for line in made.plan.masthead.issuer_mark.lines) if made.plan.masthead else ""
    assert "示例市人民政府" in issuer_mark
    assert "委" not in issuer_mark + said
    if made.plan.imprint and made.plan.imprint.rules:
        (note,) = made.notes
        assert "发文机关“示例市人民政府”不是 hongtou.yaml 里的“中共示例市委员会”" in note
        assert "印发机关" in note
