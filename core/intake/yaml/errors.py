"""What is wrong with a text that is no YAML, in words for people who never heard of it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence
from typing import TYPE_CHECKING, Final

from ...draft import short
from ...errors import Place, Problem
from ...pattern import pattern

if TYPE_CHECKING:
    from ruamel.yaml.error import MarkedYAMLError

HOW: Final = "每行写“字段: 值”（半角冒号后空一格）；下级字段用空格缩进；列表每项以“- ”开头"

# A key and a colon that YAML does not take for one: full-width, or without the blank after it.
_KEY: Final = r"(?P<indent>\s*(?:- +)?)(?P<key>[\u4e00-\u9fffA-Za-z（）]{1,12})"
_MISSPELT: Final = pattern(_KEY + r"\s*(?P<colon>：|:(?![ \t]|$))(?P<value>.*)", holds="：|:")
# What stands at the end of a line, before any comment, where a text of several lines begins.
_BLOCK: Final = pattern(r"[:-]\s+[|>][-+\d]*$")
_UNCLOSED: Final = pattern(r"""\s*(?:- +)*(?:[^\s"']+:\s+)?(?P<quote>["'])(?:(?!(?P=quote)).)*""")
_STARTS: Final = pattern(r"\s*(?:- +)*(?:[^\s\"']+:\s+)(?P<sign>[\[{\"'|>@`%,])")

_ODD_INDENT: Final = pattern(r"[ \t]*[^\S \t]")

_AMBIGUOUS: Final = ("mapping values", "could not find expected ':'", "<block end>", "<document start>")


def explain(error: MarkedYAMLError, text: str, file: str, first_line: int) -> list[Problem]:
    """The problems behind an error of the YAML parser.

    :param text: what was parsed.
    :param first_line: the number of its first line in the file.
    """
    lines = text.split("\n")
    problem, context = str(error.problem), str(error.context)
    here = error.problem_mark or error.context_mark
    start = error.context_mark or here
    if any(part in problem for part in _AMBIGUOUS) or "flow" in context:
        found = misspelt_pairs(lines[: here.line + 1], file, first_line)
        if found:
            return found
    line, column, message = _explain(problem, context, lines, (start.line, start.column), (here.line, here.column))
    return [Problem(Place(file, line + first_line, column + 1), "", message)]


def misspelt_pairs(lines: Sequence[str], file: str, first_line: int) -> list[Problem]:
    """Every line with a key whose colon is full-width or lacks the blank after it."""
    problems = []
    for number, line in _outside_blocks(lines):
        match = _MISSPELT.fullmatch(line)
        if match:
            name = _colon(match)
            right = f"{match['key']}: {match['value'].strip()}".strip()
            place = Place(file, number + first_line, match.start("colon") + 1)
            problems.append(Problem(place, match["key"], f"字段名{name}，例如“{short(right)}”"))
    return problems


def _colon(match: re.Match[str]) -> str:
    """What is wrong with the colon of a pair, and how it should be."""
    if match["colon"] == "：":
        return "后面是全角冒号“：”。改成半角冒号加空格"
    if match["value"][:1] == "\u3000":
        return "的冒号后面是全角空格。改成半角空格"
    return "的冒号后面没有空格。改成半角冒号加空格"


def is_misspelt_pair(text: str, keys: Container[str] | None = None) -> bool:
    """Whether a text is a key, one of ``keys`` where they are given, and a value with a full-width colon between them."""
    match = _MISSPELT.match(text)
    return bool(match and match["colon"] == "：" and (keys is None or match["key"] in keys))


def _outside_blocks(lines: Sequence[str]) -> Iterator[tuple[int, str]]:
    """The lines that are not within a text after ``|``."""
    inside: int | None = None
    for number, line in enumerate(lines):
        indent = len(line) - len(line.lstrip())
        if inside is not None and (indent > inside or not line.strip()):
            continue
        yield number, line
        inside = indent if _BLOCK.search(line.partition("#")[0].rstrip()) else None


def _explain(
    problem: str, context: str, lines: Sequence[str], start: tuple[int, int], here: tuple[int, int]
) -> tuple[int, int, str]:
    """Line and column, from 0, and the message."""
    if "'\\t'" in problem:
        if lines[here[0]][: here[1]].strip():
            return (*here, "这里有制表符（Tab）。把它换成空格")
        return (*here, "行首有制表符（Tab）。YAML 只许用空格缩进，把它换成两个空格")
    if (line := next((n for n in (start[0], here[0]) if n < len(lines) and _ODD_INDENT.match(lines[n])), None)) is not None:
        return line, 0, "行首有全角空格或者不间断空格。用半角空格缩进"
    if "sequence entries" in problem:
        return (*here, "列表从下一行写起，每项一行，以“- ”开头。要写这个符号本身，给整个值加引号")
    if (
        "cannot start any token" in problem
        or "mapping keys" in problem
        or any(word in context for word in ("tag", "anchor", "alias"))
    ):
        at = here if "token" in problem or "mapping keys" in problem else start
        return (*at, f"值不能以“{lines[at[0]][at[1] : at[1] + 1]}”开头。给整个值加引号")
    if "quoted scalar" in context:
        return (*start, _quoted(problem))
    if "flow" in context:
        return (*start, "这里的方括号或花括号没有配对，或者里面少了逗号。方括号里写“[甲, 乙]”；要写这个符号本身，给整个值加引号")
    if "block scalar" in context:
        return (*start, "“|”和“>”后面不能直接写文字。从下一行起缩进两格写；要写这个符号本身，给整个值加引号")
    if "directive" in context:
        return (*start, f"字段名不能以“%”开头。{HOW}")
    return _structure(problem, lines, start, here)


def _quoted(problem: str) -> str:
    if "escape" in problem:
        return "双引号里的反斜杠“\\”有特别的意思。改用单引号，或者不用引号"
    return "这里的引号没有配对。在值的末尾补上引号，或者把引号都去掉"


def _structure(problem: str, lines: Sequence[str], start: tuple[int, int], here: tuple[int, int]) -> tuple[int, int, str]:
    for number in range(max(0, here[0] - 1), min(here[0] + 1, len(lines))):
        if _UNCLOSED.fullmatch(lines[number]):
            return number, 0, _quoted("")
    line = lines[here[0]] if here[0] < len(lines) else ""
    match = _STARTS.match(line)
    if match and match.start("sign") <= here[1]:
        return here[0], match.start("sign"), f"值以“{match['sign']}”开头，后面却还有别的文字。给整个值加引号"
    if "mapping values" in problem and re.search(r":\s", line[: here[1]]):
        return (*here, "值里有半角冒号和空格，会被当成另一个字段。改用全角冒号“：”，或者给整个值加引号")
    if "could not find expected ':'" in problem:
        return (*start, f"这一行不是字段。{HOW}")
    return (*here, f"这一行的缩进或写法不对，与上一行接不起来。同级的字段左端对齐。{HOW}")
