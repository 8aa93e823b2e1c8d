"""Which parameter offers what when somebody presses Tab; what finds it is loaded then, see :mod:`.completing`."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Final

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

_Offers = Callable[[click.Context, click.Parameter, str], "list[CompletionItem[str]]"]


def types(*more: str) -> _Offers:
    """The document types, and words that stand for something else here."""
    return _later("types", *more)


def _later(name: str, *more: str) -> _Offers:
    def offers(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem[str]]:
        del param
        from . import completing

        return completing.offers(name, ctx, incomplete, *more)

    return offers


drafts: Final = _later("drafts")
checked: Final = _later("checked")
formats: Final = _later("formats")
rules: Final = _later("rules")
codes: Final = _later("codes")
kinds: Final = _later("kinds")
numbers: Final = _later("numbers")
