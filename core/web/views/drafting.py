"""A draft on the screen: its text, its form, its pages, its states, and its way."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from starlette.responses import Response

from ...draft import is_personal
from ...draft.nearest import nearest
from ...errors import HongtouError, OutputError
from ...personal import identity_numbers
from ...workflow import way
from ...workflow.drafts import Kept, StageError
from ...workflow.originals import original_of
from ...workflow.way import Stage, Step
from .. import fields, tasks
from ..call import Call, RefusedError, picture_of, whole_number
from ..downloads import ANY, sent
from ..html import moment
from ..naming import described
from .drafts import editable, kept_of
from .states import both, join

_ASKED_MOST: Final = 12
# The formats in which a document is taken.
FORMATS: Final = frozenset({"pdf", "docx"})


def text_of(call: Call) -> bytes:
    """The text that was sent; a browser ends the lines of a form as it likes."""
    return call.value("text").replace("\r\n", "\n").encode("utf-8", "replace")


def show(call: Call) -> Response:
    """The page of a draft."""
    kept = kept_of(call)
    try:
        return _page(call, call.site.drafts.settle(kept.id, described))
    except OutputError as error:  # the text is kept, its file cannot follow now: one can read and type all the same
        return _page(call, kept, call.site.bare(str(error)))


def _page(call: Call, kept: Kept, told: str = "") -> Response:
    drafts = call.site.drafts
    content = drafts.content(kept)
    known = {person.id: person.name for person in call.site.people.all()} if call.site.options.shared else {}
    inputs, problem = _inputs(call, kept, content)
    return call.page(
        "draft.html",
        told=told,
        kept=kept,
        original=original_of(call.site.folder, kept.id),
        text=content.decode("utf-8", "replace"),
        inputs=inputs,
        problem=problem,
        owner=known.get(kept.owner, "本人"),
        steps=way.steps(call.who, kept.owner, kept.stage, direct=call.site.direct),
        may_edit=way.may_edit(call.who, kept.owner, kept.stage),
        opinions=drafts.opinions(kept),
    )


def _inputs(call: Call, kept: Kept, content: bytes) -> tuple[list[fields.FieldShown], str]:
    asked = fields.Asked(call.site.office, call.site.path(kept), content)
    try:
        return call.site.quick(fields.shown, asked, asked.path), ""
    except HongtouError as error:
        return [], str(error)


def save(call: Call) -> Response:
    """Keep the text; nobody's is lost where two save."""
    kept = editable(call)
    content = text_of(call)
    shown = described(content, kept.genre, kept.title)
    saved = call.site.drafts.save(kept.id, call.number("base"), shown, call.who.name, (kept.stage,))
    if saved.counts:
        told = {"version": saved.state.version, "saved": moment(saved.state.at), "told": saved.told}
        return call.json(told) if call.wants_json else call.go(f"/drafts/{kept.id}")
    now = call.site.drafts.get(kept.id)
    last = call.site.drafts.states(now)
    who = next(one.who for one in last if one.version == now.version)
    if not call.wants_json:
        return both(call, now, saved.state)
    theirs = call.site.drafts.content(now).decode("utf-8", "replace")
    other = {"version": now.version, "text": theirs, "who": who, "saved": moment(now.changed)}
    return call.json({**other, "kept": saved.state.version, **join(call, now, saved.state)}, 409)


def preview(call: Call) -> Response:
    """The pages of a text as it is typed."""
    kept = kept_of(call)
    asked = pages_asked(call.data.get("pages"))
    digests = digests_known(call.data.get("known"))
    ask = tasks.Ask(call.site.office, call.site.path(kept), text_of(call), asked, digests, number=kept.issued_as)
    return call.json(call.site.quick(tasks.preview, ask, ask.path).as_data())


def pages_asked(value: Any) -> tuple[int, ...]:  # noqa: ANN401 - what a script sent
    """The numbers of the pages that a script looks at."""
    numbers = [one for one in value if isinstance(one, int) and 0 < one < 10_000] if isinstance(value, list) else []
    return tuple(dict.fromkeys(numbers[:_ASKED_MOST])) or (1,)


def digests_known(value: Any) -> dict[int, str]:  # noqa: ANN401 - what a script sent
    """The digests of the pages that a script has, by their numbers."""
    known = value if isinstance(value, Mapping) else {}
    return {number: str(one) for key, one in known.items() if (number := whole_number(str(key)))}


def page_picture(call: Call) -> Response:
    """One page as it is kept: for browsers without scripts."""
    kept = kept_of(call)
    number = int(call.param("number"))
    ask = tasks.Ask(call.site.office, call.site.path(kept), call.site.drafts.content(kept), (number,), number=kept.issued_as)
    seen = call.site.quick(tasks.preview, ask, ask.path)
    return picture_of(seen, number)


def show_fields(call: Call) -> Response:
    """The form for a text as it is typed."""
    kept = kept_of(call)
    asked = fields.Asked(call.site.office, call.site.path(kept), text_of(call))
    return call.page("fields.html", inputs=call.site.quick(fields.shown, asked, asked.path), problem="")


