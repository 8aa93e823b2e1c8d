"""The office's own document types: listed, begun, and written with their sample's pages beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from starlette.responses import Response

from ...declared.copying import can_be_copied, copy_of
from ...declared.skeleton import USUAL, read_fields, skeleton
from ...errors import HongtouError
from ...values import dataclass
from .. import differences, type_pages
from ..call import Call, RefusedError, picture_of
from ..own_types import OwnTypes, TypeState, check_new, ordered
from ..tasks import Preview
from .drafting import digests_known, pages_asked

_FILE: Final = "file:"
_DRAFT: Final = "draft"
_HELP: Final[Mapping[str, str]] = {
    "字段.yaml": "有哪些字段，各填什么",
    "正文.md": "正文，要填的地方写 {{ 字段 }}",
    "样稿.yaml": "一份做得成的草稿：拟稿时从它开始",
    "样稿.md": "一份做得成的草稿：拟稿时从它开始",
}


@dataclass(frozen=True, slots=True)
class _Listed:
    name: str
    summary: str
    state: str
    problem: str
    last: TypeState | None


def _own(call: Call) -> OwnTypes:
    return OwnTypes(call.site.folder, lambda: call.site.settings, call.site.store)


def show_all(call: Call) -> Response:
    """The office's own types, and what a new one may begin with."""
    return _list(call)


def _list(call: Call, status: int = 200, problem: str = "") -> Response:
    own, plugins = _own(call), call.site.plugins()
    office = call.site.settings.office
    return call.page(
        "own_types.html",
        status,
        types=[_listed(call, own, name) for name in own.names()],
        like=sorted(can_be_copied(plugins)),
        files=office.plugin_files,
        usual=USUAL,
        typed=call.fields if problem else {},
        problem=problem,
    )


def _listed(call: Call, own: OwnTypes, name: str) -> _Listed:
    known, summary, problem = call.site.plugins().document_types, "", ""
    try:
        summary = known[name].summary if name in known and own.type(name) else ""
    except HongtouError as error:
        problem = call.site.bare(str(error))
    try:
        last = own.current(name)
    except HongtouError as error:
        return _Listed(name, summary, "有错", problem or call.site.bare(str(error)), None)
    in_use = "有错，现在用不了" if problem else "在用"
    state = f"{in_use if own.type(name) else '还没有启用'}{'' if last.live else '，有没启用的草稿'}"
    return _Listed(name, summary, state, problem, last)


def begin(call: Call) -> Response:
    """A new type: like one that there is, or of fields that are named. It is in use when it is saved without faults."""
    own, plugins = _own(call), call.site.plugins()
    name, like = call.value("name").strip(), call.value("like")
    try:
        check_new(name, own, plugins)
        summary = " ".join(call.value("summary").split()) or name
        made = copy_of(plugins, like, name) if like else skeleton(name, summary, read_fields(call.value("fields") or USUAL))
        own.save(name, 0, made, call.who.name, live=False)
    except HongtouError as error:
        return _list(call, 422, str(error))
    return call.go(f"/office/types/{name}")


def show(call: Call) -> Response:
    """A type's files beside its sample's pages; an earlier state of it, if that is asked for."""
    own, name = _own(call), call.param("type")
    try:
        now = own.current(name)
    except HongtouError as error:
        raise RefusedError(404, str(error)) from error
    asked = call.asked("version")
    chosen = next((one for one in own.states(name) if str(one.version) == asked), now)
    told = "" if chosen is now else f"这是第 {chosen.version} 版的文字。保存以后成为新的一版，现在的也留着"
    return _page(call, own, chosen.files, now.version, told=told)


def _page(
    call: Call, own: OwnTypes, files: Mapping[str, str], base: int, status: int = 200, told: str = "", **more: object
) -> Response:
    name = call.param("type")
    states = own.states(name)
    shown = {"problems": [], "refused": "", "both": (), "one": None, "other": None, **more}
    return call.page(
        "own_type.html",
        status,
        name=name,
        files={file: files[file] for file in ordered(files)},
        helps=_HELP,
        base=base,
        states=states[::-1],
        now=next((one for one in reversed(states) if one.counts), None),
        in_use=own.type(name) is not None,
        told=told,
        **shown,
    )


