"""The errors that people may see: one tree, the exit code on the class, messages in Chinese.

::

    HongtouError               1  the root; whatever else is raised is a bug
    ├── InputError             1  a file cannot be read, or is not what it should be
    ├── DraftError             1  a draft's fields are wrong; carries every problem found
    ├── FieldError             1  a value that a plug-in finds wrong while it composes; becomes a DraftError
    ├── FieldErrors            1  several of them at once
    ├── PluginError            1  a plug-in failed; names the plug-in and keeps the cause
    │   ├── PluginLoadError    1  … while it was being imported or registered
    │   └── ComposeError       1  … while it composed a document
    ├── TemplateError          1  a template has a syntax error or an undefined field
    ├── LayoutError            1  a document cannot be set by the standard
    ├── FontError              1  a face is missing
    ├── OutputError            1  a result cannot be written
    ├── RegisterError          1  the register of numbers cannot be used, or forbids what was asked
    └── UsageError             2  the command was called wrongly
"""

from __future__ import annotations

from collections.abc import Sequence

from .values import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a file's name as the user gave it, line and column from 1 (0: unknown)."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return ":".join([self.file, *(str(number) for number in (self.line, self.column) if number)])


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a draft.

    :param place: where it stands.
    :param field: the field as the user wrote it, its path joined by dots; empty when it concerns the whole draft.
    :param message: what was found, what is expected and what to do, in Chinese.
    """

    place: Place
    field: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}  {self.field + '：' if self.field else ''}{self.message}"


class HongtouError(Exception):
    """What users may see, without a traceback."""

    exit_code = 1


class InputError(HongtouError):
    """A file cannot be read, or is not what it should be."""


class DraftError(HongtouError):
    """A draft's fields are wrong.

    :param problems: everything that is wrong with it, in the order of the draft.
    """

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class PluginError(HongtouError):
    """A plug-in failed.

    :param plugin: its name, as ``hongtou plugins`` lists it.
    :param message: what happened, in Chinese; the cause is chained.
    """

    def __init__(self, plugin: str, message: str) -> None:
        self.plugin = plugin
        super().__init__(f"插件“{plugin}”：{message}")


class PluginLoadError(PluginError):
    """A plug-in failed while it was being imported or registered."""


class ComposeError(PluginError):
    """A plug-in failed while it composed a document."""


class TemplateError(HongtouError):
    """A template has a syntax error or an undefined field.

    :param problem: the same with its place, where it is known.
    """

    def __init__(self, message: str, problem: Problem | None = None) -> None:
        self.problem = problem
        super().__init__(message)


class LayoutError(HongtouError):
    """A document cannot be set as the standard asks."""


class FontError(HongtouError):
    """A face is missing, cannot be read, or lacks characters.

    :param lacking: the characters that no face has.
    """

    def __init__(self, message: str, lacking: str = "") -> None:
        self.lacking = lacking
        super().__init__(message)


class OutputError(HongtouError):
    """A result cannot be written."""


class RegisterError(HongtouError):
    """The register of numbers cannot be used, or its rules forbid what was asked."""


class UsageError(HongtouError):
    """The command was called wrongly."""

    exit_code = 2


class FieldError(HongtouError):
    """A plug-in's ``compose`` finds a field's value wrong; the runner turns it into a :class:`DraftError` that knows the place.

    :param path: where the value stands in the draft, such as ``("名单", 2, "民族")``, or ``"民族"``; empty: the whole draft.
    :param message: what was found, what is expected and what to do, in Chinese.
    """

    def __init__(self, path: str | Sequence[str | int], message: str) -> None:
        self.path = (path,) if isinstance(path, str) and path else tuple(path)
        self.message = message
        super().__init__(message)


class FieldErrors(HongtouError):  # noqa: N818 - several of FieldError
    """A plug-in's ``compose`` finds several values wrong; the runner turns them all into one :class:`DraftError`.

    :param errors: everything that is wrong, in the order of the draft; at least one.
    """

    def __init__(self, errors: Sequence[FieldError]) -> None:
        self.errors = tuple(errors)
        super().__init__("\n".join(error.message for error in self.errors))


def one_line(error: BaseException) -> str:
    """An exception of someone else's code, in one line."""
    if isinstance(error, MemoryError):
        return "内存不够"
    return " ".join(f"{type(error).__name__}: {error}".split()).removesuffix(":")
