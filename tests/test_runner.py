"""One document from its draft to bytes, and the drafts that it names."""

from collections.abc import Callable
from importlib.metadata import EntryPoint, entry_points
from pathlib import Path

import pytest
from hongtou import Content, Figure, Office, Paragraph
from hongtou.composing.composition import DEPTH_MAX
from hongtou.document.model import plain
from hongtou.errors import DraftError, FieldError, HongtouError, InputError
from hongtou.plugin.manager import Plugins
from hongtou.runner import Runner
from hongtou.sources import DRAFTS_MAX
from support.outside_type import TYPE
from support.plugins import PLUGINS


@pytest.fixture(scope="module")
def plugins() -> Plugins:
    return PLUGINS


@pytest.fixture
def runner(plugins: Plugins) -> Runner:
    return Runner(Office(name="云州市医学会"), plugins)


def draft(folder: Path, name: str, fields: str = "", text: str = "正文。") -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n文种: 通知\n标题: {path.stem}的通知\n{fields}---\n{text}\n", encoding="utf-8")
    return path


def wrong(runner: Runner, path: Path) -> str:
    with pytest.raises(DraftError) as caught:
        runner.compose(path)
    return str(caught.value)


def first(content: Content) -> str:
    block = content.blocks[0]
    assert isinstance(block, Paragraph)
    return plain(block.spans)


def test_the_whole_way(runner: Runner, tmp_path: Path) -> None:
    made = runner.make(draft(tmp_path, "甲.md"), ["pdf", "docx"])
    assert (made.genre, made.gongwen.main.title) == ("通知", "甲的通知")
    assert list(made.files) == ["pdf", "docx"]
    assert made.files["pdf"].startswith(b"%PDF") and made.files["docx"].startswith(b"PK")
    assert len(made.plan.pages) >= 1


def test_the_same_draft_gives_the_same_bytes(runner: Runner, tmp_path: Path) -> None:
    path = draft(tmp_path, "甲.md")
    assert runner.make(path, ["pdf", "docx"]).files == runner.make(path, ["pdf", "docx"]).files


def test_all_that_is_wrong_with_what_a_draft_names_is_told_at_once(runner: Runner, tmp_path: Path) -> None:
    draft(tmp_path, "坏.md", "密级: 绝蜜\n")
    fields = "印发: 没有.md\n附件:\n  - 文件: 没有1.md\n  - 文件: 坏.md\n  - 文件: 没有2.md\n"
    lines = wrong(runner, draft(tmp_path, "甲.md", fields)).splitlines()
    told = [
        "印发：找不到文件“没有.md”",
        "附件.第1项.文件：找不到文件“没有1.md”",
        "“绝蜜”",
        "附件.第3项.文件：找不到文件“没有2.md”",
    ]
    assert [word in line for word, line in zip(told, lines, strict=True)] == [True] * 4


def test_a_type_that_prints_no_running_text_says_so(
    outside: Callable[..., Path], installed: Callable[[], list[EntryPoint]], tmp_path: Path
) -> None:
    outside("deaf", TYPE.format(name="哑文种").replace("official(data, context)", "official(data, context, blocks=[])"))
    path = tmp_path / "甲.md"
    path.write_text("---\n文种: 哑文种\n标题: 题\n发文机关: 甲\n---\n\n一、第一段要紧的话。\n", encoding="utf-8")
    told = wrong(Runner(Office(), Plugins([*entry_points(group="hongtou"), *installed()])), path)
    assert told.startswith(f"{path}:7:1  正文：文种“哑文种”不印正文")


def test_a_field_named_alone_is_one_field() -> None:
    assert FieldError("事由", "不对").path == FieldError(("事由",), "不对").path == ("事由",)
    assert FieldError((), "不对").path == FieldError("", "不对").path == ()


def test_an_unknown_format(runner: Runner, tmp_path: Path) -> None:
    with pytest.raises(HongtouError, match=r"没有“pdx”这个输出格式，是不是“pdf”？"):
        runner.make(draft(tmp_path, "甲.md"), ["pdx"])


def test_an_issued_draft_without_an_organ_is_from_the_one_that_issues_it(plugins: Plugins, tmp_path: Path) -> None:
    """There is no profile that would say it."""
    (tmp_path / "意见.md").write_text("---\n文种: 意见\n标题: 关于加强学习的意见\n---\n一、总体要求\n", encoding="utf-8")
    named = draft(tmp_path, "甲.md", "发文机关: 云州市科学技术协会\n印发: 意见.md\n")
    composed = Runner(Office(), plugins).compose(named)
    assert composed.gongwen.enclosed[0].title == "关于加强学习的意见"


