"""A leader's corrections come into the draft: only what changed is changed, and nobody's text is overwritten in silence."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_BREAK
from docx.shared import Pt
from docx.text.paragraph import Paragraph
from fidelity.returned import SAMPLES
from hongtou import TrackedChanges
from hongtou.errors import InputError
from hongtou.office import load_office
from hongtou.returning.onto import Merged, merge
from hongtou.runner import Runner
from support.plugins import PLUGINS

SEAL = SAMPLES / "seals" / "学会.png"
DRAFT = """\
---
# 王主任要的
文种: 通知
发文机关: '云州市医学会'
标题: 关于印发《工作规范》的通知
主送: [各专科分会, "各会员单位"]
印发: 规范.md
附件:
  - 标题: 登记表
    文件: 表/登记表.yaml
  - 联系人名单
成文日期: 2026-11-21
抄送:
  # 按惯例
  - 市卫生健康委员会
  - 市科学技术协会
---
《工作规范》已经理事会审议通过，现印发给你们，请认真执行。


一、执行时间
自印发之日起执行。
{正文}二、其他事项按原规定办理
执行中有什么意见，请填写*登记表*。
"""
RULES = """\
---
文种: 工作要点
标题: 工作规范
---
为做好工作，制定本规范。
一、服务内容
（一）学术服务。每年提供不少于三次机会。

表1 办理时限
| 事项 | 时限 |
|:-----|:--:|
| 入会申请 | 10 |
| 证书补办 | **3** |
"""
SHEET = """\
# 登记表
文种: 工作要点
格式: 普通
标题: 登记表
正文: |
  填表说明如下。

  请如实填写。
