"""script/precision counts what was judged, sees what was not, and keeps no sentence of what it read."""

from __future__ import annotations

from pathlib import Path

from precision import accepted, found_in, read_judgements, shown, table, write_judgements
from support.plugins import PLUGINS

RULES = [rule for rule in PLUGINS.rules if rule.code in {"GW611", "GW612"}]
TEXT = """关于开展义诊的通知
各专科分会：
学习《条例》、《准则》,落实责任。
请各单位做好准备,按时到场。
云州市医学会
2026年9月18日
"""


def test_findings_are_unread_until_somebody_accepts_them_and_wrong_ones_count(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text(TEXT, encoding="utf-8")
    found = found_in([tmp_path], RULES)
    rows, met = table(found, {}, RULES)
    assert "| 2 | 0 | 0 | 2 | 0, 0 | — |" in rows[2]
    assert not met

    judged = accepted(found, {}, ["GW611", "GW612"])
    assert table(found, judged, RULES)[1]
    file = tmp_path / "judged.tsv"
    write_judgements(file, judged)
    assert "条例" not in file.read_text("utf-8")
    assert read_judgements(file) == judged

    file.write_text(file.read_text("utf-8").replace("\t\t\n", "\t4:9\t看错了\n", 1), encoding="utf-8")
    rows, met = table(found, read_judgements(file), RULES)
    assert "| 2 | 1 | 1 | 0 | 0, 0 | 50.0% |" in rows[2]
    assert not met
    assert accepted(found, read_judgements(file), ["GW611"])["GW611", "甲.txt"].wrong == ("4:9",)


def test_findings_in_spoilt_texts_count_by_themselves_and_changed_ones_are_unread(tmp_path: Path) -> None:
    (tmp_path / "甲-mess.txt").write_text(TEXT, encoding="utf-8")
    found = found_in([tmp_path], RULES)
    judged = accepted(found, {}, ["GW611", "GW612"])
    assert "| 2 | 0 | 0 | 0 | 2, 0 | — |" in table(found, judged, RULES)[0][2]
    (tmp_path / "甲-mess.txt").write_text(TEXT.replace("做好准备,", "做好准备，"), encoding="utf-8")
    assert "| 1 | 0 | 0 | 1 | 0, 0 | — |" in table(found_in([tmp_path], RULES), judged, RULES)[0][2]


def test_what_is_to_be_read_is_shown_with_its_surroundings(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text(TEXT, encoding="utf-8")
    (line,) = shown(found_in([tmp_path], RULES), ["GW612"])
    assert line.split("\t")[:4] == ["GW612", "甲.txt", "3:7", "、"]
    assert "学习《条例》、《准则》" in line