def _sent(call: Call) -> dict[str, str]:
    """The files that were sent, by a script or by a form."""
    if call.wants_json:
        files = call.data.get("files")
        return {str(name): str(text) for name, text in files.items()} if isinstance(files, Mapping) else {}
    files = {name.removeprefix(_FILE): text for name, text in call.fields.items() if name.startswith(_FILE)}
    added = call.value("added").strip()
    return {**files, f"{added.removesuffix('.md')}.md": call.value("added_text")} if added else files


def _seen(call: Call, own: OwnTypes, files: Mapping[str, str], pages: tuple[int, ...] = (), known: Any = None) -> Preview:  # noqa: ANN401
    """What a type comes to that is not saved yet."""
    content = {file: text.encode() for file, text in files.items() if text.strip()}
    name = call.param("type")
    ask = type_pages.TypeAsk(call.site.office, name, own.path(name), content, pages, digests_known(known))
    return call.site.quick(type_pages.preview, ask, call.site.folder / ask.path)


def save(call: Call) -> Response:
    """Put a type into use, or keep it as a draft; one with faults is not put into use."""
    own, name, files, base = _own(call), call.param("type"), _sent(call), call.number("base")
    own.current(name)
    live = call.value("as") != _DRAFT
    try:
        problems = _seen(call, own, files).problems if live else ()
        if problems:
            told = f"有 {len(problems)} 处错，没有启用，也没有存。改好再存，或者先“存成草稿”"
            return _refused(call, own, files, base, told, problems)
        state = own.save(name, base, files, call.who.name, live=live)
    except HongtouError as error:
        return _refused(call, own, files, base, call.site.bare(str(error)))
    if not state.counts:
        return _both(call, own, state)
    told = f"存好了，第 {state.version} 版，{'已经启用' if state.live else '是草稿，没有启用'}"
    if call.wants_json:
        return call.json({"version": state.version, "saved": told})
    return _page(call, own, state.files, state.version, told=told)


def _refused(
    call: Call, own: OwnTypes, files: Mapping[str, str], base: int, told: str, problems: Sequence[Mapping[str, Any]] = ()
) -> Response:
    """The same page with what was typed."""
    if call.wants_json:
        return call.json({"message": told, "problems": problems}, 422)
    return _page(call, own, files, base, 422, refused=told, problems=problems)


def _both(call: Call, own: OwnTypes, mine: TypeState) -> Response:
    """Two saved at once: nothing is lost, both are shown."""
    now = own.current(call.param("type"))
    told = f"{now.who}刚才也存过。你的存成了第 {mine.version} 版，没有丢，也没有启用"
    if call.wants_json:
        return call.json({"message": f"{told}。重新打开这一页，看过现在的再改", "version": now.version}, 409)
    both = {file: _compared(call, now, mine, file) for file in ordered({**now.files, **mine.files})}
    shown = [(file, rows) for file, rows in both.items() if rows]
    return _page(call, own, now.files, now.version, 409, refused=f"{told}。下面是现在的", both=shown, one=now, other=mine)


def _compared(call: Call, now: TypeState, mine: TypeState, file: str) -> list[differences.Pair]:
    asked = differences.Asked(now.files.get(file, ""), mine.files.get(file, ""))
    return call.site.quick(differences.compared, asked, call.site.folder)


def preview(call: Call) -> Response:
    """The sample's pages of a type as it is typed."""
    own = _own(call)
    return call.json(_seen(call, own, _sent(call), pages_asked(call.data.get("pages")), call.data.get("known")).as_data())


def picture(call: Call) -> Response:
    """A page of the sample of the state that counts: for browsers without scripts."""
    own, number = _own(call), int(call.param("number"))
    try:
        seen = _seen(call, own, own.current(call.param("type")).files, (number,))
    except HongtouError as error:
        raise RefusedError(404, str(error)) from error
    return picture_of(seen, number, "样稿没有这一面，或者有错，画不出来")
