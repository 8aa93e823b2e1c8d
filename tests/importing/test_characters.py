"""What counts the characters that import loses or invents: it finds none, and would see one."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import import_characters
import pytest
from hongtou.importing.source import Grid, Left, Line, Source
from support.libreoffice import MARKS
from support.made_word import paragraph, table, word

TEXT = """云医发〔2026〕12号
关于开展义诊活动的通知
各分会：
　　定于10月17日（星期六）举行，共3场、12.5小时，咨询“CO₂”①。
云州市医学会
2026年9月18日
"""


def row(name: str, read: int) -> str:
    return f"| {name} | 1 | {read} | 0 | 0 |"


def test_texts_and_word_documents_lose_and_gain_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "来文.txt").write_text(TEXT, encoding="gb18030")
    word(tmp_path, paragraph("请认真准备。"), table(("甲", "乙")))
    assert import_characters.check([tmp_path], [])
    shown = capsys.readouterr().out
    assert row("TXT as found", len("".join(TEXT.split()))) in shown
    assert row("DOCX as found", len("关于开展义诊活动的通知请认真准备。甲乙")) in shown


@pytest.mark.libreoffice
@pytest.mark.xdist_group("libreoffice")
@MARKS[-1]
def test_a_text_as_other_kinds_loses_and_gains_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "来文.txt").write_text(TEXT, encoding="utf-8")
    assert import_characters.check([], [tmp_path / "来文.txt"])
    shown = capsys.readouterr().out
    for kind in ("DOCX", "ODT", "RTF"):
        assert row(f"TXT as {kind}", len("".join(TEXT.split()))) in shown


def test_one_that_is_missing_or_too_many_is_seen() -> None:
    source = Source(Path("a.txt"), (Line("甲 乙", 1), Grid((("丙", "丁"),), 2)), (Left("戊", "页码", 3),))
    assert import_characters._compared("甲乙丙丁戊", source) == (5, Counter(), Counter())
    assert import_characters._compared("甲乙丙丁己", source) == (5, Counter("己"), Counter("戊"))
