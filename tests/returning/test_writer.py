"""Edited in LibreOffice and saved as DOCX: the draft comes back with just these changes."""

from __future__ import annotations

import difflib
import shutil
from pathlib import Path

import pytest
from fidelity.returned import SAMPLES
from hongtou.office import load_office
from hongtou.returning.importer import import_own
from hongtou.returning.onto import merge
from hongtou.runner import Runner
from support.plugins import PLUGINS
from support.writer import MARKS, edit

pytestmark = MARKS
EDITS = {
    "say": {
        "决定组织开展2026年度党建工作总结": "决定组织开展2026年度党建工作总结（含换届情况）",
        "党支部（总支），办事机构各部门": "党支部，办事机构各部门",
    },
    "head": ["二、总结的主要内容", "三、领导加的一段"],
    "drop": "6",
}


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples' office, with a DOCX that was edited and one that was only saved."""
    folder = tmp_path_factory.mktemp("writer")
    shutil.copytree(SAMPLES, folder / "office")
    home = folder / "office"
    runner = Runner(load_office(home), PLUGINS)
    (home / "01.docx").write_bytes(runner.make(home / "01-通知.md", ["docx"]).files["docx"])
    edit(home / "01.docx", home / "改.docx", EDITS)
    edit(home / "01.docx", home / "存.docx", {})
    return home


def lines(home: Path, docx: str) -> tuple[list[str], tuple[str, ...]]:
    """The lines of the draft that differ, and what is told."""
    runner = Runner(load_office(home), PLUGINS)
    merged = merge(runner, home / "01-通知.md", home / docx)
    assert merged.known
    assert merged.conflicts == ()
    found = []
    for path, (new, old) in merged.files.items():
        assert path.name == "01-通知.md"
        diff = difflib.unified_diff(old.decode().splitlines(), new.decode().splitlines(), lineterm="", n=0)
        found += [line for line in diff if not line.startswith(("---", "+++", "@@"))]
    return found, merged.told


def test_saved_alone_it_changes_nothing(office: Path) -> None:
    assert lines(office, "存.docx") == ([], ())


def test_just_the_edits_come_into_the_draft(office: Path) -> None:
    found, told = lines(office, "改.docx")
    assert told == ()
    addressees = "主送: [各专科分会党组织, 各党支部（总支）, 办事机构各部门, 各代管社会组织党支部]"
    (opening,) = [line for line in (office / "01-通知.md").read_text("utf-8").splitlines() if line.startswith("为全面掌握")]
    assert found == [
        f"-{addressees}",
        f"+{addressees.replace('（总支）', '')}",
        f"-{opening}",
        f"+{opening.replace('党建工作总结', '党建工作总结（含换届情况）', 1)}",
        "+三、领导加的一段",
        "-| 6 | 学术会议党组织前置审核率 | 100% | 会议审批单 |",
    ]


def test_taken_in_by_itself_it_gives_the_same_draft(office: Path) -> None:
    got = import_own(office / "存.docx")
    assert got.doubts == ()
    assert [one.name for one in got.drafts] == ["01-通知.md", "附件/总结提纲.md", "附件/统战对象名单填报样表.yaml"]
    assert got.drafts == import_own(office / "01.docx").drafts
