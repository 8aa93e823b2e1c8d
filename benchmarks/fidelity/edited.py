"""What a clerk does to a DOCX: paragraphs taken out or put in; and where the 版记 stands then, as LibreOffice prints it.

``script/edits [NAME …]`` does it with the corpus and the samples, and prints a table.
"""

from __future__ import annotations

import io
import sys
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

import docx
from docx.document import Document
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.text.paragraph import Paragraph
from hongtou import Format
from hongtou.layout.styles import Role
from hongtou.office import load_office
from hongtou.plugin.manager import Plugins
from hongtou.runner import Runner
from support.libreoffice import PRINTED, papers_of
from support.measure import Paper, Row

from .corpus import corpus
from .made import make

_SAMPLES: Final = Path(__file__).resolve().parents[2] / "sample_data"
# So many paragraphs are taken out (below zero) or put in.
EDITS: Final = (-5, -2, 0, 1, 4, 12, 40)
# Where the last rule of the 版记 has to lie (7.4.1), and how far off it may be; mm from the page's upper edge.
FOOT: Final = 262.0
TOLERANCE: Final = 0.5
_ADDED: Final = "各党支部要把学习教育同业务工作结合起来，认真落实各项制度，按时完成全部任务，并于每季度末报送进展情况。"
_BEGINS: Final = ("抄送：", "主送：")
# How far the rows of a text and of a 版记 are apart at the least, mm.
_APART: Final = 8.0
_CARRIES: Final = ".//w:drawing | .//w:sectPr | .//w:pageBreakBefore"
# So many documents are given to LibreOffice at once.
_BATCH: Final = 60


class Found(NamedTuple):
    """Where the 版记 of a printed document stands: its page of how many, its last rule (mm), and what is wrong with it."""

    page: int
    pages: int
    rule: float
    fault: str


def edited(blob: bytes, count: int) -> bytes:
    """A DOCX with so many paragraphs of text more; with fewer, as far as there are any, below zero."""
    document = docx.Document(io.BytesIO(blob))
    found = _text(document)
    for paragraph in found[1 : 1 - count] if count < 0 else ():
        _remove(paragraph._p)
    for _ in range(count if found else 0):
        copy = deepcopy(found[0]._p)
        found[0]._p.addnext(copy)
        _say(Paragraph(copy, found[0]._parent))
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def _remove(piece: BaseOxmlElement) -> None:
    holder = piece.getparent()
    assert holder is not None
    holder.remove(piece)


def _text(document: Document) -> list[Paragraph]:
    """The paragraphs of the main text that carry nothing besides their words."""
    texts: list[Paragraph] = []
    for paragraph in document.paragraphs:
        style = paragraph.style.name if paragraph.style else ""
        if style in {Role.DATE.value, Role.ATTACHMENT_MARK.value}:
            break
        if style == Role.TEXT.value and not paragraph._p.xpath(_CARRIES):
            texts.append(paragraph)
    return texts


def _say(paragraph: Paragraph) -> None:
    for run in paragraph.runs[1:]:
        _remove(run._r)
    paragraph.runs[0].text = _ADDED


def foot(paper: Paper) -> Found:
    """The 版记 of a printed document: the last rules of all, at the foot of the last page, which is even, below all text."""
    pages = len(paper)
    ruled = [number for number in range(1, pages + 1) if _rules(paper, number)]
    if not ruled:
        return Found(0, pages, 0.0, "没有版记")
    page = ruled[-1]
    rules = _rules(paper, page)
    rule = rules[-1]
    faults = [
        "不在最后一面" if page != pages else "",
        "在单面" if page % 2 else "",
        f"末条线在{rule:.2f}毫米" if abs(rule - FOOT) > TOLERANCE else "",
        "印在正文上" if _pressed(paper.body(page)) else "",
    ]
    return Found(page, pages, rule, "，".join(filter(None, faults)))


def _rules(paper: Paper, page: int) -> list[float]:
    """The lower edges of the rules of a 版记 on a page, from its first one on; those of tables do not count."""
    rules = [(rule.left, rule.bottom) for rule in paper.rules(page) if rule.width > 150 and not rule.red]
    return [bottom for _, bottom in rules] if rules and rules[-1][1] > FOOT - 3 else []


def _pressed(rows: Sequence[Row]) -> bool:
    """Whether text stands beside or below the first row of a 版记."""
    first = next(number for number, row in enumerate(rows) if row.text.startswith(_BEGINS) or row.text.endswith("印发"))
    above = rows[first].baseline - rows[first - 1].baseline if first else _APART
    return above < _APART or any(row.size > 15 for row in rows[first:])


def measured(documents: Mapping[str, bytes], edits: Sequence[int] = EDITS) -> dict[tuple[str, int], Found]:
    """Every document after every edit."""
    cases = [(name, count) for name in documents for count in edits]
    found = {}
    for start in range(0, len(cases), _BATCH):
        batch = cases[start : start + _BATCH]
        with TemporaryDirectory(prefix="edited") as home:
            named = {str(number): edited(documents[name], count) for number, (name, count) in enumerate(batch)}
            papers = papers_of(Path(home), named, PRINTED)
            found.update({case: foot(papers[str(number)]) for number, case in enumerate(batch)})
    return found


def documents(names: Sequence[str] = ()) -> Iterator[tuple[str, bytes]]:
    """The DOCX files of the corpus and of the samples that have a 版记 with rules."""
    for name, gongwen in corpus():
        if _chosen(name, names) and gongwen.imprint and gongwen.format is not Format.LETTER:
            yield name, make(name, gongwen).docx
    runner = Runner(load_office(_SAMPLES), Plugins())
    for draft in (*sorted(_SAMPLES.glob("0*")), *sorted((_SAMPLES / "formats").glob("*.md"))):
        if _chosen(draft.stem, names):
            made = runner.make(draft, ["docx"])
            if made.plan.imprint and made.plan.imprint.rules:
                yield draft.stem, made.files["docx"]


def _chosen(name: str, names: Sequence[str]) -> bool:
    return not names or any(one in name for one in names)


def main(names: Sequence[str]) -> int:
    """Print what was found; 1: a 版记 stood elsewhere."""
    found = measured(dict(documents(names)))
    print("| 改动 | 份 | 末条线在262±0.5毫米、双面、最后一面 | 最远 |\n|---|---|---|---|")
    for count in EDITS:
        own = [one for (_, edit), one in found.items() if edit == count]
        good = [one for one in own if not one.fault]
        worst = max((abs(one.rule - FOOT) for one in good), default=0.0)
        print(f"| {count:+d}段 | {len(own)} | {len(good)} | {worst:.2f}毫米 |")
    faults = [
        f"{name} {count:+d}：{one.fault}（第{one.page}页，共{one.pages}页）" for (name, count), one in found.items() if one.fault
    ]
    print("\n".join(faults), file=sys.stderr)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
