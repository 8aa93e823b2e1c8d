"""Templates: where they are looked for, and filling them in a sandbox: a template can reach nothing but what it is given."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources.abc import Traversable
from typing import TYPE_CHECKING, Any, Final

from ..errors import TemplateError

if TYPE_CHECKING:
    from jinja2 import Template
    from jinja2.sandbox import ImmutableSandboxedEnvironment


HTML_TEMPLATES: Final = ("gongwen.html", "gongwen.css")


def has_own_html(folders: Sequence[Traversable]) -> bool:
    """Whether the office or the document's type brings an HTML template or a style sheet of its own.

    :param folders: where templates are looked for; the last one has hongtou's.
    """
    return any(find_template(folders, "html", name) != find_template(folders[-1:], "html", name) for name in HTML_TEMPLATES)


def find_template(folders: Sequence[Traversable], kind: str, name: str) -> Traversable:
    """The first template of this name, in each folder itself or in its subfolder ``kind`` (``docx`` or ``html``).

    :raises TemplateError: there is none.
    """
    for folder in folders:
        for place in (folder.joinpath(name), folder.joinpath(kind, name)):
            if place.is_file():
                return place
    raise TemplateError(f"找不到模板“{name}”。请重新安装 hongtou，或者把模板放回 templates/{kind}/")


@cache
def sandbox() -> ImmutableSandboxedEnvironment:
    """The environment that all templates are filled in: escapes what it is given, knows no undefined name, reads no file."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    return ImmutableSandboxedEnvironment(
        autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True
    )


def fill(template: Traversable, values: Mapping[str, Any]) -> str:
    """Fill a text template.

    :param values: plain dicts, lists, strings and numbers.
    :raises TemplateError: the template is wrong; tells its file, the line and what is wrong.
    """
    return fill_text(str(template), read_text(template), values)


def read_text(template: Traversable) -> str:
    """A text template's source.

    :raises TemplateError: it is not in UTF-8.
    """
    try:
        return template.read_text("utf-8")
    except UnicodeDecodeError as error:
        told = f"模板“{template}”不是 UTF-8 编码（从第{error.start + 1}个字节起读不懂）。用记事本另存为 UTF-8"
        raise TemplateError(told) from error


def fill_text(name: str, source: str, values: Mapping[str, Any]) -> str:
    """The same for a template that has been read already."""
    from jinja2 import TemplateError as JinjaError

    try:
        return _compiled(source).render(values)
    except JinjaError as error:
        raise TemplateError(explain(name, error)) from error


@cache
def _compiled(source: str) -> Template:
    return sandbox().from_string(source)


def explain(name: str, error: Exception) -> str:
    """A template's error in Chinese.

    :param name: the template's file.
    :param error: what Jinja raised.
    """
    from jinja2 import TemplateSyntaxError, UndefinedError
    from jinja2.exceptions import SecurityError

    if isinstance(error, TemplateSyntaxError):
        return f"模板“{name}”第{error.lineno}行写得不对：{error.message}。请改正，或者换回原来的模板"
    if isinstance(error, UndefinedError):
        return f"模板“{name}”用了没有的字段：{error.message}。请对照文档里的字段表改正"
    if isinstance(error, SecurityError):
        return f"模板“{name}”做了不允许的事：{error}。模板只能取用给它的字段"
    return f"模板“{name}”填不了：{error}"
