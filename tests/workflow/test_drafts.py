"""Drafts and their states: what somebody saved is there for ever, whoever else saves."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
import sqlalchemy as sa
from hongtou.errors import HongtouError
from hongtou.workflow.drafts import ELSEWHERE, Drafts, GoneError, StageError, Text
from hongtou.workflow.store import Store
from hongtou.workflow.way import STEPS, Stage
from hypothesis import given, settings
from hypothesis import strategies as st

SEND, *_ = STEPS
RETURN = next(one for one in STEPS if one.name == "退回修改")


@pytest.fixture
def drafts(store: Store, tmp_path: Path) -> Drafts:
    return Drafts(store, tmp_path)


def text(words: str, title: str = "") -> Text:
    return Text(words.encode(), "通知", title)


def test_a_draft_is_a_file_and_a_state(drafts: Drafts, tmp_path: Path) -> None:
    kept = drafts.create("通知.md", text("甲", "关于甲的通知"), "zhang", "张示例")
    assert (tmp_path / "通知.md").read_text() == "甲"
    saved = drafts.save(kept.id, 1, text("乙"), "张示例")
    assert saved.counts
    assert (tmp_path / "通知.md").read_text() == "乙"
    kept = drafts.get(kept.id)
    assert (kept.version, kept.title, kept.stage) == (2, "关于甲的通知", Stage.DRAFTING)
    assert [(one.version, one.base, one.who) for one in drafts.states(kept)] == [(1, 0, "张示例"), (2, 1, "张示例")]
    assert [drafts.content(kept, number) for number in (1, 2, 0)] == [b"\xe7\x94\xb2", b"\xe4\xb9\x99", b"\xe4\xb9\x99"]


def test_of_two_who_save_the_second_is_kept_beside(drafts: Drafts) -> None:
    kept = drafts.create("通知.md", text("甲"), "zhang", "张示例")
    assert drafts.save(kept.id, 1, text("张的"), "张示例").counts
    saved = drafts.save(kept.id, 1, text("李的"), "李示例")
    assert not saved.counts
    kept = drafts.get(kept.id)
    assert drafts.content(kept).decode() == "张的"
    assert drafts.content(kept, saved.state.version).decode() == "李的"
    assert drafts.save(kept.id, kept.version, text("合起来的"), "李示例").counts


def test_the_same_text_is_no_new_state(drafts: Drafts) -> None:
    kept = drafts.create("通知.md", text("甲"), "zhang", "张示例")
    assert drafts.save(kept.id, 1, text("甲"), "张示例").state.version == 1
    assert len(drafts.states(kept)) == 1


@settings(max_examples=40)
@given(st.lists(st.tuples(st.integers(0, 5), st.text(min_size=1, max_size=20)), max_size=12))
def test_every_text_that_was_saved_can_be_had_again(saves: list[tuple[int, str]]) -> None:
    with TemporaryDirectory() as folder:
        store = Store(sa.URL.create("sqlite", database=f"{folder}/workflow.db"))
        drafts = Drafts(store, Path(folder))
        kept = drafts.create("通知.md", text("起"), "zhang", "张示例")
        for behind, words in saves:
            drafts.save(kept.id, max(1, drafts.get(kept.id).version - behind), text(words), "张示例")
        there = [drafts.content(kept, one.version) for one in drafts.states(kept)]
        assert {words.encode("utf-8", "replace") for _, words in saves} <= set(there)
        assert (Path(folder) / "通知.md").read_bytes() == drafts.content(drafts.get(kept.id))
        store.close()


def test_a_file_that_was_changed_elsewhere_is_a_new_state(drafts: Drafts, tmp_path: Path) -> None:
    kept = drafts.create("通知.md", text("甲"), "zhang", "张示例")
    (tmp_path / "通知.md").write_text("在 WPS 里改的")
    kept = drafts.settle(kept.id)
    assert drafts.content(kept).decode() == "在 WPS 里改的"
    assert drafts.states(kept)[-1].who == ELSEWHERE


def test_a_file_that_was_left_behind_or_is_gone_is_written(drafts: Drafts, tmp_path: Path) -> None:
    kept = drafts.create("通知.md", text("甲"), "zhang", "张示例")
    drafts.save(kept.id, 1, text("乙"), "张示例")
    file = tmp_path / "通知.md"
    file.write_text("甲")
    assert drafts.settle(kept.id).version == 2
    assert file.read_text() == "乙"
    file.unlink()
    assert drafts.settle(kept.id).version == 2
    assert file.read_text() == "乙"


def test_a_draft_goes_on_with_an_opinion(drafts: Drafts) -> None:
    kept = drafts.create("通知.md", text("甲"), "zhang", "张示例")
    assert drafts.go(kept.id, SEND, 1, "张示例").stage is Stage.REVIEW
    with pytest.raises(HongtouError, match="要写意见"):
        drafts.go(kept.id, RETURN, 1, "李示例", "  ")
    assert drafts.go(kept.id, RETURN, 1, "李示例", "时间写错了").stage is Stage.DRAFTING
    assert [(one.who, one.step, one.text) for one in drafts.opinions(kept)] == [
        ("张示例", "送核稿", ""),
        ("李示例", "退回修改", "时间写错了"),
    ]


def test_what_somebody_has_not_seen_does_not_go_on(drafts: Drafts) -> None:
    kept = drafts.create("通知.md", text("甲"), "zhang", "张示例")
    drafts.save(kept.id, 1, text("乙"), "张示例")
    with pytest.raises(StageError, match="又有人改过"):
        drafts.go(kept.id, SEND, 1, "张示例")
    drafts.go(kept.id, SEND, 2, "张示例")
    with pytest.raises(StageError, match="已经到了“核稿”"):
        drafts.go(kept.id, SEND, 2, "张示例")
    with pytest.raises(StageError, match="已经到了“核稿”"):
        drafts.save(kept.id, 2, text("丙"), "张示例")


def test_drafts_are_found_by_title_number_and_text(drafts: Drafts) -> None:
    first = drafts.create("甲.md", text("义诊活动100%完成", "关于义诊的通知"), "zhang", "张示例")
    drafts.create("乙.md", text("别的", "关于别的_事"), "zhang", "张示例")
    assert [kept.id for kept in drafts.all("义诊")] == [first.id]
    assert [kept.id for kept in drafts.all("100%完")] == [first.id]
    assert [kept.path for kept in drafts.all("_")] == ["乙.md"]
    assert drafts.all("没有的") == []


def test_there_is_no_other_draft(drafts: Drafts) -> None:
    with pytest.raises(GoneError):
        drafts.get("../../etc/passwd")
    with pytest.raises(HongtouError, match="太长"):
        drafts.create("长.md", Text(b"x" * (4 * 1024 * 1024 + 1)), "zhang", "张示例")
