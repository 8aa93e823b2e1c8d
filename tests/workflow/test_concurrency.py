"""Several at once: of two who do the same thing one is first and the other is told; nothing is done twice, nothing is lost."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pytest
import sqlalchemy as sa
from hongtou.errors import HongtouError
from hongtou.workflow import log
from hongtou.workflow.drafts import Drafts, StageError, Text
from hongtou.workflow.people import People, Person, Role, SignInError
from hongtou.workflow.runs import Runs
from hongtou.workflow.sessions import Sessions
from hongtou.workflow.store import Store
from hongtou.workflow.way import STEPS, Stage
from support.clock import Clock

MANY = 8
PASSWORD = "云州医协2026年的口令"  # noqa: S105


def at_once(act: Callable[[int], object], count: int = MANY) -> list[object]:
    """What came of each of several that begin at one moment: what they returned, or which error of ours they raised."""
    start = Barrier(count)

    def one(number: int) -> object:
        start.wait()
        try:
            return act(number)
        except HongtouError as error:
            return error

    with ThreadPoolExecutor(count) as threads:
        return list(threads.map(one, range(count)))


def refused(results: list[object]) -> list[str]:
    return [str(one) for one in results if isinstance(one, HongtouError)]


@pytest.fixture
def drafts(store: Store, tmp_path: Path) -> Drafts:
    return Drafts(store, tmp_path)


def text(words: str) -> Text:
    return Text(words.encode(), "通知", "")


def test_all_who_save_at_once_are_kept_and_one_counts(drafts: Drafts, tmp_path: Path, store: Store) -> None:
    kept = drafts.create("通知.md", text("甲"), "zhang", "张示例")
    saved = at_once(lambda number: drafts.save(kept.id, 1, text(f"第{number}人的"), f"第{number}人").counts)
    assert sorted(map(str, saved)) == ["False"] * (MANY - 1) + ["True"]
    kept = drafts.get(kept.id)
    states = drafts.states(kept)
    assert [one.version for one in states] == list(range(1, MANY + 2))
    assert {drafts.content(kept, one.version).decode() for one in states} == {"甲", *(f"第{n}人的" for n in range(MANY))}
    drafts.settle(kept.id)
    assert (tmp_path / "通知.md").read_bytes() == drafts.content(drafts.get(kept.id))
    assert log.broken(store) == ""


def test_of_several_who_begin_a_draft_of_one_name_one_does(drafts: Drafts) -> None:
    began = at_once(lambda number: drafts.create("通知.md", text(f"第{number}人的"), "zhang", "张示例"))
    assert len(refused(began)) == MANY - 1
    assert set(refused(began)) == {"已经有草稿“通知.md”了。换个名字"}
    (kept,) = drafts.all()
    assert drafts.path(kept).read_bytes() == drafts.content(kept)


def test_a_draft_goes_a_step_once(drafts: Drafts, store: Store) -> None:
    kept = drafts.create("通知.md", text("甲"), "zhang", "张示例")
    went = at_once(lambda _: drafts.go(kept.id, STEPS[0], 1, "张示例"))
    assert sum(isinstance(one, StageError) for one in went) == MANY - 1
    assert drafts.get(kept.id).stage is Stage.REVIEW
    assert len(drafts.opinions(kept)) == 1
    assert [entry.action for entry in log.entries(store)] == ["送核稿"]
    assert log.broken(store) == ""


def test_a_key_for_once_lets_one_in(store: Store) -> None:
    assert sorted(map(str, at_once(lambda _: Sessions(store).take("x")))) == ["False"] * (MANY - 1) + ["True"]


def test_every_wrong_password_counts(store: Store, clock: Clock) -> None:
    people = People(store)
    people.add("zhang", "张示例", [Role.ADMINISTRATOR], PASSWORD, by="test")
    tried = at_once(lambda _: people.check("zhang", "不是这个口令"), 6)
    assert sum(one == "登录名或者口令不对" for one in refused(tried)) == 5
    assert sum("错的次数太多" in one for one in refused(tried)) == 1
    with pytest.raises(SignInError, match="错的次数太多"):
        people.check("zhang", PASSWORD)
    clock.forward(seconds=61)
    assert people.check("zhang", PASSWORD).name == "张示例"
    assert log.broken(store) == ""


def test_a_login_is_given_once(store: Store) -> None:
    people = People(store)
    added = at_once(lambda number: people.add("zhang", f"第{number}人", [Role.ADMINISTRATOR], PASSWORD, by="test"), 4)
    assert set(refused(added)) == {"登录名“zhang”已经有人用了。换一个"}
    assert len(refused(added)) == 3
    assert len(people.all()) == 1


def test_administrators_who_close_each_other_leave_one(store: Store) -> None:
    people = People(store)
    known = [people.add(f"root{number}", f"第{number}人", [Role.ADMINISTRATOR], PASSWORD, by="test") for number in range(4)]

    def close(number: int) -> Person:
        people.change(known[number].id, by="test", closed=True)
        return known[number]

    closed = at_once(close, 4)
    assert refused(closed) == ["至少要留一个管理员，没有改"]
    assert [one.closed for one in people.all()].count(False) == 1


def test_a_packet_is_run_by_one(store: Store) -> None:
    begun = at_once(lambda number: Runs(store).begin("packets/年度/packet.yaml", f"第{number}人"))
    assert len(refused(begun)) == MANY - 1
    assert all("正在做这个材料包" in told for told in refused(begun))
    assert [entry.action for entry in log.entries(store)] == ["做材料包"]


def test_several_that_make_the_tables_at_once_make_them_once(url: sa.URL) -> None:
    def make(_: int) -> str:
        made = Store(url)
        try:
            return log.broken(made)
        finally:
            made.close()

    assert at_once(make) == [""] * MANY
