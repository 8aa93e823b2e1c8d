"""What a DOCX is to carry of its drafts: made when it is rendered, while drafts and pages are both at hand."""

from __future__ import annotations

import datetime
import posixpath
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from ..composing import Composed
from ..document import chinese_date
from ..draft import COMMON, PictureLine, Rules, is_personal
from ..layout.plan import PagePlan
from ..plugin.manager import Plugins
from .elements import Value
from .record import Origin, Record
from .refer import Referrer
from .sheets import Sheet, read_sheet
from .shown import digest, of_plan

_BODY: Final = "正文"
_ATTACHED: Final = "附件"


def recorded(composed: Composed, plan: PagePlan, plugins: Plugins) -> Record:
    """The record of a document.

    :param composed: the document, with the drafts that it names.
    :param plan: its pages.
    """
    sheet = read_sheet(of_plan(plan))
    return Record(tuple(_origins(composed, sheet, composed.draft.path.name, composed.named, plugins)))


def _origins(
    composed: Composed, sheet: Sheet, file: str, named: Mapping[tuple[str, str], Composed], plugins: Plugins
) -> Iterator[Origin]:
    """A draft's own origin, then those of the drafts that it names and whose texts are on the pages."""
    yield _origin(composed, sheet, file, plugins.fields(composed.type))
    for name, inner in inner_sheets(composed, sheet):
        found = named.get((str(composed.draft.path), name))
        if found is not None:
            yield from _origins(found, inner, beside(file, name), named, plugins)


def inner_sheets(composed: Composed, sheet: Sheet) -> Iterator[tuple[str, Sheet]]:
    """What a document shows of the files that its draft names, with their names."""
    values = composed.draft.values
    if "印发" in values and sheet.enclosed:
        yield str(values["印发"]), sheet.enclosed[0]
    for place, item in enumerate(attachments(values)):
        if "文件" in item and place in sheet.attached:
            yield str(item["文件"]), sheet.attached[place]


def beside(file: str, name: str) -> str:
    """The path of a draft that another one names, as the document's own would name it."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(file), name))


def attachments(values: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The items of 附件 as mappings, whether typed as such or as names."""
    typed = values.get(_ATTACHED, [])
    listed = typed if isinstance(typed, list) else [typed]
    return [dict(item) if isinstance(item, Mapping) else {"标题": str(item)} for item in listed]


def _origin(composed: Composed, sheet: Sheet, file: str, rules: Mapping[str, Rules]) -> Origin:
    draft, data = composed.draft, composed.data
    lines = sheet.lines()
    page = Referrer(lines)
    typed: dict[str, Any] = {}
    hidden: dict[str, Any] = {}
    own = composed.type.schema
    for name, value in draft.values.items():
        if name == _BODY:
            continue
        if name in sheet.fields and name not in own and name != _ATTACHED:
            if _said(data.get(name)) != sheet.fields[name]:
                typed[name] = _cut(data.get(name), sheet.fields[name], value)
        else:
            hidden[name] = page.refer(value, personal=is_personal(rules[name])) if name in own else value
    return Origin(
        file,
        digest((sorted(draft.values.items(), key=str),)),
        sheet.digests(),
        typed,
        hidden,
        tuple(str(path[0]) for path in draft.places if len(path) == 1),
        tuple(part.digest for part in sheet.parts),
        span(composed) if _BODY in draft.values else None,
        tuple(_pictures(draft.values.get(_BODY, ()))),
        tuple(digest((line,)) for line in lines) if hidden.keys() - COMMON.keys() else (),
    )


def _said(value: object) -> Value:
    """A value as its field is shown."""
    if isinstance(value, datetime.date):
        return chinese_date(value)
    return tuple(map(str, value)) if isinstance(value, tuple | list) else str(value)


def _cut(value: object, shown: Value, typed: object) -> object:
    """How a list is typed whose items the page does not part so: their lengths, and not the names in it."""
    if isinstance(value, tuple | list) and all(isinstance(item, str) for item in value):
        text = shown if isinstance(shown, str) else "，".join(shown)
        separators = {"，", "、", "；"}
        if any(separator.join(value) == text for separator in separators):
            return {"cut": [len(item) for item in value]}
    return typed


def span(composed: Composed) -> tuple[int, int]:
    """Which parts of the text its 正文 holds."""
    own = list(composed.data.get(_BODY, ()))
    blocks = composed.gongwen.main.blocks
    for start in range(len(blocks) - len(own) + 1):
        if all(one is other or one == other for one, other in zip(blocks[start:], own, strict=False)):
            return start, start + len(own)
    return 0, 0


def _pictures(body: Sequence[object]) -> Iterator[str]:
    for block in body:
        if isinstance(block, PictureLine):
            yield block.file
