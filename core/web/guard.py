"""Who is let in, and with how much: every request goes through here before a view sees it."""

from __future__ import annotations

import asyncio
import errno
import json
import logging
import re
import secrets
import time
from collections import deque
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from ..errors import HongtouError, OutputError
from ..files.reasons import code, not_written
from ..register.failures import DownError
from ..workflow.drafts import GoneError
from ..workflow.people import ONESELF, Person
from ..workflow.sessions import Session
from ..workflow.store import StoreError
from .address import party
from .call import EVERYBODY, Call, RefusedError, Route
from .counts import Counts
from .site import Site

# A request must have come in whole after so many seconds.
_PATIENCE: Final = 60.0
# What asks for these knows the server by whatever name.
_FOR_MACHINES: Final = ("/healthz", "/metrics")
TOKEN_LEAST: Final = 32
_SAFE: Final = frozenset({"GET", "HEAD"})
# One of the two of which JSON writes a character that has no four figures; perhaps without the other.
_HALF: Final = re.compile(rb"\\u[dD][89a-fA-F]")
# So many requests may come from one address (a whole office may have one), and so many attempts to sign in, in a minute.
_REQUESTS: Final = 12_000
ATTEMPTS: Final = 20
_FILES_MOST: Final = 200
_FIELDS_MOST: Final = 2000
# How long one field of a form may be: a draft's text.
FIELD_MOST: Final = 5 * 1024 * 1024
# The disk, not a mistake of ours.
_DISK: Final = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO})
_LOG: Final = logging.getLogger("hongtou.web")
_POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' blob: data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS: Final = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


def read_token(path: Path) -> str:
    """The token by which a machine may read the numbers.

    :raises HongtouError: the file cannot be read, or what it holds can be guessed.
    """
    try:
        token = path.read_text("utf-8").strip()
    except (OSError, UnicodeError) as error:
        raise HongtouError(f"读不了“{path.name}”里的令牌，Prometheus 取不到数字") from error
    if len(token) < TOKEN_LEAST or not token.isascii():
        raise HongtouError(f"“{path.name}”里的令牌要至少 {TOKEN_LEAST} 个英文字母、数字，例如 openssl rand -hex 32 做的")
    return token


def cookie_name(site: Site) -> str:
    """Under which name a browser keeps the session's key: servers on several ports of one computer do not share it."""
    origin = site.options.origin
    return "__Host-hongtou" if site.options.is_secure else f"hongtou-{urlsplit(origin).port or 80}"


