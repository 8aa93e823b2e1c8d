"""A type out of a document that has gaps to fill in: blanks, empty brackets, 【…】 and [发文单位] become fields."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from ..importing.writing import scalar
from ..pattern import pattern
from .skeleton import Asked, field_lines

_GAP: Final = pattern(
    r"(?P<day>[_＿×]{1,8}年[ _＿×]{1,8}月[ _＿×]{1,8}日)"
    r"|(?P<named>【[^【】\n]{1,20}】|\[[\u4e00-\u9fff][^\[\]\n|]{0,19}\])"
    r"|(?P<empty>[_＿]{2,}|(?<![\u4e00-\u9fff])[×xX]{2,}|×{1,}|[（(][ \u3000]+[）)]|(?<=\S)[ \u3000]{4,}(?=\S))"
)
_WORD: Final = pattern(r"[\u4e00-\u9fffA-Za-z][\u4e00-\u9fffA-Za-z0-9]{0,7}$")
_SHOWN: Final = 20
_CLEAN: Final = pattern(r"[^\u4e00-\u9fffA-Za-z0-9]")
_MARKS: Final = pattern(r"\{\{|\{%|\{#|\}\}|%\}|#\}")


class Gaps:
    """Finds gaps in texts, one after another, and gives each a field; gaps of one name are one field."""

    def __init__(self) -> None:
        self.fields: list[Asked] = []

    def template(self, text: str) -> str:
        """A text with a field in each of its gaps."""
        parts, end = [], 0
        for match in _GAP.finditer(text):
            before = text[end : match.start()]
            parts += [_literal(before), self._gap(match, before)]
            end = match.end()
        return "".join([*parts, _literal(text[end:])])

    def _gap(self, match: re.Match[str], before: str) -> str:
        name = self._name(match, before)
        if name not in self._names:
            told = f"“{(before + match.group())[-_SHOWN:].strip()}”这里填什么"
            day = Asked(name, "日期", told, "2026-01-05")
            self.fields.append(day if match["day"] else Asked(name, help=told, example=name))
        brackets = match.group()[:1] + "{}" + match.group()[-1:] if match.group()[:1] in "（(" else "{}"
        return brackets.format(f"{{{{ {name} }}}}")

    @property
    def _names(self) -> list[str]:
        return [one.name for one in self.fields]

    def _name(self, match: re.Match[str], before: str) -> str:
        if match["named"]:
            word = _CLEAN.sub("", match["named"])
        elif match["day"]:
            word = "日期"
        else:
            found = _WORD.search(before.rstrip("：: （(\u3000"))
            word = found[0].removeprefix("关于") if found else ""
        word = word if word.isidentifier() else "空"
        if match["named"] or (word not in self._names and word != "空"):
            return word
        return next(f"{word}{number}" for number in range(1, len(self.fields) + 2) if f"{word}{number}" not in self._names)


def files_of(name: str, values: Mapping[str, str], body: str) -> tuple[dict[str, str], list[Asked]]:
    """The files of a type out of a document, by their names, and its fields.

    :param values: the document's fields that a type tells for all drafts: 标题, 主送, 附注.
    :param body: its running text, as drafts have it.
    """
    gaps = Gaps()
    common = {field: gaps.template(text) for field, text in values.items() if text}
    text = "\n".join(gaps.template(line) for line in body.split("\n"))
    lines = [
        f"说明: {scalar(f'照“{name}”的样子')}",
        *(["公文:", *(f"  {field}: {scalar(text)}" for field, text in common.items())] if common else []),
        "字段:",
        *(line for one in gaps.fields for line in field_lines(one, "  ", required=True)),
    ]
    starter = [f"文种: {name}", *(f"{one.name}: {scalar(one.example)}" for one in gaps.fields)]
    definition = {"字段.yaml": "\n".join(lines) + "\n", "正文.md": text, "样稿.yaml": "\n".join(starter) + "\n"}
    return definition, gaps.fields


def _literal(text: str) -> str:
    """A text whose braces are no marks of a template."""
    return _MARKS.sub(lambda match: f'{{{{ "{match[0]}" }}}}', text)
