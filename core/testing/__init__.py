"""A pytest plug-in for those who write plug-ins: an office, drafts made and looked at, commands, goldens that people can read.

pytest loads it by its entry point in every run on a machine where hongtou is installed, so nothing but this page is imported
before a test asks for one of the fixtures.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

import pytest

if TYPE_CHECKING:
    from .folder import Office
    from .golden import Golden
    from .making import PageOf, ProblemsOf, Render
    from .running import Run

__all__ = ["golden", "office", "page", "problems", "render", "run"]

OPTION: Final = "--update-goldens"


def pytest_addoption(parser: pytest.Parser) -> None:
    """Give the option that writes goldens anew."""
    parser.getgroup("hongtou").addoption(OPTION, action="store_true", help="hongtou: write the files of `golden` anew")


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """An invented office's folder: ``office.write(name, text)`` puts a file there, ``office.folder`` is where it is."""
    from .folder import Office

    return Office(tmp_path / "office")


@pytest.fixture
def render(office: Office) -> Render:
    """``render(draft, to=())``: a draft, as text or by name, made into pages: ``pages``, ``gongwen``, ``files``, ``text``."""
    from .making import Render

    return Render(office)


@pytest.fixture
def page(render: Render) -> PageOf:
    """``page(draft, number=1)``: one page: ``text``, ``lines``, and ``at(words)``, which tells in mm where words stand."""
    from .making import PageOf

    return PageOf(render)


@pytest.fixture
def problems(render: Render) -> ProblemsOf:
    """``problems(draft)``: what the author of a draft is told, line by line; empty: nothing is wrong."""
    from .making import ProblemsOf

    return ProblemsOf(render)


@pytest.fixture
def run(office: Office) -> Run:
    """``run("render", "通知.md")``: the command hongtou in the office's folder; tells ``code``, ``out`` and ``err``."""
    from .running import Run

    return Run(office)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Golden:
    """``golden(name, text)``: the text is that of a file in ``golden/`` beside the test; ``--update-goldens`` writes it."""
    from .golden import Golden

    return Golden(request.path.parent / "golden", is_update=bool(request.config.getoption(OPTION)))
