"""Values as YAML that reads back as just these texts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ..importing.writing import scalar

_FLOW = frozenset(",[]{}")


def yaml_text(fields: Mapping[str, Any]) -> str:
    """Fields as a draft has them, one a line; lists and longer texts below their names."""
    return "".join(f"{line}\n" for name, value in fields.items() for line in _field(name, value, ""))


def _field(name: str, value: Any, margin: str) -> Iterator[str]:  # noqa: ANN401
    match value:
        case list() | tuple() if value:
            yield f"{margin}{name}:"
            for item in value:
                yield from _item(item, f"{margin}  ")
        case Mapping() if value:
            yield f"{margin}{name}:"
            for key, part in value.items():
                yield from _field(key, part, f"{margin}  ")
        case str() if "\n" in value:
            yield f"{margin}{name}: |"
            yield from (f"{margin}  {line}" for line in value.rstrip("\n").split("\n"))
        case _:
            yield f"{margin}{name}: {_scalar(value)}".rstrip()


def _item(value: Any, margin: str) -> Iterator[str]:  # noqa: ANN401
    if isinstance(value, Mapping) and value:
        lines = [line for key, part in value.items() for line in _field(key, part, f"{margin}  ")]
        yield f"{margin}- {lines[0].strip()}"
        yield from lines[1:]
    elif isinstance(value, list | tuple):
        yield f"{margin}- [{', '.join(in_flow(str(part)) for part in value)}]"
    else:
        yield f"{margin}- {_scalar(value)}"


def _scalar(value: object) -> str:
    return scalar(str(value)) if str(value) else ""


def in_flow(text: str) -> str:
    """A text within brackets."""
    plain = scalar(text)
    return "'" + text.replace("'", "''") + "'" if _FLOW & set(plain) and not plain.startswith("'") else plain
