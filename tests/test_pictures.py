"""The pictures in the documents: of every format, and as the pages look today."""

import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageStat

ROOT = Path(__file__).resolve().parent.parent
IMAGES = ROOT / "docs" / "images"
PAGE = ROOT / "docs" / "user" / "formats.md"
SAMPLES = sorted((ROOT / "sample_data" / "formats").glob("*.md"))
# Grey levels by which a strip of a page may differ, on average: programs that draw pages smooth edges each in their way, which
# makes one or two; lines that have moved make ten and more.
UNLIKE = 4.0
STRIPS = 12


def shown() -> list[str]:
    """The pictures that the page shows, in order."""
    return re.findall(r'<img src="\.\./images/formats/([^"]+)"', PAGE.read_text("utf-8"))


@pytest.mark.parametrize("draft", SAMPLES, ids=lambda draft: draft.stem)
def test_every_sample_of_a_format_is_shown_by_its_first_and_last_page(draft: Path) -> None:
    drawn = sorted(path.name for path in (IMAGES / "formats").glob(f"{draft.stem}-[12].png"))
    assert drawn[:1] == [f"{draft.stem}-1.png"], "run script/pictures"
    at = shown().index(drawn[0])
    assert shown()[at : at + len(drawn)] == drawn


def test_the_page_shows_every_picture_once_and_no_other() -> None:
    assert sorted(shown()) == sorted(path.name for path in (IMAGES / "formats").iterdir())


def unlike(first: Image.Image, second: Image.Image) -> float:
    """How much two pages differ where they differ most: the mean difference in a strip of the page, grey levels."""
    difference = ImageChops.difference(first.convert("L"), second.convert("L"))
    edges = [difference.height * part // STRIPS for part in range(STRIPS + 1)]
    strips = (difference.crop((0, top, difference.width, foot)) for top, foot in pairwise(edges))
    return max(ImageStat.Stat(strip).mean[0] for strip in strips)


@pytest.fixture(scope="module")
def today(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the pictures drawn anew."""
    folder = tmp_path_factory.mktemp("pictures")
    subprocess.run([sys.executable, str(ROOT / "script" / "pictures"), str(folder)], check=True)
    return folder


def test_pages_look_as_in_the_pictures(today: Path) -> None:
    drawn = sorted(path.relative_to(today) for path in today.rglob("*.png"))
    # Those of the document types are script/types_page's, those of the pages in a browser script/browser's.
    kept = (path.relative_to(IMAGES) for path in IMAGES.rglob("*.png"))
    assert drawn == sorted(path for path in kept if path.parts[0] not in {"types", "browser"}), "run script/pictures"
    for name in drawn:
        with Image.open(today / name) as new, Image.open(IMAGES / name) as old:
            assert new.size == old.size
            assert unlike(new, old) < UNLIKE, f"{name}: run script/pictures"


def test_a_line_that_moved_is_seen() -> None:
    with Image.open(IMAGES / "first-page.png") as page:
        assert unlike(page, page) == 0
        assert unlike(page, ImageChops.offset(page.convert("RGB"), 0, 3)) > UNLIKE
        assert unlike(page, ImageChops.offset(page.convert("RGB"), 15, 0)) > UNLIKE
