"""The DOCX against the schemas of ISO/IEC 29500, and the rules that Word adds to them."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from fidelity.corpus import corpus
from fidelity.made import make
from hongtou import Gongwen
from openxml_audit import OpenXmlValidator
from support.word import Word

GONGWEN: Mapping[str, Gongwen] = dict(corpus())
CASES = (
    "没有编号和日期",
    "难断的行1",
    "各级标题",
    "附件02个",
    "印发2件",
    "正文到第31行",
    "联合行文3个机关",
    "签发人3名",
    "左上角0",
    "盖章4个",
    "签名章2个",
    "横排表4行",
    "插图",
    "宽表",
    "信函左上角",
    "命令",
    "纪要3人",
    "普通没有署名",
    "分装附件",
)
# A document may do without a theme (ISO/IEC 29500-1, 14.2.7); none of ours has one that could change its faces.
_OPTIONAL = "officeDocument/2006/relationships/theme"


@pytest.mark.parametrize("name", CASES)
def test_the_file_is_valid(name: str, tmp_path: Path) -> None:
    blob = make(name, GONGWEN[name]).docx
    file = tmp_path / "公文.docx"
    file.write_bytes(blob)
    found = OpenXmlValidator().validate(str(file)).errors
    assert [str(error) for error in found if _OPTIONAL not in str(error)] == []
    assert Word(blob).faults() == []


def test_a_wrong_file_is_seen(tmp_path: Path) -> None:
    """The validator is no yes-man."""
    blob = make("附注", GONGWEN["附注"]).docx
    word = Word(blob)
    file = tmp_path / "错.docx"
    changed = word.parts["word/document.xml"].replace(b"</w:sectPr>", b"<w:pgSz/></w:sectPr>")
    file.write_bytes(word.with_part("word/document.xml", changed))
    assert len(OpenXmlValidator().validate(str(file)).errors) > 1
