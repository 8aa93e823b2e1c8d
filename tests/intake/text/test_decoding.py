"""From bytes to text."""

import codecs
import os
from pathlib import Path

import pytest
from hongtou.errors import DraftError, HongtouError, InputError
from hongtou.intake import read_draft
from hongtou.intake.text.decoding import SIZE_MAX, read_text
from hypothesis import given
from hypothesis import strategies as st

TEXT = "---\n文种: 通知\n---\n现将有关事项通知如下。\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "草稿.md"


def complaint(path: Path) -> str:
    with pytest.raises(InputError) as caught:
        read_text(path)
    message = str(caught.value)
    assert message.startswith(f"{path}：")
    return message.removeprefix(f"{path}：")


@pytest.mark.parametrize(
    "content",
    [
        TEXT.encode(),
        codecs.BOM_UTF8 + TEXT.encode(),
        TEXT.encode("gbk"),
        TEXT.encode("gb18030"),
        codecs.BOM_UTF16_LE + TEXT.encode("utf-16-le"),
        codecs.BOM_UTF16_BE + TEXT.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + TEXT.encode("utf-32-le"),
        TEXT.replace("\n", "\r\n").encode(),
        TEXT.replace("\n", "\r").encode(),
    ],
)
def test_every_encoding_and_line_end_is_read_right(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    assert read_text(file) == TEXT


def test_rare_characters_of_gb18030(file: Path) -> None:
    text = TEXT + "王䶮、𬀩\n"
    file.write_bytes(text.encode("gb18030"))
    assert read_text(file) == text


def test_a_missing_file_names_the_nearest(file: Path) -> None:
    file.with_name("年度总结通知.md").write_text(TEXT, encoding="utf-8")
    missing = file.with_name("年度总结的通知.md")
    assert complaint(missing) == f"找不到这个文件，是不是“{file.with_name('年度总结通知.md')}”？"
    assert complaint(file.with_name("x.md")) == "找不到这个文件。检查文件名和所在的文件夹"
    assert complaint(file.parent / "没有" / "x.md") == f"找不到这个文件，也没有“{file.parent / '没有'}”这个文件夹"


def test_a_folder(tmp_path: Path) -> None:
    assert complaint(tmp_path) == "这是文件夹，不是草稿。写上文件夹里草稿的名称"


def test_a_name_that_no_file_can_have(tmp_path: Path) -> None:
    assert complaint(tmp_path / ("长" * 300)) == "读不了这个文件：名称太长"
    assert complaint(tmp_path / "a\0b.md") == "读不了这个文件：名称里有文件名不能用的字符"


def test_links_to_nowhere(tmp_path: Path) -> None:
    (tmp_path / "甲.md").symlink_to("乙.md")
    assert complaint(tmp_path / "甲.md") == "找不到这个文件：它是一个链接，指向的“乙.md”不在了"
    (tmp_path / "丙.md").symlink_to("丙.md")
    assert complaint(tmp_path / "丙.md") == "读不了这个文件：链接绕成了圈，或者这里不该是链接"


@pytest.mark.parametrize("content", [b"", b"  \n\n", codecs.BOM_UTF8])
def test_an_empty_file(file: Path, content: bytes) -> None:
    file.write_bytes(content)
    assert complaint(file) == f"文件是空的。用“hongtou new 文种 -o {file}”可以得到一份能照着改的草稿"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"PK\x03\x04\x14\0\0\0word/document.xml", "Word 文档（DOCX）"),
        (b"PK\x03\x04\x14\0\0\0xl/workbook.xml", "Excel 工作簿（XLSX）"),
        (b"PK\x03\x04\x14\0\0\0OFD.xml", "OFD 文件"),
        (b"PK\x03\x04\x14\0\0\0a.txt", "压缩文件"),
        (b"%PDF-1.7\n", "PDF 文件"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0", "旧版 Word、Excel 或 WPS 文件"),
        (b"{\\rtf1", "RTF 文件"),
        (b"\x89PNG\r\n", "图片"),
    ],
)
def test_documents_of_other_kinds_are_recognised(file: Path, content: bytes, kind: str) -> None:
    file.write_bytes(content)
    assert complaint(file) == f"这是{kind}，不是草稿。把其中的文字复制到文本文件（.md）里，写成草稿再试"


def test_binary(file: Path) -> None:
    file.write_bytes(b"abc\0def")
    assert complaint(file).startswith("不是文本文件（含有空字节）")
    file.write_bytes(bytes([0xFF, 0x80, 0x81, 0x20]) * 40)
    assert complaint(file).startswith("不是文本文件，或者编码既不是 UTF-8 也不是 GBK")
    file.write_bytes(bytes(range(1, 32)) * 10)
    assert complaint(file).startswith("不是文本文件（有 ")


