"""Reads what a person typed by the types of the fields, before Cerberus checks the values."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, Final

from ..document import Block, DocumentNumber
from ..draft import Draft, FieldPath, PictureLine, Rules, example, is_personal, short
from ..draft.dates import read_date, read_month
from ..draft.values import ValueReadError, read_boolean, read_integer, read_line, read_number, read_seal, read_title
from ..errors import DraftError, HongtouError, Problem
from ..intake.yaml.errors import is_misspelt_pair
from ..pattern import pattern

if TYPE_CHECKING:
    from ..intake.text.headings import Element

_HALF_WIDTH: Final = str.maketrans("０１２３４５６７８９", "0123456789")
# One line of text each.
_LINES: Final[Mapping[str, Callable[[str], Any]]] = {
    "string": read_line,
    "title": read_title,
    "draft": read_line,
    "picture": read_line,
    "seal": read_seal,
    "integer": read_integer,
    "number": read_number,
    "boolean": read_boolean,
    "date": read_date,
    "month": read_month,
    "document_number": lambda text: DocumentNumber.parse("".join(read_line(text).translate(_HALF_WIDTH).split())),
}
TYPES: Final = frozenset({*_LINES, "text", "names", "list", "dict"})
_FULL_WIDTH: Final = pattern(r"［[^［］]*］|【[^【】]*】")


class Reader:
    """Reads one draft; what cannot be read is told in ``problems`` and stays as it is at the paths in ``failed``."""

    def __init__(self, draft: Draft) -> None:
        self._draft = draft
        self.problems: list[Problem] = []
        self.failed: set[FieldPath] = set()

    def fields(self, rules: Mapping[str, Rules], values: Mapping[str, Any], path: FieldPath) -> dict[str, Any]:
        """The fields of a mapping; those that the rules do not know stay as they are."""
        read = {key: self._value(rules[key], value, (*path, key)) if key in rules else value for key, value in values.items()}
        return read | {
            key: rule["meta"]["blank"] for key, rule in rules.items() if self._is_left_blank(rule, values, (*path, key))
        }

    def _is_left_blank(self, rule: Rules, values: Mapping[str, Any], path: FieldPath) -> bool:
        """Whether a field that may be left blank was written with nothing behind its name."""
        return path[-1] not in values and path in self._draft.places and bool(rule.get("meta", {}).get("blank"))

    def _value(self, rules: Rules, raw: object, path: FieldPath) -> object:
        try:
            return self._read(rules, raw, path)
        except DraftError as error:
            self.problems.extend(error.problems)
        except HongtouError as error:
            shown = example(rules) if isinstance(error, ValueReadError) else ""
            told = error.without if isinstance(error, ValueReadError) and is_personal(rules) else str(error)
            self.problems.append(self._draft.problem(path, f"{told}，例如“{shown}”" if shown else told))
        self.failed.add(path)
        return raw

    def _read(self, rules: Rules, raw: object, path: FieldPath) -> object:
        match rules.get("type"):
            case "text":
                return self._text(raw, path)
            case "names":
                return self._names(rules, raw, path)
            case "list":
                return self._list(rules, raw, path)
            case "dict":
                return self._dict(rules, raw, path)
            case str(kind) if kind in _LINES:
                return _LINES[kind](_single(raw))
        return raw

    def _text(self, raw: object, path: FieldPath) -> tuple[Block | PictureLine, ...]:
        """Running text, in one value or one paragraph an item; a draft's own 正文 is blocks already."""
        if isinstance(raw, tuple):
            return raw
        from ..intake.text.headings import judged

        items = [(item, (*path, number)) for number, item in enumerate(raw)] if isinstance(raw, list) else [(raw, path)]
        # Items are lines of one text: what is a heading is told by the lines around it.
        return judged([element for item, own in items for element in self._elements(_single(item), own)])

    def _elements(self, text: str, path: FieldPath) -> list[Element]:
        from ..intake.text.body import read_elements

        place = self._draft.place(path)
        # After “|” the text begins in the next line.
        return read_elements(text, place.file, place.line + ("\n" in text))

    def _names(self, rules: Rules, raw: object, path: FieldPath) -> tuple[str, ...]:
        """Names, one an item or one a line; the colon that 主送 ends with in print is not part of them."""
        if isinstance(raw, list):
            one = {"type": "string", "meta": rules.get("meta")}
            items = [self._value(one, item, (*path, number)) for number, item in enumerate(raw)]
        else:
            items = [read_line(line) for line in _lines(_single(raw))]
        names = (item.rstrip("：: \u3000") for item in items if isinstance(item, str))
        return tuple(filter(None, names))

    def _list(self, rules: Rules, raw: object, path: FieldPath) -> list[Any]:
        item = rules.get("schema", {"type": "string"})
        if isinstance(raw, str) and (item.get("type") != "dict" or "shorthand" in item):
            raw = [raw] if item.get("type") == "text" else _lines(raw)
        if not isinstance(raw, list):
            told = "应是列表，每项一行、以“- ”开头"
            raise ValueReadError(f"{told}，这里却是{described(raw)}", told)
        return [self._value(item, value, (*path, number)) for number, value in enumerate(raw)]

    def _dict(self, rules: Rules, raw: object, path: FieldPath) -> dict[str, Any]:
        known = rules.get("schema", {})
        if isinstance(raw, str) and is_misspelt_pair(raw, known if "shorthand" in rules else None):
            raise HongtouError("字段名后面是全角冒号“：”。改成半角冒号加空格“: ”")
        if isinstance(raw, str) and "shorthand" in rules:
            raw = {rules["shorthand"]: raw}
        if not isinstance(raw, dict):
            told = "应是下一级的字段，每行写“字段: 值”"
            raise ValueReadError(f"{told}，这里却是{described(raw)}", told)
        fields = dict(known)
        rest = rules.get("valuesrules")
        if rest:
            fields = {**dict.fromkeys(raw, rest), **fields}
        return self.fields(fields, raw, path)


def _single(raw: object) -> str:
    if isinstance(raw, str):
        return raw
    raise ValueReadError(f"应是一行文字，这里却是{described(raw)}", "应是一行文字")


def _lines(raw: str) -> list[str]:
    """What stands for a list without being marked as one: an item a line."""
    if _FULL_WIDTH.fullmatch(raw.strip()):
        raise ValueReadError("列表要用半角的方括号和逗号")
    return [line for line in raw.split("\n") if line.strip()]


def described(raw: object) -> str:
    """What a raw value is, for people."""
    if isinstance(raw, dict):
        return f"下一级的字段（{'、'.join(list(raw)[:3])}）" if raw else "空的花括号"
    if isinstance(raw, list):
        return f"列表（{len(raw)} 项）"
    if isinstance(raw, tuple):
        return "正文"
    return f"“{short(raw)}”"
