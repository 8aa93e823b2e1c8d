"""签发人 on paper: names that are long for their dot are two on a line, and every name has its face."""

from __future__ import annotations

from pathlib import Path

from mutations.sheets import Sheets, words
from support.checked import codes, paper, rendered, text_of

REQUEST = {
    "文种": "请示",
    "标题": "关于增加编制的请示",
    "主送": "云州市卫生健康委员会",
    "附注": "联系人：林示例，电话：0000-1234567",
}
BODY = "现有的编制已经不够用。\n妥否，请批示。"


def test_two_names_with_dots_are_two(tmp_path: Path) -> None:
    assert "GW218" not in codes(paper(tmp_path, BODY, **REQUEST, 签发人="[买买提·示例江, 阿不都·示范曼]"))


def test_a_name_in_the_face_of_its_label_is_found(tmp_path: Path) -> None:
    sheets = Sheets(rendered(text_of(BODY, **REQUEST, 签发人="张示例"), "pdf"))
    sheets.face(words("张示例"), "FandolFang-Regular.otf")
    sheets.save(tmp_path / "乙.pdf")
    assert "GW216" in codes(tmp_path / "乙.pdf")
