"""What people get who copy a whole PDF out of Chromium's viewer and paste it."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from fidelity.corpus import across, basic, headed, sealed
from hongtou import Drawing, Gongwen
from hongtou.fonts.faces import Fonts
from hongtou.layout import lay_out
from hongtou.page import frames
from hongtou.render.pdf import render, render_archival
from support.chromium import MARKS, Chromium
from support.samples import whole

pytestmark = MARKS
FONTS = Fonts()
SAMPLES = {"whole": whole(), "sealed": sealed(2), "headed": basic(headed()), "landscape": basic([across(30)])}


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chromium]:
    with Chromium(tmp_path_factory.mktemp("chromium")) as browser:
        yield browser


def drawing(gongwen: Gongwen) -> Drawing:
    return Drawing(gongwen, lay_out(gongwen, FONTS), FONTS, (files("hongtou.templates"),))


def plain(text: str) -> str:
    return "".join(text.split())


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("archival", [False, True])
def test_what_is_copied_is_the_text_in_reading_order(name: str, archival: bool, chromium: Chromium, tmp_path: Path) -> None:
    work = drawing(SAMPLES[name])
    file = tmp_path / f"{name}.pdf"
    file.write_bytes((render_archival if archival else render)(work))
    wanted = [one.text for page in frames(work.plan, FONTS) for one in (*page.texts, *page.folio)]
    assert plain(chromium.copied(file)) == plain("".join(wanted))
