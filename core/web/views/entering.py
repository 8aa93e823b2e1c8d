"""Who comes in: by the key that was shown at the start, or by login and password; and out again."""

from __future__ import annotations

from typing import Final

from starlette.responses import Response

from ...workflow.people import ONESELF, SignInError
from ..call import Call, RefusedError
from ..guard import ATTEMPTS, Rates, old_key, set_cookie

_ATTEMPTS: Final = Rates(ATTEMPTS)


def enter(call: Call) -> Response:
    """On one's own computer: the key works once, and then the browser has a session."""
    site = call.site
    key = call.asked("key")
    if site.options.shared or not site.options.key:
        raise RefusedError(404, "没有这一页")
    from secrets import compare_digest

    if not compare_digest(key.encode(), site.options.key.encode()) or not site.sessions.take(key):
        raise RefusedError(403, "这个地址只能用一次，已经用过了。回到终端，重新运行 hongtou serve，用新的地址打开")
    response = call.go("/")
    set_cookie(call, response, site.sessions.begin(ONESELF, old_key(call)))
    return response


def ask(call: Call) -> Response:
    """The form for signing in."""
    if not call.site.options.shared:
        raise RefusedError(404, "没有这一页")
    return call.page("sign_in.html", told="", login="")


def sign_in(call: Call) -> Response:
    """Sign somebody in; a session from before ends."""
    site = call.site
    if not site.options.shared:
        raise RefusedError(404, "没有这一页")
    address = call.address
    if _ATTEMPTS.over(address):
        raise RefusedError(429, "试的次数太多，过一分钟再来")
    login = call.value("login")[:80]
    try:
        person = site.people.check(login, call.value("password"), address=address)
    except SignInError as error:
        return call.page("sign_in.html", 401, told=str(error), login=login)
    response = call.go("/")
    set_cookie(call, response, site.sessions.begin(person, old_key(call)))
    return response


def sign_out(call: Call) -> Response:
    """End the session."""
    call.site.sessions.end(old_key(call))
    if not call.site.options.shared:
        response: Response = call.page("left.html")
    else:
        response = call.go("/sign-in")
    set_cookie(call, response, "")
    return response
