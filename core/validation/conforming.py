"""Whether values keep their rules, found without Cerberus, which is asked where they do not.

To load it takes a tenth of a command. Only those rules are known here that the fields of documents have.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Container, Mapping, Sized
from typing import Any, Final

from ..document import DocumentNumber

# What a value of each type is, and what it is not.
KINDS: Final[Mapping[str, tuple[tuple[type, ...], tuple[type, ...]]]] = {
    "string": ((str,), ()),
    "title": ((str,), ()),
    "draft": ((str,), ()),
    "picture": ((str,), ()),
    "seal": ((bool, str), ()),
    "text": ((tuple,), ()),
    "names": ((tuple,), ()),
    "date": ((datetime.date,), ()),
    "month": ((datetime.date,), ()),
    "document_number": ((DocumentNumber,), ()),
    "list": ((list,), ()),
    "dict": ((dict,), ()),
    "integer": ((int,), (bool,)),
    "number": ((int, float), (bool,)),
    "boolean": ((bool,), ()),
}
_NEITHER: Final = ((), ())
_Rules = Mapping[str, Any]


def conform(rules: Mapping[str, _Rules], values: Mapping[str, Any]) -> bool:
    """Whether the fields of a mapping surely keep their rules; False: they do not, or Cerberus must say it."""
    absent = (rule for name, rule in rules.items() if name not in values)
    if any(rule.get("required") or not rule.keys() <= _KNOWN for rule in absent):
        return False
    return all(name in rules and _conforms(rules[name], value, values) for name, value in values.items())


def _conforms(rules: _Rules, value: object, siblings: Mapping[str, Any]) -> bool:
    included, excluded = KINDS.get(rules.get("type", ""), _NEITHER)
    if not isinstance(value, included) or isinstance(value, excluded):
        return False
    if not isinstance(rules.get("dependencies", ()), list | tuple):
        return False
    if not all(other in siblings for other in rules.get("dependencies", ())):
        return False
    return rules.keys() <= _KNOWN and all(_RULES[name](asked, value) for name, asked in rules.items() if name in _RULES)


def _is_one_of(asked: Container[object], value: object) -> bool:
    return all(one in asked for one in value) if isinstance(value, tuple | list) else value in asked


def _matches(asked: str, value: object) -> bool:
    return isinstance(value, str) and re.match(asked if asked.endswith("$") else f"{asked}$", value) is not None


def _fits(asked: _Rules, value: object) -> bool:
    """Of a list: what every item keeps; of a group: its fields."""
    if isinstance(value, list):
        return all(_conforms(asked, item, {}) for item in value)
    return isinstance(value, dict) and conform(asked, value)


_RULES: Final[Mapping[str, Callable[[Any, Any], bool]]] = {
    "allowed": _is_one_of,
    "empty": lambda _, value: not isinstance(value, Sized) or len(value) > 0,
    "maxlength": lambda asked, value: not isinstance(value, Sized) or len(value) <= asked,
    "minlength": lambda asked, value: not isinstance(value, Sized) or len(value) >= asked,
    "max": lambda asked, value: value <= asked,
    "min": lambda asked, value: value >= asked,
    "regex": _matches,
    "schema": _fits,
    "valuesrules": lambda asked, value: isinstance(value, dict) and all(_conforms(asked, one, {}) for one in value.values()),
}
# Besides those what was judged before them, and what judges no value.
_KNOWN: Final = frozenset({*_RULES, "type", "required", "dependencies", "meta", "shorthand"})
