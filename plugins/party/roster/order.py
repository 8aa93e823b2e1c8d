"""姓氏笔画: people in the order of the strokes of their names.

A character comes before another that has more strokes; of two with as many, the one whose first stroke that differs comes first
in the order 横竖撇点折 (GF 3003-1999 goes on by structure; two characters with the very same strokes stand in the order of
Unicode here). The names are compared character by character, so one family name stays together and a single given name comes
before a double one that begins with it.

``strokes.txt`` holds some 600 characters: the usual family names and many that given names are made of. It was written for this
roster, stroke by stroke, by the stroke order of the simplified forms (提 counts as 横, 竖钩 as 竖, 捺 as 点, every bent stroke as
折); its numbers of strokes were compared with those of ICU, which differ only where ICU counts traditional forms of 艹, 阝, 辶,
礻 and the like. A family name outside it needs its number of strokes from the draft; other characters outside it come after those
within.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from hongtou import FieldError, FieldErrors

from .people import Person

# After every character that is known: more strokes than any has.
_MANY: Final = 99
# After the strokes of every known character with as many.
_LAST: Final = "9"

Key = tuple[tuple[int, str, str], ...]


def by_strokes(people: Sequence[Person]) -> tuple[Person, ...]:
    """People in the order of their names.

    :raises FieldErrors: family names whose strokes nobody tells; all of them.
    """
    wrong = [
        FieldError(("名单", place, "姓名"), "排不了这个姓的次序：笔画表里没有这个字。在“姓氏笔画”里写上它的笔画数")
        for place, person in enumerate(people)
        if person.name[0] not in strokes() and not person.strokes
    ]
    if wrong:
        raise FieldErrors(wrong)
    return tuple(sorted(people, key=_key))


def _key(person: Person) -> Key:
    return tuple(_place(char, person.strokes if not number else 0) for number, char in enumerate(person.name))


def _place(char: str, told: int) -> tuple[int, str, str]:
    known = strokes().get(char)
    return (len(known), known, char) if known else (told or _MANY, _LAST, char)


@cache
def strokes() -> dict[str, str]:
    """Character → its strokes: 1 横, 2 竖, 3 撇, 4 点, 5 折."""
    text = files(__package__).joinpath("strokes.txt").read_text(encoding="utf-8")
    return {entry[0]: entry[1:] for line in text.splitlines() for entry in line.split()[1:]}
