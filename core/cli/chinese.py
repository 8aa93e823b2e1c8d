"""click in Chinese: its help pages and its usage errors. click ships no translations; this uses only what it lets us override."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import Any, ClassVar, Final

import click

from ..pattern import pattern
from ..text_width import cell_width

SECTIONS: Final = {"Options": "选项", "Commands": "命令", "Positional arguments": "参数"}
HELP: Final = "显示这份说明"
_TOKEN: Final = pattern(r"[\x21-\x7e]+|.")
_NOT_FIRST: Final = frozenset("，。、；：？！）》〉」』】〕”’…")


def wrap(text: str, width: int) -> Iterator[str]:
    """Break a line of text into lines of at most ``width`` cells; no closing mark at the start of one."""
    line = ""
    for token in _TOKEN.findall(text):
        if line and cell_width(line + token) > width and token[0] not in _NOT_FIRST:
            yield line.rstrip()
            line = ""
        line += token if line or not token.isspace() else ""
    yield line


class Formatter(click.HelpFormatter):
    """Help pages with Chinese words, and columns that count Chinese characters as two cells."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line that shows how a command is called."""
        self.write(f"{'':>{self.current_indent}}{prefix or '用法：'}{prog} {args}\n")

    def write_heading(self, heading: str) -> None:
        """The name of a section."""
        self.write(f"{'':>{self.current_indent}}{SECTIONS.get(heading, heading)}：\n")

    def write_text(self, text: str) -> None:
        """Running text; every line of it is a paragraph."""
        indent = " " * self.current_indent
        for paragraph in text.splitlines():
            self.write("".join(f"{indent}{line}\n" for line in wrap(paragraph, self.width - self.current_indent)))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Names and what they mean, in two columns."""
        rows = list(rows)
        column = min(max(cell_width(name) for name, _ in rows), col_max) + col_spacing + self.current_indent
        for name, meaning in rows:
            head = " " * self.current_indent + name
            if cell_width(head) > column - col_spacing:
                self.write(head + "\n")
                head = ""
            for line in wrap(meaning, max(self.width - column, 10)):
                self.write(head + " " * (column - cell_width(head)) + line + "\n")
                head = ""


class Context(click.Context):
    """A context whose help is Chinese."""

    formatter_class = Formatter


def _with_chinese_help(option: click.Option | None) -> click.Option | None:
    if option is not None:
        option.help = HELP
    return option


def _explained(option: click.Option, ctx: click.Context) -> tuple[str, str] | None:
    """How an option is written and what it is for, with what click would add to that in English."""
    record = option.get_help_record(ctx)
    if record is None:
        return None
    more = [f"{least} 至 {most}" for least, most in _bounds(option.type)] + ["必须写"] * option.required
    return record[0], (option.help or "") + (f"（{'，'.join(more)}）" if more else "")


def _bounds(kind: object) -> Iterator[tuple[int, int]]:
    if isinstance(kind, click.IntRange) and kind.min is not None and kind.max is not None:
        yield int(kind.min), int(kind.max)


class Command(click.Command):
    """A command whose help is Chinese."""

    context_class = Context

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The options and what they are for."""
        options = (param for param in self.get_params(ctx) if isinstance(param, click.Option))
        with formatter.section("Options"):
            formatter.write_dl([record for option in options if (record := _explained(option, ctx))])

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line that shows how the command is called."""
        self.options_metavar = "[选项]"
        super().format_usage(ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help``, explained in Chinese."""
        return _with_chinese_help(super().get_help_option(ctx))


class Group(click.Group):
    """A group of commands whose help is Chinese."""

    context_class = Context
    command_class = Command

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The line that shows how the commands are called."""
        self.options_metavar, self.subcommand_metavar = "[选项]", "命令 …"
        super().format_usage(ctx, formatter)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        """``--help``, explained in Chinese."""
        return _with_chinese_help(super().get_help_option(ctx))


class LazyGroup(Group):
    """A group whose commands are imported when they are called."""

    # A command's name → where it is, as ``module:name``; in the order in which people need them.
    modules: ClassVar[Mapping[str, str]]

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names, in their order."""
        del ctx
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a command."""
        del ctx
        if cmd_name not in self.modules:
            return None
        module, _, name = self.modules[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f".{module}", __package__), name)
        return command


class Choice(click.Choice[str]):
    """One of a few words."""

    def get_invalid_choice_message(self, value: object, ctx: click.Context | None) -> str:
        """Say what can be chosen."""
        del ctx
        return f"不认识“{value}”，可以写：{'、'.join(map(str, self.choices))}"

    def get_missing_message(self, param: click.Parameter, ctx: click.Context | None) -> str:
        """Say what can be chosen."""
        del param, ctx
        return f"可以写：{'、'.join(map(str, self.choices))}"


def choose_format(*formats: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """An option by which a command is told how to say what it found; the first of these is the usual one."""
    return click.option(
        "--format", type=Choice(formats), metavar="|".join(formats), default=formats[0], help="给人看，还是给程序读"
    )


format_option = choose_format("text", "json")


def explain(error: click.UsageError) -> str:
    """What is wrong with the command as typed, and how to get help."""
    path = error.ctx.command_path if error.ctx else "hongtou"
    return f"{_reason(error)}\n用 {path} --help 查看用法"


def _reason(error: click.UsageError) -> str:
    match error:
        case click.NoSuchOption():
            return f"没有“{error.option_name}”这个选项{_guess(error.possibilities)}"
        case click.NoSuchCommand():
            return f"没有“{error.command_name}”这个命令{_guess(_commands_like(error))}"
        case click.BadOptionUsage():
            return f"选项“{error.option_name}”用得不对：要写值的，在它后面写一个值；不写值的，后面不要加“=”"
        case click.MissingParameter():
            return f"还要写“{_label(error)}”"
        case click.BadParameter():
            return f"“{_label(error)}”不对：{_wanted(error)}"
    return _extra(error) or error.message


def _wanted(error: click.BadParameter) -> str:
    """What a parameter takes; of whole numbers click says it in English."""
    match error.param.type if error.param else None:
        case click.IntRange(min=int(least), max=int(most)):
            return f"应是 {least} 至 {most} 的整数"
        case click.IntRange(min=int(least)):
            return f"应是不小于 {least} 的整数"
        case click.types.IntParamType():
            return "应是整数"
    return error.message


def _extra(error: click.UsageError) -> str:
    """Words that the command does not take; click keeps them nowhere but in its English message."""
    match = re.fullmatch(r"Got unexpected extra arguments? \((.*)\)", error.message)
    return f"多写了“{match[1]}”" if match else ""


def _label(error: click.BadParameter) -> str:
    if error.param is None:
        return str(error.param_hint or "参数")
    return error.param.human_readable_name if isinstance(error.param, click.Argument) else error.param.opts[-1]


def _commands_like(error: click.NoSuchCommand) -> list[str]:
    """The nearest commands; click itself looks only among those that are loaded already."""
    group = error.ctx.command if error.ctx else None
    known = group.list_commands(error.ctx) if error.ctx and isinstance(group, click.Group) else []
    return difflib.get_close_matches(error.command_name, known, n=1)


def _guess(possibilities: Sequence[str] | None) -> str:
    return f"，是不是“{possibilities[0]}”？" if possibilities else ""
