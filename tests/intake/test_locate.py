"""Where a character stands that no face has."""

from __future__ import annotations

from pathlib import Path

import pytest
from hongtou.errors import Place
from hongtou.intake import read_draft
from hongtou.intake.locate import locate

TEXT = "---\n文种: 通知\n标题: 关于甲的通知\n抄送: [乙委, 丙委]\n---\n正文。\n这里有丁。\n"


@pytest.fixture
def draft(tmp_path: Path) -> Path:
    (tmp_path / "附件.md").write_text("---\n标题: 戊\n---\n己己。\n")
    (tmp_path / "表.xlsx").write_bytes(b"PK\x03\x04")
    path = tmp_path / "通知.md"
    path.write_text(TEXT)
    return path


@pytest.mark.parametrize(
    ("char", "file", "line", "column", "field"),
    [
        ("甲", "通知.md", 3, 1, ("标题",)),
        ("丙", "通知.md", 4, 10, ("抄送", 1)),
        ("丁", "通知.md", 7, 4, ()),
        ("己", "附件.md", 4, 1, ()),
        ("无", "通知.md", 0, 0, ()),
    ],
)
def test_a_character_is_found(draft: Path, char: str, file: str, line: int, column: int, field: tuple[str | int, ...]) -> None:
    files = [(path, path.read_bytes()) for path in (draft, draft.with_name("表.xlsx"), draft.with_name("附件.md"))]
    place, path = locate(read_draft(draft), files, char)
    assert (place, path) == (Place(str(draft.with_name(file)), line, column), field)
