"""Offices' pages: on one's own computer, and with accounts; and the browser that they are seen in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hongtou.web.site import Site
from support.browser import Windows
from support.office_page import site_of

HERE = Path(__file__).parent


@pytest.fixture
def own(tmp_path: Path) -> Iterator[Site]:
    """A page on one's own computer."""
    site = site_of(tmp_path, shared=False)
    yield site
    site.close()


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Site]:
    """A page for an office."""
    site = site_of(tmp_path, shared=True)
    yield site
    site.close()


WINDOWS = Windows()


@pytest.fixture(scope="session")
def windows() -> Windows:
    """The browser."""
    return WINDOWS


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(nextitem: pytest.Item | None) -> Iterator[None]:
    """Close the browser before a test of something else comes."""
    yield
    if nextitem is None or HERE not in nextitem.path.parents:
        WINDOWS.close()
