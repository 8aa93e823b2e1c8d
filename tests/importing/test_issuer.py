"""Who sends a document that nobody signed is told by its mark, and is to be looked at."""

from __future__ import annotations

from pathlib import Path

import pytest
from hongtou.importing.importer import import_file
from support.plugins import PLUGINS

KNOWN = list(PLUGINS.document_types)
BODY = "各科室：\n请认真准备。\n"


def written(folder: Path, text: str, issuer: str = "") -> str:
    (folder / "来文.txt").write_text(text, encoding="utf-8")
    return import_file(folder / "来文.txt", known=KNOWN, issuer=issuer).drafts[0].text


@pytest.mark.parametrize("issuer_mark", ["云州市医学会文件", "云州市医学会"])
def test_the_mark_tells_it(tmp_path: Path, issuer_mark: str) -> None:
    text = written(tmp_path, f"{issuer_mark}\n云医发〔2026〕3号\n关于义诊的通知\n{BODY}")
    assert "# 待核：没有署名，发文机关标志上是“云州市医学会”\n发文机关: 云州市医学会\n" in text


def test_what_a_title_names_is_told_and_not_signed_with(tmp_path: Path) -> None:
    text = written(tmp_path, f"云州市医学会关于义诊的通知\n{BODY}")
    assert "# 待核：没有署名，标题里是“云州市医学会”；是它发的，写在这里" in text
    assert "\n# 发文机关: \n" in text


def test_what_somebody_said_is_taken_before_a_guess_but_not_before_a_signature(tmp_path: Path) -> None:
    text = written(tmp_path, "云州市医学会办公室关于义诊的通知\n" + BODY, "云州市医学会")
    assert "\n发文机关: 云州市医学会\n" in text
    assert "没有署名" not in text
    signed = written(tmp_path, f"关于义诊的通知\n{BODY}云州市卫生局\n2026年3月1日\n", "云州市医学会")
    assert "云州市卫生局" in signed
    assert "云州市医学会" not in signed


def test_minutes_and_joint_documents_are_not_guessed(tmp_path: Path) -> None:
    assert "发文机关" not in written(tmp_path, "云州市卫生局工作会议纪要\n会议认为，要认真准备。\n")
    joint = "云州市卫生局\n云州市教育局\n云卫发〔2026〕3号\n关于义诊的通知\n"
    assert "# 发文机关: " in written(tmp_path, joint + BODY)
