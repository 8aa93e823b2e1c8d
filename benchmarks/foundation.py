"""Measures what making one document costs, each time beside what a user would pick instead, in the same run.

    script/benchmark foundation

Prints a table of ratios of medians of processor time; every pair takes turns, so that a busy machine slows both alike. Exits
with 1 when a target is missed.
"""

from __future__ import annotations

import gc
import io
import os
import resource
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from importlib.resources import files
from pathlib import Path
from statistics import median

from hongtou import Drawing, Gongwen
from hongtou.fonts.faces import Fonts
from hongtou.layout import lay_out
from hongtou.packet.packet import load_packet
from hongtou.plugin.manager import Plugins
from hongtou.render.docx import render as render_docx
from hongtou.render.html_pdf import render as render_html
from hongtou.render.pdf import render as render_pdf
from hongtou.render.png import page_png
from hongtou.runner import Runner
from rivals import docxtpl_alone, soffice, typst_alone, weasyprint_alone
from support.packets import heavy_packet
from support.samples import notice

FONTS = Fonts()
TEMPLATES = (files("hongtou.templates"),)
SAMPLES = Path(__file__).parent.parent / "sample_data"
Row = tuple[str, float, str, bool]


def processor_time() -> float:
    """Seconds that the processor has spent on this process and on those that it waited for."""
    usages = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(usage.ru_utime + usage.ru_stime for usage in usages)


def seconds(run: Callable[[], object]) -> float:
    """The processor time of one run: what else the machine does at the same time does not count."""
    gc.collect()
    start = processor_time()
    run()
    return processor_time() - start


def race(first: Callable[[], object], second: Callable[[], object], rounds: int) -> float:
    """The ratio of the medians of two ways, run in turns after one round to warm up."""
    first(), second()
    pairs = [(seconds(first), seconds(second)) for _ in range(rounds)]
    return median(one for one, _ in pairs) / median(other for _, other in pairs)


def pages_of(pages: int) -> Gongwen:
    """A notice whose text ends on this page."""
    for paragraphs in range(2 * pages, 12 * pages):
        gongwen = notice(paragraphs)
        if sum(bool(page.slices) for page in lay_out(gongwen, FONTS).pages) == pages:
            return gongwen
    raise AssertionError(f"no notice of {pages} pages")


def drawing(gongwen: Gongwen) -> Drawing:
    return Drawing(gongwen, lay_out(gongwen, FONTS), FONTS, TEMPLATES)


def row(name: str, ratio: float, limit: float, *, at_least: bool = False) -> Row:
    sign = "≥" if at_least else "≤"
    return name, ratio, f"{sign} {limit:g}", ratio >= limit if at_least else ratio <= limit


def documents() -> list[Row]:
    six, eleven = pages_of(6), pages_of(11)
    ours = drawing(six)
    long = drawing(eleven)
    docx = render_docx(ours)
    alone = weasyprint_alone(six, FONTS)
    return [
        row("PDF of six pages : WeasyPrint alone", race(lambda: render_pdf(drawing(six)), alone, 31), 0.20),
        row("the same : typst.compile, warm", race(lambda: render_pdf(drawing(six)), typst_alone(six, FONTS), 31), 0.60),
        row(
            "the same : Typst's compiler kept with its fonts",
            race(lambda: render_pdf(drawing(six)), typst_alone(six, FONTS, kept=True), 31),
            1.3,
        ),
        packet(),
        row(
            "soffice on our DOCX : PDF of six pages", race(soffice(docx), lambda: render_pdf(drawing(six)), 5), 50, at_least=True
        ),
        row("size of the PDF of six pages : WeasyPrint's", len(render_pdf(ours)) / len(alone()), 1.05),
        row(
            "one page of six as PNG : pypdfium2 drawing it from a PDF",
            race(one_page(ours), pypdfium_alone(render_pdf(ours)), 25),
            1.3,
        ),
        row("DOCX of six pages : docxtpl alone", race(lambda: render_docx(ours), docxtpl_alone(ours.plan), 25), 1.3),
        row(
            "layout of eleven pages : WeasyPrint drawing them",
            race(lambda: lay_out(eleven, FONTS), lambda: render_html(long), 9),
            0.10,
        ),
    ]


