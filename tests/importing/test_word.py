"""What Word documents hold besides plain paragraphs: taken over, or told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hongtou import TrackedChanges
from hongtou.errors import InputError
from hongtou.importing.apart import import_apart
from hongtou.importing.importer import import_file
from hongtou.importing.kinds import BUILT_IN
from hongtou.importing.source import Grid, Line, Source
from hongtou.importing.word import read_word
from support.made_word import HOSTILE, element, hostile, paragraph, rewritten, run, table, word


def texts(source: Source) -> list[str]:
    return [part.text for part in source.parts if isinstance(part, Line)][1:]


def grids(source: Source) -> list[tuple[tuple[str, ...], ...]]:
    return [part.rows for part in source.parts if isinstance(part, Grid)]


def left(source: Source) -> list[tuple[str, str, int]]:
    return [(one.text, one.reason, one.number) for one in source.left]


def box(text: str) -> str:
    """A shape with text, as Word writes it: once for itself, once for old programs."""
    inside = f"<w:txbxContent>{paragraph(text)}</w:txbxContent>"
    choice = f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{inside}</wps:txbx></w:drawing></mc:Choice>'
    fallback = f"<mc:Fallback><w:pict><v:textbox>{inside}</v:textbox></w:pict></mc:Fallback>"
    return f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>"


def field(instruction: str, result: str | None = None) -> str:
    field_char = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    shown = "" if result is None else field_char.format("separate") + run(result)
    return f"{field_char.format('begin')}<w:r><w:instrText>{instruction}</w:instrText></w:r>{shown}{field_char.format('end')}"


def test_text_boxes_are_read_once_also_in_cells(tmp_path: Path) -> None:
    source = read_word(word(tmp_path, paragraph("外面", box("里面")), table((paragraph("格子", box("格子里的框")), "乙"))))
    assert texts(source) == ["外面", "里面", "格子里的框"]
    assert [part.boxed for part in source.parts if isinstance(part, Line)] == [False, False, True, True]
    assert grids(source) == [(("格子", "乙"),)]


def test_old_shapes_and_word_art(tmp_path: Path) -> None:
    old = f"<w:r><w:pict><v:textbox><w:txbxContent>{paragraph('旧框')}</w:txbxContent></v:textbox></w:pict></w:r>"
    source = read_word(word(tmp_path, paragraph("甲", old), paragraph('<w:r><w:pict><v:textpath string="艺术"/></w:pict></w:r>')))
    assert texts(source) == ["甲", "旧框", ""]
    assert ("艺术", "艺术字", 4) in left(source)
    assert source.doubts == ("第 4 段有艺术字“艺术”，没有带进来",)


def test_content_controls_are_text_and_their_prompts_are_not(tmp_path: Path) -> None:
    prompt = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{run('单击输入')}</w:sdtContent></w:sdt>"
    filled = f"<w:sdt><w:sdtPr/><w:sdtContent>{run('填好的')}</w:sdtContent></w:sdt>"
    block = f"<w:sdt><w:sdtContent>{paragraph('整段的')}</w:sdtContent></w:sdt>"
    source = read_word(word(tmp_path, paragraph("甲", filled, prompt), block))
    assert texts(source) == ["甲填好的", "整段的"]
    assert left(source) == [("单击输入", "内容控件里的提示", 2)]


def test_notes_are_told_where_they_belong(tmp_path: Path) -> None:
    notes = {
        "footnotes": f'<w:footnote w:id="2">{paragraph("见附录")}</w:footnote>',
        "endnotes": f'<w:endnote w:id="2">{paragraph("没有人指到")}</w:endnote>',
    }
    source = read_word(word(tmp_path, paragraph("甲", '<w:r><w:footnoteReference w:id="2"/></w:r>'), parts=notes))
    assert left(source) == [("见附录", "脚注", 2), ("没有人指到", "尾注", 0)]
    assert source.doubts == ("第 2 段有脚注“见附录”，没有带进正文，用得着的写进去",)


def test_fields_give_their_results(tmp_path: Path) -> None:
    simple = f'<w:fldSimple w:instr=" DATE ">{run("2026年9月18日")}</w:fldSimple>'
    source = read_word(
        word(tmp_path, paragraph("今天是", field(" DATE ", "星期五"), "，", simple), paragraph("第", field(" PAGE "), "页"))
    )
    assert texts(source) == ["今天是星期五，2026年9月18日", "第页"]
    assert source.doubts == ()


def test_fields_that_show_something_without_a_result_are_told(tmp_path: Path) -> None:
    source = read_word(
        word(tmp_path, paragraph("第", field(r" EQ \o\ac(○,3)"), "条"), paragraph(field(r" SYMBOL 254 \f Wingdings"), "同意"))
    )
    assert texts(source) == ["第条", "☑同意"]
    assert ("EQ \\o\\ac(○,3)", "域", 2) in left(source)
    assert source.doubts[0] == r"第 2 段有域“EQ \o\ac(○,3)”，它显示的字没有带进来：看原文，写成文字"


def test_text_that_a_style_hides_is_hidden(tmp_path: Path) -> None:
    styles = (
        '<w:style w:styleId="a"><w:rPr><w:vanish/></w:rPr></w:style><w:style w:styleId="b"><w:basedOn w:val="a"/></w:style>'
        '<w:style w:styleId="c"><w:basedOn w:val="c"/></w:style>'
    )
    source = read_word(
        word(
            tmp_path,
            paragraph("甲", run("藏一", '<w:rStyle w:val="b"/>'), run("乙", '<w:rStyle w:val="c"/>')),
            paragraph("藏二", run("丙", '<w:vanish w:val="0"/>'), properties='<w:pStyle w:val="b"/>'),
            parts={"styles": styles},
        )
    )
    assert texts(source) == ["甲乙", "丙"]
    assert left(source) == [("藏一", "隐藏的文字", 2), ("藏二", "隐藏的文字", 3)]


def test_comments_become_comments_of_the_draft(tmp_path: Path) -> None:
    ends = '<w:commentRangeStart w:id="1"/>', '<w:commentRangeEnd w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'
    comment = f'<w:comment w:id="1" w:author="张三">{paragraph("再核对")}{paragraph("一次")}</w:comment>'
    path = word(tmp_path, paragraph("定于", ends[0], "10月17日", ends[1], "举行。"), parts={"comments": comment})
    got = import_file(path)
    assert "# 批注：张三：“10月17日”，再核对 一次\n---\n定于10月17日举行。" in got.drafts[0].text
    assert [(one.text, one.reason) for one in got.left] == [("再核对 一次", "批注")]


def test_merged_cells_stay_in_their_columns(tmp_path: Path) -> None:
    span = '<w:tcPr><w:gridSpan w:val="2"/></w:tcPr>'
    merged = "<w:tcPr><w:vMerge/></w:tcPr>"
    rows = table((span + paragraph("甲"), "乙"), ("丙", "丁", merged + paragraph("")))
    late = rows.replace("<w:tr>", '<w:tr><w:trPr><w:gridBefore w:val="1"/></w:trPr>', 1)
    assert grids(read_word(word(tmp_path, rows))) == [(("甲", "", "乙"), ("丙", "丁", ""))]
    assert grids(read_word(word(tmp_path, late))) == [(("", "甲", "", "乙"), ("丙", "丁", "", ""))]


def test_a_table_in_a_cell_is_text_there_and_told(tmp_path: Path) -> None:
    source = read_word(word(tmp_path, table((paragraph("外") + table(("里一", "里二")) + paragraph(""), "乙"))))
    assert grids(source) == [(("外 里一 里二", "乙"),)]
    assert source.doubts == ("第 2 段的表格里还有表格，里面的文字并在格子里",)


def test_heads_and_feet_of_pages_are_told(tmp_path: Path) -> None:
    parts = {"header1": paragraph("内部资料"), "footer1": paragraph("第", field(" PAGE ", "1"), "页")}
    assert left(read_word(word(tmp_path, paragraph("甲"), parts=parts))) == [("第1页", "页脚", 0), ("内部资料", "页眉", 0)]
    boxed = {"footer1": paragraph("外", box("—1—"))}
    assert left(read_word(word(tmp_path, paragraph("甲"), parts=boxed))) == [("外", "页脚", 0), ("—1—", "页脚", 0)]


def test_mathematics_is_never_dropped_silently_wherever_it_stands(tmp_path: Path) -> None:
    part = "<m:r><m:t>{}</m:t></m:r>".format
    fraction = f"<m:f><m:num>{part('a+b')}</m:num><m:den>{part('2')}</m:den></m:f>"
    root = f"<m:rad><m:deg/><m:e>{part('x')}</m:e></m:rad>"
    inside, alone = f"<m:oMath>{fraction}</m:oMath>", f"<m:oMathPara><m:oMath>{root}</m:oMath></m:oMathPara>"
    cell = table((paragraph("格子"), "乙")).replace("</w:tc>", f"{alone}</w:tc>", 1)
    path = word(tmp_path, paragraph("由", inside, "得"), alone, cell)
    source = read_word(path)
    assert texts(source) == ["由[此处填公式]得", "[此处填公式]"]
    assert grids(source) == [(("格子 [此处填公式]", "乙"),)]
    assert left(source) == [("a+b2", "公式", 2), ("x", "公式", 3), ("x", "公式", 4)]
    told = "第 2 段有公式“(a+b)/2”，草稿里那里写着“[此处填公式]”：截成图片，换成 ![公式](文件.png)；简单的直接写成文字"
    assert source.doubts[0] == told
    assert "第 3 段有公式“√x”" in source.doubts[1]
    account = import_file(path).account
    assert account.left == 6
    assert account.source == account.kept + account.left


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        ("<m:sSubSup><m:e>{a}</m:e><m:sub>{b}</m:sub><m:sup>{c}</m:sup></m:sSubSup>", "a_b^c"),
        ("<m:rad><m:deg>{b}</m:deg><m:e>{a}</m:e></m:rad>", "b√a"),
        ('<m:nary><m:naryPr><m:chr m:val="∑"/></m:naryPr><m:sub>{b}</m:sub><m:sup>{c}</m:sup><m:e>{a}</m:e></m:nary>', "∑_b^ca"),
        ("<m:d><m:e>{a}</m:e><m:e>{b}</m:e></m:d>", "(a|b)"),
        ("<m:m><m:mr><m:e>{a}</m:e><m:e>{b}</m:e></m:mr><m:mr><m:e>{c}</m:e></m:mr></m:m>", "a，b；c"),
        ("<m:limLow><m:e>{a}</m:e><m:lim>{b}</m:lim></m:limLow>", "a_b"),
        ("<m:func><m:fName>{a}</m:fName><m:e>{b}</m:e></m:func>", "ab"),
        ("<m:r><w:t>a</w:t></m:r>", "a"),
    ],
)
def test_a_formula_is_told_on_one_line(tmp_path: Path, inside: str, told: str) -> None:
    parts = {name: f"<m:r><m:t>{name}</m:t></m:r>" for name in "abc"}
    source = read_word(word(tmp_path, paragraph("由", f"<m:oMath>{inside.format(**parts)}</m:oMath>")))
    assert f"第 2 段有公式“{told}”，" in source.doubts[0]


def test_symbols_are_what_they_show_or_told(tmp_path: Path) -> None:
    fonts, raised = '<w:rFonts w:ascii="Wingdings"/>', '<w:vertAlign w:val="superscript"/>'
    source = read_word(
        word(
            tmp_path,
            paragraph('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "是", run("o", fonts), "否", run("\uf0fc")),
            paragraph('<w:r><w:sym w:font="Webdings" w:char="F061"/></w:r>', "甲", run("2", raised)),
        )
    )
    assert texts(source) == ["☑是□否✓", "甲²"]
    assert "第 2 段“Wingdings”字体的符号写成了“☑”，核对一下" in source.doubts
    assert ("\uf061", "“Webdings”字体的符号", 3) in left(source)


def test_numbers_begin_again_where_word_says_so_and_go_on_in_tables(tmp_path: Path) -> None:
    level = '<w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>'
    numbering = (
        f'<w:abstractNum w:abstractNumId="1">{level}</w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="1"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    numbers = [f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{number}"/></w:numPr>' for number in (1, 1, 2, 2, 1)]
    blocks = [paragraph(text, properties=number) for text, number in zip("甲乙丙丁", numbers[:4], strict=True)]
    blocks.append(table((paragraph("戊", properties=numbers[4]), "己")))
    source = read_word(word(tmp_path, *blocks, parts={"numbering": numbering}))
    assert texts(source) == ["1.甲", "2.乙", "1.丙", "2.丁"]
    assert grids(source) == [(("3.戊", "己"),)]


def test_tracked_changes_are_told_with_their_places(tmp_path: Path) -> None:
    removed = f"<w:del>{run('旧').replace('w:t>', 'w:delText>').replace('w:t ', 'w:delText ')}</w:del>"
    deleted = "<w:rPr><w:del/></w:rPr>"
    row = table(("甲", "乙"), ("丙", "丁")).replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>", 1)
    path = word(
        tmp_path, paragraph(removed, f"<w:ins>{run('新')}</w:ins>"), paragraph("前", properties=deleted), paragraph("后"), row
    )
    with pytest.raises(InputError, match=r"有 4 处修订：第 2 段删去“旧”、第 2 段加上“新”、第 3 段删去“分段”等。在 Word 里"):
        read_word(path)
    accepted, rejected = read_word(path, TrackedChanges.ACCEPT), read_word(path, TrackedChanges.REJECT)
    assert (texts(accepted), grids(accepted)) == (["新", "前后"], [(("丙", "丁"),)])
    assert (texts(rejected), grids(rejected)) == (["旧", "前", "后"], [(("甲", "乙"), ("丙", "丁"))])
    assert left(accepted) == [("旧", "修订里删去的", 2), ("甲乙", "修订里删去的", 5)]
    assert left(rejected) == [("新", "修订里加上的，没有接受", 2)]


def test_text_in_charts_and_files_in_the_file_are_told(tmp_path: Path) -> None:
    parts = {"word/diagrams/data1.xml": element("x", "<a:p><a:r><a:t>流程</a:t></a:r></a:p>"), "word/vbaProject.bin": "x"}
    source = read_word(word(tmp_path, paragraph("甲"), '<w:altChunk r:id="rId9"/>', parts=parts))
    assert left(source) == [("流程", "图形（SmartArt）里的文字", 0)]
    assert source.doubts == (
        "第 2 段后面嵌入了另一个文件，没有带进来：打开它，另存一份再来",
        "有图形（SmartArt）里的文字“流程”，没有带进来",
        "文件里有宏，没有运行，也没有带进来",
    )


def test_pinyin_above_characters_is_told(tmp_path: Path) -> None:
    ruby = f"<w:r><w:ruby><w:rt>{run('yì')}</w:rt><w:rubyBase>{run('义')}</w:rubyBase></w:ruby></w:r>"
    source = read_word(word(tmp_path, paragraph(ruby, "诊")))
    assert (texts(source), left(source)) == (["义诊"], [("yì", "注音", 2)])


def test_a_strict_document_is_read(tmp_path: Path) -> None:
    path = word(tmp_path, paragraph("甲"))
    rewritten(
        path, "http://schemas.openxmlformats.org/wordprocessingml/2006/main", "http://purl.oclc.org/ooxml/wordprocessingml/main"
    )
    assert texts(read_word(path)) == ["甲"]


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_documents_do_no_harm(tmp_path: Path, kind: str) -> None:
    path, told = hostile(tmp_path, kind)
    with pytest.raises(InputError, match=told):
        import_apart(path, BUILT_IN[".docx"])


def test_a_hundred_thousand_empty_paragraphs_are_read(tmp_path: Path) -> None:
    got = import_apart(word(tmp_path, "<w:p/>" * 100_000, paragraph("请认真准备。")), BUILT_IN[".docx"])
    assert got.drafts[0].text.endswith("---\n请认真准备。\n")


def test_what_others_link_to_is_not_fetched(tmp_path: Path) -> None:
    template = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{template}" TargetMode="External" Target="http://192.0.2.1/a.dotm"/></Relationships>'
    )
    parts = {f"word/_rels/{name}.xml.rels": relations for name in ("document", "settings")}
    path = word(tmp_path, paragraph("甲"), parts=parts)
    assert texts(read_word(path)) == ["甲"]


def test_a_file_with_a_password_is_told(tmp_path: Path) -> None:
    (tmp_path / "来文.docx").write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    with pytest.raises(InputError, match="有密码，或者其实是旧版 Word 文件"):
        read_word(tmp_path / "来文.docx")