def write_field(call: Call) -> Response:
    """A text with one field as the form has it; what the text changed there since the form showed it stays."""
    kept = editable(call)
    if call.data.get("was") is None:  # a page of an older version: it would write over what it does not know
        raise RefusedError(409, "这一页太旧，刷新以后再填，打的字还在")
    name = call.value("name")
    asked = fields.Asked(call.site.office, call.site.path(kept), text_of(call), name, call.data.get("value"), call.data["was"])
    written = call.site.quick(fields.write, asked, asked.path)
    if not written.content:
        return call.json({"message": f"“{name}”在正文里刚才也改了，和这里不一样。用哪一个？", "now": written.now}, 409)
    return call.json({"text": written.content.decode()})


def fix(call: Call) -> Response:
    """A text with a finding mended that has one right answer."""
    kept = editable(call)
    asked = tasks.Fixing(call.site.office, call.site.path(kept), text_of(call), call.value("code"), call.number("line"))
    return call.json({"text": call.site.quick(tasks.fix, asked, asked.path).decode()})


def go(call: Call) -> Response:
    """Take a draft a step on, or back; at 签发 it gets its number, at 印发 it is issued."""
    kept = kept_of(call)
    name = call.value("step")
    known = {one.name: one for one in way.steps(call.who, kept.owner, kept.stage, direct=call.site.direct)}
    if name not in known:
        raise StageError(f"这份稿子在“{kept.stage}”，你不能办“{name[:10]}”{nearest(name, known)}")
    step = known[name]
    call.site.drafts.settle(kept.id, described)
    version = call.number("version")
    if call.site.drafts.get(kept.id).version != version:
        raise StageError("这份稿子刚才又有人改过。看过新的文字，再办")
    if step.target is Stage.NUMBERING:
        version = _dated(call, kept, version)
    issued_as = _number(call, kept, step)
    call.site.drafts.go(kept.id, step, version, call.who.name, call.value("opinion"), issued_as)
    return call.go(f"/drafts/{kept.id}" if way.may_see(call.who, kept.owner, step.target) else "/")


def _dated(call: Call, kept: Kept, version: int) -> int:
    """The state of a draft that bears the day of its signing, whenever it is printed."""
    content = call.site.drafts.content(kept, version)
    asked = fields.Asked(call.site.office, call.site.path(kept), content, "成文日期", _day(call))
    text = described(call.site.quick(fields.dated, asked, asked.path), kept.genre, kept.title)
    return call.site.drafts.save(kept.id, version, text, call.who.name, (kept.stage,)).state.version


def _day(call: Call) -> str:
    """The day of what is done, as it is typed; today where nobody says it."""
    return call.value("dated") or datetime.datetime.now().astimezone().date().isoformat()


def _number(call: Call, kept: Kept, step: Step) -> str:
    """What registering does for a step: its number at 签发, filing and registering at 印发."""
    from ..issue import Issuing, Prevented, issue, number

    if step.target not in {Stage.NUMBERING, Stage.ISSUED}:
        return ""
    codes = tuple(call.value("despite").replace("，", ",").split(",")) if call.value("despite").strip() else ()
    asked = Issuing(call.site.office, call.site.path(kept), call.who.name, _day(call), codes, call.value("because"))
    made = call.site.issuing(issue if step.target is Stage.ISSUED else number, asked, asked.path)
    if isinstance(made, Prevented):
        raise made.kind(made.told)
    return made


def download(call: Call) -> Response:
    """A draft as DOCX or PDF: as it is kept, with the number that it has been given; once it is issued, what was filed."""
    kept = kept_of(call)
    name = call.param("format")
    if name not in FORMATS:
        raise RefusedError(404, "没有这种格式")
    if kept.stage is Stage.ISSUED:
        from ..issue import filed

        content = filed(call.site.settings, kept.issued_as, kept.genre, name)
    else:
        making = tasks.Making(call.site.office, call.site.path(kept), call.site.drafts.content(kept), name, kept.issued_as)
        content = call.site.long(tasks.make, making, making.path)
    if _is_personal(call, kept):
        call.note("下载稿子", kept.id, name)
    return sent(f"{_file_name(kept)}.{name}", content)


def original(call: Call) -> Response:
    """The file that a draft was taken in from."""
    kept = kept_of(call)
    found = original_of(call.site.folder, kept.id)
    if found is None:
        raise RefusedError(404, "没有原来的文件")
    call.note("取原件", kept.id)
    return sent(found.path.name, found.path.read_bytes(), ANY)


def _is_personal(call: Call, kept: Kept) -> bool:
    """Whether a draft holds what is nobody else's business: its type has fields for that, or an identity number stands in it."""
    known = call.site.plugins().document_types
    if kept.genre in known and any(is_personal(rules) for rules in known[kept.genre].schema.values()):
        return True
    return bool(identity_numbers(call.site.drafts.content(kept).decode("utf-8", "replace")))


def _file_name(kept: Kept) -> str:
    name = "".join(char for char in kept.title or Path(kept.path).stem if char.isprintable() and char not in '/\\:*?"<>|')
    return name[:80] or "公文"
