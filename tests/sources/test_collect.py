"""All files that a draft depends on: read once, behind one guard, kept as they were read."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hongtou.draft import Draft
from hongtou.errors import DraftError, InputError
from hongtou.sources import Bundle, Kind, Refused, SourceFile, collect
from support.plugins import PLUGINS

PICTURE = (Path(__file__).parents[2] / "sample_data" / "seals" / "党委.png").read_bytes()


def write(path: Path, fields: str = "", text: str = "正文。") -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f"---\n文种: 通知\n标题: {path.stem}的通知\n{fields}---\n{text}\n", encoding="utf-8")
    return path


def named(bundle: Bundle) -> list[tuple[str, str]]:
    return [(kind.value, path.relative_to(bundle.home).as_posix()) for kind, path in bundle.files]


def test_everything_that_a_draft_and_its_drafts_name_is_read(tmp_path: Path) -> None:
    (tmp_path / "图.png").write_bytes(PICTURE)
    (tmp_path / "附").mkdir()
    (tmp_path / "附" / "表.xlsx").write_bytes(b"PK\x03\x04")
    write(tmp_path / "附" / "规定.md", "附件: [{标题: 表, 文件: 表.xlsx}]\n")
    path = write(tmp_path / "甲.md", "印发: 附/规定.md\n印章: 图.png\n", "如图1。\n![图1](图.png)")
    bundle = collect(path, PLUGINS, tmp_path)
    assert named(bundle) == [
        ("draft", "甲.md"),
        ("draft", "附/规定.md"),
        ("picture", "图.png"),
        ("sheet", "附/表.xlsx"),
    ]
    assert bundle.refused == ()
    picture = bundle.files[Kind.PICTURE, tmp_path / "图.png"]
    assert isinstance(picture, SourceFile)
    assert (picture.content, picture.digest) == (PICTURE, hashlib.sha256(PICTURE).hexdigest())


def test_what_a_bundle_holds_stays_as_it_was_read(tmp_path: Path) -> None:
    path = write(tmp_path / "甲.md", "印发: 乙.md\n")
    other = write(tmp_path / "乙.md")
    before = other.read_bytes()
    bundle = collect(path, PLUGINS, tmp_path)
    digests = bundle.digests
    other.write_text("改了", encoding="utf-8")
    path.unlink()
    found = bundle.files[Kind.DRAFT, other]
    assert isinstance(found, SourceFile)
    assert (found.content, bundle.digests, bundle.draft(path).values["标题"]) == (before, digests, "甲的通知")


@pytest.mark.parametrize("name", ["../外.md", "{outside}", "链接.md", "链接夹/外.md"])
def test_the_guard_lets_nothing_outside_in(tmp_path: Path, name: str) -> None:
    outside = write(tmp_path / "外.md")
    room = tmp_path / "室"
    path = write(room / "甲.md", f"印发: {name.format(outside=outside)}\n")
    (room / "链接.md").symlink_to(outside)
    (room / "链接夹").symlink_to(tmp_path)
    bundle = collect(path, PLUGINS, room)
    (problem,) = bundle.refused
    assert (problem.field, problem.place.line) == ("印发", 4)
    assert "外面，不能读" in problem.message
    assert [type(file) for file in bundle.files.values()] == [SourceFile, Refused]


def test_what_cannot_be_read_is_told_of_all_at_once_in_its_places(tmp_path: Path) -> None:
    (tmp_path / "坏.md").write_text("---\n文种: [通知\n---\n", encoding="utf-8")
    path = write(tmp_path / "甲.md", "附件:\n  - {文件: 没有.md}\n  - {文件: 坏.md}\n", "如图1。\n![图1](没有.png)")
    told = [str(problem).removeprefix(f"{tmp_path}/") for problem in collect(path, PLUGINS, tmp_path).refused]
    assert any(line.startswith("甲.md:5") and "找不到文件“没有.md”。路径应相对于本草稿所在的文件夹" in line for line in told)
    assert any(line.startswith("坏.md:2") for line in told)
    assert any(line.startswith("甲.md:9:1") and "找不到文件“没有.png”" in line for line in told)


def test_a_draft_that_was_read_elsewhere_names_files_from_its_folder(tmp_path: Path) -> None:
    write(tmp_path / "乙.md")
    draft = Draft(tmp_path / "材料包.yaml", {"文种": "通知", "印发": "乙.md", "附件": ["标题甲"]}, {})
    assert named(collect(draft, PLUGINS, tmp_path)) == [("draft", "乙.md")]
    lacking = collect(draft.having({"印发": "丙.md"}), PLUGINS, tmp_path).refused
    assert lacking[0].message == f"找不到文件“丙.md”。路径应相对于“{draft.path}”所在的文件夹"


def test_drafts_that_name_each_other_are_read_once(tmp_path: Path) -> None:
    path = write(tmp_path / "甲.md", "附件: [{文件: 乙.md}]\n")
    write(tmp_path / "乙.md", "附件: [{文件: 附/../甲.md}]\n")
    (tmp_path / "附").mkdir()
    assert named(collect(path, PLUGINS, tmp_path)) == [("draft", "甲.md"), ("draft", "乙.md"), ("draft", "附/../甲.md")]


def test_a_draft_that_cannot_be_read_has_no_bundle(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="找不到这个文件"):
        collect(tmp_path / "没有.md", PLUGINS, tmp_path)
    write(tmp_path / "甲.md", text="正文\ufe0f一行。")
    with pytest.raises(DraftError, match="U\\+FE0F"):
        collect(tmp_path / "甲.md", PLUGINS, tmp_path).draft(tmp_path / "甲.md")
