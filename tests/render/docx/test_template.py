"""The Word template: built from the numbers, sound, and open to an office's changes."""

from __future__ import annotations

import io
import zipfile
from importlib.resources import files

import pytest
from hongtou.fonts.faces import NAMES
from hongtou.layout.standard import twips
from hongtou.layout.styles import STYLES, Role
from hongtou.ooxml.package import packed
from hongtou.render.docx.template import build
from lxml import etree
from support.word import Word


@pytest.fixture(scope="module")
def shipped() -> bytes:
    return files("hongtou.templates").joinpath("docx", "gongwen.docx").read_bytes()


def test_the_template_holds_the_numbers_of_the_standard(shipped: bytes) -> None:
    file = zipfile.ZipFile(io.BytesIO(shipped))
    built = build()
    assert file.namelist() == list(built), "run script/build_templates"
    for name, part in built.items():
        assert _normal(file.read(name)) == _normal(part), f"{name}: run script/build_templates"


def test_the_same_numbers_give_the_same_bytes(shipped: bytes) -> None:
    assert packed(build()) == packed(build()) == shipped


def test_the_template_opens_in_word(shipped: bytes) -> None:
    assert [fault for fault in Word(shipped).faults() if fault != "tags are left over"] == []


def test_tags_stand_in_text_alone(shipped: bytes) -> None:
    """An office must be able to see and to change every tag."""
    for name, part in Word(shipped).parts.items():
        for element in etree.fromstring(part).iter():
            assert not any("{" in str(value) for value in element.attrib.values()), name


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_its_style_by_its_chinese_name(shipped: bytes, role: Role) -> None:
    style, own = STYLES[role], Word(shipped).style(role.value)
    assert own.get("pPr.outlineLvl.val", "-1") == str(style.outline - 1)
    assert {own[f"rPr.rFonts.{script}"] for script in ("ascii", "hAnsi", "eastAsia", "cs")} == {NAMES[style.face]}
    assert own["pPr.spacing.lineRule"] == ("atLeast" if role is Role.FIGURE else "exact")  # an exact line would cut a picture
    if role not in (Role.ISSUER_MARK, Role.TABLE):  # whose size is the document's
        assert own["pPr.spacing.line"] == str(twips(style.pitch))
        assert own["rPr.sz.val"] == f"{style.size * 2:g}"
        assert own["rPr.spacing.val"] == ("-5" if style.size == 16 else "0")
        assert own["pPr.jc.val"] == style.setting.value
        assert own["pPr.ind.left"] == str(twips(style.left))


def test_type_of_3_is_squeezed_to_28_characters_and_22_lines(shipped: bytes) -> None:
    own = Word(shipped).style(Role.TEXT.value)
    assert own["pPr.spacing.line"] == "579"
    assert own["rPr.spacing.val"] == "-5"
    assert own["pPr.ind.firstLine"] == "630"
    assert own["pPr.snapToGrid.val"] == own["pPr.autoSpaceDE.val"] == own["pPr.autoSpaceDN.val"] == "0"
    assert own["pPr.widowControl.val"] == "0"
    assert b'<w:docGrid w:type="lines" w:linePitch="579"/>' in Word(shipped).parts["word/document.xml"]


def test_no_theme_stands_between_a_style_and_its_face(shipped: bytes) -> None:
    assert "Theme" not in Word(shipped).parts["word/styles.xml"].decode()
    assert not any("theme" in name for name in Word(shipped).parts)


def _normal(part: bytes) -> str:
    text: str = etree.canonicalize(etree.fromstring(part))
    return text
