"""Offices' pages: on one's own computer, and with accounts; and the browser that they are seen in."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hongtou.web.site import Site
from support.browser import Windows, browsing
from support.office_page import site_of


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


@pytest.fixture(scope="package")
def windows() -> Iterator[Windows]:
    """The browser."""
    with browsing() as browser:
        yield Windows(browser)
