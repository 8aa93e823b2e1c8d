"""A way to spoil a document: which rule should find it, in which kind of file, and what is done to it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import Any

from .clean import Text
from .sheets import Sheets


class State(StrEnum):
    """The kind of file in which it is looked for. Word files and PDFs are made of the draft first."""

    DRAFT = "草稿"
    WORD = "DOCX"
    PAPER = "PDF"


EVERYWHERE = tuple(State)
MADE = (State.WORD, State.PAPER)
TYPED = (State.DRAFT,)


@dataclass(frozen=True)
class Way:
    """One way.

    :param code: of the rule that should find it.
    :param name: what is done, in a few words.
    :param bases: the clean documents that it is done to.
    :param text: changes the draft; ``word`` the Word file that was made of it, a python-docx document; ``paper`` the PDF.
    """

    code: str
    name: str
    state: State
    bases: tuple[str, ...]
    text: Callable[[Text, Random], None] | None = None
    word: Callable[[Any], object] | None = None
    paper: Callable[[Sheets], None] | None = None

    def __str__(self) -> str:
        return f"{self.code} {self.state} {self.name}"


# Where a sentence may be put in.
_ORDINARY = ("通知", "短通知", "长通知", "有附注", "附件名", "函", "报告")


def saying(code: str, *sentences: str, seen: Sequence[State] = EVERYWHERE, bases: tuple[str, ...] = _ORDINARY) -> list[Way]:
    """Sentences put into the text of a clean document, each in all its kinds of files."""

    def put(sentence: str) -> Callable[[Text, Random], None]:
        def change(text: Text, random: Random) -> None:
            places = [place for place in range(1, len(text.body) + 1) if not [*text.body, ""][place].startswith("|")]
            text.body[(place := random.choice(places)) : place] = sentence.split("\n")

        return change

    return [Way(code, sentence.split("\n")[0][:24], state, bases, put(sentence)) for sentence in sentences for state in seen]


def telling(code: str, base: str, *bodies: str, seen: Sequence[State] = EVERYWHERE, **fields: str) -> list[Way]:
    """Whole texts instead of that of a clean document."""

    def put(body: str) -> Callable[[Text, Random], None]:
        def change(text: Text, random: Random) -> None:
            del random
            text.body[:] = body.split("\n")
            text.fields.update(fields)

        return change

    return [Way(code, body.split("\n")[-1][:24], state, (base,), put(body)) for body in bodies for state in seen]


def typing(code: str, base: str, *changes: dict[str, str], seen: Sequence[State] = TYPED) -> list[Way]:
    """Fields of a clean document typed otherwise."""

    def put(fields: dict[str, str]) -> Callable[[Text, Random], None]:
        def change(text: Text, random: Random) -> None:
            del random
            text.fields.update(fields)

        return change

    def name(fields: dict[str, str]) -> str:
        return "，".join(f"{field}: {value}" for field, value in fields.items())[:40]

    return [Way(code, name(fields), state, (base,), put(fields)) for fields in changes for state in seen]


def editing(code: str, base: str, *changes: tuple[str, Callable[[Any], object]]) -> list[Way]:
    """Changes that somebody makes in Word."""
    return [Way(code, name, State.WORD, (base,), word=change) for name, change in changes]


def drawing(code: str, base: str, *changes: tuple[str, Callable[[Sheets], None]]) -> list[Way]:
    """Things on paper drawn otherwise."""
    return [Way(code, name, State.PAPER, (base,), paper=change) for name, change in changes]
