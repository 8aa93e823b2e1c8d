"""The form beside a draft's text: one input for each field of its type; what is changed there is written where it stands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from ..document import chinese_date
from ..draft import COMMON, Rules, inner_fields, typed
from ..draft.dates import read_date
from ..errors import DraftError, HongtouError, Problem
from ..intake import draft_of
from ..returning.spelling import Spelling, typed_date
from ..values import dataclass
from .merging import BothChangedError, merged, plain
from .state import OfficeState
from .tasks import runner

BODY: Final = "正文"
_KINDS: Final = {"date": "date", "month": "text", "boolean": "yesno", "names": "lines", "text": "running", "list": "rows"}
# Shown first, in the order of a document; what is not written and not needed is folded away.
_FIRST: Final = ("标题", "主送", "发文机关", "签发人", "附件", "成文日期", "抄送")


@dataclass(frozen=True, slots=True)
class FieldShown:
    """A field as the form shows it.

    :param kind: ``text``, ``lines``, ``date``, ``choice``, ``rows``, ``running``, ``yesno``, ``group``, ``items``;
        ``elsewhere``: it is typed in a way that the form cannot show.
    :param value: a text; a list of texts for ``lines``; a list of rows of cells for ``rows``; the fields of a ``group``; of
        ``items`` the fields of each.
    :param columns: of rows, as they are when they hold nothing; of items the same.
    :param needed: it must be written.
    :param shown: it is not folded away.
    """

    name: str
    kind: str
    help: str
    example: str
    value: Any
    choices: Sequence[str] = ()
    columns: Sequence[FieldShown] = ()
    needed: bool = False
    shown: bool = True


@dataclass(frozen=True, slots=True)
class Asked:
    """A draft whose form is wanted, or changed.

    :param name: of the field that is written.
    :param was: what the text said when the form showed the field; None: the value is written whatever the text says.
    """

    office: OfficeState
    path: Path
    content: bytes
    name: str = ""
    value: Any = None
    was: Any = None


@dataclass(frozen=True, slots=True)
class Written:
    """What came of writing a field.

    :param content: of the draft; empty: the text says something else in the same place by now.
    :param now: what it says, as the form sends it, where nothing was written.
    """

    content: bytes
    now: Any = None


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
    choices = [str(one) for one in rules.get("allowed", meta.get("choices", ()))]
    columns = [field_shown(part, one, None) for part, one in inner_fields(rules).items()]
    kind = _kind(rules, columns, choices)
    told = _told(kind, rules, value)
    if told is None:
        kind, told = "elsewhere", ""
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


def _kind(rules: Rules, columns: Sequence[FieldShown], choices: Sequence[str]) -> str:
    if columns:
        if rules.get("type") == "dict":
            return "group"
        return "items" if any(one.kind in {"rows", "items", "group"} for one in columns) else "rows"
    kind = _KINDS.get(str(rules.get("type")), "text")
    if kind == "rows":
        return "lines"
    return "choice" if kind == "text" and choices else kind


def _told(kind: str, rules: Rules, value: Any) -> Any:  # noqa: ANN401
    """What was typed, as a field of this kind shows it; None: it cannot."""
    match kind:
        case "lines":
            return [str(one) for one in value] if isinstance(value, list) else str(value).split("\n") if value else []
        case "running" if isinstance(value, list) and all(isinstance(one, str) for one in value):
            return "\n".join(value)
        case "group":
            return _parts(rules, value or {})
        case "rows" | "items":
            told = [_parts(rules, one) for one in (value if isinstance(value, list) else [value] if value else [])]
            return None if None in told else told
    return None if isinstance(value, Mapping | list | tuple) else "" if value is None else str(value)


def _parts(rules: Rules, value: Any) -> list[FieldShown] | None:  # noqa: ANN401
    """The fields of a group with what was typed; None: there are others, or some that cannot be shown."""
    inner = inner_fields(rules)
    short = _shorthand(rules)
    given = {short: value} if isinstance(value, str) and short else value
    if not isinstance(given, Mapping) or not set(given) <= set(inner):
        return None
    parts = [field_shown(name, one, given.get(name)) for name, one in inner.items()]
    return None if any(part.kind == "elsewhere" for part in parts) else parts


def _shorthand(rules: Rules) -> str:
    """Under which name a group is typed that has one field alone; empty: under none."""
    inner = rules.get("schema") or {}
    return str(inner.get("shorthand") or "") if rules.get("type") == "list" and isinstance(inner, Mapping) else ""


def write(asked: Asked) -> Written:
    """The draft's content with one field as the form has it; everything else as it was typed.

    What the text changed in the field since the form showed it stays changed.

    :raises HongtouError: its fields cannot be read, or have no such field.
    """
    problems: list[Problem] = []
    values = _values(asked, problems)
    rules = _schema(asked.office, values).get(asked.name)
    if rules is None or asked.name == BODY:
        raise HongtouError(f"这个文种没有“{asked.name}”这一项")
    was, here, there = _plain(asked, rules, values.get(asked.name))
    if was is None:
        return Written(_spelled(asked, _value(rules, here)))
    try:
        value = merged(was, here, there)
    except BothChangedError:
        return Written(b"", there)
    return Written(asked.content if value == there else _spelled(asked, _value(rules, value)))


def _plain(asked: Asked, rules: Rules, old: Any) -> tuple[Any, Any, Any]:  # noqa: ANN401
    """What the text said when the form showed the field, what the form says, and what the text says now.

    :raises HongtouError: the text says it in a way that the form cannot show.
    """
    now = field_shown(asked.name, rules, old)
    if now.kind == "elsewhere":
        raise HongtouError(f"“{asked.name}”在正文里的写法，表里显示不了。在正文里改")
    was, here, there = plain(asked.was), plain(asked.value), plain(_sent(now))
    if rules.get("type") == "date":
        was, here, there = (typed_date(old, one) if isinstance(one, str) else one for one in (was, here, there))
    return was, here, there


def _sent(field: FieldShown) -> Any:  # noqa: ANN401
    """What a browser sends of a field that nobody touched."""
    match field.kind:
        case "group":
            return {part.name: _sent(part) for part in field.value}
        case "rows" | "items":
            return [{part.name: _sent(part) for part in parts} for parts in field.value]
    return field.value


def _spelled(asked: Asked, value: Any) -> bytes:  # noqa: ANN401
    """The draft's content with a field as it is to stand."""
    spelling = Spelling(asked.path, asked.content)
    if value in ("", [], {}):
        if spelling.has((asked.name,)):
            spelling.remove((asked.name,))
    elif isinstance(value, str | list) and "\n" not in value and all(isinstance(one, str) for one in value):
        spelling.set((asked.name,), value)
    else:
        spelling.put(asked.name, value)
    return spelling.content()


