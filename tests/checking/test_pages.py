"""docs/rules/ says what the rules say of themselves."""

from pathlib import Path

import pytest
from hongtou.checking.pages import pages
from support.plugins import PLUGINS

FOLDER = Path(__file__).resolve().parents[2] / "docs" / "rules"
TEXTS = pages(PLUGINS.rules)


def test_every_rule_has_its_page_and_no_page_is_left_over() -> None:
    assert sorted(path.name for path in FOLDER.glob("*.md")) == sorted(TEXTS)


@pytest.mark.parametrize("name", TEXTS)
def test_a_page_is_what_its_rule_says(name: str) -> None:
    assert (FOLDER / name).read_text(encoding="utf-8") == TEXTS[name], "run script/rules"
