"""Who has a draft open is known to every process of a server, and nobody is who left or was killed."""

import os
import time
from pathlib import Path

import pytest
from hongtou.workflow.presence import SILENT, Presence


def test_all_who_are_there_are_named_once_in_order(tmp_path: Path) -> None:
    there = [Presence(tmp_path, "draft", name) for name in ("钱", "赵", "赵")]
    for one in there:
        one.names()
    assert there[0].names() == there[1].names() == ["赵", "钱"]


def test_whoever_leaves_is_not_named_and_leaves_no_file(tmp_path: Path) -> None:
    one, other = Presence(tmp_path, "draft", "赵"), Presence(tmp_path, "draft", "钱")
    one.names()
    other.names()
    other.leave()
    assert one.names() == ["赵"]
    one.leave()
    assert list((tmp_path / ".hongtou-open").iterdir()) == []


def test_whoever_was_killed_is_forgotten(tmp_path: Path) -> None:
    one, other = Presence(tmp_path, "draft", "赵"), Presence(tmp_path, "draft", "钱")
    other.names()
    (left,) = (tmp_path / ".hongtou-open/draft").iterdir()
    os.utime(left, (time.time() - SILENT - 5,) * 2)
    assert one.names() == ["赵"]
    assert not left.exists()


def test_another_draft_has_others(tmp_path: Path) -> None:
    Presence(tmp_path, "one", "赵").names()
    assert Presence(tmp_path, "other", "钱").names() == ["钱"]


def test_where_nothing_can_be_written_they_are_alone(tmp_path: Path) -> None:
    (tmp_path / ".hongtou-open").write_text("", encoding="utf-8")
    one = Presence(tmp_path, "draft", "赵")
    assert one.names() == ["赵"]
    one.leave()


@pytest.mark.parametrize("again", range(3))
def test_whoever_comes_when_the_last_one_leaves_is_there(tmp_path: Path, again: int) -> None:
    one = Presence(tmp_path, "draft", "赵")
    for _ in range(again + 1):
        one.names()
        one.leave()
    assert one.names() == ["赵"]
    assert len(list((tmp_path / ".hongtou-open/draft").iterdir())) == 1