"""
Change = Callable[[dict[str, Paragraph]], None]


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A draft that issues a text and has an attachment, and its DOCX."""
    (tmp_path / "表").mkdir()
    for name, text in (("通知.md", DRAFT), ("规范.md", RULES), ("表/登记表.yaml", SHEET)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    (tmp_path / "通知.docx").write_bytes(runner(tmp_path).make(tmp_path / "通知.md", ["docx"]).files["docx"])
    return tmp_path


def runner(home: Path) -> Runner:
    return Runner(load_office(home), PLUGINS)


def say(paragraph: Paragraph, text: str) -> None:
    for run in paragraph.runs[1:]:
        paragraph._p.remove(run._r)
    paragraph.runs[0].text = text


def edited(home: Path, **texts: str) -> Path:
    """The DOCX with other words in paragraphs that begin with these."""
    word = WordDocument(str(home / "通知.docx"))
    for paragraph in word.paragraphs:
        for begin, new in texts.items():
            if re.sub("[\u200b\u2060]", "", paragraph.text).startswith(begin):
                say(paragraph, new)
    word.save(str(home / "改.docx"))
    return home / "改.docx"


def merged(home: Path, docx: Path, changes: TrackedChanges = TrackedChanges.REFUSE) -> Merged:
    return merge(runner(home), home / "通知.md", docx, changes)


def new(got: Merged, name: str) -> str:
    return next(content.decode() for path, (content, _) in got.files.items() if path.name == name)


def test_an_unedited_one_changes_nothing(home: Path) -> None:
    got = merged(home, home / "通知.docx")
    assert (got.files, got.taken, got.conflicts, got.told) == ({}, (), (), ())


def test_each_correction_goes_to_its_own_file_in_place(home: Path) -> None:
    docx = edited(
        home,
        自印发之日="自2027年1月1日起执行。",
        各专科分会="各专科分会，各会员单位，办事机构：",
        为做好工作="为做好会员服务工作，制定本规范。",
        填表说明="填表说明见背面。",
    )
    got = merged(home, docx)
    assert got.told == ()
    assert new(got, "通知.md") == DRAFT.replace("自印发之日起", "自2027年1月1日起").replace(
        '[各专科分会, "各会员单位"]', "[各专科分会, 各会员单位, 办事机构]"
    )
    assert new(got, "规范.md") == RULES.replace("为做好工作", "为做好会员服务工作")
    assert new(got, "登记表.yaml") == SHEET.replace("说明如下", "说明见背面")
    assert [(Path(one.file).name, one.line, one.field) for one in got.taken] == [
        ("通知.md", 6, "主送"),
        ("通知.md", 22, "正文"),
        ("规范.md", 5, "正文"),
        ("登记表.yaml", 6, "正文"),
    ]


def test_items_of_lists_dates_and_titles_keep_their_spelling(home: Path) -> None:
    texts = {"2026年11月21日": "2026年12月1日", "关于印发": "关于印发《工作规范（试行）》的通知"}
    word = WordDocument(str(edited(home, **texts)))
    box = next(one for one in word.element.body.iter() if one.tag.endswith("}t") and (one.text or "").startswith("抄送"))
    box.text = "抄送：市卫生健康委员会，市民政局。"
    word.save(str(home / "改.docx"))
    got = merged(home, home / "改.docx")
    text = new(got, "通知.md")
    assert "成文日期: 2026-12-01\n" in text
    assert "标题: 关于印发《工作规范（试行）》的通知\n" in text
    assert "抄送:\n  # 按惯例\n  - 市卫生健康委员会\n  - 市民政局\n---\n" in text


def test_a_name_of_an_attachment(home: Path) -> None:
    got = merged(home, edited(home, **{"2.联系人": "2.联系人名册"}))
    assert new(got, "通知.md") == DRAFT.replace("联系人名单", "联系人名册")


def test_what_the_draft_changed_since_stays(home: Path) -> None:
    docx = edited(home, 自印发之日="自2027年1月1日起执行。")
    later = DRAFT.replace("请认真执行", "请遵照执行").replace("一、执行时间", "前言。\n一、执行时间")
    (home / "通知.md").write_text(later, encoding="utf-8")
    got = merged(home, docx)
    assert got.conflicts == ()
    assert new(got, "通知.md") == later.replace("自印发之日起", "自2027年1月1日起")


def test_what_both_changed_is_a_conflict(home: Path) -> None:
    rules = "为做好会员服务工作，制定本规范。"
    docx = edited(home, 自印发之日="自2027年1月1日起执行。", 各专科分会="各专科分会：", 为做好工作=rules)
    later = DRAFT.replace("自印发之日起", "自下月起").replace("各专科分会, ", "各支部, ")
    (home / "通知.md").write_text(later, encoding="utf-8")
    got = merged(home, docx)
    assert [(one.field, one.old, one.new) for one in got.conflicts] == [
        ("主送", "各支部，各会员单位", "各专科分会"),
        ("正文", "自下月起执行。", "自2027年1月1日起执行。"),
    ]
    assert {path.name for path in got.files} == {"规范.md"}


def test_without_its_record_nobody_knows_who_changed_what(home: Path) -> None:
    docx = edited(home, 自印发之日="自2027年1月1日起执行。")
    parts = read(docx)
    parts["docProps/custom.xml"] = parts["docProps/custom.xml"].replace(b"hongtou.", b"other.")
    write(docx, parts)
    got = merged(home, docx)
    assert not got.known
    assert "自2027年1月1日起" in new(got, "通知.md")


def test_a_row_and_a_heading(home: Path) -> None:
    word = WordDocument(str(home / "通知.docx"))
    (table,) = [one for one in word.tables if len(one.columns) == 2]
    table.cell(1, 1).paragraphs[0].runs[0].text = "15"
    table._tbl.remove(table.rows[2]._tr)
    below = next(one for one in word.paragraphs if one.text.startswith("一、服务内容"))
    below.insert_paragraph_before("二、加的标题", style="一级标题")
    word.save(str(home / "改.docx"))
    got = merged(home, home / "改.docx")
    expected = RULES.replace("一、服务内容", "二、加的标题\n一、服务内容").replace("| 10 |", "| 15 |")
    assert new(got, "规范.md") == expected.replace("| 证书补办 | **3** |\n", "")


def test_looks_alone_are_told_and_not_taken(home: Path) -> None:
    word = WordDocument(str(home / "通知.docx"))
    paragraph = next(one for one in word.paragraphs if one.text.startswith("自印发之日"))
    paragraph.runs[0].bold = True
    paragraph.runs[0].font.size = Pt(22)
    word.save(str(home / "改.docx"))
    got = merged(home, home / "改.docx")
    assert got.files == {}
    assert re.fullmatch(r"第 \d+ 段“自印发之日起执行。”加粗：公文里没有这种样子，没有带回来", got.told[0])
    assert [one.split("”")[1][:4] for one in got.told] == ["加粗：公", "改了字号"]


def test_alignment_and_page_breaks_are_told_and_not_taken(home: Path) -> None:
    word = WordDocument(str(home / "通知.docx"))
    first = next(one for one in word.paragraphs if one.text.startswith("自印发之日"))
    first.alignment = WD_ALIGN_PARAGRAPH.CENTER
    second = next(one for one in word.paragraphs if one.text.startswith("为做好工作"))
    second.paragraph_format.page_break_before = True
    below = next(one for one in word.paragraphs if one.text.startswith("一、服务内容"))
    below.insert_paragraph_before("", style=below.style).add_run().add_break(WD_BREAK.PAGE)
    word.save(str(home / "改.docx"))
    got = merged(home, home / "改.docx")
    assert got.files == {}
    assert [re.sub(r"第 \d+ 段", "", one) for one in got.told] == [
        "“自印发之日起执行。”居中：公文里没有这种样子，没有带回来",
        "“为做好工作，制定本规范。”前面加的分页没有带回来：从哪里换页由排版决定",
        "“一、服务内容”前面加的分页没有带回来：从哪里换页由排版决定",
    ]


def test_comments_become_comments_of_their_draft(home: Path) -> None:
    word = WordDocument(str(home / "通知.docx"))
    paragraph = next(one for one in word.paragraphs if one.text.startswith("为做好工作"))
    word.add_comment(paragraph.runs[0], text="口气再缓一点", author="林示例", initials="L")
    word.save(str(home / "改.docx"))
    got = merged(home, home / "改.docx")
    about = paragraph.runs[0].text[:20]
    assert new(got, "规范.md") == RULES.replace("规范\n---", f"规范\n# 批注（林示例）“{about}”：口气再缓一点\n---", 1)
    (home / "规范.md").write_text(new(got, "规范.md"), encoding="utf-8")
    assert merged(home, home / "改.docx").files == {}


def test_tracked_changes_are_accepted_or_rejected(home: Path) -> None:
    parts = read(home / "通知.docx")
    document = parts["word/document.xml"].decode()
    who = 'w:id="9" w:author="林示例" w:date="2026-03-01T00:00:00Z"'
    run = re.search(r"<w:r>(?:(?!</w:r>).)*自印发之日起执行。</w:t></w:r>", document)
    assert run
    gone = run[0].replace("<w:t", "<w:delText").replace("</w:t>", "</w:delText>")
    changed = f"<w:del {who}>{gone}</w:del><w:ins {who}><w:r><w:t>自下月起执行。</w:t></w:r></w:ins>"
    parts["word/document.xml"] = document.replace(run[0], changed).encode()
    write(home / "改.docx", parts)
    with pytest.raises(InputError, match="--changes accept"):
        merged(home, home / "改.docx")
    assert "自下月起执行。" in new(merged(home, home / "改.docx", TrackedChanges.ACCEPT), "通知.md")
    assert merged(home, home / "改.docx", TrackedChanges.REJECT).files == {}


def test_a_draft_keeps_its_encoding_and_its_line_ends(home: Path) -> None:
    content = DRAFT.replace("\n", "\r\n").encode("gb18030")
    (home / "通知.md").write_bytes(content)
    got = merged(home, edited(home, 自印发之日="自2027年1月1日起执行。"))
    (written,) = [one for one, _ in got.files.values()]
    assert written == content.replace("自印发之日起".encode("gb18030"), "自2027年1月1日起".encode("gb18030"))


def read(file: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(file) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def write(file: Path, parts: dict[str, bytes]) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    file.write_bytes(target.getvalue())


def test_a_picture_of_somebodys_own_is_told(home: Path) -> None:
    word = WordDocument(str(home / "通知.docx"))
    paragraph = next(one for one in word.paragraphs if one.text.startswith("自印发之日"))
    paragraph.insert_paragraph_before().add_run().add_picture(str(SEAL))
    say(paragraph, "自下月起执行。")
    word.save(str(home / "改.docx"))
    got = merged(home, home / "改.docx")
    assert [one for one in got.told if "Word 里加的图片" in one]
    assert new(got, "通知.md") == DRAFT.replace("自印发之日起", "自下月起")


def test_what_the_program_wrote_of_fields_is_told(tmp_path: Path) -> None:
    shutil.copytree(SAMPLES, tmp_path / "office")
    home = tmp_path / "office"
    draft = home / "06-统战对象名单.yaml"
    (home / "名单.docx").write_bytes(runner(home).make(draft, ["docx"]).files["docx"])
    word = WordDocument(str(home / "名单.docx"))
    rows = [row for table in word.tables for row in table.rows if any("顾清和" in cell.text for cell in row.cells)]
    rows[0]._tr.getparent().remove(rows[0]._tr)
    first = next(one for one in word.paragraphs if one.text.startswith("根据2026年度"))
    say(first, "根据填报情况，名单如下。")
    word.save(str(home / "名单.docx"))
    got = merge(runner(home), draft, home / "名单.docx")
    assert [(one.old[:6], one.new) for one in got.taken] == [("根据2026", "根据填报情况，名单如下。")]
    assert [one for one in got.told if "顾清和" in one and "改不回去" in one]
    assert "顾清和" in new(got, draft.name)
