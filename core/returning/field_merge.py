"""Fields that somebody changed on the page, changed in the draft where they are typed."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from difflib import SequenceMatcher
from typing import Final

from ..composing import Composed
from .changes import Change, Merge
from .elements import Value
from .merge import Verdict, verdict
from .record import Origin
from .sheets import Sheet
from .shown import digest
from .spelling import Spelling, typed_date

_ATTACHED, _ISSUER_MARK, _DETACHED = "附件", "发文机关标志", "分装附件"
_DATES: Final = ("成文日期", "印发日期", "翻印日期")
_PEOPLE: Final = ("出席", "请假", "列席")


class FieldMerger:
    """Merges the fields of one draft.

    :param origin: how they were when the DOCX was made; None: nobody knows.
    """

    def __init__(self, composed: Composed, spelling: Spelling, origin: Origin | None, found: Merge) -> None:
        self._composed = composed
        self._spelling = spelling
        self._origin = origin
        self._found = found
        self._file = str(composed.draft.path)

    def merge(self, mine: Sheet, theirs: Sheet, besides: Collection[str] = ()) -> None:
        """Take what differs.

        :param mine: what the draft shows, ``theirs`` what the DOCX shows.
        :param besides: fields that another draft tells.
        """
        for name in dict.fromkeys((*mine.fields, *theirs.fields)):
            old, new = mine.fields.get(name), theirs.fields.get(name)
            if old == new or name in besides:
                continue
            base = self._origin.shown.get(name) if self._origin else None
            found = verdict(base, _digest(old), _digest(new), known=self._origin is not None)
            change = Change(self._file, self._spelling.line((name,)), name, _said(old), _said(new))
            if found is Verdict.CONFLICT:
                self._found.conflicts.append(change)
            elif found is Verdict.TAKE and (fault := self._take(name, old, new)):
                self._found.told.append(f"“{name}”由“{_said(old)}”改成了“{_said(new)}”：{fault}")
            elif found is Verdict.TAKE:
                self._found.taken.append(change)

    def _take(self, name: str, old: Value | None, new: Value | None) -> str:
        """Change a field in the draft; returns why it cannot be."""
        if name == _DETACHED or (name == _ISSUER_MARK and not self._spelling.has((name,))):
            return "草稿里没有这一项，改草稿的“发文机关”或者办公室配置"
        if name == _ATTACHED:
            return self._take_attachments(list(old or ()), list(new or ()))
        if new is None:
            if not self._spelling.has((name,)):
                return "它来自办公室配置，草稿里没有可以删的"
            self._spelling.remove((name,))
            return ""
        self._spelling.set((name,), self._typed(name, old, new))
        return ""

    def _typed(self, name: str, old: Value | None, new: Value) -> str | list[str]:
        """A field's new value as the draft types it."""
        typed = self._composed.draft.values.get(name)
        if isinstance(new, tuple):
            if name == _ISSUER_MARK:
                return "".join(new)
            data = self._composed.data.get(name, ())
            return regrouped(list(data), list(old or ()), list(new)) if self._spelling.has((name,)) else list(new)
        if name in _PEOPLE:
            return re.split("；" if "；" in new else "、", new)
        if name in _DATES:
            return typed_date(typed or self._composed.draft.values.get("成文日期"), new)
        if name == "标题":
            return _broken(str(typed), new)
        if name == "题注" and typed and not str(typed).startswith(("（", "(")):
            return new.strip("（）")
        return f"（{new}）" if name == "附注" and str(typed).startswith("（") else new

    def _take_attachments(self, old: list[str], new: list[str]) -> str:
        """Names of attachments; which of them are others only their places tell."""
        if len(old) != len(new):
            return "附件增加或者减少了，在草稿的“附件”里改"
        typed = self._composed.draft.values.get(_ATTACHED)
        for place, (one, other) in enumerate(zip(old, new, strict=True)):
            if one == other:
                continue
            item = typed[place] if isinstance(typed, list) else typed
            path = (_ATTACHED, place) if isinstance(typed, list) else (_ATTACHED,)
            if isinstance(item, dict):
                path = (*path, "标题")
            if not self._spelling.has(path):
                return "这个附件的名称取自它自己的草稿，在那里改“标题”"
            self._spelling.set(path, other)
        return ""


def _digest(value: Value | None) -> str | None:
    return None if value is None else digest((value,))


def _said(value: Value | None) -> str:
    return "，".join(value) if isinstance(value, tuple) else value or ""


def regrouped(typed: Sequence[str], old: Sequence[str], new: Sequence[str]) -> list[str]:
    """A list's new items, put together as they are typed: ``[甲，乙, 丙]`` shows three.

    :param typed: the items as typed, ``old`` as the page shows them, ``new`` as it shows them now.
    """
    owners = [number for number, item in enumerate(typed) for _ in item.split("，")]
    if len(owners) != len(old):
        return list(new)
    groups: list[list[str]] = [[] for _ in typed]
    for _, start, stop, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        for offset, text in enumerate(new[first:last]):
            place = min(start + offset, max(stop - 1, start - 1, 0))
            groups[owners[min(place, len(owners) - 1)]].append(text)
    # What was put in beside an item that stands alone is an item of its own.
    grouped = (["，".join(group)] if "，" in item and group else group for item, group in zip(typed, groups, strict=True))
    return [text for group in grouped for text in group]


def _broken(typed: str, new: str) -> str:
    """A title with the line breaks that the draft forces, where what stands beside them is still there."""
    lines = re.split(r"\\n|\n", typed)
    for place in range(1, len(lines)):
        before, after = "".join(lines[:place])[-4:], "".join(lines[place:])[:4]
        if (at := new.replace("\\n", "").find(before + after)) >= 0:
            at += len(before)
            shift = sum(2 for end in re.finditer(r"\\n", new) if end.start() < at)
            new = new[: at + shift] + r"\n" + new[at + shift :]
    return new