def test_a_broken_byte_is_not_taken_for_another_encoding(file: Path) -> None:
    content = TEXT.encode() + b"\n" + "各单位要高度重视".encode()[:-1]
    file.write_bytes(content + b"\n" + TEXT.encode())
    assert complaint(file) == "第 6 行有损坏的字节，不是完整的 UTF-8 文字。从原文重新复制这一行"


def test_too_big_is_refused_before_it_is_parsed(file: Path) -> None:
    with file.open("wb") as handle:
        handle.truncate(50 * 1024 * 1024)
    assert SIZE_MAX < 50 * 1024 * 1024
    assert complaint(file) == "文件超过 20 MB，不像是一份公文的草稿。把它分成几份"


@pytest.mark.parametrize(
    ("character", "advice"),
    [
        ("\x0b", "U+000B（软回车，改成换行）"),
        ("\x07", "U+0007（控制字符或看不见的字符，删去）"),
        ("\u200b", "U+200B（看不见的零宽空格，删去）"),
        ("\u202e", "U+202E（控制字符或看不见的字符，删去）"),
        ("\ufe0f", "U+FE0F（控制字符或看不见的字符，删去）"),
        ("\U000e0101", "U+E0101（控制字符或看不见的字符，删去）"),
        ("\ufffd", "U+FFFD（乱码，说明文字在转换编码时已经丢失，从原文重新复制）"),
    ],
)
def test_characters_that_no_document_can_show_are_told_with_their_places(file: Path, character: str, advice: str) -> None:
    file.write_text(f"---\n文种: 通知\n---\n第一行\n各{character}单位\n", encoding="utf-8")
    with pytest.raises(DraftError) as caught:
        read_text(file)
    assert str(caught.value) == f"{file}:5:2  这里有公文里排不出的字符 {advice}"


def test_accents_that_were_typed_apart_are_joined(file: Path) -> None:
    file.write_text("nu\u0308\u030c，e\u0301，\uf900\n", encoding="utf-8")
    assert read_text(file) == "nǚ，é，\uf900\n"


def test_accents_that_no_character_has_are_told_with_their_places(file: Path) -> None:
    file.write_text("平均值x\u0304为3\n" + "各\u0301" * 30, encoding="utf-8")
    with pytest.raises(DraftError) as caught:
        read_text(file)
    told = "这里有附加符号 U+0304，和前面的字拼不成一个字，排不出来。换一种写法"
    assert str(caught.value.problems[0]) == f"{file}:1:5  {told}"
    assert len(caught.value.problems) == 20


def test_so_many_of_them_are_summed_up(file: Path) -> None:
    file.write_text("各单位要高度重视，认真组织实施，务求取得实际效果。" * 100 + "\x0b各单位" * 30, encoding="utf-8")
    with pytest.raises(DraftError) as caught:
        read_text(file)
    assert len(caught.value.problems) == 20
    assert caught.value.problems[-1].message.endswith("这样的问题后面还有 10 处")


def test_an_unknown_suffix(tmp_path: Path) -> None:
    path = tmp_path / "草稿.doc"
    path.write_text(TEXT, encoding="utf-8")
    with pytest.raises(InputError, match=r"不认识的文件后缀“\.doc”。草稿应为 \.md"):
        read_draft(path)


@given(content=st.binary(max_size=400), suffix=st.sampled_from([".md", ".yaml"]))
def test_no_bytes_raise_anything_but_our_errors(tmp_path_factory: pytest.TempPathFactory, content: bytes, suffix: str) -> None:
    path = tmp_path_factory.getbasetemp() / f"any{suffix}"
    path.write_bytes(content)
    try:
        read_draft(path)
    except HongtouError as error:
        assert str(error)


PIECES = [
    "---",
    "\n",
    ": ",
    "：",
    "- ",
    "  ",
    "\t",
    "文种",
    "通知",
    "[",
    "]",
    "{",
    "}",
    "'",
    '"',
    "|",
    ">",
    "&a",
    "*a",
    "!x",
    "#",
    "**",
]


@given(
    parts=st.lists(st.sampled_from([*PIECES, "?", "%", "@", ",", "~", "\\", "一、", "（一）", "| - |", "…", "a"]), max_size=40)
)
def test_no_text_raises_anything_but_our_errors(tmp_path_factory: pytest.TempPathFactory, parts: list[str]) -> None:
    for name, head in (("some.md", "---\n"), ("body.md", "---\n---\n"), ("some.yaml", "")):
        path = tmp_path_factory.getbasetemp() / name
        path.write_text(head + "".join(parts), encoding="utf-8")
        try:
            read_draft(path)
        except HongtouError as error:
            assert str(error)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "管道.md"
    os.mkfifo(pipe)
    assert complaint(pipe) == "这不是普通的文件，不能作草稿"
