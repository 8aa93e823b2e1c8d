"""A text from elsewhere as a draft: its elements, and every character in the draft or told."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest
from docx import Document as WordDocument
from hongtou import Drawing, TrackedChanges
from hongtou.errors import InputError
from hongtou.fonts.faces import Fonts
from hongtou.importing import importer as module
from hongtou.importing.account import AccountError
from hongtou.importing.importer import Imported, import_file
from hongtou.intake import read_draft
from hongtou.layout import lay_out
from hongtou.render.docx import render
from hypothesis import given, settings
from hypothesis import strategies as st
from support.plugins import PLUGINS
from support.samples import whole

KNOWN = list(PLUGINS.document_types)
REAL = Path(__file__).resolve().parents[3] / "shared" / "real" / "texts"
NOTICE = """云州市医学会文件
云医发〔2026〕12号
关于开展2026年秋季义诊
活动的通知
各专科分会，各会员单位：
为方便群众就近看病，学会决定开展秋季义诊活动。现将有关事项通知如下：
一、时间和地点
2026年10月17日上午8时至12时，人民公园东门广场。
二、有关要求
（一）选好人员。每个专科分会选派两至三名医师。
（二）备好资料。
附件：1.报名表
2.分组名单.docx
云州市医学会
2026年9月18日
（此件公开发布）
抄送：市卫生健康委员会，市民政局。
云州市医学会办公室　　　2026年9月19日印发
"""


def imported(folder: Path, text: str, name: str = "来文.txt") -> Imported:
    (folder / name).write_text(text, encoding="utf-8")
    return import_file(folder / name, known=KNOWN)


def values(folder: Path, got: Imported, place: int = 0) -> dict[str, object]:
    target = folder / got.drafts[place].name
    target.write_text(got.drafts[place].text, encoding="utf-8")
    return dict(read_draft(target).values)


def test_the_elements_of_a_notice_are_found(tmp_path: Path) -> None:
    got = imported(tmp_path, NOTICE)
    found = values(tmp_path, got)
    body = found.pop("正文")
    assert found == {
        "文种": "通知",
        "发文机关标志": "云州市医学会文件",
        "发文字号": "云医发〔2026〕12号",
        "标题": "关于开展2026年秋季义诊活动的通知",
        "主送": ["各专科分会，各会员单位"],
        "附件": ["报名表", "分组名单"],
        "发文机关": ["云州市医学会"],
        "成文日期": "2026年9月18日",
        "附注": "此件公开发布",
        "抄送": ["市卫生健康委员会，市民政局"],
        "印发机关": "云州市医学会办公室",
        "印发日期": "2026年9月19日",
    }
    assert isinstance(body, tuple)
    assert len(body) == 6
    assert got.doubts == ()
    assert got.account.source == got.account.kept + got.account.left


def test_a_title_that_is_written_twice_and_a_number_in_brackets(tmp_path: Path) -> None:
    title = "关于开展义诊活动的通知"
    got = imported(tmp_path, f"{title}\n{title}\n（云医发〔2026〕12号）\n各专科分会：\n请认真准备。")
    found = values(tmp_path, got)
    assert (found["标题"], found["发文字号"], found["主送"]) == (title, "云医发〔2026〕12号", ["各专科分会"])
    assert (title, "又写了一遍的标题") in [(one.text, one.reason) for one in got.left]


def test_what_is_left_out_has_its_reason(tmp_path: Path) -> None:
    left = {one.reason: one.text for one in imported(tmp_path, NOTICE).left}
    assert left["附件文件的后缀"] == ".docx"
    assert left["“抄送：”和句号，由程序印"] == "抄送：。"


def test_what_the_standard_does_without_is_left_out_and_told(tmp_path: Path) -> None:
    text = NOTICE.replace("〔2026〕12号", "[2026]第012号").replace("1.报名表", "1.《报名表》。")
    got = imported(tmp_path, text)
    found = values(tmp_path, got)
    assert (found["发文字号"], found["附件"]) == ("云医发〔2026〕12号", ["报名表", "分组名单"])
    assert {(one.text, one.reason.partition("，")[0]) for one in got.left} >= {
        ("第", "发文字号里的“第”"),
        ("0", "顺序号前面补的零"),
        ("《》", "附件名称外面的书名号"),
        ("。", "附件名称后面的标点"),
    }


def test_lines_broken_by_hand_are_joined_and_page_numbers_told(tmp_path: Path) -> None:
    paragraph = "学会决定开展秋季义诊活动并请各专科分会认真组织选派医师参加" * 8
    broken = [paragraph[start : start + 28] for start in range(0, len(paragraph), 28)]
    text = "\n".join(
        ["关于开展义诊活动的通知", "各分会：", f"　　{broken[0]}", *broken[1:4], "— 1 —", *broken[4:], "学会", "2026年9月18日"]
    )
    got = imported(tmp_path, text)
    body = values(tmp_path, got)["正文"]
    assert isinstance(body, tuple)
    assert ["".join(span.text for span in block.spans) for block in body] == [paragraph]
    assert ("— 1 —", "页码") in [(one.text, one.reason) for one in got.left]


def test_what_was_a_guess_is_marked(tmp_path: Path) -> None:
    got = imported(tmp_path, "秋天的义诊\n大家都来。\n")
    assert "# 待核：标题不以文种结尾，把第一行当作了标题\n标题: 秋天的义诊" in got.drafts[0].text
    assert "# 待核：从标题看不出是哪一个文种，写上\n# 文种: " in got.drafts[0].text


def test_an_issued_text_and_an_attachment_become_drafts_of_their_own(tmp_path: Path) -> None:
    main = "关于印发《工作要点》的通知\n各分会：\n现印发给你们。\n附件：报名表\n学会委员会\n2026年2月1日\n"
    text = f"{main}工作要点\n一、抓学习\n每月一次。\n附件1\n报名表\n姓名、单位。"
    got = imported(tmp_path, text)
    assert [draft.name for draft in got.drafts] == ["来文.md", "来文-印发件.md", "来文-附件1.md"]
    found = values(tmp_path, got)
    assert found["印发"] == "来文-印发件.md"
    assert found["附件"] == [{"标题": "报名表", "文件": "来文-附件1.md"}]
    assert values(tmp_path, got, 1)["标题"] == "工作要点"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_any_encoding(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "来文.txt").write_text(NOTICE, encoding=encoding)
    assert "标题: 关于开展2026年秋季义诊活动的通知" in import_file(tmp_path / "来文.txt", known=KNOWN).drafts[0].text


def test_signs_of_drafts_in_a_text_stay_text(tmp_path: Path) -> None:
    lines = [
        "# 井号开头",
        "- 减号开头",
        "> 大于号开头",
        "a*b*c和**不是突出**",
        "[甲](http://a.example)",
        "{标题}不是标题",
        "一行：\t有制表符",
    ]
    got = imported(tmp_path, "\n".join(["关于符号的通知", *lines]))
    assert got.account.left == 0


def test_our_own_document_gives_back_its_fields(tmp_path: Path) -> None:
    gongwen, fonts = whole(), Fonts()
    drawing = Drawing(gongwen, lay_out(gongwen, fonts), fonts, (files("hongtou.templates"),))
    (tmp_path / "公文.docx").write_bytes(render(drawing))
    got = import_file(tmp_path / "公文.docx", known=KNOWN)
    found = values(tmp_path, got)
    assert found["标题"] == gongwen.main.title.replace("\n", "")
    assert found["份号"] == "000001"
    assert (found["密级"], found["保密期限"], found["紧急程度"]) == ("机密", "1年", "特急")
    assert gongwen.signature and found["发文机关"] == list(gongwen.signature.issuers)
    assert found["发文字号"] == str(gongwen.masthead.document_number) if gongwen.masthead else False
    assert got.account.source == got.account.kept + got.account.left


def word(folder: Path, *paragraphs: str) -> Path:
    document = WordDocument()
    for text in paragraphs:
        document.add_paragraph(text)
    document.save(str(folder / "来文.docx"))
    return folder / "来文.docx"


def changed(file: Path, old: str, new: str) -> None:
    """The document's XML with something else in it."""
    import zipfile

    with zipfile.ZipFile(file) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    members["word/document.xml"] = members["word/document.xml"].decode().replace(old, new).encode()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in members.items():
            archive.writestr(name, content)


