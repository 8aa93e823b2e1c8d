"""The form beside a draft's text: one input for each field of its type; what is changed there is written where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from ..document import chinese_date
from ..draft import COMMON, Rules, inner_fields, typed
from ..draft.dates import read_date
from ..errors import DraftError, HongtouError, Problem
from ..intake import draft_of
from ..returning.spelling import Spelling, typed_date
from .state import OfficeState
from .tasks import runner

BODY: Final = "正文"
_KINDS: Final = {"date": "date", "month": "text", "boolean": "yesno", "names": "lines", "text": "running", "list": "rows"}
# Shown first, in the order of a document; what is not written and not needed is folded away.
_FIRST: Final = ("标题", "主送", "发文机关", "签发人", "附件", "成文日期", "抄送")


@dataclass(frozen=True, slots=True)
class FieldShown:
    """A field as the form shows it.

    :param kind: ``text``, ``lines``, ``date``, ``choice``, ``rows``, ``running``, ``yesno``.
    :param value: a text; a list of texts for ``lines``; a list of rows for ``rows``.
    :param columns: of its rows; none: its items are texts.
    :param needed: it must be written.
    :param shown: it is not folded away.
    """

    name: str
    kind: str
    help: str
    example: str
    value: Any
    choices: Sequence[str] = ()
    columns: Sequence[str] = ()
    needed: bool = False
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Asked:
    """A draft whose form is wanted, or changed.

    :param name: of the field that is written.
    """

    office: OfficeState
    path: Path
    content: bytes
    name: str = ""
    value: Any = None


def shown(asked: Asked) -> list[FieldShown]:
    """The fields of a draft's type with what the draft says.

    :raises HongtouError: its fields cannot be read.
    """
    problems: list[Problem] = []
    values = _values(asked, problems)
    return list(_all(_schema(asked.office, values), values))


def _values(asked: Asked, problems: list[Problem]) -> Mapping[str, Any]:
    try:
        return draft_of(asked.path, asked.content, problems).values
    except DraftError as error:
        first = error.problems[0]
        raise HongtouError(f"第 {first.place.line} 行的字段看不懂，先在正文里改好：{first.message}") from error


def _schema(office: OfficeState, values: Mapping[str, Any]) -> Mapping[str, Rules]:
    plugins = runner(office).plugins
    genre = str(values.get("文种") or "").strip()
    return plugins.fields(plugins.document_types[genre]) if genre in plugins.document_types else COMMON


def _all(schema: Mapping[str, Rules], values: Mapping[str, Any]) -> Iterator[FieldShown]:
    own = [name for name in schema if name not in COMMON]
    order = [*(name for name in _FIRST if name in schema), *own, *(name for name in schema if name not in _FIRST)]
    for name in dict.fromkeys(order):
        rules = schema[name]
        if name in {BODY, "文种"}:
            continue
        value = values.get(name)
        shown = name in _FIRST[:3] or bool(rules.get("required")) or value not in (None, "", [], {})
        yield field_shown(name, rules, value, shown=shown)


def field_shown(name: str, rules: Rules, value: Any, *, shown: bool = True) -> FieldShown:  # noqa: ANN401 - whatever was typed
    """A field with its rules' help, as the form shows what was typed."""
    meta = rules.get("meta") or {}
    kind, columns = _KINDS.get(str(rules.get("type")), "text"), tuple(inner_fields(rules))
    choices = [str(one) for one in rules.get("allowed", meta.get("choices", ()))]
    if kind == "text" and choices:
        kind = "choice"
    told: Any = ""
    if kind == "lines" or (kind == "rows" and not columns):
        kind, told = "lines", [str(one) for one in value] if isinstance(value, list) else [str(value)] if value else []
    elif kind == "rows":
        told = _rows(value, columns, rules)
        if told is None:  # typed in a way that rows cannot show: it is changed in the text alone
            kind, told = "elsewhere", ""
    elif isinstance(value, Mapping | list | tuple):
        kind = "elsewhere"
    else:
        told = "" if value is None else str(value)
    example = _example(meta.get("example", ""), kind)
    needed = bool(rules.get("required"))
    return FieldShown(name, kind, str(meta.get("help", "")), example, told, choices, columns, needed, shown)


def _example(example: Any, kind: str) -> str:  # noqa: ANN401 - whatever a plug-in gives
    """An example as one types it into the form, which has no brackets and Chinese dates."""
    if kind == "lines":
        return typed(example).removeprefix("[").removesuffix("]").replace(", ", "；")
    if kind == "date":
        with suppress(HongtouError):
            return chinese_date(read_date(str(example)))
    return typed(example)


def _rows(value: Any, columns: Sequence[str], rules: Rules) -> list[list[str]] | None:  # noqa: ANN401
    """Rows of texts; None: there are values in them that are no texts."""
    inner = rules.get("schema") or {}
    short = inner.get("shorthand") if isinstance(inner, Mapping) else None
    rows: list[list[str]] = []
    for item in value if isinstance(value, list) else [value] if value else []:
        row = {short: item} if isinstance(item, str) and short else item
        if not isinstance(row, Mapping) or not set(row) <= set(columns):
            return None
        if any(isinstance(cell, Mapping | list | tuple) for cell in row.values()):
            return None
        rows.append(["" if row.get(column) is None else str(row.get(column)) for column in columns])
    return rows


def write(asked: Asked) -> bytes:
    """The draft's content with one field as the form has it; everything else as it was typed.

    :raises HongtouError: its fields cannot be read, or have no such field.
    """
    problems: list[Problem] = []
    values = _values(asked, problems)
    rules = _schema(asked.office, values).get(asked.name)
    if rules is None or asked.name == BODY:
        raise HongtouError(f"这个文种没有“{asked.name}”这一项")
    spelling = Spelling(asked.path, asked.content)
    value = _typed(asked, rules, values.get(asked.name))
    if value in ("", []):
        if spelling.has((asked.name,)):
            spelling.remove((asked.name,))
    elif "\n" not in value and all(isinstance(one, str) for one in value):
        spelling.set((asked.name,), value)
    else:
        spelling.put(asked.name, value)
    return spelling.content()


def dated(asked: Asked) -> bytes:
    """The draft's content with 成文日期, the day on which it is signed (7.3.5.4); one that has it already stays as it is.

    :raises HongtouError: its fields cannot be read.
    """
    return asked.content if _values(asked, []).get(asked.name) else write(asked)


def _typed(asked: Asked, rules: Rules, old: Any) -> Any:  # noqa: ANN401
    """What is written into the draft."""
    match asked.value:
        case str() as text if rules.get("type") == "date":
            return typed_date(old, text.strip())
        case str() as text:
            return text.strip()
        case list() as items:
            return [one for one in (_item(item, inner_fields(rules), rules) for item in items) if one]
    raise HongtouError(f"“{asked.name}”的内容看不懂")


def _item(item: Any, columns: Mapping[str, Rules], rules: Rules) -> Any:  # noqa: ANN401
    if isinstance(item, str):
        return item.strip()
    if not isinstance(item, Mapping) or not set(item) <= set(columns):
        raise HongtouError("表格的栏目对不上，刷新这一页再来")
    row = {str(name): str(value).strip() for name, value in item.items() if str(value).strip()}
    inner = rules.get("schema") or {}
    short = inner.get("shorthand")
    return row[short] if short and set(row) == {short} else row
