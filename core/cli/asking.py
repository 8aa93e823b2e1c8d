"""Asks for a draft field by field, each answer checked at once."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

from ..draft import FieldPath, Rules, inner_fields, typed
from ..draft.dates import read_date, read_month
from ..errors import InputError
from . import console
from .answers import Answers

ITEMS_MAX: Final = 500
_PROMPT: Final = "> "
_HOW: Final = "一项一项问，直接按回车的先空着；按 Ctrl-C 停下，填好的都在草稿里"


def ask(answers: Answers, keep: Callable[[], None]) -> None:
    """Ask for whatever a draft may hold; the end of the input leaves the rest blank.

    :param keep: called after each answer.
    :raises InputError: what was typed is no text in UTF-8.
    """
    console.say(_HOW)
    _Asker(answers, keep).ask()


class _Asker:
    def __init__(self, answers: Answers, keep: Callable[[], None]) -> None:
        self._answers = answers
        self._keep = keep
        self._ended = False

    def ask(self) -> None:
        for name, rules in self._answers.fields.items():
            if not self._ended:
                self._field((name,), rules)

    def _field(self, path: FieldPath, rules: Rules) -> bool:
        """Ask for a field; whether anything was answered."""
        inner = inner_fields(rules)
        if rules["type"] == "dict" and not inner:
            return False  # its names are free: it is for an editor
        for line in _explained(path, rules):
            console.say(line)
        match rules["type"]:
            case "dict":
                answered = [self._field((*path, name), one) for name, one in inner.items()]
                return any(answered)
            case "list" | "names":
                return self._items(path, rules)
            case "text":
                return self._answered(path, rules, self._lines)
        return self._answered(path, rules, self._line)

    def _items(self, path: FieldPath, rules: Rules) -> bool:
        """Ask for item after item, until one is left blank."""
        for number in range(ITEMS_MAX):
            console.say(f"  {path[-1]}　第{number + 1}项，没有了就按回车：")
            if not self._item((*path, number), rules):
                return number > 0
        return True

    def _item(self, path: FieldPath, rules: Rules) -> bool:
        inner = list(inner_fields(rules).items())
        if not inner:
            item = rules.get("schema") or {"type": "string", "allowed": rules.get("allowed")}
            return self._answered(path, item, self._lines if item["type"] == "text" else self._line)
        (first, one), *others = inner
        if not self._field((*path, first), one):
            return False
        for name, other in others:
            self._field((*path, name), other)
        return True

    def _answered(self, path: FieldPath, rules: Rules, read: Callable[[], str]) -> bool:
        """Take an answer that is right; False: it was left blank."""
        choices = _choices(rules)
        while answer := read():
            answer = _chosen(answer, choices)
            if problems := self._answers.problems(path, answer):
                for problem in problems:
                    console.say(f"  {problem}")
                continue
            self._answers.put(path, answer)
            self._keep()
            return True
        return False

    def _lines(self) -> str:
        """Lines of running text, up to one that is left blank."""
        lines: list[str] = []
        while line := self._line():
            lines.append(line)
        return "\n".join(lines)

    def _line(self) -> str:
        if self._ended:
            return ""
        try:
            line = input(_PROMPT).strip()
            line.encode()  # what stands for bytes that are no text fails
        except EOFError:
            self._ended = True
            console.say("")
            return ""
        except UnicodeError as error:
            raise InputError("读不了输入的字：不是 UTF-8。把终端的编码改成 UTF-8，再来") from error
        return line


def _explained(path: FieldPath, rules: Rules) -> Iterator[str]:
    """What a field is for, how it is written, and what may be chosen."""
    meta, must = rules["meta"], "（必填）" if rules.get("required") else ""
    yield f"{'　' * (len(path) > 1)}{path[-1]}{must}：{meta['help']}"
    if rules["type"] == "dict" or (rules["type"] == "list" and inner_fields(rules)):
        return
    if choices := _choices(rules):
        yield "  " + "　".join(f"{number} {choice}" for number, choice in enumerate(choices, 1)) + "　（写字，或者写前面的数）"
    elif rules["type"] == "text":
        yield "  一行一段；写完了，在空行上按回车"
    else:
        yield f"  例如：{_example(rules)}"


def _example(rules: Rules) -> str:
    """As people write it: days and months in Chinese, the first of several."""
    example = rules["meta"]["example"]
    match rules["type"]:
        case "date":
            day = read_date(str(example))
            return f"{day.year}年{day.month}月{day.day}日"
        case "month":
            day = read_month(str(example))
            return f"{day.year}年{day.month}月"
        case "list" | "names":
            return typed(example).strip("[]").partition(", ")[0]
    return typed(example)


def _choices(rules: Rules) -> Sequence[str]:
    """What may be written, and nothing else."""
    if rules["type"] == "boolean":
        return ("是", "否")
    return tuple(map(str, rules.get("allowed") or ())) if rules["type"] in {"string", "names"} else ()


def _chosen(answer: str, choices: Sequence[str]) -> str:
    """What was chosen by its number; anything else stays as it was typed."""
    if answer.isdecimal() and answer not in choices and 1 <= int(answer) <= len(choices):
        return choices[int(answer) - 1]
    return answer
