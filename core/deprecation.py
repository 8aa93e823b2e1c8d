"""Public names that go away: they stay for two minor versions, and warn whoever takes them."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping
from typing import Final

from .values import dataclass


@dataclass(frozen=True, slots=True)
class Leaving:
    """A name that was public.

    :param instead: what to use, in Chinese.
    :param since: the first version without it in ``__all__``, such as ``0.3``; ``gone``: the first that lacks it, two minor
        versions later or the next major one.
    :param give: gives what it stood for.
    """

    instead: str
    since: str
    gone: str
    give: Callable[[], object]


LEAVING: Final[Mapping[str, Leaving]] = {}


def leaving(name: str) -> object:
    """What a name of ``hongtou`` stood for that goes away.

    :raises AttributeError: there is no such name.
    """
    if name not in LEAVING:
        raise AttributeError(f"module 'hongtou' has no attribute {name!r}")
    told = LEAVING[name]
    text = f"hongtou.{name} 从 {told.since} 起不再用，{told.gone} 就没有了。{told.instead}"
    warnings.warn(text, DeprecationWarning, stacklevel=3)
    return told.give()
