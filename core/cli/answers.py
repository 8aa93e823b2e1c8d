"""A draft in the making: what somebody answered so far, as the text of a draft, and what a check says of one answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from copy import deepcopy
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

from ..draft import FieldPath, Rules, written
from ..errors import DraftError, HongtouError
from ..intake import draft_of
from ..plugin import DocumentType
from ..plugin.manager import Plugins
from ..returning import yamltext

GENRE: Final = "文种"
BODY: Final = "正文"
_FENCE: Final = "---\n"


class Answers:
    """What is known of a new draft.

    :param comment: a line for its top; may be empty.
    """

    def __init__(self, type: DocumentType, plugins: Plugins, comment: str = "") -> None:
        self._type = type
        self._comment = f"{comment}\n" if comment else ""
        self._path = Path(f"{type.name}{type.starter_suffix}")
        self._schema = plugins.schema(type)
        self._rules = plugins.fields(type)
        self._has_body = type.starter_suffix == ".md"
        starter = draft_of(self._path, type.starter.encode()).values
        # As a person would write it: like the starter, then what it does not have.
        self._order = [GENRE, *dict.fromkeys([*starter, *type.schema])]
        self._values: dict[str, Any] = {GENRE: type.name}

    @property
    def fields(self) -> Mapping[str, Rules]:
        """What is worth asking: what must be written, first; what the starter shows; what only this type has; the text last."""
        must = [name for name, rules in self._rules.items() if rules.get("required")]
        asked = [name for name in dict.fromkeys([*must, *self._order]) if name not in {GENRE, BODY} and name in self._rules]
        return {name: self._rules[name] for name in [*asked, *([BODY] if BODY in self._order else [])]}

    @property
    def lacking(self) -> list[str]:
        """What must be written and is not yet."""
        return [name for name, rules in self._rules.items() if rules.get("required") and name not in self._values]

    @property
    def any(self) -> bool:
        """Whether anything was answered."""
        return len(self._values) > 1

    def problems(self, path: FieldPath, value: str) -> list[str]:
        """What is wrong with an answer, in the words of the check; what only others lack is not told."""
        values = deepcopy(self._values)
        _put(values, path, value)
        name = written(path)
        try:
            self._schema.check(draft_of(self._path, self._text(values).encode()))
        except DraftError as error:
            return [one.message for one in error.problems if not one.field or f"{one.field}.".startswith(f"{name}.")]
        except HongtouError as error:
            return [str(error)]
        return []

    def put(self, path: FieldPath, value: str) -> None:
        """Take an answer in."""
        _put(self._values, path, value)

    def text(self, *, blanks: bool = False) -> str:
        """The draft.

        :param blanks: what must be written stands there with nothing behind its name.
        """
        return self._text({**self._values, **dict.fromkeys(self.lacking, "")} if blanks else self._values)

    def _text(self, values: Mapping[str, Any]) -> str:
        names = [name for name in dict.fromkeys([*self._order, *values]) if name in values]
        fields = yamltext.yaml_text({name: values[name] for name in names if not (self._has_body and name == BODY)})
        if not self._has_body:
            return f"{self._comment}{fields}"
        return f"{_FENCE}{self._comment}{fields}{_FENCE}{''.join(self._body(values))}"

    @staticmethod
    def _body(values: Mapping[str, Any]) -> Iterator[str]:
        yield from (f"{line}\n" for line in values.get(BODY, "").split("\n") if line)


def _put(values: Any, path: FieldPath, value: str) -> None:  # noqa: ANN401 - mappings and lists within each other
    """Put a value in its place in fields, groups and lists, which are made where there are none yet."""
    for key, below in pairwise(path):
        inner: Any = [] if isinstance(below, int) else {}
        if isinstance(values, list):
            values.extend([inner] * (key == len(values)))
        else:
            values.setdefault(key, inner)
        values = values[key]
    if isinstance(values, list):
        values.append(value)
    else:
        values[path[-1]] = value
