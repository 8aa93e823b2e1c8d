"""Fields as a JSON Schema (draft 2020-12), with which editors complete, explain and mark what people type in YAML.

A schema takes whatever a check takes; what only a check can tell (whether there is such a day, conditions between fields) it
leaves to it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final

from ..draft import Rules, typed
from ..intake import draft_of

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
# Running text; in a draft with front matter it stands below that, and no field is missing.
_BELOW: Final = "正文"
_Json = dict[str, Any]

# How dates and numbers may be typed, as far as a pattern tells it: half-width, or else with hanzi or full-width digits in front.
_WIDE_YEAR: Final = r"[一二１２][〇○◯Oo零一二三四五六七八九０-９]{3}\S.*"
_DATES: Final = rf"^\s*([12]\d{{3}}\s*[-/.年]\s*\d{{1,2}}\s*[-/.月]\s*\d{{1,2}}\s*[日号]?|[12]\d{{7}}|{_WIDE_YEAR})\s*$"
_MONTHS: Final = rf"^\s*([12]\d{{3}}\s*[-/.年]\s*\d{{1,2}}\s*(月份?)?|[12]\d{{5}}|{_WIDE_YEAR})\s*$"
_DIGITS: Final = "[0-9０-９]"
_INTEGERS: Final = rf"^\s*[+\-＋－]?({_DIGITS}{{1,15}}|{_DIGITS}{{1,3}}([,，]{_DIGITS}{{3}})+)\s*$"
_NUMBERS: Final = rf"^\s*[+\-＋－]?({_DIGITS}{{1,15}}|{_DIGITS}{{1,3}}([,，]{_DIGITS}{{3}})+)([.．]{_DIGITS}{{1,15}})?\s*$"


def json_schema(fields: Mapping[str, Rules], title: str, summary: str) -> _Json:
    """The schema of a file that has these fields.

    :param fields: as :func:`hongtou.field` makes them.
    :param title, summary: what the file is, in Chinese.
    """
    return {"$schema": DIALECT, "title": title, "description": summary, **_group(fields)}


def _group(fields: Mapping[str, Rules], rest: Rules | None = None) -> _Json:
    """A mapping with these fields.

    :param rest: the rules of all others; None: there are no others.
    """
    schema: _Json = {
        "type": "object",
        "properties": {name: _field(rules) for name, rules in fields.items()},
        "additionalProperties": _field(rest) if rest else False,
    }
    if required := [name for name, rules in fields.items() if rules.get("required") and name != _BELOW]:
        schema["required"] = required
    if needed := {name: list(rules["dependencies"]) for name, rules in fields.items() if rules.get("dependencies")}:
        schema["dependentRequired"] = needed
    return schema


def _field(rules: Rules) -> _Json:
    """A field: what it takes, and what people are told of it."""
    ways = _ways(rules)
    if not rules.get("required") or _meta(rules).get("blank") is not None:
        ways.append({"type": "null"})  # its name alone: as if it were not written
    return {**_told(rules), **(ways[0] if len(ways) == 1 else {"anyOf": ways})}


def _told(rules: Rules) -> _Json:
    meta = _meta(rules)
    if not meta.get("label"):
        return {}
    needed = "（必填）" if rules.get("required") else ""
    return {"title": meta["label"], "description": f"{meta['help']}{needed}", "examples": [_example(rules)]}


def _meta(rules: Rules) -> Mapping[str, Any]:
    meta: Mapping[str, Any] = rules.get("meta") or {}
    return meta


def _example(rules: Rules) -> object:
    """A field's example as a value of YAML: what people type for a list or a group is one."""
    text = typed(rules["meta"]["example"])
    if rules["type"] in {"names", "list", "dict"}:
        return draft_of(Path("例.yaml"), f"例: {text}\n".encode()).values["例"]
    return text.replace(r"\n", "\n")


def _ways(rules: Rules) -> list[_Json]:
    """The ways in which a value may be typed."""
    kind = rules.get("type", "")
    return _KINDS[kind](rules) if kind in _KINDS else _line(rules)


def _line(rules: Rules) -> list[_Json]:
    """A line of text; what looks like a number is read by YAML as such, and by us as it was typed."""
    if "allowed" in rules:
        return [{"enum": list(rules["allowed"])}]
    schema: _Json = {"type": ["string", "number"]}
    if rules.get("empty") is False or rules.get("required"):
        schema["minLength"] = 1
    if "maxlength" in rules:
        schema["maxLength"] = rules["maxlength"]
    if "regex" in rules:
        schema["pattern"] = rf"^\s*(?:{rules['regex']})\s*$"
    return [schema]


def _bounded(kind: str, pattern: str) -> Callable[[Rules], list[_Json]]:
    def ways(rules: Rules) -> list[_Json]:
        bounds = {word: rules[own] for own, word in (("min", "minimum"), ("max", "maximum")) if own in rules}
        return [{"type": kind, **bounds}, {"type": "string", "pattern": pattern}]

    return ways


def _dated(pattern: str) -> Callable[[Rules], list[_Json]]:
    return lambda _: [{"type": "string", "pattern": pattern}, {"type": "number"}]


def _boolean(_: Rules) -> list[_Json]:
    return [{"enum": ["是", "否", True, False]}]


def _text(rules: Rules) -> list[_Json]:
    return [{"type": ["string", "number"]}, _array(rules, {"type": ["string", "number"]})]


def _names(rules: Rules) -> list[_Json]:
    item: _Json = {"enum": list(rules["allowed"])} if "allowed" in rules else {"type": ["string", "number"]}
    # One name, or one a line.
    one: _Json = {"type": ["string", "number"]} if rules.get("minlength", 1) <= 1 else {"type": "string"}
    return [one, _array(rules, item)]


def _list(rules: Rules) -> list[_Json]:
    item = rules.get("schema", {"type": "string"})
    array = _array(rules, _field({**item, "required": True}))
    if item.get("type") != "dict" or "shorthand" in item:
        return [array, {"type": ["string", "number"]}]
    return [array]


def _array(rules: Rules, item: _Json) -> _Json:
    bounds = {word: rules[own] for own, word in (("minlength", "minItems"), ("maxlength", "maxItems")) if own in rules}
    if rules.get("empty") is False:
        bounds.setdefault("minItems", 1)
    return {"type": "array", "items": item, **bounds}


def _dict(rules: Rules) -> list[_Json]:
    if not {"schema", "valuesrules"} & rules.keys():
        return [{"type": "object"}]
    group = _group(rules.get("schema", {}), rules.get("valuesrules"))
    if rules.get("empty") is False:
        group["minProperties"] = 1
    return [group, {"type": ["string", "number"]}] if "shorthand" in rules else [group]


_KINDS: Final[Mapping[str, Callable[[Rules], list[_Json]]]] = {
    "integer": _bounded("integer", _INTEGERS),
    "number": _bounded("number", _NUMBERS),
    "boolean": _boolean,
    "seal": lambda _: [{"type": ["string", "boolean"]}],
    "date": _dated(_DATES),
    "month": _dated(_MONTHS),
    "text": _text,
    "names": _names,
    "list": _list,
    "dict": _dict,
}
