"""What happens to a draft while it is open, told to the browser as it happens: who else has it open, who saved it."""

from __future__ import annotations

import asyncio
import json
import time
from collections import defaultdict
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse

from ..errors import HongtouError
from ..workflow import way
from ..workflow.drafts import GoneError
from ..workflow.people import ONESELF, Person
from ..workflow.store import StoreError
from .guard import cookie_name
from .site import Site

# How often a draft is looked at, s; and for how long a browser is told without asking anew.
_LOOK: Final = 2.0
_WHOLE: Final = 3600.0
# So many may be told at once by one process.
_MOST: Final = 200


def events(site: Site) -> Callable[[Request], Awaitable[Response]]:
    """What answers ``/drafts/{id}/events``."""
    open_now: defaultdict[str, list[str]] = defaultdict(list)

    async def answer(request: Request) -> Response:
        id = str(request.path_params["id"])
        try:
            person = await run_in_threadpool(_allowed, site, request.cookies.get(cookie_name(site), ""), id)
        except StoreError as error:  # the browser asks again
            return PlainTextResponse(str(error), 503)
        except HongtouError:
            person = None
        if person is None:
            return PlainTextResponse("没有这份稿子，或者你不能看", 404)
        if sum(map(len, open_now.values())) >= _MOST:
            return PlainTextResponse("打开的太多", 503)
        return StreamingResponse(_told(site, open_now[id], id, person.name), media_type="text/event-stream")

    return answer


def _allowed(site: Site, key: str, id: str) -> Person | None:
    """Who asks, if they may see the draft."""
    session = site.sessions.get(key)
    if session is None:
        return None
    person = site.people.get(session.person) if site.options.shared else ONESELF
    kept = site.drafts.get(id)
    return person if person and way.may_see(person, kept.owner, kept.stage) else None


async def _told(site: Site, names: list[str], id: str, own: str) -> AsyncIterator[str]:
    names.append(own)
    seen: tuple[int, list[str]] = (-1, [])
    until = time.monotonic() + _WHOLE
    try:
        while time.monotonic() < until:
            try:
                kept = await run_in_threadpool(site.drafts.get, id)
            except GoneError:
                return
            except HongtouError:  # the database is away; it comes back
                await asyncio.sleep(_LOOK)
                continue
            now = (kept.version, sorted(set(names)))
            if now[1] != seen[1]:
                yield _event("people", {"names": now[1]})
            if now[0] != seen[0] and seen[0] >= 0:
                last = await run_in_threadpool(site.drafts.last, kept)
                yield _event("saved", {"version": kept.version, "who": last.who})
            elif now == seen:
                yield ": still here\n\n"
            seen = now
            await asyncio.sleep(_LOOK)
    finally:
        names.remove(own)


def _event(name: str, data: Mapping[str, object]) -> str:
    return f"event: {name}\ndata: {json.dumps(data, ensure_ascii=False)}\n\n"