def packet() -> Row:
    """The four documents of a unit, from their sheets' values to DOCX and PDF, against the same drawn by WeasyPrint."""
    with tempfile.TemporaryDirectory() as folder:
        loaded = load_packet(heavy_packet(Path(folder), 1))
        runner = Runner(loaded.office, Plugins(), FONTS)
        sources = [document.source for task in loaded.tasks for document in task.documents]

    def make(paint: Callable[[Drawing], bytes]) -> Callable[[], object]:
        def run() -> object:
            composed = [runner.compose(source).gongwen for source in sources]
            return [(render_docx(work), paint(work)) for work in map(drawing, composed)]

        return run

    return row("packet of four documents, DOCX and PDF : drawn by WeasyPrint", race(make(render_pdf), make(render_html), 9), 0.35)


def one_page(work: Drawing) -> Callable[[], object]:
    return lambda: page_png(work, 1, 100)


def pypdfium_alone(pdf: bytes) -> Callable[[], object]:
    from pypdfium2 import PdfDocument

    def run() -> object:
        target = io.BytesIO()
        PdfDocument(pdf)[0].render(scale=100 / 72).to_pil().save(target, "PNG")
        return target

    return run


def start_up() -> list[Row]:
    """Commands in a process each, as a clerk starts them; modules are compiled before, as an installer does it."""
    folder = Path(tempfile.mkdtemp())
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "compiled")

    def call(*words: str) -> Callable[[], object]:
        return lambda: subprocess.run([sys.executable, *words], check=True, capture_output=True, cwd=folder, env=environment)

    hongtou = str(Path(sys.executable).parent / "hongtou")
    call(hongtou, "new", "通知", "-o", "通知.md")()
    shutil.copytree(SAMPLES, folder / "samples")
    rivals = call("-c", "import docxtpl, docx")

    def render(draft: str, formats: str) -> float:
        return race(call(hongtou, "render", draft, "-o", "made", "--to", formats), rivals, 11)

    imported = "python -c 'import docxtpl, docx'"
    return [
        row("hongtou --help : python -c 'import click'", race(call(hongtou, "--help"), call("-c", "import click"), 15), 2.5),
        row(f"cold hongtou render of one notice, DOCX and PDF : {imported}", render("通知.md", "docx,pdf"), 2.0),
        row(f"the same, DOCX alone : {imported}", render("通知.md", "docx"), 2.0),
        row(f"the same, PDF alone : {imported}", render("通知.md", "pdf"), 2.0),
        row(f"the same, six pages with three other drafts, fitted : {imported}", render("samples/01-通知.md", "docx,pdf"), 3.5),
    ]


def memory() -> Row:
    """Resident memory after 500 documents against that after the first 100."""
    gongwen = pages_of(6)
    after: dict[int, int] = {}
    for number in range(1, 501):
        work = drawing(gongwen)
        render_pdf(work), render_docx(work)
        if number in (100, 500):
            gc.collect()
            after[number] = resident()
    return row("memory after 500 documents : after 100", after[500] / after[100], 1.10)


def resident() -> int:
    """This process's resident memory now, in pages."""
    return int(Path("/proc/self/statm").read_text().split()[1])


def told(rows: Sequence[Row], digits: int) -> int:
    """Print the table; 1: a target was missed."""
    print("| what | measured | target | met |\n|---|---|---|---|")
    for name, ratio, target, met in rows:
        print(f"| {name} | {ratio:.{digits}f} | {target} | {'yes' if met else 'NO'} |")
    return 0 if all(met for *_, met in rows) else 1


def main() -> int:
    return told([*documents(), *start_up(), memory()], 2)


if __name__ == "__main__":
    sys.exit(main())
