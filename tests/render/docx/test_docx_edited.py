"""A DOCX that a clerk has changed, as LibreOffice prints it: where its 版记 stands. ``script/edits`` does it with the corpus."""

from __future__ import annotations

from pathlib import Path

import pytest
from fidelity.corpus import DATE, OFFICE, basic, corpus, letter, lines
from fidelity.edited import edited, foot, measured
from fidelity.made import make
from hongtou import Imprint
from support.libreoffice import MARKS, papers_of

pytestmark = MARKS
GONGWEN = dict(corpus())
# The text ends on an odd page, on an even one with room and on one without; there is a table, an attachment, a seal.
NAMES = ("正文到第13行", "正文到第16行", "正文到第27行", "正文到第32行", "附件02个", "盖章1个")
EDITS = (-5, 1, 4, 40)


def test_the_imprint_stays_at_the_foot_of_the_last_even_page() -> None:
    found = measured({name: make(name, GONGWEN[name]).docx for name in NAMES}, EDITS)
    assert {case: one.fault for case, one in found.items() if one.fault} == {}
    assert len(found) == len(NAMES) * len(EDITS)


@pytest.mark.parametrize("organ", [OFFICE, OFFICE * 2, f"{OFFICE}综合处"])
def test_its_last_rule_stays_whatever_lines_the_organ_takes(organ: str, tmp_path: Path) -> None:
    """Word may need a line where the PDF needs two."""
    imprint = Imprint(("市卫生健康委党组、市科协党组" * 3,), organ, DATE)
    (paper,) = papers_of(tmp_path, {"one": make("one", basic(lines(20), imprint=imprint)).docx}).values()
    assert foot(paper).fault == ""


def test_the_copies_of_a_letter_stay_on_its_last_page(tmp_path: Path) -> None:
    """10.1: be it odd."""
    blob = make("信函", letter(7)).docx
    papers = papers_of(tmp_path, {str(count): edited(blob, count) for count in (-5, 0, 3, 40)})
    assert {len(paper) for paper in papers.values()} >= {1, 2}
    for paper in papers.values():
        last = paper.body(len(paper))[-1]
        assert last.text.startswith("抄送：")
        assert last.baseline == pytest.approx(260, abs=0.5)
