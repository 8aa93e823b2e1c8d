"""Every page can be used without seeing it: axe-core finds nothing on any, in the light and in the dark."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hongtou import web
from hongtou.web.routes import ROUTES
from hongtou.workflow.people import ONESELF
from playwright.sync_api import BrowserContext, Page
from support.browser import NEEDED, Windows
from support.screens import FILES, SCREENS, Screen, Visit, office, own_computer, visiting

pytestmark = [pytest.mark.xdist_group("screens"), NEEDED]
AXE = (Path(__file__).resolve().parent.parent / "data" / "axe-4.min.js").read_text("utf-8")
# Frames show what is looked at by itself.
OPTIONS = {"resultTypes": ["violations"], "iframes": False}
OF_COLOURS = ("color-contrast", "link-in-text-block")


@pytest.fixture(scope="module")
def context(windows: Windows) -> Iterator[BrowserContext]:
    with windows.one() as context:
        context.set_default_timeout(10_000)
        yield context


@pytest.fixture(scope="module")
def at_office(context: BrowserContext, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    with office(tmp_path_factory.mktemp("office")) as (site, who), visiting(context, site, who) as visit:
        yield visit


@pytest.fixture(scope="module")
def at_home(context: BrowserContext, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visit]:
    with own_computer(tmp_path_factory.mktemp("own")) as site, visiting(context, site, ONESELF) as visit:
        yield visit


def found(page: Page, options: dict[str, Any]) -> Iterator[str]:
    """What axe-core finds on a page: the rule, and where."""
    results: dict[str, Any] = page.evaluate("(options) => axe.run(document, options)", options)
    yield from (f"{one['id']}: {node['html'][:200]}" for one in results["violations"] for node in one["nodes"])


@pytest.mark.parametrize("screen", SCREENS, ids=str)
def test_axe_finds_nothing(at_office: Visit, at_home: Visit, screen: Screen) -> None:
    visit = at_home if screen.own else at_office
    screen.way(visit)
    page = visit.page
    page.evaluate(AXE)
    page.emulate_media(color_scheme="dark")
    in_the_dark = list(found(page, {**OPTIONS, "runOnly": list(OF_COLOURS)}))
    page.emulate_media(color_scheme="light")
    assert (list(found(page, OPTIONS)), in_the_dark) == ([], [])


def test_the_dark_theme_has_other_colours_and_nothing_else_of_its_own() -> None:
    style = (Path(web.__file__).parent / "static" / "style.css").read_text("utf-8")
    (dark,) = re.findall(r"@media \(prefers-color-scheme: dark\) \{(.*?)\n\}", style, re.DOTALL)
    named = re.fullmatch(r"\s*:root \{([^{}]*)\}\s*", dark)
    assert named
    assert all(one.strip().startswith("--") for one in named[1].split(";") if one.strip())


def test_every_page_is_looked_at() -> None:
    shown = {screen.route for screen in SCREENS}
    assert {route.path for route in ROUTES if route.method == "GET"} <= shown | set(FILES)
    assert shown <= {route.path for route in ROUTES}


@pytest.mark.parametrize("path", [one for one in FILES.values() if one])
def test_nothing_else_is_a_page(at_office: Visit, path: str) -> None:
    answer = at_office.page.request.get(at_office.site.options.origin + path.replace("{id}", at_office.draft().id))
    assert answer.ok
    assert "html" not in answer.headers["content-type"]
