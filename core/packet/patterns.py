"""Names with places to fill in: ``草稿/{单位}.md``, ``{序号}-{单位}``."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import chain
from typing import Any, Final

from ..draft.nearest import nearest
from ..errors import HongtouError
from ..files.output import no_device
from ..pattern import pattern

_PLACE: Final = pattern(r"\{([^{}]+)\}")
_UNFIT: Final = pattern(r'[\x00-\x1f\x7f/\\:*?"<>|]+')
# What file systems take, with room for the names of the files in it.
_NAME_MAX: Final = 180


def has_places(text: str) -> bool:
    """Whether there is something to fill in."""
    return _PLACE.search(text) is not None


def filled(text: str, values: Mapping[str, str], *, path: bool = False) -> str:
    """A text with its places filled in.

    :param path: it names a file or a folder; what does not fit into a name is replaced by ``_``.
    :raises HongtouError: it names a place that nobody knows.
    """

    def one(match: re.Match[str]) -> str:
        name = match[1].strip()
        if name not in values:
            meant = nearest(name, list(values))
            raise HongtouError(
                f"不知道“{{{name}}}”是什么{f'，是不是“{{{meant}}}”？' if meant else '。'}可以写：{'、'.join(values)}"
            )
        return fit(values[name]) if path else values[name]

    return _PLACE.sub(one, text)


def filled_all(value: object, values: Mapping[str, str]) -> Any:  # noqa: ANN401 - as a draft holds it
    """A draft's value with the places in all its texts filled in."""
    match value:
        case str():
            return filled(value, values)
        case list():
            return [filled_all(part, values) for part in value]
        case Mapping():
            return {key: filled_all(part, values) for key, part in value.items()}
    return value


def places(value: object) -> Iterator[str]:
    """What is to be filled in, in all texts of a draft's value."""
    match value:
        case str():
            yield from (match[1].strip() for match in _PLACE.finditer(value))
        case list():
            yield from chain.from_iterable(map(places, value))
        case Mapping():
            yield from chain.from_iterable(map(places, value.values()))


def fit(name: str) -> str:
    """A name that any file system takes, and that reads as it is: nothing in it is invisible or turns the writing round."""
    shown = "".join(char for char in name if unicodedata.category(char) not in {"Cf", "Cs"})
    clean = no_device(_UNFIT.sub("_", shown).strip(" .") or "_")
    while len(clean.encode()) > _NAME_MAX:
        clean = clean[:-1]
    return clean
