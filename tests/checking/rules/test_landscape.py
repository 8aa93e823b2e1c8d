"""GW601 and GW602 in Word files: how the page number of a landscape section lies, in boxes of all kinds; others are let pass."""

from __future__ import annotations

from pathlib import Path

import docx
import pytest
from docx.oxml import parse_xml
from docx.shared import Mm
from support.checked import report

NAMES = " ".join(
    f'xmlns:{prefix}="{name}"'
    for prefix, name in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
NUMBER = '<w:r><w:t>— </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple><w:r><w:t> —</w:t></w:r>'
PLAIN = f"<w:p {NAMES}>{NUMBER}</w:p>"
LEFT, RIGHT = "<wp:posOffset>900000</wp:posOffset>", "<wp:posOffset>9400000</wp:posOffset>"


def box(ways: str = "", place: str = LEFT, turn: str = "", origin: str = "page") -> str:
    """A paragraph that carries a box with a page number, as Word writes them today."""
    return (
        f'<w:p {NAMES}><w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wp:anchor>'
        f'<wp:positionH relativeFrom="{origin}">{place}</wp:positionH><wp:extent cx="180000" cy="5600000"/>'
        f"<wps:wsp><wps:spPr><a:xfrm {turn}/></wps:spPr><wps:txbx><w:txbxContent><w:p>{NUMBER}</w:p></w:txbxContent></wps:txbx>"
        f"<wps:bodyPr {ways}/></wps:wsp></wp:anchor></w:drawing></mc:Choice>"
        f"<mc:Fallback><w:pict>{_drawn('', '')}</w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )


def _drawn(ways: str, rotated: str) -> str:
    return (
        f'<v:shape style="position:absolute;{rotated}"><v:textbox style="{ways}"><w:txbxContent><w:p>{NUMBER}</w:p>'
        "</w:txbxContent></v:textbox></v:shape>"
    )


def drawn(ways: str = "", rotated: str = "") -> str:
    """The same as older programs write it."""
    return f"<w:p {NAMES}><w:r><w:pict>{_drawn(ways, rotated)}</w:pict></w:r></w:p>"


def framed(ways: str) -> str:
    """A page number in the cell of a table."""
    direction = f'<w:tcPr><w:textDirection w:val="{ways}"/></w:tcPr>'
    return f"<w:tbl {NAMES}><w:tr><w:tc>{direction}<w:p>{NUMBER}</w:p></w:tc></w:tr></w:tbl>"


def footed(folder: Path, foot: str, *, is_landscape: bool = True) -> Path:
    """A Word file whose second section has a foot."""
    document = docx.Document()
    document.add_paragraph("现将各组的人数公布如下。")
    section = document.add_section()
    section.page_width, section.page_height = (Mm(297), Mm(210)) if is_landscape else (Mm(210), Mm(297))
    section.footer.is_linked_to_previous = False
    section.footer._element.insert(0, parse_xml(foot))
    path = folder / "甲.docx"
    document.save(str(path))
    return path


def found(path: Path) -> list[str]:
    return [one.rule.code for one in report(path, select=["GW601", "GW602"]).findings]


@pytest.mark.parametrize(
    ("foot", "codes"),
    [
        (PLAIN, ["GW601"]),
        (box(), ["GW601"]),
        (box('vert="vert"'), []),
        (box('vert="vert"', RIGHT), ["GW601"]),
        (box('vert="vert"', RIGHT, origin="margin"), []),
        (box('vert="vert"', "<wp:align>right</wp:align>"), ["GW601"]),
        (box('vert="vert"', "<wp:align>outside</wp:align>"), []),
        (box("", turn='rot="5400000"'), []),
        (box("", RIGHT, turn='rot="16200000"'), ["GW602"]),
        (box('vert="vert270"', RIGHT), ["GW602"]),
        (box('vert="vert270"'), ["GW601", "GW602"]),
        (box('vert="wordArtVert"'), []),
        (box("", turn='rot="1200000"'), []),
        (drawn(), ["GW601"]),
        (drawn("layout-flow:vertical"), []),
        (drawn("layout-flow:vertical;mso-layout-flow-alt:bottom-to-top"), ["GW602"]),
        (drawn(rotated="rotation:90"), []),
        (drawn(rotated="rotation:-90"), ["GW602"]),
        (framed("tbRl"), []),
        (framed("btLr"), ["GW602"]),
        (f"<w:p {NAMES}><w:r><w:t>第 1 页</w:t></w:r></w:p>", []),
    ],
)
def test_how_the_number_of_a_landscape_section_lies(tmp_path: Path, foot: str, codes: list[str]) -> None:
    assert found(footed(tmp_path, foot)) == codes


def test_upright_pages_have_it_as_they_should(tmp_path: Path) -> None:
    assert found(footed(tmp_path, PLAIN, is_landscape=False)) == []


def test_a_section_has_the_feet_of_the_last_one_and_the_finding_names_it(tmp_path: Path) -> None:
    path = footed(tmp_path, PLAIN, is_landscape=False)
    document = docx.Document(str(path))
    section = document.add_section()
    section.page_width, section.page_height = Mm(297), Mm(210)
    document.save(str(path))
    (one,) = report(path, select=["GW601"]).findings
    assert one.found.words == "第3节的页码"


def test_feet_of_even_pages_count_where_the_file_says_that_they_differ(tmp_path: Path) -> None:
    path = footed(tmp_path, box('vert="vert"'))
    document = docx.Document(str(path))
    document.sections[1].even_page_footer._element.insert(0, parse_xml(PLAIN))
    document.save(str(path))
    assert found(path) == []
    document.settings.odd_and_even_pages_header_footer = True
    document.save(str(path))
    assert found(path) == ["GW601"]