def test_an_issued_draft_and_attachments(runner: Runner, tmp_path: Path) -> None:
    draft(tmp_path, "附/规定.md", text="第一条。")
    draft(tmp_path, "附/名单.md", text="张三。")
    fields = "印发: 附/规定.md\n附件:\n  - 标题: 参会名单\n    文件: 附/名单.md\n  - 回执\n"
    gongwen = runner.compose(draft(tmp_path, "甲.md", fields)).gongwen
    assert [content.title for content in gongwen.enclosed] == ["规定的通知"]
    assert first(gongwen.enclosed[0]) == "第一条。"
    listed, receipt = gongwen.main.attachments
    assert (listed.title, receipt.title, receipt.content) == ("参会名单", "回执", None)
    assert listed.content and first(listed.content) == "张三。"


def test_paths_are_relative_to_the_draft_that_names_them(runner: Runner, tmp_path: Path) -> None:
    draft(tmp_path, "附/深/名单.md", text="张三。")
    draft(tmp_path, "附/规定.md", "附件:\n  - 文件: 深/名单.md\n")
    issued = runner.compose(draft(tmp_path, "甲.md", "印发: 附/规定.md\n")).gongwen.enclosed[0]
    assert issued.attachments[0].title == "名单的通知"


def test_a_draft_that_is_not_there(runner: Runner, tmp_path: Path) -> None:
    message = wrong(runner, draft(tmp_path, "甲.md", "印发: 没有.md\n"))
    assert "甲.md:4" in message and "印发：找不到文件“没有.md”" in message
    message = wrong(runner, draft(tmp_path, "甲.md", "附件:\n  - 文件: 没有.md\n"))
    assert "甲.md:5" in message and "附件.第1项.文件：找不到文件" in message


def test_a_folder_or_something_else_as_a_draft(runner: Runner, tmp_path: Path) -> None:
    (tmp_path / "夹.md").mkdir()
    assert "甲.md:4" in (message := wrong(runner, draft(tmp_path, "甲.md", "印发: 夹.md\n")))
    assert "文件夹" in message
    (tmp_path / "表.docx").write_bytes(b"PK\x03\x04")
    assert "甲.md:4" in wrong(runner, draft(tmp_path, "甲.md", "印发: 表.docx\n"))


def test_errors_in_a_named_draft_have_their_own_places(runner: Runner, tmp_path: Path) -> None:
    draft(tmp_path, "附/规定.md", "成文日期: 2026-02-30\n")
    message = wrong(runner, draft(tmp_path, "甲.md", "印发: 附/规定.md\n"))
    assert "附/规定.md:4" in message and "成文日期" in message


@pytest.mark.parametrize("name", ["../外.md", "附/../../外.md", "{outside}", "链接.md", "链接夹/外.md"])
def test_nothing_outside_the_folder_is_read(runner: Runner, tmp_path: Path, name: str) -> None:
    outside = draft(tmp_path, "外.md")
    path = draft(tmp_path, "室/甲.md", f"印发: {name.format(outside=outside)}\n")
    (tmp_path / "室" / "附").mkdir()
    (tmp_path / "室" / "链接.md").symlink_to(outside)
    (tmp_path / "室" / "链接夹").symlink_to(tmp_path)
    message = wrong(runner, path)
    assert "甲.md:4" in message and "外面，不能读" in message


def test_the_whole_office_may_be_read(plugins: Plugins, tmp_path: Path) -> None:
    draft(tmp_path, "附/规定.md", text="第一条。")
    path = draft(tmp_path, "稿/甲.md", "印发: ../附/规定.md\n")
    office = Office(name="云州市医学会", folder=tmp_path)
    assert len(Runner(office, plugins).compose(path).gongwen.enclosed) == 1
    elsewhere = Office(name="云州市医学会", folder=tmp_path / "附")
    with pytest.raises(DraftError, match="外面，不能读"):
        Runner(elsewhere, plugins).compose(path)


def test_drafts_that_name_each_other(runner: Runner, tmp_path: Path) -> None:
    draft(tmp_path, "乙.md", "附件:\n  - 文件: 甲.md\n")
    message = wrong(runner, draft(tmp_path, "甲.md", "附件:\n  - 文件: 乙.md\n"))
    assert "乙.md:5" in message and "绕回了" in message
    assert "绕回了" in wrong(runner, draft(tmp_path, "丙.md", "印发: ./丙.md\n"))


def test_drafts_too_deep(runner: Runner, tmp_path: Path) -> None:
    draft(tmp_path, f"{DEPTH_MAX}.md")
    for number in range(DEPTH_MAX):
        draft(tmp_path, f"{number}.md", f"附件:\n  - 文件: {number + 1}.md\n")
    assert runner.compose(tmp_path / "0.md")
    message = wrong(runner, draft(tmp_path, "甲.md", "附件:\n  - 文件: 0.md\n"))
    assert f"超过了 {DEPTH_MAX} 层" in message and f"{DEPTH_MAX - 1}.md:5" in message


