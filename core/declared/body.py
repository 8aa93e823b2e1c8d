"""The running text that a template gives, as blocks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from enum import Enum
from typing import Any, TypeVar

from ..document import Block, Paragraph, plain
from ..draft import PictureLine
from ..errors import DraftError, Place, Problem, TemplateError
from ..intake.text.body import parse_body
from .template import FieldTemplate
from .values import Texts, as_typed

_Value = TypeVar("_Value")


def blocks_of(template: FieldTemplate, name: str, values: Mapping[str, Any]) -> tuple[Block, ...]:
    """A template filled in, as running text.

    :param name: its file, for messages.
    :raises TemplateError: it cannot be filled in, or what comes out is no running text.
    """
    texts = Texts()
    text = template.lines(values, texts)
    try:
        found = parse_body(text, f"{name}（填好以后）", 1)
    except DraftError as error:
        told = as_typed(str(error))
        raise TemplateError(told, Problem(Place(name), "", as_typed(f"填好以后，{_first(error)}"))) from error
    blocks: list[Block] = []
    for block in found:
        if isinstance(block, PictureLine):
            raise _wrong(name, "模板里不能放图")
        line = plain(block.spans) if isinstance(block, Paragraph) else ""
        if line in texts.blocks:
            blocks += texts.blocks.pop(line)
        else:
            blocks.append(_restored(block))
    if texts.blocks:
        raise _wrong(name, "“长文”的字段是几段文字，要单独占一行")
    return tuple(blocks)


def _wrong(name: str, told: str) -> TemplateError:
    return TemplateError(f"{name}：{told}", Problem(Place(name), "", told))


def _first(error: DraftError) -> str:
    """What is wrong in the text that a template gives, in one line."""
    problem = error.problems[0]
    return f"第 {problem.place.line} 行：{problem.message}"


def _restored(value: _Value) -> _Value:
    """A block with the signs that people typed."""
    if isinstance(value, Enum):
        return value
    if isinstance(value, str):
        return as_typed(value)  # type: ignore[return-value]
    if isinstance(value, tuple):
        return tuple(map(_restored, value))  # type: ignore[return-value]
    if is_dataclass(value) and not isinstance(value, type):
        return replace(value, **{one.name: _restored(getattr(value, one.name)) for one in fields(value)})
    return value
