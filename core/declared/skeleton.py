"""The first files of a new type, from the names of its fields: a folder that works, to be changed from there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from ..document import chinese_numeral
from ..errors import HongtouError
from ..importing.writing import scalar
from ..pattern import pattern
from .definition import KINDS

# A word, a bracket of either width, or blanks.
_TOKEN: Final = pattern(r"(?P<word>[^\s()（）,，、]+)|(?P<open>[(（])|(?P<close>[)）])|[\s,，、]+")
_EXAMPLES: Final = {
    "文字": "示例",
    "长文": "第一段。",
    "整数": "1",
    "数": "1.5",
    "是否": "是",
    "日期": "2026-01-05",
    "年月": "2026-01",
    "名称": "[甲, 乙]",
}


@dataclass(slots=True)
class Asked:
    """A field of a new type, as somebody named it.

    :param kind: one of :data:`~hongtou.declared.definition.KINDS`.
    :param inner: of a list, the fields of each item.
    :param example: as one would type it; empty: one of its kind.
    """

    name: str
    kind: str = "文字"
    help: str = ""
    example: str = ""
    inner: list[Asked] = field(default_factory=list)


USUAL: Final = "单位 年度:整数 要求:长文 安排（事项 时间 负责人）"


def read_fields(text: str) -> list[Asked]:
    """Fields in one line: ``单位 年度:整数 安排（月份:整数 专题）``.

    :raises HongtouError: it cannot be read.
    """
    levels: list[list[Asked]] = [[]]
    for match in _TOKEN.finditer(text):
        if match["open"]:
            if not levels[-1] or len(levels) > 1:
                raise HongtouError("括号前面要有列表的名称，括号里不能再有括号，例如“安排（月份:整数 专题）”")
            levels[-1][-1].kind = "列表"
            levels.append(levels[-1][-1].inner)
        elif match["close"]:
            if len(levels) == 1:
                raise HongtouError("多了一个“）”")
            levels.pop()
        elif word := match["word"]:
            levels[-1].append(_field(word))
    if len(levels) > 1:
        raise HongtouError("少了一个“）”")
    if empty := next((one.name for one in levels[0] if one.kind == "列表" and not one.inner), ""):
        raise HongtouError(f"列表“{empty}”没有写每一项有什么，例如“{empty}（事项 时间）”")
    if not levels[0]:
        raise HongtouError(f"没有字段。例如“{USUAL}”")
    return levels[0]


def _field(word: str) -> Asked:
    name, _, kind = word.replace("：", ":").partition(":")
    if kind and kind not in KINDS:
        raise HongtouError(f"“{name}”的类型“{kind}”不认识。有：{'、'.join(KINDS)}")
    return Asked(name, kind or "文字")


def skeleton(name: str, summary: str, fields: Sequence[Asked]) -> dict[str, str]:
    """The files of a new type by their names.

    :param summary: one line that says what it is.
    """
    return {"字段.yaml": _definition(name, summary, fields), "正文.md": _body(fields), "样稿.yaml": _starter(name, fields)}


def _definition(name: str, summary: str, fields: Sequence[Asked]) -> str:
    whose = "{{ 单位 }}" if any(one.name == "单位" for one in fields) else ""
    year = "{{ 年度 }}年" if any(one.name == "年度" for one in fields) else ""
    lines = [
        f"说明: {scalar(summary)}",
        "公文:",
        f'  标题: "{whose}{year}{name}"',
        "  格式: 普通",
        "字段:",
        *(line for number, one in enumerate(fields) for line in field_lines(one, "  ", required=not number)),
    ]
    return "\n".join(lines) + "\n"


def field_lines(one: Asked, indent: str, *, required: bool = False) -> Iterator[str]:
    """A field's lines in 字段.yaml."""
    yield f"{indent}{one.name}:"
    if one.kind != "文字":
        yield f"{indent}  类型: {one.kind}"
    yield f"{indent}  说明: {scalar(one.help or f'填写{one.name}')}"
    if one.inner:
        yield f"{indent}  每项:"
        for number, part in enumerate(one.inner):
            yield from field_lines(part, f"{indent}    ", required=not number)
        return
    yield f"{indent}  例: {_example(one)}"
    if required:
        yield f"{indent}  必填: 是"


def _body(fields: Sequence[Asked]) -> str:
    """A section for each field that has more than a word; the others in the first paragraph."""
    words = [one for one in fields if one.kind not in {"长文", "列表"}]
    lines = ["，".join(f"{one.name}：{{{{ {one.name} }}}}" for one in words) + "。", ""] if words else []
    for number, one in enumerate((one for one in fields if one not in words), 1):
        lines += [f"{{标题}}{chinese_numeral(number)}、{one.name}", ""]
        lines += list(_table(one)) if one.inner else [f"{{{{ {one.name} }}}}"]
        lines.append("")
    return "\n".join(lines)


def _table(one: Asked) -> Iterator[str]:
    yield f"| 序号 | {' | '.join(part.name for part in one.inner)} |"
    yield "| --- " * (len(one.inner) + 1) + "|"
    yield f"{{% for 项 in {one.name} %}}"
    yield f"| {{{{ loop.index }}}} | {' | '.join(f'{{{{ 项.{part.name} }}}}' for part in one.inner)} |"
    yield "{% endfor %}"


def _starter(name: str, fields: Sequence[Asked]) -> str:
    lines = [f"文种: {name}"]
    for one in fields:
        if one.inner:
            item = "{" + ", ".join(f"{part.name}: {_example(part)}" for part in one.inner) + "}"
            lines += [f"{one.name}:", f"  - {item}"]
        else:
            lines.append(f"{one.name}: {_example(one)}")
    return "\n".join(lines) + "\n"


def _example(one: Asked) -> str:
    if not one.example and one.name == "年度":
        return "2026"
    return scalar(one.example) if one.example else _EXAMPLES[one.kind]
