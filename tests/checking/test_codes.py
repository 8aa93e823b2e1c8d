"""Codes of rules mean what the catalogue says; our own lie in the ranges that it leaves free (docs/internal/checking.md)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.plugins import PLUGINS

# What the catalogue of GB/T 9704 and the 条例 uses.
CATALOGUE = (
    *range(101, 116),
    *range(201, 223),
    *range(301, 309),
    *range(310, 324),
    *range(330, 344),
    *range(350, 356),
    *range(401, 411),
    *range(501, 509),
    *range(601, 604),
    *range(611, 616),
    *range(701, 705),
    711,
    712,
    721,
    722,
    *range(801, 809),
    901,
    902,
)
OWN = (
    *range(1, 100),
    *range(223, 300),
    309,
    *range(324, 330),
    *range(344, 350),
    *range(356, 400),
    *range(411, 500),
    *range(509, 600),
    *range(616, 700),
    *range(809, 900),
)
# Of the catalogue, but no rule: told with the reason in docs/internal/checking.md.
UNJUDGED = {112, 115, 222, 307, 338, 901}
NUMBERS = sorted(int(rule.code[2:]) for rule in PLUGINS.rules)


def test_a_code_is_of_the_catalogue_or_of_our_own_ranges() -> None:
    assert not set(CATALOGUE) & set(OWN)
    assert [number for number in NUMBERS if number not in {*CATALOGUE, *OWN}] == []
    assert len(set(NUMBERS)) == len(NUMBERS)


@pytest.mark.parametrize("number", CATALOGUE)
def test_what_the_catalogue_names_has_a_rule_or_a_reason(number: int) -> None:
    assert (number in NUMBERS) != (number in UNJUDGED)


def test_the_table_of_what_is_asked_names_every_rule() -> None:
    page = (Path(__file__).parents[2] / "docs/internal/checking.md").read_text(encoding="utf-8")
    table = page.partition("## What is asked, and what judges it")[2].partition("\n## ")[0]
    assert {*re.findall(r"GW(\d{3})", table)} == {f"{number:03}" for number in NUMBERS}
