"""Renderers are called from several threads at once, as a server would: each gets what it would get alone."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path
from shutil import copy

import pytest
from hongtou import Drawing, Gongwen
from hongtou.fonts.faces import Fonts
from hongtou.layout import lay_out
from support.plugins import PLUGINS
from support.samples import filler, simple

FONTS = Fonts()
BUILT_IN = files("hongtou.templates")
THREADS = 4
RENDERERS = PLUGINS.renderers


def at_once(do: Callable[[int], bytes]) -> list[bytes]:
    """What several threads give that begin together."""
    begin = threading.Barrier(THREADS)

    def work(number: int) -> bytes:
        begin.wait(timeout=60)
        return do(number)

    with ThreadPoolExecutor(THREADS) as pool:
        return list(pool.map(work, range(THREADS)))


def documents() -> list[Gongwen]:
    return [simple(*filler(3 + number)) for number in range(THREADS)]


def drawing(gongwen: Gongwen, *own: Path) -> Drawing:
    return Drawing(gongwen, lay_out(gongwen, FONTS), FONTS, (*own, BUILT_IN))


@pytest.mark.parametrize("name", ["docx", "pdf", "pdfa", "png"])
def test_threads_draw_at_once_what_each_draws_alone(name: str) -> None:
    render = RENDERERS[name].render
    works = [drawing(gongwen) for gongwen in documents()]
    assert at_once(lambda number: render(works[number])) == [render(work) for work in works]


def test_threads_share_faces_that_nobody_has_used_yet() -> None:
    fresh, render = Fonts(), RENDERERS["pdf"].render
    wanted = [render(drawing(gongwen)) for gongwen in documents()]

    def draw(number: int) -> bytes:
        gongwen = documents()[number]
        return render(Drawing(gongwen, lay_out(gongwen, fresh), fresh, (BUILT_IN,)))

    assert at_once(draw) == wanted


def test_threads_draw_an_offices_own_html_template_at_once(tmp_path: Path) -> None:
    copy(str(BUILT_IN.joinpath("html", "gongwen.html")), tmp_path)
    template = tmp_path / "gongwen.html"
    template.write_text(template.read_text("utf-8").replace("</body>", "<p>自己的</p></body>"), "utf-8")
    render = RENDERERS["pdf"].render
    works = [drawing(gongwen, tmp_path) for gongwen in documents()]
    assert [len(one) for one in at_once(lambda number: render(works[number]))] == [len(render(work)) for work in works]
