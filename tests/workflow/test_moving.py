"""An office that goes from a file to PostgreSQL takes everything along, once."""

from contextlib import closing
from pathlib import Path

import pytest
import sqlalchemy as sa
from hongtou.workflow import log
from hongtou.workflow.drafts import Drafts, Text
from hongtou.workflow.failures import StoreError
from hongtou.workflow.people import People, Role
from hongtou.workflow.sessions import Sessions
from hongtou.workflow.store import FILE, Store
from hongtou.workflow.way import STEPS, Stage

PASSWORD = "云州医协2026年的口令"  # noqa: S105


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / FILE


def in_file(file: Path) -> Store:
    return Store(sa.URL.create("sqlite", database=str(file)))


def test_everything_comes_along(file: Path, database: str) -> None:
    with closing(in_file(file)) as store:
        zhang = People(store).add("zhang", "张示例", list(Role), PASSWORD, by="test")
        key = Sessions(store).begin(zhang)
        drafts = Drafts(store, file.parent)
        kept = drafts.create("通知.md", Text("甲".encode(), "通知", "关于甲的通知"), zhang.id, "张示例")
        for number in range(250):
            drafts.save(kept.id, number + 1, Text(f"第{number}次".encode()), "张示例")
        drafts.go(kept.id, STEPS[0], 251, "张示例")
    with closing(Store(sa.make_url(database), before=file)) as store:
        assert People(store).check("zhang", PASSWORD) == zhang
        assert Sessions(store).get(key)
        drafts = Drafts(store, file.parent)
        kept = drafts.get(kept.id)
        assert (kept.title, kept.stage, kept.version) == ("关于甲的通知", Stage.REVIEW, 251)
        assert drafts.content(kept, 100).decode() == "第98次"
        assert [one.step for one in drafts.opinions(kept)] == ["送核稿"]
        assert log.broken(store) == ""
    assert not file.exists()
    assert [path.name for path in file.parent.glob("*.db")] == [f"搬走以前的-{FILE}"]


def test_what_is_there_already_is_not_touched(file: Path, database: str) -> None:
    with closing(Store(sa.make_url(database))) as store:
        People(store).add("zhang", "张示例", list(Role), PASSWORD, by="test")
    with closing(in_file(file)) as store:
        People(store).add("li", "李示例", list(Role), PASSWORD, by="test")
    with closing(Store(sa.make_url(database), before=file)) as store:
        assert [one.login for one in People(store).all()] == ["zhang"]
    assert file.exists()


def test_a_file_that_cannot_be_read_makes_nothing(file: Path, database: str) -> None:
    file.write_bytes(b"no database at all" * 100)
    for _ in range(2):
        with pytest.raises(StoreError, match="损坏"):
            Store(sa.make_url(database), before=file)
    assert file.exists()
