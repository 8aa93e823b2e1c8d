"""The states of a draft: listed, two side by side, an older one taken again; and two texts of two who saved at once."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import zip_longest
from typing import Final

from starlette.responses import Response

from ...errors import HongtouError
from ...workflow import way
from ...workflow.drafts import GoneError, Kept, StageError, State
from .. import differences, tasks
from ..call import PAGES_MOST, Call, picture_of, whole_number
from ..naming import described
from .drafts import editable, kept_of

_DPI: Final = 96.0
# Whoever saves after so long has sat down again.
_PAUSE: Final = datetime.timedelta(minutes=10)


def show(call: Call) -> Response:
    """The states of a draft: the last one of each sitting, or every one."""
    kept = kept_of(call)
    states = call.site.drafts.states(kept)
    beside, whole = _beside(kept, states), bool(call.asked("whole"))
    shown = states if whole else list(_lasting(states, beside | {1, kept.version}))
    return call.page("states.html", kept=kept, states=shown[::-1], count=len(states), beside=beside, whole=whole)


def _lasting(states: Sequence[State], always: Collection[int]) -> Iterator[State]:
    """The states that somebody left behind: what is typed is saved every few seconds, of which the last one says all."""
    for state, after in zip_longest(states, states[1:]):
        if after is None or state.version in always or after.who != state.who or _between(state, after) > _PAUSE:
            yield state


def _between(one: State, other: State) -> datetime.timedelta:
    return datetime.datetime.fromisoformat(other.at) - datetime.datetime.fromisoformat(one.at)


def _beside(kept: Kept, states: Sequence[State]) -> set[int]:
    """The versions that never counted: somebody else had saved when they came."""
    bases = {state.version: state.base for state in states}
    counted = set()
    version = kept.version
    while version in bases and version not in counted:
        counted.add(version)
        version = bases[version]
    return bases.keys() - counted


def compare(call: Call) -> Response:
    """Two states side by side with their differences, and with their pages if they are asked for."""
    kept = kept_of(call)
    states = call.site.drafts.states(kept)
    numbers = [whole_number(call.asked(name)) for name in ("from", "to")]
    one, other = (next((state for state in states if state.version == number), None) for number in numbers)
    if one is None or other is None:
        raise GoneError("没有这个版本")
    whole, pages = bool(call.asked("whole")), bool(call.asked("pages"))
    count = max(_count(call, kept, state) for state in (one, other)) if pages else 0
    return call.page(
        "compare.html",
        kept=kept,
        one=one,
        other=other,
        states=states[::-1],
        rows=_compared(call, kept, one, other, whole=whole),
        whole=whole,
        pages=pages,
        count=min(count, PAGES_MOST),
        may_edit=way.may_edit(call.who, kept.owner, kept.stage),
    )


def _text(call: Call, kept: Kept, version: int) -> str:
    return call.site.drafts.content(kept, version).decode("utf-8", "replace")


def _compared(call: Call, kept: Kept, one: State, other: State, *, whole: bool) -> list[differences.Pair] | None:
    """None: it took too long."""
    asked = differences.Asked(_text(call, kept, one.version), _text(call, kept, other.version), whole)
    try:
        return call.site.quick(differences.compared, asked, call.site.path(kept))
    except HongtouError:
        return None


def _preview(call: Call, kept: Kept, version: int, number: int) -> tasks.Preview:
    content = call.site.drafts.content(kept, version)
    ask = tasks.Ask(call.site.office, call.site.path(kept), content, (number,), dpi=_DPI)
    return call.site.quick(tasks.preview, ask, ask.path)


def _count(call: Call, kept: Kept, state: State) -> int:
    """How many pages a state has; 0: it makes no document."""
    try:
        return _preview(call, kept, state.version, 1).count
    except HongtouError:
        return 0


def picture(call: Call) -> Response:
    """A page of a state."""
    kept, number = kept_of(call), int(call.param("number"))
    return picture_of(_preview(call, kept, int(call.param("version")) or -1, number), number)


def restore(call: Call) -> Response:
    """An older state becomes the draft again, as a new state; none is lost."""
    kept = editable(call)
    version = call.number("version")
    content = call.site.drafts.content(kept, version or -1)
    text = described(content, kept.genre, kept.title)
    saved = call.site.drafts.save(kept.id, call.number("base"), text, call.who.name, (kept.stage,))
    if not saved.counts:
        raise StageError(f"刚才又有人存过这份稿子，没有换成第 {version} 版。看过新的，再换")
    return call.go(f"/drafts/{kept.id}")


def both(call: Call, now: Kept, mine: State) -> Response:
    """What two made of one text who saved at once: side by side, and joined as far as that can be done.

    :param now: the draft, as the other one saved it.
    :param mine: what was sent, which is kept beside it.
    """
    theirs = call.site.drafts.last(now)
    made = _joined(call, now, mine)
    rows = _compared(call, now, theirs, mine, whole=False)
    who = "你自己在另一处" if theirs.who == call.who.name else theirs.who
    shown: Mapping[str, object] = {"kept": now, "one": theirs, "other": mine, "rows": rows, "joined": made, "who": who}
    return call.page("both.html", 409, **shown)


def join(call: Call, now: Kept, mine: State) -> Mapping[str, str]:
    """The same for a script: both in one, where nobody need be asked."""
    made = _joined(call, now, mine)
    return {"joined": made.text} if made and not made.conflicts else {}


def _joined(call: Call, now: Kept, mine: State) -> differences.Joined | None:
    """None: it took too long."""
    texts = (_base(call, now, mine), _text(call, now, now.version), _text(call, now, mine.version))
    try:
        return call.site.quick(differences.joined, texts, call.site.path(now))
    except HongtouError:
        return None


def _base(call: Call, kept: Kept, mine: State) -> str:
    """What a text began from; nothing where that is not known."""
    try:
        return _text(call, kept, mine.base or -1)
    except GoneError:
        return ""
