"""What is found to keep its rules without Cerberus keeps them for Cerberus, too; what does not is told by Cerberus."""

import datetime
import subprocess
import sys
from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hongtou import DocumentNumber
from hongtou.draft import Draft
from hongtou.validation.cerberus import Checker
from hongtou.validation.conforming import KINDS, conform
from hypothesis import given, settings
from hypothesis import strategies as st
from support.plugins import PLUGINS

Values = st.SearchStrategy[Any]
NUMBER = DocumentNumber("示发", 2026, 5)
WORDS = st.sampled_from(["", "甲", "乙", "第12号", "第12号\n", "000001"])
DAYS = st.dates(datetime.date(2025, 12, 30), datetime.date(2026, 1, 3))
FIGURES = st.one_of(st.integers(-2, 4), st.sampled_from([0.5, 2.0, True]))
PLAIN: Mapping[str, Values] = {
    **dict.fromkeys(("string", "title", "draft", "picture"), WORDS),
    **dict.fromkeys(("date", "month"), DAYS),
    **dict.fromkeys(("integer", "number", "boolean"), FIGURES),
    **dict.fromkeys(("text", "names"), st.lists(WORDS, max_size=2).map(tuple)),
    "seal": st.one_of(st.booleans(), WORDS),
    "document_number": st.just(NUMBER),
}
ANYTHING = st.one_of(
    st.none(),
    WORDS,
    DAYS,
    FIGURES,
    st.just(NUMBER),
    st.just(()),
    st.just(["甲"]),
    st.just([]),
    st.just({}),
    st.just({"甲": "甲"}),
)
# What more a field's rules may say.
MORE: Mapping[str, Mapping[str, Values]] = {
    "string": {"allowed": st.just(["甲", "乙"]), "regex": st.sampled_from(["第[0-9]+号", r"\d{6}$", "甲|乙"])},
    "names": {"allowed": st.just(("甲", "乙"))},
    "integer": {"min": st.just(0), "max": st.just(2)},
    "boolean": {"allowed": st.just([True])},
    "number": {"min": st.just(0.25), "max": st.just(2)},
    "date": {"min": st.just(datetime.date(2026, 1, 1)), "max": st.just(datetime.date(2026, 1, 2))},
}
ALWAYS: Mapping[str, Values] = {
    "required": st.booleans(),
    "empty": st.booleans(),
    "dependencies": st.sampled_from([["甲"], ["乙", "丙"], "甲"]),
    "meta": st.just({"label": "甲"}),
    "default": st.just("甲"),
    "nullable": st.booleans(),
    "maxlength": st.just(1),
}
Pair = tuple[dict[str, Any], Values]


# Strategies that are made anew for each draw take longer than what they draw.
ANY_RULES = st.one_of(st.just({}), st.fixed_dictionaries({}, optional=ALWAYS))
ANY_SHORTHAND = st.sampled_from([{}, {"shorthand": "甲"}])


@cache
def more_rules(kind: str) -> Values:
    """What the rules of a field of a kind may say beside it."""
    own = {name: ALWAYS[name] for name in ("required", "empty", "dependencies")}
    return st.fixed_dictionaries({}, optional={**MORE.get(kind, {}), **own})


@cache
def plain(kind: str) -> Values:
    """What might stand in a field of a kind without others in it, mostly right."""
    return mostly(PLAIN[kind])


def mostly(values: Values) -> Values:
    """Values, and now and then anything."""
    return st.one_of(values, values, values, ANYTHING)


@cache
def kinds(*, nested: bool) -> Values:
    return st.sampled_from(sorted(set(PLAIN) | ({"list", "dict"} if nested else set())))


@cache
@st.composite
def fields(draw: st.DrawFn, depth: int = 2, kind: str = "") -> Pair:
    """The rules of a field and what might stand there, right or wrong."""
    kind = kind or draw(kinds(nested=depth > 0))
    rules = {"type": kind, **draw(more_rules(kind)), **draw(ANY_RULES)}
    if kind == "list":
        rules["schema"], inner = draw(fields(depth - 1))
        return rules, mostly(st.lists(inner, max_size=2))
    if kind == "dict":
        rules["schema"], values = draw(groups(depth - 1))
        return rules | draw(ANY_SHORTHAND), mostly(values)
    return rules, plain(kind)


@cache
@st.composite
def groups(draw: st.DrawFn, depth: int = 2) -> Pair:
    """The rules of some fields, and values for some of them or for one that there is not."""
    inside = draw(members(depth))
    rules = {name: rule for name, (rule, _) in inside.items()}
    optional = {name: values for name, (_, values) in inside.items()}
    return rules, st.fixed_dictionaries({}, optional=optional | draw(st.sampled_from([{}, {}, {}, {"丁": WORDS}])))


@cache
def members(depth: int) -> st.SearchStrategy[dict[str, Pair]]:
    """Fields by their names."""
    return st.dictionaries(st.sampled_from("甲乙丙"), fields(depth), max_size=3)


def agree(rules: dict[str, Any], values: dict[str, Any]) -> None:
    """What is found right is right for Cerberus, which does not change it."""
    if conform(rules, values):
        told, problems = Checker(deepcopy(rules), is_proven=True).run(Draft(Path("稿.md"), values, {}), values, set())
        assert (told, problems) == (values, [])


@pytest.mark.parametrize("kind", KINDS)
@settings(max_examples=150)
@given(data=st.data())
def test_a_field_that_is_found_right_is_right(kind: str, data: st.DataObject) -> None:
    rules, choice = data.draw(fields(1, kind))
    beside = data.draw(st.sampled_from([{}, {"乙": "甲"}]))
    agree({"甲": rules, "乙": {"type": "string"}, "丙": {"type": "string"}}, {"甲": data.draw(choice), **beside})


@given(data=st.data())
def test_fields_that_are_found_right_are_right(data: st.DataObject) -> None:
    rules, choice = data.draw(groups())
    agree(rules, data.draw(choice))


def test_whatever_a_field_can_be_is_known() -> None:
    from hongtou.validation.reading import TYPES

    assert set(KINDS) == TYPES


def test_cerberus_is_not_loaded_for_drafts_that_are_right(tmp_path: Path) -> None:
    # A field of the dispatch book has a default, which Cerberus fills in.
    types = [(name, type.starter_suffix) for name, type in PLUGINS.document_types.items() if name != "发文登记簿"]
    code = (
        "import sys\nfrom hongtou.cli.running import run\n"
        f"for name, suffix in {types!r}:\n"
        " run(['new', name, '-o', name + suffix])\n"
        " assert run(['render', name + suffix, '--to', 'docx']) == 0, name\n"
        " assert 'cerberus' not in sys.modules, name\n"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert len(list(tmp_path.glob("*.docx"))) == len(types)