class Rates:
    """How often something was done in the last minute, by whom."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._seen: dict[str, deque[float]] = {}

    def over(self, who: str) -> bool:
        """Count one more; whether it is one too many."""
        now = time.monotonic()
        if len(self._seen) > 10_000:
            self._seen = {one: seen for one, seen in self._seen.items() if seen[-1] > now - 60}
        seen = self._seen.setdefault(who, deque(maxlen=self._most + 1))
        while seen and seen[0] < now - 60:
            seen.popleft()
        seen.append(now)
        return len(seen) > self._most


class Gate:
    """Refuses what came to another name, or too often; sees that every answer has its headers. Around all the rest."""

    def __init__(self, app: ASGIApp, site: Site, counts: Counts) -> None:
        self._app = app
        self._counts = counts
        self._host = urlsplit(site.options.origin).netloc
        self._is_secure = site.options.is_secure
        self._rates = Rates(_REQUESTS)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        nonce = scope.setdefault("state", {})["nonce"] = secrets.token_urlsafe(16)
        begun, status = time.perf_counter(), 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                headers = MutableHeaders(scope=message)
                for name, value in self._headers(nonce).items():
                    headers.setdefault(name, value)
            await send(message)

        host = Headers(scope=scope).get("host", "")
        app = self._app
        if host != self._host and scope["path"] not in _FOR_MACHINES:
            app = PlainTextResponse("没有这个网站：用启动时给出的地址打开", 421)
        elif self._rates.over(party((scope.get("client") or ("", 0))[0])):
            app = PlainTextResponse("请求太频繁，过一分钟再来", 429)
        try:
            await app(scope, receive, sending)
        finally:
            seconds = time.perf_counter() - begun
            self._counts.add(scope["method"], scope["state"].get("route", ""), status, seconds)
            _tell(scope, status, seconds)

    def _headers(self, nonce: str) -> dict[str, str]:
        own = {"Content-Security-Policy": _POLICY.format(nonce=nonce), "Cache-Control": "no-store"}
        return {**_HEADERS, **own} | ({"Strict-Transport-Security": "max-age=31536000"} if self._is_secure else {})


def _tell(scope: Scope, status: int, seconds: float) -> None:
    """A line about a request: neither what stands behind the question mark, nor what was sent along."""
    path = scope["path"]
    if path != "/healthz" and not path.startswith("/static/"):
        asked = {"method": scope["method"], "path": path, "status": status, "ms": round(seconds * 1000)}
        _LOG.info("request", extra={"request": {**asked, "who": scope["state"].get("who", "")}})


class Endpoint:
    """Answers one route: sees who asks, whether they may, what they bring along; then asks the view, in a thread."""

    def __init__(self, route: Route, site: Site) -> None:
        self._route = route
        self._site = site

    async def __call__(self, request: Request) -> Response:
        """The answer to a request."""
        call = Call(request, self._site)
        try:
            await run_in_threadpool(self._recognise, call)
            await self._take(call)
            return await run_in_threadpool(self._answer, call)
        except RefusedError as refused:
            return self._told(call, refused.status, refused.told)
        except ClientDisconnect:  # nobody is there any more to be told
            return Response(status_code=400)
        except OSError as error:  # what came along found no room
            return self._not_written(call, error)
        finally:
            for file in call.files:
                await file.close()

    # --- who ----------------------------------------------------------------------------------------------------------------

    def _recognise(self, call: Call) -> None:
        """Who asks, and whether they may ask this."""
        key = call.request.cookies.get(cookie_name(self._site), "")
        try:
            sessions = self._site.sessions
            call.session = sessions.look(key) if self._route.by_itself else sessions.get(key)
            call.person = self._person(call.session)
            call.request.state.who = call.person.login if call.person else ""
            is_known = self._route.roles is EVERYBODY or (self._route.by_token and self._has_token(call))
        except HongtouError as error:
            raise RefusedError(503, str(error)) from error
        if is_known:
            return
        if call.person is None:
            raise RefusedError(401, "还没有登录，或者登录的时间过了。登录以后再来，打的字还在")
        if not call.person.may(*self._route.roles):
            raise RefusedError(403, f"这一项由{'、'.join(sorted(self._route.roles))}办")

    def _has_token(self, call: Call) -> bool:
        """Whether a machine asks that has the site's token; it is read anew, so that it can be changed."""
        kind, _, given = call.request.headers.get("authorization", "").partition(" ")
        if kind.lower() != "bearer" or self._site.options.metrics_token is None:
            return False
        known = read_token(self._site.options.metrics_token)
        return secrets.compare_digest(given.strip().encode(), known.encode())

    def _person(self, session: Session | None) -> Person | None:
        if session is None:
            return None
        return self._site.people.get(session.person) if self._site.options.shared else ONESELF

    # --- what ---------------------------------------------------------------------------------------------------------------

    async def _take(self, call: Call) -> None:
        """What a request brings along, if it may."""
        request = call.request
        if request.method in _SAFE:
            return
        self._refuse_foreign(request)
        request._receive = _counting(request.receive, self._route.limit)
        try:
            async with asyncio.timeout(_PATIENCE):
                if call.wants_json:
                    call.data = _read_json(await request.body())
                else:
                    await _read_form(call)
        except TimeoutError as error:
            raise RefusedError(408, "等了一分钟，还没有收全。检查网络，再来一次") from error
        sent = request.headers.get("x-csrf", "") or call.fields.get("_csrf", "")
        if call.session and not secrets.compare_digest(sent.encode(), call.session.csrf.encode()):
            raise RefusedError(403, "这一页打开得太久，或者不是从本网站来的。重新打开这一页，再来一次，打的字还在")

    def _refuse_foreign(self, request: Request) -> None:
        """Only pages of ours may ask for a change."""
        origin = request.headers.get("origin")
        if origin is not None and origin != self._site.options.origin:
            raise RefusedError(403, "请求不是从本网站的页面来的，没有办")
        if origin is None and request.headers.get("sec-fetch-site", "same-origin") != "same-origin":
            raise RefusedError(403, "请求不是从本网站的页面来的，没有办")

    # --- answers ------------------------------------------------------------------------------------------------------------

    def _answer(self, call: Call) -> Response:
        try:
            return self._route.view(call)
        except RefusedError as refused:
            return self._told(call, refused.status, refused.told)
        except GoneError as error:
            return self._told(call, 404, str(error))
        except (StoreError, DownError) as error:
            return self._told(call, 503, str(error))
        except OutputError as error:
            return self._told(call, 507, str(error))
        except HongtouError as error:
            return self._told(call, 422, str(error))
        except Exception as error:  # a bug harms nobody but who met it
            if isinstance(error, OSError) and code(error) in _DISK:
                return self._not_written(call, error)
            number = secrets.token_hex(4)
            _LOG.exception("error %s", number, exc_info=error)
            return self._told(call, 500, f"程序出错了，没有办成，打的字还在。把这个编号告诉维护的人：{number}")

    def _not_written(self, call: Call, error: OSError) -> Response:
        return self._told(call, 507, f"服务器写不了文件：{not_written(error)}。没有办成，打的字还在")

    def _told(self, call: Call, status: int, told: str) -> Response:
        told = self._site.bare(told)
        if call.wants_json:
            return call.json({"message": told}, status)
        if status == 401 and call.request.method in _SAFE and self._site.options.shared:
            return call.go("/sign-in")
        return call.page("problem.html", status, told=told)


