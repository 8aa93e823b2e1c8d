"""PDF files with text as drafts: ours give back what they were made of, strange ones are told."""

from __future__ import annotations

import io
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import pytest
from hongtou.document import Heading, Paragraph, Table, plain
from hongtou.errors import InputError
from hongtou.importing.importer import Imported, import_file
from hongtou.importing.pdf import read_pdf
from hongtou.importing.pdf_lines import TextLine, lines_of, paragraphs
from hongtou.importing.pdf_page import Glyph, Rule
from hongtou.importing.ruled import tables_of
from hongtou.importing.source import Line
from hongtou.intake import read_draft
from hongtou.office import load_office
from hongtou.runner import Runner
from support.plugins import PLUGINS

SAMPLES = Path(__file__).resolve().parents[2] / "sample_data"


def printed(draft: Path, folder: Path) -> Path:
    runner = Runner(load_office(draft.parent, None), PLUGINS)
    target = folder / f"{draft.stem}.pdf"
    target.write_bytes(runner.make(draft, ["pdf"]).files["pdf"])
    return target


def values(folder: Path, got: Imported, place: int = 0) -> Mapping[str, object]:
    target = folder / got.drafts[place].name
    target.write_text(got.drafts[place].text, encoding="utf-8")
    return read_draft(target).values


def texts(blocks: object) -> list[str]:
    """The paragraphs and cells of a text, without blanks."""
    assert isinstance(blocks, tuple)
    found: list[str] = []
    for block in blocks:
        match block:
            case Heading():
                found.append(plain((*block.spans, *block.run_in)))
            case Paragraph():
                found.append(plain(block.spans))
            case Table():
                heads = [column.title for column in block.columns]
                found += [block.title, *heads, *(cell.text for row in block.rows for cell in row.cells)]
    return ["".join(text.split()) for text in found if text]


@pytest.mark.parametrize(
    ("name", "fields"),
    [
        ("01-通知.md", ("标题", "附注")),
        ("formats/上行文-请示.md", ("标题", "发文字号", "附注")),
        ("formats/文件-版头各项.md", ("标题", "密级", "保密期限", "紧急程度")),
        ("formats/普通-横排表.md", ("标题",)),
        ("formats/印章-两个机关.md", ("标题", "发文机关")),
    ],
)
def test_our_own_give_back_their_text(tmp_path: Path, name: str, fields: tuple[str, ...]) -> None:
    draft = read_draft(SAMPLES / name).values
    got = import_file(printed(SAMPLES / name, tmp_path), known=list(PLUGINS.document_types))
    found = values(tmp_path, got)
    assert texts(found["正文"]) == texts(draft["正文"])
    assert {field: found.get(field) for field in fields} == {field: draft.get(field) for field in fields}
    assert "页码" in {one.reason for one in got.left}
    assert got.account.source == got.account.kept + got.account.left


def test_a_table_that_goes_on_is_one_and_its_repeated_head_is_told(tmp_path: Path) -> None:
    got = import_file(printed(SAMPLES / "06-统战对象名单.yaml", tmp_path), known=list(PLUGINS.document_types))
    (table,) = (block for block in values(tmp_path, got)["正文"] if isinstance(block, Table))  # type: ignore[attr-defined]
    numbers = [row.cells[0].text for row in table.rows if row.cells[0].text.isdecimal()]
    assert numbers == [str(number) for number in range(1, len(numbers) + 1)]
    assert len(numbers) > 60
    assert sum(one.reason == "续页上重印的表头" for one in got.left) == 4


def blank(folder: Path, **save: object) -> Path:
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(595, 842))
    pdf.save(folder / "来文.pdf", **save)  # type: ignore[arg-type]
    return folder / "来文.pdf"


def test_a_scan_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"来文\.pdf：里面没有文字，像是扫描的图片。先识别成文字（OCR）"):
        import_file(blank(tmp_path))


def test_a_password_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"来文\.pdf：有密码"):
        import_file(blank(tmp_path, encryption=pikepdf.Encryption(owner="a", user="b")))


@pytest.mark.parametrize(
    "content", [b"", b"%PDF-1.7\n", b"%PDF-1.7\n1 0 obj\n<</Type/Catalog>>\ntrailer<</Root 1 0 R>>", b"PK\x03\x04"]
)
def test_what_is_damaged_is_told(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "来文.pdf").write_bytes(content)
    with pytest.raises(InputError, match=r"来文\.pdf：(不是完好的 PDF|里面没有文字)"):
        import_file(tmp_path / "来文.pdf")


def test_a_page_without_text_among_others_is_told(tmp_path: Path) -> None:
    path = printed(SAMPLES / "formats" / "普通.md", tmp_path)
    with pikepdf.open(io.BytesIO(path.read_bytes())) as pdf:
        pdf.add_blank_page(page_size=(595, 842))
        pdf.save(path)
    assert "第 2 页没有文字，也许是扫描的图片，没有带进来" in import_file(path).doubts


def row(text: str, left: float, baseline: float, size: float = 16.0) -> list[Glyph]:
    return [Glyph(char, left + size * place, left + size * (place + 1), baseline, size) for place, char in enumerate(text)]


