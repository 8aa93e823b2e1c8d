"""Where files come to stand: behind links, inside their folder, each folder looked at once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hongtou.errors import OutputError
from hongtou.files.places import Places


def test_a_file_stands_where_its_link_leads(tmp_path: Path) -> None:
    (tmp_path / "真").mkdir()
    (tmp_path / "真" / "甲.pdf").write_bytes(b"")
    (tmp_path / "乙.pdf").symlink_to(tmp_path / "真" / "甲.pdf")
    assert Places(None).of(tmp_path / "乙.pdf") == tmp_path / "真" / "甲.pdf"


def test_a_link_to_nowhere_is_where_the_file_will_stand(tmp_path: Path) -> None:
    (tmp_path / "乙.pdf").symlink_to(tmp_path / "新" / "甲.pdf")
    assert Places(tmp_path).of(tmp_path / "乙.pdf") == tmp_path / "新" / "甲.pdf"


@pytest.mark.parametrize("name", ["单位", "甲.pdf"])
def test_no_link_leads_out(tmp_path: Path, name: str) -> None:
    out, other = tmp_path / "输出", tmp_path / "外面"
    out.mkdir()
    other.mkdir()
    (out / name).symlink_to(other / name if name == "甲.pdf" else other)
    path = out / name if name == "甲.pdf" else out / name / "甲.pdf"
    with pytest.raises(OutputError, match="外面的"):
        Places(out).of(path)
    assert list(other.iterdir()) == []


def test_folders_are_made_and_told_apart_from_files(tmp_path: Path) -> None:
    places = Places(tmp_path)
    assert places.of(tmp_path / "甲" / "乙" / "丙.pdf").parent.is_dir()
    with pytest.raises(IsADirectoryError):
        places.of(tmp_path / "甲" / "乙")
    with pytest.raises(OSError, match="name too long"):
        places.of(tmp_path / ("长" * 90))