def _counting(receive: Receive, limit: int) -> Receive:
    """Take no more than so many bytes, whatever the request says of its length."""
    taken = 0

    async def counted() -> Message:
        nonlocal taken
        message = await receive()
        taken += len(message.get("body", b""))
        if taken > limit:
            raise RefusedError(413, f"太大了，最多 {max(limit // (1024 * 1024), 1)} MB。分成几份，或者去掉大的图片")
        return message

    return counted


def _read_json(body: bytes) -> Mapping[str, Any]:
    try:
        value = json.loads(body)
    except (ValueError, RecursionError) as error:
        raise RefusedError(400, "请求看不懂") from error
    if not isinstance(value, dict):
        raise RefusedError(400, "请求看不懂")
    whole: Mapping[str, Any] = _without_halves(value) if _HALF.search(body) else value
    return whole


def _without_halves(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    """A value without halves of characters, which are no text: none of what comes later can write them."""
    match value:
        case str():
            return value.encode("utf-8", "replace").decode()
        case list():
            return [_without_halves(one) for one in value]
        case dict():
            return {_without_halves(name): _without_halves(one) for name, one in value.items()}
    return value


async def _read_form(call: Call) -> None:
    try:
        sent = await call.request.form(max_files=_FILES_MOST, max_fields=_FIELDS_MOST, max_part_size=FIELD_MOST)
    except HTTPException as error:
        raise RefusedError(400, "表单看不懂，或者文件太多（一次最多 200 个）") from error
    call.files = tuple(value for _, value in sent.multi_items() if isinstance(value, UploadFile) and value.filename)
    call.fields = {name: value for name, value in sent.multi_items() if isinstance(value, str)}


def set_cookie(call: Call, response: Response, key: str) -> None:
    """Let a browser keep a session's key; scripts cannot read it, other sites' requests do not bring it along."""
    site = call.site
    kept: dict[str, Any] = {"httponly": True, "samesite": "strict", "path": "/", "secure": site.options.is_secure}
    if key:
        response.set_cookie(cookie_name(site), key, **kept)
    else:
        response.delete_cookie(cookie_name(site), **kept)


def old_key(call: Call) -> str:
    """The key that a browser has."""
    return call.request.cookies.get(cookie_name(call.site), "")
