"""The office: its profile as a form beside a first page made with it, its seals, and what plug-ins there are."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from starlette.responses import Response

from ...errors import DraftError, HongtouError
from ...office import PROFILE
from ...pictures import DIAMETER
from ...workflow.people import Role
from .. import profile
from ..call import Call, RefusedError
from ..profile import ChangedError, Profile, Seal
from .lists import first_page

# Dots to an inch of the first page beside the form.
_LARGE: Final = 96.0


def show(call: Call) -> Response:
    """What the office's profile says; the administrator may change it."""
    return _page(call)


def _page(
    call: Call, status: int = 200, told: str = "", wrong: Mapping[str, str] | None = None, problem: str = "", *, base: str = ""
) -> Response:
    """
    :param wrong: what is wrong with what was sent, by the fields' names; what was typed stays.
    :param base: of the form that was sent; empty: of the profile as it is.
    """
    now = Profile.of(call.site.folder)
    may_change = call.who.may(Role.ADMINISTRATOR)
    try:
        office, plugins = call.site.settings.office, call.site.plugins()
    except HongtouError as error:
        office, plugins, problem = None, None, problem or _bare(call, str(error))
    try:
        inputs, seals = now.inputs, [str(one.get("名称", "")) for one in now.seals]
    except HongtouError as error:
        inputs, seals, problem = [], [], problem or _bare(call, str(error))
    return call.page(
        "office.html",
        status,
        office=office,
        plugins=plugins,
        inputs=inputs,
        seals=seals,
        profile=now.content.decode("utf-8", "replace") if may_change else "",
        base=base or now.digest,
        picture=now.digest,
        may_change=may_change,
        told=told,
        wrong=wrong or {},
        problem=problem,
        typed=call.fields if wrong or problem else {},
        diameter=DIAMETER,
    )


def _bare(call: Call, text: str) -> str:
    """A message for whoever asks: none learns where the server has the folder, and only the administrator what is set."""
    if not call.who.may(Role.ADMINISTRATOR):  # it may repeat what stands there
        return f"{PROFILE} 里有错，现在做不了公文。请管理员打开这一页改"
    return call.site.bare(text)


def _wrong(call: Call, error: HongtouError) -> tuple[dict[str, str], str]:
    """What is wrong with what was typed, by the fields' names; and what is wrong besides."""
    if not isinstance(error, DraftError):
        return {}, _bare(call, str(error))
    return {one.field: _bare(call, one.message) for one in error.problems}, ""


def _refused(call: Call, error: HongtouError) -> Response:
    """The form again with what was typed, each message at its field."""
    wrong, others = _wrong(call, error)
    return _page(call, 422, wrong=wrong, problem=others or "没有存。看下面写着的，改好再存", base=call.value("base"))


def _begun(call: Call) -> Profile:
    """The profile, if it is what the form began from.

    :raises ChangedError: it is not.
    """
    now = Profile.of(call.site.folder)
    if call.value("base") != now.digest:
        raise ChangedError("配置刚才又有人改过，没有写。看过现在的，再改")
    return now


def change(call: Call) -> Response:
    """Write what was changed in the form."""
    try:
        now = _begun(call)
        changes = profile.sent(now.inputs, call.fields)
        if not changes:
            return _page(call, told="没有改动")
        names = "、".join(changes)
        content = profile.changed(now, changes)
        profile.keep(call.site.store, now, content, {}, (call.who.name, "改办公室配置", names))
    except ChangedError as error:
        return _page(call, 409, problem=str(error))
    except HongtouError as error:
        return _refused(call, error)
    return _page(call, told=f"存好了：{names}。原来的留在 {PROFILE}.bak")


def preview(call: Call) -> Response:
    """The sample's pages with the profile as it is typed, and what is wrong with it; nothing is written."""
    from .. import office_pages  # which takes long to load, as these do
    from ..tasks import Preview
    from .drafting import digests_known, pages_asked

    now, typed = Profile.of(call.site.folder), call.data.get("fields")
    try:
        changes = profile.sent(
            now.inputs, {str(name): str(text) for name, text in typed.items()} if isinstance(typed, Mapping) else {}
        )
        content = profile.changed(now, changes) if changes else now.content
        ask = office_pages.ProfileAsk(
            call.site.office, content, pages_asked(call.data.get("pages")), digests_known(call.data.get("known"))
        )
        return call.json(call.site.quick(office_pages.preview, ask, now.file).as_data())
    except HongtouError as error:
        wrong, others = _wrong(call, error)
        problems = [{"field": name, "message": message} for name, message in [*wrong.items(), ("", others)] if message]
        return call.json(Preview(problems=problems).as_data())


def put_seal(call: Call) -> Response:
    """Take a picture as the seal of an organ."""
    try:
        now = _begun(call)
        name, diameter = _organ(now, call.value("organ")), _diameter(now, call.value("diameter"))
        if not call.files:
            raise now.problem("picture", "还没有选图片。选一个背景透明的 PNG")
        data = call.files[0].file.read()
        _check(call, now, Seal(data, diameter))
        file = profile.file_of(data)
        content = profile.sealed(now, name, file, diameter)
        profile.keep(call.site.store, now, content, {now.folder / file: data}, (call.who.name, "放印章", f"{name}：{file}"))
    except ChangedError as error:
        return _page(call, 409, problem=str(error))
    except HongtouError as error:
        return _refused(call, error)
    return _page(call, told=f"“{name}”的印章放好了")


def _organ(now: Profile, text: str) -> str:
    name = text.strip()
    if not name or not name.isprintable() or len(name) > 100:
        raise now.problem("organ", "写上印章是哪个机关的，写全称，与署名一字不差")
    return name


def _diameter(now: Profile, text: str) -> float:
    try:
        diameter = float(text.strip() or DIAMETER)
    except ValueError:
        diameter = 0.0
    least, most = profile.diameters()
    if not least <= diameter <= most:
        raise now.problem("diameter", f"直径写毫米数，{least} 至 {most}")
    return diameter


def _check(call: Call, now: Profile, asked: Seal) -> None:
    """Read a picture from elsewhere in a process of its own.

    :raises DraftError: it cannot be a seal.
    """
    try:
        call.site.long(profile.check_seal, asked, now.file)
    except HongtouError as error:
        raise now.problem("picture", str(error)) from error


def picture(call: Call) -> Response:
    """The first page of the first type that is running text, as this profile has it made."""
    png = call.site.kept_picture(f"{PROFILE}-{_LARGE}", lambda: _draw(call))
    return Response(png, media_type="image/png", headers={"Cache-Control": "no-cache"})


def _draw(call: Call) -> bytes:
    type = profile.sample_type(call.site.plugins())
    if type is None:
        raise RefusedError(404, "没有装可以画样子的文种")
    content = profile.as_ours(Path(f"样稿{type.starter_suffix}"), type.starter.encode(), call.site.settings.office)
    return first_page(call, type.starter_suffix, content, _LARGE)
