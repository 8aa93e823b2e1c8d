"""GW348: the text that is issued bears the name that the title gives it; what is only written otherwise is no other name."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.checked import codes, draft, paper, report, word

ISSUED = "---\n文种: 工作要点\n标题: {title}\n---\n一、服务的内容\n学术交流和继续教育。"
SAME = [
    ("会员服务办法（试行）", "会员服务办法(试行)"),
    ("会员服务办法（试行）", "云州市医学会会员服务办法（试行）"),
    ("云州市医学会2026年工作要点", "2026年工作要点"),
    ("贯彻〈会员章程〉办法", "贯彻《会员章程》办法"),
    ("2026—2030年发展规划", "2026-2030年发展规划"),
    ("“互联网+”服务方案", '"互联网＋"服务方案'),
    ("会员服务办法（试行）", "会员服务办法\\n（试行）"),
    ("会员服务办法（试行）", "会员 服务办法（试行）"),
]
OTHER = [
    ("会员服务办法（试行）", "会员服务办法"),
    ("会员服务办法", "会员服务办法（试行）"),
    ("2025年工作要点", "2026年工作要点"),
    ("云州市护理学会会员服务办法", "云州市医学会会员服务办法"),
    ("会员服务办法", "会费收缴规定"),
]
UNJUDGED = [
    "关于印发《会员服务办法》和《会费收缴办法》的通知",
    "关于印发《会员服务办法》《会费收缴办法》的通知",
    "关于印发《会员服务办法》等三项制度的通知",
    "关于印发《会员服务办法》实施细则的通知",
    "关于学习《会员服务办法》的通知",
    "关于印发会员服务办法的通知",
]


def issuing(folder: Path, title: str, own: str) -> Path:
    """A draft of a 通知 that issues another one."""
    (folder / "乙.md").write_text(ISSUED.format(title=own), encoding="utf-8")
    return draft(folder, 标题=title, 印发="乙.md")


@pytest.mark.parametrize(("name", "own"), SAME)
def test_a_name_that_is_written_otherwise_is_the_same(tmp_path: Path, name: str, own: str) -> None:
    assert "GW348" not in codes(issuing(tmp_path, f"关于印发《{name}》的通知", own))


@pytest.mark.parametrize(("name", "own"), OTHER)
def test_another_name_is_found_at_the_title_with_the_own_one_told(tmp_path: Path, name: str, own: str) -> None:
    (one,) = report(issuing(tmp_path, f"关于印发《{name}》的通知", own), select=["GW348"]).findings
    assert one.found.words == f"《{name}》"
    assert f"所印发的文件自己的标题是“{own}”" in one.found.wanted
    assert one.found.where.line == 5


@pytest.mark.parametrize("title", UNJUDGED)
def test_what_does_not_name_just_one_text_is_not_judged(tmp_path: Path, title: str) -> None:
    assert "GW348" not in codes(issuing(tmp_path, title, "会费收缴规定"))


def test_an_attachment_of_a_draft_that_issues_another_text_is_not_what_is_issued(tmp_path: Path) -> None:
    (tmp_path / "丙.md").write_text(ISSUED.format(title="填报样表"), encoding="utf-8")
    (tmp_path / "乙.md").write_text(ISSUED.format(title="会员服务办法"), encoding="utf-8")
    path = draft(tmp_path, 标题="关于印发《会员服务办法》的通知", 附件="[{标题: 填报样表, 文件: 丙.md}]", 印发="乙.md")
    assert "GW348" not in codes(path)


@pytest.mark.parametrize(
    ("attached", "is_found"),
    [
        ("[会员服务办法]", True),
        ("[会员服务办法（试行）]", False),
        ("[会员服务办法（试行）任务分工表]", False),
        ("[会费收缴办法]", False),
        ("[会员服务办法, 填报样表]", False),
    ],
)
def test_the_only_attachment_is_compared_where_nothing_is_issued(tmp_path: Path, attached: str, is_found: bool) -> None:
    title = "关于印发《会员服务办法（试行）》的通知"
    for make in (draft, word, paper):
        path = make(tmp_path, 标题=title, 附件=attached)
        assert ("GW348" in codes(path)) == is_found, path


def test_the_lines_below_a_title_in_a_word_file_from_elsewhere_may_belong_to_it(tmp_path: Path) -> None:
    assert "GW348" not in codes(foreign(tmp_path, "会员服务办法", "（试行）"))
    assert "GW348" not in codes(
        foreign(tmp_path, "云州市医学会全市会员", "服务办法（试行）", name="云州市医学会全市会员服务办法（试行）")
    )
    assert "GW348" in codes(foreign(tmp_path, "会员服务办法", "一、服务的内容"))
    assert "GW348" not in codes(foreign(tmp_path, "某某单位的来信", "一、服务的内容"))


def foreign(folder: Path, *lines: str, name: str = "会员服务办法（试行）") -> Path:
    """A Word file without our styles, a text behind its date."""
    import docx

    document = docx.Document()
    head = (f"关于印发《{name}》的通知", "各专科分会：", "现印发给你们，请遵照执行。", "云州市医学会", "2026年11月21日")
    for line in (*head, *lines, "学术交流和继续教育由学会办公室组织，各单位要配合。"):
        document.add_paragraph(line)
    path = folder / "甲.docx"
    document.save(str(path))
    return path
