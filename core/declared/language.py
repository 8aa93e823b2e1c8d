"""The small part of Jinja's language that a template may use; whatever is not named here is refused, with its line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from jinja2 import nodes
from jinja2.nodes import Node

from ..draft.nearest import nearest
from .functions import FUNCTIONS

# Loops in loops, and conditions in them.
DEPTH_MAX: Final = 4
NODES_MAX: Final = 20_000
# Expressions in expressions.
INSIDE_MAX: Final = 50
NUMBER_MAX: Final = 10**15
_ALLOWED: Final = (
    nodes.Template,
    nodes.Output,
    nodes.TemplateData,
    nodes.Name,
    nodes.Const,
    nodes.List,
    nodes.Tuple,
    nodes.For,
    nodes.If,
    nodes.CondExpr,
    nodes.Compare,
    nodes.Operand,
    nodes.And,
    nodes.Or,
    nodes.Not,
    nodes.Neg,
    nodes.Add,
    nodes.Sub,
    nodes.Mul,
    nodes.Div,
    nodes.Getattr,
    nodes.Filter,
    nodes.Assign,
)
_WORDS: Final[Mapping[type[nodes.Node], str]] = {
    nodes.Call: "调用",
    nodes.Macro: "宏",
    nodes.Include: "引用别的文件",
    nodes.Import: "引用别的文件",
    nodes.FromImport: "引用别的文件",
    nodes.Extends: "引用别的文件",
    nodes.Getitem: "方括号",
    nodes.Pow: "乘方",
    nodes.Concat: "“~”",
    nodes.Mod: "“%”",
    nodes.FloorDiv: "“//”",
    nodes.Test: "“is”",
    nodes.Dict: "花括号里的字典",
}


class NotAllowedError(Exception):
    """Something in a template is not allowed; says what, in Chinese.

    :param line: of the template, from 1.
    """

    def __init__(self, node: Node, message: str) -> None:
        within = (part.lineno for part in node.find_all(Node) if part.lineno)
        self.line: int | None = node.lineno or next(within, None)
        super().__init__(message)


def used(tree: nodes.Template, known: Mapping[str, Any]) -> frozenset[str]:
    """The fields that a template uses.

    :param known: all that it may use.
    :raises NotAllowedError: something in it is not allowed, or no field.
    """
    found: set[str] = set()
    line = 1
    try:
        for count, (node, depth, bound) in enumerate(_walk(tree, 0, frozenset())):
            line = node.lineno or line
            found.update(_used(node, count, depth, known, bound))
    except NotAllowedError as error:
        error.line = error.line or line
        raise
    return frozenset(found)


def _used(node: Node, count: int, depth: int, known: Mapping[str, Any], bound: frozenset[str]) -> Iterator[str]:
    if count > NODES_MAX:
        raise NotAllowedError(node, "模板太大")
    if depth >= DEPTH_MAX and isinstance(node, nodes.For | nodes.If):
        raise NotAllowedError(node, f"循环和条件套了超过 {DEPTH_MAX} 层")
    if not isinstance(node, _ALLOWED):
        word = _WORDS.get(type(node), "这样的写法")
        there = "、".join(FUNCTIONS)
        raise NotAllowedError(node, f"模板里不能用{word}。能用的：字段、for、if、set、加减乘除、比较，和“|”后面的：{there}")
    if check := _CHECKS.get(type(node)):
        check(node)
    if isinstance(node, nodes.Name):
        yield from _name(node, known, bound)


def _name(node: nodes.Name, known: Mapping[str, Any], bound: frozenset[str]) -> Iterator[str]:
    if node.ctx != "load":
        if node.name in known or node.name.startswith("_"):
            raise NotAllowedError(node, f"“{node.name}”已经是字段，这里换一个名称")
    elif node.name not in bound:
        if node.name not in known:
            raise NotAllowedError(node, f"没有“{node.name}”这个字段{_guess(node.name, [*known, *bound])}")
        yield node.name


def _filter(node: nodes.Filter) -> None:
    if node.name not in FUNCTIONS:
        guess = _guess(node.name, FUNCTIONS) or f"。有：{'、'.join(FUNCTIONS)}"
        raise NotAllowedError(node, f"“|”后面没有“{node.name}”{guess}")
    if node.node is None or node.dyn_args or node.dyn_kwargs or node.kwargs:
        raise NotAllowedError(node, "“|”前面要有字段，括号里写明各项")


def _for(node: nodes.For) -> None:
    if node.recursive:
        raise NotAllowedError(node, "模板里不能用 recursive")
    if not isinstance(node.target, nodes.Name):
        raise NotAllowedError(node, "for 后面只写一个名称，例如“{% for 项 in 名单 %}”")


def _assign(node: nodes.Assign) -> None:
    if not isinstance(node.target, nodes.Name):
        raise NotAllowedError(node, "set 一次只给一个名称")


def _const(node: nodes.Const) -> None:
    if isinstance(node.value, int | float) and abs(node.value) > NUMBER_MAX:
        raise NotAllowedError(node, "数太大")


_CHECKS: Final[Mapping[type[Node], Callable[[Any], None]]] = {
    nodes.Filter: _filter,
    nodes.For: _for,
    nodes.Assign: _assign,
    nodes.Const: _const,
}


def _guess(name: str, known: Iterable[str]) -> str:
    near = nearest(name, list(known))
    return f"，是不是“{near}”？" if near else ""


def _walk(node: Node, depth: int, bound: frozenset[str], inside: int = 0) -> Iterator[tuple[Node, int, frozenset[str]]]:
    """Every node with how deep it stands, and the names that loops and set give there.

    :param inside: how many expressions it stands in.
    """
    yield node, depth, bound
    if isinstance(node, nodes.For):
        inner = bound | {node.target.name, "loop"} if isinstance(node.target, nodes.Name) else bound
        yield from _walk(node.target, depth, bound)
        yield from _walk(node.iter, depth, bound)
        if node.test:
            yield from _walk(node.test, depth + 1, inner)
        yield from _in_order(node.body, depth + 1, inner)
        yield from _in_order(node.else_, depth + 1, bound)
    elif isinstance(node, nodes.If):
        yield from _walk(node.test, depth, bound)
        yield from _in_order(node.body, depth + 1, bound)
        for branch in node.elif_:
            yield from _walk(branch, depth, bound)
        yield from _in_order(node.else_, depth + 1, bound)
    elif isinstance(node, nodes.Template):
        yield from _in_order(node.body, depth, bound)
    elif inside > INSIDE_MAX:
        raise NotAllowedError(node, "式子太长")
    else:
        for part in node.iter_child_nodes():
            yield from _walk(part, depth, bound, inside + 1)


def _in_order(body: Sequence[Node], depth: int, bound: frozenset[str]) -> Iterator[tuple[Node, int, frozenset[str]]]:
    """Statements one after another: what one sets the next ones know."""
    for statement in body:
        yield from _walk(statement, depth, bound)
        if isinstance(statement, nodes.Assign) and isinstance(statement.target, nodes.Name):
            bound |= {statement.target.name}
