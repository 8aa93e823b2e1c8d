"""The fixtures for authors of plug-ins say what a reader of the page would see, and cost those nothing who do not use them."""

import subprocess
import sys
from pathlib import Path

import pytest
from hongtou import testing
from hongtou.testing.folder import Office
from hongtou.testing.golden import Golden
from hongtou.testing.making import PageOf, ProblemsOf, Render
from hongtou.testing.running import Run

DRAFT = """---
文种: 通知
标题: 关于开展义诊的通知
主送: [各科室]
成文日期: 2026-11-21
---
请认真准备。
"""
DOCS = Path(__file__).resolve().parents[2] / "docs" / "plugin-development" / "testing.md"


def test_a_page_tells_its_words_in_mm(page: PageOf) -> None:
    shown = page(DRAFT)
    body = shown.at("请认真准备。")
    # 5.2.1: the left margin is 28 mm; 7.3.3: a paragraph begins with two characters of 16 pt.
    assert body.left == pytest.approx(28 + 2 * 16 * 25.4 / 72, abs=0.5)
    assert body.size == 16
    assert shown.at("各科室：").left == pytest.approx(28, abs=0.3)
    assert shown.at("云州市医学会文件").color != "#000000"
    assert (round(shown.width), round(shown.height)) == (210, 297)
    with pytest.raises(AssertionError, match="第 1 页没有“散会”"):
        shown.at("散会")
    with pytest.raises(AssertionError, match="没有第 9 页"):
        page(DRAFT, 9)


def test_a_draft_is_rendered_with_the_profile_of_the_office(office: Office, render: Render) -> None:
    office.write("通知.md", DRAFT)
    made = render("通知.md", to=("docx", "pdf"))
    assert made.gongwen.addressees == ("各科室",)
    assert made.files["pdf"].startswith(b"%PDF-")
    assert made.files["docx"].startswith(b"PK")
    assert "云州市医学会办公室" in made.text


def test_cells_of_a_row_are_one_line(page: PageOf) -> None:
    table = "\n| 单位 | 人数 |\n|---|---|\n| 内科 | 三人 |\n"
    assert "内科 三人" in page(DRAFT + table).text


def test_problems_are_told_as_the_command_tells_them(problems: ProblemsOf, run: Run, office: Office) -> None:
    wrong = DRAFT.replace("2026-11-21", "2026-11-31")
    told = problems(wrong)
    assert told[0].startswith("草稿.md:5:")
    assert problems(DRAFT) == []
    ran = run("render", office.draft(wrong).name)
    assert (ran.code, ran.err.splitlines()) == (1, told)


def test_a_golden_is_compared_and_written(tmp_path: Path) -> None:
    compare, write = Golden(tmp_path, is_update=False), Golden(tmp_path, is_update=True)
    with pytest.raises(AssertionError, match=r"还没有 .*甲\.txt"):
        compare("甲.txt", "一")
    write("甲.txt", "一")
    compare("甲.txt", "一")
    with pytest.raises(AssertionError, match=r"(?s)不同.*-一\n\+二"):
        compare("甲.txt", "二")


def test_it_loads_nothing_before_a_fixture_is_asked_for() -> None:
    code = "import sys, pytest, hongtou; before = set(sys.modules); import hongtou.testing; print(*set(sys.modules) - before)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["hongtou.testing"]


@pytest.mark.parametrize("name", testing.__all__)
def test_every_fixture_is_explained(name: str) -> None:
    assert f"| `{name}` |" in DOCS.read_text(encoding="utf-8")
    assert testing.OPTION in DOCS.read_text(encoding="utf-8")
