"""The files of an office's folder."""

from pathlib import Path

from hongtou.workflow.folder import files


def test_files_of_an_office_that_may_be_drafts(tmp_path: Path) -> None:
    for name in ("甲.md", "夹/乙.yaml", ".git/丙.md", "archive/2026/丁.md", "戊.docx"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("文种: 通知")
    (tmp_path / "己.md").symlink_to(tmp_path / "甲.md")
    assert list(files(tmp_path, (".md", ".yaml"), ("archive",))) == ["夹/乙.yaml", "甲.md"]


def test_a_folder_with_a_mark_is_not_looked_into(tmp_path: Path) -> None:
    for path in ("甲/乙.md", "甲/丙/丁.md", "戊/己.md"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    (tmp_path / "甲" / ".mark").touch()
    assert list(files(tmp_path, (".md",), (), ".mark")) == ["戊/己.md"]
    assert list(files(tmp_path / "甲", (".md",), ())) == ["丙/丁.md", "乙.md"]
