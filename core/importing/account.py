"""Every character of a source stands in the draft or is told as left out: the sum is checked, in each run."""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable
from typing import Final

from ..document import Heading, Paragraph, Table, plain
from ..draft import Draft
from ..errors import HongtouError
from ..values import dataclass
from .source import Grid, Left, Line, Source

# Forms of one mark: what differs between them is not lost.
_VARIANTS: Final = str.maketrans("〔［【[〕］】]“”„‟「」『』‘’—–－─", "((((" + "))))" + '""""""""' + "''" + "----")


class AccountError(HongtouError):
    """Characters were lost or invented: a fault of the program, and nothing is written."""


@dataclass(frozen=True, slots=True)
class Account:
    """What became of a source's characters, blanks aside.

    :param source: how many it has; ``kept`` of them stand in the drafts, ``left`` are told.
    """

    source: int
    kept: int
    left: int


def settle(source: Source, drafts: Iterable[Draft], left: Iterable[Left], added: str) -> Account:
    """Compare a source with what was made of it.

    :param added: characters that the drafts have besides: names of fields' own values, such as 文种.
    :raises AccountError: characters were lost, or stand in a draft without having stood in the source.
    """
    shown = Counter(_folded("".join(_texts(source)))) - Counter(_folded(source.added))
    had = shown + Counter(_folded("".join(one.text for one in source.left)))
    said = "".join(text for draft in drafts for text in _values(draft.values))
    kept = Counter(_folded(said)) - Counter(_folded(source.added + added))
    told = Counter(_folded("".join(one.text for one in (*source.left, *left))))
    lost, invented = had - kept - told, kept + told - had
    if lost or invented:
        parts = [
            f"{name}“{''.join(sorted(some.elements()))[:60]}”" for name, some in (("少了", lost), ("多了", invented)) if some
        ]
        raise AccountError(
            f"{source.path}：字数对不上（{'，'.join(parts)}），没有写草稿。这是程序的缺陷，请把文件和这句话告诉维护的人"
        )
    return Account(sum(had.values()), sum(kept.values()), sum(told.values()))


def _shown(characters: Counter[str]) -> str:
    return "".join(sorted(characters.elements()))[:60]


def _folded(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).translate(_VARIANTS).split())


def _texts(source: Source) -> Iterable[str]:
    for part in source.parts:
        if isinstance(part, Line):
            yield part.text
        elif isinstance(part, Grid):
            yield from (cell for row in part.rows for cell in row)


def _values(value: object) -> Iterable[str]:
    """Every text of a draft's values."""
    match value:
        case str():
            yield value
        case dict():
            for part in value.values():
                yield from _values(part)
        case list() | tuple():
            for part in value:
                yield from _values(part)
        case Heading():
            yield plain((*value.spans, *value.run_in))
        case Paragraph():
            yield plain(value.spans)
        case Table():
            yield value.title
            yield from (column.title for column in value.columns)
            yield from (cell.text for row in value.rows for cell in row.cells)