def test_tracked_changes_are_refused_until_somebody_says_what_holds(tmp_path: Path) -> None:
    file = word(tmp_path, "关于义诊的通知", "原来的字。")
    run = "<w:r><w:t>原来的字。</w:t></w:r>"
    changed(
        file,
        run,
        f'<w:del w:id="1" w:author="a">{run.replace("w:t>", "w:delText>")}</w:del>'
        '<w:ins w:id="2" w:author="a"><w:r><w:t>新的字。</w:t></w:r></w:ins>',
    )
    with pytest.raises(InputError, match=r"有 2 处修订.*--changes accept"):
        import_file(file, known=KNOWN)
    accepted, rejected = (import_file(file, known=KNOWN, changes=how) for how in (TrackedChanges.ACCEPT, TrackedChanges.REJECT))
    assert "新的字。" in accepted.drafts[0].text and "原来的字" not in accepted.drafts[0].text
    assert "原来的字。" in rejected.drafts[0].text and "新的字" not in rejected.drafts[0].text
    assert [(one.text, one.reason) for one in accepted.left] == [("原来的字。", "修订里删去的")]


def test_hidden_text_and_what_cannot_be_taken_are_told(tmp_path: Path) -> None:
    file = word(tmp_path, "关于义诊的通知", "看得见。藏起来。")
    changed(
        file,
        "<w:r><w:t>看得见。藏起来。</w:t></w:r>",
        "<w:r><w:t>看得见。</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>藏起来。</w:t></w:r>",
    )
    got = import_file(file, known=KNOWN)
    assert [(one.text, one.reason) for one in got.left] == [("藏起来。", "隐藏的文字")]


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("空.txt", b"  \n", "里面没有文字"),
        ("坏.docx", b"PK\x03\x04 not a zip", "不是完好的 Word 文档"),
        ("图.txt", b"\x89PNG\r\n", "这是图片，不是草稿"),
    ],
)
def test_what_cannot_be_read_is_told(tmp_path: Path, name: str, content: bytes, told: str) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(InputError, match=told):
        import_file(tmp_path / name, known=KNOWN)


