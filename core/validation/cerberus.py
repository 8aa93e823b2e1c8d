"""Cerberus with our types, and its errors as problems. Nothing else imports it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final, cast

from cerberus import SchemaError, TypeDefinition, Validator, errors
from cerberus.errors import ValidationError
from cerberus.schema import UnvalidatedSchema

from ..draft import Draft, FieldPath
from ..draft.nearest import nearest
from ..errors import Problem
from .conforming import KINDS
from .messages import Violation, message


class RulesError(ValueError):
    """A field's rules are not what Cerberus takes; the message is Chinese and names the field."""


class _Validator(Validator):  # type: ignore[misc]  # Cerberus has no types
    """Checks values that are read already."""

    types_mapping: Final = {name: TypeDefinition(name, *kind) for name, kind in KINDS.items()}

    def _validate_shorthand(self, constraint: str, field: str, value: object) -> None:
        """A text alone stands for this field of the mapping; it was read as such already.

        The rule's arguments are validated against this schema: {'type': 'string'}
        """


class Checker:
    """Checks the values of drafts, one after the other.

    :param is_proven: the rules are known to be right.
    :raises RulesError: the rules are wrong.
    """

    def __init__(self, rules: Mapping[str, Any], *, is_proven: bool = False) -> None:
        self._rules = rules
        self._changes = _change(rules)
        try:
            own = UnvalidatedSchema(UnvalidatedSchema.expand(dict(rules))) if is_proven else dict(rules)
            self._validator = _Validator(own)
        except SchemaError as error:
            raise RulesError(self._explain(error)) from error

    def run(self, draft: Draft, values: Mapping[str, Any], failed: set[FieldPath]) -> tuple[dict[str, Any], list[Problem]]:
        """The values with defaults, and what is wrong with them.

        :param failed: paths that could not be read; nothing more is said about them.
        """
        self._validator.validate(values, normalize=self._changes)
        found = [_found(error, self._rules, draft) for error in _leaves(self._validator._errors)]
        said = {(*one.path[:-1], one.meant) for one in found if one.meant}
        problems = [
            draft.problem(one.path, message(one))
            for one in found
            if not any(one.path[:length] in failed for length in range(1, len(one.path) + 1))
            and not (one.code == errors.REQUIRED_FIELD.code and one.path in said)
        ]
        return cast("dict[str, Any]", self._validator.document or {}), problems

    def _explain(self, error: SchemaError) -> str:
        """Which field it is, for the author of the plug-in."""
        for name, field in self._rules.items():
            try:
                _Validator({name: field})
            except SchemaError as single:
                return f"字段“{name}”的规则有误：{_unknown(field) or single}"
        return f"字段的规则有误：{error}"


def _unknown(field: object) -> str:
    """The rule of a field, or of one within, that there is none of, with the nearest one; empty: there are all."""
    if isinstance(field, list | tuple):
        return next(filter(None, map(_unknown, field)), "")
    if not isinstance(field, Mapping):
        return ""
    for rule in field if "type" in field else ():
        if rule not in _Validator.rules:
            near = nearest(str(rule), _Validator.rules)
            return f"没有“{rule}”这个规则" + (f"，是不是“{near}”？" if near else "")
    return next(filter(None, map(_unknown, field.values())), "")


# Rules that give a field another value or name. To look for them in every draft costs more than all else that Cerberus does.
_CHANGING: Final = frozenset({"coerce", "default", "default_setter", "rename", "rename_handler", "purge_unknown"})


def _change(rules: object) -> bool:
    """Whether rules change values anywhere, at any depth."""
    if isinstance(rules, Mapping):
        return not _CHANGING.isdisjoint(rules) or any(map(_change, rules.values()))
    return isinstance(rules, list | tuple) and any(map(_change, rules))


def _leaves(found: Iterable[ValidationError]) -> Iterator[ValidationError]:
    """The single errors below groups; a failed choice (any-of and such) stays one."""
    for error in found:
        if error.is_logic_error or not error.is_group_error:
            yield error
        else:
            yield from _leaves(error.child_errors)


def _found(error: ValidationError, rules: Mapping[str, Any], draft: Draft) -> Violation:
    path: FieldPath = tuple(error.document_path)
    siblings = _rules_at(rules, path[:-1])
    unknown = error.code == errors.UNKNOWN_FIELD.code
    return Violation(
        path=path,
        code=error.code,
        constraint=error.constraint,
        value=error.value,
        info=tuple(error.info or ()),
        rules=_rules_at(rules, path, field=True),
        known=tuple(siblings),
        meant=nearest(str(path[-1]), siblings) if unknown else None,
        written=path in draft.places,
    )


def _rules_at(rules: Mapping[str, Any], path: FieldPath, *, field: bool = False) -> Mapping[str, Any]:
    """The fields of the mapping at a path, or the rules of the field there."""
    at: Mapping[str, Any] = {"schema": rules}
    for part in path:
        inner = at.get("schema", {})
        at = inner if isinstance(part, int) else inner.get(part, at.get("valuesrules", {}))
    return at if field else cast("Mapping[str, Any]", at.get("schema", {}))
