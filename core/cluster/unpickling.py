"""While other machines are listened to, nothing that they send can name a program to run.

dask.distributed reads some of what arrives as pickles: kinds of results, errors, whatever a scheduler marks so. A pickle does
harm by naming what is to be called, of which Python tells its audit hooks before it looks it up (PEP 578, ``pickle.find_class``).
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

# The kinds of what our own tasks leave with the machines.
_HARMLESS: Final = frozenset({("builtins", "bytes"), ("builtins", "dict")})
# The threads that read pickles of our own while others listen.
_own: Final[set[int]] = set()
_watched: Final[list[bool]] = []


class ForeignError(TypeError):
    """Somebody else's pickle names a program; a TypeError, which distributed takes for what cannot be read."""


@contextmanager
def nothing_foreign_runs() -> Iterator[None]:
    """Let no thread but this one read pickles that name anything; for as long as machines are listened to."""
    if not _watched:
        sys.addaudithook(_watch)  # cannot be taken away again
        _watched.append(True)
    _own.add(threading.get_ident())
    try:
        yield
    finally:
        _own.discard(threading.get_ident())


def _watch(event: str, args: tuple[Any, ...]) -> None:
    if event == "pickle.find_class" and _own and threading.get_ident() not in _own and args not in _HARMLESS:
        raise ForeignError(".".join(map(str, args)))
