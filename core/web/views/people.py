"""The people of an office: added, given roles, given new passwords, closed; and the log of what was done."""

from __future__ import annotations

from starlette.responses import Response

from ...errors import HongtouError
from ...workflow import log
from ...workflow.people import PASSWORD_LEAST, Role, SignInError
from ..call import Call


def show(call: Call) -> Response:
    """Everybody."""
    return _page(call)


def _page(call: Call, told: str = "") -> Response:
    return call.page("people.html", people=call.site.people.all(), roles=list(Role), told=told, least=PASSWORD_LEAST)


def _roles(call: Call) -> list[Role]:
    return [role for role in Role if call.value(f"role-{role.name}")]


def add(call: Call) -> Response:
    """Add somebody."""
    roles = _roles(call)
    if not roles:
        raise HongtouError("至少选一个角色")
    person = call.site.people.add(call.value("login"), call.value("name"), roles, call.value("password"), by=call.who.name)
    return _page(call, f"增加了{person.name}")


def change(call: Call) -> Response:
    """Change somebody's roles or password, or close their account."""
    id = call.param("id")
    what = call.value("what")
    people = call.site.people
    match what:
        case "roles":
            people.change(id, by=call.who.name, roles=_roles(call))
        case "password":
            people.change(id, by=call.who.name, password=call.value("password"))
        case "close":
            people.change(id, by=call.who.name, closed=True)
        case _:
            raise HongtouError("没有这样的办法")
    return _page(call, "改好了，这个人要重新登录")


def own(call: Call) -> Response:
    """Where somebody changes their own password."""
    return call.page("password.html", told="", least=PASSWORD_LEAST)


def change_own(call: Call) -> Response:
    """Change one's own password; the old one is asked for, and all sessions end."""
    try:
        call.site.people.check(call.who.login, call.value("old"), address=call.address, action="改自己的口令")
    except SignInError as error:
        told = str(error).replace("登录名或者口令不对", "原来的口令不对")
        return call.page("password.html", 422, told=told, least=PASSWORD_LEAST)
    call.site.people.change(call.who.id, by=call.who.name, password=call.value("password"))
    return call.go("/sign-in")


def show_log(call: Call) -> Response:
    """What was done, the last first; and whether the log is whole."""
    titles = {kept.id: kept.title or kept.path for kept in call.site.drafts.all()}
    return call.page("log.html", entries=log.entries(call.site.store), broken=log.broken(call.site.store), titles=titles)