def test_a_sum_that_does_not_hold_writes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "joined", lambda parts: (parts[:-3], []))
    with pytest.raises(AccountError, match=r"字数对不上（少了“.*办.*”），没有写草稿"):
        imported(tmp_path, NOTICE.strip())


TEXTS = st.lists(
    st.text(st.sampled_from([*"关于的通知一二、（）()1.2026年9月18日。；：附件抄送印发 \t\u3000*#|->[]!{}\\"]), max_size=40),
    min_size=1,
    max_size=14,
).map("\n".join)


@settings(max_examples=150, deadline=None)
@given(text=TEXTS)
def test_whatever_is_typed_every_character_is_accounted_for(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    if not text.strip():
        return
    got = imported(tmp_path_factory.mktemp("any"), text)
    assert got.account.source == got.account.kept + got.account.left


@pytest.mark.skipif(not REAL.is_dir(), reason="the real texts are not here")
def test_no_character_of_real_texts_is_lost() -> None:
    real = sorted([*REAL.glob("*.txt"), *REAL.glob("*.docx")])
    assert len(real) > 30
    for file in real:
        if file.name[0] in "01" and "INDEX" not in file.name:
            account = import_file(file, known=KNOWN).account
            assert account.source == account.kept + account.left, file.name


def test_large_texts_take_no_time_that_grows_faster_than_they_do(tmp_path: Path) -> None:
    # Each of these took a time that grew with its square: page numbers, a paragraph broken a thousand times, one endless line.
    line = "学会决定开展秋季义诊活动并请各专科分会认真组织选派医师参加"
    numbers = "\n".join(f"第{number}页\n{line}{number}。\n短的一段。" for number in range(1, 3000))
    assert imported(tmp_path, f"关于义诊的通知\n{numbers}", "甲.txt").account.left > 0
    with pytest.raises(InputError, match=r"写成草稿以后读不回来：.*字"):
        imported(tmp_path, "关于义诊的通知\n" + "\n".join([line] * 3000), "乙.txt")
    with pytest.raises(InputError, match=r"写成草稿以后读不回来：.*字"):
        imported(tmp_path, line * 40_000, "丙.txt")


def test_signers_beside_a_number_that_is_not_given_yet_are_no_title(tmp_path: Path) -> None:
    head = "云州市医学会文件\n〔2026〕　号　　　　签发人：王示例\n关于申请经费的请示\n市财政局：\n"
    text = f"{head}妥否，请批示。\n云州市医学会\n2026年9月18日\n"
    got = imported(tmp_path, text)
    found = values(tmp_path, got)
    assert (found["签发人"], found["标题"]) == (["王示例"], "关于申请经费的请示")
    assert "发文字号" not in found
    assert "〔2026〕　号" in {one.text for one in got.left}


@pytest.mark.parametrize("line", ["000001", "机密★1年", "特急", "签发人：王示例", "云医发〔2026〕12号　签发人：王示例"])
def test_an_element_that_stands_twice_loses_nothing(tmp_path: Path, line: str) -> None:
    other = line.replace("1", "2").replace("王示例", "李示例").replace("特", "加")
    imported(tmp_path, f"{line}\n{other}\n{line}\n{NOTICE}")
