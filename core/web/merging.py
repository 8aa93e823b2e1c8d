"""A field of the form and the text beside it, both changed from one: what each changed is kept, row by row and cell by cell."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from typing import Any, Final

# So many changed rows are set against each other; more take too long while one types.
_COMPARED_MOST: Final = 100


class BothChangedError(Exception):
    """Both changed the same, each in its own way."""


def plain(value: Any) -> Any:  # noqa: ANN401 - what a form sends of a field: a text, or lists and groups of them
    """A value without what is empty, and without blanks around its texts."""
    match value:
        case str():
            return value.strip()
        case list():
            return [one for one in map(plain, value) if one]
        case Mapping():
            return {str(name): one for name, inner in value.items() if (one := plain(inner))}
    return value


def merged(was: Any, here: Any, there: Any) -> Any:  # noqa: ANN401
    """What becomes of a value that two changed; all three are plain.

    :param was: what both began from.
    :raises BothChangedError: the same place has become another in each.
    """
    if _key(here) in {_key(was), _key(there)}:
        return there
    if _key(was) == _key(there):
        return here
    if all(isinstance(one, Mapping) for one in (was, here, there)):
        names = dict.fromkeys([*here, *there])
        parts = {name: merged(*(one.get(name, "") for one in (was, here, there))) for name in names}
        return {name: one for name, one in parts.items() if one}
    if all(isinstance(one, list) for one in (was, here, there)):
        if len(was) == len(there):
            return list(_rows(was, here, there))
        if len(was) == len(here):
            return list(_rows(was, there, here))
    raise BothChangedError


def _rows(was: Sequence[Any], moved: Sequence[Any], changed: Sequence[Any]) -> Iterator[Any]:
    """Rows of which some were added, taken away or moved in one list, and some became others in the other one."""
    alike = _alike(was, changed)
    matcher = SequenceMatcher(None, [_key(one) for one in was], [_key(one) for one in moved], autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        if kind == "equal" and alike:
            yield from changed[a:b]
        elif [_key(one) for one in was[a:b]] == [_key(one) for one in changed[a:b]]:
            yield from moved[c:d]
        elif alike and b - a == d - c and _alike(was[a:b], moved[c:d]):
            yield from (merged(*rows) for rows in zip(was[a:b], moved[c:d], changed[a:b], strict=True))
        else:
            raise BothChangedError


def _alike(one: Sequence[Any], other: Sequence[Any]) -> bool:
    """Whether each row is most like the one in its place: of two that changed places no cells may come together."""
    keys = [pair for pair in zip(map(_key, one), map(_key, other), strict=True) if pair[0] != pair[1]]
    if len(keys) > _COMPARED_MOST:
        return False
    matcher = SequenceMatcher(autojunk=False)
    for place, (row, _) in enumerate(keys):
        matcher.set_seq2(row)
        ratios = []
        for _, candidate in keys:
            matcher.set_seq1(candidate)
            ratios.append(matcher.ratio())
        if max(ratios) > ratios[place]:
            return False
    return True


def _key(value: Any) -> str:  # noqa: ANN401
    """What is the same in two values that differ in blanks alone: inputs of one line have no line breaks."""
    return "".join(json.dumps(value, ensure_ascii=False, sort_keys=True).replace("\\n", "").replace("\\t", "").split())
