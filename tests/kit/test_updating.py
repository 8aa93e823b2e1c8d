"""A plug-in begun with an older kit gets what is new, and keeps what its author changed."""

import json
from pathlib import Path

import pytest
from hongtou.errors import InputError
from hongtou.kit.scaffold import scaffold
from hongtou.kit.updating import RECORD, record, update

README = Path("README.md")


@pytest.fixture
def begun(tmp_path: Path) -> Path:
    """A plug-in whose kit had another first line in its README, and no .gitignore."""
    files = {**scaffold("yunzhou-letters", "协查单"), RECORD: record("yunzhou-letters", "协查单")}
    told = json.loads(files[RECORD])
    told["files"]["README.md"] = files[README] = "旧的第一行\n" + files[README].partition("\n")[2]
    del told["files"][".gitignore"], files[Path(".gitignore")]
    files[RECORD] = json.dumps(told)
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, "utf-8")
    return tmp_path


def new(path: str) -> str:
    return scaffold("yunzhou-letters", "协查单")[Path(path)]


def test_what_nobody_changed_becomes_the_new_one(begun: Path) -> None:
    made = update(begun)
    assert made.conflicts == ()
    assert {path: text for path, text in made.files.items() if path != RECORD} == {
        README: new("README.md"),
        Path(".gitignore"): new(".gitignore"),
    }
    for path, text in made.files.items():
        (begun / path).write_text(text, "utf-8")
    assert update(begun).files == {}


def test_what_the_author_changed_elsewhere_stays(begun: Path) -> None:
    mine = (begun / README).read_text("utf-8") + "\n作者写的\n"
    (begun / README).write_text(mine, "utf-8")
    made = update(begun)
    assert made.conflicts == ()
    assert made.files[README] == new("README.md") + "\n作者写的\n"


def test_what_both_changed_is_marked(begun: Path) -> None:
    text = (begun / README).read_text("utf-8").replace("旧的第一行", "作者的第一行")
    (begun / README).write_text(text, "utf-8")
    made = update(begun)
    assert made.conflicts == (README,)
    assert "<<<<<<< 现在的\n作者的第一行\n=======\n" in made.files[README]


def test_what_the_author_removed_stays_away(begun: Path) -> None:
    (begun / README).unlink()
    assert README not in update(begun).files


@pytest.mark.parametrize("text", ["", "[]", '{"name": 1, "type": "甲", "files": {}}'])
def test_a_folder_that_was_not_begun_with_the_kit_is_told(begun: Path, text: str) -> None:
    (begun / RECORD).write_text(text, "utf-8")
    with pytest.raises(InputError, match="内容不对"):
        update(begun)
    (begun / RECORD).unlink()
    with pytest.raises(InputError, match="hongtou plugin new"):
        update(begun)
