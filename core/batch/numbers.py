"""Where a batch gets its numbers: the office's register, opened when the first number is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from ..document import DocumentNumber
from ..office import Settings

if TYPE_CHECKING:
    from ..register.entry import Entry, Request
    from ..register.register import Register


class Numbers:
    """The numbers of an office's documents."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._register: Register | None = None

    def ready(self) -> None:
        """Open the register, if it is not open yet.

        :raises RegisterError: it cannot be used.
        """
        self._opened()

    def allocate(self, requests: Sequence[Request]) -> list[Entry]:
        """The numbers of documents, in the order of asking; a document that has one keeps it.

        :raises RegisterError: the register cannot be used, or forbids what is asked.
        """
        return self._opened().allocate(requests) if requests else []

    def unknown(self, uses: Sequence[tuple[DocumentNumber, str]]) -> list[DocumentNumber]:
        """Those numbers that the register does not know as ever given to the documents of these identities."""
        return self._opened().unknown(uses) if uses else []

    def are_held(self, uses: Sequence[tuple[DocumentNumber, str]]) -> bool:
        """Whether each of these documents has its number still."""
        return not uses or self._opened().are_held(uses)

    def _opened(self) -> Register:
        from ..register.register import Register

        self._register = self._register or Register(self._settings)
        return self._register

    def close(self) -> None:
        """Let go of the register."""
        if self._register:
            self._register.close()


@contextmanager
def numbers_of(settings: Settings) -> Iterator[Numbers]:
    """The numbers of an office's documents, for one run."""
    numbers = Numbers(settings)
    try:
        yield numbers
    finally:
        numbers.close()
