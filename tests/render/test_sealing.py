"""Seals and stamps as they are printed, measured in the PDF and in the DOCX that LibreOffice shows."""

from __future__ import annotations

import datetime
import io
from importlib.resources import files
from itertools import combinations

import pypdfium2.raw as raw
import pytest
from hongtou import Content, Drawing, Gongwen, Paragraph, Picture, Signature, Stamp, spans
from hongtou.fonts.faces import Fonts
from hongtou.layout import lay_out
from hongtou.layout.plan import PagePlan
from hongtou.layout.standard import to_mm
from hongtou.pictures.seals import seal, stamp
from hongtou.render import docx, pdf
from PIL import Image, ImageDraw
from support.libreoffice import MARKS, papers_of
from support.measure import Paper, Shape
from support.word import Word

DATE = datetime.date(2026, 11, 21)
FONTS = Fonts()
NAMES = ("云州市卫生健康委员会", "云州市教育局", "云州市民政局", "云州市科学技术协会", "云州市医学会")
RED = (216, 30, 30, 255)


def _png(width: int, height: int, *, full: bool) -> Picture:
    """A red ring, or a disc that covers what it can."""
    image = Image.new("RGBA", (width, height), (255, 255, 255, 0))
    ImageDraw.Draw(image).ellipse((0, 0, width - 1, height - 1), outline=RED, width=16, fill=RED if full else None)
    target = io.BytesIO()
    image.save(target, "PNG")
    return Picture("章.png", target.getvalue(), 10, 10)


SEAL = seal(_png(600, 600, full=False), 42)
DISC = seal(_png(600, 600, full=True), 42)
STAMP = Stamp("云州市医学会会长", stamp(_png(600, 240, full=False), 40))


def document(signature: Signature, lines: int = 3) -> Gongwen:
    return Gongwen(
        "通知", Content("关于测试的通知", (Paragraph(spans("国" * (28 * lines - 2))),)), signature=signature, note="此件公开发布"
    )


SAMPLES = {
    "one": document(Signature(NAMES[:1], DATE, (SEAL,))),
    "two": document(Signature(NAMES[1:3], DATE, (SEAL,) * 2)),
    "three": document(Signature(NAMES[1:4], DATE, (SEAL,) * 3)),
    "five": document(Signature(NAMES, DATE, (SEAL,) * 5)),
    "stamp": document(Signature((), DATE, stamps=(STAMP, STAMP))),
    "foot": document(Signature(NAMES[:1], DATE, (SEAL,)), lines=12),
}
PLANS = {name: lay_out(gongwen, FONTS) for name, gongwen in SAMPLES.items()}


def drawing(gongwen: Gongwen, plan: PagePlan | None = None) -> Drawing:
    return Drawing(gongwen, plan or lay_out(gongwen, FONTS), FONTS, (files("hongtou.templates"),))


@pytest.fixture(scope="module")
def pdfs() -> dict[str, Paper]:
    return {name: Paper(pdf.render(drawing(gongwen, PLANS[name]))) for name, gongwen in SAMPLES.items()}


def pictures(paper: Paper, page: int = 1) -> list[Shape]:
    return sorted((shape for shape in paper.shapes(page) if shape.picture), key=lambda shape: (round(shape.top), shape.left))


def planned(name: str) -> list[tuple[float, float, float, float]]:
    """Left, top, right, bottom in mm."""
    found = sorted(PLANS[name].pictures, key=lambda one: (round(to_mm(one.y)), one.x))
    return [(to_mm(one.x), to_mm(one.y), to_mm(one.x + one.width), to_mm(one.y + one.height)) for one in found]


def check_places(paper: Paper, name: str, tolerance: float) -> None:
    found = [(shape.left, shape.top, shape.right, shape.bottom) for shape in pictures(paper)]
    assert len(found) == len(planned(name))
    for shape, place in zip(found, planned(name), strict=True):
        assert shape == pytest.approx(place, abs=tolerance)


def check_apart(paper: Paper) -> None:
    for first, second in combinations(pictures(paper), 2):
        if second.top > first.bottom + 1:
            continue
        across = (first.left + first.right - second.left - second.right) / 2
        down = (first.top + first.bottom - second.top - second.bottom) / 2
        assert (across**2 + down**2) ** 0.5 > 42 + 1


def check_single(paper: Paper) -> None:
    """7.3.5.1, by the file's own places."""
    rows = paper.body(1)
    issuer = next(row for row in rows if row.text == NAMES[0])
    date = next(row for row in rows if row.text == "2026年11月21日")
    text = rows[rows.index(issuer) - 1]
    (one,) = pictures(paper)
    middle = (one.left + one.right) / 2
    assert date.right == pytest.approx(184 - 4 * 5.556, abs=0.5)
    assert (issuer.left + issuer.right) / 2 == pytest.approx((date.left + date.right) / 2, abs=0.5)
    assert middle == pytest.approx((date.left + date.right) / 2, abs=0.5)
    assert 0 < one.top - (text.baseline + 0.12 * 5.644) <= 10.39
    # The two lines are below the seal's middle, and within it.
    assert (one.top + one.bottom) / 2 < (issuer.baseline + date.baseline) / 2 < one.bottom - 5
    assert one.bottom > date.baseline