def test_lines_become_paragraphs_by_indent_and_right_edge() -> None:
    glyphs = [*row("甲" * 26, 112, 700), *row("乙" * 10, 80, 670), *row("丙" * 26, 112, 640), *row("丁" * 26, 112, 610)]
    assert [str(part).strip() for part in paragraphs(lines_of(glyphs))] == ["甲" * 26 + "乙" * 10, "丙" * 26, "丁" * 26]


def test_names_that_hang_behind_their_number_go_on() -> None:
    glyphs = [*row("附件：1." + "甲" * 21, 112, 700), *row("乙" * 5, 192, 670), *row("丙" * 28, 80, 640), *row("丁", 80, 610)]
    assert [str(part).strip() for part in paragraphs(lines_of(glyphs))] == ["附件：1." + "甲" * 21 + "乙" * 5, "丙" * 28 + "丁"]


def test_gaps_are_blanks_and_what_is_printed_twice_counts_once() -> None:
    (line,) = lines_of([*row("甲乙", 80, 700), *row("甲", 80.5, 700), *row("丙", 160, 700), *row("2", 176, 706, 8.0)])
    assert line.text == "甲乙\u3000\u3000\u3000丙²"


def test_what_is_printed_over_in_a_larger_size_counts_as_it_was_first() -> None:
    (line,) = lines_of([*row("甲", 80, 700, 8.0), *row("甲", 80, 700, 16.0)])
    assert (line.text, line.size) == ("甲", 8.0)


def test_cells_that_no_rule_parts_are_one() -> None:
    level = [Rule(True, 100, 0, 60), Rule(True, 80, 30, 60), Rule(True, 60, 0, 60)]
    portrait = [Rule(False, 0, 60, 100), Rule(False, 30, 60, 100), Rule(False, 60, 60, 100)]
    glyphs = [*row("甲", 10, 76, 8.0), *row("乙", 40, 86, 8.0), *row("丙", 40, 66, 8.0), *row("丁", 40, 20, 8.0)]
    (table,), rest = tables_of([*level, *portrait], glyphs)
    assert table.cells == (("甲", "乙"), ("", "丙"))
    assert [glyph.char for glyph in rest] == ["丁"]


def test_a_date_ends_its_paragraph_whatever_stands_on_the_next_page() -> None:
    rows = [TextLine(text, 40, 440, top, 16, 40) for text, top in (("2026年11月21日", 300), ("附件1", 280))]
    assert paragraphs(rows) == ["2026年11月21日", "附件1"]


def test_the_white_ground_of_paragraphs_is_no_table(tmp_path: Path) -> None:
    path = printed(SAMPLES / "01-通知.md", tmp_path)
    before = read_pdf(path)
    ground = "".join(f"1 1 1 rg 80 {place} 400 30 re 80 {place + 15} 200 15 re f " for place in range(100, 700, 30))
    with pikepdf.open(path, allow_overwriting_input=True) as document:
        for page in document.pages:
            page.contents_add(f"q {ground} Q".encode(), prepend=True)
        document.save(path)
    assert read_pdf(path).parts == before.parts


def test_a_stop_that_hangs_beyond_the_edge_makes_no_other_line_short() -> None:
    texts = ["义诊活动由学会办公室统一安排，各专科分会认真准备"] * 12
    rights = [508, 522, 522, 522, 522, 538, 508, 522, 522, 522, 522, 400]
    rows = [
        TextLine(text, 109 if not place else 80, right, 700 - 30 * place, 16, 80)
        for place, (text, right) in enumerate(zip(texts, rights, strict=True))
    ]
    assert paragraphs(rows) == ["\u3000\u3000" + "".join(texts)]


def typed(folder: Path, *pages: tuple[str, ...]) -> Path:
    """A PDF with lines of text, from the top of each page."""
    pdf = pikepdf.new()
    font = pikepdf.Dictionary(Type=pikepdf.Name.Font, Subtype=pikepdf.Name.Type1, BaseFont=pikepdf.Name.Helvetica)
    for lines in pages:
        page = pdf.add_blank_page(page_size=(595, 842))
        page.obj.Resources = pikepdf.Dictionary(Font=pikepdf.Dictionary(F1=font))
        shown = "".join(f"BT /F1 16 Tf 80 {760 - 30 * place} Td ({line}) Tj ET " for place, line in enumerate(lines))
        page.obj.Contents = pdf.make_stream(shown.encode())
    pdf.save(folder / "来文.pdf")
    return folder / "来文.pdf"


def test_page_numbers_above_a_running_foot_are_told(tmp_path: Path) -> None:
    path = typed(tmp_path, *(("Head", f"Text {number}.", f"{number}", "x", "Foot") for number in range(1, 5)))
    source = read_pdf(path)
    assert "".join(part.text for part in source.parts if isinstance(part, Line)) == "Text 1.Text 2.Text 3.Text 4."
    assert {(one.text, one.reason) for one in source.left if one.number == 2} == {
        ("Head", "书眉"),
        ("2", "页码"),
        ("x", "书眉"),
        ("Foot", "书眉"),
    }
