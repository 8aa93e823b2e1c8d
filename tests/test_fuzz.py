"""A short run of script/fuzz, and that it would see what it looks for."""

from __future__ import annotations

from pathlib import Path

import pytest
from fuzz import drafts, trial, workbooks
from fuzz.__main__ import PARTS, Tally, trials, tried
from fuzz.drafts import seeds
from fuzz.lost import lost, printed, wanted
from fuzz.trial import TOLD, Trial, judged
from hongtou.errors import InputError
from hongtou.intake import read_draft
from hongtou.intake.text.decoding import read_text
from hongtou.office import Office
from hongtou.runner import Runner
from support.plugins import PLUGINS

DRAFT = """---
文种: 通知
发文机关: 云州市医学会
标题: 关于做好年度总结的通知
成文日期: 2026-11-21
---
现将有关事项通知如下。
| 单位 | 名额 |
|---|---|
| 甲学会 | 3名 |
**重要**：各单位要认真总结。
各单位要认真总结。
"""


@pytest.mark.parametrize(
    ("part", "count"), [("drafts", 60), ("workbooks", 60), ("profiles", 20), ("packets", 20), ("imports", 60), ("checks", 60)]
)
def test_spoilt_files_are_made_or_told(tmp_path: Path, part: str, count: int) -> None:
    tally = tried(list(trials(part, 9704, 0, count, tmp_path)), workers=1)
    assert tally.faults == []
    assert sum(tally.came.values()) == count


def test_a_run_that_is_stopped_tells_what_came_of_the_files_before(tmp_path: Path) -> None:
    def stop(tally: Tally) -> None:
        if tally.came.total() == 3:
            raise KeyboardInterrupt

    tally = tried(list(trials("profiles", 9704, 0, 60, tmp_path)), workers=1, see=stop)
    assert not tally.is_whole
    assert tally.row().startswith("| profiles | 3 |")


def test_every_part_gives_some_that_are_made_and_equal_seeds_give_equal_files(tmp_path: Path) -> None:
    for part, (module, _) in PARTS.items():
        once, again = (module.given(Trial(part, 1, 7, tmp_path / word)) for word in ("once", "again"))
        assert once == again
        assert module.given(Trial(part, 2, 7, tmp_path)) != once


@pytest.fixture(autouse=True)
def _whatever_other_tests_left(monkeypatch: pytest.MonkeyPatch) -> None:
    """A trial's process is its own; here it is that of all tests, which hold fonts and databases."""
    monkeypatch.setattr(trial, "MEMORY_MAX", 4000)


def test_what_is_not_spoilt_is_made_whole(tmp_path: Path) -> None:
    runner = drafts._runner(tmp_path)
    for name, text in seeds():
        (tmp_path / "稿" / name).write_text(text, encoding="utf-8")
        verdict = judged(lambda path=tmp_path / "稿" / name: drafts._make(runner, path, drawn=False))  # type: ignore[misc]
        assert (verdict.came, verdict.told) == ("made", ""), name


@pytest.mark.parametrize("piece", ["现将有关事项通知如下。", "3名", "各单位要认真总结。", "关于做好年度总结的通知"])
def test_a_piece_that_is_not_shown_is_found(tmp_path: Path, piece: str) -> None:
    path = tmp_path / "稿.md"
    path.write_text(DRAFT, encoding="utf-8")
    runner = Runner(Office(), PLUGINS)
    shown = printed(runner.lay_out(runner.compose(path)))
    pieces = wanted(read_text(path), read_draft(path))
    assert lost(pieces, shown) == ""
    assert lost(pieces, shown.replace(piece, piece[:-1], 1)).endswith(piece)


def test_a_cell_that_is_not_read_is_found(tmp_path: Path) -> None:
    name, content, cells = next(
        made for number in range(99) if (made := workbooks._made(Trial("workbooks", 1, number, tmp_path)))[2]
    )
    (tmp_path / name).write_bytes(content)
    assert workbooks._read(tmp_path / name, cells) == ""
    assert "'没有的'" in workbooks._read(tmp_path / name, cells | {(4000, 0): "没有的"})


def test_errors_of_ours_are_told_and_others_are_faults_without_their_words() -> None:
    def told() -> str:
        raise InputError("读不了")

    def bug() -> str:
        raise KeyError("110101199001011234")

    assert (judged(told).came, judged(told).told) == (TOLD, "读不了")
    assert judged(bug).came == "traceback"
    assert "1101" not in judged(bug).told
