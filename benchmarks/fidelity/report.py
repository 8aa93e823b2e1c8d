"""The proof in words: the table for the terminal, and ``docs/internal/fidelity.md``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .proof import Measure, Proof

# What the standard leaves open, and which reading is built.
DISPUTED = (
    ("左右页镜像（5.2.1）", "“订口（左白边）28”对双页来说在右边；标准没有展开。默认不镜像。"),
    ("署名短于日期时（7.3.5.2）", "“相应增加”有两解：署名比日期左移二字，或者与日期左对齐。用前者。"),
    ("有密级而没有份号（7.2.2）", "密级写“第二行”；没有份号时上移到第一行。涉密公文本应有份号。"),
    ("版记在双页（7.4）", "GB/T 9704 没有写明，依 GB/T 33476.2 的 7.3.1。"),
    ("4号字要素的“空一字”（7.4、7.5）", "按4号字宽 4.94 毫米；按3号字宽则为 5.57 毫米。"),
    ("标题的行距（3.2）", "按定义约 12.5 毫米，取 35 磅。"),
    ("一行的高（5.2.3）", "225÷22＝10.23 毫米；Word 里能放下 22 行的最大整数缇是 28.95 磅＝10.21 毫米，取后者。"),
    ("附注（7.3.6）", "在日期下一行；GB/T 33476.2 隔一行，印章会压到它的也隔一行。"),
    ("每排印章（7.3.5.1）", "2012 年版没有写每排最多几个；42 毫米的章在版心里放得下三个。"),
    ("信函第二条线（10.1）", "只在首页，依式样图；首页文字仍只排到版心下边缘。"),
    ("印发的文件（9.1）", "是通知的内容，不标“附件”。"),
    ("破折号（GB/T 15834）", "不拆开，可以起头；一字线不起头。Word 让一字线起头，DOCX 在 Word 里可能因此不同。"),
    (
        "改过的 DOCX 里的版记",
        "正文到哪一面为止，版记都到最后一个双页。独占一面的用“偶数页分节符”，有定义；"
        "在正文下面的，靠单页页眉里的空白图形使正文环绕，Word 会不会这样环绕，没有实测。",
    ),
    ("Word、WPS", "没有在 Word、WPS 里看过：它们怎样断行，依它们公开的规则推断；实测只有 LibreOffice。"),
)


def table(measures: Sequence[Measure]) -> str:
    """The table of the proof in Markdown."""
    rows = (f"| {one.name} | {one.must} | {one.found} | {'是' if one.met else '否'} |" for one in measures)
    return "\n".join(("| 量什么 | 应当 | 量得 | 达到 |", "|---|---|---|---|", *rows))


def faults(measures: Sequence[Measure], most: int = 12) -> Iterator[str]:
    """What missed its mark, some of each."""
    for one in measures:
        yield from (f"{one.name}：{fault}" for fault in one.faults[:most])
        if len(one.faults) > most:
            yield f"{one.name}：还有{len(one.faults) - most}处"


def markdown(proof: Proof, measures: Sequence[Measure]) -> str:
    """The report."""
    return "\n".join((*_head(proof, measures), *_places(proof), *_office(proof), *_disputed())) + "\n"


_OPENING = """\
# What the printed page measures

`script/fidelity` makes this page. It takes a corpus of documents (`benchmarks/fidelity/corpus.py`) the whole way, and measures
the PDF from its own characters, rules, pictures and ink, and the DOCX from its text and from what LibreOffice shows of it. What
is expected of an element is computed from the standard's numbers and from what the page shows, never from the page plan. Three
programs read the text out of every PDF (`readers.py`), qpdf's library checks the file, and WeasyPrint draws the same plan, to be
held beside it as a picture (`painters.py`).
"""

_SPACES = """
LibreOffice 7.4 spaces hanzi from digits and letters whatever `w:autoSpaceDE` and `w:autoSpaceDN` say: its DOCX filter skips both.
The DOCX has a hint for it at such places (`core/ooxml/libreoffice.py`): deleted text in a fallback, which Word does not see and
which stands in no `w:t`. Without the hints 34 of the 84 lines of `tests/support/samples.py` broke elsewhere; with them, none.
"""


def _head(proof: Proof, measures: Sequence[Measure]) -> Iterator[str]:
    pages = sum(len(case.paper) for case in proof.cases)
    yield _OPENING
    yield f"The corpus has {len(proof.cases)} documents of {pages} pages.\n"
    yield table(measures) + "\n"


def _places(proof: Proof) -> Iterator[str]:
    yield "## Each element's place"
    yield ""
    yield "Largest distance from where the standard wants it, in mm."
    yield ""
    yield "| element | clause | measured | off by at most | may be |"
    yield "|---|---|---|---|---|"
    for element, found in proof.places.items():
        worst = max(place.off for _, place in found)
        tolerance = max(place.tolerance for _, place in found)
        yield f"| {element} | {found[0][1].clause} | {len(found)} | {worst:.2f} | {tolerance:g} |"
    yield ""


def _office(proof: Proof) -> Iterator[str]:
    moved = sum(one.moved for one in proof.shown)
    yield "## Where LibreOffice differs"
    yield ""
    yield "Lines that LibreOffice breaks elsewhere, by the cause of the first: what follows in its paragraph differs, too."
    yield ""
    yield "| cause | lines | example |"
    yield "|---|---|---|"
    for cause, lines in proof.causes.most_common():
        yield f"| {cause or '没有说明'} | {lines} | {_example(proof, cause)} |"
    yield ""
    yield f"{moved} lines break as in the PDF but stand on the next page: where a signature must not stand alone, LibreOffice"
    yield "takes the whole last paragraph over to it, the PDF (and Word, by ISO/IEC 29500-1, 17.3.1.15) only its last line."
    yield _SPACES


def _example(proof: Proof, cause: str) -> str:
    found = next(one for compared in proof.shown for one in compared.differences if one.cause == cause)
    return f"PDF“{found.ours[0][-8:]}”，LibreOffice“{found.theirs[0][-8:]}”" if found.ours and found.theirs else "—"


def _disputed() -> Iterator[str]:
    yield "## What stays disputed"
    yield ""
    yield "| matter | reading |"
    yield "|---|---|"
    yield from (f"| {matter} | {reading} |" for matter, reading in DISPUTED)
