"""The façade over Cerberus: fields that explain themselves, and what they say about a draft."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from ..draft import Draft, FieldPath, Rules, inner_fields, written
from ..draft.nearest import nearest
from ..errors import DraftError, PluginLoadError, Problem
from ..foreign import calling
from .conforming import conform
from .reading import TYPES, Reader

if TYPE_CHECKING:
    from .cerberus import Checker

_META: Final = {"label": str, "help": str, "example": object}


class Schema:
    """The fields of one kind of draft.

    :param rules: Cerberus rules of every field, made by :func:`hongtou.field`.
    :param owner: the plug-in that they come from, as errors name it.
    :param is_proven: tests have found the rules right; to prove them takes longer than to check a draft. Drafts that keep them
        are checked without Cerberus.
    :raises PluginLoadError: a field does not explain itself, or its rules are not right; names owner and field.
    """

    def __init__(self, rules: Mapping[str, Rules], owner: str, *, is_proven: bool = False) -> None:
        self._owner = owner
        self._is_proven = is_proven
        # Cerberus expands rules in place; the plug-in's own must stay as they are.
        self._rules: dict[str, Any] = deepcopy(dict(rules))
        for path, field in _fields(self._rules, ()):
            self._check_field(path, field)
        if not is_proven:
            self._checker  # noqa: B018 - proves them

    def check(self, draft: Draft) -> dict[str, Any]:
        """The draft's fields, read by their types and checked; absent fields stay absent.

        :raises DraftError: carries every problem, in the order of the draft.
        :raises PluginError: a check that the plug-in brings failed itself.
        """
        reader = Reader(draft)
        values = reader.fields(self._rules, draft.values, ())
        checked, problems = self._checked(draft, values, reader.failed)
        problems = [*reader.problems, *problems]
        if problems:
            raise DraftError(sorted(problems, key=_order))
        return checked

    def _checked(self, draft: Draft, values: dict[str, Any], failed: set[FieldPath]) -> tuple[dict[str, Any], list[Problem]]:
        if self._is_proven and conform(self._rules, values):
            return values, []
        with calling(self._owner, f"检查{draft.path}的字段"):
            return self._checker.run(draft, values, failed)

    @cached_property
    def _checker(self) -> Checker:
        from .cerberus import Checker, RulesError

        try:
            return Checker(self._rules, is_proven=self._is_proven)
        except RulesError as error:
            raise PluginLoadError(self._owner, str(error)) from error

    def _check_field(self, path: FieldPath, field: object) -> None:
        name = written(path)
        if not isinstance(field, Mapping) or field.get("type") not in TYPES:
            typed = field.get("type") if isinstance(field, Mapping) else None
            guess = f"，是不是“{near}”？" if (near := nearest(str(typed or ""), TYPES)) else "。"
            wrong = f"的类型“{typed}”不认识{guess}" if typed else "没有写明类型。"
            known = "、".join(sorted(TYPES))
            raise PluginLoadError(self._owner, f"字段“{name}”{wrong}用 hongtou.field 声明，类型为其中一种：{known}")
        meta = field.get("meta")
        for key, kind in _META.items():
            value = meta.get(key) if isinstance(meta, Mapping) else None
            if value in (None, "") or not isinstance(value, kind):
                raise PluginLoadError(
                    self._owner, f"字段“{name}”没有 {key}。用 hongtou.field 声明字段，写明 label、help 和 example"
                )


def _fields(rules: Mapping[str, Any], path: FieldPath) -> Iterator[tuple[FieldPath, Any]]:
    """Every field with its path, those of mappings and of lists of mappings too."""
    for name, field in rules.items():
        here = (*path, str(name))
        yield here, field
        inner = field
        while isinstance(inner, Mapping) and inner.get("type") == "list":
            inner = inner.get("schema")
        if isinstance(inner, Mapping):
            yield from _fields(inner_fields(inner), here)


def _order(problem: Problem) -> tuple[int, int]:
    return problem.place.line, problem.place.column