def dated(asked: Asked) -> bytes:
    """The draft's content with 成文日期, the day on which it is signed (7.3.5.4); one that has it already stays as it is.

    :raises HongtouError: its fields cannot be read.
    """
    return asked.content if _values(asked, []).get(asked.name) else write(asked).content


def _value(rules: Rules, value: Any) -> Any:  # noqa: ANN401
    """A value as it is typed, without what is empty.

    :raises HongtouError: it is none of such a field.
    """
    inner = inner_fields(rules)
    match value:
        case str() as text if not inner:
            return text.strip()
        case list() as items:
            return [one for one in (_item(rules, item) for item in items) if one]
        case Mapping() if inner and rules.get("type") == "dict":
            return _group(inner, value)
    raise HongtouError("内容看不懂，刷新这一页再来")


def _item(rules: Rules, item: Any) -> Any:  # noqa: ANN401
    if isinstance(item, str):
        return item.strip()
    group = _group(inner_fields(rules), item)
    short = _shorthand(rules)
    return group[short] if short and set(group) == {short} else group


def _group(inner: Mapping[str, Rules], value: Any) -> dict[str, Any]:  # noqa: ANN401
    if not isinstance(value, Mapping) or not set(value) <= set(inner):
        raise HongtouError("表格的栏目对不上，刷新这一页再来")
    read = {str(name): _value(inner[name], one) for name, one in value.items()}
    return {name: one for name, one in read.items() if one}