def test_drafts_that_multiply(runner: Runner, tmp_path: Path) -> None:
    draft(tmp_path, "4.md")
    for number in range(4):
        draft(tmp_path, f"{number}.md", "附件:\n" + f"  - 文件: {number + 1}.md\n" * 10)
    assert f"超过了 {DRAFTS_MAX} 份" in wrong(runner, tmp_path / "0.md")


def test_an_issued_draft_issues_nothing_itself(runner: Runner, tmp_path: Path) -> None:
    draft(tmp_path, "丙.md")
    draft(tmp_path, "乙.md", "印发: 丙.md\n")
    assert "自己也印发别的文件" in wrong(runner, draft(tmp_path, "甲.md", "印发: 乙.md\n"))


def test_a_missing_file_is_no_problem_of_a_draft(runner: Runner, tmp_path: Path) -> None:
    with pytest.raises(InputError, match="没有"):
        runner.compose(tmp_path / "没有.md")


def test_a_document_type_that_is_no_word(runner: Runner, tmp_path: Path) -> None:
    path = tmp_path / "甲.md"
    for value in ("[通知]", "{名: 通知}", '""'):
        path.write_text(f"---\n文种: {value}\n标题: 题\n---\n", encoding="utf-8")
        assert "没有写明是哪一种公文" in wrong(runner, path)


def test_a_document_type_whose_field_is_misspelt(runner: Runner, tmp_path: Path) -> None:
    (tmp_path / "甲.md").write_text("---\n标题: 甲\n文  种: 通知\n---\n正文。\n", encoding="utf-8")
    assert wrong(runner, tmp_path / "甲.md").startswith(f"{tmp_path / '甲.md'}:3:1  文  种：没有“文  种”这个字段，是不是“文种”？")


def test_a_character_that_no_face_has_is_told_with_the_draft(runner: Runner, tmp_path: Path) -> None:
    path = draft(tmp_path, "甲.md", text="笑\U0001f600。")
    with pytest.raises(HongtouError) as caught:
        runner.make(path, ["pdf"])
    place, _, message = str(caught.value).partition("  ")
    line = path.read_text().split("\n").index("笑\U0001f600。") + 1
    assert place == f"{path}:{line}:2"
    assert "没有一种字体有“\U0001f600”（U+1F600，表情符号）" in message


def test_a_line_of_text_names_a_picture(runner: Runner, tmp_path: Path) -> None:
    seal = Path(__file__).parents[1] / "sample_data" / "seals" / "党委.png"
    (tmp_path / "图.png").write_bytes(seal.read_bytes())
    work = runner.compose(draft(tmp_path, "甲.md", text="如图1。\n![图1　机构图](图.png)"))
    figure = work.gongwen.main.blocks[1]
    assert isinstance(figure, Figure)
    assert (figure.title, figure.picture.name) == ("图1　机构图", "图.png")
    assert [file.path.name for file in work.sources] == ["甲.md", "图.png"]


@pytest.mark.parametrize(
    ("name", "told"), [("无.png", "找不到文件“无.png”"), ("../外.png", "找不到文件"), ("甲.md", "只能用 PNG 图片")]
)
def test_a_picture_that_cannot_be_read_is_told_in_its_line(runner: Runner, tmp_path: Path, name: str, told: str) -> None:
    assert told in (message := wrong(runner, draft(tmp_path, "甲.md", text=f"如图1。\n![图1]({name})")))
    assert ":6:1 " in message


def test_a_picture_outside_the_folder_is_not_read(runner: Runner, tmp_path: Path) -> None:
    (tmp_path / "外.png").write_bytes(b"\x89PNG")
    assert "外面，不能读" in wrong(runner, draft(tmp_path / "稿", "甲.md", text="![图1](../外.png)"))


def test_faults_of_the_text_and_of_the_fields_are_told_together(runner: Runner, tmp_path: Path) -> None:
    path = tmp_path / "甲.md"
    path.write_text("---\n文种: 通知\n日期: 2026-11-21\n---\n正文\ufe0f一行。\n- 甲\n", encoding="utf-8")
    lines = wrong(runner, path).split("\n")
    assert [line.split("  ")[0].rpartition("甲.md:")[2] for line in lines][-3:] == ["3:1", "5:3", "6:1"]
    assert "没有“日期”这个字段，是不是“成文日期”？" in lines[-3]
    assert any("标题" in line for line in lines)
