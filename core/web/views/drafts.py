"""The draft that a request is about, if whoever asks may see it, or change it."""

from __future__ import annotations

from ...workflow import way
from ...workflow.drafts import GoneError, Kept, StageError
from ..call import Call


def kept_of(call: Call) -> Kept:
    """The draft that is asked for, if whoever asks may see it.

    :raises GoneError: there is none, or they may not: nobody learns which.
    """
    kept = call.site.drafts.get(call.param("id"))
    if not way.may_see(call.who, kept.owner, kept.stage):
        raise GoneError("没有这份稿子，或者你不能看")
    return kept


def editable(call: Call) -> Kept:
    """The same, if whoever asks may change it where it is; where it has gone meanwhile they may not.

    :raises StageError: it is somebody else's turn.
    """
    kept = kept_of(call)
    if not way.may_edit(call.who, kept.owner, kept.stage):
        raise StageError(f"这份稿子在“{kept.stage}”，不由你改。打的字还在，复制下来")
    return kept
