"""A template that holds fields: a small part of Jinja's language, in which nothing can be reached, run away or grow.

What is not named here is refused when the template is read, with its line: calls, attributes of objects, macros, files.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cached_property
from typing import Any, Final

from jinja2 import StrictUndefined, Template, TemplateSyntaxError, nodes, pass_context
from jinja2.exceptions import TemplateError as JinjaError
from jinja2.exceptions import UndefinedError
from jinja2.runtime import Context, LoopContext
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ..errors import Place, Problem, TemplateError
from .functions import FUNCTIONS, FunctionError
from .language import NUMBER_MAX, NotAllowedError, used
from .syntax import syntax
from .values import Texts, Unprintable, meant, shown

# More text than any document; more steps than its lists have.
OUTPUT_MAX: Final = 1_000_000
STEPS_MAX: Final = 200_000
SOURCE_MAX: Final = 200_000
_LOOP: Final = frozenset({"index", "first", "last", "length"})
_STEPS: Final = "_每一项"
_BUDGET: Final = "_steps"
_PRINTED: Final = "_printed"
_OPERATORS: Final[Mapping[str, Callable[[Any, Any], Any]]] = {
    "+": lambda left, right: left + right,
    "-": lambda left, right: left - right,
    "*": lambda left, right: left * right,
    "/": lambda left, right: left / right,
}


class _Environment(ImmutableSandboxedEnvironment):
    """Values are plain data: of a group its fields can be had, of a loop where it is, and of nothing else anything."""

    intercepted_binops = frozenset(_OPERATORS)

    def __init__(self) -> None:
        super().__init__(
            undefined=StrictUndefined, finalize=_finalized, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
        )
        self.globals.clear()
        self.filters = {_STEPS: _each, **{name: _named(name, function) for name, function in FUNCTIONS.items()}}
        self.tests.clear()

    def getattr(self, obj: Any, attribute: str) -> Any:  # noqa: ANN401 - Jinja's
        if isinstance(obj, Mapping):
            if attribute not in obj:
                raise UndefinedError(f"这一组字段里没有“{attribute}”，有：{'、'.join(map(str, obj))}")
            return obj[attribute]
        if isinstance(obj, LoopContext) and attribute in _LOOP:
            return getattr(obj, attribute)
        raise UndefinedError(f"“{attribute}”前面的不是一组字段，里面没有东西可取")

    def call_binop(self, context: Context, operator: str, left: Any, right: Any) -> Any:  # noqa: ANN401 - Jinja's
        del context
        for value in (left, right):
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise FunctionError(f"“{operator}”的两边应是数，这里有{_told(value)}")
        if operator == "/" and not right:
            raise FunctionError("除数是 0")
        result = _OPERATORS[operator](left, right)
        if abs(result) > NUMBER_MAX:
            raise FunctionError("算出来的数太大")
        return round(result, _DECIMALS) if isinstance(result, float) else result


# So many decimals are counted; what is beyond them is the noise of binary fractions.
_DECIMALS: Final = 9


def _told(value: object) -> str:
    return "没有填的" if value is None else f"“{value}”" if isinstance(value, str) else "不是数的"


@pass_context
def _each(context: Context, value: object) -> Iterator[Any]:
    """The items of a list, counted: all loops of a template together take so many steps and no more."""
    if not isinstance(value, list | tuple):
        raise FunctionError("for 后面应是列表")
    budget: list[int] = context.parent[_BUDGET]
    for part in value:
        budget[0] -= 1
        if budget[0] < 0:
            raise FunctionError(f"循环超过了 {STEPS_MAX} 步")
        yield part


@pass_context
def _finalized(context: Context, value: object) -> str:
    """What a value prints as, in the template at hand."""
    printed: Callable[[object], str] = context.parent[_PRINTED]
    return printed(value)


def _named(name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    def called(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 - Jinja's
        try:
            return function(*arguments, **named)
        except TypeError as error:
            raise FunctionError(f"“{name}”后面括号里写得不对") from error

    return called


class FieldTemplate:
    """A template, read and found harmless.

    :param name: its file, for messages.
    :param source: its text.
    :param known: the fields that it may use.
    :param at: where it stands if it is a line in a file, as a problem that does not say anything yet; None: it is a file.
    :raises TemplateError: something in it is not allowed, or no field; tells the line.
    """

    def __init__(self, name: str, source: str, known: Mapping[str, Any], at: Problem | None = None) -> None:
        self._name = name
        self._at = at
        self._environment = _Environment()
        if len(source) > SOURCE_MAX:
            raise TemplateError(f"{name}：模板太长，超过 {SOURCE_MAX} 个字")
        try:
            self._tree = self._environment.parse(source)
        except (TemplateSyntaxError, RecursionError) as error:
            line = error.lineno if isinstance(error, TemplateSyntaxError) else 1
            raise self._error(line, syntax(error)) from error
        try:
            self.used = used(self._tree, known)
        except NotAllowedError as error:
            raise self._error(error.line or 0, str(error)) from error

    @cached_property
    def _template(self) -> Template:
        return self._environment.from_string(_counted(self._tree))

    def lines(self, values: Mapping[str, Any], texts: Texts) -> str:
        """The template filled in, as running text whose typed signs are away (:func:`~hongtou.declared.values.as_typed`).

        :param texts: gets the running texts among the values.
        :raises TemplateError: it cannot be filled in with these values; tells the line.
        """
        return self._fill(values, lambda value: _printed(value, texts))

    def text(self, values: Mapping[str, Any]) -> str:
        """The same as one line of plain text."""
        return " ".join(self._fill(values, shown).split("\n")).strip()

    def value(self, values: Mapping[str, Any]) -> object:
        """What an expression comes to, of a template that prints one; None: nothing."""
        found: list[object] = []

        def taken(value: object) -> str:
            found.append(value)
            return ""

        self._fill(values, taken)
        return found[-1] if found else None

    def holds(self, values: Mapping[str, Any]) -> bool:
        """Whether an expression is true, of a template that is one (:func:`expression`)."""
        return self._fill(values, shown) == _TRUE

    def _fill(self, values: Mapping[str, Any], printed: Callable[[Any], str]) -> str:
        length, parts = 0, []
        try:
            for part in self._template.generate({**values, _BUDGET: [STEPS_MAX], _PRINTED: printed}):
                length += len(part)
                if length > OUTPUT_MAX:
                    raise self._error(0, f"填出来的文字超过了 {OUTPUT_MAX} 个字")
                parts.append(part)
        except Unprintable as error:
            raise self._error(_line(error), "要印的是一组字段或者列表。写明印其中哪一个，例如“{{ 项.名称 }}”") from error
        except (JinjaError, FunctionError, TypeError) as error:
            told = "大小比不了：两边有一个没有填，或者一个是数、一个是字" if isinstance(error, TypeError) else str(error)
            raise self._error(_line(error), told) from error
        return "".join(parts)

    def _error(self, line: int, told: str) -> TemplateError:
        where = f"{self._name}:{line}" if line else self._name
        at = self._at or Problem(Place(self._name, line), "", "")
        return TemplateError(f"{where}  {told}", Problem(at.place, at.field, told))


_TRUE: Final = "1"


def expression(source: str) -> str:
    """A template that prints :data:`_TRUE` where an expression holds."""
    return f"{{% if {source} %}}{_TRUE}{{% endif %}}"


def _printed(value: object, texts: Texts) -> str:
    if isinstance(value, tuple) and value and not isinstance(value[0], str):
        return texts.sign(value)
    return meant(shown(value))


def _line(error: BaseException) -> int:
    """The line of a template where an error was raised; 0: nobody knows."""
    line, trace = 0, error.__traceback__
    while trace:
        if trace.tb_frame.f_code.co_filename == "<template>":
            template = trace.tb_frame.f_globals.get("__jinja_template__")
            line = template.get_corresponding_lineno(trace.tb_lineno) if template else trace.tb_lineno
        trace = trace.tb_next
    return line


def _counted(tree: nodes.Template) -> nodes.Template:
    """The tree with every loop counting its steps."""
    for loop in list(tree.find_all(nodes.For)):
        loop.iter = nodes.Filter(loop.iter, _STEPS, [], [], None, None, lineno=loop.lineno)
    return tree
