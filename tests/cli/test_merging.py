"""``hongtou import --onto`` as a clerk runs it."""

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document as WordDocument
from hongtou.cli.merging import write_keeping
from hongtou.errors import OutputError
from support.made_word import HOSTILE, hostile

Hongtou = Callable[..., Any]
DRAFT = """\
---
文种: 通知
发文机关: 云州市医学会
标题: 关于报送材料的通知
主送: [各专科分会]
成文日期: 2026-11-21
---
请于月底前报送材料。

特此通知。
"""


@pytest.fixture
def docx(hongtou: Hongtou, work: Path) -> Path:
    """The draft's DOCX in which somebody changed a line."""
    (work / "通知.md").write_text(DRAFT, encoding="utf-8")
    hongtou("render", "通知.md", "--to", "docx").well()
    word = WordDocument(str(work / "通知.docx"))
    paragraph = next(one for one in word.paragraphs if one.text.startswith("请于月底前"))
    paragraph.runs[0].text = "请于12月25日前报送材料。"
    word.save(str(work / "通知-改.docx"))
    return work / "通知-改.docx"


def test_what_was_changed_is_shown_and_written(hongtou: Hongtou, work: Path, docx: Path) -> None:
    assert hongtou("import", "--onto", "通知.md", docx.name, "--yes").well() == (
        "通知.md 第8行 正文\n  - 请于月底前报送材料。\n  + 请于12月25日前报送材料。\n写进了 通知.md，原来的留在 通知.md.bak\n"
    )
    assert (work / "通知.md").read_text("utf-8") == DRAFT.replace("月底前", "12月25日前")
    assert (work / "通知.md.bak").read_text("utf-8") == DRAFT
    assert hongtou("import", "--onto", "通知.md", docx.name).well() == "没有要合进草稿的改动\n"


def test_nothing_is_written_while_nobody_agrees(hongtou: Hongtou, work: Path, docx: Path) -> None:
    ran = hongtou("import", "--onto", "通知.md", docx.name)
    ran.failed(2, "没有人可问，没有写", "--yes")
    assert "+ 请于12月25日前" in ran.out
    assert (work / "通知.md").read_text("utf-8") == DRAFT


def test_what_both_sides_changed_is_left_as_it_is(hongtou: Hongtou, work: Path, docx: Path) -> None:
    later = DRAFT.replace("月底前", "下周")
    (work / "通知.md").write_text(later, encoding="utf-8")
    ran = hongtou("import", "--onto", "通知.md", docx.name, "--yes")
    assert (ran.code, ran.out) == (
        1,
        "两边都改了，没有合：通知.md 第8行 正文\n  - 请于下周报送材料。\n  + 请于12月25日前报送材料。\n",
    )
    assert (work / "通知.md").read_text("utf-8") == later


def test_without_a_record_somebody_must_look(hongtou: Hongtou, work: Path, docx: Path) -> None:
    with zipfile.ZipFile(docx) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != "docProps/custom.xml"}
    with zipfile.ZipFile(docx, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    hongtou("import", "--onto", "通知.md", docx.name, "--yes").failed(1, "没有做成时的记录", "去掉 --yes")
    assert (work / "通知.md").read_text("utf-8") == DRAFT


def test_a_program_reads_the_differences(hongtou: Hongtou, work: Path, docx: Path) -> None:
    told = json.loads(hongtou("import", "--onto", "通知.md", docx.name, "--format", "json").well())
    assert told["changes"] == [
        {"file": "通知.md", "line": 8, "field": "正文", "old": "请于月底前报送材料。", "new": "请于12月25日前报送材料。"}
    ]
    assert (told["written"], told["conflicts"], told["told"]) == ([], [], [])
    assert (work / "通知.md").read_text("utf-8") == DRAFT
    again = json.loads(hongtou("import", "--onto", "通知.md", docx.name, "--format", "json", "--yes").well())
    assert again["written"] == ["通知.md"]


def test_one_document_at_a_time(hongtou: Hongtou, docx: Path) -> None:
    hongtou("import", "--onto", "通知.md", docx.name, docx.name).failed(2, "一次一份 DOCX")
    hongtou("import", docx.name, "--yes").failed(2, "--yes 和 --onto 一起用")


def test_its_own_docx_alone_gives_the_draft_back(hongtou: Hongtou, work: Path, docx: Path) -> None:
    out = hongtou("import", docx.name, "-o", "回来").well()
    assert out.startswith("回来/通知.md\n通知-改.docx：共")
    assert (work / "回来" / "通知.md").read_text("utf-8") == DRAFT.replace("月底前", "12月25日前").replace(
        "\n\n特此", "\n特此"
    ).replace("主送: [各专科分会]", "主送: 各专科分会").replace("成文日期: 2026-11-21", "成文日期: 2026年11月21日")


@pytest.mark.parametrize("kind", HOSTILE)
def test_a_hostile_docx_changes_nothing(hongtou: Hongtou, work: Path, docx: Path, kind: str) -> None:
    path, told = hostile(docx.parent, kind)
    hongtou("import", "--onto", "通知.md", path.name, "--yes").failed(1, path.name, told)
    assert (work / "通知.md").read_text("utf-8") == DRAFT


def test_a_draft_that_was_changed_meanwhile_is_not_written_over(work: Path) -> None:
    first, second = work / "一.md", work / "二.md"
    first.write_bytes("一".encode())
    second.write_bytes("后来改的".encode())
    with pytest.raises(OutputError, match="刚刚又改过"):
        write_keeping({first: (b"new", "一".encode()), second: (b"new", "二".encode())})
    assert (first.read_text("utf-8"), second.read_text("utf-8")) == ("一", "后来改的")
    assert sorted(one.name for one in work.iterdir() if one.suffix == ".bak") == []
