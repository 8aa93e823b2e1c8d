"""What shells offer when somebody presses Tab: names, files, numbers. Whatever goes wrong meanwhile, nothing is said of it."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import redirect_stderr, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click
from click.shell_completion import BashComplete, CompletionItem, get_completion_class

from ..errors import HongtouError
from ..office import PROFILE, load_settings
from ..pattern import pattern
from .app import ASKED

if TYPE_CHECKING:
    from ..office import Settings

_Offer = CompletionItem[str]
_DRAFTS: Final = frozenset({".md", ".markdown", ".yaml", ".yml"})
_CHECKED: Final = _DRAFTS | {".docx", ".pdf"}
# So many numbers are offered, the newest.
_NUMBERS: Final = 50
# What bash would take for something else than a letter of a name; its script takes one of two backslashes away.
_SPECIAL: Final = pattern(r"([\s'\"\\$&|;<>()*?\[\]{}`!#~])")
_ESCAPED: Final = r"\\\\\1"


class _Bash(BashComplete):
    """As click does it, for names that bash would take apart."""

    def source(self) -> str:
        """The script; click would start a bash to look for its version, and tell in English what is wrong with it."""
        return self.source_template % self.source_vars()

    def format_completion(self, item: CompletionItem[Any]) -> str:
        """An offer, as click's script reads it."""
        return f"{item.type},{_SPECIAL.sub(_ESCAPED, str(item.value))}"


def script(shell: str, group: click.Command) -> str:
    """What a shell has to read so that it asks.

    :param shell: ``bash``, ``zsh`` or ``fish``.
    """
    return _asking(shell)(group, {}, "hongtou", ASKED).source()


def answer(group: click.Command) -> int:
    """Print what the shell that asks is to offer; the exit code, which is always 0.

    A message would stand in the middle of the line that is being typed, so there is none: nothing is offered then.
    """
    shell, _, instruction = os.environ.get(ASKED, "").partition("_")
    try:
        with redirect_stderr(io.StringIO()):
            asking = _asking(shell)(group, {}, "hongtou", ASKED)
            told = asking.source() if instruction == "source" else asking.complete()
    except Exception:
        return 0
    sys.stdout.write(told + "\n")
    return 0


def _asking(shell: str) -> type[BashComplete]:
    # What they share of their own is declared in each of click's classes, not in the one above them.
    return _Bash if shell == "bash" else get_completion_class(shell)  # type: ignore[return-value]


def offers(name: str, ctx: click.Context, incomplete: str, *more: str) -> list[_Offer]:
    """Of what a parameter takes, whatever goes on from the text that was typed.

    :param name: what it takes, one of :data:`_FINDERS`.
    :param more: words that it takes besides.
    """
    found = (one if isinstance(one, CompletionItem) else CompletionItem(one) for one in _FINDERS[name](ctx, incomplete))
    every = [*found, *map(CompletionItem, more)]
    return [one for one in every if one.type != "plain" or one.value.startswith(incomplete)]


_Find = Callable[[click.Context, str], Iterable[str | _Offer]]


def _settings(ctx: click.Context) -> Settings:
    """Those of the office that the line names, or of the current folder."""
    return load_settings(Path(), ctx.find_root().params.get("folder"))


def _types(ctx: click.Context, incomplete: str) -> Iterator[str]:
    """The names of document types; the office's own are not read for that."""
    from ..plugin.manager import Plugins

    del incomplete
    yield from (known := Plugins().document_types)
    with suppress(HongtouError):  # the profile is wrong: who needs it tells
        yield from (folder.name for folder in _settings(ctx).office.types if folder.name not in known)


def _files(suffixes: frozenset[str]) -> _Find:
    """The files that end so, and the folders, which shells look for themselves."""

    def find(ctx: click.Context, incomplete: str) -> Iterator[str | _Offer]:
        del ctx
        # First: where nothing follows it, bash looks for folders.
        yield CompletionItem(incomplete, type="dir")
        head = incomplete[: incomplete.rfind("/") + 1]
        is_hidden = incomplete[len(head) :].startswith(".")
        for path in sorted(Path(head).expanduser().iterdir()):
            if path.suffix.lower() in suffixes and path.name != PROFILE and path.name.startswith(".") == is_hidden:
                yield head + path.name

    return find


def _listed(names: Callable[[], Iterable[tuple[str, str]]]) -> _Find:
    """The last of several names with commas between them, each with what it is."""

    def find(ctx: click.Context, incomplete: str) -> Iterator[_Offer]:
        del ctx
        before = incomplete[: incomplete.rfind(",") + 1]
        taken = before.split(",")
        return (CompletionItem(before + name, help=meaning) for name, meaning in names() if name not in taken)

    return find


def _formats() -> Iterator[tuple[str, str]]:
    from ..plugin.manager import Plugins

    return ((name, "") for name in Plugins().renderers)


def _rules() -> Iterator[tuple[str, str]]:
    from ..plugin.manager import Plugins

    return ((rule.code, rule.name) for rule in Plugins().rules)


def _codes(ctx: click.Context, incomplete: str) -> Iterable[str]:
    from ..register.glance import series

    del incomplete
    settings = _settings(ctx)
    return dict.fromkeys(filter(None, [settings.office.code, *(code for code, _ in series(settings))]))


def _kinds(ctx: click.Context, incomplete: str) -> Iterable[str]:
    from ..register.glance import series

    del incomplete
    settings = _settings(ctx)
    return dict.fromkeys(filter(None, [*settings.office.numbered_apart, *(kind for _, kind in series(settings))]))


def _numbers(ctx: click.Context, incomplete: str) -> Iterable[str]:
    from ..register.glance import numbers

    del incomplete
    return numbers(_settings(ctx), _NUMBERS)


_FINDERS: Final[Mapping[str, _Find]] = {
    "types": _types,
    "drafts": _files(_DRAFTS),
    "checked": _files(_CHECKED),
    "formats": _listed(_formats),
    "rules": _listed(_rules),
    "codes": _codes,
    "kinds": _kinds,
    "numbers": _numbers,
}