# --- PDF ------------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SAMPLES)
def test_seals_lie_where_planned_and_apart(pdfs: dict[str, Paper], name: str) -> None:
    check_places(pdfs[name], name, 0.1)
    check_apart(pdfs[name])


@pytest.mark.parametrize("name", ["one", "foot"])
def test_a_single_seal_lies_by_the_standard(pdfs: dict[str, Paper], name: str) -> None:
    check_single(pdfs[name])


def test_a_stamp_lies_by_the_standard(pdfs: dict[str, Paper]) -> None:
    paper = pdfs["stamp"]
    rows = [row for row in paper.body(1) if row.text == STAMP.title]
    date = next(row for row in paper.body(1) if row.text == "2026年11月21日")
    for one, row in zip(pictures(paper), rows, strict=True):
        assert one.right == pytest.approx(184 - 4 * 5.556, abs=0.3)
        assert row.right == pytest.approx(one.left - 2 * 5.556, abs=0.5)
        assert row.baseline - 0.38 * 5.644 == pytest.approx((one.top + one.bottom) / 2, abs=0.3)
    assert date.right == pytest.approx(184 - 4 * 5.556, abs=0.5)


def _dark(gongwen: Gongwen, *, name: str = NAMES[0]) -> int:
    """How many pixels of an issuer's line are black."""
    paper = Paper(pdf.render(drawing(gongwen)))
    row = next(row for row in paper.body(1) if row.text == name)
    image = paper.document[0].render(scale=200 / 72).to_pil().convert("RGB")
    box = (row.left, row.baseline - 5, row.right, row.baseline + 1)
    red, _, _ = image.crop(tuple(round(edge * 200 / 25.4) for edge in box)).split()
    return sum(red.histogram()[:100])


def test_text_is_as_black_under_a_seal_as_without_one() -> None:
    bare, covered = (_dark(document(Signature(NAMES[:1], DATE, seals))) for seals in ((), (DISC,)))
    assert bare > 1000
    # At the edges of strokes red paper lets a few more pixels count as black than white paper does.
    assert bare * 0.98 < covered < bare * 1.2


def test_a_seals_paper_is_red_between_the_characters(pdfs: dict[str, Paper]) -> None:
    (left, top, right, bottom) = planned("one")[0]
    ink = pdfs["one"].ink(1, (left - 5, top - 1, right + 5, bottom + 1), red=True)
    assert ink == pytest.approx((left, top, right, bottom), abs=0.3)


def test_sealed_documents_give_the_same_bytes_again() -> None:
    for render in (pdf.render, docx.render):
        first = render(drawing(SAMPLES["five"]))
        assert render(drawing(SAMPLES["five"])) == first


# --- DOCX -----------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SAMPLES)
def test_the_docx_is_sound_and_holds_each_picture_once(name: str) -> None:
    word = Word(docx.render(drawing(SAMPLES[name], PLANS[name])))
    assert word.faults() == []
    assert len([part for part in word.parts if part.startswith("word/media/")]) == 1


@pytest.fixture(scope="module")
def shown(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Paper]:
    """The DOCX files as LibreOffice shows them."""
    folder = tmp_path_factory.mktemp("seals")
    return papers_of(folder, {name: docx.render(drawing(gongwen, PLANS[name])) for name, gongwen in SAMPLES.items()})


class TestInLibreOffice:
    pytestmark = MARKS

    @pytest.mark.parametrize("name", SAMPLES)
    def test_seals_lie_where_planned_and_apart(self, shown: dict[str, Paper], name: str) -> None:
        assert len(shown[name]) == len(PLANS[name].pages)
        check_places(shown[name], name, 0.5)
        check_apart(shown[name])

    @pytest.mark.parametrize("name", ["one", "foot"])
    def test_a_single_seal_lies_by_the_standard(self, shown: dict[str, Paper], name: str) -> None:
        check_single(shown[name])

    def test_each_issuer_stands_in_the_middle_of_its_seal(self, shown: dict[str, Paper]) -> None:
        for name in ("two", "three"):
            found = [glyph for row in shown[name].body(1) for glyph in row.glyphs if glyph.text == "州"]
            assert len(found) == len(pictures(shown[name]))
        row = next(row for row in shown["two"].body(1) if row.text.startswith(NAMES[1]))
        halves = [row.glyphs[: len(NAMES[1])], row.glyphs[-len(NAMES[2]) :]]
        for half, one in zip(halves, pictures(shown["two"]), strict=True):
            assert (half[0].left + half[-1].right) / 2 == pytest.approx((one.left + one.right) / 2, abs=0.5)

    def test_text_stays_above_the_seal(self, shown: dict[str, Paper]) -> None:
        kinds = [part.type for part in shown["one"].document[0].get_objects()]
        assert max(place for place, kind in enumerate(kinds) if kind == raw.FPDF_PAGEOBJ_TEXT) > kinds.index(
            raw.FPDF_PAGEOBJ_IMAGE
        )
